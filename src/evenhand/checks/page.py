"""Families L, A and B on the finished page: what must stand where, in which size; balance is what is seen, not only what is said."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.checks import breaks, fitting, legible
from evenhand.checks.printed import Printed
from evenhand.checks.rule import Fault, Rule, rule
from evenhand.finding import Finding, Severity
from evenhand.sheet.blocks import Ink
from evenhand.sheet.brand import contrast

# Points; a hair for rounding. How small letters may be is in the format: on most sheets nothing under 9 (EU readability of
# leaflets) and running text of 12 or more (RNIB Clear Print).
HAIR = 0.06
# The share of words that a PDF reader must tell whole; what is missing to 1 is what pdfium itself turns round (docs/text-layer.md).
HEARD = 0.95


def _body(inks: list[Ink]) -> float:
    """The type size that most letters have; 0 without letters."""
    sizes: dict[float, int] = {}
    for ink in inks:
        sizes[ink.size] = sizes.get(ink.size, 0) + ink.letters
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _paleness(inks: list[Ink]) -> float:
    """The contrast of the palest fifth of the letters, on white."""
    ranked = sorted((contrast(ink.colour, "#ffffff"), ink.letters) for ink in inks)
    left = sum(letters for _, letters in ranked) / 5
    for ratio, letters in ranked:
        left -= letters
        if left <= 0:
            return ratio
    return 21.0


@rule("L008", Severity.ERROR, waivable=False)
def red_flags_first(subject: Printed) -> Iterator[Fault]:
    """The box of warning signs is not on page 1, or is broken.

    What it sees: where the box lies on the finished pages. In large and giant print, where it fills more than a page, it
    begins on page 1, and ends on page 2 (large) or 3 (giant). In a folded leaflet it is panel 2, which is tucked in: the first
    that is seen when the cover is turned. A notice needs none.
    Why it matters: it must be found without turning a page.
    How to mend: shorten the main message, the key points or the signs.
    Example: a long translation pushes the box to page 2
    """
    pages = {area.page for area in subject.parts("help")}
    first = subject.format.help_page
    if (first not in pages or max(pages) >= first + subject.format.spread) and not subject.format.notice:
        yield Fault(
            subject.place("help", min(pages, default=0)),
            f"the warning signs stand on page {_list(pages)}",
            "shorten what stands before them",
        )


@rule("L009", Severity.ERROR, waivable=False)
def panel_whole(subject: Printed) -> Iterator[Fault]:
    """The contact panel is missing or broken over pages.

    What it sees: where the panel lies on the finished pages.
    Why it matters: whom to call is looked for in a hurry.
    How to mend: shorten the page before it; report it as a fault of evenhand when that does not help.
    Example: half of the panel on page 3, half on page 4
    """
    pages = {area.page for area in subject.parts("contact")}
    if len(pages) != 1 and not subject.format.notice:
        yield Fault(subject.place("contact"), f"the contact panel stands on page {_list(pages)}", "shorten the text before it")


@rule("A002", Severity.ERROR, waivable=False)
def least_size(subject: Printed) -> Iterator[Fault]:
    """Letters are smaller than 9 points; 16 in large print, 24 in giant print.

    What it sees: the type size of every stretch of text on the finished pages, foot and sources too.
    Why it matters: many readers are old, and the copy is of a copy.
    How to mend: change the theme; sizes never shrink to fit.
    Example: sources at 7 points
    """
    least = subject.format.least
    for number, page in enumerate(subject.pages, 1):
        smallest = min(page.inks, key=lambda ink: ink.size, default=None)
        if smallest and smallest.size < least - HAIR:
            part = subject.part_at(number, smallest)
            yield Fault(subject.place(part, number), f"letters of {smallest.size:.1f} pt", f"set them in {least:g} pt or more")


@rule("A003", Severity.ERROR, waivable=False)
def body_size(subject: Printed) -> Iterator[Fault]:
    """Running text is smaller than 12 points, or than the least of its format.

    What it sees: the size that most letters have under benefits, risks and what is not known. The least is 11 in a booklet, 10.5
    in a folded leaflet, 16 in large print and 24 in giant print.
    Why it matters: 12 points is the least that clear print asks for, 16 large print (RNIB, UKAAF). A booklet or a folded leaflet
    is held closer, and its lines have as many letters as a page of 12.
    How to mend: change the theme.
    Example: risks at 10 points
    """
    for part in ("benefits", "risks", "unknowns"):
        size = _body(subject.inks(part))
        if 0 < size < subject.format.text - HAIR:
            page = subject.parts(part)[0].page
            yield Fault(subject.place(part, page), f"text of {size:.1f} pt", f"set it in {subject.format.text:g} pt or more")


@rule("A010", Severity.ERROR, waivable=False)
def words_heard(subject: Printed) -> Iterator[Fault]:
    """A reader, a search or a copy does not get the words that are printed.

    What it sees: the words of the page against the text of the finished PDF, as the reader inside Chrome and Edge tells it:
    fewer than 95 in 100 are whole.
    Why it matters: a blind reader hears that text, and a telephone number is copied from it.
    How to mend: report it as a fault of evenhand, with the language; a font of your own may also be the reason.
    Example: a font that draws letters and their dots apart
    """
    seen = subject.heard
    if seen.share < HEARD:
        some = ", ".join(dict.fromkeys(seen.lost[:8]))
        yield Fault(subject.place(), f"{seen.share:.0%} of {seen.words} words are whole; lost are {some}", "try another font of the script")


@rule("B050", Severity.ERROR, waivable=False)
def same_dress(subject: Printed) -> Iterator[Fault]:
    """Risks are set smaller, lighter, paler or narrower than benefits.

    What it sees: type size, boldness, contrast and column width of both parts on the finished pages.
    Why it matters: balance is content and presentation (21 CFR 202.1(e)(5)(ii)); small print is not read.
    How to mend: give both parts the same style in the theme.
    Example: benefits in 12 points, risks in 9
    """
    good, bad = subject.inks("benefits"), subject.inks("risks")
    if not good or not bad:
        return
    if _body(bad) < _body(good) - HAIR:
        yield Fault(subject.place("risks"), f"risks in {_body(bad):.1f} pt, benefits in {_body(good):.1f} pt", "set both in the same size")
    if _paleness(bad) < _paleness(good) * 0.8:
        yield Fault(subject.place("risks"), "risks are paler than benefits", "set both in the same colour")
    heavy = [sum(i.letters for i in inks if i.bold) / sum(i.letters for i in inks) for inks in (good, bad)]
    if heavy[1] < heavy[0] / 3:
        yield Fault(subject.place("risks"), "risks have far less bold than benefits", "set both in the same weight")
    widths = [max(a.right - a.left for a in subject.parts(part)) for part in ("benefits", "risks")]
    if widths[1] < widths[0] * 0.6:
        yield Fault(subject.place("risks"), f"risks {widths[1]:.0f} mm wide, benefits {widths[0]:.0f} mm", "give both the same width")


@rule("B051", Severity.ERROR, waivable=False)
def risks_near(subject: Printed) -> Iterator[Fault]:
    """Risks begin more than a page after the benefits; two in large print, three in giant print.

    What it sees: the pages on which both parts begin.
    Why it matters: a reader who has seen the hope may not turn to the harm.
    How to mend: keep the order of the theme; shorten what stands between.
    Example: benefits on page 1, risks on page 4
    """
    first = {part: min((a.page for a in subject.parts(part)), default=0) for part in ("benefits", "risks")}
    if subject.format.notice:
        return
    if first["risks"] > first["benefits"] + subject.format.spread or not first["risks"]:
        yield Fault(
            subject.place("risks"), f"benefits on page {first['benefits']}, risks on page {first['risks'] or 'none'}", "bring them together"
        )


RULES: tuple[Rule[Printed], ...] = (
    *(red_flags_first, panel_whole, least_size, body_size, words_heard, same_dress, risks_near),
    *(*fitting.RULES, *breaks.RULES, *legible.RULES),
)


def check_leaflet(printed: Printed) -> list[Finding]:
    """Every finding of a finished leaflet."""
    return [finding for rule in RULES for finding in rule.check(printed)]


def _list(pages: set[int]) -> str:
    return ", ".join(map(str, sorted(pages))) or "none"
