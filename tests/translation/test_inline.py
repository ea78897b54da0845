from hypothesis import example, given
from hypothesis import strategies as st

from evenhand.translation.inline import Mark, aligned, code_counts, cut, join, marks

PIECES = ["{n}", "{a.b}", "<b>", "</b>", '<term id="x">', "</term>", '<foreign lang="en">', "</foreign>", "<b/>", "<i>", "{", "}", "&lt;",
          "&", "\x01", "\ufffe", "\r", "\n", " ", "words", "كلمة", "<b >", "<term id='\x02'>"]  # fmt: skip
MARKED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join)


@given(MARKED)
@example("<b><term id='q'>x</b></term>")
@example("<b>{n}</b><b>")
def test_a_text_comes_back_to_the_letter(text):
    assert join(cut(text)) == text


@given(MARKED, MARKED)
def test_a_text_keeps_its_letters_beside_any_source(target, source):
    assert join(aligned(cut(target), cut(source)), cut(source)) == target


@given(MARKED)
def test_pairs_are_nested_and_ids_are_unique(text):
    waiting, seen = [], set()
    for mark in marks(cut(text)):
        if mark.role == "close":
            assert waiting.pop() == mark.id
            continue
        assert mark.id not in seen
        seen.add(mark.id)
        waiting += [mark.id] if mark.role == "open" else []
    assert not waiting


@given(MARKED)
def test_codes_without_their_text_take_that_of_the_source(text):
    bare = tuple(Mark(p.id, p.role) if isinstance(p, Mark) else p for p in cut(text))
    assert join(bare, cut(text)) == text


def test_codes_of_a_translation_have_the_ids_of_the_source():
    source, target = cut("<b>{n} of {m}</b> and {n}"), cut("{n}: {m} <b>x</b> {n} {n} {o}")
    ids = [(m.id, m.native) for m in marks(aligned(target, source))]
    assert ids == [("2", "{n}"), ("3", "{m}"), ("1", "<b>"), ("1", "</b>"), ("4", "{n}"), ("t5", "{n}"), ("t6", "{o}")]


def test_codes_are_counted_as_they_are_written():
    assert code_counts(["<b>{n}</b> {n}", "\x01"]) == {"<b>": 1, "</b>": 1, "{n}": 2}
