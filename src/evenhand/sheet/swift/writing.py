"""Pages painted and written with less work: most boxes have nothing to paint, and most of a PDF is bytes already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_SQUARE = dict.fromkeys(_CORNERS, (0, 0))
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    _numbers()
    _grounds(everywhere)
    _borders(everywhere)
    _outlines(everywhere)


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


def _bare(style: Any) -> bool:
    """True for a style that has no ground, no round corner and no picture of a border; kept with the style."""
    found: bool | None = style.__dict__.get("evenhand_bare")
    if found is None:
        colour = style["background_color"]
        colour = style["color"] if colour == "currentcolor" else colour
        pictures = any(kind != "none" for kind, _ in style["background_image"]) or style["box_shadow"]
        framed = style["border_image_source"][0] != "none" or style["mask_border_source"][0] != "none"
        columns = style["column_width"] != "auto" or style["column_count"] != "auto"
        square = all((0, "px") in style[corner] for corner in _CORNERS)
        found = style.evenhand_bare = square and not (colour.alpha or pictures or framed or columns)
    return found


def _grounds(everywhere: Callable[[Any, Any], None]) -> None:
    from weasyprint.layout import background

    original = background.layout_box_backgrounds

    def layout_box_backgrounds(page: Any, box: Any, fetch: Any, layout_children: bool = True, style: Any = None) -> None:
        if style is not None or box is page or not _bare(box.style):
            original(page, box, fetch, layout_children, style)
            return
        box.__dict__.update(_SQUARE)
        if layout_children:
            for child in box.all_children():
                layout_box_backgrounds(page, child, fetch)
        box.background = None

    everywhere(original, layout_box_backgrounds)


def _borders(everywhere: Callable[[Any, Any], None]) -> None:
    from weasyprint.draw import border

    original = border.draw_border

    def draw_border(stream: Any, box: Any) -> None:
        if any(getattr(box, width) for width in _BORDERS) or not _bare(box.style):
            original(stream, box)

    everywhere(original, draw_border)


def _outlines(everywhere: Callable[[Any, Any], None]) -> None:
    from weasyprint.draw import border
    from weasyprint.formatting_structure.boxes import Box

    original = border.draw_outline

    def outlined(box: Any) -> bool:
        return bool(box.style["outline_width"]) or any(outlined(child) for child in box.children if isinstance(child, Box))

    def draw_outline(stream: Any, box: Any) -> None:
        if outlined(box):
            original(stream, box)

    everywhere(original, draw_outline)
