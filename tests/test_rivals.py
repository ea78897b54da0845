"""The benchmark's parts (`make bench`): the same text for every renderer, the tables, the changes. No timings."""

import re
import shutil
import sys
import unicodedata
from xml.etree import ElementTree as ET

import pytest
from docutils.core import publish_doctree
from rivals.chart import chart
from rivals.engines import Absent, cold, version_of
from rivals.leaf import HANDOUTS, MANY, MANY_LANGUAGES, TODAY, Leaf
from rivals.markup import Run, read, runs
from rivals.measure import run
from rivals.projects import COLOUR, NUMBER, many_project, swap, swap_string
from rivals.report import BEGIN, END, ratio, replaced, report
from rivals.rounds import Field, Results, environment
from rivals.sphinx_text import sphinx_text
from rivals.typst_text import look_of, typst_document
from scale import REPOSITORY

from evenhand.build.plan import Filters, plan
from evenhand.project import find_project
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.heard import heard
from evenhand.sheet.page import Theme
from evenhand.sheet.shelf import read_shelf

LANGUAGES = ("en", "ar", "zh-Hans")


@pytest.fixture(scope="module")
def pages(everything):
    """The measured handouts as pages, by their path."""
    theme, shelf = Theme(everything.project.templates), FontShelf(SYSTEM_FOLDERS)
    jobs = plan(everything, Filters(HANDOUTS, LANGUAGES, ("millbrook",), ("a4",)), TODAY)
    return {job.path: theme.compose(job.order, shelf.families(job.order.scripts)) for job in jobs}


def letters(text):
    return "".join(c for c in text if unicodedata.category(c)[0] in "LMN")


def test_typst_sets_the_very_text_of_the_page(pages, tmp_path):
    for path, page in pages.items():
        look = look_of(page.css, ("Noto Sans",), "Latn", ("#17505c", "#eaf2f3"))
        document = typst_document(page.html, look, tmp_path / "pictures")
        texts = re.findall(r'#"((?:[^"\\]|\\.)*)"', document)
        body = page.html[page.html.index("<body") :]
        assert letters("".join(texts)) == letters("".join(ET.fromstring(body.removesuffix("</html>")).itertext())), path
        assert document.count("#boxed(") >= 3
        assert document.count("#table(") >= 1
        assert 'alt: "' in document
        assert f"dir: {'rtl' if '/ar/' in path else 'ltr'}" in document
        for name in re.findall(r'image\("pictures/([^"]*)"', document):
            assert (tmp_path / "pictures" / name).is_file()


def test_sphinx_sets_every_word_of_the_page(pages, tmp_path):
    for path, page in pages.items():
        text = sphinx_text(read(page.html), tmp_path / "pictures")
        tree = publish_doctree(text, settings_overrides={"report_level": 5})
        assert not [node for node in tree.findall() if node.tagname in ("system_message", "problematic")], path
        assert heard(page.html, [tree.astext().replace("\u200b", "")]).lost == (), path


def test_an_element_that_nobody_knows_is_never_left_out(pages, tmp_path):
    page = next(iter(pages.values()))
    html = page.html.replace("<h1>", "<blockquote><p>Lost</p></blockquote><h1>")
    with pytest.raises(ValueError, match="blockquote"):
        typst_document(html, look_of(page.css, (), "Latn", ("#000000", "#ffffff")), tmp_path)
    with pytest.raises(ValueError, match="blockquote"):
        sphinx_text(read(html), tmp_path)


def test_white_space_is_that_of_a_browser():
    line = read('<p> One  <b>two</b> <br/> three<span class="ref" dir="ltr"> [1]</span> </p>')
    assert runs(line) == [
        Run("One "),
        Run("two", bold=True),
        Run(" "),
        Run(slot="break"),
        Run("three"),
        Run(" [1]", small=True, turn="ltr"),
    ]


def test_only_its_part_of_the_page_is_written():
    page = f"# Title\n\nBefore.\n\n{BEGIN}\n\nold\n\n{END}\n\nAfter.\n"
    once = replaced(page, "new\n\n| a |")
    assert once == f"# Title\n\nBefore.\n\n{BEGIN}\n\nnew\n\n| a |\n\n{END}\n\nAfter.\n"
    assert replaced(once, "new\n\n| a |") == once
    for wrong in ("nothing", f"{BEGIN} no end", f"{END} {BEGIN}", page + page):
        with pytest.raises(ValueError, match="once each"):
            replaced(wrong, "new")


def test_the_page_of_this_repository_has_the_marks():
    assert replaced((REPOSITORY / "docs/performance.md").read_text(encoding="utf-8"), "new")


def measured():
    """Two rounds of a machine that was twice as slow in the second, and has no Typst."""
    results = Results(versions={"evenhand": "1", "weasyprint": "2", "sphinx-simplepdf": "3"}, absent={"typst": "not installed"})
    for slow in (1, 2):
        for engine, factor in (("evenhand", 1), ("weasyprint", 3)):
            results.add(engine, "cold", slow * factor)
            results.add(engine, "warm", 0.1 * slow * factor)
            results.add(engine, "two", slow * factor)
            results.add(engine, "many", 0.05 * slow * factor)
            results.single.setdefault((engine, "a.en"), []).append(0.1 * slow * factor)
        results.add("sphinx-simplepdf", "cold", 6.0 * slow)
        for work in ("string", "number", "colour", "nothing", "nothing-large"):
            results.add("evenhand", work, 0.25 * slow)
    results.touched = dict.fromkeys(("string", "number", "colour", "nothing", "nothing-large"), 5)
    results.layout, results.tries = {"a.en": [0.2, 0.4]}, {"a.en": 3}
    return results


