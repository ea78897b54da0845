"""Words on lines: how many lines they fill, and how high those are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evenhand.sheet.cascade import Node
from evenhand.sheet.declared import Style
from evenhand.sheet.ruler import Face, Ruler

_SPACE = re.compile("[ \t\n\r]+")


class Word(NamedTuple):
    """A word on a line: its width, the space before it, how far its line reaches over and under the baseline, and whether the line ends
    with it."""

    width: float = 0.0
    space: float = 0.0
    up: float = 0.0
    down: float = 0.0
    ends: bool = False


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

    def say(self, node: Node, which: str, style: Style, run: list[Word]) -> None:
        """Words of a text go on the line; one without a space before it belongs to the word before."""
        text = node.text if which == "text" else node.tail
        if not text:
            return
        key = (which, style.face)
        if key not in node.lines:
            node.lines[key] = tuple(self._measured(text, style.face))
        size, half = style.size, style.height / 2
        for space, width, middle, apart in node.lines[key]:
            up, down = half + middle * size, half - middle * size
            if (style.nowrap or not apart) and run and not (last := run[-1]).ends and (not apart or (width and last.width)):
                run[-1] = Word(last.width + (width + space) * size, last.space, max(last.up, up), max(last.down, down))
            elif width or space:
                run.append(Word(width * size, space * size, up, down))

    def _measured(self, text: str, face: Face) -> Iterator[tuple[float, float, float, bool]]:
        """(the space before it, its width, the middle of its line, whether a line may end before it) of the words of a text."""
        words = _SPACE.split(text)
        for number, word in enumerate(words):
            if word:
                space = self._ruler.space(word[0], face) if number else 0.0
                first, *others = self._ruler.parts(word, face)
                yield space, *first, number > 0
                yield from ((0.0, *part, True) for part in others)
            elif 0 < number == len(words) - 1:
                yield self._ruler.space(" ", face), 0.0, self._ruler.middle(face), True


def line_heights(words: Iterable[Word], width: float, strut: tuple[float, float]) -> Iterator[float]:
    """The heights of the lines that words fill; each reaches as far as the strut in any case."""
    at, begun = 0.0, False
    up, down = strut
    for wide, space, over, under, ends in words:
        if ends or (begun and at + space + wide > width):
            yield up + down
            at, begun = 0.0, False
            up, down = strut
        at += wide + (space if begun else 0.0)
        begun = begun or wide > 0
        # Most words reach no farther than those before.
        if over > up or under > down:
            up, down = max(up, over), max(down, under)
    if begun:
        yield up + down
