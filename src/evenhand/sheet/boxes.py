"""Blocks and lines of text of a drawn leaflet, read off the boxes of the press.

Only names of box classes are asked for, so that nothing of the press is imported here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from evenhand.sheet.blocks import Block, Layout, Line

_MM = 25.4 / 96
_POINTS = 72 / 96
# Elements and classes that the rules of layout ask for.
_KINDS = {"h1": "heading", "h2": "heading", "h3": "heading", "thead": "head", "tr": "row", "ul": "list", "ol": "list", "li": "item"}
_KINDS |= {"img": "picture", "table": "table"}
_CLASSES = {"act": "heading", "array": "array", "qr": "code", "code": "code", "line": "line"}
# Boxes that hold text within edges of their own: what runs out of them runs into something else.
_CELLS = frozenset(("TableCellBox", "InlineBlockBox", "MarginBox"))
_BLOCKS = frozenset((*_CELLS, "BlockBox", "PageBox", "FlexBox", "FlexItemBox", "GridBox"))
# The width of a space in our fonts, as a share of its size.
_SPACE = 0.26
_MARGINS = {"@bottom-center": "foot", "@top-center": "band"}


class _Place(NamedTuple):
    """Where in the leaflet a box stands: what its text has from the boxes around it. `margin` is "" in the column."""

    page: int
    margin: str
    number: int
    cell: tuple[float, float]
    room: float
    running: bool


class _Element(NamedTuple):
    number: int
    last: int
    part: str
    language: str


def read_layout(pages: Iterable[Any], colours: Mapping[str, str]) -> Layout:
    """The blocks and lines of laid out pages (page boxes of the press); `colours` take the place of stand-ins (`sheet/late.py`)."""
    reader = _Reader()
    for number, page in enumerate(pages, 1):
        reader.page(page, number)
    blocks = (block._replace(ground=colours[block.ground]) if block.ground in colours else block for block in reader.blocks)
    return Layout(tuple(blocks), tuple(reader.lines))


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.lines: list[Line] = []
        self._elements: Mapping[int, _Element] = {}

    def page(self, page: Any, number: int) -> None:
        if not self._elements:
            self._elements = _numbered(page.children[0].element)
        left, width = page.content_box_x(), page.width
        for child in page.children:
            if type(child).__name__ == "MarginBox":
                margin = _MARGINS.get(child.at_keyword, "foot")
                self._box(child, _Place(number, margin, 0, (0.0, page.margin_width()), page.margin_width(), False))
            else:
                self._box(child, _Place(number, "", 0, (left, left + width), width, True))

    def _box(self, box: Any, place: _Place) -> None:
        box = getattr(box, "_box", box)
        name = type(box).__name__
        if name == "LineBox":
            self._line(box, place)
            return
        if (box.element_tag or "").endswith("::marker"):
            return  # signs of lists stand out of the text on purpose
        if "evenhand_section" in box.__dict__:
            self._section(box, name, place)
        else:
            self._inside(box, name, place)

    def _section(self, box: Any, name: str, place: _Place) -> None:
        """A section that the press keeps (`swift/keeping.py`): read once, as long as it stands on the same page and has the same number."""
        key = (id(box), place, self._elements.get(id(box.element)))
        known = box.__dict__.get("evenhand_read")
        if known is None or known[0] != key:
            blocks, lines = len(self.blocks), len(self.lines)
            self._inside(box, name, place)
            box.evenhand_read = (key, self.blocks[blocks:], self.lines[lines:])
        else:
            self.blocks += known[1]
            self.lines += known[2]

    def _inside(self, box: Any, name: str, place: _Place) -> None:
        page, margin, number, cell, room, running = self._element(box, place)
        if name in _BLOCKS:
            room = box.width
            if name == "TableCellBox":
                # The cell itself, with its padding: what runs beyond lies in the next one.
                left = box.border_box_x()
                cell = (left, left + box.border_width())
            elif name in _CELLS or box.is_floated() or box.is_absolutely_positioned():
                left = box.padding_box_x()
                cell = (left, left + box.padding_width())
        children = getattr(box, "children", ())
        if children:
            place = _Place(page, margin, number, cell, room, running)
            for child in children:
                self._box(child, place)

    def _element(self, box: Any, place: _Place) -> _Place:
        """The place of what is inside an element; the element itself is kept where a rule may ask for it."""
        element, style = box.element, box.style
        own = self._elements.get(id(element))
        if not own or own.number == place.number:
            return place  # a box that the press made around others
        classes = (element.get("class") or "").split()
        kind, ground, framed = _kind(element, classes), _ground(style), _framed(box)
        whole, clipped = style["break_inside"] == "avoid", style["overflow"] != "visible"
        if (kind or ground or framed or whole or clipped or element.get("id")) and hasattr(box, "border_width"):
            x, y = box.border_box_x(), box.border_box_y()
            edges = (x * _MM, y * _MM, (x + box.border_width()) * _MM, (y + box.border_height()) * _MM)
            part = place.margin or own.part
            self.blocks.append(Block(own.number, own.last, kind, part, place.page, *edges, whole, ground, framed, clipped))
        margin = "band" if "band" in classes else place.margin  # of large print it stands in the column
        running = place.running and element.tag not in ("td", "th", "h1", "h2", "h3")
        return _Place(place.page, margin, own.number, place.cell, place.room, running)

    def _line(self, line: Any, place: _Place) -> None:
        texts = [t for t in _texts(line, self, place) if t.text.strip()]
        if not texts:
            return
        left = min(t.position_x for t in texts)
        right = max(t.position_x + t.width for t in texts)
        # The space at the end of a line hangs beyond it.
        last = texts[-1]
        hanging = _SPACE * last.style["font_size"] if last.text.endswith(" ") else 0.0
        left, right = (left + hanging, right) if line.style["direction"] == "rtl" else (left, right - hanging)
        largest = max(texts, key=lambda t: t.style["font_size"])
        own = self._elements.get(id(texts[0].element))
        self.lines.append(
            Line(
                number=place.number,
                part=place.margin or (own.part if own else ""),
                page=place.page,
                left=left * _MM,
                right=right * _MM,
                baseline=(largest.position_y + largest.baseline) * _MM,
                size=round(largest.style["font_size"] * _POINTS, 2),
                letters=_letters("".join(t.text for t in texts).strip()),
                room=place.room * _MM,
                language=own.language if own else "",
                running=place.running,
                over=max(place.cell[0] - left, right - place.cell[1], 0.0) * _MM,
            )
        )


def _texts(box: Any, reader: _Reader, place: _Place) -> Iterator[Any]:
    """The texts of a line; boxes inside it that have lines of their own are read as boxes."""
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        name = type(child).__name__
        if name == "TextBox":
            yield child
        elif name == "InlineBox":
            yield from _texts(child, reader, place)
        else:
            reader._box(child, place)


def _numbered(root: Any) -> dict[int, _Element]:
    """The number of each element in reading order, that of the last one inside it, its part and its language, by its identity."""
    found: dict[int, _Element] = {}
    _count(root, 1, "", "", found)
    return found


def _count(element: Any, number: int, part: str, language: str, found: dict[int, _Element]) -> int:
    part, language, last = element.get("id") or part, element.get("lang") or language, number
    for child in element:
        last = _count(child, last + 1, part, language, found)
    found[id(element)] = _Element(number, last, part, language)
    return last


def _kind(element: Any, classes: list[str]) -> str:
    for name in classes:
        if name in _CLASSES:
            return _CLASSES[name]
    return _KINDS.get(element.tag, "")


def _ground(style: Any) -> str:
    if style.__dict__.get("evenhand_bare"):
        return ""  # the press knows it for one without a ground
    colour = style["background_color"]
    if colour == "currentcolor":
        colour = style["color"]
    alpha: float = colour.alpha
    if not alpha:
        return ""
    # What shines through is white.
    return "#" + "".join(f"{round(255 * (1 - alpha + alpha * part)):02x}" for part in colour.to("srgb").coordinates)


def _framed(box: Any) -> bool:
    return bool(getattr(box, "border_top_width", 0) and box.border_right_width and box.border_bottom_width and box.border_left_width)


class _Letters(dict[int, str | None]):
    """What counts of each character of a text: marks on others, and what has no look, do not."""

    def __missing__(self, point: int) -> str | None:
        letter = chr(point)
        self[point] = counted = None if unicodedata.category(letter) in ("Mn", "Me", "Cf") else letter
        return counted


_LETTERS = _Letters()


def _letters(text: str) -> int:
    return len(text) if text.isascii() else len(text.translate(_LETTERS))
