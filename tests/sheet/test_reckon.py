"""What is reckoned of a page without a press is what the press then finds: heights of its parts, and where its pages end."""

import datetime as dt
import random
from dataclasses import replace
from itertools import accumulate
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from evenhand.build.plan import Filters, plan
from evenhand.build.trial import LATE, Trial
from evenhand.build.work import open_workshop
from evenhand.sheet.cascade import Tree, Trees
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.pieces import Piece, paged
from evenhand.sheet.reckon import Reckoning
from evenhand.sheet.ruler import Ruler
from evenhand.sheet.swift.sections import Sections
from evenhand.sheet.wordlines import Stretch, Word, line_heights

DAY = dt.date(2026, 11, 24)
MM = 25.4 / 72


@pytest.fixture(scope="module")
def latin():
    return Ruler(FontShelf(SYSTEM_FOLDERS).families(("Latn",)))


@pytest.fixture
def box(latin):
    """The box of a body of HTML, in a column of millimetres."""

    def call(html, css="", width=100.0):
        return reckoned(Tree(latin), html, css, width)[0]

    return call


def reckoned(tree, html, css="", width=100.0, sections=None):
    """The box of a body of HTML, and the heights of what has a name in it. `sections` are those of the pages before."""
    root = ElementTree.fromstring(f"<html><head><title>not shown</title></head><body>{html}</body></html>")
    if sections:
        sections.shared(root, "")
    page = tree.page(root)
    sheet = f"html {{ font-size: 10pt; line-height: 1.5 }} body, p, ul {{ margin: 0 }} {css}"
    reckoning = Reckoning(tree.cascade(sheet), tree.ruler)
    return reckoning.box(page, width), reckoning.heights


def test_lines_are_filled_with_words(box):
    line = 15 * MM
    assert box("<p>one line</p>").height == pytest.approx(line)
    assert box("<p>one<br/>two<br/></p>").height == pytest.approx(2 * line)
    assert box(f"<p>{'word ' * 100}</p>").height > 4 * line
    assert box("<p>a word</p>", "p { width: 1mm }").height == pytest.approx(2 * line)
    assert box('<p>a <b class="n">word or two</b></p>', ".n { white-space: nowrap } p { width: 1mm }").height == pytest.approx(2 * line)
    assert box("<p>a\u00a0word</p>", "p { width: 1mm }").height == pytest.approx(line)
    assert box("<p>汉字汉</p>", "p { width: 4mm }").height == pytest.approx(3 * line, rel=0.2)


@pytest.mark.parametrize("seed", range(60))
def test_words_in_a_stretch_stand_on_lines_as_they_would_one_by_one(seed):
    draw = random.Random(seed)
    together, alone = [], []
    for _ in range(draw.randint(1, 6)):
        size, up, down = draw.choice([1.0, 3.5]), draw.choice([2.0, 5.0]), draw.choice([1.0, 4.0])
        # In quarters, whose sums are exact.
        words = [(draw.randint(0, 3) / 4, draw.randint(1, 40) / 4) for _ in range(draw.randint(1, 12))]
        single = [Word(width * size, space * size, up, down) for space, width in words]
        alone += single
        if draw.random() < 0.6:
            reach = [0.0, *accumulate(space + width for space, width in words)]
            together.append(Stretch(reach[-1] * size, reach, [width for _, width in words], size, up, down))
        else:
            together += single
        if draw.random() < 0.2:
            together.append(Word(ends=True))
            alone.append(Word(ends=True))
    for width in (0.5, 7.0, 20.0, 65.0, 1000.0):
        assert line_heights(together, width, (3.0, 2.0)) == line_heights(alone, width, (3.0, 2.0))


def test_margins_that_meet_are_one_and_padding_keeps_them_apart(box):
    line, css = 15 * MM, "p { margin: 2mm 0 3mm } div { margin-bottom: 4mm }"
    found = box("<div><p>a</p><p>b</p></div>", css)
    assert (found.height, found.over, found.under) == (pytest.approx(2 * line + 3), 2, 4)
    found = box("<div><p>a</p></div>", f"{css} div {{ padding: 1mm; border: 1mm solid }}")
    assert (found.height, found.over, found.under) == (pytest.approx(line + 2 + 3 + 4), 0, 4)


