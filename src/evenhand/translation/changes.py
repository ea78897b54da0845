"""What changed between two texts, word by word: for change sheets, proofs and status."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]

# A placeholder or a tag is one unit. Scripts that are written without spaces (Han, kana, Thai, Lao, Khmer, Burmese) are
# compared letter by letter with the marks that hang on each; all others word by word, with the space after a word apart.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNIT = re.compile(
    rf"\{{[^{{}}\s]*\}}|<[^<>]*>|\s+|[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:[’'‐-][^\W{_UNSPACED}]+)*|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, that only the old one has, or only the new one."""

    text: str
    kind: Kind


def units(text: str) -> list[str]:
    """The words of a text with what stands between them; joined, they are the text."""
    found: list[str] = []
    for unit in _UNIT.findall(text):
        # A vowel sign or a tone mark belongs to the letter before it.
        if found and _hangs(unit) and not found[-1].isspace():
            found[-1] += unit
        else:
            found.append(unit)
    return found


def _hangs(unit: str) -> bool:
    return len(unit) == 1 and unicodedata.category(unit)[0] == "M"


def changes(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in reading order, what is gone before what is new in its place.

    Without the new pieces they join to `old`, without the gone ones to `new`.
    """
    before, after = units(old), units(new)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(before[i:j]), "same"))
            continue
        gone, new = "".join(before[i:j]), "".join(after[k:m])
        pieces += [*([Piece(gone, "gone")] if gone else []), *([Piece(new, "new")] if new else [])]
    return tuple(_calmer(pieces))


def _calmer(pieces: list[Piece]) -> list[Piece]:
    """A lone space between two changed stretches is part of the change: a reader sees one change, not a row of crumbs."""
    out: list[Piece] = []
    for i, piece in enumerate(pieces):
        inside = 0 < i < len(pieces) - 1 and piece.kind == "same" and piece.text.isspace()
        if piece.kind == "same" and not inside:
            out.append(piece)
        elif out and out[-1].kind != "same":
            gone, new = _last(out)
            if piece.kind != "new":
                gone += piece.text
            if piece.kind != "gone":
                new += piece.text
            out += [*([Piece(gone, "gone")] if gone else []), *([Piece(new, "new")] if new else [])]
        else:
            out.append(piece)
    return out


def _last(out: list[Piece]) -> tuple[str, str]:
    """Take the change at the end of a list away; what was gone and what was new in it."""
    gone = new = ""
    while out and out[-1].kind != "same":
        piece = out.pop()
        gone, new = (piece.text + gone, new) if piece.kind == "gone" else (gone, piece.text + new)
    return gone, new


def as_marked(pieces: Sequence[Piece]) -> str:
    """For a terminal or a plain file: `[-gone-]` and `{+new+}`, as `git diff --word-diff` writes them."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[p.kind].format(p.text) for p in pieces)
