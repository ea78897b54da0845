"""What no page parts, and the pages that it fills."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class Piece:
    """What no page parts. `gap` is the white over it, which is not there at the head of a page; `glued` holds it to the one before."""

    height: float
    gap: float = 0.0
    glued: bool = False
    fresh: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """Where pieces come to stand: the foot of each page, and for each name the pages that it is on, first and last."""

    feet: tuple[float, ...]
    named: dict[str, tuple[int, int]]


def paged(pieces: Iterable[Piece], first: float, later: float) -> Pages:
    """Pieces on pages with so many millimetres of height, the first one and the others."""
    feet, named, run = [0.0], dict[str, tuple[int, int]](), list[Piece]()

    def set_down() -> None:
        tall = sum(piece.height + piece.gap for piece in run) - run[0].gap
        if feet[-1] and (run[0].fresh or feet[-1] + run[0].gap + tall > (first if len(feet) == 1 else later)):
            feet.append(0.0)
        feet[-1] += tall + (run[0].gap if feet[-1] else 0.0)
        start = len(feet)
        while feet[-1] > (room := first if len(feet) == 1 else later) and tall > room > 0:
            # What is higher than a page is parted all the same.
            feet[-1:] = room, feet[-1] - room
        for name in (name for piece in run for name in piece.names):
            named[name] = (named.get(name, (start, 0))[0], len(feet))

    for piece in pieces:
        if run and not piece.glued:
            set_down()
            run.clear()
        run.append(piece)
    if run:
        set_down()
    return Pages(tuple(feet), named)
