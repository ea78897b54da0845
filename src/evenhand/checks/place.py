"""Family P: what the clinic's country asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evenhand.checks.rule import Fault, Rule, rule
from evenhand.content.model import Handout
from evenhand.finding import Place, Severity
from evenhand.sheet.brand import Brand


@dataclass(frozen=True, slots=True)
class Issue:
    """A handout as one clinic issues it; `file` is the handout's."""

    handout: Handout
    brand: Brand
    file: str


@rule("P004", Severity.ERROR, blocks=True)
def approval(subject: Issue) -> Iterator[Fault]:
    """A handout says nothing about approval in the clinic's country.

    What it sees: a treatment handout without `approval` for the country of a brand that issues it.
    Why it matters: a treatment may be approved in one country and experimental in the next; silence reads as approval.
    How to mend: add the country to `approval`, with what its regulator says and the day you looked it up.
    Example: a clinic with `country: IE`, and a handout with `approval: {GB: …}` only
    """
    country = subject.brand.country
    if subject.handout.kind == "treatment" and country not in subject.handout.approval:
        place = Place(subject.file, key=f"approval.{country}")
        yield place, f"no approval status for {country}, where {subject.brand.id} is", f"add {country} under approval"


RULES: tuple[Rule[Issue], ...] = (approval,)
