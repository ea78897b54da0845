"""What a style sheet says of an element, as far as it bears on how much room it takes.

Why not the press's own cascade: it finds every property of every element, which takes a good part of a layout. Here elements that
stand alike share one style, and a selector that is not known says nothing: what is reckoned with it is an estimate.
"""

from __future__ import annotations

import re
from typing import Any

from evenhand.sheet.declared import Declared, Said, Style, computed, said
from evenhand.sheet.ruler import Ruler
from evenhand.sheet.selectors import Kind, Outline, Selector, Told

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Rules of a page have rules for its margins inside.
_AT = re.compile(r"@[a-z-]+[^{;]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ROOT = Style()
# Elements around the parts of a page.
_AROUND = ("html", "head", "body")
# Style sheets that are kept, those of an edition in a format, and outlines of them; and how many kinds of elements and rules a tree may
# know.
_SHEETS, _OUTLINES, _KNOWN = 12, 16, 4_000


class Node:
    """An element of a page: its kind and its words. `boxes` are what it was reckoned to be, where it is `kept` for other pages."""

    __slots__ = ("boxes", "children", "id", "kept", "kind", "lines", "tail", "text")

    def __init__(self, kind: Kind, element: Any, children: list[Node]) -> None:
        self.kind, self.id, self.text, self.tail = kind, element.get("id", ""), element.text or "", element.tail or ""
        self.lines, self.boxes = dict[Any, Any](), dict[Any, Any]()
        self.children, self.kept = children, False


class Rules:
    """What is written in style sheets, and the kinds of elements that it is written of: the steps of density, languages and brands of an
    edition share most of both."""

    def __init__(self) -> None:
        self._selectors, self._outlines = dict[str, Selector](), dict[tuple[str, ...], Outline]()
        self._said, self._kinds = dict[tuple[str, str], Said](), dict[Any, Kind]()

    @property
    def full(self) -> bool:
        """True when it knows more than editions of one kind have."""
        return len(self._kinds) + len(self._said) > _KNOWN

    def outline(self, selectors: tuple[str, ...]) -> Outline:
        """Those style sheets that have these selectors."""
        if selectors not in self._outlines:
            while len(self._outlines) >= _OUTLINES:
                self._outlines.pop(next(iter(self._outlines)))
            self._outlines[selectors] = Outline(selectors, self._selectors)
        return self._outlines[selectors]

    def said(self, body: str, part: str = "") -> Said:
        """The declarations of a rule; for a part of an element, what stands there."""
        key = (body, part)
        if key not in self._said:
            own = said(body)
            self._said[key] = {part: own.get("content", ("", None))} if part else own
        return self._said[key]

    def kind(self, element: Any, place: tuple[int, int], parent: Kind | None, previous: Kind | None) -> Kind:
        """The kind of an element. `place` is its number among its brothers, from 1, and how many these are."""
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


class Tree:
    """The elements of pages, one after another, and their style sheets: what two of them share is looked at once, and measured once.

    The parts of a page, the children of its body, are the very nodes of the page before where they are the same elements and stand
    alike: the press puts known sections into a page in the place of those that are the same (`swift/sections.py`). In its other parts,
    nodes are those of the page before that say the same; not on a page that shares no part with that.
    """

    def __init__(self, ruler: Ruler, rules: Rules | None = None) -> None:
        self.ruler, self._rules = ruler, rules or Rules()
        self._sheets = dict[str, Cascade]()
        self._parts, self._before = dict[Any, Node](), dict[Any, Node]()
        self._inner, self._inner_before = dict[Any, Node](), dict[Any, Node]()
        self._follows = False

    def page(self, root: Any) -> Node:
        """The nodes of a page. Parts of the page before are kept for it, and older ones forgotten; style sheets too, where it is another
        edition's: what lives on is looked through whenever garbage is collected."""
        self._parts, self._before = {}, self._parts
        self._inner, self._inner_before = {}, self._inner
        known = {element for _, element in self._before}
        self._follows = any(element in known for body in root for element in body)
        page = self._node(root, self._rules.kind(root, (1, 1), None, None))
        if 2 * len(self._before.keys() & self._parts) < len(self._parts):
            self._before = {}
            self._sheets.clear()
        self._inner_before = {}
        return page

    def cascade(self, css: str) -> Cascade:
        """The rules of a style sheet."""
        if css not in self._sheets:
            if len(self._sheets) >= _SHEETS:
                self._sheets.pop(next(iter(self._sheets)))
            self._sheets[css] = Cascade(css, self._rules)
        return self._sheets[css]

    def _node(self, element: Any, kind: Kind) -> Node:
        children, previous = list[Node](), None
        # Where the press had to read a page as HTML, its comments are among the elements.
        for number, child in enumerate((child for child in element if isinstance(child.tag, str)), 1):
            previous = self._rules.kind(child, (number, len(element)), kind, previous)
            children.append(self._part(child, previous) if kind.tag == "body" else self._node(child, previous))
        if not self._follows or kind.tag in _AROUND:
            return Node(kind, element, children)
        # A node is the same for others alone that hold the same ones, and is kept as long as they may be asked for.
        key = (kind, element.text, element.tail, *children)
        node = self._inner.get(key) or self._inner_before.get(key)
        if node is None:
            node = Node(kind, element, children)
            node.kept = True
        self._inner[key] = node
        return node

    def _part(self, element: Any, kind: Kind) -> Node:
        key = (kind, element)
        node = self._parts[key] = self._parts.get(key) or self._before.get(key) or self._node(element, kind)
        node.kept = True
        return node


class Trees:
    """The tree of a process: leaflets in the same fonts share it, one after another; all share what is read of style sheets, until that has
    grown too large."""

    def __init__(self) -> None:
        self._last: Tree | None = None
        self._rules = Rules()

    def of(self, ruler: Ruler) -> Tree:
        """The tree of a leaflet whose words are measured with this ruler."""
        if self._rules.full:
            self._last, self._rules = None, Rules()
        if self._last is None or self._last.ruler is not ruler:
            self._last = Tree(ruler, self._rules)
        return self._last


class Cascade:
    """The rules of one style sheet, for the elements of pages."""

    def __init__(self, css: str, known: Rules) -> None:
        rules = _RULE.findall(_AT.sub("", _COMMENT.sub("", css)))
        self.css, self._known, self._outline = css, known, known.outline(tuple(selectors.strip() for selectors, _ in rules))
        self._said = [known.said(rules[number][1], part) for number, part in self._outline.rules]
        # Each is kept as long as the outline, so that its place in memory is no other's.
        self._places = list(map(id, self._said))
        self._styles: dict[Kind, Style] = {}
        self._alike: dict[Told, Style] = {}

    def style(self, kind: Kind) -> Style:
        """The style of elements; those of which the same is said share one."""
        style = self._styles.get(kind)
        if style is None:
            style = self._styles[kind] = self._of(self._outline.told(kind))
        return style

    def _of(self, told: Told) -> Style:
        style = self._alike.get(told)
        if style is None:
            above = self._of(told.above) if told.above else _ROOT
            style = self._alike[told] = computed(told.tag, self._declared(told), above)
        return style

    def _declared(self, told: Told) -> Declared:
        """All that is said of elements: the same at most steps of density."""
        key = told.of(self._places)
        found: Declared | None = told.said.get(key)
        if found is None:
            own: dict[str, Any] = {}
            for number in told.rules:
                own |= self._said[number]
            found = told.said[key] = Declared(own | dict(self._known.said(told.inline)) if told.inline else own)
        return found
