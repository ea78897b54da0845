"""The page of an edition, before it is printed: the draft band, gaps, and the room that the band takes."""

import re
from dataclasses import replace

import pytest

from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.format import FORMATS
from evenhand.sheet.measures import steps
from evenhand.sheet.order import Order
from evenhand.sheet.page import Theme
from evenhand.translation.edition import make_edition
from evenhand.translation.messages import INTERFACE

WARNING = "cauda-equina-warning"


@pytest.fixture
def order(everything):
    """An order of the warning in a language; `reasons` make it a draft."""

    def make(tag, reasons=("draft.machine",)):
        edition = everything.edition(WARNING, tag)
        folder = everything.brand_folders["millbrook"]
        brand = everything.brands["millbrook"]
        return Order(
            edition, everything.edition(WARNING, "en"), brand, FORMATS["a4"], reasons, "", folder, everything.project.handouts / WARNING
        )

    return make


@pytest.fixture
def compose(everything):
    theme, fonts = Theme(everything.project.templates), FontShelf(SYSTEM_FOLDERS)

    def page(order, density=0):
        return theme.compose(order, fonts.families((order.edition.language.script, "Latn")), density)

    return page


def head(page):
    """The margin over the text, in millimetres."""
    return float(re.search(r"@page\s*\{[^}]*?margin:\s*([\d.]+)mm", page.css)[1])


def test_final_page_has_no_band(compose, order):
    page = compose(order("en", ()))
    assert "Draft" not in page.html
    assert head(page) == 12


def test_draft_says_so_in_both_languages(compose, order, everything):
    page = compose(order("hi"))
    for tag in ("hi", "en"):
        mark = "".join(run.text for run in everything.edition(WARNING, tag).words["draft.mark"].forms[0])
        assert mark in page.html


def test_band_of_two_languages_takes_more_room_than_that_of_one(compose, order):
    one, two = head(compose(order("en", ("draft.source",)))), head(compose(order("fr", ("draft.source",))))
    assert 12 < one < two < 40


def test_long_reason_takes_more_room(compose, order):
    order = order("fr")
    reason = order.edition.words["draft.machine"]
    ((run,),) = reason.forms
    long = replace(reason, forms=((replace(run, text=run.text * 4),),))
    wordy = replace(order, edition=replace(order.edition, words={**order.edition.words, "draft.machine": long}))
    assert head(compose(wordy)) > head(compose(order))


def test_language_without_any_words_still_has_a_page_of_gaps_and_a_band(compose, order, everything):
    edition = make_edition(everything.handouts[WARNING], everything.messages[WARNING], everything.messages[INTERFACE], (None, None), "ta")
    assert edition.missing
    page = compose(replace(order("en", ("draft.missing",)), edition=edition))
    assert head(page) > 12
    assert "[…]" in page.html
    # Nothing of the source language stands in for what is missing.
    assert "numbness or pins and needles" not in page.html


def test_tighter_steps_never_shrink_running_text_or_go_under_the_least_size(compose, order):
    pages = [compose(order("en"), step).css for step in range(len(steps(order("en"))))]
    assert len(set(pages)) == len(steps(order("en")))
    for css in pages:
        sizes = [float(size) for size in re.findall(r"font-size:\s*([\d.]+)pt", css)]
        assert sizes[0] == 12, "running text keeps its size"
        assert min(sizes) >= 9
