"""What a build has to do: which leaflets stand as they are, and why the others are made anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evenhand.build.asked import Prints
from evenhand.build.keys import Keyring, changed, key_of, spelled
from evenhand.build.ledger import whole
from evenhand.build.plan import Job
from evenhand.files import write_whole
from evenhand.sheet.order import Order

# Why a leaflet is made anew, when this part of its key is another one; the first that holds is told.
_WHY = {
    "program": "the program changed",
    "theme": "the theme changed",
    "fonts": "the fonts changed",
    "format": "the format changed",
    "digits": "the digits changed",
    "brand": "the brand changed",
    "pictures": "a picture changed",
    "state": "the sign-offs or the reasons of the draft changed",
    "staff": "the words for the staff changed",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One leaflet of a build: its key with the parts, what prints are asked for, and why it is made.

    `reason` is empty where it stands as it is.
    """

    job: Job
    parts: Mapping[str, str]
    reason: str
    prints: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return key_of(self.parts)


class Memory:
    """What each edition said when its leaflets were made last: digests by message, in a file for each fingerprint.

    It only serves to tell what changed. Whether something did is in the ledger's keys.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: set[str] = set()

    def told(self, fingerprint: str) -> dict[str, str]:
        try:
            found = json.loads(self._path(fingerprint).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, order: Order) -> None:
        """Once for all brands and formats that print the same words."""
        if order.fingerprint not in self._kept:
            self._kept.add(order.fingerprint)
            write_whole(self._path(order.fingerprint), json.dumps(spelled(order), sort_keys=True).encode())

    def forget(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Remove what no row of the ledger names any more."""
        named = {f"{row.get('fingerprint')}.json" for row in rows}
        for path in self._folder.glob("*.json"):
            if path.name not in named:
                path.unlink(missing_ok=True)

    def _path(self, fingerprint: str) -> Path:
        return self._folder / f"{fingerprint}.json"


def steps(jobs: Iterable[Job], rows: Mapping[str, Mapping[str, Any]], keyring: Keyring, memory: Memory, out: Path) -> list[Step]:
    """Each job with its key and the reason to make it, in the order of the jobs. `rows` are the ledger's, by path."""
    found = []
    asked: dict[Prints, dict[str, str]] = {}
    for job in jobs:
        # All jobs of a build ask for the same, and to tell it takes a file to be read.
        prints = asked.get(job.prints) or asked.setdefault(job.prints, job.prints.told())
        step = Step(job, keyring.parts(job), "", prints)
        found.append(replace(step, reason=_reason(step, rows.get(job.path), memory, out)))
    return found


def _reason(step: Step, row: Mapping[str, Any] | None, memory: Memory, out: Path) -> str:
    job, parts = step.job, step.parts
    if row is None or not isinstance(row.get("parts"), dict):
        return "it is new"
    if row.get("key") != key_of(parts):
        other = [name for name in parts if row["parts"].get(name) != parts[name]]
        if other == ["files"]:
            return "a file that goes with it changed, and no word of the page"
        plain = next((_WHY[name] for name in _WHY if name in other), "")
        return plain or changed(memory.told(str(row.get("fingerprint"))), spelled(job.order))
    if not whole(row, out):
        return "its file is gone or was changed"
    # A build that asks for no prints leaves those that stand.
    stand = row.get("prints", {})
    return "" if all(stand.get(kind) == how for kind, how in step.prints.items()) else "a file for print is asked for"


def leftovers(rows: Iterable[Mapping[str, Any]], jobs: Iterable[Job]) -> list[Mapping[str, Any]]:
    """Rows of leaflets that no job of a whole plan makes any more: their handout, language, brand or format is gone."""
    planned = {job.path for job in jobs}
    return [row for row in rows if row["path"] not in planned]
