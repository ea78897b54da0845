"""Pages one after another in one press, whose own sections have much in common: each is drawn as it is alone, to the byte."""

from pathlib import Path

import pytest

from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf, face_css
from evenhand.sheet.measures import font_stack
from evenhand.sheet.page import Page
from evenhand.sheet.press import Press
from evenhand.sheet.swift.outlines import Outlines, Styles, outline
from evenhand.sheet.swift.pages import well_formed
from evenhand.sheet.swift.sections import Sections

BODY = '<body><h1>A title</h1><section class="s">{}</section><p>the end</p></body>'
PAGE = f'<!DOCTYPE html><html lang="en"><head><title>x</title></head>{BODY}</html>'
PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='{}'%3E%3Crect width='9' height='9'/%3E%3C/svg%3E"
LISTS = "<div><p>{}</p><ol><li>one</li><li>two</li></ol><p class='n'>a part</p></div><ol><li>{}</li></ol><p class='n'>a part</p>"
CELLS = "<table><tr><td><p>{}</p><p>the same</p></td><td><p>low</p></td></tr></table><div class='f'>aside</div><p>beside {}</p>"
# A style sheet, and what stands in the section of one page after the other.
DRAWN = {
    "words": ("", [f"<div><p>{name}</p><ul><li>a</li><li>b</li></ul></div><p>{name}</p>" for name in ("One", "Another one", "A third")]),
    "counted lists": (
        "body { counter-reset: n } .n { counter-increment: n } .n::before { content: counter(n) ' ' }",
        [LISTS.format(*pair) for pair in (("a", "b"), ("a", "c"), ("d <b class='n'>e</b>", "c"), ("d", "c"))],
    ),
    "counted words": (
        "body { counter-reset: n } .n { counter-increment: n } .n::before { content: counter(n) ' ' }",
        [f"<p>{n}</p><p class='n'>same</p><p class='n'>{n}</p>" for n in range(5)],
    ),
    "cells and floats": (
        "td { vertical-align: bottom; width: 40% } td + td { vertical-align: middle } .f { float: left; width: 20mm }",
        [CELLS.format(f"{n}{' a longer text' * 9 * (n % 2)}", n) for n in range(6)],
    ),
    "heights": ("", [f"<p>{'words ' * count}</p><p>the same</p><div><p>and this</p></div>" for count in (1, 90, 900, 2)]),
    "attributes": (
        ".big { font-size: 20pt } p + .big { color: red } [title=b] { font-weight: bold }",
        [f"<p>{n}</p><p{own}>{n} same</p><p>same</p>" for own in ("", " class='big'", " title='b'", " title='c'") for n in range(3)],
    ),
    "neighbours": (
        ".a + p { color: red } p:last-child { margin-top: 9mm } p:nth-child(2) { font-weight: bold }",
        [
            f"<div>{more}<p>{n}</p><p>same</p>{last}</div>"
            for n in range(2)
            for more in ("", "<p class='a'>m</p>")
            for last in ("", "<p>l</p>")
        ],
    ),
    "nothing": ("p:empty { height: 9mm; background: red }", [f"<p>{n}</p><p>{text}</p>" for text in ("", "x") for n in range(3)]),
    "own styles": ("", [f"<p>{n}</p><p style='color: {colour}'>{n} x</p>" for colour in ("red", "blue") for n in range(3)]),
    "overflow": ("body { overflow: hidden; height: 30mm }", [f"<p>{n}</p>{'<p>same</p>' * 9}" for n in range(4)]),
    "pictures": ("", [f'<p>{n}</p><img alt="{n}" src="{PICTURE.format(tall)}"/>' for tall in (9, 30) for n in range(3)]),
    "asked pictures": ("[ALT='2'] { width: 50mm }", [f'<p>{n}</p><img alt="{n}" src="{PICTURE.format(9)}"/>' for n in range(4)]),
}


