"""Run jobs on all cores, and put each finished leaflet in its place, whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from evenhand.build.ledger import thumbnail_path
from evenhand.build.plan import Job
from evenhand.build.pool import draw
from evenhand.build.site import Site
from evenhand.build.work import Result
from evenhand.files import write_whole
from evenhand.finding import Finding, Severity


def run(
    jobs: list[Job], site: Site, workers: int, done: Callable[[Job, Result], None], judge: Callable[[Job, Result], list[Finding]]
) -> list[Result]:
    """Make every leaflet and write it. `done` is called after each one, in the order of `jobs`; so are the results that are
    given back, without their bytes.

    `judge` looks at a printed leaflet before it is written; a final one in which it finds an error is not written.
    """
    site.scratch.mkdir(parents=True, exist_ok=True)
    results = []
    for job, result in zip(jobs, draw(jobs, site, max(1, min(workers, len(jobs)))), strict=True):
        # The rules about pages look at paper.
        if result.made and result.sheets:
            result = _judged(job, result, judge(job, result))
        if result.made:
            for path, data in result.files().items():
                write_whole(site.out / path, data)
            if result.thumbnail:
                write_whole(site.out / thumbnail_path(result.path), result.thumbnail)
        done(job, result)
        results.append(result.light())
    return results


def _judged(job: Job, result: Result, seen: list[Finding]) -> Result:
    stopped = job.state == "final" and any(f.severity is Severity.ERROR for f in seen)
    findings = (*result.findings, *seen)
    return (
        replace(result, findings=findings, content=b"", thumbnail=b"", sha256="", extras=())
        if stopped
        else replace(result, findings=findings)
    )
