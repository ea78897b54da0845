"""Slanted phrases in their places: which stand, which are excused (denied, quoted, counted), and how much each matters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from evenhand.checks.lexicon import Hit, Lexicon
from evenhand.content.text import PLACEHOLDER
from evenhand.finding import Severity

# Where a passage stands. `claim` is running text of an article that nobody has sorted into benefits and risks.
Spot = Literal[
    "title", "heading", "benefits", "risks", "unknowns", "options", "mechanism", "questions", "myth", "approval", "claim", "elsewhere"
]
STRICT: tuple[Spot, ...] = ("title", "heading", "benefits")
E, W = Severity.ERROR, Severity.WARNING

# For each group of phrases, how much it matters in a title or heading, among benefits, among risks, in an unsorted claim,
# and anywhere else. After balance.md I.2 and I.5: an error where a patient could decide wrongly and the test has few false alarms.
WEIGHT: dict[str, tuple[Severity, Severity, Severity, Severity, Severity]] = {
    "promise": (E, E, W, E, W),
    "root-cause": (E, E, W, E, W),
    "hype": (E, E, E, E, W),
    "authority": (E, E, E, E, W),
    "approved": (E, W, W, W, W),
    "vague-crowd": (E, E, W, E, W),
    "safe": (E, E, E, E, W),
    "natural": (E, W, E, W, W),
    "disparaging": (E, E, W, W, W),
    "pressure": (E, E, E, E, E),
    "softener": (E, W, E, W, W),
    "mechanism": (E, E, W, W, W),
    "baseline": (E, E, E, W, W),
    "relative": (E, E, E, E, E),
    "question-title": (E, W, W, W, W),
    "scare": (E, E, E, W, W),
    "jargon": (W, W, W, W, W),
}
GROUPS = tuple(WEIGHT)
_COLUMN: dict[Spot, int] = {"title": 0, "heading": 0, "benefits": 1, "risks": 2, "claim": 3}
# A sentence with numbers and what they are compared with has said how many: these groups ask for just that.
_COUNTED = frozenset({"vague-crowd", "softener", "relative", "promise", "baseline", "disparaging"})
_SENTENCE = re.compile(r"(?<=[!?।؟۔。！？])[\s»”\"'）)]*|(?<=\.)(?=\s|$)[\s»”\"')]*")
_CLAUSE = re.compile(r"[,;:()\[\]–—،؛，；：（）、]|\s-\s")
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"]*\"")
_FOREIGN = re.compile(r"<foreign\b[^>]*>.*?</foreign>|<[^<>]*>")
_DIGITS = re.compile(r"\d+(?:[.,\u00a0]\d+)*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text to be judged: its place, and whether strong and cited evidence stands behind it."""

    text: str
    spot: Spot
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Slant:
    """A slanted phrase that nothing excuses."""

    group: str
    start: int
    end: int
    severity: Severity


