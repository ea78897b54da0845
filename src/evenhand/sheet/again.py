"""Lines that were drawn before, in the leaflet of another brand, put down again as they were written.

Why: most lines of a leaflet stand in the same places on those of hundreds of clinics. What may differ are the numbers of marked content
and the codes of composed glyphs; the first are written anew, and where one of the second is another, the line is drawn anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from evenhand.sheet.shaped import Cluster, Face

# What begins a piece of marked content, before and after its number; and what draws pictures, which belong to their document.
_BEGINS = re.compile(rb"/(\w+)\n<</MCID [0-9]+>>\nBDC")
_BOUND = (b" Do", b" gs", b" scn", b" SCN", b" sh", b" cs", b" CS")
# What is known of a line that was drawn once, and of one that is not kept.
_ONCE, _NEVER = "once", "never"


class Said(NamedTuple):
    """Clusters of a line in one face and direction, each with its codes as they were shown."""

    face: Face
    rtl: int
    shown: tuple[tuple[Cluster, str], ...]


class Drawn(NamedTuple):
    """A line as it was written: what it was begun with, what is left after it, its pieces of marked content, and its clusters."""

    begun: tuple[Any, ...]
    ended: tuple[Any, ...]
    pieces: tuple[tuple[Any, str, bytes], ...]
    said: tuple[Said, ...]


class Lines:
    """Draws lines again. `read` gives the clusters of a text as they are shown, None where it is not to be drawn again; `agrees` says
    whether a document shows clusters so."""

    def __init__(self, read: Callable[[Any, Any], list[Said] | None], agrees: Callable[[Any, Said], bool], texts: type) -> None:
        self._read, self._agrees, self._texts = read, agrees, texts

    def draw(self, stream: Any, line: Any, write: Callable[[], None]) -> None:
        """Draw a line: as it was written, or by `write`. What is drawn a second time is kept: before that, it may be of one leaflet."""
        known = line.__dict__.get("evenhand_drawn")
        if known is _ONCE:
            line.evenhand_drawn = self._kept(stream, line, write) or _NEVER
            return
        if known is None:
            line.evenhand_drawn = _ONCE
        elif known is not _NEVER and self._fits(stream, known):
            _put(stream, known)
            return
        write()

    def _fits(self, stream: Any, line: Drawn) -> bool:
        """True where a line would be written as it was."""
        return stream._tags is not None and line.begun == _state(stream) and all(self._agrees(stream, said) for said in line.said)

    def _kept(self, stream: Any, line: Any, write: Callable[[], None]) -> Drawn | None:
        """Draw a line by `write`; gives what was written, where that can be put down again."""
        begun, start = _state(stream), len(stream.stream)
        before = stream.stream[-1] if start else None
        marked = None if stream._tags is None else len(stream._tags)
        write()
        if marked is None or not start or stream.stream[start - 1] is not before:
            return None
        said = list[Said]()
        for text in self._inside(line):
            found = self._read(stream, text)
            if found is None:
                return None
            said += found
        pieces = _pieces(stream.stream[start:], list(stream._tags.items())[marked:])
        return Drawn(begun, _state(stream), pieces, _once(said)) if pieces else None

    def _inside(self, box: Any) -> Iterator[Any]:
        for child in box.children:
            if isinstance(child, self._texts):
                yield child
            else:
                yield from self._inside(child)


def _state(stream: Any) -> tuple[Any, ...]:
    return (
        *(stream._current_color, stream._current_color_stroke, stream._current_alpha, stream._current_alpha_stroke),
        *(stream._current_font, stream._old_font, len(stream._ctm_stack)),
    )


def _pieces(written: list[Any], tags: list[tuple[Any, Any]]) -> tuple[tuple[Any, str, bytes], ...]:
    """The pieces of marked content that a line consists of: the box of each, its tag, and what is written in it; none where it needs
    more than that."""
    pieces: list[tuple[Any, str, list[bytes]]] = []
    for item in written:
        if type(item) is not bytes or any(sign in item for sign in _BOUND):
            return ()
        if _BEGINS.fullmatch(item):
            if len(pieces) == len(tags):
                return ()
            box, told = tags[len(pieces)]
            pieces.append((box, told["tag"], []))
        elif not pieces:
            return ()
        else:
            pieces[-1][2].append(item)
    ends = all(items and items[-1] == b"EMC" for _, _, items in pieces)
    return tuple((box, tag, b"\n".join(items)) for box, tag, items in pieces) if ends and len(pieces) == len(tags) else ()


def _put(stream: Any, line: Drawn) -> None:
    """Write a line down again."""
    tags, out = stream._tags, stream.stream
    for box, tag, content in line.pieces:
        number = len(tags)
        tags[box] = {"tag": tag, "mcid": number}
        out.append(b"/%b\n<</MCID %d>>\nBDC" % (tag.encode(), number))
        out.append(content)
    stream._current_color, stream._current_color_stroke, stream._current_alpha, stream._current_alpha_stroke = line.ended[:4]
    stream._current_font, stream._old_font = line.ended[4:6]


def _once(said: list[Said]) -> tuple[Said, ...]:
    """Each cluster once, in the order in which they are met: that of the numbers of composed glyphs."""
    found = list[Said]()
    met = set[Any]()
    for face, rtl, shown in said:
        fresh = tuple(dict.fromkeys(pair for pair in shown if (face, rtl, pair[0]) not in met))
        met.update((face, rtl, pair[0]) for pair in fresh)
        if fresh:
            found.append(Said(face, rtl, fresh))
    return tuple(found)
