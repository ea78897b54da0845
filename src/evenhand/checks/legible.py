"""Families L and A on the finished page: whether it can be read. Length and leading of lines, contrast, QR codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from evenhand.checks.printed import MARGINS, Printed
from evenhand.checks.rule import Fault, Rule, rule
from evenhand.finding import Severity
from evenhand.sheet.blocks import Block, Ink, Line
from evenhand.sheet.brand import CONTRAST, contrast
from evenhand.sheet.script import script_of
from evenhand.translation.language import find_language

# A line of running text in ems of its size. WCAG 2.2, 1.4.8 has 80 letters at most, and 40 in Han: 37 to 40 ems. Under ten, a line
# holds three words.
_LONGEST, _SHORTEST = 39.0, 10.0
# Texts of so many letters and lines are running text: in fewer nobody loses the line.
_RUNNING, _LINES = 120, 3
# The leading of a script beyond its own size may shrink to this share, where words hang below one another (Nastaliq) to less;
# small print to a share of that again; none grows by more than half.
_CLOSE, _CLOSE_HANGING, _SMALL, _WIDE = 0.5, 0.7, 0.88, 1.5
_MARK = 3.5
_POINT = 25.4 / 72


@rule("A004", Severity.ERROR, waivable=False)
def pale_text(subject: Printed) -> Iterator[Fault]:
    """Letters are too pale.

    What it sees: the colour of every stretch of text against the ground that it really stands on, white or a box in colour:
    a contrast under 4.5 to 1.
    Why it matters: weak eyes and bad copies lose it first (WCAG 2.2, 1.4.3).
    How to mend: choose a darker colour in the theme or the brand, or a paler ground.
    Example: grey #999999 on white
    """
    for number, page in enumerate(subject.pages, 1):
        # Marks of a line's height, such as those of a key, hold no text.
        grounds = [b for b in subject.blocks[number] if b.ground and b.bottom - b.top > _MARK]
        colours, behind = {ink.colour for ink in page.inks}, {"#ffffff", *(block.ground for block in grounds)}
        # Most colours are dark enough for every ground of the page; only the others are looked for.
        doubtful = {c for c in colours if any(contrast(c, ground) < CONTRAST for ground in behind)}
        told: dict[tuple[str, str], str] = {}
        for ink in page.inks if doubtful else ():
            ground = _ground(ink, grounds) if ink.colour in doubtful else ""
            if ground and (ink.colour, ground) not in told and contrast(ink.colour, ground) < CONTRAST:
                told[ink.colour, ground] = subject.part_at(number, ink)
        for (colour, ground), part in told.items():
            what = f"text in {colour} is too pale on {ground}"
            yield Fault(subject.place(part, number), what, "choose a darker colour, or a paler ground")


def _ground(ink: Ink, grounds: list[Block]) -> str:
    """The colour behind a stretch of text: that of the last painted box around its middle."""
    x, y = (ink.left + ink.right) / 2, (ink.top + ink.bottom) / 2
    behind = (b.ground for b in reversed(grounds) if b.left <= x <= b.right and b.top <= y <= b.bottom)
    return next(behind, "#ffffff")


@rule("L021", Severity.WARNING, waivable=False)
def line_length(subject: Printed) -> Iterator[Fault]:
    """Lines of running text are too long or too short.

    What it sees: how wide the text of each part is, in the size of running text or more, where it has three lines
    or more: 10 to 39 times the size of its letters,
    which is 20 to 80 Latin letters, and 10 to 39 in Han.
    Why it matters: the eye loses its way back over a long line, and the sense over short ones (WCAG 2.2, 1.4.8).
    How to mend: change the column or the type size in the theme.
    Example: text of 10 points across a whole sheet
    """
    seen: dict[str, list[tuple[float, float, Line]]] = {}
    for lines in _texts(subject):
        size, letters = max(line.size for line in lines), sum(line.letters for line in lines)
        if size >= subject.format.text - 0.06 and letters >= _RUNNING and len(lines) >= _LINES:
            wide = sum(line.right - line.left for line in lines) / letters
            seen.setdefault(lines[0].part, []).append((lines[0].room / (size * _POINT), lines[0].room / wide, lines[0]))
    for part, texts in seen.items():
        ems, room, line = sorted(texts)[len(texts) // 2]
        if not _SHORTEST <= ems <= _LONGEST:
            what = f"lines have room for {room:.0f} letters, {ems:.0f} times their size"
            yield Fault(subject.place(part, line.page), what, "change the width of the column, or the size of its letters")


@rule("L022", Severity.WARNING, waivable=False)
def leading(subject: Printed) -> Iterator[Fault]:
    """Lines of text are too close or too far apart for their script.

    What it sees: the distance of the lines of each running text as a multiple of its size, against the leading of its script
    (`sheet/script.py`): Latin 1.2 to 2.1, Devanagari 1.26 to 2.3, Nastaliq 1.7 to 3.1; small print a little less.
    Why it matters: close lines run into each other, above all where marks stand over and under letters.
    How to mend: change `line-height` in the theme.
    Example: `line-height: 1` for a Hindi text
    """
    told: set[tuple[str, int]] = set()
    for lines in _texts(subject):
        where, size = (lines[0].part, lines[0].page), max(line.size for line in lines)
        pairs = [(a, b) for a, b in pairwise(lines) if a.page == b.page and b.baseline > a.baseline + 0.1]
        if not pairs or where in told or sum(line.letters for line in lines) < _RUNNING:
            continue
        script = script_of(find_language(lines[0].language or subject.language).script)
        apart = median((b.baseline - a.baseline) / (b.size * _POINT) for a, b in pairs)
        least = 1 + (script.leading - 1) * (_CLOSE_HANGING if script.overhang else _CLOSE)
        least *= _SMALL if size < subject.format.text - 0.06 else 1.0
        if not least - 0.02 <= apart <= script.leading * _WIDE:
            told.add(where)
            yield Fault(subject.place(*where), f"lines stand {apart:.2f} of their size apart", "change line-height in the theme")


def _texts(subject: Printed) -> Iterator[list[Line]]:
    """The lines of each text in the column."""
    texts: dict[int, list[Line]] = {}
    for line in subject.layout.lines:
        if line.running and line.part not in MARGINS:
            texts.setdefault(line.number, []).append(line)
    return iter(texts.values())


@rule("L023", Severity.ERROR, waivable=False)
def code_unread(subject: Printed) -> Iterator[Fault]:
    """A QR code cannot be read, or leads somewhere else.

    What it sees: each code of the finished pages as a telephone reads it, at 150 dots to the inch, against the clinic's
    addresses. On a poster, every language has its own.
    Why it matters: nobody sees by eye that a code is wrong.
    How to mend: give it 20 mm and white around it; nothing may lie on it. Correct `web:` of the brand.
    Example: a code under a frame
    """
    for code in subject.codes:
        if not code.says:
            yield Fault(subject.place(code.part, code.page), "the QR code cannot be read", "make it larger, with white around it")
        elif code.says not in subject.addresses:
            yield Fault(subject.place(code.part, code.page), f"the QR code leads to {code.says}", "let it lead to the clinic's address")
    twice = [says for says, count in Counter(code.says for code in subject.codes).items() if says and count > 1]
    if subject.format.notice and twice:
        yield Fault(subject.place("languages", 1), f"{len(twice)} QR codes stand twice", "give each language its own")


RULES: tuple[Rule[Printed], ...] = (pale_text, line_length, leading, code_unread)
