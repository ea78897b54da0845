"""A brand's own sentence: a message like others, which can be missing, stale, slanted, and makes its leaflets drafts."""

import shutil
from datetime import date

import pytest

from evenhand.build.plan import Filters, plan
from evenhand.checks.run import check, faulty
from evenhand.project import find_project
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.shelf import gather, read_shelf
from evenhand.sheet.sources import read_sources
from evenhand.sheet.writer import Writer

WARNING, TODAY = "cauda-equina-warning", date(2026, 11, 24)
CLINIC, CATALOG = "templates/brands/harborview/brand.yaml", "translations/hi/brand-harborview.po"
NOTE, KEY = "note: Bring this leaflet and a list of your medicines.", "brand-harborview:note"
HINDI = "यह पर्चा और अपनी दवाओं की सूची साथ लाएँ।"


@pytest.fixture
def reviewed(small, sign):
    """All is signed: nothing but the note can make a leaflet of this project a draft."""
    sign(small, "hi")
    return small


@pytest.fixture
def jobs(reviewed):
    """Reasons by brand and language, and the orders."""

    def planned():
        shelf = read_shelf(find_project(reviewed))
        found = faulty(shelf, check(shelf, FontShelf(SYSTEM_FOLDERS), TODAY))
        return {(j.order.brand.id, j.order.edition.language.tag): j.order for j in plan(shelf, Filters(), TODAY, found)}

    return planned


def said(order):
    writer = Writer(order.edition, order.staff, order.brand, "")
    note = writer.context((), order.brand_folder, order.pictures)["note"]
    return note and writer.plain(note)


def test_each_brand_says_its_own_in_each_language(jobs, small):
    orders = jobs()
    assert {key: said(order) for key, order in orders.items()} == {
        ("harborview", "en"): "Bring this leaflet and a list of your medicines.",
        ("harborview", "hi"): HINDI,
        ("millbrook", "en"): None,
        ("millbrook", "hi"): None,
    }
    assert not any(order.reasons for order in orders.values())


def test_the_clinics_number_is_filled_in(jobs, edit):
    edit(CLINIC, NOTE, "note: Call {clinic.phone} first.")
    assert said(jobs()["harborview", "en"]) == "Call (202) 555-0143 first."


@pytest.mark.parametrize(
    ("change", "reason", "others"),
    [
        (lambda root, edit: (root / CATALOG).unlink(), "draft.missing", ()),
        (lambda root, edit: edit(CATALOG, HINDI, ""), "draft.missing", ()),
        (lambda root, edit: edit(CLINIC, NOTE, "note: Bring your scans."), "draft.stale", ("en",)),
        (lambda root, edit: edit(CATALOG, HINDI, "पर्चा साथ लाएँ।"), "draft.changed", ()),
    ],
    ids=["no catalog", "empty", "older", "not what was signed"],
)
def test_what_is_wrong_with_it_makes_this_brands_leaflets_drafts(jobs, reviewed, edit, change, reason, others):
    before = jobs()
    change(reviewed, edit)
    after = jobs()
    assert {key for key, order in after.items() if order.reasons} == {("harborview", tag) for tag in ("hi", *others)}
    assert reason in after["harborview", "hi"].reasons
    assert after["millbrook", "hi"].edition.fingerprint == before["millbrook", "hi"].edition.fingerprint
    if reason in ("draft.missing", "draft.stale"):
        order = after["harborview", "hi"]
        assert KEY in (*order.edition.missing, *order.edition.stale)
        assert order.edition.fingerprint != before["harborview", "hi"].edition.fingerprint
        gap = order.edition.words["gap"].forms[0]
        assert said(order) == "".join(run.text for run in gap), "a gap, never another language"


def test_it_must_not_sell(jobs, reviewed, edit):
    edit(CLINIC, NOTE, "note: Ask for our clinically proven breakthrough therapy.")
    shelf, _ = gather(find_project(reviewed))
    found = [f for f in check(shelf, FontShelf(SYSTEM_FOLDERS), TODAY) if f.place.file == CLINIC]
    assert {"B022", "B023"} <= {f.code for f in found}
    assert "draft.findings" in jobs()["harborview", "en"].reasons
    assert not jobs()["millbrook", "en"].reasons


def test_a_translation_of_it_must_keep_what_others_must(reviewed, edit):
    edit(CATALOG, HINDI, "संख्या 7")
    shelf, _ = gather(find_project(reviewed))
    assert [(f.code, f.place.file) for f in check(shelf, FontShelf(SYSTEM_FOLDERS), TODAY) if f.code == "T006"] == [("T006", CATALOG)]


def test_only_brands_with_words_have_catalogs_and_no_handout_takes_their_name(small):
    assert [s.name for s in read_sources(find_project(small))] == ["interface", WARNING, "brand-harborview"]
    text = (small / f"handouts/{WARNING}.yaml").read_text(encoding="utf-8")
    (small / "handouts/brand-harborview.yaml").write_text(text.replace(f"id: {WARNING}", "id: brand-harborview"), encoding="utf-8")
    assert "F007" in {f.code for f in gather(find_project(small))[1]}


def test_extract_update_and_a_new_language(evenhand, small):
    shutil.rmtree(small / "translations/templates", ignore_errors=True)
    assert evenhand("translate", "extract", "--project", small).exit_code == 0
    assert 'msgctxt "note"' in (small / "translations/templates/brand-harborview.pot").read_text(encoding="utf-8")
    assert evenhand("translate", "add", "ta", "--project", small).exit_code == 0
    assert (small / "translations/ta/brand-harborview.po").is_file()
    again = evenhand("translate", "update", "--project", small)
    assert "unchanged translations/hi/brand-harborview.po" in again.stdout


def test_signed_with_any_handout_or_alone(jobs, reviewed, edit, evenhand):
    edit(CATALOG, HINDI, "यह पर्चा साथ लाएँ।")
    assert jobs()["harborview", "hi"].reasons == ("draft.changed", "draft.machine")
    for by, role in (("A. Translator", "translator"), ("B. Checker", "checker")):
        done = evenhand("sign", "brand-harborview", "hi", "--by", by, "--role", role, "--project", reviewed, "--date", "2026-11-24")
        assert done.exit_code == 0, done.output
        assert "interface" not in done.stdout
    assert not jobs()["harborview", "hi"].reasons
    unknown = evenhand("sign", "brand-millbrook", "hi", "--by", "A. Translator", "--role", "translator", "--project", reviewed)
    assert unknown.exit_code == 2, "a brand without words has nothing to sign"
