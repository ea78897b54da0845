"""What a leaflet is likely to take at each step of density, before it is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from evenhand.sheet.blocks import Area
from evenhand.sheet.cascade import Node, Tree
from evenhand.sheet.fonts import Family
from evenhand.sheet.measures import measures
from evenhand.sheet.order import Order
from evenhand.sheet.page import Theme
from evenhand.sheet.pieces import Pages, Piece, paged
from evenhand.sheet.reckon import Reckoning

# By how much heights are at times, and often, higher or less high than reckoned: on 88 leaflets in 24 languages, at each step of
# density, the parts of a leaflet differed by less than DOUBT in 98 of 100 layouts, and by less than SLIGHT in 92.
DOUBT, SLIGHT = 0.015, 0.005


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """One step: its pieces, the room on the first page and on the others, and how high its parts are, in millimetres."""

    pieces: list[Piece]
    first: float
    later: float
    heights: dict[str, float]


class Guess:
    """The reckoning of one leaflet. It hangs on words, style sheets and fonts alone, so that it is the same on every machine."""

    def __init__(self, theme: Theme, families: tuple[Family, ...], tree: Tree, order: Order, elements: Callable[[], Any]) -> None:
        self._theme, self._families, self._tree, self._order, self._elements = theme, families, tree, order, elements
        self._known: dict[tuple[int, bool], _Reckoned] = {}

    @cached_property
    def _page(self) -> Node:
        return self._tree.page(self._elements())

    def pages(self, density: int, kept: bool = False, scale: float = 1.0) -> Pages:
        """Where its parts come to stand at a step; `scale` is how many times as high they are as reckoned."""
        reckoned = self._at(density, kept)
        return paged(reckoned.pieces, reckoned.first / scale, reckoned.later / scale)

    def full(self, density: int, limit: int) -> float:
        """How much of so many pages its pieces fill, were there no white at their ends."""
        reckoned = self._at(density, False)
        room = reckoned.first + reckoned.later * (limit - 1)
        return sum(piece.height + piece.gap for piece in reckoned.pieces) / max(1.0, room)

    def error(self, density: int, areas: Iterable[Area]) -> float:
        """How many times as high as reckoned the parts of a leaflet are that stand whole on a page."""
        reckoned, heights = self._at(density, False).heights, dict[str, list[float]]()
        for area in areas:
            heights.setdefault(area.id, []).append(area.bottom - area.top)
        whole = [name for name, found in heights.items() if len(found) == 1 and name in reckoned]
        return sum(heights[name][0] for name in whole) / (sum(reckoned[name] for name in whole) or 1.0) if whole else 1.0

    def _at(self, density: int, kept: bool) -> _Reckoned:
        key = (density, kept)
        if key not in self._known:
            order = replace(self._order, kept=kept)
            size: Any = measures(order, self._families, density)
            reckoning = Reckoning(self._tree.cascade(self._theme.measured(order, size)), self._tree.ruler)
            box = reckoning.box(self._page, size["width"] - 2 * size["side"])
            foot, later = size["height"] - size["bottom"], size.get("later", size["top"])
            first = later if size.get("help_first") else size["top"]
            self._known[key] = _Reckoned(box.pieces, foot - first, foot - later, reckoning.heights)
        return self._known[key]
