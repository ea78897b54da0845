"""What there is to see of boxes besides their text: grounds, outlines, links, layers of their own. Found in one look at a page.

Why: WeasyPrint goes through all boxes of a page for each of these, and most of them have none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from evenhand.sheet.swift.keeping import once

# Something that is painted; an outline; a link, a name, a bookmark or a form; a box that is painted apart from the text around it; a
# picture that stands in the text.
PAINTED, OUTLINED, NAMED, APART, PICTURE = 1, 2, 4, 8, 16
_ALL = PAINTED | OUTLINED | NAMED | APART | PICTURE
_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
# What may be painted of a box besides its text; and columns, for which all boxes are asked in layout.
_PAINTED = (
    *("background_color", "background_image", "box_shadow", "border_image_source", "mask_border_source", "outline_style"),
    *_CORNERS,
)
_COLUMNS = frozenset(("column_width", "column_count"))
_NAMED = frozenset(("transform", "anchor", "appearance"))


def shown(box: Any) -> int:
    """What there is to see of a box and of those in it; all there may be, for one that was not looked at."""
    found: int = box.__dict__.get("evenhand_shows", _ALL)
    return found


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    from weasyprint.draw import border
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import background

    # What boxes have that nothing is painted of.
    Box.background = None
    for corner in _CORNERS:
        setattr(Box, corner, (0, 0))
    original, outlines = background.layout_box_backgrounds, border.draw_outline
    look = _Look(original)

    def layout_box_backgrounds(page: Any, box: Any, fetch: Any, layout_children: bool = True, style: Any = None) -> None:
        if style is not None or box is page or not layout_children:
            original(page, box, fetch, layout_children, style)
        else:
            look.at(page, box, fetch)

    def draw_outline(stream: Any, box: Any) -> None:
        if shown(box) & OUTLINED:
            outlines(stream, box)

    everywhere(original, layout_box_backgrounds)
    everywhere(outlines, draw_outline)


class _Kinds(dict[type, tuple[int, bool]]):
    """Of each class of boxes, whether its boxes are painted apart or are pictures, and whether they have more in them than their
    children."""

    def __init__(self) -> None:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        super().__init__()
        self._apart = (AbsolutePlaceholder, boxes.InlineBlockBox, boxes.InlineFlexBox, boxes.InlineGridBox)
        self._few, self._picture = boxes.Box.all_children, boxes.ReplacedBox

    def __missing__(self, kind: type) -> tuple[int, bool]:
        shown = (APART if issubclass(kind, self._apart) else 0) | (PICTURE if issubclass(kind, self._picture) else 0)
        self[kind] = found = shown, getattr(kind, "all_children", None) is not self._few
        return found


class _Look:
    """Looks at the boxes of a page, each once. Grounds are laid out by `ground`, which is WeasyPrint's own function for it."""

    def __init__(self, ground: Any) -> None:
        self._ground, self._kinds = ground, _Kinds()

    def at(self, page: Any, box: Any, fetch: Any, inside: bool = False) -> int:
        """What there is to see of a box and of those in it; they keep it."""
        own = box.__dict__
        if "evenhand_section" in own and not inside:
            known: int = once(box, "evenhand_grounds", lambda: self.at(page, box, fetch, True))
            return known
        found, more = self._kinds[type(box)]
        if "_box" in own:
            # What is laid out elsewhere stands in for its box.
            box = own["_box"]
            own = box.__dict__
            found |= self._kinds[type(box)][0]
        told = _told(box.style)
        for child in box.all_children() if more else box.children:
            found |= self.at(page, child, fetch)
        if told & PAINTED:
            self._ground(page, box, fetch, False)
        if own.get("link") is not None or own.get("bookmark_label") or (box.element_tag or "")[:4] == "form":
            found |= NAMED
        if own.get("is_grid_item"):
            found |= APART
        own["evenhand_shows"] = found = found | told
        return found


def named(box: Any) -> bool:
    """True for a box that leads somewhere, can be led to, is turned, or is a part of a form."""
    return box.link is not None or bool(box.bookmark_label or _told(box.style) & NAMED) or (box.element_tag or "")[:4] == "form"


def _told(style: Any) -> int:
    """What there is to see of any box of a style, which keeps it."""
    found: int | None = style.__dict__.get("evenhand_shows")
    if found is None:
        found = 0 if bare(style) else PAINTED | (OUTLINED if style["outline_width"] else 0)
        found = style.evenhand_shows = found | (0 if _silent(style) else NAMED) | (0 if plain(style) else APART)
    return found


def plain(style: Any) -> bool:
    """True for the style of boxes that are painted where they stand in the text, in one layer with it; kept with the style."""
    found: bool | None = style.__dict__.get("evenhand_plain")
    if found is None:
        still = style["position"] == "static" and style["float"] == "none" and style["overflow"] == "visible"
        found = style.evenhand_plain = still and not (style["opacity"] < 1 or style["transform"])
    return found


def _silent(style: Any) -> bool:
    """True for a style whose boxes cannot be led to, are not turned, and are no part of a form."""
    if _NAMED.isdisjoint(getattr(style, "cascaded", ())) and style.keys().isdisjoint(_NAMED):
        return True
    return not (style["transform"] or style["anchor"] or style["appearance"] == "auto")


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
