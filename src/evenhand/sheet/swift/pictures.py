"""Drawings (SVG), turned into the language of PDF once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from weakref import ref

# Drawings kept: logos, icon arrays, signs. Longer ones are pictures of one handout.
_KEPT, _LONGEST = 256, 200_000
# Paths that are kept.
_PATHS = 16
# Operators that ask for nothing outside the page's own stream, and the one that asks for a transparency by its name.
_OWN = frozenset(
    (
        *("q", "Q", "cm", "m", "l", "c", "v", "y", "h", "re", "f", "f*", "S", "s", "B", "B*", "b", "b*", "W", "W*", "n"),
        *("w", "J", "j", "M", "d", "rg", "RG", "g", "G", "k", "K"),
    )
)
# Paths of moves and of lines across and down, and each of their steps.
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_STRAIGHT = re.compile(rf"[mM]{_NUMBER} {_NUMBER}(?:[hHvV]{_NUMBER}|[mM]{_NUMBER}[ ]?(?:(?<= )|(?=-)){_NUMBER})*")
# Paths of numbers alone: what they are hangs on nothing outside of them.
_NUMBERS = re.compile(r"[achlmqstvzACHLMQSTVZeE0-9.,+\-\s]*")
_STEP = re.compile(rf"([mMhHvV])({_NUMBER}) ?({_NUMBER})?")
_ALPHA = re.compile(rb"/([aA])([0-9.]+) gs")


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Draw each SVG picture once for each size, and put down its operators where it stands again.

    Why: a hundred persons of an icon array are ten thousand numbers, on the pages of every language and brand.
    """
    import pydyf
    from weasyprint.images import SVGImage

    original = SVGImage.draw
    kept: dict[Any, tuple[bytes, tuple[tuple[bytes, bytes], ...]]] = {}

    def draw(self: Any, stream: Any, width: float, height: float, style: Any) -> None:
        key = (self._base_url, width, height)
        _forget(stream)
        if key not in kept:
            before = len(stream.stream)
            original(self, stream, width, height, style)
            # A drawing that is kept need not keep the page that it was on.
            self._svg.__dict__.pop("stream", None)
            found = _operators(stream.stream[before:])
            if found and str(self._base_url).startswith("data:"):
                if len(kept) >= _KEPT:
                    kept.clear()
                kept[key] = found
                del stream.stream[before:]
        if key in kept:
            operators, states = kept[key]
            for kind, alpha in states:
                number = float(alpha)
                value = int(number) if number.is_integer() else number
                name = {b"a": "ca", b"A": "CA"}[kind]
                stream._resources["ExtGState"].setdefault((kind + alpha).decode(), pydyf.Dictionary({name: value}))
            stream.stream.append(operators)
        _forget(stream)

    SVGImage.draw = draw
    _sizes(everywhere)
    _paths()
    _parted()


def _sizes(everywhere: Callable[[Any, Any], None]) -> None:
    """Sizes that are plain numbers, as all in a path, are read at once."""
    from weasyprint.svg import utils

    original = utils.size

    def size(string: Any, font_size: Any = None, percentage_reference: Any = None) -> Any:
        try:
            return float(string) if string else 0
        except ValueError:
            return original(string, font_size, percentage_reference)

    everywhere(original, size)


def _parted() -> None:
    """What a picture may refer to does not hold the picture, which would wait for a search for garbage then."""
    from weasyprint.svg import LazyDefs

    def hold(self: Any, svg: Any) -> None:
        self.evenhand_svg = ref(svg)

    LazyDefs._svg = property(lambda self: self.evenhand_svg(), hold)


def _paths() -> None:
    """Paths of straight lines, such as QR codes are, without a look at the rest of the path for each line; others are read once.

    Why once: the persons of an icon array are the same ones in all languages, at another size in each.
    """
    from weasyprint import svg

    original = svg.TAGS["path"]
    kept: dict[str, bytes] = {}

    def read(drawing: Any, node: Any, font_size: Any, way: str) -> None:
        written = drawing.stream.stream
        if way not in kept:
            before = len(written)
            original(drawing, node, font_size)
            while len(kept) >= _PATHS:
                kept.pop(next(iter(kept)))
            kept[way] = _joined(written[before:])
            del written[before:]
        written.append(kept[way])

    def path(drawing: Any, node: Any, font_size: Any) -> None:
        way = node.get("d", "")
        if any(node.get(f"marker{which}") for which in ("", "-start", "-mid", "-end")) or not _NUMBERS.fullmatch(way):
            original(drawing, node, font_size)
            return
        if not _STRAIGHT.fullmatch(way):
            read(drawing, node, font_size, way)
            return
        stream, x, y = drawing.stream, 0.0, 0.0
        stream.move_to(0, 0)
        for letter, number, other in _STEP.findall(way):
            if letter in "mM":
                x, y = (float(number), float(other)) if letter == "M" else (x + float(number), y + float(other))
                stream.move_to(x, y)
            elif letter in "hH":
                x = float(number) if letter == "H" else x + float(number)
                stream.line_to(x, y)
            else:
                y = float(number) if letter == "V" else y + float(number)
                stream.line_to(x, y)

    svg.TAGS["path"] = path


def _forget(stream: Any) -> None:
    """Colours and transparencies are said again: what was said before is another page's matter."""
    stream._current_color = stream._current_color_stroke = stream._current_alpha = stream._current_alpha_stroke = None


def _joined(written: list[Any]) -> bytes:
    """What was drawn, as one piece, as it is written."""
    return b"\n".join(piece if isinstance(piece, bytes) else str(piece).encode() for piece in written)


def _operators(written: list[Any]) -> tuple[bytes, tuple[tuple[bytes, bytes], ...]] | None:
    """What was drawn, as one piece, and the transparencies that it names; None where it needs more than that."""
    pieces = [_joined([piece]) for piece in written]
    states = []
    for piece in pieces:
        state = _ALPHA.fullmatch(piece)
        if state:
            states.append((state[1], state[2]))
        elif piece.rsplit(None, 1)[-1].decode("latin-1") not in _OWN:
            return None
    joined = b"\n".join(pieces)
    return (joined, tuple(dict.fromkeys(states))) if pieces and len(joined) <= _LONGEST else None
