"""Family B, of evidence: which numbers may stand, where, and beside what."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.checks.rule import Fault, Rule, rule
from evenhand.checks.subject import Written
from evenhand.content.evidence import Certainty, Effect, SourceKind
from evenhand.content.model import Claim
from evenhand.content.text import placeholders
from evenhand.content.walk import texts
from evenhand.finding import Severity


def _claims(subject: Written, part: str) -> list[tuple[int, Claim, Effect | None]]:
    items: tuple[Claim, ...] = getattr(subject.handout, part).items
    return [(i, claim, subject.handout.effects.get(claim.effect or "")) for i, claim in enumerate(items)]


@rule("B001", Severity.ERROR, waivable=False)
def no_comparison(subject: Written) -> Iterator[Fault]:
    """A benefit has a number and nothing to compare it with.

    What it sees: an effect of one arm under `benefits`.
    Why it matters: most people with a complaint get better whatever is done; alone, the number says nothing.
    How to mend: add the arm of those who did not have the treatment, with `comparator`; else say `unknown`.
    Example: 74 of every 100 got better, and nobody says how many did without the injection
    """
    for i, _, effect in _claims(subject, "benefits"):
        if effect is not None and sum(arm.counted for arm in effect.arms.values()) < 2:
            yield Fault(
                subject.place("benefits", "items", i, "effect"),
                "this benefit is compared with nothing",
                "add the other arm, or say unknown",
            )


@rule("B002", Severity.ERROR, waivable=False)
def denominators(subject: Written) -> Iterator[Fault]:
    """The numbers of a leaflet are out of different numbers of people.

    What it sees: shares out of more than one round number; a `rare` harm may use one larger number; a count of none
    among the people studied may stand, because the page adds its upper limit out of 100.
    Why it matters: few readers can compare 3 of 40 with 12 of 100 (doi:10.1186/1472-6947-13-S2-S7).
    How to mend: give every share out of the same round number; flag a rare harm with `rare: true`.
    Example: 74 of every 100 beside 3 of every 58
    """
    common, rare = set[int](), set[int]()
    for name, effect in subject.handout.effects.items():
        counted = [arm for arm in effect.arms.values() if arm.out_of is not None]
        if all(arm.raw and arm.events == 0 for arm in counted):
            continue
        outs = {arm.out_of for arm in counted if arm.out_of is not None}
        if any(out not in (10, 100, 1000, 10_000, 100_000) for out in outs):
            yield Fault(
                subject.place("effects", name, "arms"),
                f"out of {sorted(outs)[0]}: no round number",
                "count out of 100 (or 1,000, flagged rare)",
            )
            continue
        (rare if effect.rare else common).update(outs)
    for kind, outs in (("", common), ("rare ", rare)):
        if len(outs) > 1:
            what = f"{kind}numbers are out of {', '.join(map(str, sorted(outs)))} people"
            yield Fault(subject.place("effects"), what, "count all of them out of one round number")


@rule("B003", Severity.ERROR, waivable=False)
def cases_as_rate(subject: Written) -> Iterator[Fault]:
    """Case reports or an outbreak are told as a share.

    What it sees: an effect, or a figure with `out-of`, whose sources are all case reports.
    Why it matters: nobody counted those to whom nothing happened; there is no "out of".
    How to mend: give the bare count in a text, as a figure with `number`.
    Example: 20 people of an outbreak drawn as 20 of every 100
    """
    sources = subject.handout.sources
    parts = [(("effects", n), e.sources) for n, e in subject.handout.effects.items()]
    parts += [(("figures", n), f.sources) for n, f in subject.handout.figures.items() if f.out_of is not None]
    for loc, ids in parts:
        if ids and all(sources[s].kind is SourceKind.CASE_REPORT for s in ids if s in sources):
            yield Fault(subject.place(*loc), "its sources are case reports; they have no denominator", "give the bare count as a figure")


@rule("B004", Severity.ERROR)
def null_first(subject: Written) -> Iterator[Fault]:
    """The best evidence found no difference, and something else is told first.

    What it sees: a benefit whose effect is `primary` with `difference: chance`, behind another benefit.
    Why it matters: the first line is what is read and remembered.
    How to mend: put the benefit with the best evidence first.
    Example: a better scan first, and then that people felt no different
    """
    for i, claim, effect in _claims(subject, "benefits"):
        if i and effect is not None and effect.endpoint == "primary" and effect.difference == "chance":
            first = subject.handout.benefits.items[0]
            before = subject.handout.effects.get(first.effect or "")
            if before is None or before.endpoint != "primary":
                yield Fault(
                    subject.place("benefits", "items", i),
                    f"{claim.id} is the best evidence, and {first.id} stands before it",
                    "put it first",
                )


@rule("B005", Severity.ERROR)
def surrogate(subject: Written) -> Iterator[Fault]:
    """A measurement stands for how people felt.

    What it sees: a benefit with a `surrogate` outcome, with no benefit felt by the patient (or said to be unknown) beside it.
    Why it matters: scans and blood values often change while people feel no different.
    How to mend: add what people felt, or that it is not known.
    Example: discs look higher on the scan
    """
    claims = _claims(subject, "benefits")
    felt = any(effect is None or effect.outcome.felt == "patient" for _, _, effect in claims)
    for i, _, effect in claims:
        if effect is not None and effect.outcome.felt == "surrogate" and not felt:
            yield Fault(
                subject.place("benefits", "items", i, "effect"),
                "only a measurement is told",
                "add what people felt, or that it is not known",
            )


@rule("B006", Severity.ERROR, waivable=False)
def headline(subject: Written) -> Iterator[Fault]:
    """A result of a part of the people, or one looked for afterwards, is a headline.

    What it sees: an effect with `endpoint: subgroup` or `post-hoc` named in title or summary, or as the first benefit.
    Why it matters: among many subgroups one shines by chance; the main result is what the study was made for.
    How to mend: put the main result there.
    Example: fewer medicines in one subgroup, in the key points
    """
    picked = {n for n, e in subject.handout.effects.items() if e.endpoint in ("subgroup", "post-hoc")}
    for spot, text in texts(subject.handout):
        if spot.key.split(".", 1)[0] in ("title", "about", "summary"):
            named = {name.split(".")[0] for form in text.forms for name in placeholders(form)} & picked
            for name in sorted(named):
                yield Fault(
                    subject.place(*spot.key.split(".")),
                    f"{name} was seen in a part of the people only, or afterwards",
                    "tell the main result here",
                )
    first = subject.handout.benefits.items[0].effect
    if first in picked:
        yield Fault(
            subject.place("benefits", "items", 0, "effect"), f"{first} is no main result, and stands first", "put the main result first"
        )


@rule("B007", Severity.ERROR)
def kinds_of_risk(subject: Written) -> Iterator[Fault]:
    """A treatment handout leaves a kind of harm out.

    What it sees: no risk of kind `serious`, or none of kind `common` or `burden`.
    Why it matters: serious harms are rare and decide; common ones and burdens happen to most who are treated.
    How to mend: add the risk; "not known" with a reason is an answer.
    Example: soreness and bruises, and not a word on infection
    """
    if subject.handout.kind != "treatment":
        return
    kinds = {risk.kind for risk in subject.handout.risks.items}
    if "serious" not in kinds:
        yield Fault(subject.place("risks"), "no risk of kind serious", "add one; unknown with a reason is an answer")
    if not kinds & {"common", "burden"}:
        yield Fault(subject.place("risks"), "no risk of kind common or burden", "add one; unknown with a reason is an answer")


@rule("B008", Severity.ERROR)
def shares_of_items(subject: Written) -> Iterator[Fault]:
    """Benefits and risks are told in very different numbers of items.

    What it sees: fewer than half as many risks as benefits (an error); fewer than three quarters, or more than four times
    as many (a warning).
    Why it matters: equal detail is what makes a decision aid fair (IPDAS); a long list looks heavy by its length.
    How to mend: split or join items so that both sides are told in the same detail.
    Example: six benefits and two risks
    """
    good, bad = len(subject.handout.benefits.items), len(subject.handout.risks.items)
    what = f"{good} benefits and {bad} risks"
    if bad < good / 2:
        yield Fault(subject.place("risks"), what, "tell the risks in the same detail")
    elif bad < good * 0.75 or bad > good * 4:
        yield Fault(subject.place("risks"), what, "tell both sides in the same detail", Severity.WARNING)


@rule("B009", Severity.WARNING)
def few_options(subject: Written) -> Iterator[Fault]:
    """The options are few, or the treatment itself leads them.

    What it sees: fewer than three rows under `options`; the row of `this-treatment` first.
    Why it matters: a choice between one thing and nothing is none; the first row is read as the advice.
    How to mend: add other options; begin with no further treatment, or sort by how much is done to the body.
    Example: the injection first, then exercise
    """
    options = subject.handout.options
    if options is None:
        return
    if len(options.rows) < 3:
        yield Fault(subject.place("options", "rows"), f"{len(options.rows)} options", "give at least three, doing nothing among them")
    if options.rows[0].role == "this-treatment":
        yield Fault(subject.place("options", "rows", 0), "the treatment of the leaflet leads the options", "begin with another option")


@rule("B010", Severity.WARNING)
def unstudied_certainty(subject: Written) -> Iterator[Fault]:
    """A claim and its effect give different certainties.

    What it sees: `certainty` of a benefit or risk that differs from that of its effect.
    Why it matters: the page would print two answers to "how sure we are".
    How to mend: make them the same.
    Example: `certainty: high` beside an effect with `certainty: low`
    """
    for part in ("benefits", "risks"):
        for i, claim, effect in _claims(subject, part):
            if effect is not None and effect.certainty is not claim.certainty and claim.certainty is not Certainty.NOT_GRADED:
                what = f"certainty {claim.certainty} here, and {effect.certainty} in the effect {claim.effect}"
                yield Fault(subject.place(part, "items", i, "certainty"), what, "make them the same")


RULES: tuple[Rule[Written], ...] = (
    *(no_comparison, denominators, cases_as_rate, null_first, surrogate, headline, kinds_of_risk, shares_of_items, few_options),
    unstudied_certainty,
)
