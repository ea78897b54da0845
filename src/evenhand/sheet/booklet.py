"""How the pages of a booklet lie on the sheets that it is folded out of: plain data, for whoever imposes it."""

from __future__ import annotations

from evenhand.sheet.fold import Panel, Side


def booklet(pages: int, page: tuple[float, float], sheet: tuple[float, float], rtl: bool) -> tuple[Side, ...]:
    """The sides of a booklet's sheets, front and back in turn; measures are (width, height) in millimetres.

    The sheets lie in one another, are folded once in the middle and stapled in the fold. Pages meet in the fold, and what
    the sheet is wider than two pages stays white at its edges.
    """
    found = []
    for halves in pairs(pages, rtl):
        middle = sheet[0] / 2
        panels = tuple(
            Panel(number, left, 0.0, page[0], sheet[1])
            for number, left in zip(halves, (middle - page[0], middle), strict=True)
            if number is not None
        )
        found.append(Side(*sheet, panels, ()))
    return tuple(found)


def pairs(pages: int, rtl: bool) -> tuple[tuple[int | None, int | None], ...]:
    """What stands left and right on each side, front and back in turn; None is a blank page.

    Pages are counted from 1. Blanks fill up the last sheet before the back cover, which stays the last page: whom to call
    is found there without opening the book. A book that is read from the right is bound on the right: its front cover lies
    on the left half.
    """
    blanks: list[int | None] = [None] * (-pages % 4)
    run = [*range(1, pages), *blanks, pages] if pages > 1 else [1, *blanks]
    found: list[tuple[int | None, int | None]] = []
    for first in range(0, len(run) // 2, 2):
        last = len(run) - 1 - first
        found += [(run[last], run[first]), (run[first + 1], run[last - 1])]
    return tuple((right, left) if rtl else (left, right) for left, right in found)