@pytest.fixture
def draw(tmp_path):
    families = FontShelf(SYSTEM_FOLDERS).families(("Latn",))
    faces, roots = face_css(families, "", tmp_path), tuple(Path(file.path) for family in families for file in family.files)

    def call(press, body, css):
        css = f"@page {{ size: A5 }} body {{ font-family: {font_stack(families)} }} {css}"
        drawn = press.pages(Page(PAGE.format(body), css), faces, roots, "x")
        return drawn.areas(), drawn.layout(), drawn.write(tuple(family.name for family in families))

    return call


@pytest.mark.parametrize("name", DRAWN)
def test_each_page_is_drawn_as_it_is_alone(tmp_path, draw, name):
    css, bodies = DRAWN[name]
    together = Press(tmp_path / "together")
    alone = {body: draw(Press(tmp_path / str(number)), body, css) for number, body in enumerate(bodies)}
    for body in [*bodies, *bodies, *reversed(bodies)]:
        assert draw(together, body, css) == alone[body], body


def test_a_block_that_counts_is_kept(tmp_path, draw, monkeypatch):
    monkeypatch.setattr("evenhand.sheet.swift.stages.Keeping", None)  # asked for where a page is built without what is kept
    css, bodies = DRAWN["counted words"]
    press = Press(tmp_path / "press")
    for body in bodies:
        draw(press, body, css)


def test_a_fault_in_the_styles_of_its_own_section_is_told_each_time(tmp_path, draw):
    press = Press(tmp_path / "press")
    for number in range(5):
        *_, printed = draw(press, f"<p style='colour: red'>{number}</p>", "")
        assert [finding.code for finding in printed.findings] == ["L004"]


def test_blocks_that_are_the_same_in_a_section_that_is_not_are_those_of_the_page_before():
    sections, pages = Sections(), []
    for text in ("one", "two", "two", "three"):
        root = well_formed(PAGE.format(f"<div class='d'><p>{text}</p><ul><li>same</li></ul></div><p class='{text}'>x</p>"))
        found = sections.shared(root, "")
        pages.append((root.find("body/section"), found))
    inner = [(section.find("div/ul"), section.findall("p")[-1]) for section, _ in pages]
    # The class of the last paragraph is another, so that a rule may say something else of all beside it.
    assert inner[1][0] is not inner[0][0]
    assert pages[2][0] is pages[1][0]
    sections, pages = Sections(), []
    for text in ("one", "two", "three"):
        root = well_formed(PAGE.format(f"<div class='d'><p>{text}</p><ul><li>same</li></ul></div>"))
        pages.append((root.find("body"), sections.shared(root, "")))
    lists = [body.find("section/div/ul") for body, _ in pages]
    assert lists[0] is lists[1] is lists[2]
    assert [lists[0] in found for _, found in pages] == [False, True, True]
    assert pages[1][1][lists[0]] is pages[2][1][lists[0]]


def test_an_outline_is_all_but_words_and_pictures():
    def told(body, skipped=None):
        root = well_formed(PAGE.format(body))
        return outline(root, frozenset(root.findall(skipped)) if skipped else frozenset())

    assert told("<p>a</p><img alt='b' src='c'/>") == told("<p>b</p><img alt='d' src='e'/>")
    for other in ("<p></p>", "<p class='x'>a</p>", "<div>a</div>", "<p>a<br/></p>", "<p>a</p><p>a</p>"):
        assert told("<p>a</p>") != told(other)
    assert told("<p>a<b>b</b></p>", ".//p") == told("<p>a<i>b</i></p>", ".//p")
    assert told("<p>a</p>", ".//p") != told("<p class='x'>a</p>", ".//p")


def test_what_is_kept_of_outlines_has_an_end():
    outlines = Outlines()
    for number in range(20):
        outlines.keep(number, Styles([], [], [[]]), ())
        for _ in range(20):
            assert outlines.of(number, [])
        assert len(outlines._kept[number].told) <= 2
    assert len(outlines._kept) == 4
    complained: list[str] = []
    assert outlines.of(19, complained)
    complained.append("a fault")
    assert outlines.of(19, []) is None
