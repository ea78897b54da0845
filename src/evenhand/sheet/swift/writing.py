"""Pages painted and written with less work: most boxes have nothing to paint, and most of a PDF is bytes already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evenhand.sheet.swift.lengths import BORDERS
from evenhand.sheet.swift.shows import bare


def apply(everywhere: Callable[[Any, Any], None]) -> None:
    """Put the mends in; `everywhere` replaces a function wherever WeasyPrint names it."""
    _numbers()
    _streams()
    _places()
    _borders(everywhere)


def _numbers() -> None:
    """What is written is asked for its kind once."""
    import pydyf

    original = pydyf._to_bytes

    def to_bytes(item: Any) -> Any:
        kind = type(item)
        if kind is bytes:
            return item
        if kind is str or kind is int:
            return str(item).encode("ascii")
        if kind is float:
            return spelled(item).encode("ascii")
        return original(item)

    pydyf._to_bytes = to_bytes
    for name, sign in (("move_to", "m"), ("line_to", "l"), ("curve_to", "c"), ("rectangle", "re"), ("set_matrix", "cm")):
        setattr(pydyf.Stream, name, _operator(sign))


def _operator(sign: str) -> Callable[..., None]:
    """An operator whose operands are numbers, written at once."""

    def write(self: Any, *numbers: float) -> None:
        self.stream.append(" ".join([*map(spelled, numbers), sign]).encode())

    return write


def spelled(number: float) -> str:
    """A number as it is written in a PDF."""
    if not isinstance(number, float):
        return str(number)
    return str(int(number)) if number.is_integer() else f"{number:f}".rstrip("0")


class _Stacked:
    """What is written between its begin and its end leaves colours, lines and places as they were."""

    __slots__ = ("_stream",)

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __enter__(self) -> None:
        self._stream.push_state()

    def __exit__(self, *_: object) -> None:
        self._stream.pop_state()


def _streams() -> None:
    """Streams are put back as they were without a generator, and colours of screens are chosen as they are."""
    from weasyprint.pdf.stream import Stream

    original = Stream.set_color

    def set_color(self: Any, color: Any, stroke: bool = False) -> None:
        if color.space != "srgb":
            original(self, color, stroke)
            return
        self.set_alpha(color.alpha, stroke)
        key, name = ("srgb", *color.coordinates), "_current_color_stroke" if stroke else "_current_color"
        if key != getattr(self, name):
            setattr(self, name, key)
            self.set_color_rgb(*(part or 0 for part in color.coordinates), stroke)

    def stacked(self: Any) -> _Stacked:
        return _Stacked(self)

    Stream.set_color, Stream.stacked = set_color, stacked


def _places() -> None:
    """Places are reckoned by the same sums, without a list for each; the arcs of an icon array are five thousand."""
    from weasyprint.matrix import Matrix

    def transform_point(self: Any, x: float, y: float) -> list[float]:
        (a, b, _), (c, d, _), (e, f, _) = self
        # From 0, as sums begin: it makes a difference to a zero with a sign.
        return [0 + x * a + y * c + e, 0 + x * b + y * d + f]

    def multiplied(self: Any, other: Any) -> Any:
        (a, b, c), (d, e, f), (g, h, i) = other
        rows = [[0 + x * a + y * d + z * g, 0 + x * b + y * e + z * h, 0 + x * c + y * f + z * i] for x, y, z in self]
        return Matrix(matrix=rows)

    Matrix.transform_point, Matrix.__matmul__ = transform_point, multiplied


def _borders(everywhere: Callable[[Any, Any], None]) -> None:
    from weasyprint.draw import border

    original = border.draw_border

    def draw_border(stream: Any, box: Any) -> None:
        if any(getattr(box, width) for width in BORDERS) or not bare(box.style):
            original(stream, box)

    everywhere(original, draw_border)
