"""Family L on the finished page, first part: what does not fit. Text out of its column, its cell or on other text; too many pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evenhand.checks.printed import MARGINS, Printed
from evenhand.checks.rule import Fault, Rule, rule
from evenhand.finding import Severity
from evenhand.sheet.blocks import Block, Line

# Millimetres. What office printers leave white at each edge (a sixth of an inch); what the eye takes for an exact edge.
WHITE, EXACT = 4.25, 0.8
# A line has its letters from the baseline up to this share of its size; a point is so many millimetres.
_TALL, _POINT = 0.6, 25.4 / 72


@rule("L005", Severity.ERROR, waivable=False)
def out_of_column(subject: Printed) -> Iterator[Fault]:
    """Text or a picture runs out of its column.

    What it sees: letters of the finished pages beyond their margins, and pictures beyond the edges of the page that are printed.
    Why it matters: a printer cuts them off.
    How to mend: shorten the longest words or lines of the part that is named. A draft is still written.
    Example: a long compound word in a narrow cell
    """
    for number, page in enumerate(subject.pages, 1):
        over: dict[str, float] = {}
        side, foot = page.width - subject.slack, page.height - WHITE
        if page.left < subject.slack or page.right > side or page.top < WHITE or page.bottom > foot:
            for ink in page.inks:
                far = max(subject.slack - ink.left, ink.right - side, WHITE - ink.top, ink.bottom - foot)
                if far > 0:
                    part = subject.part_at(number, ink)
                    over[part] = max(far, over.get(part, 0))
            # The outermost letter may lie in a stretch that the reader gives no place of its own.
            over = over or {"": max(subject.slack - page.left, page.right - side, WHITE - page.top, page.bottom - foot)}
        for part, far in over.items():
            what = f"text runs out of its column by {far:.1f} mm"
            yield Fault(subject.place(part, number), what, "shorten the longest words or lines of this part")
        for block in subject.blocks[number]:
            far = max(WHITE - block.left, block.right - page.width + WHITE, WHITE - block.top, block.bottom - foot)
            if block.kind in ("array", "code", "picture") and far > EXACT:
                yield Fault(subject.place(block.part, number), f"a picture runs out of the page by {far:.1f} mm", "make it smaller")


@rule("L006", Severity.WARNING, waivable=False)
def too_many_pages(subject: Printed) -> Iterator[Fault]:
    """A leaflet has too many pages.

    What it sees: its pages against `max-pages`, times what its format may take; spaces and leading are at their least then.
    Why it matters: a longer leaflet is read less.
    How to mend: shorten the texts by the lines that are named, or raise `max-pages`.
    Example: five pages where four are allowed
    """
    pages = len(subject.pages)
    if subject.format.pages or not 0 < subject.limit < pages:
        return
    lines = _rows(line for number in range(subject.limit + 1, pages + 1) for line in subject.body(number))
    more = f"; what stands on further pages has {lines} lines" if lines else ""
    what = f"{pages} pages; the handout asks for {subject.limit} at most{more}"
    yield Fault(subject.place(page=subject.limit + 1), what, "shorten the texts, or raise max-pages")


@rule("L015", Severity.ERROR, waivable=False)
def other_number_of_pages(subject: Printed) -> Iterator[Fault]:
    """A format with a set number of pages has another number.

    What it sees: a folded leaflet has six panels, a poster has one page.
    Why it matters: the sheet cannot be folded, or the poster hung.
    How to mend: shorten the texts; the panel that is too full is named too. A draft is still written.
    Example: seven panels
    """
    pages, wanted = len(subject.pages), subject.format.pages
    if wanted and pages != wanted:
        what = f"{pages} pages; the format {subject.format.name} has {wanted}"
        yield Fault(subject.place(), what, "shorten the texts, or print it in another format")


@rule("L011", Severity.ERROR, waivable=False)
def on_one_another(subject: Printed) -> Iterator[Fault]:
    """Texts lie on one another, or on a box that is not theirs.

    What it sees: lines of different blocks at the same height and side, and lines inside frames, grounds and pictures that
    they do not belong to.
    Why it matters: neither can be read; a language with longer words would be printed over itself.
    How to mend: give the box of the theme no fixed height or width; shorten the longest words of the part that is named.
    Example: `height: 5mm` for a heading
    """
    for number in subject.lines:
        counts: dict[tuple[str, str], int] = {}
        for lower, other in (*_lapping(subject.lines[number]), *_strangers(subject.lines[number], subject.blocks[number])):
            counts[lower, other] = counts.get((lower, other), 0) + 1
        for (part, other), count in counts.items():
            whose = f" of {other}" if other and other != part else ""
            what = f"a text lies on another one{whose}, in {count} {'place' if count == 1 else 'places'}"
            yield Fault(subject.place(part or other, number), what, "let the box of the theme grow with its text, or shorten its words")


@rule("L017", Severity.WARNING, waivable=False)
def out_of_cell(subject: Printed) -> Iterator[Fault]:
    """Text runs out of its cell or its frame, or is cut off.

    What it sees: lines that are wider than the cell they stand in, or lie beyond the border of their frame. Text that a box
    does not show is an error.
    Why it matters: it looks broken, and the next longer word lies on its neighbour.
    How to mend: shorten the longest word of the part that is named; give the box of the theme no fixed height or width.
    Example: a compound of thirty letters in a column of 30 mm
    """
    for number, lines in subject.lines.items():
        frames = [b for b in subject.blocks[number] if b.framed or b.clipped or b.ground]
        worst: dict[tuple[str, bool], float] = {}
        for line in lines:
            far, cut = line.over if line.over > EXACT else 0.0, False
            for frame in frames:
                if frame.number <= line.number <= frame.last and frame.part not in MARGINS:
                    out = _beyond(line, frame)
                    far, cut = max(far, out), cut or (frame.clipped and out > EXACT)
            if far > EXACT:
                worst[line.part, cut] = max(far, worst.get((line.part, cut), 0))
        for (part, cut), far in worst.items():
            what = f"text is cut off: {far:.1f} mm of it lie outside of its box" if cut else f"text runs out of its cell by {far:.1f} mm"
            severity = Severity.ERROR if cut else None
            yield Fault(subject.place(part, number), what, "shorten the longest word, or widen the box in the theme", severity)


def _beyond(line: Line, frame: Block) -> float:
    high = line.baseline - _TALL * line.size * _POINT
    return max(frame.left - line.left, line.right - frame.right, line.baseline - frame.bottom, frame.top - high)


def _lapping(lines: list[Line]) -> Iterator[tuple[str, str]]:
    """Pairs of parts whose lines lie on one another: the lower line's letters begin over the upper one's baseline."""
    ranked = sorted(lines, key=lambda line: line.baseline)
    for at, upper in enumerate(ranked):
        for lower in ranked[at + 1 :]:
            down = lower.baseline - upper.baseline
            if down > 40 * _POINT:
                break
            across = min(upper.right, lower.right) - max(upper.left, lower.left)
            if across > EXACT and down < _TALL * lower.size * _POINT and upper.number != lower.number:
                yield lower.part, upper.part


def _strangers(lines: list[Line], blocks: list[Block]) -> Iterator[tuple[str, str]]:
    """Lines inside boxes that they do not belong to."""
    boxes = [b for b in blocks if b.framed or b.ground or b.kind in ("array", "code", "picture")]
    for line in lines:
        middle = line.baseline - _TALL / 2 * line.size * _POINT
        for box in boxes:
            inside = box.top < middle < box.bottom and not box.number <= line.number <= box.last
            if inside and min(line.right, box.right) - max(line.left, box.left) > EXACT:
                yield line.part, box.part


def _rows(lines: Iterable[Line]) -> int:
    """How many lines stand under one another; those side by side count once."""
    return len({(line.page, round(line.baseline)) for line in lines})


RULES: tuple[Rule[Printed], ...] = (out_of_column, too_many_pages, other_number_of_pages, on_one_another, out_of_cell)
