"""Lines that are told by the widths of words are those that WeasyPrint finds by trying."""

import datetime as dt
import random
from types import SimpleNamespace

import pytest

from evenhand.build.plan import Filters, plan
from evenhand.build.trial import Trial
from evenhand.build.work import open_workshop
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS

LANGUAGES = ("en", "ar", "fa", "hi", "ko", "ru", "ta", "ur", "zh-Hans")


@pytest.fixture(scope="module")
def drawn(everything, tmp_path_factory):
    """The flagship as it was laid out in a language."""
    shop = open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path_factory.mktemp("lines"))

    def call(language):
        (job,) = plan(everything, Filters(("stem-cell-back-pain",), (language,), (), ("a4",)), dt.date(2026, 11, 24), set())[:1]
        trial = Trial(shop, job, shop.fonts.families(job.order.scripts))
        trial.draw(0)
        return trial.drawn[0][1]._laid

    return call


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_words_tell_is_what_trying_finds(drawn, language):
    from weasyprint.formatting_structure.boxes import TextBox
    from weasyprint.layout import inline

    from evenhand.sheet.swift.lines import _tellable, lines_of

    dice, told, asked = random.Random(language), 0, 0
    context = SimpleNamespace(dictionaries={})
    boxes = [box for box in drawn(language)._root.descendants() if isinstance(box, TextBox) and len(box.text) > 30]
    assert len(boxes) > 40
    for box in (box for box in boxes if _tellable(box.text, box.style)):
        lines, text, room = lines_of(box.style.font_config), box.text, dice.uniform(box.style["font_size"] * 3, 600)
        while text:
            found, tried = lines.first(text, box.style, room), inline.split_first_line.tried(text, box.style, context, room, 0)
            asked += 1
            if found is not None:
                told += 1
                assert (found[0].text, *found[1:]) == (tried[0].text, *tried[1:]), (text, room)
            text = text.encode()[tried[2] :].decode() if tried[2] else ""
    # Where it is not certain WeasyPrint tries, which takes its time: that is to be rare.
    assert told > asked * 0.6


def texts(laid):
    """The texts of a page before layout, with their styles."""
    from weasyprint.formatting_structure.boxes import TextBox

    return [(box.text, box.style) for box in laid._root.descendants() if isinstance(box, TextBox)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pango_is_asked_once_for_what_weasyprint_asks_in_steps(drawn, language):
    from weasyprint.text import line_break

    from evenhand.sheet.swift.lines import _tellable, lines_of

    told = [(text, style) for text, style in texts(drawn(language)) if _tellable(text, style)]
    for text, style in told:
        line, layout = lines_of(style.font_config)._shaper.line(text, style), line_break.Layout(style)
        layout.set_text(text)
        other = line_break.first_line_metrics(layout.get_first_line()[0], text, layout, None, True, style)
        assert line[1:] == other[1:], text
        assert (line[0].text, line[0].first_line_direction) == (layout.text, layout.first_line_direction)
    assert len(told) > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_reaches_as_far_as_its_glyphs(drawn, language):
    """Added up glyph by glyph, and byte by byte."""
    from weasyprint.text.ffi import ffi, pango

    from evenhand.sheet.swift.lines import _tellable, lines_of
    from evenhand.sheet.swift.measured import Measured

    seen = 0
    for text, style in texts(drawn(language)):
        if not _tellable(text, style):
            continue
        layout, letters, widths = lines_of(style.font_config)._shaper.line(text, style)[0], text.encode(), [0] * (len(text.encode()) + 1)
        measured, node = Measured(layout, ffi, pango), layout.get_first_line()[0].runs
        while node != ffi.NULL:
            run, node = node.data, node.next
            for n in range(run.glyphs.num_glyphs):
                widths[run.item.offset + run.glyphs.log_clusters[n] + 1] += run.glyphs.glyphs[n].geometry.width
        flags = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)[0 : len(text)]
        places = [len(text[:n].encode()) for n in range(1, len(text)) if flags[n].is_line_break]
        stops = [*places, len(letters)]
        assert measured._stops == stops
        assert measured._to == {0: 0} | {stop: sum(widths[: stop + 1]) for stop in stops}
        assert measured._reach == [sum(widths[: len(letters[:stop].rstrip(b" ")) + 1]) for stop in stops]
        seen += len(stops)
    assert seen > 400


def test_lines_that_hang_on_more_than_words_are_left_to_trying(draw):
    """Hyphens, spaced letters, and languages whose lines end by a dictionary."""
    from evenhand.sheet.swift.lines import first_line

    def told(body, style=""):
        boxes = [box for box in draw(f"<p>{body}</p>", style)._laid._root.descendants() if type(box).__name__ == "TextBox"]
        return first_line(boxes[0], 200, 0)

    words = "some words that take a few lines, told by what they measure and by nothing else"
    assert told(words)[2] is not None
    assert told("short")[2] is None
    assert told(words, "p { letter-spacing: 1pt }") is None
    assert told(words, "p { word-spacing: 1pt }") is None
    assert told(words, "p { white-space: pre-wrap }") is None
    assert told(words.replace("words", "wo\u00adrds")) is None
    assert told(f"<span lang='th'>{words}</span>") is None
    long = "immunosuppressant " * 20
    assert told(long)[2] is not None
    assert told(long, "p { hyphens: auto; hyphenate-limit-chars: 14 5 5 }") is None
