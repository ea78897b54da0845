"""Posters: one for a handout and a clinic, every edition in its own words, and codes that a telephone reads."""

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from evenhand.build import plan as planning
from evenhand.build.folding import notice_findings
from evenhand.build.plan import Filters, judged, languages_of, plan
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.checks.page import check_leaflet
from evenhand.cli.press import printed
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.leaflet import picture
from evenhand.sheet.poster import tongues
from evenhand.sheet.press import Area

DAY = dt.date(2026, 11, 24)
FLAGSHIP, WARNING = "stem-cell-back-pain", "cauda-equina-warning"


def posters(shelf, **filters):
    return plan(shelf, Filters(**{"formats": ("poster",), **filters}), DAY)


def test_there_is_one_for_a_handout_and_a_clinic_in_the_language_of_its_staff(everything):
    jobs = posters(everything)
    assert [job.path for job in jobs] == sorted(
        f"{brand}/en/{handout}.en.poster.pdf" for brand in everything.brands for handout in everything.handouts
    )
    assert all([e.language.tag for e in job.order.named] == languages_of(everything, job.order.edition.handout.id) for job in jobs)
    (same,) = posters(everything, languages=("en",), handouts=(WARNING,), brands=("millbrook",))
    assert len(same.order.named) >= 10


def test_a_clinic_whose_staff_have_no_edition_gets_it_in_the_source_language(everything):
    brand = everything.brands["millbrook"].model_copy(update={"language": "de"})
    found = posters(replace(everything, brands={"millbrook": brand}), handouts=(WARNING,))
    assert [job.path for job in found] == [f"millbrook/en/{WARNING}.en.poster.pdf"]


def test_a_final_one_tells_of_final_editions_only(everything, monkeypatch):
    def reasons(edition, approved, today, *, faulty=False):
        return () if edition.language.tag in ("en", "ur") else ("draft.unsigned",)

    monkeypatch.setattr(planning, "draft_reasons", reasons)
    (job,) = posters(everything, handouts=(WARNING,), brands=("millbrook",))
    assert job.state == "final"
    assert [e.language.tag for e in job.order.named] == ["en", "ur"]


def test_it_needs_the_words_of_all_languages_judged(everything):
    assert judged(everything, Filters(languages=("zh_Hans",))) == {"zh-Hans"}
    assert judged(everything, Filters(languages=("en",), formats=("poster",))) == frozenset()


def test_a_language_whose_sentence_is_not_translated_stands_by_its_name(everything):
    (job,) = posters(everything, handouts=(WARNING,), brands=("millbrook",))
    edition = job.order.named[1]
    bare = replace(edition, words={**edition.words, "poster.ask": replace(edition.words["poster.ask"], forms=(), state="missing")})
    first, second = tongues(replace(job.order, named=(job.order.named[0], bare)))
    assert (first.language.endonym, str(first.ask)) == ("English", "Ask us for this leaflet in your language.")
    assert (second.language.endonym, second.ask) == ("العربية", "")


def test_languages_that_run_into_the_foot_are_told(everything):
    (job,) = posters(everything, handouts=(WARNING,), brands=("millbrook",))
    areas = [Area("languages", 1, 18, 200, 279, 390), Area("end", 1, 18, 380, 279, 406)]
    (finding,) = notice_findings(job.order, job.path, areas)
    assert (finding.code, finding.place.file, finding.place.page) == ("L014", job.path, 1)
    assert "run 10 mm into the foot" in finding.what
    assert notice_findings(job.order, job.path, [areas[0], replace(areas[1], top=390)]) == []


@pytest.mark.slow
@pytest.mark.parametrize(("handout", "brand", "size"), [(FLAGSHIP, "millbrook", (297, 420)), (WARNING, "harborview", (279.4, 431.8))])
def test_a_telephone_reads_the_code_of_every_edition(everything, tmp_path, handout, brand, size):
    (job,) = posters(everything, handouts=(handout,), brands=(brand,))
    result = make_leaflet(open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path), job)
    assert [f for f in result.findings if f.severity > 0] == []
    (sheet,) = result.sheets
    assert (sheet.width, sheet.height) == pytest.approx(size, abs=0.1)
    assert check_leaflet(printed(job, result)) == []
    wide = 1500
    seen = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture(result.content, width=wide))).convert("L"))
    form = job.order.brand.formats[0]
    assert sorted(code.text for code in seen) == sorted(
        f"https://{brand}.example/leaflets/{t}/{handout}.{t}.{form}.pdf" for t in languages_of(everything, handout)
    )
    for code in seen:
        corners = [(int(x), int(y)) for x, y in re.findall(r"(\d+)x(\d+)", str(code.position))]
        # The dark modules alone; the white around them (4 modules) belongs to the 22 mm as well.
        across = (max(x for x, _ in corners) - min(x for x, _ in corners)) / wide * size[0]
        assert across >= 18
    text = " ".join(sheet.text.split())
    assert "Ask us for this leaflet in your language." in text
    assert all(e.language.endonym in text for e in job.order.named if e.language.tag in ("es", "fr", "pl", "ru", "vi", "zh-Hans"))
    assert job.order.brand.emergency in text
    # A warning stands with its signs.
    assert ("numbness or loss of function during sex" in text) == (handout == WARNING)
