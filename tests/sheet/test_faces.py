"""Fonts that are cut in one go, kept and pressed once are the files that WeasyPrint makes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evenhand.sheet.fonts import cut_outlines
from evenhand.sheet.swift import faces
from evenhand.sheet.swift.faces import _Kept, once
from evenhand.sheet.swift.files import Pressed

# Languages whose fonts have PostScript outlines.
OUTLINES = {"zh-Hans", "zh-Hant", "ja", "ko", "yue"}
ROOT = Path(__file__).resolve().parents[2]
# Draws the sentences of every language, each of them twice; writes a digest of each PDF, and one of its text and its picture. Argument 1:
# with the mends, or without.
DRAW = """
import hashlib, json, sys
from pathlib import Path
from evenhand.sheet.swift import faces
if sys.argv[1] == "slow":
    faces.apply = lambda everywhere: None
import fidelity, pypdfium2
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.press import Press
scratch = Path(sys.argv[2])
press, fonts = Press(scratch), FontShelf(SYSTEM_FOLDERS)
def digests(tag):
    pdf = fidelity.pressed(press, fonts, tag, scratch)[1]
    pages = list(pypdfium2.PdfDocument(pdf))
    seen = [(page.get_textpage().get_text_range(), page.render(scale=3).to_pil().tobytes()) for page in pages]
    return [hashlib.sha256(told).hexdigest() for told in (pdf, repr(seen).encode())]
made = {tag: [digests(tag) for _ in "12"] for tag in fidelity.SENTENCES}
print(json.dumps(made))
"""


def drawn(folder, how):
    folder.mkdir()
    path = os.pathsep.join((str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")))
    ran = subprocess.run(
        [sys.executable, "-c", DRAW, how, str(folder)], check=True, capture_output=True, env=os.environ | {"PYTHONPATH": path}
    )
    return json.loads(ran.stdout)


@pytest.mark.slow
def test_fonts_of_every_language_are_the_same_files(tmp_path):
    swift, slow = drawn(tmp_path / "swift", "swift"), drawn(tmp_path / "slow", "slow")
    assert len(slow) > 30
    assert {"en", "ur", "hi", "th", "zh-Hans"} <= slow.keys()
    for tag, (first, second) in slow.items():
        assert first == second, tag
        if tag in OUTLINES:
            # Cut by another HarfBuzz, which puts the same outlines down in another way.
            assert [seen for _, seen in swift[tag]] == [first[1], first[1]], tag
            assert swift[tag][0] == swift[tag][1], tag
        else:
            assert swift[tag] == [first, first], tag


def test_a_font_that_cannot_be_cut_is_left_to_weasyprint():
    assert cut_outlines(b"no font", [0, 1], [], hinting=True, notdef=False) == b""


class Font:
    """What is asked of a font of WeasyPrint."""

    def __init__(self, kept, face="a face", **more):
        self.evenhand_kept, self.hb_face, self.file_content = kept, face, None
        self.missing, self.used_in_forms, self.tables = {}, False, ["glyf"]
        self.__dict__.update(more)


def cut(font, codes, told=()):
    """The file that a font gets, and whether it was made."""
    made = []

    def make():
        made.append(True)
        font.file_content = b"true" + repr((font.hb_face, sorted(codes), told)).encode()

    once(font, codes, told, make)
    return font.file_content, bool(made)


def test_a_font_is_cut_again_for_other_glyphs_another_face_or_other_composed_ones():
    kept = _Kept()
    first, made = cut(Font(kept), {5: "a", 3: "b"})
    assert made
    assert type(first) is Pressed
    assert first[:4] == b"true"
    assert cut(Font(kept), {3: "c", 5: "d"}) == (first, False)
    composed = ([(7, 100, ((5, 0, 0),))],)
    for face, codes, told in (("a face", {5: "a"}, ()), ("a face", {5: "a", 3: "b"}, composed), ("another", {5: "a", 3: "b"}, ())):
        other, made = cut(Font(kept, face), codes, told)
        assert made
        assert other.data != first.data


@pytest.mark.parametrize("more", [{"missing": {9: 1}}, {"used_in_forms": True}, {"tables": ["fvar", "glyf"]}, {"evenhand_kept": None}])
def test_a_font_whose_file_hangs_on_more_or_is_asked_for_whole_is_not_kept(more):
    kept = _Kept()
    for _ in range(2):
        file, made = cut(Font(kept, **more), {5: "a"})
        assert made
        assert type(file) is bytes


def test_what_is_kept_is_bounded_and_what_was_asked_for_stays(monkeypatch):
    monkeypatch.setattr(faces, "_KEPT", 3 * len(cut(Font(_Kept()), [0])[0].data) + 20)
    kept = _Kept()
    for code in (1, 2, 3, 1, 4):
        cut(Font(kept), [code])
    assert [cut(Font(kept), [code])[1] for code in (1, 4, 3)] == [False] * 3
    assert cut(Font(kept), [2])[1]
    assert sum(len(file.data) for file in kept._known.values()) == kept._size <= faces._KEPT
