"""Pages and style sheets, read with less work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

# Style sheets of pages, and rules of them, that are kept parsed.
_KEPT_SHEETS, _KEPT_RULES = 24, 4000
# What parts a style sheet into rules: comments, strings, and braces.
_PARTS = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}]""", re.DOTALL)
# Rules that say something about others, or load something: a sheet that has one is parsed whole.
_WHOLE = re.compile(r"@(?!page\b|media\b|top-|bottom-|left-|right-)", re.IGNORECASE)
# Rules of WeasyPrint's own style sheet that give every element of a page six more styles, for what few pages have.
_NOTES = re.compile(r"^::(?:foot)?note-.*\n", re.MULTILINE)
_MARKER = re.compile(r"^::marker \{", re.MULTILINE)
# What uses them in a page or its style sheet.
_USED = re.compile(r"footnote|note\(|::note|list-item|<summary")
# Elements that HTML reads as XML does, where these may stand, what may not be in some, and those that hold no text of their own.
_BLOCKS = frozenset("address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split())
_KNOWN = _BLOCKS - {"form", "fieldset", "pre"} | frozenset(
    "html head meta title style link body span a b bdi bdo em i strong small sub sup abbr q cite time br img li dt dd caption thead tbody "
    "tfoot tr td th figcaption u s mark wbr".split()
)
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_HOMES = {"tr": _GROUPS, "td": {"tr"}, "th": {"tr"}, "caption": {"table"}, **dict.fromkeys(_GROUPS, {"table"})}
_HOMES |= {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "meta": {"head"}, "title": {"head"}}
_ROWS = _GROUPS | {"table", "tr"}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NARROW = {"p": _BLOCKS, "a": frozenset(("a",)), **dict.fromkeys(_HEADINGS, _HEADINGS)}


class Sheets:
    """Parses the style sheets of pages, each rule of them once.

    Why by rule: the sheets of one theme, at all densities, in all languages and brands, differ in some of their rules only.
    `complaints` tells how many warnings there were so far: a sheet with a fault is parsed each time, so that it is told each time.
    """

    def __init__(self, weasyprint: Any, complaints: Callable[[], int]) -> None:
        self._css, self._complaints = weasyprint.CSS, complaints
        self._sheets: dict[Any, Any] = {}
        self._rules: dict[str, Any] = {}

    def parse(self, css: str, config: Any, fetcher: Any) -> Any:
        """A parsed style sheet, to be used with these fonts only."""
        key = (css, config)
        if key not in self._sheets:
            if len(self._sheets) >= _KEPT_SHEETS:
                self._sheets.pop(next(iter(self._sheets)))
            before = self._complaints()
            sheet = None if _WHOLE.search(css) else self._joined(css, config, fetcher)
            if sheet is None or self._complaints() > before:
                return self._css(string=css, font_config=config, url_fetcher=fetcher)
            self._sheets[key] = sheet
        return self._sheets[key]

    def _joined(self, css: str, config: Any, fetcher: Any) -> Any:
        sheet = self._css(string="", font_config=config, url_fetcher=fetcher)
        if len(self._rules) >= _KEPT_RULES:
            self._rules.clear()
        for rule in rules_of(css):
            if rule not in self._rules:
                noted = _Noted()
                self._css(string=rule, font_config=config, url_fetcher=fetcher, matcher=noted, page_rules=noted.pages)
                self._rules[rule] = noted
            for selector, payload in self._rules[rule].selectors:
                sheet.matcher.add_selector(selector, payload)
            sheet.page_rules.extend(self._rules[rule].pages)
        return sheet


class _Noted:
    """In place of a matcher: keeps what it is given, so that it can be given to others."""

    def __init__(self) -> None:
        self.selectors: list[tuple[Any, Any]] = []
        self.pages: list[Any] = []

    def add_selector(self, selector: Any, payload: Any) -> None:
        self.selectors.append((selector, payload))


def rules_of(css: str) -> Iterator[str]:
    """The rules of a style sheet, one after the other; comments stay with the rule behind them."""
    begin, depth = 0, 0
    for part in _PARTS.finditer(css):
        if part[0] == "{":
            depth += 1
        elif part[0] == "}":
            depth -= 1
            if depth == 0:
                yield css[begin : part.end()].strip()
                begin = part.end()
    if css[begin:].strip():
        yield css[begin:].strip()


class Pages:
    """Makes pages of HTML as WeasyPrint takes them."""

    def __init__(self, weasyprint: Any) -> None:
        from cssselect2 import ElementWrapper
        from weasyprint import html

        sheet = weasyprint.CSS(string=_MARKER.sub("li::marker, summary::marker {", _NOTES.sub("", html.UA)))

        class Leaf(weasyprint.HTML):  # type: ignore[misc]
            """A page whose tree is known already, without styles that it has no use for."""

            def __init__(self, tree: Any, fetcher: Any) -> None:
                self.base_url, self.url_fetcher, self.media_type = "about:blank", fetcher, "print"
                self.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
                self.etree_element = self.wrapper_element.etree_element
                self.lean = False

            def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
                return [sheet] if self.lean and not forms else list(super()._ua_stylesheets(forms))

        self._leaf, self._parsed = Leaf, weasyprint.HTML

    def make(self, page: str, fetcher: Any) -> Any:
        """A page, read by an XML parser where it is well-formed.

        Why: our templates are, and the parser for any HTML, written in Python, takes as long as laying out half a page.
        """
        tree = well_formed(page)
        if tree is None:
            tree = self._parsed(string=page, base_url="about:blank", url_fetcher=fetcher).etree_element
        return self._leaf(tree, fetcher)


def lean(page: str, css: str) -> bool:
    """True for a page that has no notes, and no list items but those of lists."""
    return not _USED.search(css) and not _USED.search(page)


def well_formed(page: str) -> Any:
    """The tree of a page that is well-formed XML; None when it is not, or when an HTML parser would read it otherwise."""
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
