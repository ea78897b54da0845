"""What a build will make, and in which state, before anything is printed."""

import datetime as dt
from dataclasses import replace
from itertools import groupby

import pytest

from evenhand.build import pool
from evenhand.build.plan import Filters, in_turn, languages_of, plan
from evenhand.build.shares import Shares
from evenhand.checks.run import faulty
from evenhand.finding import Finding, Place, Severity, Trouble
from evenhand.project import Settings, find_project
from evenhand.sheet.order import draft_reasons
from evenhand.sheet.shelf import read_shelf
from evenhand.translation.signoff import SignOff
from evenhand.translation.standing import Approved, Open, Signer, Standing

WARNING = "cauda-equina-warning"

DAY = dt.date(2026, 11, 24)


def paths(shelf, faulty=(), **filters):
    return {job.path: job for job in plan(shelf, Filters(**{k: tuple(v) for k, v in filters.items()}), DAY, faulty)}


ALL, NOTHING = Approved((), ()), Open("clinician", ("title",), ())


def test_all_leaflets_in_the_order_of_their_paths(everything):
    jobs = plan(everything, Filters(), DAY)
    assert len(jobs) == sum(len(languages_of(everything, name)) for name in everything.handouts) * 2
    assert [job.path for job in jobs] == sorted(job.path for job in jobs)
    assert {job.order.format.name for job in jobs if job.order.brand.id == "millbrook"} == {"a4"}


def test_leaflets_of_one_edition_and_format_are_drawn_in_a_row(everything):
    jobs = plan(everything, Filters(formats=("a4", "bilingual", "text")), DAY)
    drawn = in_turn(jobs)
    assert sorted(job.path for job in drawn) == [job.path for job in jobs]
    rows = [[job.order.brand.id for job in row] for _, row in groupby(drawn, edition_and_format)]
    # Each edition and format comes once, with all brands, in the order of their paths.
    assert all(row == list(everything.brands) for row in rows)
    assert len(rows) * len(everything.brands) == len(jobs)
    # They stay in a row with each worker.
    shares, given = Shares(dict(enumerate(drawn)), 32, pool.cost), {0: [], 1: []}
    for turn in range(60):
        given[turn % 2].append(drawn[shares.next(turn % 2)])
    for mine in given.values():
        keys = [key for key, _ in groupby(mine, edition_and_format)]
        assert len(keys) == len(set(keys))


def edition_and_format(job):
    return job.order.edition.handout.id, job.order.edition.language.tag, job.order.format.ending


def test_filters_meet(everything):
    found = paths(everything, handouts=[WARNING], languages=["ar", "zh_Hans"], brands=["millbrook"], formats=["letter"])
    assert list(found) == [f"millbrook/{tag}/{WARNING}.{tag}.letter.pdf" for tag in ("ar", "zh-Hans")]


def test_staff_read_their_own_language(everything):
    (job,) = paths(everything, handouts=[WARNING], languages=["ur"], brands=["millbrook"]).values()
    assert (job.order.staff.language.tag, job.order.edition.language.tag) == ("en", "ur")


def test_unknown_names_come_together(everything):
    with pytest.raises(Trouble) as caught:
        paths(everything, handouts=["x"], languages=["xx", "ja"], brands=["y", "z"], formats=["a7"])
    assert caught.value.usage
    assert len(caught.value.findings) == 6


def test_settings_limit_the_languages_and_never_the_source(everything):
    limited = replace(everything, project=replace(everything.project, settings=Settings(languages=("hi",))))
    assert languages_of(limited, WARNING) == ["en", "hi"]


def test_language_without_a_catalog_has_no_leaflet(small):
    (small / f"translations/hi/{WARNING}.po").unlink()
    shelf = read_shelf(find_project(small))
    assert languages_of(shelf, WARNING) == ["en"]


@pytest.mark.parametrize(("pair", "bad"), [((WARNING, "hi"), {"hi"}), ((WARNING, ""), {"en", "hi", "fr"}), (("other", ""), set())])
def test_faulty_pairs_become_drafts(everything, pair, bad):
    found = paths(everything, faulty={pair}, handouts=[WARNING], languages=["en", "hi", "fr"], brands=["millbrook"])
    marked = {job.order.edition.language.tag for job in found.values() if "draft.findings" in job.order.reasons}
    assert marked == bad


def test_faulty_pairs_come_from_errors_alone(everything):
    def at(severity, file):
        return Finding("X001", severity, Place(file), "x")

    source, hindi = f"handouts/{WARNING}.yaml", f"translations/hi/{WARNING}.po"
    assert faulty(everything, [at(Severity.ERROR, source)]) == {(WARNING, "")}
    assert faulty(everything, [at(Severity.ERROR, hindi)]) == {(WARNING, "hi")}
    assert faulty(everything, [at(Severity.WARNING, source), at(Severity.ERROR, "translations/hi/interface.po")]) == set()


def test_state_follows_the_reasons(everything):
    (job,) = paths(everything, handouts=[WARNING], languages=["en"], brands=["millbrook"]).values()
    assert (job.state, job.order.reasons) == ("draft", ("draft.source",))
    assert replace(job, order=replace(job.order, reasons=())).state == "final"


def test_reasons_of_a_draft_stand_with_the_gravest_first(everything):
    edition = everything.edition(WARNING, "hi")
    worst = replace(edition, missing=("title",), stale=("about",), machine=True)
    late = worst.handout.dates.review + dt.timedelta(days=1)
    unsigned = Standing((Open("translator", ("title",), ("title",)),))
    assert draft_reasons(worst, Approved((Standing((NOTHING,)),), (unsigned,)), late, faulty=True) == tuple(
        f"draft.{reason}" for reason in ("missing", "stale", "findings", "changed", "machine", "source", "overdue")
    )


