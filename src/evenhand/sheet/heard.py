"""The text layer of a finished leaflet: which words of the page a screen reader, a search or a copy finds whole."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

# Tags that may stand inside a word. Where one stands, both readings count: one word, and two.
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|bdo|em|i|small|span|strong|sub|sup|u)\b[^>]*>")
_TAGS = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_SEAM = "\ue000"
# So with a hyphen: poppler takes every one at the end of a line for that of a broken word.
_HYPHEN = re.compile("[-\u2010\u2011]")
# Joiners are part of a spelling (Persian, Sinhala), and U+200B parts words that stand without spaces; other characters
# without a look are nothing.
_MAY_END = "\u200b"
_KEPT = frozenset(f"\n\u200c\u200d{_MAY_END}{_SEAM}")
# What pdfium tells for the hyphen of a word that is broken at the end of a line.
_BROKEN = re.compile("[\ufffe\x02]")
# Scripts whose words stand without spaces between them: Thai, Lao, Burmese, Khmer, Han, Kana.
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Han and kana, which stand without spaces beside letters and digits too.
_HAN = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


class _Line(NamedTuple):
    """The words of a line of a source, whether some stand without spaces, and whether all of its tags end in it."""

    words: tuple[str, ...]
    dense: bool
    whole: bool


# Lines that are known, of sources and of finished pages: those of the last leaflet. What is found in one hangs on nothing else, and most
# stand in the leaflet of the next clinic too.
_WRITTEN: dict[str, _Line] = {}
_TOLD: dict[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Heard:
    """How many words a page has, and those that are not found whole in what a reader tells, each as often as it stands."""

    words: int = 0
    lost: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of words that are found whole, from 0 to 1."""
        return 1 - len(self.lost) / self.words if self.words else 1.0


def heard(page: str, texts: Iterable[str]) -> Heard:
    """The words of a page (its HTML) against the text of the finished pages, as a PDF reader tells it.

    A word is what stands between spaces and signs: letters, marks and digits. Where words stand without spaces, it is what
    stands between two places where a line may end; in Chinese and Japanese, where that is everywhere, two characters. A word that a
    line's end parts is whole. Order is not judged: columns are read in one order or another.
    """
    lines = [line for line in _told(_BROKEN.sub("\n", "\n".join(texts)).split("\n")) if line]
    whole = {word for line in lines for word in line}
    whole |= {before[-1] + after[0] for before, after in pairwise(lines)}
    dense = "".join(word for line in lines for word in line)

    def found(word: str) -> bool:
        return word in whole or (_DENSE.search(word) is not None and word in dense)

    words = words_of(page)
    unsure = [word for word in words if word not in whole]
    lost = [w for w in unsure if not found(w.replace(_SEAM, "")) and not all(map(found, filter(None, w.split(_SEAM))))]
    return Heard(len(words), tuple(word.replace(_SEAM, "") for word in lost))


def words_of(page: str) -> list[str]:
    """The words of a page's body in the order of the source, those with a seam of tags inside marked."""
    body = page[page.find("<body") :]
    rows = body.split("\n")
    _latest(_WRITTEN, {row: _WRITTEN.get(row) or _written(row) for row in rows})
    lines = [_WRITTEN[row] for row in rows]
    if not all(line.whole for line in lines):
        lines = [_written(body)]
    words = [word for line in lines for word in line.words]
    return [word for word in words if word.strip(_SEAM)] if any(line.dense for line in lines) else words


def _written(source: str) -> _Line:
    bare = _TAGS.sub(" ", _INLINE.sub(_SEAM, source))
    text = _letters(_HYPHEN.sub(_SEAM, html.unescape(bare)))
    words = [word.strip(_SEAM) for word in text.split() if word.strip(_SEAM)]
    whole = not ("<" in bare or ">" in bare or "<!--" in source)
    return _Line(tuple(piece for word in words for piece in _pieces(word)), _DENSE.search(text) is not None, whole)


def _told(lines: list[str]) -> list[list[str]]:
    """The words of lines of finished pages."""
    fresh = [line for line in lines if line not in _TOLD]
    found = dict(zip(fresh, map(str.split, _letters("\n".join(fresh)).split("\n")), strict=False))
    _latest(_TOLD, {line: found[line] if line in found else _TOLD[line] for line in lines})
    return [_TOLD[line] for line in lines]


def _latest(known: dict[str, Any], latest: dict[str, Any]) -> None:
    """Put what is known of the latest lines in the place of what was known before."""
    known.clear()
    known.update(latest)


def _pieces(word: str) -> list[str]:
    if not _DENSE.search(word):
        return [word.replace(_MAY_END, "")]
    pieces = word.replace(_SEAM, _MAY_END).split(_MAY_END)
    return [piece[i : i + 2] for piece in pieces for i in range(0, len(piece), 2)] if _HAN.fullmatch(pieces[0]) else pieces


class _Table(dict[int, str | None]):
    """What becomes of each character: letters, marks and digits stay, signs part words, what has no look is left out."""

    def __missing__(self, point: int) -> str | None:
        letter = chr(point)
        kind = unicodedata.category(letter)
        self[point] = letter if kind[0] in "LMN" or letter in _KEPT else None if kind == "Cf" else " "
        return self[point]


_TABLE = _Table()


def _letters(text: str) -> str:
    letters = unicodedata.normalize("NFKC", text).translate(_TABLE)
    # Between them and others, such as the digits of a date, no space is written.
    return _HAN.sub(r" \g<0> ", letters) if _HAN.search(letters) else letters
