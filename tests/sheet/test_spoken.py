"""The text layer: what two readers find of a page, in every language; and the page looks as it did."""

import re
import subprocess
import sys
from pathlib import Path

import fidelity
import pypdfium2 as pdfium
import pytest
from PIL import ImageChops

from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf, face_css
from evenhand.sheet.heard import heard
from evenhand.sheet.page import Page
from evenhand.sheet.press import Press

ROOT = Path(__file__).resolve().parents[2]
SILENT = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    scratch = tmp_path_factory.mktemp("press")
    return Press(scratch), FontShelf(SYSTEM_FOLDERS), scratch


@pytest.fixture
def told(bench):
    """Press a page in the fonts of some scripts; gives its HTML and its PDF."""
    press, fonts, scratch = bench

    def call(body, scripts=("Latn",), attributes='lang="en"', style=""):
        families = fonts.families(scripts)
        stack = ", ".join(f'"{family.name}"' for family in families)
        page = Page(
            f"<html {attributes}><head><title>x</title></head><body>{body}</body></html>", f"html {{ font-family: {stack} }} {style}"
        )
        roots = tuple(Path(file.path) for family in families for file in family.files)
        pressed = press.pages(page, face_css(families, page.html, scratch), roots, "page.pdf").write(tuple(f.name for f in families))
        return page.html, pressed

    return call


@pytest.mark.parametrize("tag", fidelity.SENTENCES)
def test_words_are_whole_in_every_language(bench, tag):
    press, fonts, scratch = bench
    page, pdf = fidelity.pressed(press, fonts, tag, scratch)
    found = fidelity.shares(page, pdf)
    assert found["poppler"].share >= 0.99, found["poppler"].lost
    assert found["pdfium"].share >= 0.99, found["pdfium"].lost
    text = "".join(fidelity.by_pdfium(pdf) + fidelity.by_poppler(pdf))
    assert not set(text) & set(SILENT), "characters that steer layout leave no trace"


def test_pages_look_as_without_the_mend(bench, tmp_path):
    # Nastaliq is left out: there WeasyPrint sets letters off by 1024 where it means 1000, and Chrome's reader moves words.
    tags = ("en", "fa", "hi", "ta", "km", "my", "th", "zh-Hans")
    plain = [sys.executable, "tests/fidelity.py", "--plain", "--write", str(tmp_path), *tags]
    subprocess.run(plain, cwd=ROOT, check=True, capture_output=True)
    press, fonts, scratch = bench
    for tag in tags:
        _, pdf = fidelity.pressed(press, fonts, tag, scratch)
        both = (pdf, (tmp_path / f"{tag}.pdf").read_bytes())
        pictures = (pdfium.PdfDocument(data)[0].render(scale=4).to_pil().convert("L").reduce(4) for data in both)
        off = ImageChops.difference(*pictures).histogram()
        # A letter that is lost or out of its place changes more dots than the rounding of a whole line.
        assert sum(off[64:]) < 40, tag


def test_invisible_characters_leave_no_trace(told):
    latin = f"<p>one{SILENT}word and <b>an\u00adother</b></p>"
    page, pressed = told(latin)
    assert not pressed.findings
    for read in fidelity.READERS.values():
        text = " ".join(read(pressed.pdf))
        assert not set(text) & set(SILENT)
        assert heard(page, [text]).lost == ()
    page, pressed = told("<p>كلمة\u2066\u2069 \u200fو\u200bأخرى\u2060</p>", ("Arab",), 'lang="ar" dir="rtl"')
    assert not set("".join(fidelity.by_pdfium(pressed.pdf))) & set(SILENT)


def test_joiners_are_kept_for_they_are_spelling(told):
    for words, script, head in (
        ("می‌کند نمی‌خواهم", "Arab", 'lang="fa" dir="rtl"'),
        ("ක්‍රමය ප්‍රමාණය", "Sinh", 'lang="si"'),
        ("സെൽ‌ഫോൺ", "Mlym", 'lang="ml"'),
    ):
        page, pressed = told(f"<p>{words}</p>", (script,), head)
        for name, read in fidelity.READERS.items():
            assert heard(page, read(pressed.pdf)).lost == (), (name, words)


