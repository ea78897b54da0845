"""What declarations of a style sheet say of an element, as far as it bears on how much room it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))(mm|pt|px|em|%)?$")
_MM = {"mm": 1.0, "pt": 25.4 / 72, "px": 25.4 / 96}
_BOLD = ("b", "strong", "th", "h1", "h2", "h3")
SIDES = ("top", "right", "bottom", "left")
_LOGICAL = {"-inline-start": "-left", "-inline-end": "-right"}
_NONE = MappingProxyType(dict.fromkeys(SIDES, 0.0))
# What bears on room: what is read into a style at once, and what it keeps as it is written.
_READ = {f"{kind}-{side}" for kind in ("margin", "padding", "border") for side in SIDES}
_READ |= {"font-size", "font-weight", "font-family", "line-height", "white-space", "display", "content"}
_BREAKS = ("break-before", "break-after", "break-inside")
_WORDS = ("width", "height", "columns", "column-gap", "vertical-align", "position", "float", "border-collapse", "::after", *_BREAKS)
_DISPLAY = {
    **dict.fromkeys(("span", "b", "bdi", "bdo", "a", "em", "i", "strong", "small", "sup", "sub", "q", "u", "s", "cite", "abbr"), "inline"),
    **{"img": "inline-block", "table": "table", "tr": "table-row", "td": "table-cell", "th": "table-cell"},
    **dict.fromkeys(("thead", "tbody", "tfoot"), "table-row-group"),
    "head": "none",
}


@dataclass(slots=True)
class Style:
    """How an element stands: sizes in millimetres, what it inherits, and properties that are words as they are written.

    Its face is the family that is asked for first, and whether it is bold.
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
    face: tuple[str, bool] = "", False

    @property
    def height(self) -> float:
        """That of a line."""
        return self.line if self.fixed else self.line * self.size

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
        return _length(self.words[name], self.size, whole) if name in self.words else None


def said(body: str) -> dict[str, str]:
    """The declarations of a rule that bear on room, those of several sides one by one."""
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
    return found


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


def computed(tag: str, said: dict[str, str], parent: Style) -> Style:
    """The style of an element, of what is said of it and of the one that it stands in."""
    size = _length(said["font-size"], parent.size, parent.size) or parent.size if "font-size" in said else parent.size
    words = {name: said[name] for name in _WORDS if name in said}
    style = Style(size, parent.line, parent.fixed, parent.bold, parent.family, parent.nowrap, _DISPLAY.get(tag, "block"), words=words)
    if tag in _BOLD:
        style.bold = True
    for name, value in said.items():
        kind, _, side = name.partition("-")
        if side in SIDES and kind in ("margin", "padding", "border"):
            length = _length(value.partition(" ")[0], size) or 0.0
            if kind == "margin":
                style.margin = {**style.margin, side: length}
            else:
                style.inner = {**style.inner, side: style.inner[side] + length}
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
    style.face = style.family, style.bold
    return style
