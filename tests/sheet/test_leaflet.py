"""A finished page read back: where its letters lie, how large, how heavy, in which colour."""

import io

import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from evenhand.sheet.leaflet import opened, picture, read_leaflet


@pytest.fixture(scope="module")
def page(press):
    """One page with a line in each dress."""
    lines = (
        ("plain", ""),
        ("large", "font-size:18pt"),
        ("heavy", "font-weight:700"),
        ("coloured", "color:#a41e22"),
        ("raised", "position:relative; left:20mm"),
    )
    body = "".join(f'<p style="margin:0 0 2mm; {style}">{word}</p>' for word, style in lines)
    return press(body).pdf


@pytest.fixture(scope="module")
def inks(page):
    """The ink of each line, by its first word, in the order of the page."""
    (sheet,) = read_leaflet(page)
    found = sorted(sheet.inks, key=lambda ink: ink.top)
    assert [ink.letters for ink in found] == [len(word) for word in ("plain", "large", "heavy", "coloured", "raised")]
    return dict(zip(("plain", "large", "heavy", "coloured", "raised"), found, strict=True))


def test_size_weight_and_colour(inks):
    dress = {word: (ink.size, ink.bold, ink.colour) for word, ink in inks.items()}
    assert dress == {
        "plain": (12, False, "#000000"),
        "large": (18, False, "#000000"),
        "heavy": (12, True, "#000000"),
        "coloured": (12, False, "#a41e22"),
        "raised": (12, False, "#000000"),
    }


def test_places_are_millimetres_from_the_top_left(inks):
    assert inks["plain"].left == pytest.approx(10, abs=0.6)
    assert inks["raised"].left == pytest.approx(30, abs=0.6)
    assert 10 < inks["plain"].top < inks["plain"].bottom < 17
    assert all(ink.left < ink.right and ink.top < ink.bottom for ink in inks.values())


def test_page_has_its_size_its_edges_and_its_words(page):
    (sheet,) = read_leaflet(page)
    assert (sheet.width, sheet.height) == pytest.approx((100, 80), abs=0.1)
    assert sheet.text.split() == ["plain", "large", "heavy", "coloured", "raised"]
    assert sheet.left == pytest.approx(10, abs=0.6)
    assert sheet.left < sheet.right < 90
    assert 10 < sheet.top < sheet.bottom < 70


def test_letters_beyond_the_margin_are_seen(press):
    (sheet,) = read_leaflet(press('<p style="white-space:nowrap; margin-left:-8mm">' + "W" * 40 + "</p>").pdf)
    assert sheet.left < 4
    assert sheet.right > 95


def test_empty_page_has_no_ink(press):
    (sheet,) = read_leaflet(press("<p></p>").pdf)
    assert (sheet.text.strip(), sheet.inks, sheet.right) == ("", (), 0)


def test_every_page_is_read(press):
    sheets = read_leaflet(press('<p>one</p><p style="break-before:page">two</p>').pdf)
    assert [sheet.text.strip() for sheet in sheets] == ["one", "two"]


def test_picture_of_a_page(press):
    pdf = press('<p>one</p><p style="break-before:page; background:#a41e22; height:50mm">two</p>').pdf
    image = Image.open(io.BytesIO(picture(pdf)))
    assert (image.format, image.width) == ("PNG", 300)
    assert picture(pdf) == picture(pdf) != picture(pdf, page=1)
    assert Image.open(io.BytesIO(picture(pdf, page=1))).convert("RGB").getpixel((150, 120))[0] > 100


def test_edges_and_letters_are_those_of_the_readers_own_objects(page):
    with opened(page) as leaflet:
        text = leaflet[0].get_textpage()
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
        said = [thing.extract().strip() for thing in leaflet[0].get_objects(filter=[FPDF_PAGEOBJ_TEXT], textpage=text)]
        (sheet,) = read_leaflet(leaflet)
    inked = [box for box in boxes if box[2] > box[0] and box[3] > box[1]]
    assert (sheet.left, sheet.right) == pytest.approx((min(b[0] for b in inked) * 25.4 / 72, max(b[2] for b in inked) * 25.4 / 72))
    assert [ink.letters for ink in sheet.inks] == [len(words) for words in said if words]


def test_a_stretch_longer_than_there_is_room_for_is_counted_whole(press):
    sheets = read_leaflet(press('<p style="white-space:nowrap; font-size:1pt">' + "word " * 900 + "</p>").pdf)
    assert sum(ink.letters for ink in sheets[0].inks) == 900 * 5 - 1
