"""Pages painted and written with less work: most boxes have nothing to paint, and most of a PDF is bytes already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evenhand.sheet.swift.lengths import BORDERS
from evenhand.sheet.swift.shows import bare


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    _numbers()
    _borders(everywhere)


def _numbers() -> None:
    """What is written is asked for its kind once."""
    import pydyf

    original = pydyf._to_bytes

    def to_bytes(item: Any) -> Any:
        kind = type(item)
        if kind is bytes:
            return item
        if kind is str or kind is int:
            return str(item).encode("ascii")
        if kind is float and not item.is_integer():
            return f"{item:f}".rstrip("0").encode("ascii")
        return original(item)

    pydyf._to_bytes = to_bytes


def _borders(everywhere: Callable[[Any, Any], None]) -> None:
    from weasyprint.draw import border

    original = border.draw_border

    def draw_border(stream: Any, box: Any) -> None:
        if any(getattr(box, width) for width in BORDERS) or not bare(box.style):
            original(stream, box)

    everywhere(original, draw_border)
