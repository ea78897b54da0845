"""The files that a leaflet was made from, as they go with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attached:
    """One file: the name that it has in the PDF, what it is, and its bytes."""

    name: str
    note: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Papers:
    """The files that go with a finished PDF, dated by the day on which its handout was issued, never by a clock."""

    issued: dt.date
    files: tuple[Attached, ...] = ()
