"""What the verbs that print leaflets share: a progress bar, the table of what was made, and what a finished leaflet shows."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import click


class Progress:
    """A progress bar on a terminal, silence elsewhere."""

    def __init__(self, length: int) -> None:
        self._bar: Any = click.progressbar(length=length, label="leaflets", file=sys.stderr) if sys.stderr.isatty() else None

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.__enter__()
        return self

    def __exit__(self, *exc: Any) -> None:
        if self._bar:
            self._bar.__exit__(*exc)

    def __call__(self, *_: Any) -> None:
        if self._bar:
            self._bar.update(1)


def printed(job: Any, result: Any) -> Any:
    """A finished leaflet as the rules of the page look at it."""
    from evenhand.checks.printed import Printed
    from evenhand.sheet.address import edition_address
    from evenhand.sheet.measures import slack

    order = job.order
    addresses = {edition_address(order.brand, order.edition.handout.id, e.language.tag) for e in (order.edition, *order.named)}
    return Printed(
        path=job.path,
        language=order.edition.language.tag,
        pages=result.sheets,
        areas=result.areas,
        format=order.format,
        layout=result.layout,
        codes=result.codes,
        addresses=frozenset({order.brand.web, *addresses}),
        limit=order.page_limit,
        heard=result.heard,
        slack=slack(order, result.density),
    )


def table(jobs: Iterable[Any], results: Iterable[Any]) -> str:
    """leaflet, pages, state, time."""
    pairs = list(zip(jobs, results, strict=True))
    width = max((len(job.path) for job, _ in pairs), default=7)
    lines = [f"{'leaflet':{width}}  pages  state  seconds"]
    for job, result in pairs:
        state = job.state if result.made else "FAILED"
        lines.append(f"{job.path:{width}}  {result.pages or '-':>5}  {state:6}  {result.seconds:6.2f}")
    return "\n".join(lines)


def inks_told(jobs: Iterable[Any]) -> list[str]:
    """The brands whose inks were computed, because they do not say their own."""
    brands = sorted({job.order.brand.id for job in jobs if job.prints.cmyk and not job.order.brand.colours.cmyk})
    return [
        f"{name}: inks computed from the screen colours; give the clinic's own under colours, cmyk in its brand.yaml" for name in brands
    ]
