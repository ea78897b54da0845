"""Family T, of strength: a translation may not be surer, or more one-sided, than its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evenhand.checks.rule import Fault, Rule, rule
from evenhand.checks.slant import Reading
from evenhand.checks.subject import Spoken
from evenhand.finding import Place, Severity
from evenhand.translation.messages import Message

_DENIALS = ("negations", "after_negations", "unsure")
_HEDGES = ("may", "probably", "unsure")


@dataclass(frozen=True, slots=True)
class Echo:
    """An edition beside its source; both have word lists."""

    source: Spoken
    translation: Spoken

    def pairs(self) -> Iterator[tuple[Message, Reading, Reading]]:
        """Each message that is translated, as source and translation; the last plural form of each."""
        for message in self.source.messages.messages:
            there = self.translation.readings(message)
            if there:
                yield message, self.source.readings(message)[-1], there[-1]


def _lost(subject: Echo, groups: tuple[str, ...], what: str, mend: str) -> Iterator[Fault]:
    for message, source, translation in subject.pairs():
        first = next((h for h in source.hits if h.group in groups), None)
        if first is None or any(h.group in groups for h in translation.hits):
            continue
        severity = Severity.ERROR if message.safety else Severity.WARNING
        words = source.text[first.start : first.end]
        place = subject.translation.place(message)
        yield Fault(place, f"{what}: the source says “{words}”", mend, severity, translation.text, (0, len(translation.text)))


@rule("T010", Severity.ERROR, waivable=False)
def denial_lost(subject: Echo) -> Iterator[Fault]:
    """A "not" of the source is nowhere in the translation.

    What it sees: a negation, or "not known", in the source and none in the translation, by the word lists of both languages.
    An error where a wrong word can hurt (safety: high), else a warning.
    Why it matters: "has been shown to help" for "has not been shown to help".
    How to mend: put the negation in; where the language denies in another way, add its word to templates/phrases/.
    Example: "No ha demostrado" became "Ha demostrado"
    """
    return _lost(subject, _DENIALS, "a negation is lost", "put the negation in")


@rule("T011", Severity.ERROR)
def hedge_lost(subject: Echo) -> Iterator[Fault]:
    """A "may" of the source is nowhere in the translation.

    What it sees: may, probably or "not known" in the source and no such word in the translation, by the word lists of both
    languages. An error where a wrong word can hurt, else a warning.
    Why it matters: a translation must not be surer than its source.
    How to mend: put the hedge in; where the language hedges in another way, add its word to templates/phrases/.
    Example: "may help" became "helps"
    """
    return _lost(subject, _HEDGES, "a hedge is lost", "say it as carefully as the source")


@rule("T012", Severity.WARNING)
def drift(subject: Echo) -> Iterator[Fault]:
    """A translation weighs benefits and risks differently from its source.

    What it sees: the ratio of words on risks to words on benefits differs from the source's by more than 40 %.
    Why it matters: a translator who shortens one side tilts the leaflet.
    How to mend: compare the two parts with the source.
    Example: all risks in half as many words
    """
    there, here = _ratio(subject.source), _ratio(subject.translation)
    if there and here and not 0.6 <= here / there <= 1.67:
        what = f"risks have {here:.1f} times the words of benefits, in the source {there:.1f} times"
        place = Place(subject.translation.file, language=subject.translation.language)
        yield Fault(place, what, "compare both parts with the source")


def _ratio(subject: Spoken) -> float:
    good = subject.words("benefits")
    return subject.words("risks", "unknowns") / good if good else 0.0


RULES: tuple[Rule[Echo], ...] = (denial_lost, hedge_lost, drift)
