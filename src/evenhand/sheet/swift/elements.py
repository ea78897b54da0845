"""The elements of a page, and which selectors match them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from types import SimpleNamespace
from typing import Any

# What white space parts, as selectors know it.
_WORDS = re.compile("[^ \t\r\n\f]+")
# Attributes that declare something for their element alone.
_DECLARE = ("style", "lang", "id", "name", "width", "height")


class Elements:
    """The elements of a page in their order, and which of them selectors match; those in sections whose boxes are known are skipped."""

    def __init__(self, html: Any, skipped: frozenset[Any]) -> None:
        self.elements = list(_below(html.wrapper_element, skipped))
        places = {id(element): n for n, element in enumerate(self.elements)}
        self.parents = [-1 if element.parent is None else places[id(element.parent)] for element in self.elements]
        self._matched: dict[Any, list[int]] = {}
        self._own: dict[Any, tuple[Any, Any]] | None = None

    @cached_property
    def _places(self) -> tuple[dict[str, list[int]], ...]:
        """The places of elements by what a selector asks of its last part: id, class, name, namespace."""
        ids, classes, names, spaces = (dict[str, list[int]]() for _ in range(4))
        for n, element in enumerate(self.elements):
            _name(element)
            ids.setdefault(element.id, []).append(n)
            for name in element.classes:
                classes.setdefault(name, []).append(n)
            names.setdefault(element.local_name.lower(), []).append(n)
            spaces.setdefault(element.namespace_url, []).append(n)
        return ids, classes, names, spaces

    def matches(self, matcher: Any) -> list[tuple[Any, list[int]]]:
        """The selectors of a sheet that match something, the weightier later, each with the places of what they match."""
        found = []
        for entry, places in self._asked(matcher):
            test = entry[0]
            matched = self._matched.get(test)
            if matched is None:
                elements = self.elements
                matched = self._matched[test] = [n for n in places if test(elements[n])]
            if matched:
                found.append((entry, matched))
        return sorted(found, key=lambda pair: pair[0][1:3])

    def _asked(self, matcher: Any) -> Iterator[tuple[Any, Iterable[int]]]:
        kinds = (matcher.id_selectors, matcher.class_selectors, matcher.lower_local_name_selectors, matcher.namespace_selectors)
        for kind, places in zip(kinds, self._places, strict=True):
            for name in kind.keys() & places.keys():
                for entry in kind[name]:
                    yield entry, places[name]
        for entry in matcher.lang_attr_selectors:
            yield entry, [n for n, element in enumerate(self.elements) if "lang" in element.etree_element.attrib]
        for entry in matcher.other_selectors:
            yield entry, range(len(self.elements))

    def own(self, html: Any) -> dict[Any, tuple[Any, Any]]:
        """What elements declare for themselves: for each its name, which those that declare the same share, and its declarations."""
        if self._own is not None:
            return self._own
        from weasyprint.css import find_style_attributes, preprocess_declarations

        before = len(html.told())
        parsed: dict[Any, tuple[Any, Any]] = {}
        found: dict[Any, list[Any]] = {}
        mine = SimpleNamespace(iter=lambda: (element.etree_element for element in self.elements))
        for specificity, element, declarations, base_url in find_style_attributes(mine, False, html.base_url):
            found.setdefault(element, []).append((specificity, list(preprocess_declarations(base_url, declarations))))
        own = {}
        for element, declarations in found.items():
            name = (html.base_url, element.tag, *(element.get(attribute) for attribute in _DECLARE))
            own[element] = parsed.setdefault(name, (name, declarations))
        if len(html.told()) == before:
            self._own = own  # what was complained of is told each time
        return own


def _name(element: Any) -> None:
    """Put what an element is called into it. Why: it would find each name behind a lock, when it is first asked for it."""
    etree, own = element.etree_element, element.__dict__
    own["id"], classes, tag = etree.get("id"), etree.get("class"), etree.tag
    own["classes"] = set(_WORDS.findall(classes)) if classes else set()
    if tag[0] != "{":
        own["namespace_url"], own["local_name"] = "", tag


def _below(element: Any, skipped: frozenset[Any]) -> Iterator[Any]:
    yield element
    for child in element.iter_children():
        if child.etree_element not in skipped:
            yield from _below(child, skipped)
