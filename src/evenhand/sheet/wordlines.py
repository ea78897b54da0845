"""Words on lines: how many lines they fill, and how high those are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from evenhand.sheet.cascade import Node
from evenhand.sheet.declared import Style
from evenhand.sheet.ruler import Face, Ruler

_SPACE = re.compile("[ \t\n\r]+")
# The least words in a row that are put on lines together.
_TOGETHER = 3


class Word(NamedTuple):
    """A word on a line: its width, the space before it, how far its line reaches over and under the baseline, and whether the line ends
    with it."""

    width: float = 0.0
    space: float = 0.0
    up: float = 0.0
    down: float = 0.0
    ends: bool = False


class Stretch(NamedTuple):
    """Words in a row, in one face and size, each with a space before it or a place where a line may end.

    `reach` is how far they reach with their spaces, as multiples of the type size, from 0 to the last one; `widths` are their own.
    """

    width: float
    reach: list[float]
    widths: list[float]
    size: float
    up: float
    down: float
    ends: bool = False


# The space before a word, its width, the middle of its line, and whether a line may end before it.
_Measured = tuple[float, float, float, bool]


class _Text:
    """The words of a text in a face, measured; those from `start` to `end` can be put on lines together."""

    __slots__ = ("end", "middle", "reach", "start", "widths", "words")

    def __init__(self, words: list[_Measured]) -> None:
        self.words, self.start = words, 1
        # What stands at the ends may belong to words of other texts.
        inner = words[1:-1]
        self.middle = inner[0][2] if inner else 0.0
        together = len(inner) >= _TOGETHER and all(apart and width and middle == self.middle for _, width, middle, apart in inner)
        self.end = len(words) - 1 if together else 1
        self.widths = [width for _, width, _, _ in inner] if together else []
        self.reach = [0.0, *accumulate(space + width for space, width, _, _ in inner)] if together else []


class Scribe:
    """Puts the words of texts on lines, as wide as they are in their fonts."""

    def __init__(self, ruler: Ruler) -> None:
        self._ruler = ruler

    def strut(self, style: Style) -> tuple[float, float]:
        """How far a line without words reaches over and under the baseline."""
        shift = self._ruler.middle(style.face) * style.size
        return style.height / 2 + shift, style.height / 2 - shift

    def space(self, style: Style) -> float:
        """A space that stands alone."""
        return self._ruler.space(" ", style.face) * style.size

    def say(self, node: Node, which: str, style: Style, run: list[Word | Stretch]) -> None:
        """Words of a text go on the line; one without a space before it belongs to the word before."""
        text = node.text if which == "text" else node.tail
        if not text:
            return
        key = (which, style.face)
        if key not in node.lines:
            node.lines[key] = _Text(list(self._measured(text, style.face)))
        measured: _Text = node.lines[key]
        if style.nowrap or not measured.reach:
            self._put(measured.words, style, run)
            return
        self._put(measured.words[: measured.start], style, run)
        size, half, shift = style.size, style.height / 2, measured.middle * style.size
        reach = measured.reach
        run.append(Stretch(reach[-1] * size, reach, measured.widths, size, half + shift, half - shift))
        self._put(measured.words[measured.end :], style, run)

    def _put(self, words: Iterable[_Measured], style: Style, run: list[Word | Stretch]) -> None:
        size, half = style.size, style.height / 2
        for space, width, middle, apart in words:
            up, down = half + middle * size, half - middle * size
            last = run[-1] if run else None
            joins = not apart or (style.nowrap and width and last and last.width)
            if joins and isinstance(last, Word) and not last.ends:
                run[-1] = Word(last.width + (width + space) * size, last.space, max(last.up, up), max(last.down, down))
            elif width or space:
                run.append(Word(width * size, space * size, up, down))

    def _measured(self, text: str, face: Face) -> Iterator[_Measured]:
        words, known = _SPACE.split(text), self._ruler.words(face)
        for number, word in enumerate(words):
            if word:
                space, first, others = known[word]
                yield space if number else 0.0, *first, number > 0
                yield from others
            elif 0 < number == len(words) - 1:
                yield self._ruler.space(" ", face), 0.0, self._ruler.middle(face), True


def line_heights(words: Iterable[Word | Stretch], width: float, strut: tuple[float, float]) -> list[float]:
    """The heights of the lines that words fill; each reaches as far as the strut in any case."""
    at, begun, heights = 0.0, False, list[float]()
    up, down = strut
    for word in words:
        if isinstance(word, Stretch):
            ends, joins, at = _filled(word, at if begun else -1.0, width)
            if joins:
                up, down = max(up, word.up), max(down, word.down)
            if ends:
                heights.append(up + down)
                up, down = max(strut[0], word.up), max(strut[1], word.down)
                heights += [up + down] * (ends - 1)
            begun = True
            continue
        wide, space, over, under, ends = word
        if ends or (begun and at + space + wide > width):
            heights.append(up + down)
            at, begun = 0.0, False
            up, down = strut
        at += wide + (space if begun else 0.0)
        begun = begun or wide > 0
        # Most words reach no farther than those before.
        if over > up or under > down:
            up, down = max(up, over), max(down, under)
    if begun:
        heights.append(up + down)
    return heights


def _filled(words: Stretch, at: float, width: float) -> tuple[int, bool, float]:
    """How many lines end among these words, whether one of them stands on the line that they begin at, and how far they reach on the last.

    That line is filled up to `at`; below 0 nothing is on it yet.
    """
    ends, place, joins = 0, 0, False
    reach, size = words.reach, words.size
    while True:
        if at < 0:
            # A word that begins a line leaves its space behind, and stands there however wide it is.
            at, place = words.widths[place] * size, place + 1
        fit = bisect_right(reach, reach[place] + (width - at) / size, place) - 1
        if fit > place:
            at, place = at + (reach[fit] - reach[place]) * size, fit
        joins |= not ends and place > 0
        if place == len(words.widths):
            return ends, joins, at
        ends, at = ends + 1, -1.0
