"""A text measured once: how wide each of its stretches is, and where it may be broken."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Any

# The first bit of Pango's attributes of a character: a line may end before it.
_MAY_BREAK = 1
# Pango's units in a pixel.
UNITS = 1024


class Measured:
    """A text that was shaped in one line. Lengths are in Pango's units, places are bytes of its UTF-8.

    Why: WeasyPrint has Pango shape what is left of a paragraph anew for each of its lines, and again in each room that it is
    laid out in. Where lines end follows from what its words measure.
    """

    __slots__ = ("_ends", "_reach", "_stops", "_to", "letters", "lines", "text")

    def __init__(self, layout: Any, ffi: Any, pango: Any) -> None:
        self.text: bytes = layout.text.encode()
        widths = _reached(layout, self.text, ffi)
        breaks = _breaks(layout, self.text, ffi, pango)
        # Where a line may end, where its letters end there (spaces hang), how far both reach from the beginning of the text.
        self._stops = breaks
        self._ends = [_stripped(self.text, stop) for stop in breaks]
        self._reach = [widths[end] for end in self._ends]
        self._to = {0: 0} | {stop: widths[stop] for stop in breaks}
        self.letters = widths[-1]
        # Lines that were cut out of it, by where they begin and end.
        self.lines: dict[tuple[int, int], Any] = {}

    def begins(self, start: int) -> bool:
        """Whether a line may begin at this byte."""
        return start in self._to

    def parted(self, start: int) -> bool:
        """Whether there is a place after `start`, before the end, where a line may end."""
        return len(self._stops) > 1 and self._stops[-2] > start

    def width(self, start: int) -> tuple[int, int]:
        """How wide all from `start` on is, with the spaces at its end and without."""
        begin = self._to[start]
        return self.letters - begin, self._reach[-1] - begin

    def broken(self, start: int, room: float, doubt: float) -> tuple[int, int, int] | None:
        """The line that begins at `start`: where its letters end, where the next line begins, and where that may be broken first.

        None where a stretch of letters comes nearer to the room than the doubt: then only shaping tells whether it fits.
        """
        reach, begin = self._reach, self._to[start]
        found = bisect_right(reach, begin + room) - 1
        if found < 0 or self._stops[found] <= start or found + 1 >= len(reach):
            return None
        if reach[found] - begin > room - doubt or reach[found + 1] - begin < room + doubt:
            return None
        return self._ends[found], self._stops[found], self._stops[found + 1]


def _reached(layout: Any, text: bytes, ffi: Any) -> list[int]:
    """How far a text reaches from its beginning to each of its bytes, in the order of reading."""
    widths = [0] * (len(text) + 1)
    size = ffi.sizeof("PangoGlyphInfo")
    step, node = size // 4, layout.get_first_line()[0].runs
    while node != ffi.NULL:
        run = node[0].data
        count, offset, glyphs = run.glyphs.num_glyphs, run.item.offset + 1, run.glyphs
        info = memoryview(ffi.buffer(glyphs.glyphs, count * size)).cast("i")
        for place, advance in zip(ffi.unpack(glyphs.log_clusters, count), info[1::step].tolist(), strict=True):
            widths[offset + place] += advance
        node = node[0].next
    return list(accumulate(widths))


def _breaks(layout: Any, text: bytes, ffi: Any, pango: Any) -> list[int]:
    """The places where a line may end, the end of the text last."""
    letters = layout.text
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    flags = memoryview(ffi.buffer(attributes, ffi.sizeof("PangoLogAttr") * (len(letters) + 1))).cast("I")
    places = [n for n, flag in enumerate(flags.tolist()) if flag & _MAY_BREAK and 0 < n < len(letters)]
    if len(text) != len(letters):
        begins = [0, *accumulate(_bytes(letter) for letter in letters)]
        places = [begins[n] for n in places]
    return [*places, len(text)]


def _bytes(letter: str) -> int:
    return 1 if letter < "\x80" else 2 if letter < "\u0800" else 3 if letter < "\U00010000" else 4


def _stripped(text: bytes, stop: int) -> int:
    """The place after the last byte before `stop` that is no space."""
    while stop and text[stop - 1] == 0x20:
        stop -= 1
    return stop
