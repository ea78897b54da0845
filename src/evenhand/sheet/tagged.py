"""Mends of WeasyPrint's tag tree: what a screen reader is told about a page besides its words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from evenhand.sheet.tested import refuse_untested

# Inline elements that WeasyPrint leaves without a meaning of their own.
_SPANS = frozenset(("abbr", "b", "bdi", "bdo", "em", "i", "strong", "sub", "sup"))


def apply(weasyprint: Any) -> None:
    """Apply every mend of tags. Raises RuntimeError on a WeasyPrint that they were not tested with."""
    refuse_untested(weasyprint)
    _artifacts()
    _properties()


def _decorative(box: Any) -> bool:
    """A picture that its page declares to say nothing."""
    element = box.element
    if element is None or not hasattr(box, "replacement"):
        return False
    return element.get("alt") == "" or element.get("aria-hidden") == "true" or element.get("role") in ("none", "presentation")


def _artifacts() -> None:
    """Page numbers, heads and feet are artifacts of pagination, and decorative pictures are artifacts.

    Why: WeasyPrint marks margin boxes as content that stands in no tree (PDF/UA-1, 7.1 and 7.8), and gives pictures with
    an empty `alt` a figure without a text, which PDF/UA forbids (WeasyPrint issue 2550).
    """
    import pydyf
    import weasyprint.draw as draw
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf.stream import Stream

    original_context, original_marked = draw.draw_stacking_context, Stream.marked
    margin: list[Any] = []

    def draw_stacking_context(stream: Any, stacking_context: Any) -> None:
        if not isinstance(stacking_context.box, MarginBox):
            original_context(stream, stacking_context)
            return
        side = "Header" if stacking_context.box.at_keyword.startswith("@top") else "Footer"
        margin.append(pydyf.Dictionary({"Type": "/Pagination", "Subtype": f"/{side}"}))
        try:
            original_context(stream, stacking_context)
        finally:
            margin.pop()

    @contextmanager
    def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
        if self._tags is None or not (margin or _decorative(box)):
            with original_marked(self, box, tag):
                yield
            return
        self.begin_marked_content("Artifact", margin[-1] if margin else None)
        try:
            yield
        finally:
            self.end_marked_content()

    draw.draw_stacking_context, Stream.marked = draw_stacking_context, marked


def _properties() -> None:
    """Elements of the tag tree say their language, what header cells head, and what an abbreviation stands for.

    Why: WeasyPrint writes the language of the whole document only, so a screen reader would speak the English half of a
    bilingual leaflet, and every foreign name, in the voice of the other language (PDF/UA-1, 7.2). Header cells without
    /Scope head nothing for older readers (7.5).
    """
    import pydyf
    from weasyprint.pdf import tags

    original = tags._build_box_tree

    def build_box_tree(box: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        own = getattr(box, "_box", box)
        if isinstance(own, tags.boxes.MarginBox) or _decorative(own):
            return
        # The page, html and body have no element of their own in the tree: what they give are their children.
        inside = own.element is not None and own.element_tag not in ("html", "body") and not isinstance(own, tags.boxes.PageBox)
        for element in original(box, *args, **kwargs):
            if inside:
                _say(pydyf, element, own.element, own.element_tag)
            yield element

    tags._build_box_tree = build_box_tree


def _say(pydyf: Any, tag: Any, element: Any, name: str) -> None:
    """Put what an element of the page says of itself into its tag."""
    if name in _SPANS and tag["S"] == "/NonStruct":
        tag["S"] = "/Span"
    if language := element.get("lang"):
        tag["Lang"] = pydyf.String(language)
    if name == "abbr" and (title := element.get("title")):
        tag["E"] = pydyf.String(title)
    if tag["S"] == "/TH":
        tag["A"]["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
