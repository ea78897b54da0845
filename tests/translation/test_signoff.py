"""Records of who signed what: sealed, ordered, mergeable; a damaged one is told and never counts."""

import datetime as dt
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.finding import Trouble
from evenhand.translation.signoff import SignOff, as_yaml, read_signoffs, seal_of, with_record, word_hash

HASH = "0123456789abcdef01234567"


def record(by="Amina Khan", role="translator", handout="back-pain", language="ur", words=None, **more):
    bare = SignOff.model_validate(
        {
            **{"handout": handout, "language": language, "role": role, "by": by, "date": dt.date(2026, 11, 24)},
            **{"words": words or {"title": f"{HASH} {HASH}", "about": f"{HASH} {HASH}"}, **more},
        }
    )
    return bare.model_copy(update={"seal": seal_of(bare)})


@pytest.fixture
def read(tmp_path):
    def call(text, language="ur"):
        path = tmp_path / "signoffs.yaml"
        path.write_text(text, encoding="utf-8")
        found = read_signoffs(path, f"translations/{language}/signoffs.yaml", language, tmp_path)
        return [r.by for r in found.records], [f.code for f in found.faults]

    return call


THREE = as_yaml(with_record(with_record((record(),), record("Omar Ali", "checker")), record("Dr Lee", "clinician")))


def test_what_is_written_is_read_again(read):
    assert read(THREE) == (["Omar Ali", "Dr Lee", "Amina Khan"], [])


@pytest.mark.parametrize("by", ["Åsa Öberg", "أمينة خان", 'Dr "Bob" O\'Neil: GP', "李医生", "yes"])
def test_names_of_all_kinds(read, by):
    assert read(as_yaml([record(by)])) == ([by], [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-11-24", "2026-11-25"),
        ("Omar Ali", "Omar Aly"),
        (f"    title: {HASH} {HASH}\n", ""),
        (f"title: {HASH} {HASH}", f"title: {HASH} {HASH[::-1]}"),
        (f"    title: {HASH} {HASH}\n    about: {HASH} {HASH}", f"    about: {HASH} {HASH}\n    title: {HASH} {HASH}"),
        ("role: checker", "role: clinician"),
    ],
    ids=["date", "name", "key taken away", "hash", "keys reordered", "role"],
)
def test_a_record_that_was_changed_by_hand_does_not_count(read, old, new):
    names, codes = read(THREE.replace(old, new, 1))
    assert "Omar Ali" not in names
    assert len(names) == 2
    assert "S002" in codes


def test_a_record_copied_from_another_language_does_not_count(read):
    assert read(THREE, "ar") == ([], ["S003"] * 3)


def test_a_record_that_stands_twice_counts_once(read):
    block = THREE[THREE.index("- handout") : THREE.index("- handout", THREE.index("- handout") + 1)]
    assert read(THREE.replace(block, block + block)) == (["Omar Ali", "Dr Lee", "Amina Khan"], ["S004"])


def test_records_out_of_order_do_not_count(read):
    names, codes = read(as_yaml([record(), record("Omar Ali", "checker")]))
    assert (names, codes) == (["Amina Khan"], ["S005"])


@pytest.mark.parametrize("cut", [1, 40, 200, 500, 900])
def test_a_file_that_is_cut_off_never_counts(read, cut):
    try:
        names, codes = read(THREE[:-cut])
    except Trouble as trouble:
        names, codes = [], [f.code for f in trouble.findings]
    assert names == []
    assert codes


def test_a_back_translation_must_stay_as_it_was(read, tmp_path):
    back = tmp_path / "back.txt"
    back.write_bytes(b"back")
    text = as_yaml([record(role="clinician", **{"back-translation": {"file": "back.txt", "sha256": hashlib.sha256(b"back").hexdigest()}})])
    assert read(text) == (["Amina Khan"], [])
    back.write_bytes(b"changed")
    assert read(text) == ([], ["S008"])
    back.unlink()
    assert read(text) == ([], ["S008"])


def test_a_new_record_takes_the_place_of_the_older_one_of_that_person():
    old, new = record(), record(words={"title": f"{HASH} {HASH}"})
    assert with_record([old, record("Omar Ali")], new) == (new, record("Omar Ali"))


def test_two_branches_that_add_records_merge_in_any_order():
    one, two = record("Omar Ali", "checker"), record("Dr Lee", "clinician")
    assert with_record(with_record((), one), two) == with_record(with_record((), two), one)


@given(st.lists(st.text(max_size=8), min_size=1, max_size=4), st.lists(st.text(max_size=8), min_size=1, max_size=4))
def test_hashes_part_forms_and_keys(one, other):
    assert (word_hash("a", one) == word_hash("a", other)) == (one == other)
    assert word_hash("a", one) != word_hash("b", one)
