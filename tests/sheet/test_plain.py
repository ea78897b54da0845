"""Plain text: read off a page, in its order, with nothing of the markup left, and safe from right to left."""

import unicodedata
from xml.etree import ElementTree as ET

import pytest

from evenhand.sheet.plain import plain_text


@pytest.fixture
def text():
    def read(body, way="ltr", colon=":"):
        return plain_text(ET.fromstring(f'<html dir="{way}"><head><title>x</title></head><body>{body}</body></html>'), colon)

    return read


def test_headings_stand_alone_and_texts_close_under_their_own(text):
    page = """<h1>Title</h1><p>About it.</p><section><h2><span class="no" dir="ltr">1</span> <span>Part</span></h2>
        <h3>Small</h3><p>One.</p><p>Two
        goes on.</p><h3>Why?</h3><p>Three.</p></section>"""
    assert text(page) == "Title\n\nAbout it.\n\n\n1. Part\n\nSmall:\nOne.\n\nTwo goes on.\n\nWhy?\nThree.\n"


def test_lists_have_dashes_or_numbers(text):
    page = '<p class="intro">These:</p><ul><li>a</li><li>b</li></ul><ol><li>first</li><li>second</li></ol><p>End.</p>'
    assert text(page) == "These:\n- a\n- b\n1. first\n2. second\n\nEnd.\n"


def test_numbered_lists_have_the_digits_of_the_language():
    page = ET.fromstring("<html><body><ol><li>a</li><li>b</li></ol></body></html>")
    assert plain_text(page, ":", "beng") == "১. a\n২. b\n"


def test_a_list_of_sources_keeps_the_numbers_that_the_text_cites(text):
    page = """<p>Said. <span class="ref">[<a href="#source-2">2</a>]</span></p><ol class="src"><li id="source-1"><b>1</b> A, <b>B</b>.</li>
        <li id="source-2"><b>2</b> C. <a href="https://doi.org/10.1/x">10.1/\u200bx</a></li></ol>"""
    assert text(page) == "Said. [2]\n\n[1] A, B.\n[2] C. https://doi.org/10.1/x\n"


def test_tables_read_row_by_row_with_the_name_of_each_column(text):
    page = """<table><thead><tr><th>Option</th><th>Harm</th></tr></thead><tbody>
        <tr><th data-label="Option:">Wait</th><td data-label="Harm:">None.</td></tr>
        <tr><th data-label="Option:">Walk</th><td data-label="Harm:">Sore legs.</td></tr></tbody></table>"""
    assert text(page) == "Option: Wait\nHarm: None.\n\nOption: Walk\nHarm: Sore legs.\n"


def test_a_label_over_a_line_break_gets_the_colon_of_the_language(text):
    page = '<p class="yes"><span class="key"/><b>Better</b><br/>74 of 100</p><p class="no-"><b>Not</b><br/>26 of 100</p>'
    assert text(page, colon="\u00a0:") == "Better\u00a0: 74 of 100\nNot\u00a0: 26 of 100\n"
    assert text('<p><span class="lb">Open</span><br/><span>Mon 8–18</span><br/><span>Sat 9–12</span></p>') == "Open: Mon 8–18\nSat 9–12\n"
    assert text("<p><b>Bold</b> and more<br/>next</p>") == "Bold and more\nnext\n"


def test_what_only_paper_needs_and_pictures_of_shares_are_left_out(text):
    page = """<nav><a href="#a">To a</a></nav><p class="x paper">Ask for: ____</p><section class="half paper"><h2>Notes</h2></section>
        <p>Kept.</p><div><img class="array" alt="74 of 100 figures are filled."/><p>74 of 100</p></div><p><img alt="A knee."/></p>"""
    assert text(page) == "Kept.\n\n74 of 100\n\n[A knee.]\n"


NUMBERS = '<dl><div><dt>هاتف</dt><dd dir="ltr"><a href="tel:+441134960123">0113 496 0123</a></dd></div></dl>'


def test_from_right_to_left_what_runs_the_other_way_is_kept_apart(text):
    assert text(NUMBERS, "rtl") == "هاتف: \u20660113 496 0123\u2069\n"
    # A bare number needs no help; one with a mark or a space does.
    page = '<p>من <span dir="ltr">15–20</span> إلى <span dir="ltr">74</span> في <span dir="rtl">24 نوفمبر</span> <bdi>Ann</bdi></p>'
    assert text(page, "rtl") == "من \u206615–20\u2069 إلى 74 في 24 نوفمبر \u2066Ann\u2069\n"


def test_from_left_to_right_there_are_no_marks(text):
    page = '<p>Call <span dir="ltr">0113 496 0123</span>, <bdi>Ann</bdi>.</p><dl><div><dt>Nurse</dt><dd dir="ltr">111</dd></div></dl>'
    assert text(page) == "Call 0113 496 0123, Ann.\n\nNurse: 111\n"
    assert text('<p>This is <span dir="rtl">اردو</span>.</p>') == "This is \u2067اردو\u2069.\n"


def test_letters_are_composed_and_spaces_that_do_not_break_stay(text):
    told = text("<p>cafe\u0301   1\u202f000\n people</p>")
    assert told == "café 1\u202f000 people\n"
    assert told == unicodedata.normalize("NFC", told)
