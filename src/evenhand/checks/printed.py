"""What the rules about finished leaflets look at: pages read back by a PDF reader, and what lies where on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from evenhand.finding import Place
from evenhand.sheet.blocks import EMPTY, Area, Block, Code, Ink, Layout, Letters, Line
from evenhand.sheet.format import FORMATS, Format
from evenhand.sheet.heard import Heard

# Parts of the margins, which stand on every page.
MARGINS = ("foot", "band")
# Parts of the page whose texts have another key in the handout.
_KEYS = {"help": "red-flags", "message": "summary.message", "key-points": "summary.key-points", "makers": "people"}
_KINDS = {"benefit": "benefits", "risk": "risks", "effect": "effects"}


@dataclass(frozen=True)
class Printed:
    """A leaflet as printed: its pages read back by a PDF reader, and where its parts lie.

    `limit` is how many pages it may take (0: any number), `slack` the millimetres at both sides of a page that hold no
    letters. `codes` are its QR codes as they were read, `addresses` all that they may lead to;
    `heard` are the words of the page and those that the reader does not tell whole.
    """

    path: str
    language: str
    pages: tuple[Letters, ...]
    areas: tuple[Area, ...]
    format: Format = FORMATS["a4"]
    layout: Layout = EMPTY
    codes: tuple[Code, ...] = ()
    addresses: frozenset[str] = frozenset()
    limit: int = 0
    slack: float = 0.0
    heard: Heard = field(default_factory=Heard)

    def place(self, part: str = "", page: int = 0) -> Place:
        """The place of a part (an id of the page): the key of its texts in the handout, where it has one."""
        head, _, rest = part.partition("-")
        key = f"{_KINDS[head]}.{rest}" if head in _KINDS and rest else _KEYS.get(part, part)
        return Place(self.path, key=key, language=self.language, page=page)

    def parts(self, *ids: str) -> list[Area]:
        return [area for area in self.areas if area.id in ids]

    def inks(self, *ids: str) -> list[Ink]:
        """The text inside some parts of the leaflet."""
        return [ink for area in self.parts(*ids) for ink in self.pages[area.page - 1].inks if _inside(ink, area)]

    @cached_property
    def lines(self) -> dict[int, list[Line]]:
        """The lines of each page."""
        found: dict[int, list[Line]] = {number: [] for number in range(1, len(self.pages) + 1)}
        for line in self.layout.lines:
            found.setdefault(line.page, []).append(line)
        return found

    @cached_property
    def blocks(self) -> dict[int, list[Block]]:
        """The blocks of each page."""
        found: dict[int, list[Block]] = {number: [] for number in range(1, len(self.pages) + 1)}
        for block in self.layout.blocks:
            found.setdefault(block.page, []).append(block)
        return found

    def part_at(self, page: int, ink: Ink) -> str:
        """The part that a stretch of printed text belongs to: that of the line at its height which is nearest to it."""
        near = (line for line in self.lines[page] if ink.top - 1 <= line.baseline <= ink.bottom + 1)
        nearest = min(near, key=lambda line: max(line.left - ink.right, ink.left - line.right, 0), default=None)
        return nearest.part if nearest else ""

    def body(self, page: int) -> Iterator[Line]:
        """The lines of a page without those in its margins."""
        return (line for line in self.lines[page] if line.part not in MARGINS)


def _inside(ink: Ink, area: Area) -> bool:
    x, y = (ink.left + ink.right) / 2, (ink.top + ink.bottom) / 2
    return area.left <= x <= area.right and area.top <= y <= area.bottom
