"""What a build has to do: which leaflets stand as they are, and why the others are made anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evenhand.build.keys import Keyring, changed, key_of, spelled
from evenhand.build.ledger import whole
from evenhand.build.plan import Job
from evenhand.files import write_whole

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
    """One leaflet of a build: its key with the parts, and why it is made (`reason` empty: it stands as it is)."""

    job: Job
    parts: Mapping[str, str]
    reason: str

    @property
    def key(self) -> str:
        return key_of(self.parts)


class Memory:
    """What each edition said when its leaflets were made last: digests by message, in a folder of their own.

    It only serves to tell what changed. Whether something did is in the ledger's keys.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def told(self, job: Job) -> dict[str, str]:
        try:
            found = json.loads(self._path(job).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, job: Job) -> None:
        write_whole(self._path(job), json.dumps(spelled(job.order), sort_keys=True).encode())

    def _path(self, job: Job) -> Path:
        order = job.order
        both = "" if order.source is None else ".both"
        return self._folder / order.brand.id / f"{order.edition.handout.id}.{order.edition.language.tag}{both}.json"


def steps(jobs: Iterable[Job], rows: Mapping[str, Mapping[str, Any]], keyring: Keyring, memory: Memory, out: Path) -> list[Step]:
    """Each job with its key and the reason to make it, in the order of the jobs. `rows` are the ledger's, by path."""
    found = []
    for job in jobs:
        parts = keyring.parts(job)
        found.append(Step(job, parts, _reason(job, parts, rows.get(job.path), memory, out)))
    return found


def _reason(job: Job, parts: Mapping[str, str], row: Mapping[str, Any] | None, memory: Memory, out: Path) -> str:
    if row is None or not isinstance(row.get("parts"), dict):
        return "it is new"
    if row.get("key") != key_of(parts):
        other = [name for name in parts if row["parts"].get(name) != parts[name]]
        if other == ["files"]:
            return "a file that goes with it changed, and no word of the page"
        plain = next((_WHY[name] for name in _WHY if name in other), "")
        return plain or changed(memory.told(job), spelled(job.order))
    if not whole(row, out):
        return "its file is gone or was changed"
    # A build that asks for no prints leaves those that stand.
    stand = row.get("prints", {})
    return "" if all(stand.get(kind) == how for kind, how in job.prints.told().items()) else "a file for print is asked for"


def leftovers(rows: Iterable[Mapping[str, Any]], jobs: Iterable[Job]) -> list[Mapping[str, Any]]:
    """Rows of leaflets that no job of a whole plan makes any more: their handout, language, brand or format is gone."""
    planned = {job.path for job in jobs}
    return [row for row in rows if row["path"] not in planned]
