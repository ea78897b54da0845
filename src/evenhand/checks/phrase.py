"""One phrase of a word list: how it is written, and how it is found in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby


class WordLetters:
    """The letters that words are made of: `letter` is a pattern of one, `word` of a whole word.

    Vowel signs and other marks belong to words; Python's \\w leaves them out, and would end an Indic word at each. Only
    the marks of the scripts in `sample` are named, and as ranges: a class of all of them, one by one, makes every pattern
    slow to compile. Case is left out of account: marks have none, and to look for it takes time as well.
    """

    def __init__(self, sample: str) -> None:
        blocks = {0x300 // 128, *(ord(c) // 128 for c in sample)}
        marks = [i for b in sorted(blocks) for i in range(b * 128, b * 128 + 128) if unicodedata.category(chr(i)) in ("Mn", "Mc")]
        runs = (list(run) for _, run in groupby(enumerate(marks), key=lambda pair: pair[1] - pair[0]))
        ranges = "".join(f"\\U{run[0][1]:08x}-\\U{run[-1][1]:08x}" for run in runs)
        self.letter = f"(?-i:[\\w\u200c\u200d{ranges}])"
        self.word = re.compile(f"{self.letter}+")


_OPEN_END = re.compile(r"\s*(?:\.\.\.|…)\s*$")
_PARTS = re.compile(r"\.\.\.|…|[()|?*-]|\s+|['’]|[^()|?*\s'’…-]")


@dataclass(frozen=True, slots=True)
class Start:
    """Letters that a phrase can begin with; `whole` when a word must end with them."""

    letters: str
    whole: bool


class Phrase:
    """One phrase of a list; its pattern is compiled when a text first begins like it. Raises ValueError that says what is wrong.

    `alone`: it is one word, or the beginning of one, so that a text which begins like it holds it to the end of that word.
    `needs`: how one of its later words must begin (see `head`), none when that is not certain. A text without such a word
    cannot hold the phrase, and most texts that begin like a phrase go on in another way.
    """

    def __init__(self, phrase: str, letters: WordLetters | None) -> None:
        # Dots at the end ask for no word: with a space after them nothing at the end of a text would fit.
        tokens = _PARTS.findall(_OPEN_END.sub("", phrase))
        self._tree, rest = _sequence(tokens, 0)
        if rest < len(tokens):
            raise ValueError("a bracket closes that never opened")
        self._letters = letters
        self._compiled: re.Pattern[str] | None = None
        found = [start for start in _starts(self._tree, True) if start.letters]
        self.starts = sorted(set(found), key=lambda s: (s.letters, s.whole))
        if not self.starts:
            raise ValueError("it must begin with a letter")
        self.alone = len(self._tree) == 1 and "".join(map(str, self._tree[0])).rstrip("*") == self.starts[0].letters
        self.needs = _needs(self._tree, letters.word) if letters else frozenset[str]()
        self._plain = _plain(self._tree)

    def end(self, text: str, at: int) -> int:
        """Where the phrase that begins at a place ends; -1 when it does not stand there."""
        letter = self._letters.letter if self._letters else ""
        if self._compiled is None:
            edge = f"(?!{letter})" if letter and not self._plain else ""
            self._compiled = re.compile(_pattern(self._tree, letter) + edge, re.IGNORECASE)
        match = self._compiled.match(text, at)
        if match and self._plain and self._letters and self._letters.word.match(text, match.end()):
            return -1
        return match.end() if match else -1


# How many letters of a word are looked at before a phrase is tried.
_HEAD = 4
# Python's patterns take these for the letter i, and its casefold does not.
_DOTS = str.maketrans("\u0130\u0131", "ii")


def head(word: str) -> str:
    """How a word begins, alike for all words that patterns without regard to case take for the same."""
    return word.translate(_DOTS).casefold()[:_HEAD]


def _plain(tree: list[list[_Part]]) -> bool:
    """True for words and nothing else: they stand in one way only, so that the edge behind them can be looked at afterwards.

    Why: the class of letters is the slow part of a pattern to compile, and most phrases are such.
    """
    return len(tree) == 1 and not any(isinstance(part, tuple) or part in ("*", "...", "-") for part in tree[0])


def _needs(tree: list[list[_Part]], word: re.Pattern[str]) -> frozenset[str]:
    """The heads of words of which one must stand behind the first word; only words before which a gap stands are certain."""
    found: list[list[Start]] = []
    row = tree[0] if len(tree) == 1 else []
    for i in range(1, len(row)):
        # An optional group at the head of the row takes the space after it along.
        if row[i - 1] not in (" ", "...") or _optional(row[i]) or (i == 2 and _optional(row[0])):
            continue
        starts = list(_row_starts(row[i:], True))
        if all(word.fullmatch(s.letters) and (s.whole or len(head(s.letters)) == _HEAD) for s in starts):
            found.append(starts)
    best = max(found, key=lambda starts: min(len(s.letters) for s in starts), default=[])
    return frozenset(head(s.letters) for s in best)


# A tree is a list of alternatives, each a list of parts: a letter, " ", "*", "-", "...", or (alternatives, optional).
_Part = str | tuple[list[list["_Part"]], bool]


def _sequence(tokens: list[str], at: int) -> tuple[list[list[_Part]], int]:
    alternatives: list[list[_Part]] = [[]]
    while at < len(tokens):
        token = tokens[at]
        if token == ")":
            break
        at += 1
        if token == "(":
            inner, at = _sequence(tokens, at)
            if at >= len(tokens):
                raise ValueError("a bracket is not closed")
            at += 1
            optional = at < len(tokens) and tokens[at] == "?"
            alternatives[-1].append((inner, optional))
            at += optional
        elif token == "|":
            alternatives.append([])
        elif token == "?":
            raise ValueError("a question mark stands only after a closing bracket")
        else:
            alternatives[-1].append(" " if token.isspace() else "..." if token == "…" else token)
    return alternatives, at


def _pattern(tree: list[list[_Part]], letter: str) -> str:
    return "|".join(_row(row, letter) for row in tree)


def _row(row: list[_Part], letter: str) -> str:
    gap, many = (r"\s+", rf"(?:[\s,'’-]+{letter}+){{0,6}}?[\s,]+") if letter else (r"\s*", r"[^。！？.!?]{0,10}?")
    signs = {"*": f"{letter}*" if letter else "", "...": many, "-": r"[\s‐‑-]?", "'": "['’]", "’": "['’]"}
    out: list[str] = []
    space = ""
    for i, part in enumerate(row):
        if part == "..." and i == len(row) - 1:
            break  # whatever follows; asking for a further word would miss the phrase at the end of a sentence
        if part == " ":
            space = "" if "..." in (row[i - 1] if i else "", row[i + 1] if i + 1 < len(row) else "") else gap
            # An optional group at the head of the row has taken this space along.
            if i == 1 and _optional(row[0]):
                space = ""
            continue
        if _optional(part):
            inner = f"(?:{_pattern(part[0], letter)})"  # type: ignore[arg-type]
            # An optional group takes the space before it along; at the head of the row, the space after it.
            out.append(f"(?:{inner}{gap})?" if not i and len(row) > 1 and row[1] == " " else f"(?:{space}{inner})?")
        elif isinstance(part, tuple):
            out.append(f"{space}(?:{_pattern(part[0], letter)})")
        else:
            out.append(space + signs.get(part, re.escape(part)))
        space = ""
    return "".join(out)


def _optional(part: _Part) -> bool:
    return isinstance(part, tuple) and part[1]


def _starts(tree: list[list[_Part]], whole: bool) -> Iterator[Start]:
    """The literal beginnings of a tree, as long as they are certain; `whole`: a word ends where the tree ends."""
    for row in tree:
        yield from _row_starts(row, whole)


def _row_starts(row: list[_Part], whole: bool) -> Iterator[Start]:
    begun = ""
    for i, part in enumerate(row):
        if isinstance(part, tuple):
            if begun:
                yield Start(begun, False)
                return
            rest = row[i + 1 :]
            yield from _starts(part[0], whole if not rest else rest[0] in (" ", "...", "'", "’"))
            if part[1]:
                yield from _row_starts(rest[1:] if rest[:1] == [" "] else rest, whole)
            return
        if part in (" ", "*", "...", "-", "'", "’"):
            yield Start(begun, part not in ("*", "-"))
            return
        begun += part
    yield Start(begun, whole)
