"""The words and letters that translations are compared by: data files, units of CLDR, alphabets, masks."""

import string
from pathlib import Path

import pytest

from evenhand.checks.alphabet import NEIGHBOURS, Alphabet
from evenhand.checks.pair import DATA, TAG, end_of, masked
from evenhand.checks.units import spellings, units
from evenhand.checks.usage import Usages
from evenhand.finding import Trouble
from evenhand.translation.language import find_language
from evenhand.translation.marks import sentence_marks

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "templates/usage").glob("*.yaml"))
NUMBERS = {"half", "twice", *map(str, range(2, 13))}


@pytest.fixture(scope="module")
def usages():
    return Usages((ROOT / "templates",))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_file_has_every_number_and_each_number_s_words_are_its_own(usages, path):
    usage = usages.of(path.stem)
    assert usage.numbers == NUMBERS
    assert usage.language.tag == path.stem
    # "twice" may hold "two"; else the words of one number name no other.
    for number in NUMBERS - {"twice", "11", "12"}:
        words = {h.group for h in usage.words.scan(_first(path, number))}
        assert f"number:{number}" in words
        assert words - {f"number:{number}", "question"} <= {"number:twice"}


def _first(path, number):
    line = next(x for x in path.read_text(encoding="utf-8").splitlines() if x.strip().startswith((f'"{number}"', f"{number}:")))
    return line.partition(":")[2].split(",")[0].strip(" |") or "اثنان"


def test_languages_of_handouts_all_have_usage(everything):
    assert {p.stem for p in FILES} >= {*everything.languages, *(h.language for h in everything.handouts.values())}


def test_little_words_give_one_language_away(usages):
    english = usages.of("en").little
    for path in FILES:
        if path.stem != "en":
            assert not english & usages.of(path.stem).little


def test_a_region_takes_the_words_of_its_language(usages):
    assert usages.of("fr-CA").numbers == NUMBERS
    assert usages.of("sw").numbers == frozenset()


def test_a_phrase_that_cannot_be_read(tmp_path):
    (tmp_path / "usage").mkdir()
    (tmp_path / "usage/es.yaml").write_text('language: es\nnumbers:\n  half: mitad\n  "2": "dos, (ambos"\n', encoding="utf-8")
    with pytest.raises(Trouble) as trouble:
        Usages((tmp_path,)).of("es")
    assert [(f.code, f.place.line) for f in trouble.value.findings] == [("F013", 4)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("take 5 mg now", ("mg",)),
        (f"{DATA} g and {DATA}ml", ("g", "ml")),
        ("at 38 °C, 5%", ("°C", "%")),
        ("ten per cent", ("per cent",)),
        ("a g string, l and m; img mgr", ()),
        ("mg-test", ()),
    ],
)
def test_units_in_a_text(text, found):
    assert units(text) == found


@pytest.mark.parametrize(
    ("unit", "tag", "spelling"),
    [("mg", "ru", "мг"),
     ("mg", "zh-Hans", "毫克"), ("kg", "hi", "किलोग्राम"), ("%", "ar", "٪"), ("percent", "fr", "pour cent"),
     ("cm", "ur", "سینٹی میٹر"), ("mcg", "es", "microgramos"), ("°C", "vi", "độ c")],
)  # fmt: skip
def test_units_as_languages_write_them(unit, tag, spelling):
    assert spelling in spellings(unit, find_language(tag))


def test_masks_keep_places():
    text = 'A <b>bold</b> {n} <foreign lang="en">word</foreign> end'
    found = masked(text)
    assert len(found) == len(text)
    assert found.replace(TAG, "").replace(DATA, "") == "A bold   end"
    assert masked("a < b and c") == "a < b and c"


@pytest.mark.parametrize(
    ("form", "mark"),
    [("Stop.", "."), ("Stop.”", "."), ("<b>Stop?</b>", "?"), ("So …", "…"), ("So...", "…"), ("{n}", ""), ("停。", "."), ("Label", "")],
)
def test_how_a_source_ends(form, mark):
    assert end_of(form) == mark


@pytest.mark.parametrize("tag", [*(p.stem for p in FILES), "fa", "am", "hy", "el", "my", "bn", "ta", "he", "ka", "sw", "tr", "ja", "ko"])
def test_a_language_s_own_marks_and_common_signs_are_never_odd(tag):
    alphabet = Alphabet(find_language(tag))
    marks = sentence_marks(find_language(tag))
    plain = string.digits + string.punctuation + " \u00a0\u202f–—“”„«»‘’…" + "".join(marks.values())
    assert alphabet.odd([plain]) == {}


def test_neighbours_write_other_letters():
    for tag, letters in NEIGHBOURS.items():
        alphabet = Alphabet(find_language(tag))
        assert set(alphabet.odd(["".join(letters)]).values()) == {"neighbour"}
        assert alphabet.odd(["".join(letters.values())]) == {}


def test_an_alphabet_forgets_nothing():
    alphabet = Alphabet(find_language("es"))
    assert alphabet.odd(["a\u00adb"]) == alphabet.odd(["a\u00adb"]) == {"\u00ad": "forbidden"}
    assert alphabet.odd(["ab", "с"]) == {"с": "foreign"}
