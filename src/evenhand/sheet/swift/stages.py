"""A document laid out in two stages: what a search for a fit looks at, and the rest once it is chosen.

Why: of the densities that are tried, one is printed. Heads, feet, grounds and links of the others are nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from types import SimpleNamespace
from typing import Any
from weakref import proxy, ref

from evenhand.sheet.swift.keeping import Keeping, Unlike

# As often as WeasyPrint itself lays pages out again, because numbers of pages in their text changed.
_LOOPS = 8
# What pictures ask of the layout that they belong to.
_LASTING = frozenset(("font_config", "get_image_from_uri", "counter_style", "dictionaries"))


def apply() -> None:
    """Let the second stage take the pages of the first, where there was one."""
    from weasyprint import layout

    begin, make = layout.initialize_page_maker, layout.make_all_pages

    def initialize_page_maker(context: Any, root: Any) -> None:
        if not hasattr(context, "evenhand_pages"):
            begin(context, root)

    def make_all_pages(context: Any, root: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        made = getattr(context, "evenhand_pages", None)
        yield from make(context, root, html, pages) if made is None else made

    layout.initialize_page_maker, layout.make_all_pages = initialize_page_maker, make_all_pages
    _apart()


def _apart() -> None:
    """The room for notes does not hold the page that holds it."""
    from weasyprint.formatting_structure.boxes import Box, FootnoteAreaBox

    def hold(self: Any, page: Any) -> None:
        self.evenhand_page = ref(page) if isinstance(page, Box) else lambda: page

    FootnoteAreaBox.page = property(lambda self: self.evenhand_page(), hold)


class _Told:
    """What a page says of itself, as WeasyPrint asks for it; it would look for that with selectors, in an object for each element."""

    def __init__(self, page: Any) -> None:
        self.etree_element, self.base_url, self.url_fetcher = page.etree_element, page.base_url, page.url_fetcher
        self.wrapper_element = self

    def query_all(self, *tags: str) -> list[Any]:
        return [SimpleNamespace(etree_element=element) for element in self.etree_element.iter() if element.tag in tags]


class Laid:
    """A document whose pages are laid out, and nothing around them yet: `pages` are its page boxes.

    `finished` gives what WeasyPrint's own `render` gives. With `most`, no page after so many is laid out; such a document is for a
    look at its first pages, and cannot be finished.
    """

    def __init__(self, page: Any, sheets: list[Any], config: Any, variant: str, keeping: Keeping, most: int | None = None) -> None:
        from weasyprint import DEFAULT_OPTIONS
        from weasyprint.pdf import VARIANTS

        self._html, self._config = page, config
        self._document: Any = None
        self._options = DEFAULT_OPTIONS | {"stylesheets": sheets, "pdf_variant": variant}
        self._options |= {key: value for key, value in VARIANTS[variant][1].items() if self._options.get(key) is None}
        try:
            self._build(keeping)
        except Unlike:
            self._build(Keeping({}, ()))
        self._most, self.whole = most, True
        self.pages: list[Any] = self._paged()

    def __del__(self) -> None:
        """Part what holds each other, so that a document goes as soon as nobody has it.

        Why: thousands of boxes would wait for a search for garbage, which looks through all that lives to find them.
        """
        context = self.__dict__.get("_context")
        if context is None:
            return
        collector = context.target_collector
        for box, _ in collector.counter_lookup_items:
            box.missing_link = None
        for known in (collector.counter_lookup_items, collector.target_lookup_items):
            known.clear()
        # Pictures that are kept go on asking for these, and for pictures inside them.
        context.__dict__ = {name: value for name, value in context.__dict__.items() if name in _LASTING}
        asked = context.get_image_from_uri
        context.get_image_from_uri = partial(asked.func, **asked.keywords | {"cache": {}, "context": proxy(context)})

    def _build(self, keeping: Keeping) -> None:
        """The boxes of the page, before layout."""
        from weasyprint.css.counters import CounterStyle
        from weasyprint.document import Document
        from weasyprint.formatting_structure.build import build_formatting_structure

        page, counters = self._html, CounterStyle()
        page.keeping = keeping
        context = self._context = Document._build_layout_context(page, self._config, counters, {}, self._options)
        context.style_for.evenhand_keeping = keeping
        parts = (context.style_for, context.get_image_from_uri, page.base_url, context.target_collector)
        self._root = build_formatting_structure(page.etree_element, *parts, counters, context.footnotes)
        keeping.filled(self._root)

    def _paged(self) -> list[Any]:
        """Pages without heads and feet: the first half of WeasyPrint's `layout_document`."""
        from weasyprint import layout

        context, pages = self._context, list[Any]()
        layout.initialize_page_maker(context, self._root)
        notes, total = context.footnotes.copy(), 0
        for loop in range(_LOOPS):
            if loop:
                context.footnotes = notes.copy()
            before = total
            pages = list(islice(layout.make_all_pages(context, self._root, self._html, pages), self._most))
            total = len(pages)
            if total == self._most:
                self.whole = False
                break
            for *_, state, _remake in context.page_maker:
                state[1]["pages"] = [total]
            remakes = [remake for *_, remake in context.page_maker]
            if not any(remake["content_changed"] or (remake["pages_wanted"] and before != total) for remake in remakes):
                break
        return pages

    def finished(self) -> Any:
        """The document, ready to be written."""
        if self._document is None:
            from weasyprint.document import Document, Page
            from weasyprint.html import get_html_metadata
            from weasyprint.layout import layout_document
            from weasyprint.pdf.metadata import DocumentMetadata

            self._context.evenhand_pages = self.pages
            boxes = list(layout_document(self._html, self._root, self._context))
            metadata = DocumentMetadata(**get_html_metadata(_Told(self._html)))
            pages = [Page(box) for box in boxes]
            output = self._options["output_intent"]
            self._document = Document(pages, metadata, self._html.url_fetcher, self._config, {}, output)
            self._document._html = self._html
        return self._document
