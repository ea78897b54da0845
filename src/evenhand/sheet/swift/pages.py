"""Pages of HTML, read with less work."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from evenhand.sheet.swift.keeping import Keeping
from evenhand.sheet.swift.sections import Section

# Rules of WeasyPrint's own style sheet that give every element of a page six more styles, for what few pages have.
_NOTES = re.compile(r"^::(?:foot)?note-.*\n", re.MULTILINE)
_MARKER = re.compile(r"^::marker \{", re.MULTILINE)
# What uses them in a page or its style sheet.
_USED = ("footnote", "note(", "::note", "list-item", "<summary")
# Elements that HTML reads as XML does.
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "dl"))
_ROOMS = frozenset(("address", "article", "aside", "blockquote", "div", "figure", "footer", "header", "hr", "main", "nav", "section"))
_BLOCKS = _HEADINGS | _LISTS | _ROOMS | {"p", "table"}
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_ROWS = _GROUPS | {"table", "tr"}
_WORDS = frozenset(
    ("span", "a", "b", "bdi", "bdo", "em", "i", "strong", "small", "sub", "sup", "abbr", "q", "cite", "time", "u", "s", "mark")
)
_CELLS = frozenset(("li", "dt", "dd", "td", "th", "caption", "figcaption"))
_VOID = frozenset(("br", "wbr", "img", "hr", "meta", "link"))
_KNOWN = _BLOCKS | _ROWS | _WORDS | _CELLS | _VOID | {"html", "head", "title", "style", "body"}
# An element that is closed where it begins; in HTML only those without contents are.
_CLOSED = re.compile(r"<([a-z][a-z0-9]*+)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+(?<=/)>")
# Where some of them may stand, and what may not be in some of them.
_HOMES: dict[str, frozenset[str]] = {
    "tr": _GROUPS,
    **dict.fromkeys(("td", "th"), frozenset(("tr",))),
    **dict.fromkeys(("caption", *_GROUPS), frozenset(("table",))),
    "li": frozenset(("ul", "ol")),
    **dict.fromkeys(("dt", "dd"), frozenset(("dl",))),
    **dict.fromkeys(("meta", "title"), frozenset(("head",))),
}
_NARROW: dict[str, frozenset[str]] = {"p": _BLOCKS, "a": frozenset(("a",)), **dict.fromkeys(_HEADINGS, _HEADINGS)}


class Pages:
    """Makes pages of HTML as WeasyPrint takes them; `complaints` gives the list of warnings so far."""

    def __init__(self, weasyprint: Any, complaints: Callable[[], list[str]]) -> None:
        from weasyprint import cssselect2, html

        sheet = weasyprint.CSS(string=_MARKER.sub("li::marker, summary::marker {", _NOTES.sub("", html.UA)))

        class Leaf(weasyprint.HTML):  # type: ignore[misc]
            """A page whose tree is known already, without styles that it has no use for."""

            def __init__(self, tree: Any, fetcher: Any) -> None:
                self.base_url, self.url_fetcher, self.media_type = "about:blank", fetcher, "print"
                self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
                self.etree_element = self.wrapper_element.etree_element
                self.simple, self.told = False, complaints
                self.sections: dict[Any, Section] = {}
                self.keeping = Keeping({}, ())

            def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
                return [sheet] if self.simple and not forms else list(super()._ua_stylesheets(forms))

        self._leaf, self._parsed = Leaf, weasyprint.HTML

    def make(self, page: str, fetcher: Any) -> Any:
        """A page, read by an XML parser where it is well-formed.

        Why: our templates are, and the parser for any HTML, written in Python, takes as long as laying out half a page.
        """
        tree = well_formed(page)
        if tree is None:
            tree = self._parsed(string=page, base_url="about:blank", url_fetcher=fetcher).etree_element
        return self._leaf(tree, fetcher)


def simple(page: str, css: str) -> bool:
    """True for a page that has no notes, and no list items but those of lists."""
    return not any(word in css or word in page for word in _USED)


def well_formed(page: str) -> Any:
    """The tree of a page that is well-formed XML; None when it is not, or when an HTML parser would read it otherwise."""
    if not _VOID.issuperset(_CLOSED.findall(page)):
        return None
    try:
        tree = ElementTree.fromstring(page.replace("<!DOCTYPE html>", "", 1))
    except ElementTree.ParseError:
        return None
    return tree if _as_html(tree) else None


def _as_html(tree: Any) -> bool:
    """True when every element stands where HTML leaves it: nothing would be closed, moved, or put around it."""
    if tree.tag != "html" or [child.tag for child in tree] != ["head", "body"]:
        return False
    for parent in tree.iter():
        if parent.tag not in _KNOWN:
            return False
        for child in parent:
            homes = _HOMES.get(child.tag)
            if homes and parent.tag not in homes:
                return False
        if parent.tag in _ROWS and ((parent.text or "").strip() or any((child.tail or "").strip() for child in parent)):
            return False  # text between cells is moved before its table
        if parent.tag in _NARROW and any(child.tag in _NARROW[parent.tag] for child in parent.iter() if child is not parent):
            return False
    return True
