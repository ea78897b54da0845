"""The formats of leaflets: the sheet that each is printed on, and the template that lays it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its sheet with margins in millimetres, and the rail beside the text column.

    `template` names the theme's `<template>.html` and `<template>.css`. `length` is how many times the pages of the
    handout's own limit it may take. `facing` formats show the source language beside the patient's, and have none for
    the source language itself. `sized` formats have a sheet of their own; the others take that of the brand, or the `cut`
    of it. `medium` is what comes out: `pdf`, `html` (a web page) or `txt`.
    `text` is the least size of running text in points, `pages` the number of pages that it has whatever the handout's
    limit says (0: none is set), `help_page` the page of the warning signs. A `notice` is a sheet for the waiting room: the
    message and where to get the leaflet, one for a handout and a brand.
    """

    name: str
    width: float
    height: float
    side: float
    rail: float
    gap: float = 5.0
    template: str = "leaflet"
    length: float = 1.0
    facing: bool = False
    sized: bool = True
    medium: str = "pdf"
    text: float = 12.0
    pages: int = 0
    help_page: int = 1
    notice: bool = False
    cut: str = ""

    @property
    def ending(self) -> str:
        """How the file's name ends. A web page and a plain text are one for all sheets, so their ending names them."""
        return f"{self.name}.pdf" if self.medium == "pdf" else self.medium


FORMATS: dict[str, Format] = {
    # ISO 216 and ANSI Y14.1. The text column comes to about 139 mm: 65 to 75 letters of 12 pt.
    "a4": Format("a4", 210, 297, 15, 34),
    "letter": Format("letter", 215.9, 279.4, 15, 34),
    # Two languages side by side, each in a column of about 88 mm: 40 to 45 letters of 12 pt. Twice the words, and white
    # where one language is shorter.
    "bilingual": Format("bilingual", 210, 297, 13, 34, template="bilingual", length=2.5, facing=True, sized=False),
    # Six panels of a sheet that is folded twice. 10.5 pt on 85 mm are 45 to 50 letters a line; the signs stand on the panel
    # that is seen first when the cover is turned.
    "trifold": Format("trifold", 99, 210, 6.5, 0, template="trifold", sized=False, cut="third", text=10.5, pages=6, help_page=2),
    # Read from two metres: A3, or tabloid where clinics print on Letter.
    "poster": Format("poster", 297, 420, 18, 0, template="poster", sized=False, cut="double", text=13, pages=1, notice=True),
}
# The sheets that a clinic's printer holds; the rest is cut or folded out of them, or goes to a printing house.
_OFFICE = ("a4", "letter")
# Where clinics print on Letter (CLDR, paperSize of territories); the rest of the world has A4.
_LETTER = frozenset(("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"))


def sheet_for(formats: Iterable[str], country: str) -> Format:
    """The sheet that a clinic prints on: the first that its formats name, else that of its country."""
    own = next((name for name in formats if name in _OFFICE), "letter" if country in _LETTER else "a4")
    return FORMATS[own]


def format_on(name: str, sheet: Format) -> Format:
    """A format by name; one without a sheet of its own takes the measures of `sheet`, or of the cut of it."""
    found = FORMATS[name]
    if found.sized:
        return found
    width, height = {"third": (sheet.height / 3, sheet.width), "double": (sheet.height, 2 * sheet.width)}.get(
        found.cut, (sheet.width, sheet.height)
    )
    return replace(found, width=width, height=height)
