"""Mends of WeasyPrint, each with its reason; they refuse a version that they were not tested with.

To be offered upstream. Nothing else in the house changes WeasyPrint. The text layer is mended in `spoken` (with `compose`
for its fonts), the tag tree in `tagged`; what lays lines and rows out stands here.
"""

from __future__ import annotations

from typing import Any

from evenhand.sheet import spoken, swift, tagged
from evenhand.sheet.tested import refuse_untested


def apply(weasyprint: Any) -> None:
    """Apply every mend once. Raises RuntimeError on a WeasyPrint that they were not tested with."""
    refuse_untested(weasyprint)
    from weasyprint.layout import inline

    if getattr(inline, "evenhand", False):
        return
    inline.evenhand = True
    _hanging_space()
    _rows_begin_whole()
    swift.apply(weasyprint)
    spoken.apply(weasyprint)
    tagged.apply(weasyprint)


def _hanging_space() -> None:
    """A line whose last space does not fit is still a line that fits.

    Why: Pango lets the space at the end of a line hang, but WeasyPrint counts it, finds the text too wide by that space,
    and breaks it after its *first* word. That leaves one word alone on a line in paragraphs that end in a span, such as
    ours do (the numbers of the sources).
    """
    from weasyprint.layout import inline

    original = inline.split_first_line

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(text, style, context, max_width, *args, **kwargs)
        if result[2] is None or style["white_space"] != "normal":
            return result
        if text.endswith(" "):
            stripped = original(text.rstrip(" "), style, context, max_width, *args, **kwargs)
            if stripped[2] is None:
                return stripped
        if " " not in text.encode()[: result[1]].decode().strip(" ") and style["font_size"] < max_width < float("inf"):
            # One word alone, while a line that is shorter by a space would hold more: the space was counted again.
            shorter = original(text, style, context, max_width - style["font_size"] / 2, *args, **kwargs)
            return shorter if shorter[1] > result[1] else result
        return result

    inline.split_first_line = split_first_line


def _rows_begin_whole() -> None:
    """A row of cells begins on one page: a cell with `break-before: avoid` never parts from the cell before it.

    Why: WeasyPrint breaks a row wherever one of its cells has room, so a heading in the rail stays at the foot of a page
    while the first line of its text goes to the next, or the other way round.
    """
    from weasyprint.layout import block

    original = block.block_container_layout
    before: list[Any] = [None]

    def block_container_layout(context: Any, box: Any, bottom_space: Any, skip_stack: Any, page_is_empty: bool, *a: Any, **k: Any) -> Any:
        if not isinstance(box, block.boxes.TableCellBox):
            return original(context, box, bottom_space, skip_stack, page_is_empty, *a, **k)
        neighbour = before[0]
        bound = box.style["break_before"] == "avoid" and skip_stack is None and not page_is_empty
        result = original(context, box, bottom_space, skip_stack, page_is_empty, *a, **k)
        if bound and neighbour is None:
            result = (None, *result[1:])
        elif bound and result[0] is None:
            # WeasyPrint gives a row up when all of its cells are empty.
            neighbour.empty = True
        # A cell that found no room is laid out once more without its children.
        before[0] = result[0] if box.children else None
        return result

    block.block_container_layout = block_container_layout