def test_ratios_are_taken_within_each_round():
    results = measured()
    assert ratio(results, "weasyprint", "warm") == pytest.approx(3)
    assert ratio(results, "sphinx-simplepdf", "cold") == pytest.approx(6)
    assert ratio(results, "sphinx-simplepdf", "warm") is None


def test_the_tables_name_who_is_absent_and_what_was_not_measured():
    text = report(measured(), 20, 240, "benchmark.svg")
    assert "**Absent: Typst** (not installed)" in text
    assert "| one leaflet, cold | 1.50 s | 4.50 s (3 ×) | 9.00 s (6 ×) |" in text
    assert "| a leaflet, warm, on one core | 150 ms | 450 ms (3 ×) | – |" in text
    assert "| the same, of an edition for many clinics | 75.0 ms | 225 ms (3 ×) | – |" in text
    # Two cores took 4.5 s for 20 leaflets.
    assert "| one string in one language | 5 of 240 | 0.38 s | ≈ 54.0 s; changed only ≈ 1.12 s | – |" in text
    assert "| the same, against Typst | at most 3 × slower | – | – |" in text
    assert "| a leaflet on one core, against plain WeasyPrint | 5 × faster or more | 3.0 × | 3.0 × |" in text
    # 450 ms, and twice the 300 ms of layout.
    assert "would take ≈ 1,050 ms a leaflet" in text


def test_the_chart_is_a_picture_with_a_bar_for_all_that_was_measured():
    root = ET.fromstring(chart(measured(), 20, 240))
    bars = root.findall("{http://www.w3.org/2000/svg}rect")
    # The ground; three cold; two in each of the three other groups.
    assert len(bars) == 1 + 3 + 2 * 3
    assert "evenhand 150 ms" in root[0].text


def test_changes_can_be_taken_back(tmp_path):
    for name, _, _ in (NUMBER, COLOUR):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, tmp_path / name)
    catalog = tmp_path / f"translations/hi/{HANDOUTS[1]}.po"
    catalog.parent.mkdir(parents=True)
    shutil.copy(REPOSITORY / f"translations/hi/{HANDOUTS[1]}.po", catalog)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
    for turn in range(2):
        for change in (NUMBER, COLOUR):
            swap(tmp_path, change)
        swap_string(tmp_path, handout=HANDOUTS[1])
        assert all((path.read_bytes() == data) == bool(turn) for path, data in before.items())
    (tmp_path / NUMBER[0]).write_text("nothing of the kind")
    with pytest.raises(AssertionError, match="stands there once no longer"):
        swap(tmp_path, NUMBER)


def test_clinics_of_one_country_and_paper_have_nothing_in_common_but_the_words(tmp_path):
    names = many_project(tmp_path, 10, ("en", "ar"))
    shelf = read_shelf(find_project(tmp_path))
    brands = [shelf.brands[name] for name in names]
    assert {(brand.country, brand.formats) for brand in brands} == {("GB", ("a4",))}
    for part in ("name", "address", "contacts", "interpreter", "email", "web"):
        assert len({str(getattr(brand, part)) for brand in brands}) == len(names), part
    assert len({brand.colours.brand for brand in brands}) == len(names)
    jobs = plan(shelf, Filters((MANY,), MANY_LANGUAGES, names), TODAY)
    assert len(jobs) == len(names) * len(MANY_LANGUAGES)


def test_memory_is_that_of_all_processes_together():
    child = "import time; data = bytearray(40 << 20); time.sleep(0.6)"
    parent = f"import subprocess, sys; print('done'); subprocess.run([sys.executable, '-c', {child!r}]); data = bytearray(8)"
    took = run([sys.executable, "-c", parent], environment(), watch=True)
    assert took.said == "done\n"
    assert 40 <= took.largest < 80
    if sys.platform == "linux":
        assert took.together > 40
    with pytest.raises(RuntimeError, match="ended with 3: why"):
        run([sys.executable, "-c", "print('why'); raise SystemExit(3)"], environment())


def test_the_cold_leaflet_is_english_where_there_is_one():
    leaves = tuple(Leaf(f"{HANDOUTS[0]}.{tag}") for tag in ("ar", "en", "zh-Hans"))
    field = Field(REPOSITORY, REPOSITORY, REPOSITORY, leaves, (), (), REPOSITORY, ())
    assert field.first.language == "en"
    assert field.languages == ("ar", "en", "zh-Hans")
    command = cold("evenhand", leaves[2], REPOSITORY, REPOSITORY)
    assert [HANDOUTS[0], "zh-Hans"] == [command[command.index(option) + 1] for option in ("--handout", "--lang")]


def test_a_renderer_that_is_not_there_is_absent():
    assert version_of("weasyprint") == "70.0"
    with pytest.raises(Absent, match="not installed"):
        version_of("no-such-renderer")
