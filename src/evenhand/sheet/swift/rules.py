"""Style sheets, each rule of them parsed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

# Style sheets of pages, and rules of them, that are kept parsed.
_KEPT_SHEETS, _KEPT_RULES = 24, 4000
# What parts a style sheet into rules: comments, strings, and braces.
_PARTS = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}]""", re.DOTALL)
# Rules that say something about others, or load something: a sheet that has one is parsed whole.
_WHOLE = re.compile(r"@(?!page\b|media\b|top-|bottom-|left-|right-)", re.IGNORECASE)


class Sheets:
    """Parses the style sheets of pages, each rule of them once.

    Why by rule: the sheets of one theme, at all densities, in all languages and brands, differ in some of their rules only.
    `complaints` gives the list of warnings so far: a sheet with a fault is parsed each time, so that it is told each time.
    """

    def __init__(self, weasyprint: Any, complaints: Callable[[], list[str]]) -> None:
        self._css, self._complaints = weasyprint.CSS, complaints
        self._sheets: dict[str, Any] = {}
        self._rules: dict[str, Any] = {}

    def parse(self, css: str, config: Any, fetcher: Any) -> Any:
        """A parsed style sheet. The fonts and the fetcher are for sheets that load something, which are never kept."""
        if css not in self._sheets:
            if len(self._sheets) >= _KEPT_SHEETS:
                self._sheets.pop(next(iter(self._sheets)))
            before = len(self._complaints())
            sheet = None if _WHOLE.search(css) else self._joined(css, config, fetcher)
            if sheet is None or len(self._complaints()) > before:
                # Told by their lines in the whole sheet, not in a rule.
                del self._complaints()[before:]
                return self._css(string=css, font_config=config, url_fetcher=fetcher)
            self._sheets[css] = sheet
        return self._sheets[css]

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
