"""Which leaflets a build makes: edition x brand x format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from evenhand.build.asked import Prints
from evenhand.build.attached import Files
from evenhand.finding import Place, Trouble, error, usage_trouble
from evenhand.sheet.brand import Brand
from evenhand.sheet.format import FORMATS, format_on, sheet_for
from evenhand.sheet.order import Order, draft_reasons
from evenhand.sheet.shelf import Shelf
from evenhand.translation.edition import Edition
from evenhand.translation.language import find_language, tag_faults
from evenhand.translation.messages import BRAND


@dataclass(frozen=True, slots=True)
class Filters:
    """What a build is limited to; an empty part limits nothing."""

    handouts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def none(self) -> bool:
        return not (self.handouts or self.languages or self.brands or self.formats)


@dataclass(frozen=True, slots=True)
class Job:
    """One leaflet to make: its place under the output folder, all that it is made of, and what else is wanted of it."""

    path: str
    order: Order
    prints: Prints = field(default_factory=Prints)

    @property
    def name(self) -> str:
        return self.path

    @property
    def state(self) -> str:
        return "draft" if self.order.reasons else "final"


def plan(shelf: Shelf, filters: Filters, today: dt.date, faulty: Collection[tuple[str, str]] = ()) -> list[Job]:
    """The jobs in the order of their paths. Raises Trouble for a filter that names nothing.

    `faulty` are the (handout or brand's words, language) pairs that print as drafts because rules found errors; "" is
    every language.
    """
    filters = known_names(shelf, filters)
    if not shelf.brands:
        raise usage_trouble("there is no brand in templates/brands/", "copy one from the documentation and fill it in")
    jobs: list[Job] = []
    for brand_id in shelf.brands:
        if filters.brands and brand_id not in filters.brands:
            continue
        for handout_id in shelf.handouts:
            if filters.handouts and handout_id not in filters.handouts:
                continue
            jobs += _jobs(shelf, (brand_id, handout_id), filters, lambda *edition: _reasons(shelf, edition, today, faulty))
    if not jobs:
        raise usage_trouble("no leaflet fits these filters", "give fewer of them; each handout has the languages of its catalogs")
    files = Files(shelf)
    return sorted((replace(job, order=files.with_files(job.order)) for job in jobs), key=lambda job: job.path)


def in_turn(jobs: Iterable[Job]) -> list[Job]:
    """The jobs in the order in which they are drawn: an edition in one format for all brands, then the next.

    Why: what the leaflets of several brands have in common is made for the first of them and at hand for those that follow, as
    long as no other edition comes between. And the pictures of a handout are needed in one stretch of time.
    """
    return sorted(jobs, key=_turn)


def _turn(job: Job) -> tuple[str, str, str, str]:
    edition = job.order.edition
    return edition.handout.id, edition.language.tag, job.order.format.ending, job.path


def _jobs(shelf: Shelf, what: tuple[str, str], filters: Filters, why: Callable[[str, str, str], tuple[str, ...]]) -> Iterator[Job]:
    """The jobs of a (brand, handout). `why` gives the reasons for which an edition (brand, handout, language) is a draft."""
    brand, home = shelf.brands[what[0]], shelf.handouts[what[1]].language
    staff = shelf.edition(what[1], brand.language)
    languages = languages_of(shelf, what[1])
    for tag in languages:
        if filters.languages and tag not in filters.languages:
            continue
        reasons = why(*what, tag)
        for name in filters.formats or brand.formats:
            if FORMATS[name].notice:
                if tag == _spoken(brand, languages):
                    # A final notice tells of the editions that patients may have, a draft of all.
                    told = [t for t in languages if reasons or not why(*what, t)]
                    yield _job(shelf, staff, what[0], tag, name, reasons, tuple(shelf.issued(*what, t) for t in told))
            elif not FORMATS[name].facing:
                yield _job(shelf, staff, what[0], tag, name, reasons)
            elif tag != home:
                # It holds both texts: a fault of either makes it a draft.
                yield _job(shelf, staff, what[0], tag, name, tuple(dict.fromkeys((*reasons, *why(*what, home)))))


def _reasons(shelf: Shelf, edition: tuple[str, str, str], today: dt.date, faulty: Collection[tuple[str, str]]) -> tuple[str, ...]:
    """Why a (brand, handout, language) is a draft."""
    brand, handout, tag = edition
    bad = any((name, t) in faulty for name in (handout, f"{BRAND}{brand}") for t in (tag, ""))
    return draft_reasons(shelf.issued(*edition), shelf.approved(handout, tag, brand), today, faulty=bad)


def _spoken(brand: Brand, languages: list[str]) -> str:
    """The one language of a notice: the staff's, or the source's (which stands first) where there is no such edition."""
    return brand.language if brand.language in languages else languages[0]


def judged(shelf: Shelf, filters: Filters) -> frozenset[str]:
    """The languages whose words a build must judge; none: all. A notice tells of every edition, so that it needs all."""
    chosen = [brand for brand in shelf.brands.values() if not filters.brands or brand.id in filters.brands]
    notices = any(FORMATS[f].notice for brand in chosen for f in filters.formats or brand.formats if f in FORMATS)
    return frozenset() if notices else frozenset(tag.replace("_", "-") for tag in filters.languages)


def languages_of(shelf: Shelf, handout: str) -> list[str]:
    """The source language, and each language that has a catalog for the handout (limited by the settings)."""
    wanted = shelf.project.settings.languages
    found = [tag for tag in shelf.languages if (tag, handout) in shelf.catalogs and (not wanted or tag in wanted)]
    source = shelf.handouts[handout].language
    return [source, *(tag for tag in found if tag != source)]


def _job(
    shelf: Shelf, staff: Edition, brand_id: str, tag: str, format_name: str, reasons: tuple[str, ...], named: tuple[Edition, ...] = ()
) -> Job:
    handout_id = staff.handout.id
    edition, approved, brand = shelf.issued(brand_id, handout_id, tag), shelf.approved(handout_id, tag, brand_id), shelf.brands[brand_id]
    form = format_on(format_name, sheet_for(brand.formats, brand.country))
    order = Order(
        edition=edition,
        staff=staff,
        brand=brand,
        format=form,
        reasons=reasons,
        digits=shelf.project.settings.digits.get(tag, ""),
        brand_folder=shelf.brand_folders[brand_id],
        pictures=shelf.project.handouts / handout_id,
        code="" if reasons else approved.code,
        signed=approved.clinicians(),
        signers=approved.people(),
        source=shelf.issued(brand_id, handout_id, edition.handout.language) if form.facing else None,
        source_digits=shelf.project.settings.digits.get(edition.handout.language, ""),
        named=named,
    )
    return Job(f"{brand_id}/{tag}/{handout_id}.{tag}.{form.ending}", order)


def known_names(shelf: Shelf, filters: Filters) -> Filters:
    """The filters with languages as canonical tags. Raises Trouble with every name that nothing in the project has.

    Why: a wrong name that is passed over ends in a green report on nothing.
    """
    sources = {h.language for h in shelf.handouts.values()}
    languages = tuple(tag if tag_faults(tag, Place()) else find_language(tag).tag for tag in filters.languages)
    known: Iterable[tuple[str, tuple[str, ...], set[str]]] = (
        ("handout", filters.handouts, set(shelf.handouts)),
        ("language", languages, set(shelf.languages) | sources),
        ("brand", filters.brands, set(shelf.brands)),
        ("format", filters.formats, set(FORMATS)),
    )
    faults = [
        error("F000", Place(), f"unknown {kind}: {name}", f"known: {', '.join(sorted(names)) or 'none'}")
        for kind, given, names in known
        for name in given
        if name not in names
    ]
    if faults:
        raise Trouble(faults, usage=True)
    return replace(filters, languages=languages)
