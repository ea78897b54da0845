"""Word-by-word changes: nothing lost on either side, in every script."""

from hypothesis import given
from hypothesis import strategies as st

from evenhand.translation.changes import Piece, as_marked, changes, units


def test_a_changed_word_and_its_neighbours() -> None:
    assert as_marked(changes("3 of every 10 got worse.", "5 of every 10 got worse.")) == "[-3-]{+5+} of every 10 got worse."


def test_two_changed_words_in_a_row_are_one_change() -> None:
    assert as_marked(changes("call your doctor", "visit the nurse")) == "[-call your doctor-]{+visit the nurse+}"


def test_placeholders_and_tags_are_whole() -> None:
    assert units("<b>Call</b> {clinic.phone}") == ["<b>", "Call", "</b>", " ", "{clinic.phone}"]


def test_scripts_without_spaces_are_compared_by_letter() -> None:
    assert as_marked(changes("请不要手术。", "请手术。")) == "请[-不要-]手术。"


def test_vowel_signs_stay_with_their_letters() -> None:
    assert "".join(units("ที่นี่")) == "ที่นี่"
    assert units("ที่นี่") == ["ที่", "นี่"]


def test_same_texts_have_no_change() -> None:
    assert changes("a b", "a b") == (Piece("a b", "same"),)
    assert changes("", "") == ()


_TEXTS = st.text(alphabet="ab c.{x}<>่กम हि不要", max_size=40)


@given(_TEXTS, _TEXTS)
def test_both_sides_can_be_read_from_the_pieces(old: str, new: str) -> None:
    pieces = changes(old, new)
    assert "".join(p.text for p in pieces if p.kind != "new") == old
    assert "".join(p.text for p in pieces if p.kind != "gone") == new
