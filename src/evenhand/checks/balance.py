"""Family B, of weight: how much room and what verbs each side gets, in each language."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.checks.rule import Fault, Rule, rule
from evenhand.checks.subject import Spoken, Told
from evenhand.content.evidence import Certainty
from evenhand.content.model import Claim
from evenhand.finding import Place, Severity
from evenhand.translation.messages import Message

_DOUBT = ("unsure", "may", "probably", "negations", "harm")
# With one of these a message of harm is no bare scare: it says what is not sure, or what does not happen.
_OPEN = ("unsure", "may", "probably", "negations")
# For each certainty, the hedges of which one must stand: low asks for "may" or weaker, and so on. Not graded asks for nothing.
_HEDGES: dict[Certainty, tuple[str, ...]] = {
    Certainty.MODERATE: ("probably", "may", "unsure"),
    Certainty.LOW: ("may", "unsure"),
    Certainty.VERY_LOW: ("unsure",),
}
# Slanted phrases for each 100 words: a warning, and an error (balance.md M13: the seed article had 6.5, a fair rewrite 0.5).
DENSITY = (0.5, 2.0)


def _whole(subject: Spoken, key: str = "") -> Place:
    return Place(subject.file, 0, key=key, language=subject.language)


def _has(subject: Spoken, messages: list[Message], *groups: str) -> bool:
    return any(h.group in groups for m in messages for r in subject.readings(m)[-1:] for h in r.hits)


@rule("B011", Severity.ERROR)
def proportion(subject: Spoken) -> Iterator[Fault]:
    """Benefits and risks get very different room.

    What it sees: the words under `risks` and `unknowns` against those under `benefits`, in each language: less than half
    (an error), less than four fifths or more than three times as many (a warning).
    Why it matters: what is told at length looks important; a footnote of risks is no balance (21 CFR 202.1(e)(5)(ii)).
    How to mend: tell both sides in the same detail.
    Example: 200 words on benefits and 40 on risks
    """
    if subject.handout.kind != "treatment":
        return
    good, bad = subject.words("benefits"), subject.words("risks", "unknowns")
    if not good or not bad:
        return
    what = f"{bad} words on risks and what is not known, {good} on benefits"
    if bad < good * 0.5:
        yield Fault(_whole(subject, "risks"), what, "tell both sides in the same detail")
    elif bad < good * 0.8 or good < bad / 3:
        yield Fault(_whole(subject, "risks"), what, "tell both sides in the same detail", Severity.WARNING)


@rule("B012", Severity.ERROR, waivable=False)
def main_message(subject: Spoken) -> Iterator[Fault]:
    """The main message tells one side.

    What it sees: words of benefit in `summary: message:` with no word of doubt or harm; harm alone, with nothing on what may
    help or is not known (a warning). Evidence of high certainty for every benefit excuses plain words.
    Why it matters: most people read only this.
    How to mend: put what may help and what is not sure into the same frame, or neither.
    Example: "The injection helps your back heal."
    """
    if subject.lexicon is None or subject.handout.kind != "treatment":
        return
    message = next(m for m in subject.messages.messages if m.key == "summary.message")
    good = _has(subject, [message], "benefit")
    form = subject.forms(message)[-1:]
    whole = (form[0], (0, len(form[0]))) if form else ("", (0, 0))
    if not good and _has(subject, [message], "harm") and not _has(subject, [message], *_OPEN):
        mend = "say in it what may help, or what is not known"
        yield Fault(subject.place(message), "the main message tells of harm alone", mend, Severity.WARNING, *whole)
    if good and not _has(subject, [message], *_DOUBT):
        certain = all(c.certainty is Certainty.HIGH for c in subject.handout.benefits.items)
        points = [m for m in subject.under("summary") if m is not message]
        if not (certain and _has(subject, points, "harm", "unsure")):
            mend = "say in it what is not sure, and what can go wrong"
            yield Fault(subject.place(message), "the main message tells of benefit without doubt or harm", mend, None, *whole)


@rule("B013", Severity.ERROR)
def verb(subject: Spoken) -> Iterator[Fault]:
    """The words are surer than the evidence.

    What it sees: a benefit of moderate certainty without "probably" (or weaker), of low certainty without "may", of very
    low certainty without "unsure" or "not known"; in each language, by its own list.
    Why it matters: readers take the verb for the evidence (GRADE, doi:10.1016/j.jclinepi.2019.10.014).
    How to mend: use the verb of the certainty: does, probably, may, "we are very unsure whether".
    Example: "eases pain" with `certainty: low`
    """
    if subject.lexicon is None:
        return
    for claim in subject.handout.benefits.items:
        yield from _verb(subject, claim)


def _verb(subject: Spoken, claim: Claim) -> Iterator[Fault]:
    wanted = _HEDGES.get(claim.certainty)
    told = [m for m in subject.under("benefits") if m.key.startswith(f"benefits.{claim.id}.") and not m.key.endswith(".what")]
    told = [m for m in told if subject.forms(m)]
    if wanted and told and not _has(subject, told, *wanted):
        mend = {"probably": "write probably", "may": "write may", "unsure": "write that we are very unsure, or that it is not known"}[
            wanted[0]
        ]
        form = subject.forms(told[0])[-1]
        yield Fault(subject.place(told[0]), f"certainty is {claim.certainty}, and the words are surer", mend, None, form, (0, len(form)))


@rule("B014", Severity.ERROR, waivable=False)
def density(subject: Spoken) -> Iterator[Fault]:
    """The whole text is slanted.

    What it sees: slanted phrases for each 100 words: more than 0.5 (a warning), more than 2 (an error).
    Why it matters: each phrase alone may pass; together they sell.
    How to mend: take the phrases away that the other findings show.
    Example: 61 such phrases in 935 words
    """
    words = sum(len(form.split()) for m in subject.messages.messages for form in subject.forms(m)[-1:])
    if subject.lexicon is None or not subject.lexicon.spaces or words < 50:
        return
    count = sum(1 for told in subject.told() for _ in told.slants())
    rate = 100 * count / words
    if count > 1 and rate > DENSITY[0]:
        severity = Severity.ERROR if rate > DENSITY[1] else Severity.WARNING
        yield Fault(_whole(subject), f"{count} slanted phrases in {words} words", "see the other findings", severity)


@rule("B015", Severity.ERROR)
def how_often(subject: Told) -> Iterator[Fault]:
    """A word for "how often" stands without a number.

    What it sees: rare, common, most people, unlikely … among benefits and risks, in a sentence with no number and nothing
    that says it is not known, and with no effect whose numbers stand beside it. In an article that evenhand did not make it is a warning.
    Why it matters: readers take "common" for anything from 3 to 54 of every 100 (doi:10.1186/1472-6947-14-76).
    How to mend: give the number, or say that it is not known.
    Example: "Infections are rare."
    """
    if subject.spot not in ("benefits", "risks", "claim") or subject.key.split(".")[0] not in ("", "benefits", "risks"):
        return
    for hit in () if subject.counted else subject.reading.of("frequency"):
        span = subject.reading.sentence(hit.start)
        if not subject.reading.numbers(span) and not subject.reading.has(span, "unsure") and not subject.reading.has(span, "fair"):
            words = subject.form[hit.start : hit.end]
            severity = Severity.ERROR if subject.key else Severity.WARNING
            mend = "give the number, or say that it is not known"
            yield Fault(subject.place, f"how often is “{words}”?", mend, severity, subject.form, (hit.start, hit.end))


@rule("B019", Severity.WARNING)
def unlisted(language: str) -> Iterator[Fault]:
    """A language has no word lists: its words are not checked.

    What it sees: a language of the project without `templates/phrases/<language>.yaml`.
    Why it matters: a promise or a lost "not" would not be seen; not checked is not the same as fair.
    How to mend: write the lists together with a translator; copy those of a language that is near.
    Example: `templates/phrases/so.yaml` is missing
    """
    place = Place(f"templates/phrases/{language}.yaml", language=language)
    yield Fault(place, "not checked for slant: there are no word lists for this language", "write them with a translator")


RULES: tuple[Rule[Spoken], ...] = (proportion, main_message, verb, density)
