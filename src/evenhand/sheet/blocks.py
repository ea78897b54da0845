"""What lies where on the pages of a drawn leaflet: its blocks and its lines of text."""

from __future__ import annotations

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


class Layout(NamedTuple):
    """All that lies on the pages of a leaflet, in the order of reading on each page."""

    blocks: tuple[Block, ...] = ()
    lines: tuple[Line, ...] = ()


EMPTY = Layout()
