"""What sections give to the tag tree, and what is painted of them, is the same after other pages as alone."""

from pathlib import Path

import pytest

from evenhand.sheet import branches
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf, face_css
from evenhand.sheet.measures import font_stack
from evenhand.sheet.page import Page
from evenhand.sheet.press import Press

HTML = '<html lang="en"><head><title>x</title></head><body><p>{}</p><section><h2>A part</h2>{}</section><p>the end</p></body></html>'
CSS = ".chip {{ display: inline-block; background: #eee; border-radius: 2pt; padding: 1pt }} .pale {{ color: rgb(0 0 0 / 50%) }}"
LISTS = "<ul><li>one <b>bold</b><ul><li>in it</li></ul></li><li>two <abbr title='three'>3</abbr></li></ul>"
PARTS = {
    "lists": (LISTS, True),
    "chips": ("<p>a <span class='chip'>chip</span> and <i lang='fr'>deux</i></p><p class='pale'>pale</p>", True),
    "terms": ("<dl><dt>term</dt><dd>what it is</dd></dl><ol><li>first</li></ol>", True),
    "tables": ("<table><tr><th>a</th><td>b</td></tr></table>", False),
    "pictures": ('<p>a <img alt="dot" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E"></p>', False),
    "links": ('<p><a href="https://example.org/">away</a></p>', False),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_section_after_others_is_what_it_is_alone(tmp_path, monkeypatch, name):
    inside, kept = PARTS[name]
    families, grown = FontShelf(SYSTEM_FOLDERS).families(("Latn",)), []
    make = branches._grown
    monkeypatch.setattr(branches, "_grown", lambda *asked: grown.append(asked) or make(*asked))
    # More or fewer pieces of text before it, and other glyphs, on one line.
    pages = [
        HTML.format(text, inside) for text in ("one", "<b>two</b> bits", "one", "fi <i>x</i> <b>y</b> <i>z</i>", "one", "e\u0301\u0323")
    ]
    faces, roots = face_css(families, "".join(pages), tmp_path), tuple(Path(file.path) for family in families for file in family.files)
    css = f"body {{ font-family: {font_stack(families)} }} {CSS.format()}"
    together = Press(tmp_path / "together")
    for number, html in enumerate(pages):
        drawn = [press.pages(Page(html, css), faces, roots, "x") for press in (together, Press(tmp_path / str(number)))]
        first, second = (one.write(tuple(f.name for f in families)).pdf for one in drawn)
        assert first == second
    # The section and the end of each page but the first two, and the beginning that stands there a third time.
    assert len(grown) == (9 if kept else 5)
