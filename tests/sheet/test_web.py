"""The web page: the leaflet's words in the leaflet's order, well-formed, whole in itself, with links that lead somewhere."""

import datetime as dt
import re
import shutil
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import tinyhtml5

from evenhand.build.plan import Filters, plan
from evenhand.finding import Trouble
from evenhand.project import find_project
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.page import Page, Theme
from evenhand.sheet.phone import dialled
from evenhand.sheet.plain import plain_text
from evenhand.sheet.shelf import read_shelf
from evenhand.sheet.web import elements, web_page
from evenhand.translation.marks import colon

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 11, 24)
LANGUAGES = sorted(p.name for p in (ROOT / "translations").iterdir() if (p / "interface.po").is_file())
STEM, WARNING = "stem-cell-back-pain", "cauda-equina-warning"


@pytest.fixture(scope="module")
def kinds(tmp_path_factory):
    """Handouts with blocks of every type and effects of every shape."""
    root = tmp_path_factory.mktemp("kinds")
    shutil.copytree(ROOT / "tests/balance/kinds/handouts", root / "handouts")
    shutil.copytree(ROOT / "tests/balance/kinds/brands", root / "templates/brands")
    (root / "evenhand.toml").write_text("[tool.evenhand]\n")
    return read_shelf(find_project(root))


@pytest.fixture(scope="module")
def pages():
    """(order, HTML) of each edition of a shelf in one language, on paper and on a screen."""
    theme = Theme((ROOT / "templates",))

    def made(shelf, language, name, brand=""):
        filters = Filters((), (language,), (brand,) if brand else (), (name,))
        return [(job.order, theme.words(job.order)) for job in plan(shelf, filters, DAY)]

    return made


def words(element, skip=()):
    """The text nodes of an element in order, without those inside elements of some tags or classes."""
    if element.tag in skip or {*element.get("class", "").split()} & {*skip}:
        return []
    found = [element.text or ""]
    for child in element:
        found += [*words(child, skip), child.tail or ""]
    return found


def joined(texts):
    """Without spaces, and without the signs by which paper tells where lines may end."""
    return re.sub(r"[\s\u200b\u2060]", "", "".join(texts))


# What paper says at the head and the foot of each sheet; citations of tables stand under them on a screen.
AROUND = ("head", "band", "why", "nav", "foot", "footer", "ref")


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_it_has_the_words_of_the_leaflet_in_their_order(everything, pages, language):
    brand = "millbrook" if len(language) % 2 else "harborview"
    for (_, paper), (_, screen) in zip(pages(everything, language, "a4", brand), pages(everything, language, "html", brand), strict=True):
        ours, theirs = ET.fromstring(paper), ET.fromstring(screen)
        assert joined(words(ours, AROUND)) == joined(words(theirs, AROUND))
        cited = [Counter("".join(e.itertext()) for e in page.iter("span") if e.get("class") == "ref") for page in (ours, theirs)]
        assert cited[0] == cited[1]
        alternatives = [[img.get("alt") for img in page.iter("img")] for page in (ours, theirs)]
        assert alternatives[0] == alternatives[1]


def test_so_have_handouts_with_every_kind_of_block(kinds, pages):
    both = list(zip(pages(kinds, "en", "a4"), pages(kinds, "en", "html"), strict=True))
    assert len(both) == len(kinds.handouts)
    for (_, paper), (_, screen) in both:
        assert joined(words(ET.fromstring(paper), AROUND)) == joined(words(ET.fromstring(screen), AROUND))


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_the_text_has_the_words_of_the_page_in_their_order(everything, pages, language):
    for order, html in pages(everything, language, "html", "millbrook"):
        page = ET.fromstring(html)
        text = re.sub(r"[\u2066-\u2069]", "", plain_text(page, colon(order.edition.language)))
        assert not re.search(r"<|>|&\w+;|\u200b| \n|\n | {2}", text)
        at = 0
        # Addresses stand in full, and numbers of headings with a stop.
        for node in words(page, ("head", "nav", "paper", "thead", "u", "no", "src")):
            for word in node.replace("\u200b", "").split():
                assert word in text[at:], (word, text[at : at + 200])
                at += text[at:].index(word) + len(word)
        for source in order.edition.handout.sources.values():
            assert f" {source.link}\n" in text