def test_cells_stand_side_by_side_as_wide_as_they_are_told(box):
    line = 15 * MM
    css = (
        ".t { display: table } .r { display: table-row } .c { display: table-cell } .c:first-child { width: 90% } .c + .c { padding: 2mm }"
    )
    found = box('<div class="t"><div class="r"><div class="c">some words</div><div class="c">some words</div></div></div>', css)
    assert found.height == pytest.approx(2 * line + 4)


def test_what_is_not_known_of_a_style_sheet_does_no_harm(box):
    css = "p:is(.x) { margin: 9mm } @media print { p { margin: 8mm } }"
    css += "p { columns: auto; height: 50%; line-height: normal; font-size: larger }"
    assert box("<p>a</p><table></table>", css).height == pytest.approx(15 * MM)
    # What no browser takes either: WeasyPrint complains of it by name.
    for wrong in (
        "columns: 0",
        "margin: 1.2.3mm",
        "padding: .mm",
        "width: -",
        "line-height: 1.2.3",
        "margin:",
        "width: 0",
        ": 4mm",
        "height: .5mm x",
    ):
        assert box("<p>a</p><ul><li>\u200b</li></ul>", f"p {{ {wrong} }}").height == pytest.approx(15 * MM, abs=0.1), wrong


def test_what_belongs_together_stays_on_a_page(box):
    found = box("<h2>a</h2><p>b</p><div><p>c</p><p>d</p></div>", "h2 { break-after: avoid } div { break-inside: avoid }")
    assert [piece.glued for piece in found.pieces] == [False, True, False]
    assert box("<p>a</p><p>b</p>", "p + p { break-before: page }").pieces[1].fresh


def test_pages_end_where_the_next_piece_does_not_fit():
    pieces = [Piece(40, names=("a",)), Piece(40, 5), Piece(10, 5, glued=True), Piece(10, 5, names=("b",)), Piece(120, 5)]
    pages = paged(pieces, 90, 100)
    assert pages.feet == (40, 70, 100, 20)
    assert pages.named == {"a": (1, 1), "b": (2, 2)}


SAME = '<h2 id="head">a</h2><div id="part" class="t"><p id="a">some words</p><p>other words</p></div>'
OWN = "<table><tr><td><p>a</p><p>some words</p></td><td>and more words</td></tr></table><div class='t'><p id='a'>a b c</p></div>"
INSIDE = f"<p id='c'>{{n}}</p><p><span class='float'>{{words}}</span></p><p>the same</p><p><b>a</b> {{words}}</p>{OWN}"
PAGES = [
    f"<p>one</p>{SAME}<p>last</p>",
    f"<p>another {'word ' * 90}</p>{SAME}<p id='b'>last</p>",
    # Where it stands, and after what, is part of what a part is.
    f"<div>one</div>{SAME}",
    f"<p>one</p>{SAME}{SAME}<p>last</p>",
    # Words of a float go on the first line that comes.
    f"<p><span class='float'>{'word ' * 40}</span></p>{SAME}<p>last</p>",
    f"<p><span class='float'>a</span></p>{SAME}and words {'word ' * 40}<p>last</p>",
    # Blocks inside a part that is another.
    *(f"<p>one</p><div>{n}{INSIDE.format(n=n, words='word ' * n)}</div>{SAME}" for n in (0, 40, 1, 2)),
    *(f"<p>one</p><div>{tag}<{tag}>a</{tag}><div class='t'><p>b</p></div></div>{SAME}" for tag in ("h2", "p")),
    f"<p>one</p><div id='d'>{OWN}<p>3</p>{OWN}</div>{SAME}",
]
SHEETS = [
    "p + h2 { margin: 4mm 0 } h2 { break-after: avoid } .float { float: left }",
    "h2 + div { padding: 1mm } div > p + p { break-before: avoid } .float { float: left } p:last-child { margin: 2mm }",
    ".t { break-inside: avoid } #a { height: 9mm } .float { float: left } body { padding: 2mm }",
]


def test_pages_one_after_another_are_reckoned_as_if_each_were_the_first(latin):
    tree, sections = Tree(latin), Sections()
    for page in [page for one in PAGES for page in (one, *PAGES, one, one)]:
        for sheet in SHEETS:
            for width in (100.0, 30.0, 100.0):
                assert reckoned(tree, page, sheet, width, sections) == reckoned(Tree(latin), page, sheet, width)


