"""How much work a leaflet is: layouts, lines, rules and fonts, counted. Time is never asserted, for machines differ."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from evenhand.build.plan import Filters, plan
from evenhand.build.trial import Trial
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.sheet import fonts
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.leaflet import Opened
from evenhand.sheet.press import Press
from evenhand.sheet.shaped import Shapes
from evenhand.sheet.swift import cascade
from evenhand.sheet.swift.keeping import Keeping
from evenhand.sheet.swift.layouts import Shaper
from evenhand.sheet.swift.measured import Measured

FLAGSHIP, WARNING = "stem-cell-back-pain", "cauda-equina-warning"


@pytest.fixture
def workshop(everything, tmp_path):
    return open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path)


@pytest.fixture
def jobs(everything):
    def call(handout, languages, *brands):
        return plan(everything, Filters((handout,), languages, brands or ("millbrook",), ("a4",)), dt.date(2026, 11, 24), set())

    return call


@pytest.fixture
def counted(monkeypatch):
    """Count the calls of a method or a function from now on."""
    counts = Counter()

    def count(owner, name, label):
        original = getattr(owner, name)

        def call(*arguments, **options):
            counts[label] += 1
            return original(*arguments, **options)

        monkeypatch.setattr(owner, name, call)
        return counts

    return count


def test_a_text_is_shaped_once_and_once_for_each_of_its_lines(workshop, jobs, counted):
    """Not for each line in each room: of three layouts the second and the third find most of their lines."""
    from weasyprint.formatting_structure.boxes import LineBox
    from weasyprint.text.line_break import Layout

    (job,) = jobs(FLAGSHIP, ("en",))
    counts, trial = counted(Layout, "__init__", "shaped"), Trial(workshop, job, workshop.fonts.families(job.order.scripts))
    trial.draw(1)
    lines = sum(isinstance(box, LineBox) for page in trial.drawn[1][1]._laid.pages for box in page.descendants())
    assert 100 < counts["shaped"] < 3 * lines
    counts.clear()
    trial.draw(2)
    assert counts["shaped"] < lines


def test_where_a_text_that_fits_may_be_broken_is_not_asked(workshop, jobs, counted):
    (job,) = jobs(FLAGSHIP, ("en",))
    texts, measured = counted(Shaper, "line", "texts"), counted(Measured, "__init__", "measured")
    Trial(workshop, job, workshop.fonts.families(job.order.scripts)).draw(0)
    assert 0 < measured["measured"] < texts["texts"] / 3


def test_another_language_shares_what_rules_say(workshop, jobs, counted, monkeypatch):
    monkeypatch.setattr(cascade, "_SAYINGS", 100_000)  # other tests of this process have filled the room for them
    said = counted(cascade._Cascade, "_said", "said")
    counted(cascade._Cascade, "_style", "styles")
    taken = []
    for job in jobs("exercise-back-pain", ("en", "es")):
        before = Counter(said)
        assert make_leaflet(workshop, job).made
        taken.append(said - before)
    first, second = taken
    assert first["styles"] > 200
    assert second["said"] < second["styles"] / 10


@pytest.mark.slow
def test_a_fit_takes_few_layouts(workshop, jobs, counted):
    """The languages stand at steps 3 to 7 of nine; one after the other it would take five layouts and more. They are reckoned first."""
    counts = counted(Press, "pages", "layouts")
    languages = ("ar", "en", "es", "hi", "ko", "ru", "th", "zh-Hans")
    made = [make_leaflet(workshop, job) for job in jobs(FLAGSHIP, languages)]
    assert min(leaflet.density for leaflet in made) >= 2
    assert counts["layouts"] <= 1.3 * len(languages)


def test_a_page_that_fits_at_once_is_laid_out_once(workshop, jobs, counted):
    counts = counted(Press, "pages", "layouts")
    (job,) = jobs("exercise-back-pain", ("en",))
    assert make_leaflet(workshop, job).density == 0
    assert counts["layouts"] == 1


def test_a_second_brand_shares_lines_and_rules_with_the_first(workshop, jobs, counted):
    import weasyprint

    first, second = jobs(WARNING, ("en",), "millbrook", "harborview")
    counts = counted(weasyprint.CSS, "__init__", "sheets")
    make_leaflet(workshop, first)
    config = next(iter(workshop.press._faces.values()))[0]
    lines, sheets = len(config.evenhand_lines._set), counts["sheets"]
    make_leaflet(workshop, second)
    assert 0 < len(config.evenhand_lines._set) - lines < lines / 2
    assert counts["sheets"] == sheets, "colours are put in last: the style sheet of one paper is the same for all brands"
    lines, sheets = len(config.evenhand_lines._set), counts["sheets"]
    make_leaflet(workshop, second)
    assert (len(config.evenhand_lines._set), counts["sheets"]) == (lines, sheets), "the very same leaflet asks for nothing new"


def test_elements_share_styles_and_densities_what_selectors_match(workshop, jobs, counted):
    from weasyprint import css

    layouts, styles = counted(Press, "pages", "layouts"), counted(css.ComputedStyle, "__init__", "styles")
    (job,) = jobs(FLAGSHIP, ("en",))
    trial = Trial(workshop, job, workshop.fonts.families(job.order.scripts))
    for density in (1, 2):
        trial.draw(density)
    (tree,) = workshop.press._parsed[1].evenhand_trees.values()
    assert layouts["layouts"] > 1
    # Of elements, pseudo-elements and pages together.
    assert styles["styles"] / layouts["layouts"] < 0.8 * len(tree.elements)
    # Each density has rules of its own, for its spaces; most are those of the others.
    assert len(tree._matched) < sum(len(list(tree._asked(sheet.matcher))) for sheet in workshop.press._sheets._sheets.values())


def clinic(job, **other):
    """The job for another clinic."""
    return replace(job, order=replace(job.order, brand=job.order.brand.model_copy(update=other)))


def test_what_another_clinic_s_page_has_too_is_built_and_laid_out_once(workshop, jobs, counted):
    from weasyprint.css import ComputedStyle
    from weasyprint.layout import block

    (job,) = jobs("exercise-back-pain", ("en",))
    counts = counted(ComputedStyle, "__init__", "styles")
    counted(block, "block_container_layout", "laid")
    counted(Keeping, "_keep", "kept")
    taken = []
    for name, phone in (
        ("Mill Lane Surgery", "0123"),
        ("High Street Surgery", "0999"),
        ("Old Town Surgery", "0888"),
        ("The Surgery", "0777"),
    ):
        contacts = tuple(contact.model_copy(update={"phone": f"0113 496 {phone}"}) for contact in job.order.brand.contacts)
        before = Counter(counts)
        assert make_leaflet(workshop, clinic(job, name=name, contacts=contacts)).made
        taken.append(counts - before)
    first, second, third, fourth = taken
    assert first["kept"] > 8
    assert second["styles"] < first["styles"] * 2 / 3
    assert second["laid"] < first["laid"] / 2
    # Its head, its warning signs, its panel and its small print are its own; blocks inside of them are kept now.
    assert 0 < third["kept"] <= 4 < second["kept"]
    assert third["laid"] < second["laid"]
    # Pages have styles of their own; all others are those of the page before, whose blocks were known too.
    assert fourth["styles"] < second["styles"] / 2


def test_lines_are_read_off_pango_once(workshop, jobs, counted):
    first, second = jobs(WARNING, ("en",), "millbrook", "harborview")
    counts = counted(Shapes, "_runs", "lines")
    make_leaflet(workshop, first)
    lines = counts["lines"]
    make_leaflet(workshop, second)
    assert 0 < counts["lines"] - lines < lines / 2
    lines = counts["lines"]
    make_leaflet(workshop, second)
    assert counts["lines"] == lines, "the very same leaflet is drawn without Pango"


def test_a_leaflet_is_opened_once_to_be_read_back(workshop, jobs, counted):
    counts = counted(Opened, "__init__", "opened")
    (job,) = jobs(WARNING, ("en",))
    assert make_leaflet(workshop, job).made
    assert counts["opened"] == 1


def test_a_font_is_subset_once_for_what_is_printed(workshop, jobs, counted, monkeypatch):
    """Not for each density that is tried; and a face of a Han collection is cut once for the same characters."""
    from weasyprint.pdf.fonts import Font

    counted(fonts, "_cut", "cut")
    counts = counted(Font, "subset", "subset")
    layouts = counted(Press, "pages", "layouts")
    # Every density is reckoned to fit, so that each is tried from the loosest on.
    monkeypatch.setattr(Trial, "likely", lambda trial, density, scale=1.0, kept=False: 1)
    (job,) = jobs(WARNING, ("zh-Hans",))
    made = make_leaflet(workshop, job)
    assert layouts["layouts"] > 1
    # Latin and Han, each in two weights.
    assert counts["subset"] == 4
    assert counts["cut"] == 2
    assert make_leaflet(workshop, job).sha256 == made.sha256
    assert counts["cut"] == 2


def test_what_pango_knows_of_lines_goes_with_their_leaflet(workshop, jobs):
    """Lines are kept over many leaflets; what Pango keeps for each weighs ten times as much."""
    first, second = jobs(WARNING, ("en",), "millbrook", "harborview")
    make_leaflet(workshop, first)
    config = next(iter(workshop.press._faces.values()))[0]
    early = [line[0] for line in config.evenhand_lines._set.values()]
    assert any("layout" in vars(line) for line in early)
    make_leaflet(workshop, second)
    assert sum("layout" in vars(line) for line in early) < len(early) / 2
