"""What a style sheet says of an element, as far as it bears on how much room it takes.

Why not the press's own cascade: it finds every property of every element, which takes a good part of a layout. Here elements that
stand alike share one style, and a selector that is not known says nothing: what is reckoned with it is an estimate.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Rules of a page have rules for its margins inside.
_AT = re.compile(r"@[a-z-]+[^{;]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"[a-z][a-z0-9]*|\.[\w-]+|#[\w-]+|\[dir=\w+\]|:(?:first-child|last-child|nth-child\([^)]*\))")
_STEP = re.compile(r"\s*([>+])\s*|\s+")
_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))(mm|pt|px|em|%)?$")
_MM = {"mm": 1.0, "pt": 25.4 / 72, "px": 25.4 / 96}
_BOLD = ("b", "strong", "th", "h1", "h2", "h3")
SIDES = ("top", "right", "bottom", "left")
_LOGICAL = {"-inline-start": "-left", "-inline-end": "-right"}
_DISPLAY = {
    **dict.fromkeys(("span", "b", "bdi", "bdo", "a", "em", "i", "strong", "small", "sup", "sub", "q", "u", "s", "cite", "abbr"), "inline"),
    **{"img": "inline-block", "table": "table", "tr": "table-row", "td": "table-cell", "th": "table-cell"},
    **dict.fromkeys(("thead", "tbody", "tfoot"), "table-row-group"),
    "head": "none",
}

# Steps (how each hangs on the one before, what the element must have), weight, and a thing that its element has.
_Selector = tuple[tuple[tuple[str, frozenset[str]], ...], int, str]


class Node:
    """An element with what selectors ask of it. `key` is the same for elements that no selector here can tell apart."""

    __slots__ = ("children", "features", "id", "inline", "key", "lines", "parent", "previous", "tag", "tail", "text")

    def __init__(self, element: Any, parent: Node | None, previous: Node | None, place: tuple[int, int], page: Tree) -> None:
        self.tag, self.id, self.parent, self.previous = str(element.tag), element.get("id", ""), parent, previous
        at, count = place
        found = {self.tag, *(f".{name}" for name in element.get("class", "").split())}
        found |= {f"[{name}={element.get(name)}]" for name in ("dir",) if element.get(name)} | ({f"#{self.id}"} & page.named)
        found |= {name for name, holds in ((":first-child", at == 1), (":last-child", at == count), (":nth-child(2)", at == 2)) if holds}
        self.features = frozenset(found | ({":nth-child(-n+2)"} if at < 3 else set()))
        self.inline = element.get("style", "")
        own = (parent.key if parent else 0, self.features, previous.features if previous else None, self.inline)
        self.key: int = page.keys.setdefault(own, len(page.keys) + 1)
        self.text, self.tail = element.text or "", element.tail or ""
        self.lines: dict[Any, Any] = {}
        self.children: list[Node] = []
        # Where the press had to read a page as HTML, its comments are among the elements.
        for number, child in enumerate((child for child in element if isinstance(child.tag, str)), 1):
            self.children.append(Node(child, self, self.children[-1] if self.children else None, (number, len(element)), page))


class Tree:
    """The elements of a page, and what is known of style sheets for it: those of all its steps of density share most of their rules."""

    def __init__(self, root: Any, named: frozenset[str]) -> None:
        self.named, self.keys = named, dict[Any, int]()
        self._steps: dict[str, _Selector] = {}
        self._said: dict[str, dict[str, str]] = {}
        self._matched: dict[tuple[int, str], bool] = {}
        self.root = Node(root, None, None, (1, 1), self)

    def selector(self, text: str) -> _Selector:
        """A selector as `_steps` reads it."""
        if text not in self._steps:
            self._steps[text] = _steps(text)
        return self._steps[text]

    def said(self, body: str) -> dict[str, str]:
        """The declarations of a rule."""
        if body not in self._said:
            self._said[body] = _said(body)
        return self._said[body]

    def matches(self, node: Node, selector: str) -> bool:
        """True when an element is one that a selector means."""
        key = (node.key, selector)
        if key not in self._matched:
            steps = self.selector(selector)[0]
            self._matched[key] = _matches(node, steps, len(steps) - 1)
        return self._matched[key]


@dataclass(slots=True)
class Style:
    """How an element stands: sizes in millimetres, what it inherits, and properties that are words as they are written."""

    size: float = 12 * _MM["pt"]
    line: float = 1.4
    fixed: bool = False
    bold: bool = False
    family: str = ""
    nowrap: bool = False
    display: str = "block"
    rule: float = 0.0
    margin: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SIDES, 0.0))
    inner: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SIDES, 0.0))
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def height(self) -> float:
        """That of a line."""
        return self.line if self.fixed else self.line * self.size

    @property
    def face(self) -> tuple[str, bool]:
        """The family that is asked for first, and whether it is bold."""
        return self.family, self.bold

    @property
    def sides(self) -> float:
        """Padding and borders at both sides."""
        return self.inner["left"] + self.inner["right"]

    @property
    def tall(self) -> float | None:
        """A height that is set; None where it is left open."""
        return None if self.words.get("height", "").endswith("%") else self.length("height", 0.0)

    def length(self, name: str, whole: float) -> float | None:
        """A width or a height, of which a percentage is one of `whole`; None where it is left open."""
        return _length(self.words.get(name, "auto"), self.size, whole)


class Cascade:
    """The rules of one style sheet, for the elements of a page."""

    def __init__(self, css: str, tree: Tree) -> None:
        self._rules: dict[str, list[tuple[int, int, str, dict[str, str]]]] = defaultdict(list)
        self._styles: dict[int, Style] = {}
        self._tree = tree
        for number, (selectors, body) in enumerate(_RULE.findall(_AT.sub("", _COMMENT.sub("", css)))):
            own = tree.said(body)
            for selector in selectors.split(","):
                plain, _, pseudo = selector.strip().partition("::")
                steps, weight, last = tree.selector(plain)
                if steps:
                    said = {f"::{pseudo}": own.get("content", "")} if pseudo else own
                    self._rules[last].append((weight, number, plain, said))

    def style(self, node: Node) -> Style:
        """The style of an element."""
        found = self._styles.get(node.key)
        if found is None:
            rules = [rule for name in node.features for rule in self._rules.get(name, ()) if self._tree.matches(node, rule[2])]
            said: dict[str, str] = {}
            for rule in sorted(rules, key=lambda rule: rule[:2]):
                said |= rule[3]
            if node.inline:
                said |= self._tree.said(node.inline)
            found = self._styles[node.key] = _computed(node.tag, said, self.style(node.parent) if node.parent else Style())
        return found


def _steps(selector: str) -> _Selector:
    """A selector in its parts; without steps where it is not known."""
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


def _matches(node: Node, steps: tuple[tuple[str, frozenset[str]], ...], at: int) -> bool:
    how, parts = steps[at]
    if not parts <= node.features:
        return False
    if at == 0:
        return True
    if how == "+":
        return node.previous is not None and _matches(node.previous, steps, at - 1)
    above = node.parent
    while above is not None:
        if _matches(above, steps, at - 1):
            return True
        above = above.parent if how == " " else None
    return False


def _said(body: str) -> dict[str, str]:
    """The declarations of a rule, those of several sides one by one."""
    said: dict[str, str] = {}
    for declaration in body.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        for logical, physical in _LOGICAL.items():
            name = name.replace(logical, physical)
        if name in ("margin", "padding"):
            said |= {f"{name}-{side}": one for side, one in zip(SIDES, _four(value.split()), strict=True)}
        elif name == "border":
            said |= {f"border-{side}": value for side in SIDES}
        elif name:
            said[name] = value
    return said


def _four(values: list[str]) -> Iterable[str]:
    """Top, right, bottom and left of one to four values."""
    return {0: ["0"] * 4, 1: values * 4, 2: values * 2, 3: [*values, *values[1:2]]}.get(len(values), values[:4])


def _length(value: str, size: float, whole: float = 0.0) -> float | None:
    match = _LENGTH.match(value)
    if not match:
        return None
    number, unit = float(match[1]), match[2]
    if unit in ("em", "%"):
        return number * size if unit == "em" else number / 100 * whole
    return number * _MM.get(unit or "px", 0.0)


def _computed(tag: str, said: dict[str, str], parent: Style) -> Style:
    size = _length(said["font-size"], parent.size, parent.size) or parent.size if "font-size" in said else parent.size
    style = Style(size, parent.line, parent.fixed, parent.bold, parent.family, parent.nowrap, _DISPLAY.get(tag, "block"), words=said)
    if tag in _BOLD:
        style.bold = True
    for name, value in said.items():
        kind, _, side = name.partition("-")
        if side in SIDES and kind in ("margin", "padding", "border"):
            length = _length(value.partition(" ")[0], size) or 0.0
            if kind == "margin":
                style.margin[side] = length
            else:
                style.inner[side] += length
                style.rule += length if kind == "border" and side in ("top", "bottom") else 0.0
        elif name == "display":
            style.display = value
        elif name == "font-weight":
            style.bold = value in ("700", "bold")
        elif name == "font-family":
            style.family = value.partition(",")[0].strip('"')
        elif name == "white-space":
            style.nowrap = value == "nowrap"
        elif name == "line-height" and value != "inherit":
            number = _LENGTH.match(value)
            style.fixed = bool(number and number[2])
            style.line = (_length(value, size, size) or parent.line) if style.fixed else float(number[1]) if number else parent.line
    return style