def test_each_reason_stands_alone(everything):
    good = everything.edition(WARNING, "en")
    review = good.handout.dates.review
    assert draft_reasons(good, ALL, review) == ()
    assert draft_reasons(good, ALL, review + dt.timedelta(days=1)) == ("draft.overdue",)
    assert draft_reasons(good, ALL, DAY, faulty=True) == ("draft.findings",)
    assert draft_reasons(replace(good, missing=("title",)), ALL, DAY) == ("draft.missing",)
    assert draft_reasons(replace(good, stale=("title",)), ALL, DAY) == ("draft.stale",)
    assert draft_reasons(replace(good, machine=True), ALL, DAY) == ("draft.machine",)
    assert draft_reasons(good, everything.approved(WARNING, "en"), DAY) == ("draft.source",)
    checker = Standing((Open("checker", ("title",), ()),))
    assert draft_reasons(good, Approved((), (checker,)), DAY) == ("draft.unsigned",)
    # A machine's draft that a named translator has signed in whole is a person's work; the checker is still awaited.
    by_hand = replace(checker, signers=(Signer(SignOff.model_construct(role="translator"), 1, 1),))
    assert draft_reasons(replace(good, machine=True), Approved((), (by_hand,)), DAY) == ("draft.unsigned",)


# Two languages facing


def bilingual(shelf, tag):
    jobs = plan(shelf, Filters((WARNING,), (tag,), ("millbrook",), ("bilingual",)), DAY)
    (job,) = jobs
    return job


def test_a_bilingual_leaflet_is_made_for_each_translation_and_not_for_the_source(everything):
    found = paths(everything, handouts=[WARNING], brands=["millbrook"], formats=["bilingual"])
    assert len(found) == 9
    assert f"millbrook/ur/{WARNING}.ur.bilingual.pdf" in found
    assert all(job.order.source.is_source and not job.order.edition.is_source for job in found.values())
    with pytest.raises(Trouble) as caught:
        paths(everything, handouts=[WARNING], languages=["en"], formats=["bilingual"])
    assert caught.value.usage


def test_each_leaflet_carries_the_files_its_words_come_from(everything):
    def names(job):
        return [file.name for file in job.order.files]

    both = [f"{WARNING}.yaml", "interface.yaml"]
    hindi = [*both, f"{WARNING}.hi.po", "interface.hi.po"]
    assert names(bilingual(everything, "hi")) == hindi
    found = paths(everything, handouts=[WARNING], brands=["millbrook"], languages=["en", "hi"])
    assert {path.split("/")[1]: names(job) for path, job in found.items()} == {"en": both, "hi": hindi}
    assert bilingual(everything, "hi").order.papers.issued == everything.handouts[WARNING].dates.issued


def test_a_brand_asks_for_it_and_gives_it_its_sheet(everything, project):
    assert not any("bilingual" in path for path in paths(everything))
    path = project / "templates/brands/harborview/brand.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("formats: [letter]", "formats: [letter, bilingual]"), encoding="utf-8")
    shelf = read_shelf(find_project(project))
    found = paths(shelf, handouts=[WARNING], brands=["harborview"])
    names = {path.rpartition("/")[2] for path in found}
    assert names == {f"{WARNING}.{end}.pdf" for end in ("en.letter", "hi.letter", "hi.bilingual", "zh-Hans.letter", "zh-Hans.bilingual")}
    facing = found[f"harborview/hi/{WARNING}.hi.bilingual.pdf"].order
    assert (facing.format.width, facing.format.height) == (215.9, 279.4)
    assert (bilingual(everything, "hi").order.format.width, bilingual(everything, "hi").order.format.height) == (210, 297)


def test_the_draft_reasons_of_both_texts_count(everything, monkeypatch):
    import evenhand.build.plan as planning

    def reasons(edition, approved, today, *, faulty=False):
        return ("draft.source",) if edition.is_source else ("draft.machine",)

    monkeypatch.setattr(planning, "draft_reasons", reasons)
    assert bilingual(everything, "hi").order.reasons == ("draft.machine", "draft.source")
    monkeypatch.setattr(planning, "draft_reasons", lambda e, approved, today, *, faulty=False: ("draft.source",) if e.is_source else ())
    assert bilingual(everything, "hi").state == "draft"
    (single,) = plan(everything, Filters((WARNING,), ("hi",), ("millbrook",), ("a4",)), DAY)
    assert single.state == "final"


def test_its_fingerprint_covers_both_editions(everything):
    order = bilingual(everything, "hi").order
    other = replace(order, source=replace(order.source, fingerprint="0" * 64))
    own = replace(order, edition=replace(order.edition, fingerprint="0" * 64))
    assert len({order.fingerprint, other.fingerprint, own.fingerprint, order.edition.fingerprint}) == 4
    (single,) = plan(everything, Filters((WARNING,), ("hi",), ("millbrook",), ("a4",)), DAY)
    assert single.order.fingerprint == single.order.edition.fingerprint


def test_it_may_take_more_pages_than_one_language(everything):
    order = bilingual(everything, "hi").order
    assert order.edition.handout.max_pages == 1
    assert order.page_limit == 2
    (single,) = plan(everything, Filters((WARNING,), ("hi",), ("millbrook",), ("a4",)), DAY)
    assert single.order.page_limit == 1


def test_each_side_has_the_digits_of_its_own_language(everything):
    shelf = replace(everything, project=replace(everything.project, settings=Settings(digits={"hi": "deva", "en": "latn"})))
    order = bilingual(shelf, "hi").order
    assert (order.digits, order.source_digits) == ("deva", "latn")
