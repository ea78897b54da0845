"""Where lines may end in scripts without spaces and in Korean: invisible marks in the text (the only file that uses ICU and BudouX).

Why marks and not the press: Pango parts Khmer, Lao and Burmese at spaces only, Thai only where it was built with libthai,
and Korean between any two syllables; WeasyPrint knows neither `word-break: keep-all` nor `line-break`. A zero-width
space (U+200B) lets a line end, a word joiner (U+2060) forbids it; neither leaves a trace in picture or text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

from evenhand.content.text import Run
from evenhand.sheet.setting import Breaking

MAY_END, JOINED = "\u200b", "\u2060"
# Letters of line-break class SA (UAX 14): Thai, Lao, Burmese with its extensions, Khmer.
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f]{2,}")
# What never begins a line: vowels and tones hang on the letter before (they are marks), and so do these signs: repetition,
# abbreviation, ends of sentences.
_NO_START = frozenset("\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ec6\u104a\u104b\u17d4\u17d5\u17d6\u17d7\u17d9\u17da")
# What never ends one: vowels that are written before their consonant.
_NO_END = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
# A consonant with one of these closes the syllable before it (Burmese asat and virama, Khmer bantoc and toandakhiat): ICU's
# dictionary parts foreign names into single letters, also there.
_CLOSERS = tuple("\u103a\u1039\u17cb\u17cd")
# A phrase of more letters may be parted by Unicode's rules: it would leave a hole in a narrow column.
_LONG_PHRASE = 12


def broken(runs: Iterable[Run], breaking: Breaking, tag: str) -> tuple[Run, ...]:
    """The runs of one text with marks where its lines may end; `tag` is the language. Data and foreign words stay as they are."""
    runs = tuple(runs)
    if breaking is Breaking.SPACES:
        return runs
    text = "".join(run.text for run in runs)
    marks = _MARKS[breaking](text, tag)
    out, start = [], 0
    for run in runs:
        inside = not (run.data or run.lang)
        # A mark at the seam of two runs goes to the one that may hold it, the second if both do.
        here = [(at - start, sign) for at, sign in marks.items() if start <= at < start + len(run.text) or (at == start + len(run.text))]
        taken = [at for at, _ in here if inside or at == 0]
        out.append(_marked(run, [(at, sign) for at, sign in here if inside]) if inside else run)
        if inside:
            for at in taken:
                marks.pop(at + start, None)
        start += len(run.text)
    return tuple(out)


def _marked(run: Run, marks: list[tuple[int, str]]) -> Run:
    if not marks:
        return run
    pieces, last = [], 0
    for at, sign in sorted(marks):
        pieces += [run.text[last:at], sign]
        last = at
    return replace(run, text="".join((*pieces, run.text[last:])))


def _words(text: str, tag: str) -> dict[int, str]:
    return {at: MAY_END for stretch in _DENSE.finditer(text) for at in _ends(stretch[0], stretch.start(), tag)}


def _ends(stretch: str, start: int, tag: str) -> Iterator[int]:
    pieces, at = words_of(stretch, tag), 0
    for piece, following in pairwise(pieces):
        at += len(piece)
        # A letter alone is no word: a prefix such as the Burmese "not", or a piece of a name that the dictionary does not know.
        if min(len(piece), len(following)) > 1 and _apart(stretch, at):
            yield start + at


def _apart(text: str, at: int) -> bool:
    """True when a line may end before `text[at]`, as the scripts' own rules have it, whatever a dictionary says."""
    after = text[at]
    hangs = after in _NO_START or unicodedata.category(after) in ("Mn", "Mc")
    return not (hangs or text[at - 1] in _NO_END or text[at + 1 : at + 2] in _CLOSERS)


def _together(text: str, _tag: str) -> dict[int, str]:
    def held(one: str, other: str) -> bool:
        letters = one.isalnum() and other.isalnum()
        return letters and (_hangul(one) or _hangul(other))

    return {at: JOINED for at in range(1, len(text)) if held(text[at - 1], text[at])}


def _hangul(letter: str) -> bool:
    return "\uac00" <= letter <= "\ud7a3"


def _phrases(text: str, _tag: str) -> dict[int, str]:
    marks: dict[int, str] = {}
    start = 0
    for phrase in _budoux().parse(text) if text else ():
        if len(phrase) <= _LONG_PHRASE:
            marks |= {start + at: JOINED for at in range(1, len(phrase)) if not (phrase[at].isspace() or phrase[at - 1].isspace())}
        start += len(phrase)
    return marks


_MARKS = {Breaking.WORDS: _words, Breaking.TOGETHER: _together, Breaking.PHRASES: _phrases}


def words_of(text: str, tag: str) -> list[str]:
    """A text in pieces, each of which a line may end after: words with what follows them, by ICU."""
    from icu4py.breakers import LineBreaker

    return list(LineBreaker(text, tag))


@cache
def _budoux() -> Any:
    """BudouX's model of Japanese, loaded once a process; it is part of the package, and never changes while it runs."""
    import budoux

    return budoux.load_default_japanese_parser()
