"""Bilingual leaflets as printed: both languages on each page, pairs together, tags with the right language, the rules of print."""

import datetime as dt
import json
import re
from dataclasses import replace

import pypdf
import pytest

from evenhand.build import work
from evenhand.build.plan import Filters, plan
from evenhand.build.rows import row
from evenhand.build.steps import Step
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.checks.page import check_leaflet
from evenhand.cli.press import printed
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS

DAY = dt.date(2026, 11, 24)
WARNING, EXERCISE = "cauda-equina-warning", "exercise-back-pain"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def workshop(everything, tmp_path_factory):
    return open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path_factory.mktemp("bilingual"))


@pytest.fixture(scope="module")
def made(everything, workshop):
    """(job, result) of a bilingual leaflet, each printed once."""
    done = {}

    def make(handout, tag, brand):
        if (handout, tag, brand) not in done:
            (job,) = plan(everything, Filters((handout,), (tag,), (brand,), ("bilingual",)), DAY)
            done[handout, tag, brand] = job, make_leaflet(workshop, job)
        return done[handout, tag, brand]

    return make


CASES = [(WARNING, "ar", "millbrook"), (WARNING, "hi", "harborview"), (EXERCISE, "fr", "harborview"), (WARNING, "zh-Hans", "millbrook")]


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_it_prints_without_a_fault_on_the_clinics_sheet(made, case):
    job, result = made(*case)
    assert [f for f in result.findings if f.severity > 0] == []
    order = job.order
    seen = check_leaflet(printed(job, result))
    assert seen == []
    assert 1 < result.pages <= order.page_limit
    sizes = {(round(sheet.width, 1), round(sheet.height, 1)) for sheet in result.sheets}
    assert sizes == ({(210.0, 297.0)} if case[2] == "millbrook" else {(215.9, 279.4)})


def joined(sheet):
    return " ".join(sheet.text.split())


# Scripts whose text comes out of a PDF as it went in.
@pytest.mark.parametrize("case", CASES[2:], ids="-".join)
def test_both_languages_of_a_part_begin_on_the_same_page(made, case):
    job, result = made(*case)
    pages = [joined(sheet) for sheet in result.sheets]
    ours, theirs = job.order.editions
    headings = [e.words for e in job.order.editions]
    pairs = [
        (headings[0][k], headings[1][k]) for k in ("help.heading", "benefits.heading", "risks.heading", "contact.heading", "makers.heading")
    ]
    pairs += [(s.heading, o.heading) for s, o in zip(ours.body.sections, theirs.body.sections, strict=True)]
    pairs += [(ours.body.summary.message, theirs.body.summary.message)]

    def first(phrase):
        # The first words: the others may stand on a line of their own beside the other language.
        words = " ".join(run.text for run in phrase.forms[0]).split()
        start = " ".join(words[:2])[:8]
        return [i for i, page in enumerate(pages) if start in page]

    for one, other in pairs:
        assert set(first(one)) & set(first(other)), (one, other)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_columns_keep_to_their_sides(made, case):
    job, result = made(*case)
    for sheet in result.sheets:
        assert sheet.left > 9
        assert sheet.right < sheet.width - 9
    # English is left of Arabic, and right of a language that reads from the left.
    red = [area for area in result.areas if area.id == "help"]
    assert len(red) == 1
    assert red[0].page == 1
    first = joined(result.sheets[0])
    assert "Get help now" in first
    assert job.order.brand.emergency in first


def test_steps_are_counted_on_in_both_languages(made):
    job, result = made(EXERCISE, "fr", "harborview")
    (steps,) = [b for s in job.order.edition.body.sections for b in s.blocks if b.type == "Steps"]
    (page,) = [joined(sheet) for sheet in result.sheets if "How to start" in joined(sheet)]
    for number in range(1, len(steps.steps) + 1):
        assert len(re.findall(rf"(?<![\d.]){number}\.(?!\d)", page)) >= 2, number


def test_no_page_is_made_for_a_few_lines(made):
    _, result = made(EXERCISE, "fr", "harborview")
    last = max(area.bottom for area in result.areas if area.page == result.pages)
    assert last / result.sheets[-1].height > 0.3


