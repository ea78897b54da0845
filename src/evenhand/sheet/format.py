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
    Sizes are in points: running text is never smaller than `text`, and no letter than `least`; `best` is what running text
    has where there is room. `cells` is how many columns of a table find room side by side, `spread` how many of its pages
    hold what must be seen together: the warning signs, the beginnings of benefits and risks. `onto` makes it a booklet: it
    names the format on whose sheets, laid across, its pages stand two by two.
    `pages` is the number of pages that it has whatever the handout's limit says (0: none is set), `help_page` the page of the
    warning signs. A `notice` is a sheet for the waiting room: the message and where to get the leaflet, one for a handout
    and a brand.
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
    least: float = 9.0
    best: float = 12.0
    cells: int = 4
    spread: int = 1
    onto: str = ""
    pages: int = 0
    help_page: int = 1
    notice: bool = False
    cut: str = ""

    @property
    def bound(self) -> bool:
        """True for a booklet."""
        return bool(self.onto)

    @property
    def folded(self) -> bool:
        """True for a leaflet of panels that a sheet is folded into."""
        return self.cut == "third"

    @property
    def ending(self) -> str:
        """How the file's name ends. A web page and a plain text are one for all sheets, so their ending names them."""
        return f"{self.name}.pdf" if self.medium == "pdf" else self.medium


# One column, headings over their text.
_BOOKLET = Format("", 0, 0, 12, 0, template="column", length=3, text=11, best=12, cells=2)
_LARGE = Format("", 0, 0, 15, 0, template="column", sized=False, spread=2, cells=2)

_PANELS = Format("trifold", 99, 210, 6.5, 0, template="trifold", sized=False, cut="third")

FORMATS: dict[str, Format] = {
    # ISO 216 and ANSI Y14.1. The text column comes to about 139 mm: 65 to 75 letters of 12 pt.
    "a4": Format("a4", 210, 297, 15, 34),
    "letter": Format("letter", 215.9, 279.4, 15, 34),
    # Two languages side by side, each in a column of about 88 mm: 40 to 45 letters of 12 pt. Twice the words, and white
    # where one language is shorter.
    "bilingual": Format("bilingual", 210, 297, 13, 34, template="bilingual", length=2.5, facing=True, sized=False),
    # A page and a text for screens: no sheet, so that nothing is fitted.
    "html": Format("html", 210, 297, 15, 34, template="web", sized=False, medium="html"),
    "text": Format("text", 210, 297, 15, 34, template="web", sized=False, medium="txt"),
    # ISO 216 and half of ANSI Y14.1, two to a landscape sheet of the next size. A line of 11 to 12 pt holds 55 to 65 letters.
    "a5-booklet": replace(_BOOKLET, name="a5-booklet", width=148, height=210, onto="a4"),
    "half-letter-booklet": replace(_BOOKLET, name="half-letter-booklet", width=139.7, height=215.9, onto="letter"),
    # RNIB: large print 16 to 22 pt, giant print 24 pt and more. UKAAF MS03: 18 is better than 16; page numbers and labels in the
    # size of the text; columns avoided; never enlarged by a copier. So no letter of these is smaller than the least of the text.
    "large-print": replace(_LARGE, name="large-print", text=16, least=16, best=18, length=4),
    "giant-print": replace(_LARGE, name="giant-print", text=24, least=24, best=26, length=10, cells=1, spread=3, side=13),
    # Six panels of a sheet that is folded twice. 10.5 pt on 86 mm are 45 to 50 letters a line; the signs stand on the panel
    # that is seen first when the cover is turned.
    "trifold": replace(_PANELS, text=10.5, best=16, pages=6, help_page=2),
    # Read from two metres: A3, or tabloid where clinics print on Letter.
    "poster": Format("poster", 297, 420, 18, 0, template="poster", sized=False, cut="double", text=14, best=26, pages=1, notice=True),
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
