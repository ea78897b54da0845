"""Options that several verbs share: the common ones after the verb too, and the filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from evenhand.cli.main import Common, _date


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """--project, --out, --jobs and --date after the verb; what stands there wins over what stands before it."""

    def wrapper(*args: Any, project: Path | None, out: Path | None, jobs: int | None, date: dt.date | None, **kwargs: Any) -> Any:
        ctx = click.get_current_context()
        before: Common = ctx.obj
        merged = Common(project or before._project, out or before._out, jobs or before._jobs, date or before._date)
        return function(merged, *args, **kwargs)

    wrapper.__name__, wrapper.__doc__ = function.__name__, function.__doc__
    wrapper.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
    for option in (
        click.option("--date", callback=_date, metavar="YYYY-MM-DD", help="The day that counts as today."),
        click.option("--jobs", type=click.IntRange(1, 256), help="How many processes (else one for each core)."),
        click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where leaflets go (else build/)."),
        click.option("--project", type=click.Path(path_type=Path, exists=True, file_okay=False), help="The project's folder."),
    ):
        wrapper = option(wrapper)
    return wrapper


def filters(function: Callable[..., Any]) -> Callable[..., Any]:
    """--handout, --lang, --brand, --format, each repeatable."""
    for name, field in (("format", "formats"), ("brand", "brands"), ("lang", "languages"), ("handout", "handouts")):
        function = click.option(f"--{name}", field, multiple=True, help=f"Only this {name}; may be repeated.")(function)
    return function


def prints(function: Callable[..., Any]) -> Callable[..., Any]:
    """What printers ask for, as one argument `prints`."""

    def wrapper(*args: Any, bleed: float | None, marks: bool, cmyk: bool, profile: Path | None, grey: bool, **kwargs: Any) -> Any:
        from evenhand.build.asked import Prints

        if grey and (cmyk or profile):
            raise click.UsageError("--grey and --cmyk are two different prints: build twice")
        if profile and (fault := _profile_fault(profile)):
            raise click.UsageError(f"{profile.name} cannot be used: {fault}; ask the printing house for its profile")
        wanted = Prints(grey, cmyk or bool(profile), bleed or 0.0, marks, profile.resolve() if profile else None)
        return function(*args, prints=wanted, **kwargs)

    wrapper.__name__, wrapper.__doc__ = function.__name__, function.__doc__
    wrapper.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
    icc = click.Path(path_type=Path, exists=True, dir_okay=False)
    for option in (
        click.option("--profile", type=icc, help="For a printing house: its ICC profile (CMYK); the file then says that it is PDF/X-4."),
        click.option("--cmyk", is_flag=True, help="For a printing house: a file with colours as four inks."),
        click.option("--marks", is_flag=True, help="For a printing house: a file with crop marks."),
        click.option("--bleed", type=click.FloatRange(0, 10), metavar="MM", help="For a printing house: a file with so much bleed."),
        click.option("--grey", is_flag=True, help="A copy of each leaflet in shades of grey; with --bleed or --marks, their file in grey."),
    ):
        wrapper = option(wrapper)
    return wrapper


def _profile_fault(path: Path) -> str:
    from evenhand.sheet.impose import Profile

    return Profile(path.stem, path.read_bytes()).fault()
