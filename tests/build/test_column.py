"""Large and giant print as printed, and how type and space step down before anybody is told that a text does not fit."""

import datetime as dt
from dataclasses import replace

import pytest

from evenhand.build.plan import Filters, plan
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.checks.page import check_leaflet
from evenhand.cli.press import printed
from evenhand.finding import Severity
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.measures import steps

DAY = dt.date(2026, 11, 24)
WARNING, STEM = "cauda-equina-warning", "stem-cell-back-pain"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def workshop(everything, tmp_path_factory):
    return open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path_factory.mktemp("column"))


@pytest.fixture(scope="module")
def make(everything, workshop):
    done = {}

    def made(handout, tag, form, length=0.0):
        key = (handout, tag, form, length)
        if key not in done:
            (job,) = plan(everything, Filters((handout,), (tag,), ("millbrook",), (form,)), DAY)
            sheet = replace(job.order.format, length=length or job.order.format.length)
            job = replace(job, order=replace(job.order, format=sheet))
            done[key] = job, make_leaflet(workshop, job)
        return done[key]

    return made


CASES = [(WARNING, "ur", "large-print"), (STEM, "hi", "large-print"), (WARNING, "ar", "giant-print"), (WARNING, "zh-Hans", "giant-print")]


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_large_print_keeps_every_rule_of_print(make, case):
    job, result = make(*case)
    order = job.order
    assert [f for f in result.findings if f.severity > 0] == []
    assert [f for f in check_leaflet(printed(job, result)) if f.severity is Severity.ERROR] == []
    assert result.extras == ()
    assert result.pages <= order.page_limit
    sizes = [ink.size for sheet in result.sheets for ink in sheet.inks]
    assert min(sizes) >= order.format.least - 0.06
    # No letter stands lower than printers reach, and none over the mark of a draft.
    assert all(sheet.bottom < sheet.height - 5 and sheet.top > 5 for sheet in result.sheets)
    numbers = [ink.size for area in result.areas if area.id == "contact" for ink in result.sheets[area.page - 1].inks if ink.bold]
    assert max(numbers) > 1.2 * order.format.text


def test_text_that_does_not_fit_steps_down_to_the_least_before_a_finding_is_raised(make):
    """From the loosest setting over smaller type to the smallest; then one finding, and never smaller letters."""
    loose, closer, last = (make(WARNING, "en", "large-print", length) for length in (9, 3, 1))
    densities = [result.density for _, result in (loose, closer, last)]
    assert densities[0] == 0 < densities[1]

    def body(made):
        _, result = made
        at = next(area for area in result.areas if area.id == "risks")
        inks = [ink for ink in result.sheets[at.page - 1].inks if at.top < ink.top < at.bottom and not ink.bold]
        return max(inks, key=lambda ink: ink.letters).size

    assert body(loose) == pytest.approx(18, abs=0.1)
    assert 16 <= round(body(closer), 1) < 18
    assert body(last) >= 15.95
    assert [f.code for f in closer[1].findings + last[1].findings] == []
    assert [[f.code for f in check_leaflet(printed(*made)) if f.code == "L006"] for made in (closer, last)] == [[], ["L006"]]
    assert loose[1].pages >= closer[1].pages >= last[1].pages
    assert max(densities) <= len(steps(loose[0].order)) - 1


def test_a_booklet_is_set_closer_where_that_saves_a_sheet(make):
    job, result = make(STEM, "en", "a5-booklet")
    assert result.pages <= job.order.page_limit
    assert result.pages % 4 in (0, 3) or result.density > 0
    assert [ending for ending, _ in result.extras] == ["print.pdf"]
    assert [f for f in check_leaflet(printed(job, result)) if f.severity is Severity.ERROR] == []
