"""Pages in other inks: no colour is left anywhere in the file, and contrasts stay what they were."""

import io
from base64 import b64encode

import pypdf
import pypdfium2
import pytest
from colours import colours_of
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from evenhand.finding import Trouble
from evenhand.sheet.brand import contrast
from evenhand.sheet.inks import Cmyk, Grey, as_hex, screened
from evenhand.sheet.recolour import recolour

COLOURS = st.tuples(*[st.integers(0, 255).map(lambda part: part / 255)] * 3)
SHADES = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" viewBox="0 0 60 40"><defs>'
    '<linearGradient id="a"><stop offset="0" stop-color="#c00"/><stop offset=".4" stop-color="#0a0" stop-opacity=".5"/>'
    '<stop offset="1" stop-color="#00c"/></linearGradient>'
    '<radialGradient id="b"><stop offset="0" stop-color="#fc0"/><stop offset="1" stop-color="#07c"/></radialGradient></defs>'
    '<rect width="30" height="40" fill="url(#a)"/><rect x="30" width="30" height="40" fill="url(#b)" opacity=".6"/></svg>'
)


def uri(kind, data):
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


def photograph(kind, mode):
    out = io.BytesIO()
    Image.effect_noise((12, 9), 90).convert("RGB").point(lambda v: 255 - v // 2).convert(mode).save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="module")
def page(press):
    """Text, lines, a ground, shades, photographs in each form that comes, and something half transparent."""
    pictures = [uri("svg+xml", SHADES.encode()), uri("png", photograph("PNG", "RGB")), uri("png", photograph("PNG", "RGBA"))]
    pictures += [uri("png", photograph("PNG", "P")), uri("jpeg", photograph("JPEG", "RGB")), uri("jpeg", photograph("JPEG", "CMYK"))]
    body = "".join(f'<img src="{source}" alt="x" style="width: 12mm"/>' for source in pictures)
    style = "p { color: #17505c; border: 1pt solid #b02020; background: #eaf2f3 } i { color: rgba(200, 0, 0, .5) }"
    style += f'div {{ height: 9mm; background: linear-gradient(#1b6, #b16), url("{pictures[0]}") }}'
    return press(f"<p>word <i>pale</i></p><div></div>{body}", style).pdf


def pixels(pdf):
    return pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil().convert("RGB")


def test_no_colour_is_left_in_grey(page):
    assert {"rg", "/DeviceRGB"} <= colours_of(page)
    grey = recolour(page, Grey(), "a.pdf")
    assert colours_of(grey) <= {"g", "G", "/DeviceGray"}
    red, green, blue = pixels(grey).split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    # And it is still the same picture, as dark here and there as before.
    before, after = pixels(page).convert("L").tobytes(), red.tobytes()
    assert sum(abs(a - b) for a, b in zip(before, after, strict=True)) / len(before) < 8
    assert len(set(after)) > 30


def test_no_screen_colour_is_left_in_inks(page):
    inks = recolour(page, Cmyk(), "a.pdf")
    assert colours_of(inks) <= {"k", "K", "/DeviceCMYK", "/DeviceGray"}
    before, after = pixels(page).tobytes(), pixels(inks).tobytes()
    assert sum(abs(a - b) for a, b in zip(before, after, strict=True)) / len(before) < 25


def test_the_same_page_gives_the_same_bytes_and_keeps_its_tags(page):
    grey = recolour(page, Grey(), "a.pdf")
    assert grey == recolour(page, Grey(), "a.pdf")
    root = pypdf.PdfReader(io.BytesIO(grey)).trailer["/Root"]
    assert {"/StructTreeRoot", "/MarkInfo", "/Lang"} <= set(root)
    assert pypdf.PdfReader(io.BytesIO(grey)).pages[0].extract_text() == pypdf.PdfReader(io.BytesIO(page)).pages[0].extract_text()


def test_a_colour_that_it_does_not_know_is_a_finding(press):
    odd = press("<p>word</p>", "p { color: lab(50% 40 20) }").pdf
    with pytest.raises(Trouble, match="cannot be changed"):
        recolour(odd, Grey(), "a.pdf")


@given(COLOURS, COLOURS)
def test_grey_keeps_every_contrast(one, other):
    greys = [as_hex(Grey()(colour) * 3) for colour in (one, other)]
    was, now = contrast(as_hex(one), as_hex(other)), contrast(*greys)
    assert now == pytest.approx(was, rel=0.06)


@given(COLOURS)
def test_inks_hold_and_look_alike(colour):
    parts = Cmyk()(colour)
    assert all(0 <= part <= 1 for part in parts)
    assert sum(parts) <= 3
    if max(colour) >= 0.21 or max(colour) - min(colour) > 0.004:
        assert screened(parts) == pytest.approx(colour, abs=0.01)


def test_black_and_grey_are_black_alone_and_dark_letters_are_solid():
    inks = Cmyk()
    assert inks((27 / 255,) * 3) == inks((0.2, 0.2, 0.2)) == (0, 0, 0, 1)
    assert inks((1, 1, 1)) == (0, 0, 0, 0)
    assert inks((0.6, 0.6, 0.6)) == (0, 0, 0, 0.4)


def test_inks_that_somebody_chose_win():
    assert Cmyk({"#17505c": (0.9, 0.4, 0.4, 0.4)})((0x17 / 255, 0x50 / 255, 0x5C / 255)) == (0.9, 0.4, 0.4, 0.4)
