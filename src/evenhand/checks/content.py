"""Family C: what a handout must hold and how old it may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from evenhand.checks.rule import Fault, Rule, rule
from evenhand.checks.subject import Written
from evenhand.content.text import placeholders
from evenhand.content.walk import texts
from evenhand.finding import Severity

# Sources older than this ask for a reason: guidelines are taken as lapsed after five years (balance.md A10).
OLD_YEARS = 5
# A regulator's word is looked up again after a year (balance.md R5).
APPROVAL_DAYS = 366
# Where a number may stand that claims nothing: what a reader asks, and what nobody knows.
_ASKING = ("questions", "unknowns")


@rule("C001", Severity.ERROR, waivable=False)
def overdue(subject: Written) -> Iterator[Fault]:
    """The day of the next review has passed.

    What it sees: `dates: review:` before today.
    Why it matters: evidence moves; an old leaflet looks as sure as a new one.
    How to mend: review the leaflet, then set `evidence`, `issued` and `review` anew.
    Example: `review: 2025-01-31`, built in 2026
    """
    dates = subject.handout.dates
    if subject.today > dates.review:
        yield Fault(subject.place("dates", "review"), f"the review was due by {dates.review}", "review it, then set the dates anew")


@rule("C002", Severity.ERROR, waivable=False)
def future(subject: Written) -> Iterator[Fault]:
    """A date lies in the future.

    What it sees: evidence searched, looked up, read, written or reviewed on a day after today; a source published later
    than next year.
    Why it matters: nobody has done it yet; the page would say that somebody has.
    How to mend: correct the date.
    Example: `evidence: 2062-11-23`
    """
    handout = subject.handout
    found: list[tuple[tuple[int | str, ...], dt.date]] = [(("dates", "evidence"), handout.dates.evidence)]
    found += [(("approval", country, "checked"), a.checked) for country, a in handout.approval.items()]
    found += [(("sources", name, "accessed"), s.accessed) for name, s in handout.sources.items()]
    for role in ("authors", "reviewers"):
        found += [(("people", role, i, "date"), p.date) for i, p in enumerate(getattr(handout.people, role))]
    for loc, date in found:
        if date > subject.today:
            yield Fault(subject.place(*loc), f"{date} lies in the future", "correct the date")
    # Journals print next year's date on an early article; beyond that it is a slip of the pen.
    for name, source in handout.sources.items():
        if source.year > subject.today.year + 1:
            yield Fault(subject.place("sources", name, "year"), f"{source.year} lies in the future", "correct the year")


@rule("C003", Severity.WARNING)
def unreviewed(subject: Written) -> Iterator[Fault]:
    """No clinician has reviewed the handout.

    What it sees: an empty `people: reviewers:` in a handout that nobody has signed off.
    Why it matters: the leaflet prints as a draft, and `build --release` refuses it.
    How to mend: have it reviewed by somebody who did not write it, who then signs (`evenhand sign`).
    Example: `reviewers: []`
    """
    if not subject.handout.people.reviewers and not subject.signed:
        yield Fault(
            subject.place("people", "reviewers"), "nobody has reviewed this yet", "have it reviewed by a clinician who did not write it"
        )


@rule("C004", Severity.ERROR, waivable=False)
def own_reviewer(subject: Written) -> Iterator[Fault]:
    """An author reviewed their own text.

    What it sees: the same name among `authors` and `reviewers`.
    Why it matters: nobody sees their own mistakes; a review is a second pair of eyes.
    How to mend: have somebody else review it.
    Example: A. Khan writes, and A. Khan reviews
    """
    authors = {p.name.casefold() for p in subject.handout.people.authors}
    for i, person in enumerate(subject.handout.people.reviewers):
        if person.name.casefold() in authors:
            yield Fault(
                subject.place("people", "reviewers", i, "name"), f"{person.name} wrote this and cannot review it", "name another reviewer"
            )


@rule("C005", Severity.ERROR, waivable=False)
def unsourced(subject: Written) -> Iterator[Fault]:
    """A number has no source.

    What it sees: a figure without `sources` that a text names, other than among the questions and what is not known.
    Why it matters: a number without a source cannot be checked, and is believed all the same.
    How to mend: name the source under the figure.
    Example: `about {share} people`, where `share` has no `sources`
    """
    bare = {name for name, figure in subject.handout.figures.items() if not figure.sources}
    told: set[str] = set()
    for spot, text in texts(subject.handout):
        if spot.key.split(".", 1)[0] not in _ASKING:
            told |= {name for form in text.forms for name in placeholders(form)}
            told |= {text.count} if text.count else set()
    for name in sorted(bare & told):
        yield Fault(subject.place("figures", name), f"the figure {name} has no source", "name its sources, or tell it in words")


@rule("C006", Severity.WARNING)
def old_sources(subject: Written) -> Iterator[Fault]:
    """Every source is old.

    What it sees: the newest source is more than five years older than the leaflet.
    Why it matters: newer studies may say something else.
    How to mend: search again, or say in the waiver why old sources are the best there are.
    Example: a leaflet of 2026 whose newest source is of 2017
    """
    newest = max(s.year for s in subject.handout.sources.values())
    if subject.handout.dates.issued.year - newest > OLD_YEARS:
        yield Fault(subject.place("sources"), f"the newest source is of {newest}", "look for newer evidence")


@rule("C007", Severity.WARNING)
def old_approval(subject: Written) -> Iterator[Fault]:
    """What a regulator says was looked up more than a year ago.

    What it sees: `approval: … checked:` more than a year before today.
    Why it matters: approvals come and go.
    How to mend: look it up again and set the date.
    Example: `checked: 2024-01-05`, built in 2026
    """
    for country, approval in subject.handout.approval.items():
        if (subject.today - approval.checked).days > APPROVAL_DAYS:
            yield Fault(subject.place("approval", country, "checked"), f"looked up on {approval.checked}", "look it up again")


@rule("C008", Severity.ERROR, waivable=False)
def unfinished(subject: Written) -> Iterator[Fault]:
    """A part is still to be written.

    What it sees: texts and fields that begin with TODO, as `evenhand import` leaves them.
    Why it matters: the reader would get a note that was meant for the author.
    How to mend: write the part; the note says what belongs there.
    Example: `unknown: "TODO: how often does this happen?"`
    """
    for loc, value in subject.document.strings():
        if value.lstrip().upper().startswith("TODO"):
            yield Fault(subject.place(*loc), value.strip().split("\n")[0][:120], "write this part")


@rule("C009", Severity.ERROR, waivable=False)
def no_emergency(subject: Written) -> Iterator[Fault]:
    """No sign says when to call for help at once.

    What it sees: `red-flags` without one of urgency `emergency`.
    Why it matters: the leaflet may be all that the reader has at night.
    How to mend: name the signs of an emergency.
    Example: only `urgency: soon`
    """
    if not any(flag.urgency == "emergency" for flag in subject.handout.red_flags):
        yield Fault(subject.place("red-flags"), "no red flag has the urgency emergency", "name the signs for which to call at once")


@rule("C010", Severity.WARNING)
def few_questions(subject: Written) -> Iterator[Fault]:
    """A treatment handout gives few questions to ask.

    What it sees: fewer than five `questions`.
    Why it matters: a list of questions is the tool that readers use most.
    How to mend: add questions such as what happens without treatment, how many got better, who earns from it.
    Example: two questions
    """
    if subject.handout.kind == "treatment" and len(subject.handout.questions) < 5:
        yield Fault(subject.place("questions"), f"{len(subject.handout.questions)} questions", "give at least five")


RULES: tuple[Rule[Written], ...] = (
    *(overdue, future, unreviewed, own_reviewer, unsourced, old_sources, old_approval, unfinished, no_emergency, few_questions),
)
