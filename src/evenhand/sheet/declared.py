"""What declarations of a style sheet say of an element, as far as it bears on how much room it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))(mm|pt|px|em|%)?$")
# A number and its unit.
Length = tuple[float, str]
# What is declared, by property: as it is written, and the length that it is, if it is one.
Said = Mapping[str, tuple[str, "Length | None"]]
_MM = {"mm": 1.0, "pt": 25.4 / 72, "px": 25.4 / 96}
_BOLD = ("b", "strong", "th", "h1", "h2", "h3")
SIDES = ("top", "right", "bottom", "left")
_LOGICAL = {"-inline-start": "-left", "-inline-end": "-right"}
_NONE = MappingProxyType(dict.fromkeys(SIDES, 0.0))
# What bears on room: what is read into a style at once, and what it keeps as it is written.
_EDGES = {f"{kind}-{side}": (kind, side) for kind in ("margin", "padding", "border") for side in SIDES}
_READ = {*_EDGES, "font-size", "font-weight", "font-family", "line-height", "white-space", "display", "content"}
_BREAKS = ("break-before", "break-after", "break-inside")
_LENGTHS = frozenset(("width", "height", "column-gap", "vertical-align"))
_WORDS = _LENGTHS | {"columns", "position", "float", "border-collapse", "::after", *_BREAKS}
_ON_LINES = ("inline", "inline-block")
_DISPLAY = {
    **dict.fromkeys(("span", "b", "bdi", "bdo", "a", "em", "i", "strong", "small", "sup", "sub", "q", "u", "s", "cite", "abbr"), "inline"),
    **{"img": "inline-block", "table": "table", "tr": "table-row", "td": "table-cell", "th": "table-cell"},
    **dict.fromkeys(("thead", "tbody", "tfoot"), "table-row-group"),
    "head": "none",
}


@dataclass(slots=True)
class Style:
    """How an element stands: sizes in millimetres, what it inherits, and properties that are words as they are written.

    Its face is the family that is asked for first, and whether it is bold; `flow` is how it stands among others: "block", "inline",
    "inline-block", "br", "float", or "none" where it takes no room.
    """

    size: float = 12 * _MM["pt"]
    line: float = 1.4
    fixed: bool = False
    bold: bool = False
    family: str = ""
    nowrap: bool = False
    display: str = "block"
    rule: float = 0.0
    margin: Mapping[str, float] = field(default_factory=lambda: _NONE)
    inner: Mapping[str, float] = field(default_factory=lambda: _NONE)
    words: Mapping[str, str] = field(default_factory=dict)
    lengths: Mapping[str, Length] = field(default_factory=dict)
    tall: float | None = None
    flow: str = "block"
    face: tuple[str, bool] = "", False

    @property
    def height(self) -> float:
        """That of a line."""
        return self.line if self.fixed else self.line * self.size

    @property
    def sides(self) -> float:
        """Padding and borders at both sides."""
        return self.inner["left"] + self.inner["right"]

    def length(self, name: str, whole: float) -> float | None:
        """A width or a height, of which a percentage is one of `whole`; None where it is left open."""
        length = self.lengths.get(name)
        return None if length is None else _measured(length, self.size, whole)


class Declared:
    """Declarations, read once for all elements and style sheets that have them."""

    __slots__ = ("display", "edges", "family", "lengths", "line", "nowrap", "place", "size", "weight", "words")

    def __init__(self, said: Said) -> None:
        texts, none = {name: text for name, (text, _) in said.items()}, ("", None)
        self.size, self.line = said.get("font-size", none)[1], said.get("line-height", none)[1]
        self.weight, self.display = texts.get("font-weight", ""), texts.get("display", "")
        self.family = texts["font-family"].partition(",")[0].strip('"') if "font-family" in texts else None
        self.nowrap = texts["white-space"] == "nowrap" if "white-space" in texts else None
        self.words = {name: texts[name] for name in _WORDS & texts.keys()}
        self.lengths = {name: length for name in _LENGTHS & texts.keys() if (length := said[name][1])}
        # Where it stands that is not in its place in the flow.
        running, floats = texts.get("position", "").startswith("running"), texts.get("float", "none") != "none"
        self.place = "none" if running else "float" if floats else ""
        # What is declared of each side of a box, in the order in which it is said.
        self.edges = [(*_EDGES[name], length) for name, (_, length) in said.items() if name in _EDGES]


def said(body: str) -> Said:
    """The declarations of a rule that bear on room, those of several sides one by one, each with its length."""
    found: dict[str, str] = {}
    for declaration in body.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        for logical, physical in _LOGICAL.items():
            name = name.replace(logical, physical)
        if name in ("margin", "padding"):
            found |= {f"{name}-{side}": one for side, one in zip(SIDES, _four(value.split()), strict=True)}
        elif name == "border":
            found |= {f"border-{side}": value for side in SIDES}
        elif name in _READ or name in _WORDS:
            found[name] = value
    # Of a border, the width is said first.
    return {name: (value, _read(value.partition(" ")[0] if name in _EDGES else value)) for name, value in found.items()}


def _four(values: list[str]) -> Iterable[str]:
    """Top, right, bottom and left of one to four values."""
    return {0: ["0"] * 4, 1: values * 4, 2: values * 2, 3: [*values, *values[1:2]]}.get(len(values), values[:4])


def _read(value: str) -> Length | None:
    match = _LENGTH.match(value)
    return (float(match[1]), match[2] or "") if match else None


def _measured(length: Length, size: float, whole: float = 0.0) -> float:
    number, unit = length
    if unit in ("em", "%"):
        return number * size if unit == "em" else number / 100 * whole
    return number * _MM.get(unit or "px", 0.0)


def computed(tag: str, declared: Declared, parent: Style) -> Style:
    """The style of an element, of what is said of it and of the one that it stands in."""
    size = (_measured(declared.size, parent.size, parent.size) if declared.size else 0) or parent.size
    bold = declared.weight in ("700", "bold") if declared.weight else tag in _BOLD or parent.bold
    family = parent.family if declared.family is None else declared.family
    nowrap = parent.nowrap if declared.nowrap is None else declared.nowrap
    line, fixed = parent.line, parent.fixed
    if declared.line:
        fixed = bool(declared.line[1])
        line = (_measured(declared.line, size, size) or parent.line) if fixed else declared.line[0]
    display = declared.display or _DISPLAY.get(tag, "block")
    flow = "none" if display == "none" else declared.place or ("br" if tag == "br" else display if display in _ON_LINES else "block")
    style = Style(size, line, fixed, bold, family, nowrap, display, words=declared.words, lengths=declared.lengths, flow=flow)
    style.face = family, bold
    if "height" in declared.lengths and declared.lengths["height"][1] != "%":
        style.tall = style.length("height", 0.0)
    if declared.edges:
        _edged(style, declared.edges)
    return style


def _edged(style: Style, edges: Iterable[tuple[str, str, Length | None]]) -> None:
    """Put margins, padding and borders to a style."""
    margin, inner = dict(style.margin), dict(style.inner)
    for kind, side, length in edges:
        width = _measured(length, style.size) if length else 0.0
        if kind == "margin":
            margin[side] = width
        else:
            inner[side] += width
            style.rule += width if kind == "border" and side in ("top", "bottom") else 0.0
    style.margin, style.inner = margin, inner
