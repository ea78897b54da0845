"""Every leaflet of this repository, printed once and looked at by machine: two readers, letters, languages, places."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import fidelity
import pypdf
import pytest

from evenhand.build.ledger import read_ledger
from evenhand.content.text import parse_markup
from evenhand.project import find_project
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS, font_paths
from evenhand.sheet.heard import heard
from evenhand.sheet.leaflet import read_leaflet
from evenhand.sheet.shelf import read_shelf

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow
# Languages whose letters are not Latin: any Latin word on their pages is foreign.
OTHER_LETTERS = {"ru", "ar", "ur", "hi", "zh-Hans", "bn", "pa", "gu", "ta", "fa", "ps", "uk", "am", "th", "ko"}
TEN = {"en", "es", "fr", "pl", "ru", "ar", "ur", "hi", "zh-Hans", "vi"}
FLAGSHIP = "stem-cell-back-pain"
TWENTY_FOUR = TEN | {"bn", "pa", "gu", "ta", "fa", "ps", "pt-BR", "ro", "uk", "tr", "so", "am", "th", "ko"}


@pytest.fixture(scope="session")
def shelf():
    return read_shelf(find_project(ROOT))


@pytest.fixture(scope="session")
def ledger(out):
    return read_ledger(out)


@pytest.fixture(scope="session")
def pages(out, ledger):
    """The pages of every leaflet as pdfium reads them."""
    return {row["path"]: read_leaflet((out / row["path"]).read_bytes()) for row in ledger}


def test_three_handouts_in_ten_languages_and_the_flagship_in_twenty_four(ledger):
    assert {row["language"] for row in ledger if row["handout"] == FLAGSHIP} == TWENTY_FOUR
    assert {row["language"] for row in ledger if row["handout"] != FLAGSHIP} == TEN
    assert len(ledger) == len({row["path"] for row in ledger})
    for brand in ("harborview", "millbrook"):
        assert len({(r["handout"], r["language"]) for r in ledger if r["brand"] == brand}) == 2 * 10 + 24


def test_two_readers_open_every_leaflet_and_count_the_same_pages(out, reader, ledger, pages):
    for row in ledger:
        assert len(reader(out / row["path"]).pages) == len(pages[row["path"]]) == row["pages"]


def test_leaflets_are_tagged_and_say_title_and_language(out, reader, ledger):
    for row in ledger:
        leaflet = reader(out / row["path"])
        catalog = leaflet.trailer["/Root"]
        assert catalog["/Lang"] == row["language"]
        assert catalog["/MarkInfo"]["/Marked"] is True or catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712 (pypdf's own boolean)
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert "/StructTreeRoot" in catalog
        assert leaflet.metadata.title == row["title"]
        assert b"pdfuaid:part" in catalog["/Metadata"].get_data()


def test_figures_have_a_text_alternative(out, reader, ledger):
    for row in ledger:
        figures = [e for e in structure(reader(out / row["path"])) if e.get("/S") == "/Figure"]
        assert figures, row["path"]
        assert all(e.get("/Alt") for e in figures), row["path"]


def structure(leaflet):
    """Every element of a PDF's structure tree."""
    todo = [leaflet.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            todo += list(node)
        elif isinstance(node, pypdf.generic.DictionaryObject):
            yield node
            if "/K" in node:
                todo.append(node["/K"])


def test_no_letter_stands_outside_its_column(pages, ledger):
    for row in ledger:
        for number, page in enumerate(pages[row["path"]], 1):
            # The narrowest margin of a page that is set tight is 12.5 mm; a last digit or stop may reach a little beyond.
            assert page.left >= 11.5, (row["path"], number)
            assert page.right <= page.width - 11.5, (row["path"], number)
            assert page.top >= 5, (row["path"], number)
            assert page.bottom <= page.height - 5, (row["path"], number)


def test_no_source_number_stands_alone_on_a_line(pages):
    lines = [(path, line) for path, sheets in pages.items() for sheet in sheets for line in sheet.text.splitlines()]
    numbers = re.compile(r"\[\d+(?:,\s*\d+)*\]")
    assert sum(bool(numbers.search(line)) for _, line in lines) > 500, "they are told as they are printed"
    assert [(path, line) for path, line in lines if numbers.fullmatch(line.strip())] == []


def test_sheets_have_the_size_of_the_country(pages, ledger):
    sizes = {"a4": (210, 297), "letter": (215.9, 279.4)}
    for row in ledger:
        for page in pages[row["path"]]:
            assert (page.width, page.height) == pytest.approx(sizes[row["format"]], abs=0.1)


# French, Russian and Urdu take a fifth page on the shorter sheet, Tamil, whose words are half as wide again, on both.
FIFTH = {("fr", "letter"), ("ru", "letter"), ("ur", "letter"), ("ta", "letter"), ("ta", "a4")}


def test_page_limits(ledger):
    limits = {"stem-cell-back-pain": 4, "exercise-back-pain": 4, "cauda-equina-warning": 1}
    over = {}
    for row in ledger:
        more = row["handout"] == "stem-cell-back-pain" and (row["language"], row["format"]) in FIFTH
        if row["pages"] > limits[row["handout"]] + more:
            over[row["path"]] = row["pages"]
    assert over == {}
    assert {row["handout"] for row in ledger} == set(limits)


def test_every_page_tells_staff_which_leaflet_it_is(pages, ledger, shelf):
    for row in ledger:
        brand = shelf.brands[row["brand"]]
        for number, page in enumerate(pages[row["path"]], 1):
            text = page.text.replace("\r\n", " ")
            # In a line that reads from the right, pdfium changes the order of words and hyphens: the parts are what counts.
            assert all(part in text for part in (*brand.name.split(), *row["code"].split("-"))), (row["path"], number)
            if row["language"] != "en":
                assert f"{row['staff_language_name']} · {row['staff_title']}"[:40] in text, (row["path"], number)


def test_drafts_say_so_on_every_page_in_both_languages(pages, ledger, shelf):
    mark = "Draft. Not for patients."
    for row in ledger:
        assert row["state"] == "draft"
        own = shelf.edition(row["handout"], row["language"]).words["draft.mark"].forms[0][0].text
        for page in pages[row["path"]]:
            assert mark in page.text
            if row["language"] in ("es", "fr", "pl", "ru", "vi"):
                assert own in page.text.replace("\r\n", " ")


def test_whom_to_call_stands_on_the_page_with_the_contact_panel(pages, ledger, shelf):
    from evenhand.sheet.phone import printed

    for row in ledger:
        brand = shelf.brands[row["brand"]]
        phones = [*(c.phone for c in brand.contacts), brand.out_of_hours, brand.interpreter.phone]
        numbers = [brand.emergency, *(printed(phone, brand.country) for phone in phones)]
        # On pages that read from the right they stand without brackets, at which pdfium would turn their groups round.
        if shelf.edition(row["handout"], row["language"]).language.rtl:
            numbers = [re.sub("[()]", "", number) for number in numbers]
        texts = [page.text.replace("\u00a0", " ") for page in pages[row["path"]]]
        assert [text for text in texts if all(n in text for n in numbers)], row["path"]
        assert brand.emergency in texts[0]


def composed(shelf, row):
    """The HTML of a leaflet as an XML tree."""
    from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
    from evenhand.sheet.fonts import FontShelf
    from evenhand.sheet.format import FORMATS
    from evenhand.sheet.order import Order
    from evenhand.sheet.page import Theme

    edition, staff = shelf.edition(row["handout"], row["language"]), shelf.edition(row["handout"], "en")
    brand = shelf.brands[row["brand"]]
    order = Order(
        edition, staff, brand, FORMATS[row["format"]], tuple(row["reasons"]), "", shelf.brand_folders[brand.id], ROOT / "handouts"
    )
    families = FontShelf(SYSTEM_FOLDERS).families((edition.language.script,))
    html = Theme(shelf.project.templates).compose(order, families).html
    return ET.fromstring(html.replace("<!DOCTYPE html>", ""))


def own_words(node, language):
    """The text of a page that is declared to be in its own language."""
    declared = node.get("lang")
    if declared and declared != language:
        return
    # Addresses of web and mail, codes and numbers are data, not words.
    if node.get("dir") == "ltr" and language in ("ar", "ur"):
        return
    if node.tag in ("style", "script", "title", "meta") or "u" in (node.get("class") or "").split():
        return
    yield node.text or ""
    for child in node:
        yield from own_words(child, language)
        yield child.tail or ""


@pytest.mark.parametrize("language", sorted(TWENTY_FOUR - {"en"}))
def test_no_english_outside_declared_foreign_words(shelf, ledger, language):
    # A stretch of a language that is not the page's is dropped with its element; what is left must be the language's own.
    english = {form for s in shelf.message_sets() for m in s.messages for form in m.text.forms}
    phrases = {" ".join(r.text for r in parse_markup(e)) for e in english}
    for row in (r for r in ledger if r["language"] == language):
        words = " ".join(" ".join(own_words(composed(shelf, row), language)).split())
        for phrase in phrases:
            if len(phrase.split()) >= 3:
                assert phrase not in words, (row["path"], phrase)
        if language in OTHER_LETTERS:
            allowed = re.compile(r"^(EH|[0-9a-f]{8}|am|pm|AM|PM|cauda|equina)$")
            latin = [w for w in re.findall(r"[A-Za-z]{2,}[A-Za-z0-9]*", words) if not allowed.match(w)]
            assert latin == [], row["path"]


def test_no_gap_in_any_edition(ledger):
    for row in ledger:
        assert row["missing"] == [], row["path"]
        assert row["stale"] == [], row["path"]


def test_the_ledger_matches_the_files(out, ledger):
    import hashlib

    for row in ledger:
        data = (out / row["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"]
        assert len(data) == row["bytes"]
        assert set(row["made_with"]) >= {"evenhand", "weasyprint"}
        assert row["fonts"]


def test_the_index_links_every_leaflet_and_its_picture(out, ledger):
    html = (out / "index.html").read_text(encoding="utf-8")
    tree = ET.fromstring(html.replace("<!DOCTYPE html>", ""))
    links = {a.get("href") for a in tree.iter("a")} - {f"#{row['handout']}" for row in ledger}
    assert links == {row["path"] for row in ledger}
    for image in tree.iter("img"):
        assert (out / image.get("src")).read_bytes().startswith(b"\x89PNG")
    assert not re.search(r"https?://", html), "the page must work from disk"


def test_two_readers_tell_the_words_whole(out, pages):
    for path, page, pdf in fidelity.leaflets(out):
        poppler, pdfium = heard(page, fidelity.by_poppler(pdf)), heard(page, [sheet.text for sheet in pages[path]])
        assert poppler.share >= 0.99, (path, poppler.lost)
        assert pdfium.share >= 0.95, (path, pdfium.lost)


def test_nothing_but_leaflets_pictures_and_lists_is_left(out, ledger):
    found = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file() and ".scratch" not in p.parts}
    extra = found - {row["path"] for row in ledger} - {"ledger.json", "index.html"}
    assert all(p.startswith("thumbnails/") for p in extra)


def test_the_same_input_gives_the_same_bytes(out, ledger, tmp_path):
    """Another hash seed, time zone and locale, one process in place of two, and the fonts in another folder."""
    import os

    home, paths = tmp_path / "home/.local/share/fonts/others", font_paths(SYSTEM_FOLDERS)
    home.mkdir(parents=True)
    for font in {name for row in ledger if row["language"] in ("ur", "zh-Hans", "pl") for name in row["fonts"]}:
        shutil.copy(paths[font], home / font)
    chosen = ["--handout", "stem-cell-back-pain", "--brand", "millbrook", "--lang", "ur", "--lang", "zh-Hans", "--lang", "pl"]
    command = [sys.executable, "-m", "evenhand", "build", "--project", str(ROOT), "--out", str(tmp_path), *chosen, "--jobs", "1"]
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "HOME": str(tmp_path / "home")}
    subprocess.run(command, check=True, capture_output=True, env=env)
    rows = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))["leaflets"]
    first = {row["path"]: row["sha256"] for row in ledger}
    assert len(rows) == 3
    assert {row["path"]: row["sha256"] for row in rows} == {row["path"]: first[row["path"]] for row in rows}
