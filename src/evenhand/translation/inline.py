"""Texts cut into words and codes: what a translator writes, and the placeholders and tags that must come back as they were."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from evenhand.content.text import PLACEHOLDER, TAGS

# Characters that XML 1.0 cannot hold.
_BAD = r"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
ILLEGAL = re.compile(f"[{_BAD}]")
_NAMES = "|".join(TAGS)
_CODE = re.compile(
    rf"{PLACEHOLDER.pattern}|<(?P<open>{_NAMES})(?:\s[^<>{_BAD}]*)?(?<!/)>|</(?P<close>{_NAMES})>|<(?:{_NAMES})(?:\s[^<>{_BAD}]*)?/>|[{_BAD}]"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A code in a sentence: one that stands alone, or one half of a pair (both halves have the pair's id).

    `native` is its text in the catalog (`{people}`, `<b>`), "" where a file does not tell.
    """

    id: str
    role: Literal["whole", "open", "close"]
    native: str = ""


Stream = tuple[str | Mark, ...]


def cut(text: str) -> Stream:
    """Any text as words and codes; `join` gives it back to the letter. A tag without its other half stands alone."""
    out: list[str | Mark] = []
    waiting: list[tuple[int, str]] = []
    done = count = 0
    for match in _CODE.finditer(text):
        if match.start() > done:
            out.append(text[done : match.start()])
        done = match.end()
        if match["close"] and waiting and waiting[-1][1] == match["close"]:
            at, _ = waiting.pop()
            pair = Mark(_id(out[at]), "open", _native(out[at]))
            out[at] = pair
            out.append(Mark(pair.id, "close", match[0]))
            continue
        count += 1
        if match["open"]:
            waiting.append((len(out), match["open"]))
        out.append(Mark(str(count), "whole", match[0]))
    return (*out, *([text[done:]] if done < len(text) else []))


def _id(piece: str | Mark) -> str:
    return piece.id if isinstance(piece, Mark) else ""


def _native(piece: str | Mark) -> str:
    return piece.native if isinstance(piece, Mark) else piece


def marks(stream: Stream) -> list[Mark]:
    """The codes of a stream in order."""
    return [piece for piece in stream if isinstance(piece, Mark)]


def aligned(target: Stream, source: Stream) -> Stream:
    """A translation whose codes have the ids of the same codes of its source; codes that the source lacks get ids of their own."""
    free = [m for m in marks(source) if m.role != "close"]
    renamed: dict[str, str] = {}
    out: list[str | Mark] = []
    for piece in target:
        if isinstance(piece, str):
            out.append(piece)
            continue
        if piece.role != "close":
            twin = next((m for m in free if (m.role, m.native) == (piece.role, piece.native)), None)
            if twin:
                free.remove(twin)
            renamed[piece.id] = twin.id if twin else f"t{piece.id}"
        out.append(replace(piece, id=renamed[piece.id]))
    return tuple(out)


def join(stream: Stream, source: Stream = ()) -> str:
    """The text of a stream; codes that do not tell their own text are those of `source` with the same id.

    Raises ValueError for a code that nobody knows.
    """
    known = {(m.id, m.role): m.native for m in marks(source)}
    opened: dict[str, str] = {}
    out = []
    for piece in stream:
        if isinstance(piece, str):
            out.append(piece)
            continue
        native = piece.native or known.get((piece.id, piece.role)) or end_tag(opened.get(piece.id, ""))
        if not native:
            raise ValueError(piece.id)
        if piece.role == "open":
            opened[piece.id] = native
        out.append(native)
    return "".join(out)


def end_tag(opening: str) -> str:
    """The end tag of a tag; "" for anything else."""
    match = re.match(r"<([a-z]+)", opening)
    return f"</{match[1]}>" if match else ""


def code_counts(texts: Iterable[str]) -> Counter[str]:
    """How often each placeholder and tag stands in texts."""
    return Counter(m.native for text in texts for m in marks(cut(text)) if not ILLEGAL.fullmatch(m.native))
