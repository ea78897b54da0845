"""Pictures made from data, read back: how many figures, which are filled, on which side they begin."""

import re
from base64 import b64decode
from xml.etree import ElementTree as ET

import pytest

from evenhand.sheet.figures import certainty_mark, data_uri, icon_array, qr_code, warning_mark

PATH = "{http://www.w3.org/2000/svg}path"
COLOUR = "#17505c"


def people(svg):
    """Centres of the solid and of the empty figures, row by row as drawn."""
    found = {"solid": [], "empty": []}
    for path in ET.fromstring(svg).iter(PATH):
        kind = "empty" if path.get("fill") == "none" else "solid"
        # A figure begins with its head, whose path starts 2 to the left of the centre.
        found[kind] += [(float(x) + 2, float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)a2 2", path.get("d"))]
    return found["solid"], found["empty"]


@pytest.mark.parametrize(("events", "out_of"), [(0, 100), (1, 100), (74, 100), (100, 100), (7, 13), (1, 1)])
def test_as_many_figures_as_people(events, out_of):
    for rtl in (False, True):
        solid, empty = people(icon_array(events, out_of, COLOUR, rtl))
        assert (len(solid), len(empty)) == (events, out_of - events)
        assert len({*solid, *empty}) == out_of, "no two figures stand on one another"


def test_filled_figures_come_first_from_the_readers_side():
    left, _ = people(icon_array(13, 20, COLOUR, rtl=False))
    right, _ = people(icon_array(13, 20, COLOUR, rtl=True))
    assert [x for x, _ in left[:3]] == [5, 15, 25]
    assert [x for x, _ in right[:3]] == [95, 85, 75]
    assert [(100 - x, y) for x, y in right] == left


def test_all_figures_lie_inside_the_picture():
    root = ET.fromstring(icon_array(41, 95, COLOUR, rtl=True))
    width, height = float(root.get("width")), float(root.get("height"))
    solid, empty = people(icon_array(41, 95, COLOUR, rtl=True))
    assert all(3 < x < width - 3 and 0 < y < height - 7 for x, y in [*solid, *empty])


def test_filled_and_empty_differ_without_colour():
    fills = {path.get("fill") for path in ET.fromstring(icon_array(5, 10, COLOUR, rtl=False)).iter(PATH)}
    assert fills == {COLOUR, "none"}


@pytest.mark.parametrize("steps", range(5))
def test_certainty_is_counted_from_the_readers_side(steps):
    fills = [path.get("fill") != "none" for path in ET.fromstring(certainty_mark(steps, COLOUR, rtl=False)).iter(PATH)]
    assert fills == [True] * steps + [False] * (4 - steps)

    def starts(svg):
        return [float(re.match(r"M([\d.]+)", path.get("d"))[1]) for path in ET.fromstring(svg).iter(PATH)]

    assert starts(certainty_mark(steps, COLOUR, rtl=True)) == starts(certainty_mark(steps, COLOUR, rtl=False))[::-1]


def test_every_picture_has_a_size_and_no_letters():
    for svg in (icon_array(3, 10, COLOUR, True), certainty_mark(2, COLOUR, False), warning_mark(COLOUR), qr_code("https://a.example")):
        root = ET.fromstring(svg)
        assert float(root.get("width")) > 0
        assert float(root.get("height")) > 0
        assert not list(root.iter("{http://www.w3.org/2000/svg}text"))


def test_qr_code_is_that_of_the_address_with_its_quiet_zone():
    url = "https://millbrook.example/leaflets"
    svg = qr_code(url)
    assert svg == qr_code(url) != qr_code(url + "/x")
    size = int(ET.fromstring(svg).get("width"))
    # 34 letters with correction M take version 3, 29 modules; four stay empty on each side.
    assert size == 29 + 8
    drawn = modules(svg)
    assert {(x, y) for x, y in drawn if not (4 <= x < 33 and 4 <= y < 33)} == set()
    finder = {(x, y) for x in range(7) for y in range(7) if x in (0, 6) or y in (0, 6) or (2 <= x <= 4 and 2 <= y <= 4)}
    for left, top in ((4, 4), (26, 4), (4, 26)):
        assert {(x - left, y - top) for x, y in drawn if left <= x < left + 7 and top <= y < top + 7} == finder


def modules(svg):
    """Dark modules, from the strokes that segno draws."""
    (path,) = ET.fromstring(svg).iter(PATH)
    x, y, dark = 0.0, 0.0, set()
    for kind, numbers in re.findall(r"([Mmh])([-\d. ]*)", path.get("d")):
        values = [float(n) for n in re.findall(r"-?[\d.]+", numbers)]
        if kind == "M":
            x, y = values
        elif kind == "m":
            x, y = x + values[0], y + values[1]
        else:
            dark |= {(int(x) + i, int(y)) for i in range(int(values[0]))}
            x += values[0]
    return dark


def test_data_address_gives_the_picture_back():
    head, _, tail = data_uri("<svg>é</svg>").partition(",")
    assert head == "data:image/svg+xml;base64"
    assert b64decode(tail).decode() == "<svg>é</svg>"
