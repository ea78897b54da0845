"""Run jobs on all cores, and put each finished leaflet in its place, whole."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from evenhand.build.plan import Job
from evenhand.build.screen import make_for_screens
from evenhand.build.work import Result, Workshop, make_leaflet, open_workshop
from evenhand.files import write_whole
from evenhand.finding import Finding, Place, Severity, error


@dataclass(frozen=True, slots=True)
class Site:
    """Where a build reads templates and fonts, and where it writes."""

    templates: tuple[Path, ...]
    fonts: tuple[Path, ...]
    out: Path

    @property
    def scratch(self) -> Path:
        return self.out / ".scratch"


_workshop: Workshop | None = None


def _set_up(site: Site) -> None:
    global _workshop
    _workshop = open_workshop(site.templates, site.fonts, site.scratch)
    # What a worker has set up lives as long as the worker: the garbage collector need not look at it again.
    gc.collect()
    gc.freeze()


def _work(job: Job) -> Result:
    assert _workshop is not None
    return make_leaflet(_workshop, job) if job.order.format.medium == "pdf" else make_for_screens(_workshop, job)


def run(
    jobs: list[Job], site: Site, workers: int, done: Callable[[Result], None], judge: Callable[[Job, Result], list[Finding]]
) -> list[Result]:
    """Make every leaflet and write it; results in the order of `jobs`. `done` is called after each one.

    `judge` looks at a printed leaflet before it is written; a final one in which it finds an error is not written.
    """
    site.scratch.mkdir(parents=True, exist_ok=True)
    results = []
    for job, result in zip(jobs, _results(jobs, site, max(1, min(workers, len(jobs)))), strict=True):
        # The rules about pages look at paper.
        if result.content and result.sheets:
            result = _judged(job, result, judge(job, result))
        if result.content:
            for path, data in result.files().items():
                write_whole(site.out / path, data)
            if result.thumbnail:
                write_whole(site.out / thumbnail_path(result.path), result.thumbnail)
        results.append(result)
        done(result)
    return results


def _judged(job: Job, result: Result, seen: list[Finding]) -> Result:
    stopped = job.state == "final" and any(f.severity is Severity.ERROR for f in seen)
    findings = (*result.findings, *seen)
    return (
        replace(result, findings=findings, content=b"", thumbnail=b"", sha256="", extras=())
        if stopped
        else replace(result, findings=findings)
    )


def thumbnail_path(leaflet: str) -> str:
    """Where the picture of a leaflet's first page stands."""
    return "thumbnails/" + leaflet.rsplit(".", 1)[0].replace("/", ".") + ".png"


def _results(jobs: list[Job], site: Site, workers: int) -> Iterator[Result]:
    if workers == 1:
        _set_up(site)
        yield from map(_work, jobs)
        return
    # spawn, not fork: the parent may have threads, and fontconfig must be loaded with our settings in each worker.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_set_up, initargs=(site,)) as pool:
        futures = [pool.submit(_work, job) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield _lost(job)


def _lost(job: Job) -> Result:
    finding = error(
        "L007", Place(job.path), "the process that drew this leaflet died", "build again with --jobs 1; if it happens again, report it"
    )
    return Result(job.path, b"", b"", 0, "", (), (finding,), 0.0, 0)
