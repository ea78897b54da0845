"""What was drawn before, in the leaflet of another brand, put down again as it was written: lines, and sections as a whole.

Why: most of a leaflet stands in the same places on those of hundreds of clinics. What may differ are the numbers of marked content
and the codes of composed glyphs; the first are written anew, and where one of the second is another, all is drawn anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import Any, NamedTuple

from evenhand.sheet.shaped import Cluster, Face

# The number of a piece of marked content; and what draws pictures, which belong to their document.
_NUMBER = re.compile(rb"(?<=<</MCID )[0-9]+(?=>>\nBDC)")
_BOUND = (b" Do", b" scn", b" SCN", b" sh", b" cs", b" CS")
# Transparencies are asked for by their names.
_ALPHA = re.compile(rb"/([aA][0-9.]+) gs")
# What the next operator may take away again: text that goes on is one text, and what is empty is left out.
_OPEN = (b"ET", b"q")
# What is known of something that was drawn once, and of what is not kept.
_ONCE, _NEVER = "once", "never"


class Said(NamedTuple):
    """Clusters in one face and direction, each with what their document shows them by."""

    face: Face
    rtl: int
    clusters: tuple[Cluster, ...]
    met: list[tuple[str, float]]


class Drawn(NamedTuple):
    """What was written: what it was begun with and what is left after it; the pieces between the numbers of marked content, the box and
    the tag of each number; the transparencies that it asks for; its clusters."""

    begun: tuple[Any, ...]
    ended: tuple[Any, ...]
    pieces: tuple[bytes, ...]
    marked: tuple[tuple[Any, str], ...]
    states: tuple[tuple[str, Any], ...]
    said: tuple[Said, ...]


class Again:
    """Draws again. `agrees` says whether a document shows clusters by the same codes."""

    def __init__(self, agrees: Callable[[Any, Said], bool]) -> None:
        self._agrees = agrees
        # What is said in what is being drawn and kept, the innermost last; None for what cannot be said again.
        self._open = list[list[Said | None]]()

    def tell(self, said: Callable[[], list[Said]] | None) -> None:
        """Take down what was just drawn; None for what WeasyPrint itself drew."""
        if self._open:
            self._open[-1] += [None] if said is None else said()

    def draw(self, stream: Any, thing: Any, write: Callable[[], None]) -> None:
        """Draw something: as it was written, or by `write`. What is drawn a second time is kept: before that, it may be of one leaflet."""
        known = thing.__dict__.get("evenhand_drawn")
        if known is _ONCE:
            thing.evenhand_drawn = self._kept(stream, write) or _NEVER
            return
        if known is None:
            thing.evenhand_drawn = _ONCE
        elif known is not _NEVER and self._fits(stream, known):
            _put(stream, known)
            if self._open:
                self._open[-1] += known.said
            return
        write()

    def _fits(self, stream: Any, drawn: Drawn) -> bool:
        """True where it would be written as it was."""
        return stream._tags is not None and drawn.begun == _state(stream) and all(self._agrees(stream, said) for said in drawn.said)

    def _kept(self, stream: Any, write: Callable[[], None]) -> Drawn | None:
        """Draw by `write`; gives what was written, where that can be put down again."""
        begun, start = _state(stream), len(stream.stream)
        before = stream.stream[-1] if start else None
        marked = None if stream._tags is None else len(stream._tags)
        self._open.append([])
        try:
            write()
        finally:
            said = self._open.pop()
            if self._open:
                self._open[-1] += said
        written = [item.encode() if type(item) is str else item for item in stream.stream[start:]]
        if marked is None or not start or stream.stream[start - 1] is not before or None in said or not _apart(written):
            return None
        text, boxes = b"\n".join(written), tuple((box, told["tag"]) for box, told in list(stream._tags.items())[marked:])
        pieces, names = tuple(_NUMBER.split(text)), dict.fromkeys(name.decode() for name in _ALPHA.findall(text))
        if len(pieces) != len(boxes) + 1 or any(sign in text for sign in _BOUND) or text.count(b" gs") != len(_ALPHA.findall(text)):
            return None
        states = tuple((name, stream._resources["ExtGState"][name]) for name in names)
        return Drawn(begun, _state(stream), pieces, boxes, states, _once([one for one in said if one]))


def _state(stream: Any) -> tuple[Any, ...]:
    return (
        *(stream._current_color, stream._current_color_stroke, stream._current_alpha, stream._current_alpha_stroke),
        *(stream._current_font, stream._old_font, len(stream._ctm_stack)),
    )


def _apart(written: list[Any]) -> bool:
    """True for operators that join neither what stands before them nor what comes after."""
    return all(type(item) is bytes for item in written) and not (written and (written[0] == b"BT" or written[-1] in _OPEN))


def _put(stream: Any, drawn: Drawn) -> None:
    """Write down again what was drawn."""
    tags, states = stream._tags, stream._resources["ExtGState"]
    first, out = len(tags), [drawn.pieces[0]]
    for (box, tag), number, piece in zip(drawn.marked, count(first), drawn.pieces[1:], strict=False):
        tags[box] = {"tag": tag, "mcid": number}
        out += (b"%d" % number, piece)
    if any(out):
        stream.stream.append(b"".join(out))
    for name, state in drawn.states:
        states.setdefault(name, state)
    stream._current_color, stream._current_color_stroke, stream._current_alpha, stream._current_alpha_stroke = drawn.ended[:4]
    stream._current_font, stream._old_font = drawn.ended[4:6]


def _once(said: list[Said]) -> tuple[Said, ...]:
    """Each cluster once, in the order in which they are met: that of the numbers of composed glyphs."""
    found = list[Said]()
    met = set[Cluster]()
    for face, rtl, clusters, shown in said:
        fresh = {cluster: one for cluster, one in zip(clusters, shown, strict=True) if cluster not in met}
        met.update(fresh)
        if fresh:
            found.append(Said(face, rtl, tuple(fresh), list(fresh.values())))
    return tuple(found)
