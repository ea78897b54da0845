"""What is written of a page with less work is what WeasyPrint and pydyf write, for odd numbers, colours, sizes and drawings too."""

import json
import subprocess
import sys

import pytest

# Tells what is written before the mends and after them.
TELL = """
import json, sys
import pydyf, weasyprint
from xml.etree import ElementTree
from tinycss2.color5 import parse_color
from weasyprint import svg
from weasyprint.images import SVGImage
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream
from evenhand.sheet import swift

NUMBERS = [0, -0.0, 1, -7, 2.0, 0.1, -1e-9, 1e-7, 12345.678901, 1 / 3, 1e15, float(2**53), True]
COLOURS = ["red", "#12345678", "rgb(none 50% 25% / 40%)", "hsl(120 100% 25%)", "hwb(40 20% 30%)", "lab(50% 40 59)", "oklch(60% 0.15 50)"]
COLOURS += ["color(xyz 0.1 0.2 0.3)", "color(display-p3 1 0.5 0)", "device-cmyk(0 81% 81% 30%)", "transparent", "#000", "red"]
SIZES = ["", None, 0, "0", "12", " 3 ", "1e2", "-.5", "2em", "1rem", "4ex", "50%", "3pt", "x", "nan", 1.5]
PATHS = ["M3 2.9a2 2 0 1 1 4 0a2 2 0 1 1-4 0zM1.6 9.7v-1.6a2.6 1.6 30 0 1 2.6-2.6h1.6z"]
PATHS += ["m10% 5l5 5c1 2 3 4 5 6s1 1 2-1.5q1 1 2 2t3e0 1", "M1,1L2 3"]

def stream():
    made = Stream({}, (0, 0, 9, 9), pydyf.Dictionary({"ExtGState": {}, "ColorSpace": {}}), {}, None, {}, None)
    return made

def numbers():
    one = stream()
    for number in NUMBERS:
        yield pydyf._to_bytes(number).decode()
        one.move_to(number, 1), one.line_to(2, number), one.rectangle(number, 0, 1.5, number), one.set_matrix(1, number, 0, 1, number, 0.5)
        one.curve_to(number, number, 0, 1, 2, 3)
    yield [item.decode() for item in one.stream]

def colours():
    one = stream()
    for stroke in (False, True):
        for colour in COLOURS:
            one.set_color(parse_color(colour), stroke)
    yield [item.decode() for item in one.stream], sorted(one._resources["ExtGState"])
    yield repr((one._current_color, one._current_color_stroke, one._current_alpha, one._current_alpha_stroke))

def stacked():
    one = stream()
    with one.stacked():
        one.transform(2, 0, 0, 2, 1, 1)
        with one.stacked():
            pass
    try:
        with one.stacked():
            one.move_to(1, 1)
            raise KeyError
    except KeyError:
        one.end()
    yield [item.decode() for item in one.stream], repr(one._ctm_stack)

def places():
    odd = Matrix(1 / 3, -0.0, 0, -1, 7.25, -0.0)
    for x in NUMBERS:
        for matrix in (odd, Matrix(), Matrix(x, 1, -1, x, 0, x), odd @ Matrix(d=x, e=x), Matrix(x) @ odd @ odd):
            yield repr(matrix), type(matrix).__name__, repr(list(matrix.transform_point(x, -x)))

def sizes():
    for size in SIZES:
        yield [repr(svg.size(size, font, 40)) for font in (10, 16)]

def drawings():
    for side in (30, 50):
        for path in PATHS + PATHS:
            text = f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}"><path d="{path}"/></svg>'
            one = stream()
            SVGImage(ElementTree.fromstring(text), f"data:,{text}", None, None).draw(one, side, side, {"font_size": 16})
            yield b"\\n".join(item if type(item) is bytes else str(item).encode() for item in one.stream).decode()

def told():
    return [list(how()) for how in (numbers, colours, stacked, places, sizes, drawings)]

before = told()
swift.apply(weasyprint)
json.dump([before, told()], sys.stdout)
"""
NAMES = ("numbers", "colours", "stacked", "places", "sizes", "drawings")


@pytest.fixture(scope="module")
def told():
    answer = subprocess.run([sys.executable, "-c", TELL], capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


@pytest.mark.parametrize("place", range(len(NAMES)), ids=NAMES)
def test_the_same_is_written(told, place):
    before, after = told
    assert before[place]
    assert after[place] == before[place]
