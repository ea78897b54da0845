"""One phrase of a word list: how it is written, and how it is found in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass


def letter_class(sample: str) -> str:
    """A class of the letters that the words of `sample` are made of.

    Vowel signs and other marks belong to words; Python's \\w leaves them out, and would end an Indic word at each. Only
    the marks of the scripts in the sample are named: a class of all of them makes every pattern slow to compile.
    """
    blocks = {0x300 // 128, *(ord(c) // 128 for c in sample)}
    marks = [chr(i) for b in sorted(blocks) for i in range(b * 128, b * 128 + 128) if unicodedata.category(chr(i)) in ("Mn", "Mc")]
    return f"[\\w\u200c\u200d{''.join(map(re.escape, marks))}]"


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
    """

    def __init__(self, phrase: str, letter: str) -> None:
        # Dots at the end ask for no word: with a space after them nothing at the end of a text would fit.
        tokens = _PARTS.findall(_OPEN_END.sub("", phrase))
        self._tree, rest = _sequence(tokens, 0)
        if rest < len(tokens):
            raise ValueError("a bracket closes that never opened")
        self._letter = letter
        self._compiled: re.Pattern[str] | None = None
        found = [start for start in _starts(self._tree, True) if start.letters]
        self.starts = sorted(set(found), key=lambda s: (s.letters, s.whole))
        if not self.starts:
            raise ValueError("it must begin with a letter")
        self.alone = len(self._tree) == 1 and "".join(map(str, self._tree[0])).rstrip("*") == self.starts[0].letters

    def end(self, text: str, at: int) -> int:
        """Where the phrase that begins at a place ends; -1 when it does not stand there."""
        if self._compiled is None:
            edge = f"(?!{self._letter})" if self._letter else ""
            self._compiled = re.compile(_pattern(self._tree, self._letter) + edge, re.IGNORECASE)
        match = self._compiled.match(text, at)
        return match.end() if match else -1


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
    gap, many = (r"[\s\u00a0]+", rf"(?:[\s,'’-]+{letter}+){{0,6}}?[\s,]+") if letter else (r"\s*", r"[^。！？.!?]{0,10}?")
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
