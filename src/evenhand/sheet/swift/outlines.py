"""Styles of the page before, given to a page of the same outline: its elements have the same attributes in the same places, and other
words.

Why: what a clinic's own sections hold is laid out anew for each; which rules speak of it, and what they say, is the same for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

# Attributes that no selector of a page asks for their values, where sections are kept at all (`swift/keeping.py`).
_INSIDE = frozenset(("src", "alt", "content"))
# Outlines that are kept, each with its style sheets.
_KEPT = 4


class Styles(NamedTuple):
    """The style of each element and pseudo-element, by the place of the element; the anchors in the order in which they were met; and
    what was complained of on the last pages that had them."""

    given: list[tuple[int, str | None, Any]]
    anchors: list[Any]
    told: list[list[str]]


class Outlines:
    """Styles that are kept, by the outline of their page, its style sheets and its fonts."""

    def __init__(self) -> None:
        self._kept: dict[Any, Styles] = {}

    def of(self, key: Any, told: list[str]) -> Styles | None:
        """Those of an earlier page; `told` will hold what is complained of on this one. What was complained of is to be told again."""
        found = self._kept.pop(key, None)
        if found is None or any(found.told):
            return None
        found.told[:] = [*found.told[-1:], told]
        self._kept[key] = found  # the latest last
        return found

    def forget(self) -> None:
        self._kept.clear()

    def keep(self, key: Any, styles: Styles, outer: Iterable[Any]) -> None:
        """Keep the styles of a page, unless WeasyPrint writes into those of its outer elements."""
        if any(style["overflow"] != "visible" or style["display"] == ("none",) for style in outer):
            return
        while len(self._kept) >= _KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = styles


def outline(element: Any, skipped: frozenset[Any]) -> tuple[Any, ...]:
    """All that selectors can ask of an element and of those in it; of those that are skipped nothing inside."""
    inside = tuple([_said(child) if child in skipped else outline(child, skipped) for child in element])
    return (*_said(element), bool(element.text), inside)


def _said(element: Any) -> tuple[Any, ...]:
    return (element.tag, *[(name, name in _INSIDE or value) for name, value in element.attrib.items()])