class Reading:
    """A passage read once: its sentences, clauses, and the phrases of the lexicon in them."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        # Words of another language, and tags, are none of this language's words; their room is kept for the places of the rest.
        self.lexicon, self.text = lexicon, text
        self.hits = lexicon.scan(_FOREIGN.sub(lambda m: " " * len(m[0]), text) if "<" in text else text)
        self._starts = [h.start for h in self.hits]
        self._cut: tuple[list[int], list[int]] | None = None
        self._quotes: list[tuple[int, int]] | None = None

    def _cuts(self) -> tuple[list[int], list[int]]:
        """Where sentences and clauses begin; found when first asked for, as most texts hold nothing to judge."""
        if self._cut is None:
            sentences = _cuts(_SENTENCE, self.text)
            breaks = (h.start for h in self.hits if h.group == "clause_words")
            self._cut = sentences, sorted({*sentences, *_cuts(_CLAUSE, self.text), *breaks})
        return self._cut

    def of(self, *groups: str) -> list[Hit]:
        return [h for h in self.hits if h.group in groups]

    def within(self, span: tuple[int, int]) -> list[Hit]:
        """The phrases that begin in a span; looked up, so that a long text costs no more for each of its words."""
        return self.hits[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]

    def sentences(self) -> list[tuple[int, int]]:
        starts = self._cuts()[0]
        ends = [*starts[1:], len(self.text)]
        return [(a, b) for a, b in zip(starts, ends, strict=True) if self.text[a:b].strip()]

    def sentence(self, at: int) -> tuple[int, int]:
        return _span(self._cuts()[0], at, len(self.text))

    def clause(self, at: int) -> tuple[int, int]:
        return _span(self._cuts()[1], at, len(self.text))

    def numbers(self, span: tuple[int, int]) -> int:
        """How many numbers stand in a span. What is filled in from data counts as two: it brings what it counts along."""
        part = self.text[span[0] : span[1]]
        return len(_DIGITS.findall(part)) + 2 * len(PLACEHOLDER.findall(part))

    def has(self, span: tuple[int, int], *groups: str, before: int | None = None) -> bool:
        """True when a phrase of the groups lies in a span (and ends by `before`)."""
        limit = span[1] if before is None else min(before, span[1])
        return any(h.group in groups and h.end <= limit for h in self.within(span))

    def harmful(self, span: tuple[int, int], *groups: str, apart: frozenset[Hit] = frozenset()) -> bool:
        """True when a span tells of harm: a phrase of the groups with no gain before it in its clause ("lowers the risk" is a gain).

        What is set `apart` does not count: "no side effects" tells of no harm.
        """
        return any(
            h.group in groups and h not in apart and not self.has((self.clause(h.start)[0], span[1]), "benefit", before=h.end)
            for h in self.within(span)
        )

    def denied(self, hit: Hit) -> bool:
        """A negation before it in its clause or after it, or a word in its sentence that says nobody knows."""
        clause, sentence = self.clause(hit.start), self.sentence(hit.start)
        near = [h for h in self.within(sentence) if h.end <= sentence[1]]
        if any(h.group == "unsure" and not _inside(h, hit) for h in near):
            return True
        false = [h for h in near if h.group == "false_negations"]
        for h in near:
            denies = h.group == "negations" and clause[0] <= h.start and h.end <= hit.start
            if denies and not any(_inside(h, f) for f in false):
                return True
        return any(h.group == "after_negations" and hit.end <= h.start for h in near)

    def quoted(self, hit: Hit) -> bool:
        if self._quotes is None:
            self._quotes = [m.span() for m in _QUOTED.finditer(self.text)]
        before = bisect_left(self._quotes, (hit.start, 0)) - 1
        return before >= 0 and hit.end < self._quotes[before][1]


def slants(reading: Reading, passage: Passage) -> Iterator[Slant]:
    """The phrases that count against a passage, each once, in order."""
    reached: dict[str, int] = {}  # where the phrases of each group that were taken end; phrases come by their beginnings
    for hit in reading.hits:
        if hit.group not in WEIGHT or hit.end <= reached.get(hit.group, 0) or _excused(reading, passage, hit):
            continue
        reached[hit.group] = hit.end
        severity = WEIGHT[hit.group][_COLUMN.get(passage.spot, 4)]
        if severity is E and hit.group in ("promise", "mechanism") and reading.has(reading.clause(hit.start), "may", "probably"):
            severity = W
        if hit.group == "question-title" and passage.spot == "heading":
            # "How exercise can help" above a fair part is plain; over the whole it takes sides.
            severity = W
        yield Slant(hit.group, hit.start, hit.end, severity)


def _excused(reading: Reading, passage: Passage, hit: Hit) -> bool:
    spot, sentence = passage.spot, reading.sentence(hit.start)
    if spot in ("questions", "myth") or any(h.group == "fair" and _meet(hit, h) for h in reading.within(sentence)):
        return True
    if hit.group == "question-title" and (spot not in ("title", "heading") or reading.harmful(sentence, "harm", "unsure")):
        return True
    if hit.group == "softener" and spot != "risks" and not reading.has(sentence, "harm"):
        return True
    if hit.group == "approved" and spot == "approval":
        return True
    if hit.group == "promise" and passage.proven:
        return True
    if hit.group == "mechanism" and (spot == "mechanism" or reading.has(sentence, "laboratory")):
        return True
    # A crowd that suffers, or that gets well without the treatment, sells nothing.
    if hit.group == "vague-crowd" and (reading.has(sentence, "needs.no-treatment") or _suffers(reading, sentence)):
        return True
    if hit.group in _COUNTED and reading.numbers(sentence) >= 2:
        return True
    if spot not in ("title", "heading") and reading.has(sentence, "attributed", before=hit.start):
        return True
    return reading.denied(hit) or (hit.group != "pressure" and reading.quoted(hit))


def _suffers(reading: Reading, sentence: tuple[int, int]) -> bool:
    return reading.has(sentence, "harm") and not reading.has(sentence, "benefit")


def covered(reading: Reading, by: Sequence[Slant]) -> frozenset[Hit]:
    """The phrases that lie wholly or partly in slants (which come in order)."""
    starts = [s.start for s in by]
    reach = list(accumulate((s.end for s in by), max))
    found = ((h, bisect_left(starts, h.end)) for h in reading.hits)
    return frozenset(h for h, i in found if i and reach[i - 1] > h.start)


def _cuts(pattern: re.Pattern[str], text: str) -> list[int]:
    return sorted({0, *(m.end() for m in pattern.finditer(text))})


def _span(cuts: list[int], at: int, end: int) -> tuple[int, int]:
    i = bisect_right(cuts, at)
    return cuts[i - 1], cuts[i] if i < len(cuts) else end


def _inside(inner: Hit, outer: Hit) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _meet(a: Hit, b: Hit) -> bool:
    return a.start < b.end and b.start < a.end
