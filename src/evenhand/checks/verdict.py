"""A verdict on any article: its slanted phrases, what a fair leaflet needs and this lacks, and how both sides are weighed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from evenhand.checks import phrases, tone
from evenhand.checks.balance import DENSITY, how_often
from evenhand.checks.grade import reading_grade
from evenhand.checks.lexicon import Hit, Lexicon
from evenhand.checks.rule import Fault, Rule, rule
from evenhand.checks.slant import Passage as Judged
from evenhand.checks.slant import Reading, Spot, covered, slants
from evenhand.checks.subject import Told
from evenhand.content.article import Article, Piece
from evenhand.finding import Finding, Place, Severity

# How a heading decides where the text under it stands; the first that fits wins.
_UNDER: tuple[tuple[str, Spot], ...] = (
    ("heading.myths", "myth"),
    ("heading.questions", "questions"),
    ("heading.unknowns", "unknowns"),
    ("heading.risks", "risks"),
    ("heading.benefits", "benefits"),
    ("heading.options", "options"),
    ("heading.mechanism", "mechanism"),
)
# What a fair leaflet has, in words (the parts of `needs` in the word lists).
NEEDS = {
    "risks": "what can go wrong",
    "unknowns": "what is not known",
    "options": "other options",
    "no-treatment": "what happens without treatment",
    "approval": "whether it is approved",
    "cost": "what it costs",
    "sources": "sources",
    "authors": "who wrote and reviewed it",
    "date": "dates",
    "contact": "whom to call or ask",
    "red-flags": "when to get help",
    "choice": "that you can say no",
    "funding": "who paid and who gains",
}
# Words of gain for each word of harm or doubt: beyond the first an article is one-sided (an error), beyond the second it leans.
ONE_SIDED, LEANING = 8.0, 3.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article in its place, read."""

    piece: Piece
    spot: Spot
    reading: Reading


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article read with the word lists of its language, and the counts of its balance sheet."""

    article: Article
    lexicon: Lexicon
    passages: tuple[Passage, ...]
    words: int
    gain: int
    doubt: int
    has: frozenset[str]
    slanted: Counter[str] = field(default_factory=Counter)

    def place(self, piece: Piece | None = None) -> Place:
        return Place(self.article.name, piece.line if piece else 0, language=self.lexicon.language)

    def told(self) -> Iterator[Told]:
        for p in self.passages:
            yield Told("", self.lexicon, p.piece.text, p.spot, False, p.reading, self.place(p.piece))


def weigh(article: Article, lexicon: Lexicon) -> Weighed:
    """Read an article: place each piece by its heading, count the words of sentences that tell of gain, and of harm or doubt."""
    passages = tuple(_placed(article, lexicon))
    gain = doubt = 0
    has: set[str] = set()
    for passage in passages:
        reading, spot = passage.reading, passage.spot
        sold = list(slants(reading, Judged(passage.piece.text, spot)))
        made_small = {reading.sentence(s.start) for s in sold if s.group in ("safe", "softener")}
        apart = covered(reading, sold)
        for span in reading.sentences():
            count = _words(passage.piece.text[slice(*span)], lexicon)
            if (spot in ("risks", "unknowns") and span not in made_small) or reading.harmful(span, "harm", "unsure", apart=apart):
                doubt += count
            elif reading.has(span, "benefit", *_PRAISE) and not reading.has(span, "negations"):
                gain += count
        has.update(_shown(reading, apart))
        if spot == "risks" or reading.harmful((0, len(reading.text)), "needs.risks", apart=apart):
            has.add("risks")
    weighed = Weighed(article, lexicon, passages, sum(_words(p.piece.text, lexicon) for p in passages), gain, doubt, frozenset(has))
    weighed.slanted.update(slant.group for told in weighed.told() for slant in told.slants())
    return weighed


def _shown(reading: Reading, apart: frozenset[Hit]) -> Iterator[str]:
    """The parts of a fair leaflet that a passage shows; words that sell ("call now", "alternative to surgery") show none."""
    for hit in reading.hits:
        head, _, need = hit.group.partition(".")
        if head == "needs" and need != "risks" and hit not in apart:
            yield need


_PRAISE = ("promise", "hype", "natural", "vague-crowd", "mechanism", "safe", "root-cause")


def _words(text: str, lexicon: Lexicon) -> int:
    # In scripts without spaces two letters make about a word.
    return len(text.split()) if lexicon.spaces else -(-sum(c.isalnum() for c in text) // 2)


def _placed(article: Article, lexicon: Lexicon) -> Iterator[Passage]:
    under: Spot = "claim"
    for piece in article.pieces:
        reading = Reading(lexicon, piece.text)
        if piece.kind in ("title", "heading"):
            found = {h.group for h in reading.hits}
            under = next((spot for group, spot in _UNDER if group in found), "claim") if piece.kind == "heading" else "claim"
            yield Passage(piece, "questions" if under in ("questions", "myth") else piece.kind, reading)
        else:
            yield Passage(piece, under, reading)


@rule("C020", Severity.WARNING)
def lacking(subject: Weighed) -> Iterator[Fault]:
    """An article lacks what a fair leaflet has.

    What it sees: no word of: what is not known, other options, what happens without treatment, approval, cost, sources,
    authors, dates, whom to call, when to get help, that the reader can say no, who paid.
    Why it matters: of 243 clinics' pages on one such treatment, 6 of every 100 told its own risks, and 31 of every 100 whether it
    is approved (doi:10.1136/bmjopen-2017-019414). Silence is not balance.
    How to mend: write the part; "not known" with a reason is an answer.
    Example: 935 words and no date
    """
    for need, words in NEEDS.items():
        if need not in subject.has and need != "risks":
            yield Fault(subject.place(), f"it lacks {words}", "add it; not known, with a reason, is an answer")


@rule("C021", Severity.ERROR)
def one_sided(subject: Weighed) -> Iterator[Fault]:
    """An article tells one side.

    What it sees: the words of sentences about gain against those about harm or doubt: no word of harm at all, or more than
    eight to one (an error); more than three to one (a warning).
    Why it matters: what is not said is taken as not there.
    How to mend: tell what can go wrong and what is not known in the same detail.
    Example: 430 words on what the treatment does, 20 on side effects of other treatments
    """
    if subject.gain < 25:
        return
    ratio = subject.gain / max(subject.doubt, 1)
    what = f"{subject.gain} words on gain, {subject.doubt} on harm or doubt"
    if "risks" not in subject.has:
        yield Fault(subject.place(), f"{what}; nothing on what can go wrong", "tell what can go wrong, how often, and what is not known")
    elif ratio > ONE_SIDED:
        yield Fault(subject.place(), what, "tell both sides in the same detail")
    elif ratio > LEANING:
        yield Fault(subject.place(), what, "tell both sides in the same detail", Severity.WARNING)


@rule("B017", Severity.ERROR)
def tilted(subject: Weighed) -> Iterator[Fault]:
    """A whole article is slanted.

    What it sees: slanted phrases for each 100 words: more than 0.5 (a warning), more than 2 (an error).
    Why it matters: each phrase alone may pass; together they sell.
    How to mend: take the phrases away that the other findings show.
    Example: 61 such phrases in 935 words
    """
    count = subject.slanted.total()
    rate = 100 * count / max(subject.words, 1)
    if count > 1 and rate > DENSITY[0]:
        severity = Severity.ERROR if rate > DENSITY[1] and count > 2 else Severity.WARNING
        what = f"{count} slanted phrases in {subject.words} words ({rate:.1f} in each 100)"
        yield Fault(subject.place(), what, "see the other findings", severity)


@rule("B018", Severity.WARNING)
def hard_words(subject: Weighed) -> Iterator[Fault]:
    """An article is hard to read.

    What it sees: its reading grade (Flesch and Kincaid), for English alone: above 9. Other languages are not scored.
    Why it matters: about half of all adults read at grade 8 or below.
    How to mend: shorter sentences, everyday words.
    Example: grade 15
    """
    grade = reading_grade([p.piece.text for p in subject.passages], subject.lexicon.language)
    if grade is not None and grade > 9:
        yield Fault(subject.place(), f"reading grade {grade:.0f}", "write for grade 6 to 8: short sentences, everyday words")


RULES: tuple[Rule[Weighed], ...] = (one_sided, tilted, lacking, hard_words)
_BY_GROUP = {**phrases.RULES, **tone.RULES}
CODES = {group: rule.code for group, rule in _BY_GROUP.items()}


def judge(weighed: Weighed) -> list[Finding]:
    """Every finding of an article: those of the whole first, then phrase by phrase in its order."""
    found = [finding for r in RULES for finding in r.check(weighed)]
    for told in weighed.told():
        found += how_often.check(told)
        for group in dict.fromkeys(slant.group for slant in told.slants()):
            found += _BY_GROUP[group].check(told)
    return found
