"""Fonts found by file, proven letter by letter, and Han faces cut to what a page needs."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
import uharfbuzz as hb

from evenhand.finding import Trouble
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf, cut_face, face_css
from evenhand.sheet.script import LATIN, SCRIPTS, script_of


@pytest.fixture(scope="module")
def shelf():
    return FontShelf(SYSTEM_FOLDERS)


def test_family_is_two_named_files_with_their_hashes(shelf):
    family = shelf.family("Deva")
    assert [Path(f.path).name for f in family.files] == ["NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf"]
    for file in family.files:
        assert file.sha256 == hashlib.sha256(Path(file.path).read_bytes()).hexdigest()
    assert family.name.startswith("EH "), "a private name: no font of the machine can be taken for it"
    assert shelf.family("Deva") is family


def test_latin_comes_last_and_each_family_once(shelf):
    names = [family.script for family in shelf.families(("Arab", "Latn", "Arab"))]
    assert names == ["Arab", "Latn"]
    # Cyrillic and Latin are one font.
    assert len(shelf.families(("Cyrl",))) == 1


def test_script_without_a_record_is_set_like_latin():
    assert script_of("Zzzz") is SCRIPTS[LATIN]


def test_fonts_that_are_missing_are_a_fault_of_the_machine(tmp_path):
    empty = FontShelf([tmp_path, tmp_path / "none"])
    assert not empty.has(SCRIPTS["Deva"])
    with pytest.raises(Trouble) as caught:
        empty.family("Deva")
    assert caught.value.usage
    (fault,) = caught.value.findings
    assert (fault.code, "NotoSansDevanagari-Bold.ttf" in fault.what, "fonts-noto-core" in fault.mend) == ("L001", True, True)


def test_one_weight_alone_is_not_enough(shelf, tmp_path):
    os.symlink(shelf.family("Deva").files[0].path, tmp_path / "NotoSansDevanagari-Regular.ttf")
    assert not FontShelf([tmp_path]).has(SCRIPTS["Deva"])


def test_first_folder_wins(shelf, tmp_path):
    for file in shelf.family("Deva").files:
        os.symlink(file.path, tmp_path / Path(file.path).name)
    own = FontShelf([tmp_path, *SYSTEM_FOLDERS]).family("Deva")
    assert all(Path(file.path).parent == tmp_path for file in own.files)


def test_letters_that_no_family_has(shelf):
    latin, both = shelf.families((LATIN,)), shelf.families(("Deva",))
    assert shelf.lacking("Back pain, 12 – “é”", latin) == []
    assert shelf.lacking("कमर \U0001f9ff ab", latin) == sorted("कमर\U0001f9ff")
    assert shelf.lacking("कमर \U0001f9ff \U0001f9ff ab", both) == ["\U0001f9ff"]


def test_what_a_script_lacks_is_told_without_reading_its_fonts_whole(shelf, monkeypatch):
    text = "aßक漢\u200d🂡"
    whole = {code: shelf.lacking(text, shelf.families((code,))) for code in ("Deva", "Hans", "Hant", LATIN)}
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    other = FontShelf(SYSTEM_FOLDERS)
    assert {code: other.lacking_in(text, code) for code in whole} == whole
    assert whole["Deva"] == ["漢", "🂡"]


def test_marks_that_draw_nothing_need_no_font(shelf):
    assert shelf.lacking("\u2067a\u2069\u00ad\u200b\u200c\u200d\u202f\n\t", shelf.families((LATIN,))) == []


def test_letter_must_be_in_both_weights(shelf):
    family = shelf.family("Hans")
    odd = replace(family, name="EH odd", files=(family.files[0], shelf.family(LATIN).files[1]))
    assert ord("中") in shelf.coverage(family)
    assert ord("中") not in shelf.coverage(odd)


# Han


TEXT = "背痛不能等 abc"


def test_han_face_is_cut_to_the_same_bytes_each_time(shelf, tmp_path):
    file = shelf.family("Hans").files[0]
    first, second = cut_face(file, TEXT, tmp_path / "a"), cut_face(file, TEXT[::-1] + TEXT, tmp_path / "b")
    assert first.name == second.name, "the order of letters does not matter"
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size < Path(file.path).stat().st_size / 20


def test_cut_face_has_its_letters_under_the_numbers_of_the_whole_font(shelf, tmp_path):
    file = shelf.family("Hans").files[1]
    cut = hb.Font(hb.Face(hb.Blob.from_file_path(str(cut_face(file, TEXT, tmp_path)))))
    whole = hb.Font(hb.Face(hb.Blob.from_file_path(file.path), file.index))
    for letter in set(TEXT):
        assert cut.get_nominal_glyph(ord(letter)) == whole.get_nominal_glyph(ord(letter))
    assert not cut.get_nominal_glyph(ord("肺"))


def test_cut_face_is_kept(shelf, tmp_path):
    file = shelf.family("Hans").files[0]
    before = cut_face(file, TEXT, tmp_path).stat()
    after = cut_face(file, TEXT, tmp_path).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert cut_face(file, TEXT + "肺", tmp_path).name not in {cut_face(file, TEXT, tmp_path).name}


def test_each_han_country_has_its_own_face(shelf):
    faces = {code: shelf.family(code) for code in ("Hans", "Hant", "Jpan", "Kore")}
    assert len({family.files[0].index for family in faces.values()}) == 4
    assert len({family.name for family in faces.values()}) == 4


def test_rules_name_private_families_and_files(shelf, tmp_path):
    css = face_css(shelf.families(("Hans",)), TEXT, tmp_path)
    rules = css.split("\n")
    assert len(rules) == 4
    assert [("font-weight:400" in rule, "font-weight:700" in rule) for rule in rules] == [(True, False), (False, True)] * 2
    assert all('src:url("file:///' in rule for rule in rules)
    assert ".ttc" not in css
    assert len(list(tmp_path.glob("*.otf"))) == 2
