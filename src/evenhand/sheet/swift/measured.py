"""A text measured once: how wide each of its stretches is, and where it may be broken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Any

# The first bit of Pango's attributes of a character, in their first byte: a line may end before it.
_BREAKS = bytes(n % 2 for n in range(256))
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
        # Where a line may end, where its letters end there (spaces hang), how far both reach from the beginning of the text.
        self._stops = _breaks(layout, self.text, ffi, pango)
        self._ends = _stripped(self.text, self._stops)
        reached = _reached(layout, [place for pair in zip(self._ends, self._stops, strict=True) for place in pair], ffi)
        self._reach = reached[::2]
        self._to = {0: 0} | dict(zip(self._stops, reached[1::2], strict=True))
        self.letters = reached[-1]
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


def _reached(layout: Any, places: list[int], ffi: Any) -> list[int]:
    """How far a text reaches from its beginning to each of these bytes, which rise, in the order of reading."""
    size = ffi.sizeof("PangoGlyphInfo")
    runs, step, node = [], size // 4, layout.get_first_line()[0].runs
    while node != ffi.NULL:
        run = node.data
        glyphs = run.glyphs
        clusters = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
        advances = memoryview(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * size)).cast("i")[1::step].tolist()
        if clusters[0] > clusters[-1]:
            clusters.reverse()  # from the right
            advances.reverse()
        runs.append((run.item.offset, clusters, list(accumulate(advances, initial=0))))
        node = node.next
    if not runs:
        return [0] * len(places)
    runs.sort()
    reached, before, number, offset, after = list[int](), 0, -1, 0, -1
    clusters, sums = list[int](), [0]
    for place in places:
        while place > after:
            # The run that this byte is behind, or in.
            before += sums[-1]
            number += 1
            offset, clusters, sums = runs[number]
            after = runs[number + 1][0] if number + 1 < len(runs) else len(layout.text) * 4
        reached.append(before + sums[bisect_left(clusters, place - offset)])
    return reached


def _breaks(layout: Any, text: bytes, ffi: Any, pango: Any) -> list[int]:
    """The places where a line may end, the end of the text last."""
    letters = layout.text
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
    size = ffi.sizeof("PangoLogAttr")
    flags = bytes(ffi.buffer(attributes, size * len(letters)))[::size].translate(_BREAKS)
    places, place = list[int](), flags.find(1, 1)
    while place > 0:
        places.append(place)
        place = flags.find(1, place + 1)
    if len(text) != len(letters):
        begins = list(accumulate(map(_BYTES.__getitem__, letters), initial=0))
        places = [begins[n] for n in places]
    return [*places, len(text)]


def _stripped(text: bytes, stops: list[int]) -> list[int]:
    """The places after the last byte before each of these that is no space."""
    ends = []
    for stop in stops:
        while stop and text[stop - 1] == 0x20:
            stop -= 1
        ends.append(stop)
    return ends


class _Bytes(dict[str, int]):
    """How many bytes each letter takes in UTF-8."""

    def __missing__(self, letter: str) -> int:
        self[letter] = len(letter.encode())
        return self[letter]


_BYTES = _Bytes()
