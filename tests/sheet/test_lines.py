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
