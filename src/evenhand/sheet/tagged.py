"""Mends of WeasyPrint's tag tree: what a screen reader is told about a page besides its words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from evenhand.sheet.branches import branch
from evenhand.sheet.tested import refuse_untested

# Inline elements that WeasyPrint leaves without a meaning of their own.
_SPANS = frozenset(("abbr", "b", "bdi", "bdo", "em", "i", "strong", "sub", "sup"))
# Elements of HTML that have none of their own in the tree.
_OUTER = ("html", "body")
# What boxes of an item of a list are in the element of that item.
_ITEMS = {"/LI": "LBody", "/LBody": "NonStruct"}


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
        if plain.kind(own):
            yield branch(plain, own, *args) if "evenhand_section" in own.__dict__ else plain.element(own, *args)
            return
        # The page, html and body have no element of their own in the tree: what they give are their children.
        inside = own.element is not None and own.element_tag not in _OUTER and not isinstance(own, tags.boxes.PageBox)
        for element in original(box, *args):
            if inside:
                _say(pydyf, element, own.element, own.element_tag)
            yield element

    tags._build_box_tree = build_box_tree


class _Plain:
    """Makes the elements of boxes that have no cell, picture or link of their own, with fewer objects and questions.

    Why: a leaflet has a thousand elements, most of them these and the texts in them.
    """

    _APART = frozenset(("Figure", "Link", "TD", "TH", "Table"))

    def __init__(self, tags: Any) -> None:
        import pydyf

        class Kid(pydyf.Object):  # type: ignore[misc]
            """The element of a piece of text, written at once."""

            data, compressible, generation, free = b"", True, 0, "n"

            def __init__(self, number: int, data: bytes) -> None:
                self.number, self.data = number, data

        class Element(pydyf.Dictionary):  # type: ignore[misc]
            """The element of a box, which knows what is in it."""

            reference, compressible, generation, free = b"", True, 0, "n"

            def __init__(self, number: int, kind: str, page: bytes, parent: bytes) -> None:
                dict.__init__(self, {"Type": "/StructElem", "S": f"/{kind}", "K": [], "Pg": page, "P": parent})
                self.number, self.reference = number, b"%d 0 R" % number

            @property
            def data(self) -> bytes:
                _, kind, kids, page, parent, *_ = self.values()
                told = b"<</Type /StructElem/S %b/K [%b]/Pg %b/P %b" % (kind.encode(), b" ".join(kids), page, parent)
                return told + self.more() + b">>"

            def more(self) -> bytes:
                """What it says besides what is in it and around it."""
                return b"".join([b"/%b %b" % (name.encode(), self[name].data) for name in list(self)[5:]]) if len(self) > 5 else b""

        self._tags, self._boxes, self._pydyf, self.kid, self.made = tags, tags.boxes, pydyf, Kid, Element
        self._kinds: dict[tuple[type, str | None], str] = {}

    def kind(self, box: Any) -> str:
        """The name of a box's element in a PDF; nothing for a box that is left to WeasyPrint."""
        key = (type(box), box.element_tag)
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._tags._get_pdf_tag(box.element_tag)
            apart = issubclass(key[0], (self._boxes.ReplacedBox, self._boxes.PageBox, self._boxes.MarginBox))
            kind = self._kinds[key] = "" if apart or kind in self._APART or key[1] in _OUTER else kind
        return "" if box.element is None or box.link_annotation or box.widget_annotation else kind

    def element(self, box: Any, parent: Any, pdf: Any, page_number: int, *found: Any) -> Any:
        """The element of a box, with all that is in it."""
        kind, objects, page = self._kinds[type(box), box.element_tag], pdf.objects, b"%d 0 R" % pdf.pages["Kids"][3 * page_number]
        wrapper = None
        if kind == "LI":
            kind = _ITEMS.get(parent["S"], kind)
            if kind == "LI" and _unmarked(box):
                parent = wrapper = self.made(len(objects), kind, page, parent.reference)
                objects.append(wrapper)
                kind = "LBody"
        element = self.made(len(objects), kind, page, parent.reference)
        objects.append(element)
        self._fill(element, box, page, parent, pdf, page_number, *found)
        _say(self._pydyf, element, box.element, box.element_tag)
        if wrapper is None:
            return element
        wrapper["K"].append(element.reference)
        _say(self._pydyf, wrapper, box.element, box.element_tag)
        return wrapper

    def _fill(
        self, element: Any, box: Any, page: bytes, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
    ) -> None:
        kids, reference, objects = element["K"], element.reference, pdf.objects
        text, line, place, item = self._boxes.TextBox, self._boxes.LineBox, self._tags.AbsolutePlaceholder, element["S"] == "/LI"
        for child in box.children:
            for inner in child.children if isinstance(child, line) else (child,):
                if isinstance(inner, text):
                    told = tags.pop(inner)
                    number = told["mcid"]
                    data = b"<</Type /StructElem/S /%b/K [%d]/Pg %b/P %b>>" % (told["tag"].encode(), number, page, reference)
                    kid = self.kid(len(objects), data)
                    objects.append(kid)
                    nums[number] = b"%d 0 R" % kid.number
                    kids.append(nums[number])
                    continue
                # In a PDF, a list in an item stands beside it. Such lists are put behind by those inside.
                above = parent if item and inner.element_tag in ("ul", "ol") else element
                at, own = len(above["K"]), inner._box if isinstance(inner, place) else inner
                if self.kind(own):
                    below = [self.element(own, above, pdf, page_number, nums, annotations, tags)]
                else:
                    below = list(self._tags._build_box_tree(inner, above, pdf, page_number, nums, annotations, tags))
                above["K"][at:at] = [one.reference for one in below]


def _unmarked(box: Any) -> bool:
    """True for an item of a list that is given one in the tree to lie in."""
    if box.element_tag in ("dt", "dd"):
        return True
    return box.element_tag == "li" and ("list-item" not in box.style["display"] or box.style["list_style_type"] == "none")


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
