"""Booklets, large and giant print, before they are printed: sizes at every step, what stands where, drafts."""

import re

import pytest

from evenhand.sheet.column import foot_parts
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.format import FORMATS, format_on
from evenhand.sheet.measures import steps
from evenhand.sheet.order import Order
from evenhand.sheet.page import Theme

STEM = "stem-cell-back-pain"
SIZES = {"a5-booklet": (11, 9), "half-letter-booklet": (11, 9), "large-print": (16, 16), "giant-print": (24, 24)}


@pytest.fixture(scope="module")
def order(everything):
    def make(form, tag="en", reasons=("draft.machine",)):
        brand = everything.brands["millbrook"]
        sheet = format_on(form, FORMATS["a4"])
        folder = everything.project.handouts / STEM
        return Order(
            everything.edition(STEM, tag),
            everything.edition(STEM, "en"),
            brand,
            sheet,
            reasons,
            "",
            everything.brand_folders[brand.id],
            folder,
        )

    return make


@pytest.fixture(scope="module")
def theme(everything):
    return Theme(everything.project.templates)


@pytest.fixture(scope="module")
def fonts():
    return FontShelf(SYSTEM_FOLDERS)


@pytest.mark.parametrize("tag", ["en", "ur", "ar", "hi", "zh-Hans"])
@pytest.mark.parametrize("form", SIZES)
def test_no_step_sets_letters_smaller_than_the_format_allows(order, theme, fonts, form, tag):
    asked = order(form, tag)
    families = fonts.families(asked.scripts)
    text, least = SIZES[form]
    body = []
    for density in range(len(steps(asked))):
        css = theme.style(asked, families, density)
        sizes = [float(size) for size in re.findall(r"font-size:\s*([\d.]+)pt", css)]
        assert min(sizes) >= least
        body.append(float(re.search(r"html \{[^}]*font-size: ([\d.]+)pt", css)[1]))
        # Headings stand out from the text, and a title never takes the page.
        assert body[-1] < max(sizes) < 2.2 * body[-1]
    assert body == sorted(body, reverse=True)
    assert body[0] > body[-1] >= text


def test_large_print_is_laid_out_anew_and_not_enlarged(order, theme, fonts):
    """Headings, margins and the foot grow less than the text; wide tables become blocks; nothing stands side by side."""
    pages = {form: theme.compose(order(form), fonts.families(("Latn",))) for form in ("a4", "large-print", "giant-print")}

    def size(form, rule):
        return float(re.search(rf"(?m)^(?:.*\}} )?{rule} \{{[^}}]*?font-size: ([\d.]+)pt", pages[form].css)[1])

    assert size("giant-print", "html") / size("a4", "html") > 2
    assert size("giant-print", "h1") / size("a4", "h1") < 1.6
    assert "rail" not in pages["large-print"].html
    assert pages["a4"].html.count("<table") - pages["large-print"].html.count("<table") == 2
    assert "<table" not in pages["giant-print"].html
    assert pages["giant-print"].html.count('class="opt"') == pages["large-print"].html.count('class="opt"') + 3


def test_every_part_of_the_leaflet_stands_in_every_format(order, theme, fonts):
    def parts(form):
        return set(re.findall(r'id="([^"]+)"', theme.compose(order(form), fonts.families(("Latn",))).html))

    assert parts("large-print") == parts("a5-booklet") == parts("a4")


def test_the_foot_tells_leaflets_apart_on_each_sheet(order, theme, fonts):
    """The language in both names, the title, the version and the page; the larger the letters, the less beside these."""
    for form in SIZES:
        asked = order(form, "hi")
        html = theme.compose(asked, fonts.families(asked.scripts)).html
        foot = re.search(r'<div class="foot">.*?</div>', html, re.DOTALL)[0]
        for part in ("हिन्दी", "Hindi", "Stem cell injections", "EH-101", "1.0", 'class="pn"'):
            assert part in foot, (form, part)
        assert ("Millbrook" in foot, "2026" in foot) == tuple(foot_parts(asked).values())
    assert foot_parts(order("large-print")) == {"clinic": False, "date": True}


@pytest.mark.parametrize("form", SIZES)
def test_a_draft_says_so_on_every_page_and_why_on_the_first(order, theme, fonts, form):
    draft, final = order(form, "ar"), order(form, "ar", ())
    page = theme.compose(draft, fonts.families(draft.scripts))
    reason = "This translation was made by a machine"
    assert page.html.count(reason) == 1
    assert page.html.count("Draft. Not for patients.") == 2
    assert "content: element(later)" in page.css
    clean = theme.compose(final, fonts.families(final.scripts))
    assert "Draft" not in clean.html
    assert "element(later)" not in clean.css


def test_the_back_cover_is_the_contact_panel(order, theme, fonts):
    html = theme.compose(order("a5-booklet"), fonts.families(("Latn",))).html
    assert html.index('id="makers"') < html.index('id="contact"')
    html = theme.compose(order("large-print"), fonts.families(("Latn",))).html
    assert html.index('id="makers"') > html.index('id="contact"')


def test_a_booklet_may_fill_its_last_sheet(order):
    assert order("a5-booklet").page_limit % 4 == 0
    assert order("a5-booklet").page_limit >= order("a4").page_limit * FORMATS["a5-booklet"].length
