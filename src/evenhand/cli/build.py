"""evenhand build: the leaflets that changed, the ledger, and the page that lists them."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common, prints
from evenhand.cli.options import filters as filtered
from evenhand.cli.parts import kept, reading
from evenhand.cli.press import Progress, inks_told, printed, table
from evenhand.finding import Finding, Severity, Trouble

if TYPE_CHECKING:
    from evenhand.build.rest import Told

# What a shell says of a command that Ctrl-C ended.
_STOPPED = 130


@dataclass(frozen=True)
class Wish:
    """What a build is asked for besides its filters."""

    release: bool
    audit: bool
    explain: bool
    prune: bool
    afresh: bool
    scheduler: str | None
    prints: Any


@click.command()
@filtered
@prints
@click.option("--release", is_flag=True, help="Print only what is signed and current; name every draft, and exit 1 when there is one.")
@click.option("--audit", is_flag=True, help="Write an audit sheet (PDF and JSON) beside each leaflet.")
@click.option("--explain", is_flag=True, help="Say what would be made, and why; make nothing.")
@click.option("--prune", is_flag=True, help="Remove the leaflets of handouts, languages, brands and formats that are gone, and say which.")
@click.option("--afresh", is_flag=True, help="Make every leaflet, also those that stand as they are.")
@click.option("--scheduler", metavar="ADDRESS", help="Draw on the Dask cluster of the scheduler at tcp://HOST:PORT.")
@common
def build(
    common: Common,
    prints: Any,
    handouts: tuple[str, ...],
    languages: tuple[str, ...],
    brands: tuple[str, ...],
    formats: tuple[str, ...],
    **wishes: Any,
) -> None:
    """Build the leaflets of a project that changed since the last build."""
    from evenhand.build.rest import Rest
    from evenhand.build.site import Site

    began, wish = time.perf_counter(), Wish(**wishes, prints=prints)
    project = common.project()
    site = Site(project.templates, common.fonts(project), common.out(project.root))
    wanted = (handouts, languages, brands, formats)
    # Where leaflets are drawn is no part of what they are.
    request = ["build", wanted, wishes | {"scheduler": None}, prints.told(), str(common.today)]
    rest = Rest(project, site, request, time.time_ns())
    # What else is asked for is no part of the ledger.
    told = None if wish.explain or wish.afresh or wish.audit or wish.prune else rest.told()
    if told is None:
        if common.jobs > 1 and not wish.explain and not wish.scheduler:
            from evenhand.build.server import begin

            # While this process reads and judges, another loads the press.
            begin(site)
        with reading():
            work = _Work(common, project, site, wanted, wish)
        told = _told(work, began)
        if told.status != _STOPPED and not wish.explain:
            rest.keep(replace(told, out=""), work.rows)
    else:
        told = replace(told, out=f"Nothing changed: {told.leaflets} leaflets stand as they are: {site.out}")
    for text, err in ((told.out, False), (told.err, True)):
        if text:
            click.echo(text, err=err)
    sys.exit(told.status)


def _told(work: _Work, began: float) -> Told:
    """Make what is to be made; what there is to tell of it."""
    from evenhand.build.rest import Told
    from evenhand.report import as_text, summary, worst

    if work.wish.explain:
        return Told(work.explained(), "", 0)
    work.make()
    shown = work.shown()
    err = f"{as_text(shown)}\n{summary(shown)}" if shown else ""
    status = _STOPPED if work.stopped else worst(shown)
    return Told(work.told(time.perf_counter() - began), err, status, len(work.steps))


class _Work:
    """One build, from what is planned to what is told of it."""

    def __init__(self, common: Common, project: Any, site: Any, wanted: Any, wish: Wish) -> None:
        from evenhand.build.keys import Keyring
        from evenhand.build.ledger import read_whole
        from evenhand.build.plan import Filters, judged, plan
        from evenhand.build.scope import released
        from evenhand.build.steps import Memory, steps
        from evenhand.checks.run import blocking, check, faulty, grave
        from evenhand.sheet.fonts import FontShelf
        from evenhand.sheet.shelf import gather

        self._common, self.site, self.wish, filters = common, site, wish, Filters(*wanted)
        self._whole = filters.none
        shelf, faults = gather(project)
        fonts = FontShelf(site.fonts)
        if faults:
            raise Trouble(grave(shelf, faults, fonts, common.today))
        self._judged = kept(site)
        self.findings = check(shelf, fonts, common.today, languages=judged(shelf, filters), kept=self._judged)
        planned = plan(shelf, filters, common.today, faulty(shelf, self.findings))
        self.planned: list[Any] = [replace(job, prints=wish.prints) for job in planned]
        if blocking(self.findings):
            raise Trouble(blocking(self.findings))
        if wish.release:
            self.planned, refused = released(self.planned)
            self.findings += refused
        # The catalogs are in the jobs; a large project's weigh more than all that follows.
        self._shelf, self._handouts = shelf if wish.audit else None, frozenset(shelf.handouts)
        self.rows, self._passed = read_whole(site.out)
        self._known = {row["path"]: row for row in self.rows}
        self._memory = Memory(site.scratch / "said")
        keyring = Keyring(fonts, (folder / "themes" / "plain" for folder in site.templates))
        self.steps = steps(self.planned, {} if wish.afresh else self._known, keyring, self._memory, site.out)
        self.made: list[Any] = []
        self.results: list[Any] = []
        self.pruned: list[str] = []
        self.stopped = False

    @property
    def todo(self) -> list[Any]:
        return [step for step in self.steps if step.reason]

    def explained(self) -> str:
        gone = [str(row["path"]) for row in self._gone()]
        lines = [f"{step.job.order.edition.name}: {step.reason} ({step.job.path})" for step in self.todo]
        lines += [f"{path}: nothing makes it any more; --prune removes it" for path in gone]
        return "\n".join([*lines, f"{len(self.todo)} of {len(self.steps)} leaflets to make"])

    def make(self) -> None:
        """Draw what is to be made, write it, and put it into the ledger; what an interrupted build has done is kept."""
        from evenhand.build.ledger import Journal
        from evenhand.build.plan import in_turn
        from evenhand.build.program import versions
        from evenhand.build.rows import row
        from evenhand.build.run import run
        from evenhand.checks.page import check_leaflet

        todo, made_with = {step.job.path: step for step in self.todo}, versions()
        jobs = in_turn(step.job for step in todo.values())
        with Progress(len(jobs)) as tick, Journal(self.site.out) as journal:

            def done(job: Any, result: Any) -> None:
                if result.made:
                    self._memory.keep(job.order)
                    self.made.append(row(todo[job.path], result, made_with))
                    journal.add(self.made[-1])
                self.results.append(result.light())
                tick()

            try:
                with closing(self._drawn(jobs)) as results:
                    run(jobs, results, self.site.out, done, lambda job, result: check_leaflet(printed(job, result)))
            except KeyboardInterrupt:
                self.stopped = True
        # What is told of them is told in the order of their paths.
        self.made.sort(key=lambda row: str(row["path"]))
        self.results.sort(key=lambda result: str(result.path))
        self._finish()

    def _drawn(self, jobs: list[Any]) -> Any:
        if self.wish.scheduler and jobs:
            from evenhand.build.cluster import draw as draw_there

            return draw_there(jobs, self.site, self.wish.scheduler)
        from evenhand.build.pool import draw

        return draw(jobs, self.site, self._common.jobs)

    def _finish(self) -> None:
        """Write the ledger and the index, prune, and audit."""
        from evenhand.build.index import write_index
        from evenhand.build.ledger import prune, write_ledger
        from evenhand.cli.audit import write_audits
        from evenhand.sheet.page import Theme
        from evenhand.sheet.writer import Writer

        if self.wish.prune:
            self.pruned = prune(self.site.out, self._gone())
        self.rows = write_ledger(self.site.out, self.made, self.pruned, (self.rows, self._passed))
        self._memory.forget(self.rows)
        self._judged.write()
        if self.rows and self.planned:
            order = self.planned[0].order
            write_index(self.site.out, Theme(self.site.templates), self.rows, Writer(order.staff, order.staff, order.brand, ""))
        if self.wish.audit and not self.stopped:
            standing = {row["path"]: row for row in self.rows}
            rows = [standing[job.path] for job in self.planned if job.path in standing]
            self.findings += write_audits(self._shelf, self.planned, rows, self.findings, self.site)

    def _gone(self) -> list[Any]:
        from evenhand.build.steps import leftovers

        # Filters and releases plan a part only: what they leave out is not gone.
        return leftovers(self._known.values(), self.planned) if self._whole and not self.wish.release else []

    def told(self, seconds: float) -> str:
        """What was made, what stands, and what is no longer made."""
        todo, made, standing = self.todo, len(self.made), len(self.steps) - len(self.todo)
        jobs = {step.job.path: step.job for step in todo}
        lines = [table([jobs[result.path] for result in self.results], self.results)] if todo else []
        if self.stopped:
            lines.append("Stopped. What is done is kept: the same command goes on from here.")
        lines += [f"removed {path}" for path in self.pruned]
        lines += inks_told(step.job for step in todo)
        gone = len(self._gone()) - len(self.pruned)
        if gone > 0:
            lines.append(f"{gone} leaflets are made by nothing any more: see them with --explain, remove them with --prune")
        stands = f", {standing} stand as they are" if standing else ""
        return "\n".join([*lines, f"{made} of {len(todo)} leaflets in {seconds:.1f} s{stands}: {self.site.out}"])

    def shown(self) -> list[Finding]:
        """The findings of the project and of its leaflets, those that stand as they are among them."""
        from evenhand.build.places import with_pages
        from evenhand.build.scope import concerning
        from evenhand.report import from_data

        standing = [self._known[step.job.path] for step in self.steps if not step.reason]
        seen = [f for r in self.results for f in r.findings] + [from_data(f) for row in standing for f in row["findings"]]
        told = [f for f in [*self.findings, *seen] if f.severity > Severity.NOTE]
        return with_pages(concerning(told, self.planned, self._handouts), [*self.made, *standing])
