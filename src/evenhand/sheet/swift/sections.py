"""Sections of a page that stand on another page too, as most of a leaflet does on that of the next clinic.

A section is a child of `body`. It is the same where all its elements say the same and it stands among the same: the elements around it
and beside it have the same attributes. So the same rules of a style sheet speak of it, and what is known of it holds again
(`swift/keeping.py`). In a child that is not the same as on the page before, blocks that are the same are sections too.
"""

from __future__ import annotations

from typing import Any

# Sections kept, of pages of one outline, and elements that are known by their numbers.
_SECTIONS, _NUMBERS = 64, 8000
# Elements that are blocks in most style sheets.
_BLOCKS = frozenset(("div", "section", "p", "ul", "ol", "table", "h1", "h2", "h3"))


class Section:
    """A section: its element, and what is known of its boxes by style sheet."""

    __slots__ = ("built", "element")

    def __init__(self, element: Any) -> None:
        self.element = element
        self.built: dict[Any, Any] = {}


class Sections:
    """The sections of the pages that were laid out last, all of one outline."""

    def __init__(self) -> None:
        self._outline: Any = None
        self._known: dict[Any, Section] = {}
        # The children of the last page's body, and the sections inside of these.
        self._last: list[Any] = []
        self._inner: dict[Any, Section] = {}
        # What elements say and hold, by numbers; and the numbers of the elements of this page.
        self._numbers: dict[Any, int] = {}
        self._numbered: dict[Any, int] = {}

    def shared(self, root: Any, about: Any) -> dict[Any, Section]:
        """Put known sections into a page in the place of those that are the same; gives all of its sections by their elements.

        `about` is what else belongs to them: no page may have those of one that may open other files.
        """
        body = root.find("body")
        if body is None or any(not isinstance(element.tag, str) for element in root.iter()):
            return {}
        outline = (about, _said(root), _said(body), body.text, *((_said(child), child.tail) for child in body))
        if outline != self._outline or len(self._numbers) > _NUMBERS:
            self.forget()
            self._outline = outline
        found, strange = dict[Any, Section](), list[tuple[Any, Any]]()
        self._numbered = {}
        for place, child in enumerate(list(body)):
            key = (place, self._number(child))
            section = self._known.pop(key, None)
            if section is None:
                section = Section(child)
                strange += [(child, self._last[place])] if self._last else []
            self._known[key] = section  # the latest last
            body[place] = section.element
            found[section.element] = section
        while len(self._known) > max(_SECTIONS, len(found)):
            self._known.pop(next(iter(self._known)))
        self._last, inner = list(body), dict[Any, Section]()
        if len(strange) < len(found):
            for element, before in strange:
                self._alike(element, before, inner)
        self._inner = inner
        return found | inner

    def _alike(self, element: Any, before: Any, found: dict[Any, Section]) -> None:
        """Put what is in an element, and was the same in the one in its place on the page before, into it."""
        if [_said(child) for child in element] != [_said(child) for child in before]:
            return
        for place, (child, other) in enumerate(zip(list(element), before, strict=True)):
            if self._number(child) == self._number(other):
                element[place] = other
                found |= {one: self._inner.get(one) or Section(one) for one in other.iter() if one.tag in _BLOCKS}
            else:
                self._alike(child, other, found)

    def forget(self) -> None:
        """Let go of all: another page, or something was complained of, which is to be told again."""
        self._outline, self._known, self._numbers, self._numbered, self._last, self._inner = None, {}, {}, {}, [], {}

    def _number(self, element: Any) -> int:
        """A number for all that an element says and holds."""
        number = self._numbered.get(element)
        if number is None:
            inside = tuple([self._number(child) for child in element])
            said = (_said(element), element.text, element.tail, inside)
            number = self._numbered[element] = self._numbers.setdefault(said, len(self._numbers))
        return number


def _said(element: Any) -> tuple[Any, ...]:
    return (element.tag, *sorted(element.attrib.items()))
