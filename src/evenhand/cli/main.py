"""The evenhand command and what all its verbs share: where the project is, what day it is, how faults are told."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import click

import evenhand
from evenhand.cli.late import Late
from evenhand.finding import Trouble

# Verbs by name: the module and the name that hold each, and what the list of verbs says of it.
_VERBS = {
    "build": ("build", "build", "Build the leaflets of a project that changed since the last build."),
    "check": ("check", "check", "Report every fault in handouts, catalogs and brands; or, with --text, weigh any article."),
    "explain": ("check", "explain", "Show the page of a rule or of any other code that a finding can have, such as T003."),
    "doctor": ("doctor", "doctor", "Say what this machine lacks: libraries, Python packages, fonts by language."),
    "import": ("adopt", "import_", "Turn an article (txt, md, html, docx) into a handout to complete."),
    "init": ("start", "init", "Start a project: two starter handouts with their translations, and one brand to fill in."),
    "proof": (
        "proof",
        "proof",
        "Write a proof for reviewers: source and translation side by side, with findings, room for remarks, and signatures.",
    ),
    "sign": (
        "sign",
        "sign",
        "Sign the words of HANDOUT in LANGUAGE, and the words of the page itself (headings, labels, a clinic's own sentence) in it.",
    ),
    "translate": ("translate", "translate", "Work with translators' catalogs."),
}


class Verbs(Late):
    """Turns Trouble into findings on stderr with the right exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Trouble as trouble:
            from evenhand.report import as_text, summary

            click.echo(as_text(trouble.findings), err=True)
            click.echo(summary(trouble.findings), err=True)
            ctx.exit(2 if trouble.usage else 1)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(1)
        except OSError as fault:
            # A folder that cannot be written, a disk that is full: no fault of the content, and no traceback.
            click.echo(f"error F000: {fault.filename or 'a file'}: {fault.strerror or fault}", err=True)
            ctx.exit(2)


class Common:
    """What every verb can be given."""

    def __init__(self, project: Path | None, out: Path | None, jobs: int | None, date: dt.date | None) -> None:
        self._project, self._out, self._jobs, self._date = project, out, jobs, date

    @property
    def today(self) -> dt.date:
        return self._date or dt.date.today()

    @property
    def jobs(self) -> int:
        import os

        return self._jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (self._jobs or os.cpu_count() or 1)

    def project(self) -> Any:
        from evenhand.project import find_project

        return find_project(self._project or Path.cwd())

    def out(self, root: Path) -> Path:
        return (self._out or root / "build").resolve()

    def templates(self) -> tuple[Path, ...]:
        """Where templates are looked for: in the project when there is one here, then those of the program."""
        from evenhand.project import find_project, packed

        try:
            templates: tuple[Path, ...] = find_project(self._project or Path.cwd()).templates
        except Trouble:
            return (packed("templates"),)
        return templates

    def fonts(self, project: Any) -> tuple[Path, ...]:
        from evenhand.sheet.fontfiles import SYSTEM_FOLDERS

        own = Path.home() / ".local/share/fonts"
        return (*project.settings.fonts, own, Path.home() / "Library/Fonts", *SYSTEM_FOLDERS)


def _date(_ctx: Any, _param: Any, value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter("write it as 2026-11-24") from None


@click.command(cls=Verbs, late=_VERBS)
@click.version_option(evenhand.__version__)
@click.option(
    "--project", type=click.Path(path_type=Path, exists=True, file_okay=False), help="The project's folder (else found upward from here)."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where leaflets go (else build/).")
@click.option("--jobs", type=click.IntRange(1, 256), help="How many processes (else one for each core).")
@click.option("--date", callback=_date, metavar="YYYY-MM-DD", help="The day that counts as today.")
@click.pass_context
def main(ctx: click.Context, project: Path | None, out: Path | None, jobs: int | None, date: dt.date | None) -> None:
    """Balanced, printable patient handouts in many languages."""
    ctx.obj = Common(project, out, jobs, date)
