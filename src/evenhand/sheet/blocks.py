"""What lies where on the pages of a drawn leaflet: its parts, blocks, lines of text, letters and codes.

Plain data, which the rules about pages and the process of a command read without loading what draws and reads leaflets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Block(NamedTuple):
    """A block on a page, or the piece of it that stands on one page.

    `number` counts the elements of the leaflet in reading order, `last` is that of the last one inside this one; `part` is
    the nearest id, or "foot", or "band" for the mark of a draft. Edges are in millimetres from the top left, border and padding
    included. `kind` is heading, head (of a table), row, table, list, item, array, code, picture, line (to write on), or "".
    `whole`: the style sheet wants it on one page. `ground` is its own colour (#rrggbb), "" without one; `framed`: it has
    a border all around; `clipped`: what runs out of it is not seen.
    """

    number: int
    last: int
    kind: str
    part: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    whole: bool = False
    ground: str = ""
    framed: bool = False
    clipped: bool = False


class Line(NamedTuple):
    """A line of text, or what an inline box holds of one: `number` is that of its block, which is `room` millimetres wide.

    `baseline` and edges are in millimetres, `size` (the largest) in points; `letters` counts letters, spaces and signs
    without the marks over and under them. `language` is that of its first word. `running`: no heading, and in no cell of a
    table of rows. `over` is by how many millimetres it runs out of its cell, or of its column.
    """

    number: int
    part: str
    page: int
    left: float
    right: float
    baseline: float
    size: float
    letters: int
    room: float
    language: str
    running: bool
    over: float = 0.0


@dataclass(frozen=True, slots=True)
class Area:
    """Where an element with an id lies: page from 1, edges in millimetres. An element that breaks has one on each page."""

    id: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


class Ink(NamedTuple):
    """One stretch of text as printed: its place in millimetres from the top left, type size in points, weight and colour (#rrggbb)."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    colour: str
    letters: int


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of one page: its size and the outermost places of its ink-bearing letters, in millimetres."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    text: str
    inks: tuple[Ink, ...] = ()


class Code(NamedTuple):
    """A code on a page, and the address that it leads to; "" when it cannot be read."""

    page: int
    part: str
    says: str


class Layout(NamedTuple):
    """All that lies on the pages of a leaflet, in the order of reading on each page."""

    blocks: tuple[Block, ...] = ()
    lines: tuple[Line, ...] = ()


EMPTY = Layout()
