"""Brand colours that are put in last: nobody can tell that they were."""

import datetime as dt
import os
from dataclasses import replace

import pytest

from evenhand.build.plan import Filters, plan
from evenhand.build.trial import Trial
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.sheet import late
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.page import Theme


@pytest.fixture
def workshop(everything, tmp_path):
    return open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path)


@pytest.fixture
def job(everything):
    (job,) = plan(everything, Filters(("exercise-back-pain",), ("en",), ("millbrook",), ("a4",)), dt.date(2026, 11, 24), set())
    return job


def in_colours(job, brand, tint):
    colours = job.order.brand.colours.model_copy(update={"brand": brand, "tint": tint})
    return replace(job, order=replace(job.order, brand=job.order.brand.model_copy(update={"colours": colours})))


@pytest.mark.parametrize(("brand", "tint"), [("#17505c", "#eaf2f3"), ("#7a1030", "#ffffff"), ("#333333", "#f2f2f2")])
def test_a_leaflet_has_the_colours_of_its_brand_and_nothing_else_changes(workshop, job, brand, tint, monkeypatch):
    job = in_colours(job, brand, tint)
    put_in_last = make_leaflet(workshop, job)
    monkeypatch.setattr(late, "fills", lambda html, css: False)
    put_in_first = make_leaflet(workshop, job)
    assert put_in_last.made
    assert put_in_last.layout == put_in_first.layout
    assert {block.ground for block in put_in_last.layout.blocks} >= {tint}
    assert put_in_last.sheets == put_in_first.sheets
    assert brand in {ink.colour for sheet in put_in_last.sheets for ink in sheet.inks}
    assert put_in_last.thumbnail == put_in_first.thumbnail
    if brand != "#333333":  # where a brand has a colour of the theme, it is chosen once more
        assert put_in_last.sha256 == put_in_first.sha256


def test_a_style_sheet_is_made_anew_when_its_measures_or_its_templates_are_others(tmp_path, workshop, job):
    folder = tmp_path / "templates/themes/own"
    folder.mkdir(parents=True)
    (folder / "leaflet.css").write_text("p { margin: {{ sp(1) }}mm; color: {{ tint }} } {% include 'more.css' %}", encoding="utf-8")
    (folder / "more.css").write_text("b { top: 1mm }", encoding="utf-8")
    theme, families = Theme((tmp_path / "templates",), "own"), workshop.fonts.families(job.order.scripts)
    first = theme.style(job.order, families, 0)
    assert theme.style(job.order, families, 0) is first
    assert (first, theme.style(job.order, families, 1)) == (
        "p { margin: 1.0mm; color: #eaf2f3 } b { top: 1mm }",
        "p { margin: 0.86mm; color: #eaf2f3 } b { top: 1mm }",
    )
    assert "#ffffff" in theme.style(in_colours(job, "#17505c", "#ffffff").order, families, 0)
    (folder / "more.css").write_text("b { top: 2mm }", encoding="utf-8")
    os.utime(folder / "more.css", (1, 1))
    assert theme.style(job.order, families, 0).endswith("b { top: 2mm }")


def test_all_brands_of_a_paper_share_one_style_sheet(workshop, job):
    families = workshop.fonts.families(job.order.scripts)
    one, other = (Trial(workshop, in_colours(job, brand, "#ffffff"), families).words for brand in ("#17505c", "#7a1030"))
    assert one.css == other.css
    assert one.html == other.html


@pytest.mark.parametrize(
    "css",
    [
        "p { background: linear-gradient(#fff, {}) }",
        "p { border: 3pt inset {} }",
        "p { color: color-mix(in srgb, {}, white) }",
        "p { color: rgb(from {} r g b / 50%) }",
        "p { color: RGB( FROM {} r g b / 50%) }",
        "p { border: 3pt Groove {} }",
    ],
)
def test_a_theme_that_makes_other_colours_of_it_gets_the_brand_s_own(css):
    assert not late.fills("<p>x</p>", css)


def test_a_gradient_in_the_words_of_a_page_gets_the_brand_s_own():
    assert not late.fills('<p style="background:linear-gradient(red,blue)">x</p>', "")


def test_words_in_comments_of_a_style_sheet_are_no_reason():
    assert late.fills("<p>x</p>", "/* a line from head to foot */ p { margin-inline: 0 }")
