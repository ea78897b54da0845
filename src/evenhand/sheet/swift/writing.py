"""Pages painted and written with less work: most boxes have nothing to paint, and most of a PDF is bytes already."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from evenhand.sheet.swift.keeping import once
from evenhand.sheet.swift.lengths import BORDERS

_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_SQUARE = dict.fromkeys(_CORNERS, (0, 0))


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


# What may be painted of a box besides its text; and columns, for which all boxes are asked in layout.
_PAINTED = (
    *("background_color", "background_image", "box_shadow", "border_image_source", "mask_border_source", "outline_style"),
    *_CORNERS,
)
_COLUMNS = frozenset(("column_width", "column_count"))


def bare(style: Any) -> bool:
    """True for a style that has no ground, no round corner, no picture of a border, no outline and no columns; kept with the style."""
    found: bool | None = style.__dict__.get("evenhand_bare")
    if found is None:
        # Of most styles, no rule says anything of the kind.
        found = style.evenhand_bare = _unsaid(style) or not _said(style)
    return found


def _unsaid(style: Any) -> bool:
    names, own = _painted(), getattr(style, "cascaded", ())
    # What stands in the style itself was asked for, or set by WeasyPrint where it made boxes.
    return names.isdisjoint(own) and _COLUMNS.isdisjoint(own) and style.keys().isdisjoint(names)


@cache
def _painted() -> frozenset[str]:
    """The names under which a rule may set what is painted."""
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS

    logical = {find(block="ttb", inline=way) for key, find in PHYSICAL_FUNCTIONS.items() if key in _PAINTED for way in ("ltr", "rtl")}
    return frozenset((*_PAINTED, *logical))


def _said(style: Any) -> bool:
    colour = style["background_color"]
    colour = style["color"] if colour == "currentcolor" else colour
    pictures = any(kind != "none" for kind, _ in style["background_image"]) or style["box_shadow"]
    framed = style["border_image_source"][0] != "none" or style["mask_border_source"][0] != "none"
    columns = style["column_width"] != "auto" or style["column_count"] != "auto"
    square = all((0, "px") in style[corner] for corner in _CORNERS)
    return bool(not square or colour.alpha or pictures or framed or columns or style["outline_width"])


def _grounds(everywhere: Callable[[Any, Any], None]) -> None:
    from weasyprint.layout import background

    original = background.layout_box_backgrounds

    def layout_box_backgrounds(page: Any, box: Any, fetch: Any, layout_children: bool = True, style: Any = None) -> None:
        if style is None and layout_children and "evenhand_section" in box.__dict__:
            once(box, "evenhand_grounds", lambda: lay(page, box, fetch))
        elif style is not None or box is page or not layout_children:
            original(page, box, fetch, layout_children, style)
        else:
            lay(page, box, fetch)

    def lay(page: Any, box: Any, fetch: Any) -> bool:
        if not bare(box.style):
            original(page, box, fetch)
            return True
        box.__dict__.update(_SQUARE)
        for child in box.all_children():
            layout_box_backgrounds(page, child, fetch)
        box.background = None
        return True

    everywhere(original, layout_box_backgrounds)


def _borders(everywhere: Callable[[Any, Any], None]) -> None:
    from weasyprint.draw import border

    original = border.draw_border

    def draw_border(stream: Any, box: Any) -> None:
        if any(getattr(box, width) for width in BORDERS) or not bare(box.style):
            original(stream, box)

    everywhere(original, draw_border)


def _outlines(everywhere: Callable[[Any, Any], None]) -> None:
    from weasyprint.draw import border
    from weasyprint.formatting_structure.boxes import Box

    original = border.draw_outline

    def outlined(box: Any) -> bool:
        if "evenhand_section" in box.__dict__:
            return bool(once(box, "evenhand_outlined", lambda: below(box)))
        return below(box)

    def below(box: Any) -> bool:
        return not bare(box.style) or any(outlined(child) for child in box.children if isinstance(child, Box))

    def draw_outline(stream: Any, box: Any) -> None:
        if outlined(box):
            original(stream, box)

    everywhere(original, draw_outline)
