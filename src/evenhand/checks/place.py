"""Family P: what the clinic's country asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

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
        yield Fault(place, f"no approval status for {country}, where {subject.brand.id} is", f"add {country} under approval")


@rule("P005", Severity.WARNING)
def no_report_line(subject: Issue) -> Iterator[Fault]:
    """The clinic does not say where to report harm by a treatment.

    What it sees: a brand without `report`, for a handout about a treatment.
    Why it matters: harms become known because patients report them.
    How to mend: put the country's office under `report` in the brand: Yellow Card in Britain, MedWatch in the United
    States, the TGA in Australia, Health Canada in Canada.
    Example: a brand without `report: {name: …, web: …}`
    """
    if subject.handout.kind == "treatment" and subject.brand.report is None:
        place = Place(f"templates/brands/{subject.brand.id}/brand.yaml", key="report")
        yield Fault(place, f"{subject.brand.id} does not say where to report harm", "add report: {name: …, web: …}")


# Where advertising of some products to the public is limited by law, and the topics that it limits (balance.md J5, J6).
LIMITED: dict[str, tuple[str, ...]] = {"AU": ("cell-product",)}


@rule("P006", Severity.ERROR, waivable=False)
def advertising(subject: Issue) -> Iterator[Fault]:
    """The clinic's country limits what may be told to the public on this topic.

    What it sees: a handout with a topic such as `cell-product`, issued by a clinic in a country that forbids advertising
    it (Australia: stem cells and other biologicals), without `legal-sign-off` in the brand.
    Why it matters: even a fair leaflet can count as advertising there.
    How to mend: have a lawyer look at it; put name and date under `legal-sign-off` in the brand.
    Example: a clinic with `country: AU` and a handout with `topics: [cell-product]`
    """
    limited = [t for t in subject.handout.topics if t in LIMITED.get(subject.brand.country, ())]
    if limited and subject.brand.legal_sign_off is None:
        what = f"{subject.brand.country} limits what may be told to the public about: {', '.join(limited)}"
        yield Fault(
            Place(subject.file, key="topics"), f"{what} ({subject.brand.id})", "have it looked at, and add legal-sign-off to the brand"
        )


@rule("P007", Severity.ERROR, waivable=False)
def own_source(subject: Issue) -> Iterator[Fault]:
    """The clinic's own pages stand among the sources.

    What it sees: a source whose web address is that of the clinic.
    Why it matters: who sells a treatment is no witness for it.
    How to mend: cite the study, the guideline or the regulator.
    Example: `url: https://our-clinic.example/stem-cells` in a leaflet of that clinic
    """
    home = (urlsplit(subject.brand.web).hostname or "").removeprefix("www.")
    for name, source in subject.handout.sources.items():
        host = (urlsplit(source.url).hostname or "") if source.url else ""
        if home and (host == home or host.endswith(f".{home}")):
            yield Fault(
                Place(subject.file, key=f"sources.{name}"), f"{name} is a page of {subject.brand.name}", "cite a source that sells nothing"
            )


@rule("P008", Severity.WARNING)
def seller(subject: Issue) -> Iterator[Fault]:
    """The clinic earns from the treatment, and the handout's makers do not say so.

    What it sees: a brand that lists the handout under `earns-from` while no reviewer is named.
    Why it matters: a reader should know who gains, and that somebody who does not gain has read it.
    How to mend: have it reviewed by somebody who does not sell the treatment.
    Example: `earns-from: [stem-cell-back-pain]` and `reviewers: []`
    """
    if subject.handout.id in subject.brand.earns_from and not subject.handout.people.reviewers:
        yield Fault(
            Place(subject.file, key="people.reviewers"),
            f"{subject.brand.id} earns from this, and nobody outside has reviewed it",
            "name a reviewer who does not sell it",
        )


RULES: tuple[Rule[Issue], ...] = (approval, no_report_line, advertising, own_source, seller)
