"""On which page a text stands: from the parts of a drawn page to the keys of its messages."""

import json

import pytest

from evenhand.build.places import page_of, places, with_pages
from evenhand.finding import Finding, Place, Severity
from evenhand.sheet.press import Area

STEM, WARNING = "stem-cell-back-pain", "cauda-equina-warning"


def area(name, page):
    return Area(name, page, 0, 0, 1, 1)


def test_keys_find_their_part(everything):
    handout = everything.handouts[STEM]
    section, risk = handout.sections[0], handout.risks.items[0]
    parts = [area("message", 1), area("help", 1), area(section.id, 2), area("risks", 3), area(f"risk-{risk.id}", 4), area("risks", 4)]
    found = places(parts, handout)
    assert page_of("title", found) == 1
    assert page_of("red-flags.any.signs.one", found) == 1
    assert page_of(f"blocks.{section.blocks[0].id}.text", found) == 2
    assert page_of(f"sections.{section.id}.heading", found) == 2
    assert page_of(f"risks.{risk.id}.what", found) == 4
    assert page_of("risks.another.what", found) == 3
    assert page_of("terms.disc.name", found) == 0


def test_findings_of_translations_get_the_page_and_others_stay():
    rows = [
        {"handout": "a", "language": "ur", "places": {"risks": 3}},
        {"handout": "a", "language": "ur", "places": {"risks": 5}},
        {"handout": "b", "language": "ur"},
    ]
    seen = [
        Finding("T001", Severity.ERROR, Place("translations/ur/a.po", 7, key="risks.x.what", language="ur"), "x"),
        Finding("T001", Severity.ERROR, Place("translations/hi/a.po", 7, key="risks.x.what", language="hi"), "x"),
        Finding("T001", Severity.ERROR, Place("translations/ur/b.po", 7, key="risks.x.what", language="ur"), "x"),
    ]
    assert [f.place.page for f in with_pages(seen, rows)] == [3, 0, 0]
    assert str(with_pages(seen, rows)[0].place) == "translations/ur/a.po:7 [ur risks.x.what page 3]"


@pytest.mark.slow
def test_check_names_the_page_of_the_last_build(evenhand, small):
    def verb(*arguments):
        return evenhand(*arguments, "--project", small, "--date", "2026-11-24")

    path = small / f"translations/hi/{WARNING}.po"
    built = verb("build", "--lang", "hi", "--brand", "millbrook", "--jobs", 1)
    assert built.exit_code == 0, built.output
    text = path.read_text(encoding="utf-8")
    head, tail = text.split('msgctxt "summary.message"\n')
    words = tail.split('msgstr "', 1)
    path.write_text(f'{head}msgctxt "summary.message"\n{words[0]}msgstr "7 {words[1]}', encoding="utf-8")
    told = json.loads(verb("check", "--json").stdout)["findings"]
    (number,) = [f for f in told if f["code"] == "T006"]
    assert number["page"] == 1
    assert "[hi summary.message page 1]: error T006" in verb("check").stdout
