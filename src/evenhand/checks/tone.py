"""Family B, of how a text speaks: of other treatments, of harms, and to the reader."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.checks.rule import Fault, Rule, rule
from evenhand.checks.subject import Told, seen
from evenhand.finding import Severity


@rule("B028", Severity.ERROR)
def disparaging(subject: Told) -> Iterator[Fault]:
    """A text runs other treatments down.

    What it sees: fails to resolve, only masks, temporary relief, alternative to surgery, when other treatments fail.
    Why it matters: the reader gives up what may help; the same limit holds for the treatment praised, and is not said.
    How to mend: put the options side by side in `options`, each with what it may do and its harms.
    Example: Conventional treatments only mask the pain
    """
    return seen(subject, "disparaging", "other treatments run down")


@rule("B029", Severity.ERROR, waivable=False)
def pressure(subject: Told) -> Iterator[Fault]:
    """A text presses or sells.

    What it sees: book now, limited places, free seminar, discount, success stories, before and after, you deserve.
    Why it matters: a person who is hurried does not weigh. Advice to get help at once with a sign of danger is no pressure.
    How to mend: take it away; say that the reader can wait, say no, or ask somebody else.
    Example: Book today: places are limited
    """
    return seen(subject, "pressure", "pressure")


@rule("B030", Severity.ERROR)
def softener(subject: Told) -> Iterator[Fault]:
    """A harm is made small in words.

    What it sees: only, just, minor, mild, extremely rare, like any procedure, in experienced hands, with no number in the sentence.
    Why it matters: words such as rare are read as anything from 2 to 20 of every 100 (doi:10.1186/1472-6947-14-76); a softener hides
    which.
    How to mend: give the number and the time, or say that it is not known.
    Example: Side effects are minor and extremely rare
    """
    return seen(subject, "softener", "a harm made small")


@rule("B034", Severity.ERROR)
def question_title(subject: Told) -> Iterator[Fault]:
    """A title asks so that the answer is yes.

    What it sees: How can … help, Why … works, Is … the answer, Tired of …
    Why it matters: the question assumes what the leaflet should weigh.
    How to mend: name the treatment and the trouble: '… : what is known and what is not'.
    Example: How Can Stem Cell Therapy Help Your Back?
    """
    return seen(subject, "question-title", "a question that answers itself")


@rule("B035", Severity.ERROR)
def scare(subject: Told) -> Iterator[Fault]:
    """A text frightens.

    What it sees: deadly, horrific, destroys lives, scam, never trust your doctor.
    Why it matters: fear is imbalance too: it can drive people from what would help them.
    How to mend: say what can happen, to how many, and how sure we are.
    Example: A deadly scam
    """
    return seen(subject, "scare", "a scare")


@rule("B036", Severity.WARNING)
def jargon(subject: Told) -> Iterator[Fault]:
    """A text speaks of significance, odds or trends.

    What it sees: statistically significant, p-value, odds ratio, trend towards.
    Why it matters: readers take 'significant' for 'large'.
    How to mend: say how sure we are in words: does, probably, may, very unsure.
    Example: a significant improvement
    """
    return seen(subject, "jargon", "statistical jargon")


RULES: dict[str, Rule[Told]] = {
    "disparaging": disparaging,
    "pressure": pressure,
    "softener": softener,
    "question-title": question_title,
    "scare": scare,
    "jargon": jargon,
}
