"""On which page each text of a leaflet stands, so that a finding can say where a patient would read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from evenhand.content.model import Handout
from evenhand.finding import Finding
from evenhand.sheet.blocks import Area

# The part of the page under which the texts of a key stand, where its name is not the key's own.
_PARTS = {"red-flags": "help", "summary.message": "message", "summary.key-points": "key-points", "people": "makers"}
_SAME = ("benefits", "risks", "unknowns", "options", "approval", "cost", "questions")


def places(areas: Iterable[Area], handout: Handout) -> dict[str, int]:
    """The page of each key, or of the keys that begin with it, counted from 1: of the first page where a part breaks."""
    first: dict[str, int] = {}
    for area in areas:
        first[area.id] = min(area.page, first.get(area.id, area.page))
    found = {"title": 1, "about": 1}
    found |= {key: first[part] for key, part in (*_PARTS.items(), *((name, name) for name in _SAME)) if part in first}
    for name, page in first.items():
        head, _, rest = name.partition("-")
        if head in ("benefits", "risks", "benefit", "risk") and rest:
            found[f"{head.rstrip('s')}s.{rest}"] = page
        elif head == "effect":
            found[f"effects.{rest}"] = page
    for section in handout.sections:
        if section.id in first:
            found[f"sections.{section.id}"] = first[section.id]
            found |= {f"blocks.{block.id}": first[section.id] for block in section.blocks}
    return dict(sorted(found.items()))


def page_of(key: str, found: Mapping[str, int]) -> int:
    """The page of a key by its longest known beginning; 0 when none is known."""
    parts = key.split(".")
    return next((found[head] for n in range(len(parts), 0, -1) if (head := ".".join(parts[:n])) in found), 0)


def with_pages(findings: Iterable[Finding], rows: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """Findings on translations with the page where their text printed in the last build, by the ledger's `rows`.

    Where several leaflets hold the text, the first by path tells.
    """
    known: dict[tuple[str, str], Mapping[str, int]] = {}
    for row in rows:
        if isinstance(row.get("places"), dict) and row["places"]:
            known.setdefault((row["handout"], row["language"]), row["places"])
    return [_placed(f, known) for f in findings]


def _placed(finding: Finding, known: Mapping[tuple[str, str], Mapping[str, int]]) -> Finding:
    place = finding.place
    found = known.get((PurePosixPath(place.file).stem, place.language)) if place.key and place.language else None
    page = page_of(place.key, found) if found else 0
    return replace(finding, place=replace(place, page=page)) if page else finding
