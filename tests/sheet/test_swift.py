"""The swift press against the slow one: the same pages, with less work."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
import tinyhtml5

from evenhand.sheet.swift.pages import simple, well_formed
from evenhand.sheet.swift.rules import rules_of

ROOT = Path(__file__).resolve().parents[2]
# Draws leaflets of a project and writes them into a folder: argument 1 says whether the press is as swift as it can be.
DRAW = """
import datetime as dt, sys
from pathlib import Path
from evenhand.sheet import swift
from evenhand.sheet.swift import pages, rules, stages
if sys.argv[1] == "slow":
    swift.apply = lambda weasyprint: stages.apply()
    pages.well_formed = lambda page: None
    import evenhand.sheet.press as press
    press.simple = lambda page, css: False
    rules.Sheets.parse = lambda self, css, config, fetches: self._css(string=css, font_config=config, url_fetcher=fetches)
from evenhand.build.plan import Filters, plan
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.project import find_project
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.shelf import read_shelf
project, out = find_project(Path(sys.argv[2])), Path(sys.argv[3])
shop = open_workshop(project.templates, SYSTEM_FOLDERS, out / "scratch")
day = dt.date(2026, 11, 24)
shelf, kinds = read_shelf(project), (("cauda-equina-warning", ("ur", "zh-Hans"), "bilingual"), ("stem-cell-back-pain", ("en",), "a4"))
for brand in ("millbrook", "harborview"):
    for handout, languages, form in kinds:
        for job in plan(shelf, Filters((handout,), languages, (brand,), ("letter", form)), day, set()):
            made = make_leaflet(shop, job)
            (out / Path(job.path).name.replace(".pdf", f".{brand}.pdf")).write_bytes(made.content)
"""


def drawn(folder, how):
    folder.mkdir()
    subprocess.run([sys.executable, "-c", DRAW, how, str(ROOT), str(folder)], check=True)
    return {path.name: path for path in sorted(folder.glob("*.pdf"))}


@pytest.mark.slow
def test_swift_pages_look_and_say_the_same(tmp_path):
    swift, slow = drawn(tmp_path / "swift", "swift"), drawn(tmp_path / "slow", "slow")
    assert swift.keys() == slow.keys()
    assert len(swift) == 12
    for name, path in swift.items():
        quick, plain = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument(slow[name])
        assert len(quick) == len(plain), name
        for one, other in zip(quick, plain, strict=True):
            assert one.get_textpage().get_text_range() == other.get_textpage().get_text_range(), name
            assert look(one) == look(other), name


def look(page):
    return page.render(scale=1).to_pil().tobytes()


def tree(page):
    """The tree that an HTML parser makes, as text; white space between blocks is nobody's."""
    return spelled(tinyhtml5.parse(page, namespace_html_elements=False))


def spelled(element):
    text = [(element.tag, sorted(element.attrib.items()), (element.text or "").strip())]
    return [*text, *(part for child in element for part in (*spelled(child), (child.tail or "").strip()))]


PAGE = "<!DOCTYPE html><html lang='en'><head><title>A</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    "body",
    [
        "<p>Some <b>words</b><br/>and more</p><ul><li>one</li></ul>",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
        "<section class='s'><h2>Head</h2><p lang='ur' dir='rtl'>لفظ</p></section>",
    ],
)
def test_a_page_read_as_xml_is_what_html_makes_of_it(body):
    page = PAGE.format(body)
    assert spelled(well_formed(page)) == tree(page)


@pytest.mark.parametrize(
    "body",
    [
        "<p>not closed<p>at all",
        "<p>a<ul><li>list in a paragraph</li></ul></p>",
        "<table><tr><td>rows that HTML puts into a body</td></tr></table>",
        "<table><tbody>words<tr><td>a</td></tr></tbody></table>",
        "<table><tbody><tr>words<td>a</td></tr></tbody></table>",
        "<p>&nbsp;</p>",
        "<div><tr><td>no table</td></tr></div>",
        "<h2>one<h3>in another</h3></h2>",
        "<a href='x'>one <span><a href='y'>in another</a></span></a>",
        "<p/><p>an empty one</p><svg/>",
        "<div/><p>is in the division</p>",
        "<p class='a'>x <span title='>'/> y</p>",
        "<form><input name='a'/></form>",
        "<pre>\nlines</pre>",
        "<ul><li>a<li>b</li></li></ul>",
    ],
)
def test_where_html_reads_a_page_otherwise_it_is_left_to_the_html_parser(body):
    assert well_formed(PAGE.format(body)) is None


def test_a_page_with_a_base_or_without_a_head_is_left_to_the_html_parser():
    assert well_formed("<html><body><p>a</p></body></html>") is None
    assert well_formed(PAGE.replace("<title>", "<base href='https://example.org/'/><title>").format("")) is None


def test_rules_of_a_sheet_are_parted_where_they_end():
    css = '@page { size: A4; @top-left { content: "}" } } /* a } b */ p { top: 0 } q::before { content: "{" } @media print { b { top: 0 } }'
    assert [rule.split("{")[0].strip() for rule in rules_of(css)] == ["@page", "/* a } b */ p", "q::before", "@media print"]
    assert "".join(rules_of(css)).replace(" ", "") == css.replace(" ", "")


@pytest.mark.parametrize(
    ("page", "css", "plain"),
    [
        ("<p>a</p>", "p { color: red }", True),
        ("<p>a</p>", "p { float: footnote }", False),
        ("<p style='float: footnote'>a</p>", "", False),
        ("<p>a</p>", "div { display: list-item }", False),
        ("<p>a</p>", "p { position: note(n) }", False),
    ],
)
def test_styles_of_notes_are_left_out_where_none_can_be(page, css, plain):
    assert simple(page, css) is plain


def test_the_trees_compared_are_no_empty_ones():
    assert spelled(ElementTree.fromstring("<a><b>c</b>d</a>")) == [("a", [], ""), ("b", [], "c"), "d"]
