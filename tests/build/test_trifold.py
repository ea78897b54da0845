"""Folded leaflets as printed: six panels with what must be there, the sheet that is folded, and a panel that is too full."""

import datetime as dt
import subprocess
from dataclasses import replace

import pytest

from evenhand.build.folding import sizes_of
from evenhand.build.plan import Filters, plan
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.checks.page import check_leaflet
from evenhand.cli.press import printed
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.leaflet import read_leaflet
from evenhand.sheet.press import Area

DAY = dt.date(2026, 11, 24)
FLAGSHIP, WARNING = "stem-cell-back-pain", "cauda-equina-warning"
CASES = [(FLAGSHIP, "en", "millbrook"), (WARNING, "ar", "harborview")]


def test_the_room_of_each_panel_is_what_stands_over_the_parts():
    def area(name, top, bottom):
        return Area(name, 1, 6.5, top, 92, bottom)

    areas = [
        area("slip", 30, 35),
        area("cover", 38, 98),
        area("cover-close", 102, 152),
        area("cover-foot", 156, 180),
        area("help", 184, 250),
    ]
    sizes = sizes_of(areas, 210)
    assert (sizes.parts, sizes.gap) == ({"cover": 60, "cover-close": 50, "cover-foot": 24, "help": 66}, 4)
    # 7 mm at both ends; on the cover the name of the clinic besides, on the others the mark of a draft.
    assert sizes.rooms == (196 - 23, *(196 - 8,) * 5)


def made_of(workshop, job):
    return job, make_leaflet(workshop, job)


@pytest.fixture(scope="module")
def workshop(everything, tmp_path_factory):
    return open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path_factory.mktemp("trifold"))


@pytest.fixture(scope="module")
def made(everything, workshop):
    """(job, result) of a folded leaflet, each printed once."""
    done = {}

    def make(handout, tag, brand):
        if (handout, tag, brand) not in done:
            (job,) = plan(everything, Filters((handout,), (tag,), (brand,), ("trifold",)), DAY)
            done[handout, tag, brand] = job, make_leaflet(workshop, job)
        return done[handout, tag, brand]

    return make


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_six_panels_without_a_fault(made, case):
    job, result = made(*case)
    assert [f for f in result.findings if f.severity > 0] == []
    seen = printed(job, result)
    assert check_leaflet(seen) == []
    size = (99, 210) if case[2] == "millbrook" else (279.4 / 3, 215.9)
    assert [(round(s.width, 1), round(s.height, 1)) for s in result.sheets] == [(round(size[0], 1), round(size[1], 1))] * 6
    where = {area.id: area.page for area in result.areas}
    expected = {"cover": 1, "help": 2, "key-points": 3, "benefits": 4, "risks": 5, "contact": 6, "full": 6, "makers": 6}
    assert {name: where[name] for name in expected} == expected
    assert where["message"] == (2 if case[0] == WARNING else 1)


@pytest.mark.slow
def test_it_tells_every_sign_benefit_and_risk_whole(made):
    job, result = made(*CASES[0])
    pages = [" ".join(sheet.text.split()) for sheet in result.sheets]
    handout = job.order.edition.handout

    def words(text):
        return text.other.split("{")[0].split("<")[0].strip()

    for flag in handout.red_flags:
        assert all(words(sign) in pages[1] for sign in flag.signs.values())
    for page, claims in ((pages[3], handout.benefits.items), (pages[4], handout.risks.items)):
        for claim in claims:
            assert all(words(text) in page for text in (claim.what, claim.detail, claim.unknown) if text)
    assert any(all(words(text) in page for text in handout.unknowns.items.values()) for page in pages)
    assert all(words(point) in pages[2] for point in handout.summary.key_points.values())
    assert "999" in pages[0]
    assert "millbrook.example/leaflets/en/" in pages[5]


def third(pdf, page, number, folder):
    """The text of a third of a side of the sheet, counted from the left."""
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    (side, *_) = read_leaflet(pdf)
    wide = side.width / 25.4 * 72 / 3
    cut = ["-x", round(wide * number), "-y", 0, "-W", round(wide), "-H", 2000, "-f", page, "-l", page]
    done = subprocess.run(["pdftotext", *map(str, cut), path, "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


@pytest.mark.slow
def test_the_sheet_has_its_panels_where_they_are_folded(made, tmp_path):
    for case, rtl in zip(CASES, (False, True), strict=True):
        job, result = made(*case)
        files = result.files()
        assert list(files) == [job.path, job.path.replace(".trifold.pdf", ".trifold.print.pdf")]
        sheet = files[job.path.replace(".trifold.pdf", ".trifold.print.pdf")]
        sides = [(round(s.width, 1), round(s.height, 1)) for s in read_leaflet(sheet)]
        assert sides == [(297.0, 210.0) if case[2] == "millbrook" else (279.4, 215.9)] * 2
        outside = [third(sheet, 1, n, tmp_path) for n in range(3)]
        cover, back, flap = outside if rtl else reversed(outside)
        brand = job.order.brand
        assert all(word in cover for word in brand.name.split())
        assert brand.email in back
        assert brand.email not in cover + flap
        assert brand.emergency in flap
        inside = [third(sheet, 2, n, tmp_path) for n in range(3)]
        if not rtl:
            assert ["In short" in inside[0], "Possible benefits" in inside[1], "Risks and uncertainties" in inside[2]] == [True] * 3


@pytest.fixture
def crowded(everything):
    """A folded leaflet with one risk told sixty times over."""
    (job,) = plan(everything, Filters((WARNING,), ("en",), ("millbrook",), ("trifold",)), DAY)
    edition, key = job.order.edition, "risks.wait.unknown"
    phrases = {k: replace(p, forms=(p.forms[0] * 60,)) if k == key else p for k, p in edition.phrases.items()}
    risks = edition.body.risks
    items = [type(c)(**{**vars(c), "unknown": phrases[key]}) if c.id == "wait" else c for c in risks.items]
    body = type(edition.body)(**{**vars(edition.body), "risks": type(risks)(**{**vars(risks), "items": items})})
    return replace(job, order=replace(job.order, edition=replace(edition, phrases=phrases, body=body)))


@pytest.mark.slow
def test_a_panel_that_is_too_full_is_named_and_no_seventh_is_folded(workshop, crowded):
    result = make_leaflet(workshop, crowded)
    (full,) = [f for f in result.findings if f.code == "L014"]
    assert (full.place.file, full.place.page, full.place.key) == (crowded.path, 5, "risks")
    assert "panel 5 (risks" in full.what
    assert "lines of 10.5 points, the least" in full.what
    assert "shorten the texts of risks" in full.mend
    assert [f.code for f in check_leaflet(printed(crowded, result)) if f.code == "L015"] == ["L015"]
    # A draft shows what is too much; there is no sheet to fold.
    assert result.content
    assert result.extras == ()
    final = make_leaflet(workshop, replace(crowded, order=replace(crowded.order, reasons=())))
    assert final.content == b""
    assert any(f.code == "L014" for f in final.findings)