@pytest.mark.parametrize("language", ["en", "ar", "ur", "hi", "zh-Hans"])
def test_landmarks_headings_and_links(everything, pages, language):
    for order, html in pages(everything, language, "html"):
        page, brand = ET.fromstring(html), order.brand
        assert (page.get("lang"), page.get("dir")) == (order.edition.language.tag, order.edition.language.direction)
        for tag in ("h1", "header", "main", "footer", "nav", "title"):
            assert len(list(page.iter(tag))) == 1, tag
        levels = [int(e.tag[1]) for e in page.iter() if re.fullmatch(r"h\d", e.tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        ids = [e.get("id") for e in page.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        links = [a.get("href") for a in page.iter("a")]
        assert {href[1:] for href in links if href.startswith("#")} <= set(ids)
        assert {href for href in links if href.startswith("tel:")} >= {
            *(dialled(c.phone, brand.country) for c in brand.contacts),
            *(dialled(n, brand.country) for n in (brand.out_of_hours, brand.emergency, brand.interpreter.phone)),
        }
        assert {f"mailto:{brand.email}", brand.web, *(s.link for s in order.edition.handout.sources.values())} <= set(links)
        # A citation is named by its number, and leads to the source of that number.
        for a in page.iter("a"):
            if a.get("role") == "doc-noteref":
                assert a.get("href") == f"#source-{a.text}"
        for cell in page.iter("td"):
            assert cell.get("data-label")


def test_a_draft_says_so_first_and_asks_not_to_be_found(everything):
    theme = Theme((ROOT / "templates",))
    job = next(job for job in plan(everything, Filters((WARNING,), ("ur",), ("millbrook",), ("html",)), DAY))
    draft = ET.fromstring(theme.words(job.order))
    body = draft.find("body")
    assert (body[0].tag, body[0].get("class")) == ("aside", "band")
    told = ["".join(p.itertext()) for p in body[0]]
    assert told[1] == "Draft. Not for patients."
    assert [p.get("lang") for p in body[0]] == [None, "en"]
    assert [m.get("content") for m in draft.iter("meta") if m.get("name") == "robots"] == ["noindex"]
    final = theme.words(replace(job.order, reasons=(), code="EH-103/0123abcd"))
    assert "noindex" not in final
    assert "<aside" not in final
    assert "Draft." not in final
    assert "EH-103/0123abcd" in final


def test_an_address_for_a_tap_is_the_number_with_its_country():
    assert dialled("0113 496 0123", "GB") == "tel:+441134960123"
    assert dialled("(202) 555-0143", "US") == "tel:+12025550143"
    assert (dialled("111", "GB"), dialled("999", "GB"), dialled("911", "US")) == ("tel:111", "tel:999", "tel:911")


# The page as one file


@pytest.fixture(scope="module")
def whole(everything, pages, tmp_path_factory):
    """A page as it is written, each made once, and its families of fonts."""
    fonts, folder, theme, done = FontShelf(SYSTEM_FOLDERS), tmp_path_factory.mktemp("web"), Theme((ROOT / "templates",)), {}

    def make(language, handout=WARNING):
        if (language, handout) not in done:
            order, html = next(p for p in pages(everything, language, "html", "millbrook") if p[0].edition.handout.id == handout)
            families = fonts.families(order.scripts)
            done[language, handout] = web_page(Page(html, theme.style(order, families, 0)), families, folder), families
        return done[language, handout]

    return make


def test_it_needs_no_other_file_and_runs_nothing(whole):
    for language in ("en", "ar"):
        page, _ = whole(language)
        assert not re.search(r"<script|\bon\w+=|@import|<iframe|<object", page)
        asked = re.findall(r"url\(\"?([^\")]*)", page) + re.findall(r"\ssrc=\"([^\"]*)", page)
        assert asked
        assert all(address.startswith("data:") for address in asked)
        assert "default-src 'none'" in page


def test_letters_of_the_script_are_in_it_and_han_letters_are_not(whole):
    for language, faces in (("en", 2), ("ar", 4), ("zh-Hans", 2)):
        page, families = whole(language)
        assert page.count("@font-face") == faces
        named = re.findall(r'@font-face\{font-family:"([^"]*)";font-weight:(\d+)', page)
        assert {name for name, _ in named} == {f.name for f in families if not f.files[0].path.endswith(".ttc")}
        assert Counter(weight for _, weight in named) == {"400": faces // 2, "700": faces // 2}


@pytest.mark.slow
def test_nastaliq_is_in_it_and_the_page_stays_light(whole):
    page, _ = whole("ur", STEM)
    assert 'font-family:"EH NotoNastaliqUrdu"' in page
    assert 200_000 < len(page.encode()) < 500_000


def test_a_browser_reads_it_as_it_is_written(whole):
    """The parser of HTML 5 mends what it finds odd; here it has nothing to mend."""
    for language in ("en", "ar"):
        page, _ = whole(language)
        ours = [e.tag for e in ET.fromstring(page).iter()]
        theirs = [e.tag.rpartition("}")[2] for e in tinyhtml5.parse(page).iter() if isinstance(e.tag, str)]
        assert ours == theirs


def test_a_page_that_is_not_well_formed_is_told_with_its_template():
    with pytest.raises(Trouble) as caught:
        elements("<html><body>\n<p>Open\n</body></html>", "themes/own/web.html")
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.file) == ("F015", "themes/own/web.html")
    assert "not well-formed" in finding.what
    assert "</body>" in finding.what
