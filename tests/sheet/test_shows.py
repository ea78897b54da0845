"""What there is to see of boxes besides their text is found in one look, and nothing of it is overlooked."""

import io
import unicodedata

import pytest
from pypdf import PdfReader

from evenhand.sheet.boxes import _letters as counted_letters
from evenhand.sheet.swift import painting
from evenhand.sheet.swift.shows import APART, NAMED, OUTLINED, PAINTED, PICTURE, shown

DOT = "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%229%22 height=%229%22/%3E"
WORDS = "<p>Some words of a page.</p>"
SEEN = [
    ("<p>no more than <b>words</b></p>", 0),
    ("<p style='border: 1px solid'>words</p>", 0),
    ("<p>a <span style='background: #eee'>ground</span></p>", PAINTED),
    ("<table><tr><td>a</td><td><p style='border-radius: 2px'>b</p></td></tr></table>", PAINTED),
    ("<p>a <b>line <i style='outline: 1px solid'>around</i></b></p>", PAINTED | OUTLINED),
    ("<p>a <a href='https://example.org/'>link</a></p>", NAMED),
    ("<p>a <i style='bookmark-level: 1; bookmark-label: \"b\"'>bookmark</i></p>", NAMED),
    ("<div><p style='anchor: attr(id)' id='here'>a name</p></div>", NAMED),
    ("<form>a form</form>", NAMED),
    ("<p>a <span style='display: inline-block'>block</span></p>", APART),
    ("<p>a <span style='opacity: 0.5'>shade</span></p>", APART),
    ("<p>a <span style='position: relative'>place</span></p>", APART),
    ("<p>a <span style='position: absolute'>place</span></p>", APART),
    ("<div style='display: grid'><p>a</p></div>", APART),
    ("<p style='transform: rotate(5deg)'>turned</p>", NAMED | APART),
    (f"<p>a <img alt='' src='{DOT}'></p>", PICTURE | APART),
    (f"<p>a <img alt='' style='position: absolute' src='{DOT}'></p>", PICTURE | APART),
]


def body_of(drawn):
    return drawn._laid.finished().pages[0]._page_box.children[0].children[0]


@pytest.mark.parametrize(("words", "seen"), SEEN, ids=[words for words, _ in SEEN])
def test_what_there_is_to_see_is_seen(draw, words, seen):
    body = body_of(draw(WORDS + words))
    first, second = body.children
    assert shown(first) == 0
    assert shown(second) == seen
    assert shown(body) == seen


def test_what_was_not_looked_at_may_have_everything(draw):
    body = body_of(draw(WORDS))
    del body.__dict__["evenhand_shows"]
    assert shown(body) == PAINTED | OUTLINED | NAMED | APART | PICTURE


def test_only_boxes_around_a_link_are_asked_for_links(draw, monkeypatch):
    asked, original = [], painting.named
    monkeypatch.setattr(painting, "named", lambda box: asked.append(box) or original(box))
    link = "<p>a <a href='https://example.org/'>link</a></p>"
    pressed = draw(WORDS * 2 + link + WORDS * 3).write(("EH NotoSans",))
    # The page, html, body, the paragraph with its line, the link and its text; none of the other paragraphs.
    assert len(asked) <= 8
    (page,) = PdfReader(io.BytesIO(pressed.pdf)).pages
    assert [note.get_object()["/A"]["/URI"] for note in page["/Annots"]] == ["https://example.org/"]


def test_an_outline_is_drawn_wherever_it_stands(press):
    cell = "<table><tr><td>a</td><td><p>b <i style='outline: 2px solid #123456'>c</i></p></td></tr></table>"
    (page,) = PdfReader(io.BytesIO(press(WORDS + cell).pdf)).pages
    assert page.get_contents().get_data().count(b"0.070588 0.203922 0.337255 rg") == 4
    (page,) = PdfReader(io.BytesIO(press(WORDS + cell.replace("outline", "x")).pdf)).pages
    assert b"0.070588 0.203922" not in page.get_contents().get_data()


@pytest.mark.parametrize("text", ["plain", "cafe\u0301", "कि की", "من\u064e \u200fا", "ก็", "क\u200dष", "\ufeff", ""])
def test_marks_and_what_has_no_look_are_no_letters(text):
    assert counted_letters(text) == sum(unicodedata.category(c) not in ("Mn", "Me", "Cf") for c in text)
