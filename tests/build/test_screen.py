"""Web pages and texts as they are built: beside the PDF, listed, drafts and finals alike, and never half right."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from evenhand.build.index import write_index
from evenhand.build.places import with_pages
from evenhand.build.plan import Filters, plan
from evenhand.build.rows import row
from evenhand.build.screen import make_for_screens
from evenhand.build.steps import Step
from evenhand.build.work import open_workshop
from evenhand.finding import Place, error
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.page import Theme
from evenhand.sheet.writer import Writer

DAY = dt.date(2026, 11, 24)
WARNING = "cauda-equina-warning"


@pytest.fixture(scope="module")
def workshop(everything, tmp_path_factory):
    return open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path_factory.mktemp("screen"))


@pytest.fixture
def job(everything):
    def planned(name, language="ar"):
        (found,) = plan(everything, Filters((WARNING,), (language,), ("millbrook",), (name,)), DAY)
        return found

    return planned


def test_a_page_and_a_text_of_one_edition(job, workshop):
    for name, ending in (("html", "html"), ("text", "txt")):
        first, again = (make_for_screens(workshop, job(name)) for _ in range(2))
        assert first.path == f"millbrook/ar/{WARNING}.ar.{ending}"
        assert first.findings == ()
        assert first.content == again.content
        assert (first.pages, first.thumbnail, first.sheets) == (0, b"", ())
        assert first.content.decode().startswith("<!DOCTYPE html>" if name == "html" else "مسودة")
        told = row(Step(job(name), {}, "it is new"), first)
        assert (told["format"], told["pages"], told["places"], told["bytes"]) == (name, 0, {}, len(first.content))
        assert bool(told["fonts"]) is (name == "html")
        json.dumps(told)


def test_a_letter_that_no_font_has_stops_the_page_with_its_message(job, workshop):
    found = job("html", "en")
    edition = found.order.edition
    title = edition.phrases["title"]
    odd = replace(title, forms=((replace(title.forms[0][0], text="Back \U0001f9ff pain"),),))
    body = type(edition.body)(**{**vars(edition.body), "title": odd})
    order = replace(found.order, edition=replace(edition, body=body, phrases={**edition.phrases, "title": odd}))
    failed = make_for_screens(workshop, replace(found, order=order))
    assert failed.content == b""
    assert [(f.code, f.place.key) for f in failed.findings] == [("L002", "title")]


def test_places_of_findings_come_from_paper_alone(job, workshop):
    screen = row(Step(job("html"), {}, "it is new"), make_for_screens(workshop, job("html")))
    paper = {**screen, "path": "x.pdf", "places": {"title": 1, "risks": 2}}
    finding = error("T001", Place(f"translations/ar/{WARNING}.po", key="risks.wait.what", language="ar"), "missing")
    assert [f.place.page for f in with_pages([finding], [screen, paper])] == [2]
    assert [f.place.page for f in with_pages([finding], [screen])] == [0]


def listed(tmp_path, everything, rows):
    staff = everything.edition(WARNING, "en")
    theme = Theme(everything.project.templates)
    write_index(tmp_path, theme, rows, Writer(staff, staff, everything.brands["millbrook"], ""))
    return (tmp_path / "index.html").read_text(encoding="utf-8")


def test_the_list_has_them_beside_the_leaflet_and_alone_where_nothing_was_printed(job, workshop, everything, tmp_path):
    rows = [row(Step(job(name), {}, "it is new"), make_for_screens(workshop, job(name))) for name in ("text", "html")]
    base = {**rows[0], "format": "a4", "pages": 1, "path": f"millbrook/ar/{WARNING}.ar.a4.pdf"}
    page = listed(tmp_path, everything, [base, *rows])
    assert page.count('<li><a href="millbrook') == 1
    assert page.count("<img") == 1
    at = [page.index(f'href="millbrook/ar/{WARNING}.ar.{ending}"') for ending in ("a4.pdf", "html", "txt")]
    assert at == sorted(at)
    assert 'aria-label="Arabic html">html</a>' in page
    alone = listed(tmp_path, everything, rows)
    assert "<img" not in alone
    assert "0 page" not in alone
    assert alone.count('<li><a href="millbrook') == 1


@pytest.mark.slow
def test_the_command_builds_them_where_a_brand_asks_for_them(evenhand, small, sign):
    path = small / "templates/brands/millbrook/brand.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("formats: [a4]", "formats: [a4, html, text]"), encoding="utf-8")
    sign(small)
    built = ("--project", small, "--jobs", 1, "--date", "2026-11-24", "--brand", "millbrook")
    done = evenhand("build", *built, "--release", "--audit")
    # English is signed, Hindi is not: a release has the one and names the other.
    assert done.exit_code == 1, done.output
    folder = small / "build/millbrook"
    assert sorted(p.name for p in folder.rglob("*.*")) == [
        *(f"{WARNING}.en.{ending}" for ending in ("a4.audit.json", "a4.audit.pdf", "a4.pdf", "html", "txt")),
    ]
    assert f"{WARNING}.hi.html" in done.stderr
    text = (folder / f"en/{WARNING}.en.txt").read_text(encoding="utf-8")
    assert "Draft" not in text
    assert "Reviewed by: Dr A. Reader" in text
    assert "noindex" not in (folder / f"en/{WARNING}.en.html").read_text(encoding="utf-8")
    done = evenhand("build", *built, "--lang", "hi", "--format", "text")
    assert done.exit_code == 0, done.output
    assert "0 pages" not in done.stdout
    assert (folder / f"hi/{WARNING}.hi.txt").read_text(encoding="utf-8").startswith("मसौदा")
    # A theme of the clinic's own that breaks the page is told, and the last good page stays.
    good = (folder / f"en/{WARNING}.en.html").read_bytes()
    theme = small / "templates/themes/plain"
    theme.mkdir(parents=True)
    (theme / "web.html").write_text('{% extends "leaflet.html" %}{% block page %}<main><p>{{ w("help.heading") }}</main>{% endblock %}')
    done = evenhand("build", *built, "--lang", "en", "--format", "html")
    assert done.exit_code == 1
    assert "error F015" in done.stderr
    assert "not well-formed" in done.stderr
    assert (folder / f"en/{WARNING}.en.html").read_bytes() == good
