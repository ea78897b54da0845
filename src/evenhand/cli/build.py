"""evenhand build: leaflets, the ledger, and the page that lists them."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common, filters, prints
from evenhand.finding import Finding, Severity, Trouble
from evenhand.report import as_text, summary, worst


@click.command()
@filters
@prints
@click.option("--release", is_flag=True, help="Print only what is signed and current; name every draft, and exit 1 when there is one.")
@click.option("--audit", is_flag=True, help="Write an audit sheet (PDF and JSON) beside each leaflet.")
@common
def build(
    common: Common,
    release: bool,
    audit: bool,
    prints: Any,
    handouts: tuple[str, ...],
    languages: tuple[str, ...],
    brands: tuple[str, ...],
    formats: tuple[str, ...],
) -> None:
    """Build the leaflets of a project."""
    from evenhand.build.places import with_pages
    from evenhand.build.plan import Filters, judged, plan
    from evenhand.build.run import Site, run
    from evenhand.checks.page import check_leaflet
    from evenhand.checks.run import blocking, check, faulty, grave
    from evenhand.cli.audit import write_audits
    from evenhand.sheet.fonts import FontShelf
    from evenhand.sheet.shelf import gather

    began = time.perf_counter()
    project = common.project()
    shelf, faults = gather(project)
    fonts, wanted = FontShelf(common.fonts(project)), Filters(handouts, languages, brands, formats)
    if faults:
        raise Trouble(grave(shelf, faults, fonts, common.today))
    findings = check(shelf, fonts, common.today, languages=judged(shelf, wanted))
    jobs = plan(shelf, wanted, common.today, faulty(shelf, findings))
    if blocking(findings):
        raise Trouble(blocking(findings))
    jobs, refused = _released(jobs) if release else (jobs, [])
    jobs = [replace(job, prints=prints) for job in jobs]
    site = Site(project.templates, common.fonts(project), common.out(project.root))
    with _progress(len(jobs)) as tick:
        results = run(jobs, site, common.jobs, tick, lambda job, result: check_leaflet(_printed(job, result)))
    findings += [*refused, *(f for r in results for f in r.findings)]
    rows = _finish(jobs, results, site)
    if audit:
        findings += write_audits(shelf, jobs, rows, findings, site)
    click.echo(_table(jobs, results))
    click.echo(f"{sum(1 for r in results if r.content)} of {len(jobs)} leaflets in {time.perf_counter() - began:.1f} s: {site.out}")
    for name in _computed(jobs) if prints.cmyk else ():
        click.echo(f"{name}: inks computed from the screen colours; give the clinic's own under colours, cmyk in its brand.yaml")
    mine = (f for f in findings if f.severity > Severity.NOTE and _concerns(f, jobs, shelf.handouts))
    sys.exit(_told(with_pages(mine, rows)))


def _told(findings: list[Finding]) -> int:
    """Tell what was found; the exit status that it asks for."""
    if findings:
        click.echo(as_text(findings), err=True)
        click.echo(summary(findings), err=True)
    return worst(findings)


def _computed(jobs: list[Any]) -> list[str]:
    """The brands of a build that do not say their colours as inks."""
    return sorted({job.order.brand.id for job in jobs if not job.order.brand.colours.cmyk})


def _concerns(finding: Finding, jobs: list[Any], handouts: Collection[str]) -> bool:
    """A filtered build tells only of the handouts and the languages that it built; `handouts` are all of the project."""
    editions = [job.order.edition for job in jobs]
    name, language = Path(finding.place.file).stem, finding.place.language
    mine = name not in handouts or any(edition.handout.id == name for edition in editions)
    return mine and (not language or any(edition.language.tag == language for edition in editions))


def _released(jobs: list[Any]) -> tuple[list[Any], list[Finding]]:
    """What a release prints, and every leaflet that is still a draft with its reasons. Raises Trouble when all are."""
    from evenhand.finding import Place, error

    drafts = [
        error(
            "S001",
            Place(job.path),
            "still a draft: " + ", ".join(r.removeprefix("draft.") for r in job.order.reasons),
            "complete it, and have it signed",
        )
        for job in jobs
        if job.state == "draft"
    ]
    final = [job for job in jobs if job.state == "final"]
    if not final:
        raise Trouble(drafts)
    return final, drafts


class _Tick:
    """A progress bar on a terminal, silence elsewhere."""

    def __init__(self, length: int) -> None:
        self._bar: Any = click.progressbar(length=length, label="leaflets", file=sys.stderr) if sys.stderr.isatty() else None

    def __enter__(self) -> _Tick:
        if self._bar:
            self._bar.__enter__()
        return self

    def __exit__(self, *exc: Any) -> None:
        if self._bar:
            self._bar.__exit__(*exc)

    def __call__(self, _result: Any) -> None:
        if self._bar:
            self._bar.update(1)


def _progress(length: int) -> _Tick:
    return _Tick(length)


def _printed(job: Any, result: Any) -> Any:
    from evenhand.checks.page import Printed

    order = job.order
    return Printed(job.path, order.edition.language.tag, result.sheets, result.areas, order.brand.colours.tint, order.format)


def _finish(jobs: list[Any], results: list[Any], site: Any) -> list[Any]:
    """Write the ledger and the index; the rows of this build."""
    from evenhand.build.index import write_index
    from evenhand.build.ledger import row, write_ledger
    from evenhand.sheet.page import Theme
    from evenhand.sheet.writer import Writer

    rows = [row(job, result) for job, result in zip(jobs, results, strict=True) if result.content]
    everything = write_ledger(site.out, rows)
    if everything and jobs:
        staff = jobs[0].order.staff
        write_index(site.out, Theme(site.templates), everything, Writer(staff, staff, jobs[0].order.brand, ""))
    return rows


def _table(jobs: list[Any], results: list[Any]) -> str:
    """leaflet, pages, state, time."""
    width = max((len(job.path) for job in jobs), default=7)
    lines = [f"{'leaflet':{width}}  pages  state  seconds"]
    for job, result in zip(jobs, results, strict=True):
        state = job.state if result.content else "FAILED"
        lines.append(f"{job.path:{width}}  {result.pages:5d}  {state:6}  {result.seconds:6.2f}")
    return "\n".join(lines)
