"""Mends of WeasyPrint 70, each with its reason; refuses to touch a version that it was not tested with.

To be offered upstream. Nothing else in the house changes WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TESTED = "70."


def apply(weasyprint: Any) -> None:
    """Apply every mend once. Raises RuntimeError on another WeasyPrint."""
    if not weasyprint.__version__.startswith(TESTED):
        raise RuntimeError(f"evenhand was tested with WeasyPrint {TESTED}x, and this is {weasyprint.__version__}")
    import pydyf

    if getattr(pydyf.Stream.show_text, "evenhand", False):
        return
    _no_empty_strings(pydyf)
    _hanging_space()
    _rows_begin_whole()
    _languages_in_tags(pydyf)


def _no_empty_strings(pydyf: Any) -> None:
    """No empty strings in a TJ array.

    Why: around raised glyphs WeasyPrint writes `<>`, and pdfium (Chrome, Edge) then drops the kerning that follows, so
    that Nastaliq words move by about one em. Poppler and Ghostscript are not affected.
    """
    original = pydyf.Stream.show_text

    def show_text(self: Any, text: str) -> None:
        text = text.replace("<>", " ")
        if text.strip():
            original(self, text)

    show_text.evenhand = True  # type: ignore[attr-defined]
    pydyf.Stream.show_text = show_text


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


def _languages_in_tags(pydyf: Any) -> None:
    """An element of the tag tree says its language where the page says it.

    Why: WeasyPrint writes the language of the whole document only, so a screen reader would speak the English half of a
    bilingual leaflet, and every foreign name, in the voice of the other language (PDF/UA-1, 7.2).
    """
    from weasyprint.pdf import tags

    original = tags._build_box_tree

    def build_box_tree(box: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        own = getattr(box, "_box", box)
        # The page, html and body have no element of their own in the tree: what they give are their children.
        inside = own.element is not None and own.element_tag not in ("html", "body")
        language = own.element.get("lang") if inside and not isinstance(own, tags.boxes.PageBox) else None
        for element in original(box, *args, **kwargs):
            if language:
                element["Lang"] = pydyf.String(language)
            yield element

    tags._build_box_tree = build_box_tree
