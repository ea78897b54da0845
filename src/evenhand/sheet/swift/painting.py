"""Pages painted with fewer questions: most boxes are plain, and what is in them is painted at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evenhand.sheet.swift.keeping import once
from evenhand.sheet.swift.layers import blank
from evenhand.sheet.swift.shows import NAMED, named, shown


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    _tables(everywhere)
    _lines(everywhere)
    _anchors(everywhere)


def _tables(everywhere: Callable[[Any, Any], None]) -> None:
    """Of a table, rows and cells that have nothing to paint are passed over."""
    from weasyprint import draw
    from weasyprint.draw import border

    original = draw.draw_table

    def draw_table(stream: Any, table: Any) -> None:
        if table.style["border_collapse"] == "collapse":
            original(stream, table)
            return
        ground, edge = draw.draw_background, border.draw_border
        ground(stream, table.background)
        for group in table.column_groups:
            ground(stream, group.background)
            for column in group.children:
                ground(stream, column.background)
        cells = []
        for group in table.children:
            ground(stream, group.background)
            for row in group.children:
                ground(stream, row.background)
                for cell in row.children:
                    if not blank(cell) and (not cell.empty or cell.style["empty_cells"] == "show"):
                        cells.append(cell)
                        ground(stream, cell.background)
        edge(stream, table)
        for cell in cells:
            edge(stream, cell)

    everywhere(original, draw_table)


def _lines(everywhere: Callable[[Any, Any], None]) -> None:
    """The texts of a line, one after the other."""
    from weasyprint import draw
    from weasyprint.formatting_structure import boxes

    original = draw.draw_inline_level
    text, line, inline = boxes.TextBox, boxes.LineBox, boxes.InlineBox

    def draw_inline_level(
        stream: Any, page: Any, box: Any, offset_x: Any = 0, text_overflow: str = "clip", block_ellipsis: str = "none"
    ) -> None:
        kind = type(box)
        if (kind is not line and kind is not inline) or not blank(box):
            original(stream, page, box, offset_x, text_overflow, block_ellipsis)
            return
        if kind is line:
            text_overflow, block_ellipsis = box.text_overflow, box.block_ellipsis
        last, left = len(box.children) - 1, offset_x - box.position_x
        for number, child in enumerate(box.children):
            ellipsis = block_ellipsis if number == last else "none"
            if type(child) is text:
                with stream.marked(child, "Span"):
                    draw.draw_text(stream, child, left + child.position_x, text_overflow, ellipsis)
            elif isinstance(child, draw.StackingContext):
                draw_inline_level(stream, page, child, offset_x, text_overflow, ellipsis)
            else:
                draw_inline_level(stream, page, child, left + child.position_x, text_overflow, ellipsis)

    everywhere(original, draw_inline_level)


def _anchors(everywhere: Callable[[Any, Any], None]) -> None:
    """Boxes without a link, a bookmark or a name are not asked for them one by one."""
    from weasyprint import anchors

    original = anchors.gather_anchors

    def gather_anchors(box: Any, *found: Any) -> None:
        # After the four lists that are filled come matrix, form and link of the boxes around.
        given = len(found) > 4 and any(part is not None for part in found[4:])
        if given or (shown(box) & NAMED and named(box)):
            original(box, *found)
        elif not shown(box) & NAMED:
            return
        elif "evenhand_section" in box.__dict__:
            section(box, *found[:4])
        else:
            for child in box.all_children():
                gather_anchors(child, *found)

    def section(box: Any, anchors: Any, links: Any, bookmarks: Any, forms: Any) -> None:
        inner = once(box, "evenhand_anchors", lambda: below(box))
        for name, place in inner[0].items():
            anchors.setdefault(name, place)
        links += inner[1]
        bookmarks += inner[2]
        for form, inputs in inner[3].items():
            forms.setdefault(form, []).extend(inputs)

    def below(box: Any) -> tuple[Any, ...]:
        inner: tuple[Any, ...] = ({}, [], [], {None: []})
        for child in box.all_children():
            gather_anchors(child, *inner)
        return inner

    everywhere(original, gather_anchors)
