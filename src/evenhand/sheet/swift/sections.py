"""Sections of a page that stand on another page too, as most of a leaflet does on that of the next clinic.

A section is a child of `body`. It is the same where all its elements say the same and it stands among the same: the elements around it
and beside it have the same attributes. So the same rules of a style sheet speak of it, and what is known of it holds again
(`swift/keeping.py`).
"""

from __future__ import annotations

from typing import Any

# Sections kept, of pages of one outline, and elements that are known by their numbers.
_SECTIONS, _NUMBERS = 64, 8000


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
        # What elements say and hold, by numbers.
        self._numbers: dict[Any, int] = {}

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
        found: dict[Any, Section] = {}
        for place, child in enumerate(list(body)):
            key = (place, self._number(child))
            section = self._known.pop(key, None) or Section(child)
            self._known[key] = section  # the latest last
            body[place] = section.element
            found[section.element] = section
        while len(self._known) > max(_SECTIONS, len(found)):
            self._known.pop(next(iter(self._known)))
        return found

    def forget(self) -> None:
        """Let go of all: another page, or something was complained of, which is to be told again."""
        self._outline, self._known, self._numbers = None, {}, {}

    def _number(self, element: Any) -> int:
        """A number for all that an element says and holds."""
        inside = tuple(self._number(child) for child in element)
        return self._numbers.setdefault((_said(element), element.text, element.tail, inside), len(self._numbers))


def _said(element: Any) -> tuple[Any, ...]:
    return (element.tag, *sorted(element.attrib.items()))
