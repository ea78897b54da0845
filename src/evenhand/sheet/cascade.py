"""What a style sheet says of an element, as far as it bears on how much room it takes.

Why not the press's own cascade: it finds every property of every element, which takes a good part of a layout. Here elements that
stand alike share one style, and a selector that is not known says nothing: what is reckoned with it is an estimate.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from evenhand.sheet.declared import Style, computed, said
from evenhand.sheet.ruler import Ruler

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Rules of a page have rules for its margins inside.
_AT = re.compile(r"@[a-z-]+[^{;]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"[a-z][a-z0-9]*|\.[\w-]+|#[\w-]+|\[dir=\w+\]|:(?:first-child|last-child|nth-child\([^)]*\))")
_STEP = re.compile(r"\s*([>+])\s*|\s+")
_ROOT = Style()
# Style sheets that are kept, those of an edition in a format; and how many kinds of elements and rules a tree may know.
_SHEETS, _KNOWN = 12, 4_000


class Kind:
    """Elements that no selector can tell apart: what they are, what they stand in, and what stands before them."""

    __slots__ = ("features", "inline", "parent", "previous", "tag")

    def __init__(self, tag: str, features: frozenset[str], inline: str, parent: Kind | None, previous: Kind | None) -> None:
        self.tag, self.features, self.inline, self.parent, self.previous = tag, features, inline, parent, previous


class Node:
    """An element of a page: its kind and its words. `boxes` are what a part of a page was reckoned to be."""

    __slots__ = ("boxes", "children", "id", "kind", "lines", "tail", "text")

    def __init__(self, kind: Kind, element: Any) -> None:
        self.kind, self.id, self.text, self.tail = kind, element.get("id", ""), element.text or "", element.tail or ""
        self.lines, self.boxes = dict[Any, Any](), dict[Any, Any]()
        self.children: list[Node] = []


class Selector(dict[Kind, bool]):
    """Which kinds of elements a selector means. Its steps are how each hangs on the one before and what the element must have, none where
    it is not known; `last` is a thing that its element has.
    """

    __slots__ = ("last", "steps", "weight")

    def __init__(self, text: str) -> None:
        self.steps, self.weight, self.last = _steps(text)

    def __missing__(self, kind: Kind) -> bool:
        found = self[kind] = _matches(kind, self.steps, len(self.steps) - 1)
        return found


class Rules:
    """What is written in style sheets, read once: those of all steps of density share most of it."""

    def __init__(self) -> None:
        self._selectors, self._said = dict[str, Selector](), dict[str, dict[str, str]]()

    def __len__(self) -> int:
        return len(self._said)

    def selector(self, text: str) -> Selector:
        """A selector."""
        if text not in self._selectors:
            self._selectors[text] = Selector(text)
        return self._selectors[text]

    def said(self, body: str) -> dict[str, str]:
        """The declarations of a rule."""
        if body not in self._said:
            self._said[body] = said(body)
        return self._said[body]


class Tree:
    """The elements of pages, one after another, and their style sheets: what two of them share is looked at once, and measured once.

    The parts of a page, the children of its body, are the very nodes of the page before where they are the same elements and stand
    alike: the press puts known sections into a page in the place of those that are the same (`swift/sections.py`).
    """

    def __init__(self, ruler: Ruler) -> None:
        self.ruler = ruler
        self._kinds, self._rules, self._sheets = dict[Any, Kind](), Rules(), dict[str, Cascade]()
        self._parts, self._before = dict[Any, Node](), dict[Any, Node]()

    @property
    def full(self) -> bool:
        """True when it knows more than editions of one kind have."""
        return len(self._kinds) + len(self._rules) > _KNOWN

    def page(self, root: Any) -> Node:
        """The nodes of a page. Parts of the page before are kept for it, and older ones forgotten; style sheets too, where it is another
        edition's: what lives on is looked through whenever garbage is collected."""
        self._parts, self._before = {}, self._parts
        page = self._node(root, self._kind(root, (1, 1), None, None))
        if 2 * len(self._before.keys() & self._parts) < len(self._parts):
            self._before = {}
            self._sheets.clear()
        return page

    def cascade(self, css: str) -> Cascade:
        """The rules of a style sheet."""
        if css not in self._sheets:
            if len(self._sheets) >= _SHEETS:
                self._sheets.pop(next(iter(self._sheets)))
            self._sheets[css] = Cascade(css, self._rules)
        return self._sheets[css]

    def _node(self, element: Any, kind: Kind) -> Node:
        node, previous = Node(kind, element), None
        # Where the press had to read a page as HTML, its comments are among the elements.
        for number, child in enumerate((child for child in element if isinstance(child.tag, str)), 1):
            previous = self._kind(child, (number, len(element)), kind, previous)
            node.children.append(self._part(child, previous) if kind.tag == "body" else self._node(child, previous))
        return node

    def _part(self, element: Any, kind: Kind) -> Node:
        key = (kind, element)
        self._parts[key] = self._parts.get(key) or self._before.get(key) or self._node(element, kind)
        return self._parts[key]

    def _kind(self, element: Any, place: tuple[int, int], parent: Kind | None, previous: Kind | None) -> Kind:
        at, count = place
        features = {element.tag, *(f".{name}" for name in element.get("class", "").split())}
        features |= {f"{sign}{value}{end}" for sign, name, end in (("#", "id", ""), ("[dir=", "dir", "]")) if (value := element.get(name))}
        features |= {name for name, holds in ((":first-child", at == 1), (":last-child", at == count), (":nth-child(2)", at == 2)) if holds}
        if at < 3:
            features.add(":nth-child(-n+2)")
        tag, inline, before = element.tag, element.get("style", ""), previous and previous.features
        key = (parent, own := frozenset(features), before, inline)
        if key not in self._kinds:
            # Of what stands before, no selector here asks what stood before that.
            self._kinds[key] = Kind(tag, own, inline, parent, Kind("", before, "", parent, None) if before else None)
        return self._kinds[key]


