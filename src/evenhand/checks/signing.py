"""Family S: what sign-offs say, and what a later change took from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evenhand.checks.rule import Fault, Rule, rule
from evenhand.finding import Finding, Place, Severity
from evenhand.sheet.shelf import Shelf
from evenhand.translation.signoff import SignOff, SignOffs
from evenhand.translation.standing import Signer


@dataclass(frozen=True, slots=True)
class Signing:
    """One record with its place, how much of it stands, which of its words changed, and the other records of its language."""

    place: Place
    signer: Signer
    lost: tuple[str, ...]
    others: tuple[SignOff, ...]
    back_translation: bool = False

    @property
    def record(self) -> SignOff:
        return self.signer.record


@rule("S009", Severity.WARNING, waivable=False)
def same_person(subject: Signing) -> Iterator[Fault]:
    """One person signed as translator and as checker.

    What it sees: two records of one handout and language under one name.
    Why it matters: nobody sees their own mistakes; the check of a second person is what ISO 17100 asks for.
    How to mend: let somebody else check the translation and sign.
    Example: Amina Khan as translator and as checker
    """
    mine = subject.record
    if mine.role == "checker" and any(o.role == "translator" and (o.handout, o.name) == (mine.handout, mine.name) for o in subject.others):
        yield Fault(subject.place, f"{mine.by} signed {mine.handout} as translator and as checker", "a checker is another person")


@rule("S010", Severity.WARNING, waivable=False)
def changed_since(subject: Signing) -> Iterator[Fault]:
    """Words changed after they were signed.

    What it sees: the hashes of a record against the present source, translation and data.
    Why it matters: what was signed is what is printed; until it is signed again the leaflet is a draft.
    How to mend: look at what changed (`evenhand translate changes`, or the proof), and sign again.
    Example: one sentence was translated anew
    """
    if subject.lost:
        mine = subject.record
        named = ", ".join(subject.lost[:6]) + (f" and {len(subject.lost) - 6} more" if len(subject.lost) > 6 else "")
        yield Fault(
            subject.place,
            f"changed since {mine.by} signed {mine.handout} as {mine.role}: {named}",
            f"sign again: evenhand sign {mine.handout} {mine.language} --role {mine.role} --by “{mine.by}”",
        )


@rule("S012", Severity.WARNING, waivable=False)
def no_back_translation(subject: Signing) -> Iterator[Fault]:
    """A clinician signed a translation without a back-translation.

    What it sees: records of clinicians on translations, where the policy asks for one.
    Why it matters: a clinician who does not read the language has only the back-translation to go by.
    How to mend: let somebody who has not seen the source translate the safety strings back, and sign with that file.
    Example: a record without `back-translation`
    """
    if subject.back_translation and subject.record.role == "clinician" and subject.record.back_translation is None:
        mine = subject.record
        yield Fault(
            subject.place,
            f"{mine.by} signed {mine.handout} without a back-translation: it does not count",
            "sign with --back-translation FILE",
        )


RULES: tuple[Rule[Signing], ...] = (same_person, changed_since, no_back_translation)


def signing_findings(shelf: Shelf) -> Iterator[Finding]:
    """What is wrong with the records of every language, and which of them no longer stand in full."""
    for language, signoffs in shelf.signoffs.items():
        yield from signoffs.faults
        for subject in _subjects(shelf, language, signoffs):
            for one in RULES:
                yield from one.check(subject)


def _subjects(shelf: Shelf, language: str, signoffs: SignOffs) -> Iterator[Signing]:
    for record, place in zip(signoffs.records, signoffs.places, strict=True):
        if record.handout not in shelf.messages:
            continue
        units = {u.key: u for u in shelf.units(record.handout, language)}
        lost = tuple(key for key in record.words if key in units and not units[key].signed_by(record))
        signer = Signer(record, len(record.words) - len(lost), len(record.words))
        asked = shelf.project.settings.policy.back_translation and not shelf.is_source(record.handout, language)
        yield Signing(place, signer, lost, signoffs.records, asked)
