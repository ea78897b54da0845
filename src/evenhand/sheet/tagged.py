"""Mends of WeasyPrint's tag tree: what a screen reader is told about a page besides its words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
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


class _Marked:
    """What is written between its begin and its end is marked as one piece."""

    __slots__ = ("_stream",)

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._stream.end_marked_content()


def _artifacts() -> None:
    """Page numbers, heads and feet are artifacts of pagination, and decorative pictures are artifacts.

    Why: WeasyPrint marks margin boxes as content that stands in no tree (PDF/UA-1, 7.1 and 7.8), and gives pictures with
    an empty `alt` a figure without a text, which PDF/UA forbids (WeasyPrint issue 2550).
    """
    import pydyf
    import weasyprint.draw as draw
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf.stream import Stream

    original_context = draw.draw_stacking_context
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

    def marked(self: Any, box: Any, tag: str) -> Any:
        if self._tags is None:
            return nullcontext()
        if margin or _decorative(box):
            self.begin_marked_content("Artifact", margin[-1] if margin else None)
        else:
            number = len(self._tags)
            self._tags[box] = {"tag": tag, "mcid": number}
            self.stream.append(f"/{tag}\n<</MCID {number}>>\nBDC".encode())
        return _Marked(self)

    draw.draw_stacking_context, Stream.marked = draw_stacking_context, marked


def _properties() -> None:
    """Elements of the tag tree say their language, what header cells head, and what an abbreviation stands for.

    Why: WeasyPrint writes the language of the whole document only, so a screen reader would speak the English half of a
    bilingual leaflet, and every foreign name, in the voice of the other language (PDF/UA-1, 7.2). Header cells without
    /Scope head nothing for older readers (7.5).
    """
    import pydyf
    from weasyprint.pdf import tags

    original, plain = tags._build_box_tree, _Plain(tags)

    def build_box_tree(box: Any, *args: Any) -> Iterator[Any]:
        own = getattr(box, "_box", box)
        if isinstance(own, tags.boxes.MarginBox) or _decorative(own):
            return
        # The page, html and body have no element of their own in the tree: what they give are their children.
        inside = own.element is not None and own.element_tag not in ("html", "body") and not isinstance(own, tags.boxes.PageBox)
        for element in (plain.element(own, *args),) if inside and plain.fits(own) else original(box, *args):
            if inside:
                _say(pydyf, element, own.element, own.element_tag)
            yield element

    tags._build_box_tree = build_box_tree


class _Plain:
    """Makes the elements of boxes that have no table, list item, picture or link of their own, with fewer objects and questions.

    Why: a leaflet has a thousand elements, most of them these and the texts in them.
    """

    _APART = frozenset(("Figure", "LI", "Link", "TD", "TH", "Table"))

    def __init__(self, tags: Any) -> None:
        import pydyf

        class Kid(pydyf.Object):  # type: ignore[misc]
            """The element of a piece of text, written at once."""

            data, compressible = b"", True

        self._tags, self._boxes, self._pydyf, self._kid = tags, tags.boxes, pydyf, Kid
        self._kinds: dict[str, str] = {}

    def fits(self, box: Any) -> bool:
        kind = self._kinds.get(box.element_tag)
        if kind is None:
            kind = self._kinds[box.element_tag] = self._tags._get_pdf_tag(box.element_tag)
        apart = kind in self._APART or box.link_annotation or box.widget_annotation
        return not apart and not isinstance(box, self._boxes.ReplacedBox)

    def element(self, box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any) -> Any:
        page, made = b"%d 0 R" % pdf.pages["Kids"][3 * page_number], self._pydyf
        values = {"Type": "/StructElem", "S": f"/{self._kinds[box.element_tag]}", "K": made.Array([]), "Pg": page, "P": parent.reference}
        element = made.Dictionary(values)
        pdf.add_object(element)
        kids, reference = element["K"], element.reference
        for child in box.children:
            for inner in child.children if isinstance(child, self._boxes.LineBox) else (child,):
                if isinstance(inner, self._boxes.TextBox):
                    told = tags.pop(inner)
                    kid = self._kid()
                    tag, number = told["tag"].encode(), told["mcid"]
                    kid.data = b"<</Type /StructElem/S /%b/K [%d]/Pg %b/P %b>>" % (tag, number, page, reference)
                    pdf.add_object(kid)
                    nums[number] = kid.reference
                    kids.append(nums[number])
                else:
                    # Lists in lists are put behind by those inside.
                    at = len(kids)
                    below = self._tags._build_box_tree(inner, element, pdf, page_number, nums, annotations, tags)
                    kids[at:at] = [one.reference for one in below]
        return element


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
