"""Family L on the finished page, second part: where pages break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from evenhand.checks.printed import MARGINS, Printed
from evenhand.checks.rule import Fault, Rule, rule
from evenhand.finding import Severity
from evenhand.sheet.blocks import Block

# A last page with less than this share of its height filled, or with so few lines, is not worth its sheet.
_FILLED, _FEW = 0.15, 3
# What a heading may head, besides text.
_HEADED = ("array", "code", "picture", "line")
_NAMES = {"row": "row of a table", "array": "icon array", "heading": "heading", "item": "item of a list"}
_MEMBERS = {"list": "item", "table": "row"}
_LINES = "change the text before it by a line or two"


@rule("L018", Severity.WARNING, waivable=False)
def heading_at_foot(subject: Printed) -> Iterator[Fault]:
    """A heading stands at the foot of a page, and what it heads on the next.

    What it sees: headings, the heads of tables and of warning signs, after which no line stands on the same page, nor a picture
    or lines to write on.
    Why it matters: a reader who sees the heading finds nothing under it, and who turns the page finds text without a heading.
    How to mend: shorten or lengthen the text before it by a line or two; give the heading `break-after: avoid` in the theme.
    Example: “Risks” as the last line of page 2
    """
    after = [(line.number, line.page) for line in subject.layout.lines if line.part not in MARGINS]
    after = sorted([*after, *((block.number, block.page) for block in subject.layout.blocks if block.kind in _HEADED)])
    last: dict[int, Block] = {}
    for block in subject.layout.blocks:
        # The head of a table is repeated: it is where it stands first.
        if block.kind == "heading" or (block.kind == "head" and block.number not in last):
            last[block.number] = block
    for block in last.values():
        following = next((page for number, page in after if number > block.last), block.page)
        if following > block.page and block.part not in MARGINS:
            name = "the head of a table" if block.kind == "head" else "a heading"
            yield Fault(subject.place(block.part, block.page), f"{name} stands at the foot of the page", _LINES)


@rule("L019", Severity.WARNING, waivable=False)
def parted(subject: Printed) -> Iterator[Fault]:
    """A table row, an icon array or another part that should stand whole is parted over pages.

    What it sees: rows of tables, pictures, and what the theme wants on one page (`break-inside: avoid`).
    Why it matters: half a row, or figures without their words, say something else.
    How to mend: shorten the part; what fills more than a page cannot stand whole.
    Example: three lines of a table row on page 2, the fourth on page 3
    """
    heads = [(b.number, b.last) for b in subject.layout.blocks if b.kind == "head"]
    pages: dict[int, list[Block]] = {}
    for block in subject.layout.blocks:
        whole = (block.whole or block.kind in ("row", "array")) and block.part not in MARGINS
        if whole and not any(first <= block.number <= last for first, last in heads):
            pages.setdefault(block.number, []).append(block)
    broken = {number: pieces for number, pieces in pages.items() if len({b.page for b in pieces}) > 1}
    for number, (first, *_, end) in broken.items():
        # A part inside that is parted too tells it better.
        if not any(number < other <= first.last for other in broken):
            name = _NAMES.get(first.kind, "part that should stand whole")
            what = f"one {name} is parted over pages {first.page} and {end.page}"
            yield Fault(subject.place(first.part, first.page), what, "shorten it, or the text before it")


@rule("L024", Severity.WARNING, waivable=False)
def alone(subject: Printed) -> Iterator[Fault]:
    """One line of a list, or one row of a table, stands alone before or after the end of a page.

    What it sees: lists of three items and more of which the first, or the last, stands alone on a page with one or two lines;
    tables of which one row stands under the head at the foot of a page.
    Why it matters: what belongs together is read apart, and a reader takes the one item for all.
    How to mend: shorten or lengthen the text before it by a line or two.
    Example: the first of six questions on page 3, five on page 4
    """
    # The signs of large print fill more than a page by right.
    fine = (*MARGINS, "sources", *(("help",) if subject.format.spread > 1 else ()))
    blocks = [b for b in subject.layout.blocks if b.part not in fine]
    heads = {number for b in blocks if b.kind == "head" for number in range(b.number, b.last + 1)}
    for whole in {b.number: b for b in blocks if b.kind in _MEMBERS}.values():
        inside = [b for b in blocks if whole.number < b.number <= whole.last]
        members = [b for b in inside if b.kind == _MEMBERS[whole.kind] and b.number not in heads]
        count = Counter(b.page for b in members)
        if len(count) < 2 or len(members) < _FEW or (whole.kind == "table" and not heads):
            continue
        first, last = min(members), max(members)
        if count[first.page] == 1 and (whole.kind == "table" or _short(subject, first)):
            yield Fault(subject.place(whole.part, first.page), f"the first {_NAMES[first.kind]} stands alone on page {first.page}", _LINES)
        elif count[last.page] == 1 and whole.kind == "list" and _short(subject, last):
            yield Fault(subject.place(whole.part, last.page), f"the last {_NAMES[last.kind]} stands alone on page {last.page}", _LINES)


def _short(subject: Printed, item: Block) -> bool:
    rows = {round(line.baseline) for line in subject.lines[item.page] if item.number <= line.number <= item.last}
    return len(rows) < _FEW


@rule("L020", Severity.WARNING, waivable=False)
def nearly_empty(subject: Printed) -> Iterator[Fault]:
    """The last page is empty or nearly empty.

    What it sees: the lines on it, and how far down they go; blank pages before the back cover of a booklet are wanted.
    Why it matters: a sheet for three lines is wasted, and is lost at the copier.
    How to mend: shorten the texts by the lines that are named.
    Example: a page with the last line of the sources
    """
    number = len(subject.pages)
    if number < 2 or subject.format.bound or subject.format.pages:
        return
    page, lines = subject.pages[-1], list(subject.body(number))
    feet = [line.baseline for line in lines] + [b.bottom for b in subject.blocks[number] if b.part not in MARGINS]
    rows = len({round(line.baseline) for line in lines})
    if rows <= _FEW or max(feet, default=0.0) < _FILLED * page.height:
        what = f"the last page holds {rows or 'no'} {'line' if rows == 1 else 'lines'}"
        yield Fault(subject.place(lines[0].part if lines else "", number), what, "shorten the texts by as much")


RULES: tuple[Rule[Printed], ...] = (heading_at_foot, parted, alone, nearly_empty)
