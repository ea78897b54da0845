"""Blocks laid out with less work: what WeasyPrint asks of each box a dozen times, in fewer steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

_FLOATS = frozenset(("left", "right", "inline-start", "inline-end"))
_OUT = _FLOATS | {"footnote"}
_AWAY = frozenset(("absolute", "fixed"))
_CALLED = frozenset(("running()", "note()"))


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    _walks()
    _places()
    _contexts()
    _tables()
    _containers()
    _names()
    _margins(everywhere)
    _breaks(everywhere)
    _collisions(everywhere)


def _walks() -> None:
    """All boxes in a box, by a list of what is left to visit. Why: WeasyPrint hands each box up through all of those around it."""
    from weasyprint.formatting_structure.boxes import Box

    def descendants(self: Any, placeholders: bool = False) -> Iterator[Any]:
        left = [self]
        while left:
            box = left.pop()
            # What stands in the place of a box is looked into by its box.
            inside = isinstance(box, Box)
            if not inside and placeholders:
                box, inside = box._box, True
            yield box
            if inside and box.children:
                left.extend(reversed(box.children))

    Box.descendants = descendants


def _contexts() -> None:
    """Whether floats inside a box stay inside, by lookups of its style alone."""
    from weasyprint.formatting_structure.boxes import BlockBox, BlockContainerBox, Box

    def establishes_formatting_context(self: Any) -> bool:
        style = self.style
        if style["float"] in _FLOATS or style["position"] in _AWAY or self.is_column:
            return True
        if isinstance(self, BlockBox):
            if style["overflow"] != "visible":
                return True
        elif isinstance(self, BlockContainerBox):
            return True
        return "flow-root" in style["display"]

    Box.establishes_formatting_context = establishes_formatting_context


def _places() -> None:
    """Whether a box is in normal flow, by two lookups in place of five and five calls."""
    from weasyprint.formatting_structure.boxes import Box

    original = Box.is_in_normal_flow

    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        position = style["position"]
        if style["float"] not in _OUT and position not in _AWAY and position[0] not in _CALLED:
            return True
        return original(self)  # type: ignore[no-any-return]

    def is_floated(self: Any) -> bool:
        return self.style["float"] in _FLOATS

    Box.is_in_normal_flow, Box.is_floated = is_in_normal_flow, is_floated


def _tables() -> None:
    """A box that is no part of a table, and has none, needs no anonymous parts of a table."""
    from weasyprint.formatting_structure import build

    original = build.table_boxes_children

    def table_boxes_children(box: Any, children: list[Any]) -> Any:
        if box.tabular_container or box.proper_table_child or any(child.internal_table_or_caption for child in children):
            return original(box, children)
        box.children = children
        return box

    build.table_boxes_children = table_boxes_children


def _containers() -> None:
    """Boxes of a document without flexible containers and grids (`swift/cascade.py`) are not looked through for them."""
    from weasyprint.formatting_structure import build

    build.flex_boxes, build.grid_boxes = _unless_flowing(build.flex_boxes), _unless_flowing(build.grid_boxes)


def _unless_flowing(original: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda box: box if "evenhand_flowing" in box.style.cache else original(box)


def _names() -> None:
    """Boxes of a document that names no page (`swift/cascade.py`) have no names of pages among their children."""
    from weasyprint.formatting_structure.boxes import ParentBox

    original = ParentBox.page_values

    def page_values(self: Any) -> tuple[str, str]:
        return ("", "") if "evenhand_unnamed" in self.style.cache else original(self)

    ParentBox.page_values = page_values


def _margins(everywhere: Callable[[Any, Any], None]) -> None:
    from weasyprint.layout import block

    def collapse_margin(adjoining_margins: list[Any]) -> Any:
        most = least = 0
        for margin in adjoining_margins:
            if margin > most:
                most = margin
            elif margin < least:
                least = margin
        return most + least

    everywhere(block.collapse_margin, collapse_margin)


def _breaks(everywhere: Callable[[Any, Any], None]) -> None:
    """Where no style has anything to say on breaks between two boxes, or on floats that a box is to stand under, nothing is weighed."""
    from weasyprint.layout import block
    from weasyprint.layout.float import get_clearance as clear

    weigh, sides = block.block_level_page_break, (("break_after", -1), ("break_before", 0))
    parallel = (block.boxes.BlockLevelBox, block.boxes.TableRowGroupBox, block.boxes.TableRowBox)

    def block_level_page_break(sibling_before: Any, sibling_after: Any) -> Any:
        for box, (name, place) in zip((sibling_before, sibling_after), sides, strict=True):
            while isinstance(box, parallel):
                if box.style[name] != "auto":
                    return weigh(sibling_before, sibling_after)
                if not box.children:
                    break
                box = box.children[place]
        return "auto"

    def get_clearance(context: Any, box: Any, direction: Any, collapsed_margin: Any = 0) -> Any:
        return None if box.style["clear"] == "none" else clear(context, box, direction, collapsed_margin)

    everywhere(weigh, block_level_page_break)
    everywhere(clear, get_clearance)


def _collisions(everywhere: Callable[[Any, Any], None]) -> None:
    """Where nothing floats beside a box, it has all of its room.

    Why: each line is asked for its place twice, and each table; the sums are those of WeasyPrint, to the last digit.
    """
    from weasyprint.layout import float as floats

    original, line = floats.avoid_collisions, floats.boxes.LineBox

    def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> tuple[Any, Any, Any]:
        top = box.position_y if outer else box.border_box_y()
        if box.style["float"] != "none" or _beside(context.excluded_shapes, box, top, outer):
            found: tuple[Any, Any, Any] = original(context, box, containing_block, outer)
            return found
        left = containing_block.content_box_x()
        right = left + containing_block.width
        if not outer:
            left, right = left + box.margin_left, right - box.margin_right
        start = left
        if containing_block.style["direction"] == "rtl":
            start = right if isinstance(box, line) else right - (box.margin_width() if outer else box.border_width())
        return (start, top, right - left) if outer else (start - box.margin_left, top - box.margin_top, right - left)

    everywhere(original, avoid_collisions)


def _beside(shapes: list[Any], box: Any, top: Any, outer: bool) -> bool:
    """True where one of these shapes may stand beside a box."""
    if not shapes:
        return False
    bottom = top + (box.margin_height() if outer else box.border_height())
    if bottom < top:
        return True
    for shape in shapes:
        head = shape.position_y
        if head > bottom:
            continue
        tall = shape.height + shape.padding_top + shape.padding_bottom
        tall = tall + shape.border_top_width + shape.border_bottom_width + shape.margin_top + shape.margin_bottom
        if head + tall > top or (head >= top and head + tall <= bottom):
            return True
    return False
