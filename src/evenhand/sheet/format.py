"""The sheets that leaflets are printed on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A sheet: its size and margins in millimetres, and the rail beside the text column."""

    name: str
    width: float
    height: float
    side: float
    rail: float
    gap: float = 5.0


FORMATS: dict[str, Format] = {
    # ISO 216 and ANSI Y14.1. The text column comes to about 139 mm: 65 to 75 letters of 12 pt.
    "a4": Format("a4", 210, 297, 15, 34),
    "letter": Format("letter", 215.9, 279.4, 15, 34),
}
