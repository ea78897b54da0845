"""Sections that are kept for the next clinic's page: what is drawn after others is what is drawn alone."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evenhand.build.plan import Filters, plan
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf, face_css
from evenhand.sheet.leaflet import read_leaflet
from evenhand.sheet.measures import font_stack
from evenhand.sheet.page import Page
from evenhand.sheet.press import Press
from evenhand.sheet.swift.keeping import Keeping
from evenhand.sheet.swift.sections import Sections

PAGE = '<html lang="{lang}"><head><title>x</title></head><body class="{kind}"><h1>{title}</h1><section id="a"><p>{text}</p></section>\n\
<section id="b"><ul><li>one</li><li>{item}</li></ul></section></body></html>'


def page(**other):
    return ElementTree.fromstring(PAGE.format(**{"lang": "en", "kind": "x", "title": "T", "text": "A text", "item": "two"} | other))


def shared(pages, about="files"):
    """The elements of body of pages that are shared in turn."""
    sections = Sections()
    found = []
    for root in pages:
        sections.shared(root, about if isinstance(about, str) else about.pop(0))
        found.append(list(root.find("body")))
    return found


def test_a_section_that_says_the_same_is_the_same():
    first, second = shared([page(), page(text="Another text")])
    assert [one is other for one, other in zip(first, second, strict=True)] == [True, False, True]
    assert second[1][0].text == "Another text"


@pytest.mark.parametrize("other", [{"lang": "ar"}, {"kind": "warning"}])
def test_on_a_page_of_another_outline_no_section_is_the_same(other):
    first, second = shared([page(), page(**other)])
    assert not any(one is other for one, other in zip(first, second, strict=True))


def test_a_page_that_may_open_other_files_shares_nothing():
    first, second = shared([page(), page()], ["these files", "those files"])
    assert not any(one is other for one, other in zip(first, second, strict=True))


def test_an_attribute_inside_makes_it_another_section():
    odd = page()
    odd.find("body/section/p").set("class", "big")
    first, second = shared([page(), odd])
    assert [one is other for one, other in zip(first, second, strict=True)] == [True, False, True]


def test_what_is_kept_has_an_end():
    sections, kept = Sections(), 0
    for number in range(200):
        sections.shared(page(text=f"text {number}"), "")
        kept = max(kept, len(sections._known))
    assert kept <= 64


@pytest.mark.parametrize(
    "css", ["body:has(p) { color: red }", "a::after { content: target-counter(attr(href), page) }", "p { page: wide }"]
)
def test_style_sheets_that_look_further_keep_nothing(css):
    sections = Sections().shared(page(), "")
    assert len(Keeping(sections, (css, "")).sections) == 0
    assert len(Keeping(sections, ("p { color: red }", "")).sections) == 3


COUNTED = "<html lang='en'><head><title>x</title></head><body><p>{}</p><p class='n'>a part</p><p>the end</p></body></html>"
COUNTS = "body {{ counter-reset: part }} {} {{ counter-increment: part }} .n::before {{ content: counter(part) ' ' }}"


@pytest.mark.parametrize("counted", ["p b", "p"])
def test_a_section_that_stands_at_another_count_is_built_anew(tmp_path, counted):
    """The second page has one part more before the same section: nothing in the section itself says so."""
    families = FontShelf(SYSTEM_FOLDERS).families(("Latn",))
    pages = [COUNTED.format(text) for text in ("<b>one</b>", "<b>one</b><b>two</b>", "<b>one</b>")]
    faces, roots = face_css(families, "".join(pages), tmp_path), tuple(Path(file.path) for family in families for file in family.files)
    css = f"body {{ font-family: {font_stack(families)} }} {COUNTS.format(counted)}"
    said = []
    together = Press(tmp_path / "together")
    for number, html in enumerate(pages):
        drawn = [press.pages(Page(html, css), faces, roots, "x") for press in (together, Press(tmp_path / str(number)))]
        texts = [read_leaflet(one.write(tuple(f.name for f in families)).pdf)[0].text.split() for one in drawn]
        assert texts[0] == texts[1]
        said.append(texts[0][1])
    assert said == (["1", "2", "1"] if counted == "p b" else ["2", "2", "2"])


@pytest.fixture
def clinics(everything):
    """Clinics of one country with more or fewer numbers, longer and shorter names; each twice, in changing company."""

    def call(job):
        brand = job.order.brand
        nurse = brand.contacts[0]
        kinds = [
            {},
            {"name": "High Street Surgery", "contacts": tuple(c.model_copy(update={"phone": "0113 496 0999"}) for c in brand.contacts)},
            {"name": "The Willows Health Centre and Practice of General Medicine and Physiotherapy of the Old Town", "contacts": (nurse,)},
            {
                "contacts": (nurse,) * 3,
                "hours": brand.hours * 2,
                "address": ("Unit 4, Mill Court", "Near the Old Station", "Leeds", "LS1 0AA"),
            },
            # A sentence more on the first page: all that follows lies elsewhere, pictures too.
            {"earns_from": (job.order.edition.handout.id,), "out_of_hours": "(0113) 496-1234 ext. 5"},
        ]
        made = [replace(job, order=replace(job.order, brand=brand.model_copy(update=kind))) for kind in kinds]
        return [*made, *reversed(made)]

    return call


@pytest.mark.slow
@pytest.mark.parametrize(
    ("handout", "language", "form"),
    [
        ("stem-cell-back-pain", "es", "a4"),
        ("exercise-back-pain", "ur", "a4"),
        *(("cauda-equina-warning", language, form) for language, form in (("ar", "a4"), ("zh-Hans", "bilingual"), ("hi", "large-print"))),
    ],
)
def test_a_leaflet_after_those_of_other_clinics_is_what_it_is_alone(everything, tmp_path, clinics, handout, language, form):
    (job,) = plan(everything, Filters((handout,), (language,), ("millbrook",), (form,)), dt.date(2026, 11, 24), set())
    together = open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path / "together")
    alone = {}
    for number, one in enumerate(clinics(job)):
        made = make_leaflet(together, one)
        brand = one.order.brand.model_dump_json()
        if brand not in alone:
            alone[brand] = make_leaflet(open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path / str(number)), one)
        assert replace(made, seconds=0) == replace(alone[brand], seconds=0)


def test_a_page_that_was_complained_of_is_complained_of_again(everything, tmp_path, monkeypatch):
    from evenhand.sheet.page import Theme

    words = Theme.words
    monkeypatch.setattr(Theme, "words", lambda self, order: re.sub(r"<h1>", '<h1 style="colour:1">', words(self, order)))
    (job,) = plan(everything, Filters(("exercise-back-pain",), ("en",), ("millbrook",), ("a4",)), dt.date(2026, 11, 24), set())
    workshop = open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path)
    for phone in ("0113 496 0123", "0113 496 0999", "0113 496 0888"):
        brand = job.order.brand.model_copy(update={"out_of_hours": phone})
        made = make_leaflet(workshop, replace(job, order=replace(job.order, brand=brand)))
        assert any("colour" in finding.what for finding in made.findings if finding.code == "L004")
