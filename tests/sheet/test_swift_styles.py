"""Styles, boxes and blocks of the swift press against those of WeasyPrint itself, to the last digit."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

# Tells what WeasyPrint makes of pages: what each element's style says, and where each box lies. Argument 1: swift or slow.
TELL = """
import json, sys
import weasyprint
from weasyprint.css import INITIAL_VALUES, get_all_computed_styles
from weasyprint.css.targets import TargetCollector
# Names for the direction of writing are none of a style, but of rules.
NAMES = [name for name in sorted(INITIAL_VALUES) if not {"block", "inline"} & set(name.split("_"))]
if sys.argv[1] == "swift":
    from evenhand.sheet import swift
    from evenhand.sheet.swift.pages import Pages
    swift.apply(weasyprint)
    make = lambda page: Pages(weasyprint, list).make(page, None)
else:
    make = lambda page: weasyprint.HTML(string=page, base_url="about:blank")

def said(style):
    return {key: repr(sorted(style[key]) if type(style[key]) is set else style[key]) for key in NAMES}

def styles(page, css):
    html = make(page)
    style_for = get_all_computed_styles(html, [weasyprint.CSS(string=css)], target_collector=TargetCollector())
    for element in html.etree_element.iter():
        for kind in (None, "before", "after", "marker", "first-line", "first-letter"):
            style = style_for(element, kind)
            if style is not None:
                yield [element.tag, kind, said(style)]
                yield [element.tag, "anonymous", said(style.anonymous_style)]

def boxes(page, css):
    html = make(page)
    # Twice, as a page is laid out at two densities.
    html.render(stylesheets=[weasyprint.CSS(string=css + " p { margin-top: 9px }")])
    for page in html.render(stylesheets=[weasyprint.CSS(string=css)]).pages:
        for box in page._page_box.descendants(placeholders=True):
            sizes = [getattr(box, name, None) for name in ("position_x", "position_y", "width", "height", "margin_left", "padding_top")]
            borders = [getattr(box, f"border_{side}_width", None) for side in ("left", "top")]
            yield [type(box).__name__, box.element_tag, getattr(box, "text", ""), repr(sizes), repr(borders)]

cases = json.load(sys.stdin)
tell = lambda how, page, css: [line for line in how(page, css)]
json.dump({name: [tell(styles, *case), tell(boxes, *case)] for name, case in cases.items()}, sys.stdout)
"""
PAGE = "<!DOCTYPE html><html lang='en'><head><title>A</title></head><body>{}</body></html>"
WORDS = "Some words of a leaflet that take more than a line of their narrow page, and a few more."
CASES = yaml.safe_load((Path(__file__).parent / "swift-pages.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def told():
    cases = json.dumps({name: (PAGE.format(case["body"].replace("WORDS", WORDS)), case["css"]) for name, case in CASES.items()})
    # Fonts of the system: a press of this process may have told fontconfig of none.
    env = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    asked = [
        subprocess.run([sys.executable, "-c", TELL, how], input=cases, capture_output=True, text=True, env=env) for how in ("swift", "slow")
    ]
    assert not any(run.returncode for run in asked), asked[0].stderr + asked[1].stderr
    return [json.loads(run.stdout) for run in asked]


@pytest.mark.parametrize("case", CASES)
def test_styles_and_boxes_are_those_of_weasyprint(told, case):
    (swift_styles, swift_boxes), (slow_styles, slow_boxes) = (each[case] for each in told)
    assert len(swift_styles) > 4
    for swift, slow in zip(swift_styles, slow_styles, strict=True):
        assert swift == slow, {key: (swift[2][key], slow[2][key]) for key in slow[2] if swift[2][key] != slow[2][key]}
    assert swift_boxes == slow_boxes
