"""Where the six panels of a folded leaflet lie on the two sides of its sheet, in millimetres: plain data, for whoever imposes it.

The sheet is folded twice like a letter. The panel that is tucked in is a little narrower, or it would buckle. Pages are
those of the reading file: 1 cover, 2 the panel that is tucked in, 3 to 5 the inside, 6 the back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Millimetres by which the panel that is tucked in is narrower than the others; and how long a fold's tick is at the
# edge of the sheet: it ends before the text begins, and an office printer shows little of it.
TUCK = 3.0
TICK = 5.0
# From left to right, in languages that read from the left. The inside lies behind the outside when the sheet is turned
# over its short edge: page 3 behind the cover, page 5 behind the panel that is tucked in.
_OUTSIDE = (2, 6, 1)
_INSIDE = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class Panel:
    """A page's place on a side, from its top left corner; the page keeps its size and lies in the middle of its panel."""

    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the sheet: its size, its panels from left to right, and the ticks at its folds (x1, y1, x2, y2)."""

    width: float
    height: float
    panels: tuple[Panel, ...]
    ticks: tuple[tuple[float, float, float, float], ...]


def trifold(width: float, height: float, rtl: bool) -> tuple[Side, Side]:
    """The outside and the inside of a sheet that lies on its long edge; mirrored where the language reads from the right."""
    wide = (width + TUCK) / 3
    outside = [(page, wide - TUCK if page == 2 else wide) for page in _OUTSIDE]
    inside = [(page, wide - TUCK if page == 5 else wide) for page in _INSIDE]
    return tuple(_side(width, height, row[::-1] if rtl else row) for row in (outside, inside))  # type: ignore[return-value]


def _side(width: float, height: float, row: Iterable[tuple[int, float]]) -> Side:
    panels = tuple(_panels(row, height))
    folds = [panel.left for panel in panels[1:]]
    ticks = tuple((x, y, x, y + TICK) for x in folds for y in (0.0, height - TICK))
    return Side(width, height, panels, ticks)


def _panels(row: Iterable[tuple[int, float]], height: float) -> Iterator[Panel]:
    left = 0.0
    for page, wide in row:
        yield Panel(page, left, 0.0, wide, height)
        left += wide