class Trees:
    """The tree of a process: leaflets in the same fonts share it, one after another, until it has grown too large."""

    def __init__(self) -> None:
        self._last: Tree | None = None

    def of(self, ruler: Ruler) -> Tree:
        """The tree of a leaflet whose words are measured with this ruler."""
        if self._last is None or self._last.ruler is not ruler or self._last.full:
            self._last = Tree(ruler)
        return self._last


class Cascade:
    """The rules of one style sheet, for the elements of pages."""

    def __init__(self, css: str, known: Rules) -> None:
        self._rules: dict[str, list[tuple[int, int, Selector, dict[str, str]]]] = defaultdict(list)
        self._styles: dict[Kind, Style] = {}
        self._alike: dict[tuple[object, ...], Style] = {}
        self.css, self._known = css, known
        number = 0
        for selectors, body in _RULE.findall(_AT.sub("", _COMMENT.sub("", css))):
            own = known.said(body)
            for text in selectors.split(","):
                plain, _, pseudo = text.strip().partition("::")
                selector, number = known.selector(plain), number + 1
                if selector.steps:
                    told = {f"::{pseudo}": own.get("content", "")} if pseudo else own
                    self._rules[selector.last].append((selector.weight, number, selector, told))

    def style(self, kind: Kind) -> Style:
        """The style of elements; those of which the same is said share one."""
        if kind not in self._styles:
            rules = sorted([rule for name in kind.features for rule in self._rules.get(name, ()) if rule[2][kind]])
            above = self.style(kind.parent) if kind.parent else _ROOT
            key = (kind.tag, kind.inline, id(above), *(rule[1] for rule in rules))
            if key not in self._alike:
                own: dict[str, str] = {}
                for rule in rules:
                    own |= rule[3]
                if kind.inline:
                    own |= self._known.said(kind.inline)
                self._alike[key] = computed(kind.tag, own, above)
            self._styles[kind] = self._alike[key]
        return self._styles[kind]


def _steps(selector: str) -> tuple[tuple[tuple[str, frozenset[str]], ...], int, str]:
    found, how, at = [], " ", 0
    for match in [*_STEP.finditer(selector), None]:
        compound = selector[at : match.start() if match else None]
        parts = _SIMPLE.findall(compound)
        if not parts or sum(map(len, parts)) != len(compound):
            return (), 0, ""
        found.append((how, frozenset(parts)))
        if match:
            how, at = match[1] or " ", match.end()
    weight = sum(1 + 9 * (part[0] in ".[:") + 90 * (part[0] == "#") for _, parts in found for part in parts)
    return tuple(found), weight, max(found[-1][1], key=lambda part: (part[0] in ".#", part))


def _matches(kind: Kind, steps: tuple[tuple[str, frozenset[str]], ...], at: int) -> bool:
    how, parts = steps[at]
    if not parts <= kind.features:
        return False
    if at == 0:
        return True
    if how == "+":
        return kind.previous is not None and _matches(kind.previous, steps, at - 1)
    above = kind.parent
    while above is not None:
        if _matches(above, steps, at - 1):
            return True
        above = above.parent if how == " " else None
    return False
