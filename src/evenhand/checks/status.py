"""How far each translation is: what is done, stale, missing, found, and who has signed what still stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evenhand.checks.run import check, faulty
from evenhand.finding import Finding, Severity
from evenhand.project import Project
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.order import draft_reasons
from evenhand.sheet.shelf import Shelf, gather
from evenhand.translation.messages import INTERFACE
from evenhand.translation.standing import Standing

# Missing and stale strings have columns of their own.
_TOLD = frozenset({"T001", "T002"})


@dataclass(frozen=True, slots=True)
class Row:
    """One handout (or the interface) in one language.

    `safety_open` counts safety strings that are missing or stale. `drafted_by` is "machine", or the header's last
    translator. `reasons` say why its leaflets are drafts (of the interface: what its words lack); empty means final.
    """

    handout: str
    language: str
    messages: int
    translated: int
    stale: int
    missing: int
    safety_open: int
    errors: int
    warnings: int
    drafted_by: str
    signed: tuple[dict[str, str], ...]
    unsigned: dict[str, int]
    reasons: tuple[str, ...]

    @property
    def translated_in_full(self) -> bool:
        return not (self.stale or self.missing or self.errors)

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "signed": list(self.signed), "reasons": list(self.reasons), "final": not self.reasons}


def status(shelf: Shelf, findings: Collection[Finding], today: dt.date, *, interface: bool = True) -> list[Row]:
    """A row for each handout and the interface in each language that is translated, in the order of their names."""
    bad = faulty(shelf, findings)
    counts = _counts(findings)
    names = [*sorted(shelf.handouts), *([INTERFACE] if interface else [])]
    return [_row(shelf, n, t, counts, bad, today) for n in names for t in sorted(shelf.languages) if not shelf.is_source(n, t)]


def _counts(findings: Iterable[Finding]) -> dict[tuple[str, Severity], int]:
    counts: dict[tuple[str, Severity], int] = {}
    for f in findings:
        if f.code in _TOLD:
            continue
        counts[f.place.file, f.severity] = counts.get((f.place.file, f.severity), 0) + 1
    return counts


def _row(shelf: Shelf, name: str, tag: str, counts: dict[tuple[str, Severity], int], bad: set[tuple[str, str]], today: dt.date) -> Row:
    catalog, standing = shelf.catalogs.get((tag, name)), shelf.standing(name, tag)
    missing, stale, safety = _gaps(shelf, name, tag)
    file = catalog.name if catalog else ""
    total = len(shelf.messages[name].messages)
    return Row(
        handout=name,
        language=tag,
        messages=total,
        translated=total - missing - stale,
        stale=stale,
        missing=missing,
        safety_open=safety,
        errors=counts.get((file, Severity.ERROR), 0),
        warnings=counts.get((file, Severity.WARNING), 0),
        drafted_by="" if catalog is None else "machine" if catalog.machine else catalog.file.header.get("Last-Translator", ""),
        signed=tuple(s.as_data() for s in standing.signers),
        unsigned={o.role: len(o.keys) for o in standing.open},
        reasons=_reasons(shelf, name, tag, standing, bad, today),
    )


def _gaps(shelf: Shelf, name: str, tag: str) -> tuple[int, int, int]:
    """How many messages are missing, how many stale, and how many of both are safety strings."""
    catalog = shelf.catalogs.get((tag, name))
    entries = catalog.entries if catalog else {}
    missing = stale = safety = 0
    for unit in shelf.units(name, tag):
        if unit.hashes:
            continue
        entry = entries.get(unit.key)
        if entry is not None and entry.translated:
            stale += 1
        else:
            missing += 1
        safety += unit.safety
    return missing, stale, safety


def _reasons(shelf: Shelf, name: str, tag: str, standing: Standing, bad: set[tuple[str, str]], today: dt.date) -> tuple[str, ...]:
    if name == INTERFACE:
        return ("unsigned",) if standing.open else ()
    marks = (name, tag) in bad or (name, "") in bad
    reasons = draft_reasons(shelf.edition(name, tag), shelf.approved(name, tag), today, faulty=marks)
    return tuple(r.removeprefix("draft.") for r in reasons)


def status_part(project: Project, names: frozenset[str], fonts: tuple[Path, ...], today: dt.date) -> tuple[list[Row], bool]:
    """The rows of some of a project's handouts, for a process of its own; and whether its files could be read.

    The interface's rows come with the part that holds the first handout.
    """
    first = min((path.stem for path in project.handouts.glob("*.yaml")), default="") in names
    shelf, faults = gather(project, names)
    if faults:
        return [], False
    return status(shelf, check(shelf, FontShelf(fonts), today, interface=first), today, interface=first), True
