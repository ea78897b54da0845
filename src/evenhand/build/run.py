"""Put each finished leaflet in its place, whole, wherever it was drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from evenhand.build.ledger import thumbnail_path
from evenhand.build.plan import Job
from evenhand.build.result import Result
from evenhand.files import write_whole
from evenhand.finding import Finding, Severity


def run(
    jobs: list[Job],
    results: Iterable[Result],
    out: Path,
    done: Callable[[Job, Result], None],
    judge: Callable[[Job, Result], list[Finding]],
) -> list[Result]:
    """Write every leaflet under `out`. `results` come in the order of `jobs`, from `pool.draw`, `cluster.draw` or
    `executor.draw`. `done` is called after each one; all are given back, without their bytes.

    `judge` looks at a printed leaflet before it is written; a final one in which it finds an error is not written.
    """
    kept = []
    for job, result in zip(jobs, results, strict=True):
        # The rules about pages look at paper.
        if result.made and result.sheets:
            result = _judged(job, result, judge(job, result))
        if result.made:
            for path, data in result.files().items():
                write_whole(out / path, data)
            if result.thumbnail:
                write_whole(out / thumbnail_path(result.path), result.thumbnail)
        done(job, result)
        kept.append(result.light())
    return kept


def _judged(job: Job, result: Result, seen: list[Finding]) -> Result:
    stopped = job.state == "final" and any(f.severity is Severity.ERROR for f in seen)
    findings = (*result.findings, *seen)
    return (
        replace(result, findings=findings, content=b"", thumbnail=b"", sha256="", extras=())
        if stopped
        else replace(result, findings=findings)
    )