@pytest.mark.parametrize("hyphens", ["manual", "auto"])
def test_words_broken_at_the_end_of_a_line_are_whole(told, hyphens):
    words = " ".join(["physio\u00adthera\u00adpist"] * 4 if hyphens == "manual" else ["physiotherapist", "rehabilitation"] * 2)
    page, pressed = told(f"<p>{words}</p>", style=f"p {{ width: 23mm; hyphens: {hyphens} }}")
    text = fidelity.by_pdfium(pressed.pdf)[0]
    assert "-" not in text
    for name, read in fidelity.READERS.items():
        seen = heard(page, read(pressed.pdf))
        assert (seen.words, seen.lost) == (4, ()), (name, read(pressed.pdf))


def test_numbers_keep_their_order_in_lines_from_the_right(told):
    numbers = ("0113\u00a0496\u00a00100", "202\u00a0555-0143", "15-20", "2.5", "1,000", "63/100", "9:00-17:00")
    body = "".join(f'<p>اتصل بالرقم <span dir="ltr">{number}</span> من فضلك.</p>' for number in numbers)
    _, pressed = told(body, ("Arab",), 'lang="ar" dir="rtl"')
    for name, read in fidelity.READERS.items():
        text = " ".join(read(pressed.pdf)).replace("\u00a0", " ")
        assert [n for n in numbers if n.replace("\u00a0", " ") not in text] == [], name


def test_what_readers_turn_round_by_themselves_is_right_in_the_file(told):
    """docs/text-layer.md tells of these: what is stored, from the left to the right, and what each reader makes of it."""
    arabic = (("Arab",), 'lang="ar" dir="rtl"')
    words = "قبل (مثلا) وبعد"
    _, pressed = told(f"<p>{words}</p>", *arabic)
    assert fidelity.stored(pressed.pdf) == words[::-1]
    assert "(مثلا)" in "".join(fidelity.by_poppler(pressed.pdf))
    assert ")مثلا(" in "".join(fidelity.by_pdfium(pressed.pdf)), "pdfium mirrors every bracket of such a line"
    _, pressed = told("<p>عددهم 114، ثم</p>", *arabic)
    assert fidelity.stored(pressed.pdf) == f"{'ثم'[::-1]} ،114 {'عددهم'[::-1]}"
    for read in fidelity.READERS.values():
        assert "،114" in "".join(read(pressed.pdf)), "both put the sign after a number before it"
    _, pressed = told('<p>من <span dir="ltr">15–20</span> الى</p>', *arabic)
    assert "15–20" in fidelity.stored(pressed.pdf)
    assert "15–20" in "".join(fidelity.by_poppler(pressed.pdf))
    assert "20–15" in "".join(fidelity.by_pdfium(pressed.pdf)), "pdfium turns numbers about a dash; our pages have a hyphen"


def test_a_letter_without_a_glyph_is_told_beside_composed_ones(told):
    _, pressed = told("<p>कि \U0001f9ff की</p>", ("Deva",), 'lang="hi"')
    assert [f.code for f in pressed.findings] == ["L002"]
    assert {"कि", "की"} <= set(fidelity.by_pdfium(pressed.pdf)[0].split())


def test_a_glyph_that_stands_for_two_letters_says_each(told):
    # U+00A0 and U+2011 share the drawing of the space and of the hyphen.
    page, pressed = told("<p>a b 1\u00a02 c-d e\u2011f</p>")
    text = fidelity.by_pdfium(pressed.pdf)[0]
    assert "1\u00a02" in text
    assert "c-d" in text
    assert re.search("e[\u2010\u2011]f", text)
    assert heard(page, [text]).lost == ()


def test_a_glyph_in_its_place_is_told_at_once(told, monkeypatch):
    """Only clusters that are more than that are looked at glyph by glyph, each once."""
    from evenhand.sheet import spoken

    looked, original = [], spoken._Pen._found
    monkeypatch.setattr(spoken._Pen, "_found", lambda *given: looked.append(given[4][0]) or original(*given))
    told("<p>plain words</p><p style='font-size: 20pt'>plain words again</p>")
    assert looked == []
    told("<p>कि की</p><p>की कि</p>", ("Deva",), 'lang="hi"')
    assert looked == ["कि"], "the other one is a single glyph"