@pytest.mark.parametrize("sheet", SHEETS)
def test_pages_of_which_none_is_the_one_before_are_reckoned_as_if_each_were_the_first(latin, sheet):
    tree, sections = Tree(latin), Sections()
    for page in [*PAGES, *PAGES, *reversed(PAGES[:-1])]:
        assert reckoned(tree, page, sheet, 100.0, sections) == reckoned(Tree(latin), page, sheet, 100.0)


def test_what_two_pages_share_is_reckoned_once(latin, monkeypatch):
    tree, sections, asked = Tree(latin), Sections(), []
    box = Reckoning.box
    monkeypatch.setattr(Reckoning, "box", lambda self, node, width: asked.append(node.kind.tag) or box(self, node, width))
    first = reckoned(tree, f"{SAME}<p>one</p>", SHEETS[0], sections=sections)
    asked.clear()
    assert reckoned(tree, f"{SAME}<p>two</p>", SHEETS[0], sections=sections) == first
    assert asked == ["html", "body", "p"]
    assert sorted(first[1]) == ["a", "head", "part"]


def test_blocks_inside_a_part_that_is_another_are_reckoned_once(latin, monkeypatch):
    tree, sections, asked = Tree(latin), Sections(), []
    pages = [f"{SAME}<div><p>{n}</p>{OWN}</div>" for n in range(3)]
    for page in pages[:2]:
        reckoned(tree, page, SHEETS[0], sections=sections)
    box = Reckoning.box
    monkeypatch.setattr(Reckoning, "box", lambda self, node, width: asked.append(node.kind.tag) or box(self, node, width))
    reckoned(tree, pages[2], SHEETS[0], sections=sections)
    assert asked == ["html", "body", "div", "p"]


def test_what_is_kept_of_pages_has_an_end(latin):
    trees, sections = Trees(), Sections()
    tree = trees.of(latin)
    for number in range(60):
        reckoned(tree, f"{SAME}<p>{number}</p>", f"p {{ margin: {number}mm }}", sections=sections)
    assert (len(tree._parts), len(tree._sheets), len(tree._inner), len(tree._inner_before)) == (3, 12, 2, 0)
    assert max(len(node.boxes) for node in tree._parts.values()) <= 16
    assert trees.of(latin) is tree
    reckoned(tree, "".join(f'<p style="margin: {number}mm">a</p>' for number in range(2_000)))
    assert trees.of(latin) is not tree


@pytest.mark.slow
@pytest.mark.parametrize("form", ["a4", "bilingual", "large-print"])
def test_leaflets_of_several_brands_are_reckoned_as_if_each_were_the_first(everything, tmp_path_factory, form):
    job = plan(everything, Filters(("stem-cell-back-pain",), ("ar",), ("millbrook",), (form,)), DAY)[0]
    brand = job.order.brand
    brands = [brand, *(brand.model_copy(update={"name": f"{brand.name} {'and others ' * n}"}) for n in (9, 1)), brand]

    def opened():
        return open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path_factory.mktemp("reckon"))

    def figures(workshop, brand):
        order = replace(job.order, brand=brand)
        guess = Trial(workshop, replace(job, order=order), workshop.fonts.families(order.scripts))._guess
        areas = [SimpleNamespace(id=name, top=0.0, bottom=20.0) for name in ("help", "risks", "contact")]
        steps = [(step, kept) for step in (0, 4) for kept in (False, True)]
        return [(guess.pages(*step), guess.error(step[0], areas), guess._at(*step).heights) for step in steps]

    shared = opened()
    assert [figures(shared, brand) for brand in brands] == [figures(opened(), brand) for brand in brands]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["a4", "bilingual", "a5-booklet"])
@pytest.mark.parametrize("language", ["fr", "ar", "ur", "hi", "th", "ko", "zh-Hans", "ru"])
def test_a_leaflet_is_as_high_as_reckoned(everything, tmp_path_factory, language, form):
    """Of any language, with none of its layouts known; its pages are as many, but for the edge between two."""
    jobs = plan(everything, Filters(("stem-cell-back-pain",), (language,), ("millbrook",), (form,)), DAY)
    workshop = open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path_factory.mktemp("reckon"))
    trial = Trial(workshop, jobs[0], workshop.fonts.families(jobs[0].order.scripts))
    for step in (0, 5):
        pages = trial.draw(step) % LATE
        assert trial.error(step) == pytest.approx(1, abs=0.015)
        assert abs(trial.likely(step) % LATE - pages) <= 1
