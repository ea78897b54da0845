"""Family B, of what a text claims: each phrase by its place; the words are data in templates/phrases/."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.checks.rule import Fault, Rule, rule
from evenhand.checks.subject import Told, seen
from evenhand.finding import Severity


@rule("B020", Severity.ERROR)
def promise(subject: Told) -> Iterator[Fault]:
    """A text promises a result.

    What it sees: words such as restores, heals, cures, lasting relief, beside no evidence of high certainty. A hedge (may, probably)
    makes it a warning; a denial, a quotation that somebody else is named for, and numbers excuse it.
    Why it matters: a promise is what a worried person remembers; the doubt two lines later is not.
    How to mend: say what studies found, with the verb that the certainty allows: does, probably, may, very unsure.
    Example: Stem cells restore the spine
    """
    return seen(subject, "promise", "a promise")


@rule("B021", Severity.ERROR)
def root_cause(subject: Told) -> Iterator[Fault]:
    """A text says that the treatment removes the cause.

    What it sees: root cause, underlying cause, from within, rather than masking.
    Why it matters: for most long-lasting pain no single cause is known; the phrase makes every other treatment look like a cover-up.
    How to mend: say what the treatment is hoped to do, and whether that was shown.
    Example: It treats the underlying cause rather than masking pain
    """
    return seen(subject, "root-cause", "a claim to remove the cause")


@rule("B022", Severity.ERROR)
def hype(subject: Told) -> Iterator[Fault]:
    """A text praises novelty or power.

    What it sees: breakthrough, revolutionary, powerful shift, holds the potential, recent advances.
    Why it matters: new says nothing about better; about a third of clinics' pages on this very treatment do it
    (doi:10.1136/bmjopen-2017-019414).
    How to mend: take the word away, or say how well it was tested.
    Example: a revolutionary new therapy
    """
    return seen(subject, "hype", "praise of novelty")


@rule("B023", Severity.ERROR)
def authority(subject: Told) -> Iterator[Fault]:
    """A text borrows authority instead of evidence.

    What it sees: science-driven, clinically proven, FDA-registered, patented, experts agree, listed on ClinicalTrials.gov as if that were
    proof.
    Why it matters: a registration, a patent or an expert's name is no result in patients.
    How to mend: name the study: how many people, for how long, what happened to how many.
    Example: a science-driven alternative
    """
    return seen(subject, "authority", "borrowed authority")


@rule("B024", Severity.WARNING)
def approved(subject: Told) -> Iterator[Fault]:
    """A text says approved outside the part that is about approval.

    What it sees: approved, licensed, fully compliant.
    Why it matters: a product can be approved for one use and sold for another; only `approval` says which use, and when somebody looked.
    How to mend: leave it to `approval`, which has a status for each country.
    Example: our FDA-approved cells
    """
    return seen(subject, "approved", "approval out of its place")


@rule("B025", Severity.ERROR)
def vague_crowd(subject: Told) -> Iterator[Fault]:
    """A text says that many people gain, without a number.

    What it sees: many patients, most people, often notice, meaningful relief, notable benefits, with no number in the sentence.
    Why it matters: 'many' holds for a sham injection too: 69 of every 100 improved with one.
    How to mend: give the number in both groups, or say that it is not known.
    Example: Many patients enjoy meaningful relief
    """
    return seen(subject, "vague-crowd", "a crowd without a number")


@rule("B026", Severity.ERROR, waivable=False)
def safe(subject: Told) -> Iterator[Fault]:
    """A text says safe, painless or without risk.

    What it sees: safe, risk-free, painless, no side effects, no downtime. 'Safe to walk' and 'keep it safe' are fair.
    Why it matters: nothing that works is safe for everybody; zero events in a small study leave room for several of every 100.
    How to mend: say what went wrong in how many people, or that it is not known.
    Example: a completely safe procedure
    """
    return seen(subject, "safe", "a claim of safety")


@rule("B027", Severity.WARNING)
def natural(subject: Told) -> Iterator[Fault]:
    """A text leans on nature, on the body's own powers, or on a small cut.

    What it sees: natural remedy, the body's own healing, minimally invasive, faster recovery.
    Why it matters: natural and small are not the same as harmless or useful.
    How to mend: say what is done, and what can happen.
    Example: a minimally invasive way to use your body's own healing
    """
    return seen(subject, "natural", "nature as an argument")


@rule("B031", Severity.ERROR)
def mechanism(subject: Told) -> Iterator[Fault]:
    """How a treatment might work is told as a benefit.

    What it sees: anti-inflammatory properties, growth factors, signals, differentiation among the benefits.
    Why it matters: most treatments with a fine mechanism fail in fair tests.
    How to mend: move it to a background section, and say 'in the laboratory' or 'in theory'.
    Example: The cells release growth factors that calm inflammation
    """
    return seen(subject, "mechanism", "a mechanism as a benefit")


@rule("B032", Severity.ERROR, waivable=False)
def baseline(subject: Told) -> Iterator[Fault]:
    """A change over time is told as an effect.

    What it sees: improved from baseline, better than before the treatment, with no comparison.
    Why it matters: people seek help when they feel worst, and most then improve whatever is done.
    How to mend: compare with people who did not have the treatment, over the same time.
    Example: Pain fell by half from baseline
    """
    return seen(subject, "baseline", "a change over time as an effect")


@rule("B033", Severity.ERROR, waivable=False)
def relative(subject: Told) -> Iterator[Fault]:
    """A relative number stands without the absolute ones.

    What it sees: doubles, halves, times as likely, per cent less, with fewer than two numbers in the sentence.
    Why it matters: 'halves the risk' can mean 2 instead of 4 of every 10, or of every million.
    How to mend: give both shares out of the same round number.
    Example: It halves the risk of a stroke
    """
    return seen(subject, "relative", "a relative number alone")


RULES: dict[str, Rule[Told]] = {
    "promise": promise,
    "root-cause": root_cause,
    "hype": hype,
    "authority": authority,
    "approved": approved,
    "vague-crowd": vague_crowd,
    "safe": safe,
    "natural": natural,
    "mechanism": mechanism,
    "baseline": baseline,
    "relative": relative,
}
