"""The bilingual page before it is set: pairs of cells, each in its own language and direction, and what stands once."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest

from evenhand.build.plan import Filters, plan
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.page import Theme
from evenhand.sheet.script import script_of

DAY = dt.date(2026, 11, 24)
STEM, EXERCISE, WARNING = "stem-cell-back-pain", "exercise-back-pain", "cauda-equina-warning"
ALL = [(h, tag) for h in (STEM, EXERCISE, WARNING) for tag in ("ar", "fr", "ur", "zh-Hans")]


@pytest.fixture(scope="module")
def fonts():
    return FontShelf(SYSTEM_FOLDERS)


@pytest.fixture(scope="module")
def composed(everything, fonts):
    """(order, style sheet, tree) of a bilingual leaflet, each made once."""
    theme, made = Theme(everything.project.templates), {}

    def page(handout, tag):
        if (handout, tag) not in made:
            (job,) = plan(everything, Filters((handout,), (tag,), ("millbrook",), ("bilingual",)), DAY)
            sheet = theme.compose(job.order, fonts.families(job.order.scripts))
            made[handout, tag] = job.order, sheet.css, ET.fromstring(sheet.html.replace("<!DOCTYPE html>", ""))
        return made[handout, tag]

    return page


def marked(tree, name):
    return [node for node in tree.iter() if name in (node.get("class") or "").split()]


def said(node):
    return " ".join("".join(node.itertext()).split())


def pairs(tree):
    """The two cells of each pair."""
    return [[cell for cell in marked(pair, "td") if {"a", "o"} & set(cell.get("class").split())] for pair in marked(tree, "pr")]


@pytest.mark.parametrize(("handout", "tag"), ALL)
def test_each_pair_has_the_patients_language_first_and_says_what_it_is(composed, handout, tag):
    order, _, tree = composed(handout, tag)
    assert (tree.get("lang"), tree.get("dir")) == (tag, order.edition.language.direction)
    found = pairs(tree)
    assert len(found) > 20
    for ours, theirs in found:
        assert (ours.get("lang"), ours.get("dir")) == (tag, order.edition.language.direction)
        assert (theirs.get("lang"), theirs.get("dir")) == ("en", "ltr")
        assert said(ours)
        assert said(theirs)


@pytest.mark.parametrize(("handout", "tag"), ALL)
def test_what_a_leaflet_in_one_language_says_stands_there_in_both(everything, fonts, composed, handout, tag):
    order, _, tree = composed(handout, tag)
    for side, edition in enumerate(order.editions):
        (job,) = plan(everything, Filters((handout,), (edition.language.tag,), ("millbrook",), ("a4",)), DAY)
        html = Theme(everything.project.templates).compose(job.order, fonts.families(job.order.scripts)).html
        single = said(ET.fromstring(html.replace("<!DOCTYPE html>", "")))
        words = " ".join(said(pair[side]) for pair in pairs(tree))
        # What another country's regulator says is not printed; the list of sources can hold the same words.
        told = [p for key, p in edition.phrases.items() if not key.startswith("approval.") or key == "approval.GB.text"]
        runs = [" ".join(run.text.split()) for p in told for form in p.forms for run in form]
        wanted = [text for text in runs if text in single]
        assert len(wanted) > 0.9 * len(runs)
        assert [text for text in wanted if text not in words] == []


def pictures(body):
    return [b for s in body.sections for b in s.blocks if b.type == "Picture"]


@pytest.mark.parametrize("tag", ["ar", "fr", "ur", "zh-Hans"])
def test_headings_carry_the_same_number_in_both_languages(composed, tag):
    _, _, tree = composed(STEM, tag)
    numbers = [
        [said(cell.find("h2/span")) for cell in pair]
        for pair in pairs(tree)
        if all(c.find("h2/span[@class='no']") is not None for c in pair)
    ]
    assert [n for n, _ in numbers] == [str(i) for i in range(1, len(numbers) + 1)]
    assert all(first == second for first, second in numbers)
    assert len(numbers) > 8


def test_sections_have_the_numbers_of_the_leaflet_in_one_language(everything, fonts, composed):
    (job,) = plan(everything, Filters((STEM,), ("fr",), ("millbrook",), ("a4",)), DAY)
    html = Theme(everything.project.templates).compose(job.order, fonts.families(job.order.scripts)).html
    single = ET.fromstring(html.replace("<!DOCTYPE html>", ""))
    _, _, tree = composed(STEM, "fr")

    def numbered(page):
        heads = [h for h in page.iter("h2") if h.find("span[@class='no']") is not None]
        return [(said(h.find("span[@class='no']")), said(h).split(" ", 1)[1]) for h in heads]

    assert numbered(single) == numbered(tree)[::2]


@pytest.mark.parametrize("tag", ["ar", "fr"])
def test_what_has_no_language_stands_once(composed, tag):
    order, _, tree = composed(STEM, tag)
    images = list(tree.iter("img"))
    arrays = sum(len(e.arms) for e in order.edition.effects.values() if all(a.out_of == 100 for a in e.arms.values()))
    assert len(images) == arrays + len(pictures(order.edition.body)) + 1, "icon arrays, pictures and the code to scan"
    (sources,) = marked(tree, "src")
    assert len(sources.findall("li")) == len(order.edition.handout.sources)
    assert len(marked(tree, "ph")) == len(order.brand.contacts) + 3
    for part in ("help", "contact", "benefits", "risks", "unknowns", "sources"):
        assert len([node for node in tree.iter() if node.get("id") == part]) == 1


@pytest.mark.parametrize(("handout", "tag"), ALL)
def test_each_term_is_explained_once_in_both_languages(composed, handout, tag):
    order, _, tree = composed(handout, tag)
    texts = [p for e in order.editions for p in e.phrases.values()]
    used = {run.term for p in texts for form in p.forms for run in form if run.term}
    told = marked(tree, "def")
    assert len(told) == 2 * len(used)
    assert [said(node) for node in told[1::2]] == list(dict.fromkeys(said(node) for node in told[1::2]))


@pytest.mark.parametrize("tag", ["ar", "fr", "ur", "zh-Hans"])
def test_each_language_has_its_own_fonts_and_leading(composed, tag):
    order, css, _ = composed(EXERCISE, tag)
    rule = re.search(r"^\.o \{ font-family: ([^;]*); line-height: ([\d.]+)", css, re.MULTILINE)
    assert rule[1].startswith('"EH NotoSans"')
    assert float(rule[2]) == script_of("Latn").leading
    own = re.search(r"^html \{ font-family: ([^;]*);.*line-height: ([\d.]+)", css, re.MULTILINE)
    assert float(own[2]) == script_of(order.edition.language.script).leading


def test_the_stamp_is_that_of_both_editions(composed):
    order, _, tree = composed(EXERCISE, "ar")
    assert order.fingerprint not in {e.fingerprint for e in order.editions}
    assert f"{order.edition.handout.code}/{order.fingerprint[:8]}" in said(tree)


def test_a_family_serves_a_script_whichever_script_asked_for_it_first(fonts):
    cyrillic = FontShelf(SYSTEM_FOLDERS).families(("Cyrl",))[0]
    assert cyrillic.serves(script_of("Latn"))
    assert cyrillic.serves(script_of("Cyrl"))
    assert not cyrillic.serves(script_of("Arab"))
    chinese = fonts.family("Hans")
    assert chinese.serves(script_of("Hans"))
    assert not chinese.serves(script_of("Jpan"))
