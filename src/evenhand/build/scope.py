"""What a filtered build or a release is about: which leaflets, and which findings are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from evenhand.build.plan import Job
from evenhand.finding import Finding, Place, Trouble, error


def released(jobs: Iterable[Job]) -> tuple[list[Job], list[Finding]]:
    """What a release prints, and every leaflet that is still a draft with its reasons. Raises Trouble when all are."""
    final, drafts = [], []
    for job in jobs:
        if job.state == "final":
            final.append(job)
        else:
            why = ", ".join(r.removeprefix("draft.") for r in job.order.reasons)
            drafts.append(error("S001", Place(job.path), f"still a draft: {why}", "complete it, and have it signed"))
    if not final:
        raise Trouble(drafts)
    return final, drafts


def concerning(findings: Iterable[Finding], jobs: Iterable[Job], handouts: Collection[str]) -> list[Finding]:
    """The findings on the handouts and the languages of `jobs`; `handouts` are all of the project.

    A finding on no handout and in no language concerns every build.
    """
    editions = [job.order.edition for job in jobs]
    own, languages = {e.handout.id for e in editions}, {e.language.tag for e in editions}

    def mine(finding: Finding) -> bool:
        name, language = Path(finding.place.file).stem, finding.place.language
        return (name not in handouts or name in own) and (not language or language in languages)

    return [f for f in findings if mine(f)]