def elements(pdf):
    """(element, its language by inheritance) of a PDF's structure tree."""
    root = pypdf.PdfReader(pdf).trailer["/Root"]
    todo = [(root["/StructTreeRoot"], str(root["/Lang"]))]
    while todo:
        node, language = todo.pop()
        node = node.get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            todo += [(kid, language) for kid in node]
        elif isinstance(node, pypdf.generic.DictionaryObject):
            language = str(node.get("/Lang", language))
            yield node, language
            if "/K" in node:
                todo.append((node["/K"], language))


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_tags_say_the_language_of_each_half(made, case, tmp_path):
    job, result = made(*case)
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(result.content)
    tag = job.order.edition.language.tag
    found = [(str(node.get("/S")), language) for node, language in elements(path) if "/S" in node]
    assert {language for _, language in found} == {tag, "en"}
    for kind in ("/H1", "/H2", "/H3", "/LI"):
        halves = [sum(1 for k, lang in found if (k, lang) == (kind, side)) for side in (tag, "en")]
        # The sources are a list in English alone.
        assert halves[0] == halves[1] > 0 or (kind == "/LI" and halves[1] > halves[0] > 5), kind
    assert pypdf.PdfReader(path).trailer["/Root"]["/Lang"] == tag


def test_its_row_names_the_format_and_covers_both_texts(made):
    job, result = made(WARNING, "hi", "harborview")
    told = row(Step(job, {}, "it is new"), result)
    assert (told["format"], told["language"]) == ("bilingual", "hi")
    assert told["path"] == f"harborview/hi/{WARNING}.hi.bilingual.pdf"
    assert told["fingerprint"] == job.order.fingerprint
    assert {"NotoSansDevanagari-Regular.ttf", "NotoSans-Regular.ttf"} <= set(told["fonts"])
    json.dumps(told)


def test_warning_signs_come_first_where_page_1_cannot_hold_both(everything, workshop):
    (job,) = plan(everything, Filters((WARNING,), ("ur",), ("millbrook",), ("bilingual",)), DAY)
    edition = job.order.edition
    long = edition.body.summary.message
    runs = long.forms[0] * 12
    phrases = {**edition.phrases, long.key: replace(long, forms=(runs,))}
    crowded = replace(job, order=replace(job.order, edition=replace(edition, phrases=phrases)))
    result = make_leaflet(workshop, crowded)
    pages = {area.id: area.page for area in result.areas if area.id in ("help", "message")}
    assert pages["help"] == 1
    assert "L008" not in [f.code for f in check_leaflet(printed(job, result))]
    assert next(area.id for area in result.areas if area.id in ("help", "message")) == "help"


def test_risks_never_stand_two_pages_after_the_benefits(everything, workshop, monkeypatch):
    (job,) = plan(everything, Filters((EXERCISE,), ("fr",), ("millbrook",), ("bilingual",)), DAY)
    edition = job.order.edition
    details = {f"benefits.{name}.detail" for name in ("pain", "doing-more")}
    phrases = {k: replace(p, forms=(p.forms[0] * 9,)) if k in details else p for k, p in edition.phrases.items()}
    long = replace(job, order=replace(job.order, edition=replace(edition, phrases=phrases)))

    def codes():
        result = make_leaflet(workshop, long)
        return {f.code for f in check_leaflet(printed(job, result))}

    assert "B051" not in codes()
    monkeypatch.setattr(work.Trial, "apart", lambda trial, density: False)
    assert "B051" in codes(), "the benefits are long enough to need it"


def test_the_command_builds_it_where_a_brand_asks_for_it(evenhand, small):
    path = small / "templates/brands/millbrook/brand.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("formats: [a4]", "formats: [a4, bilingual]"), encoding="utf-8")
    done = evenhand("build", "--project", small, "--jobs", 1, "--date", "2026-11-24", "--brand", "millbrook", "--lang", "hi", "--audit")
    assert done.exit_code == 0, done.output
    base = small / f"build/millbrook/hi/{WARNING}.hi"
    for end in ("a4.pdf", "bilingual.pdf", "bilingual.audit.pdf"):
        assert base.with_name(f"{base.name}.{end}").read_bytes().startswith(b"%PDF-")
    first = base.with_name(f"{base.name}.bilingual.pdf").read_bytes()
    again = evenhand(
        "build", "--project", small, "--jobs", 1, "--date", "2026-11-24", "--lang", "hi", "--format", "bilingual", "--brand", "millbrook"
    )
    assert again.exit_code == 0
    assert base.with_name(f"{base.name}.bilingual.pdf").read_bytes() == first
    assert "bilingual.pdf" in (small / "build/index.html").read_text(encoding="utf-8")
