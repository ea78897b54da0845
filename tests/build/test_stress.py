"""Every format under stress: a page that breaks, as a second reader sees it, is never without a finding."""

import datetime as dt
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from evenhand.build.plan import Filters
from evenhand.build.pseudo import STRESS, stress_plan
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.checks.page import check_leaflet
from evenhand.cli.press import printed
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.format import FORMATS
from evenhand.translation.language import LONGEST

WARNING, FLAGSHIP = "cauda-equina-warning", "stem-cell-back-pain"
DAY = dt.date(2026, 11, 24)
THEME = Path(__file__).resolve().parents[2] / "templates/themes/plain"
PAPER = tuple(name for name, form in FORMATS.items() if form.medium == "pdf")
WORD = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">|<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">')
# What no printer prints, in points; and how much of a word another may lie on.
EDGE, SHARE = 8.0, 0.15
# Codes that say a page is broken.
BROKEN = {"L005", "L011", "L014", "L015", "L017"}
pytestmark = pytest.mark.slow


def words(pdf, folder):
    """Poppler's pages: width, height, and the boxes of words."""
    path = folder / "leaflet.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    pages = []
    for found in WORD.finditer(text):
        numbers = [float(part) for part in found.groups() if part]
        if len(numbers) == 2:
            pages.append((*numbers, []))
        else:
            pages[-1][2].append(numbers)
    return pages


def inner(box):
    """The band of a word's small letters: what is over and under it may reach into the next line by right."""
    left, top, right, bottom = box
    return left, top + 0.42 * (bottom - top), right, top + 0.72 * (bottom - top)


def lapping(one, other):
    (a, b, c, d), (e, f, g, h) = inner(one), inner(other)
    area = max(0, min(c, g) - max(a, e)) * max(0, min(d, h) - max(b, f))
    return area > SHARE * min((c - a) * (d - b), (g - e) * (h - f))


def broken(pdf, folder):
    """The pages on which a word lies beyond the sheet or on another word."""
    found = set()
    for number, (width, height, boxes) in enumerate(words(pdf, folder), 1):
        beyond = any(x < EDGE or y < EDGE or right > width - EDGE or low > height - EDGE for x, y, right, low in boxes)
        if beyond or any(lapping(one, other) for i, one in enumerate(boxes) for other in boxes[i + 1 :]):
            found.add(number)
    return found


def seen(job, templates, folder):
    """Broken pages, and the pages that findings name (0: the whole leaflet)."""
    result = make_leaflet(open_workshop(templates, SYSTEM_FOLDERS, folder / "scratch"), job)
    findings = [*result.findings, *check_leaflet(printed(job, result))]
    assert result.content, findings
    told = {f.place.page for f in findings if f.code in BROKEN}
    limit = job.order.format.pages or job.order.page_limit
    assert result.pages <= limit or {f.code for f in findings} & {"L006", "L015"}, "more pages than allowed, in silence"
    return broken(result.content, folder), told


@pytest.mark.parametrize("form", PAPER)
def test_a_page_under_stress_is_whole_or_has_a_finding(everything, tmp_path, form):
    tags = STRESS if form in ("a4", "trifold", "poster") else ("en-XA",)
    jobs = stress_plan(everything, Filters((WARNING,), tags, ("millbrook",), (form,)), DAY)
    assert {job.order.edition.language.tag for job in jobs} == set(tags)
    for job in jobs:
        pages, told = seen(job, everything.project.templates, tmp_path)
        assert pages <= told or 0 in told, f"{job.path}: page {pages - told} is broken, and nobody says so"


@pytest.fixture
def careless(tmp_path):
    """A theme with boxes that do not grow and words that are never parted."""
    own = tmp_path / "templates"
    shutil.copytree(THEME, own / "themes/plain")
    css = own / "themes/plain/leaflet.css"
    boxes = "h1 { height: 8mm } .half { width: 60mm } .help li, .cl, h2 { overflow-wrap: normal; white-space: nowrap }"
    css.write_text(css.read_text(encoding="utf-8") + boxes, encoding="utf-8")
    return own


@pytest.mark.parametrize("handout", [WARNING, FLAGSHIP])
def test_every_broken_page_of_a_careless_theme_is_named(everything, careless, tmp_path, handout):
    (job,) = stress_plan(everything, Filters((handout,), (LONGEST,), ("millbrook",), ("a4",)), DAY)
    pages, told = seen(job, (careless, *everything.project.templates), tmp_path)
    assert pages, "this theme must break pages, or the test proves nothing"
    assert pages <= told
