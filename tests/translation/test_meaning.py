"""Changes of a source text that a person has marked as same meaning."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.content.text import Text
from evenhand.finding import Trouble
from evenhand.translation.catalog import Catalog, new_catalog, update
from evenhand.translation.language import find_language, plural_rule
from evenhand.translation.meaning import Meaning, as_yaml, earlier, read_meanings, same_meaning, with_record
from evenhand.translation.messages import Message, MessageSet
from evenhand.translation.po import parse_po

POLISH = find_language("pl")


def record(old, new, handout="h", key="a", by="Ada Lovelace"):
    forms = [(text,) if isinstance(text, str) else text for text in (old, new)]
    return Meaning(handout=handout, key=key, old=forms[0], new=forms[1], by=by, date=dt.date(2026, 11, 24))


CHAIN = (record("A", "A,"), record("A,", "A, b"), record("A, b", "A"), record("X", "Y", key="b"), record("X", "Z", handout="i"))


def test_records_are_followed_in_steps_and_in_their_direction():
    assert same_meaning(CHAIN[:2], "h", "a", ("A",), ("A, b",))
    assert not same_meaning(CHAIN[:2], "h", "a", ("A, b",), ("A",))
    assert same_meaning(CHAIN, "h", "a", ("A, b",), ("A,",)), "a circle ends"
    assert not same_meaning(CHAIN, "h", "a", ("X",), ("Y",)), "another key's"
    assert not same_meaning(CHAIN, "h", "b", ("X",), ("Z",)), "another handout's"
    assert earlier(CHAIN[:2], "h", "a", ("A, b",)) == (("A,",), ("A",))
    assert earlier((), "h", "a", ("A",)) == ()


def source(text):
    return MessageSet("h", "handouts/h.yaml", (Message("a", text),))


def catalog(text, *msgstr, flags=(), previous=(), comments=()):
    file = new_catalog(source(text), POLISH, "2026-11-24")
    made = [
        e.changed(msgstr=msgstr, flags=(*flags, *e.flags), previous=previous, comments=comments) if e.msgctxt else e for e in file.entries
    ]
    return Catalog("pl/h.po", replace(file, entries=tuple(made)), plural_rule(POLISH.plural_forms))


def after(before, text, *records):
    (entry,) = [e for e in update(before, source(text), None, records).entries if e.msgctxt]
    return entry


def test_an_update_takes_the_new_text_and_leaves_the_rest():
    before = catalog(Text("A"), "Słowo", flags=("max-length:9",), comments=("Ask Ewa",), previous=(("msgid", "Older"),))
    entry = after(before, Text("A, b"), *CHAIN)
    (old,) = [e for e in before.file.entries if e.msgctxt]
    assert replace(entry, msgid="A", raw="") == replace(old, raw="")
    assert entry.msgid == "A, b"


def test_the_lines_of_the_translation_stay_as_they_were_wrapped():
    text = catalog(Text("A"), "Długie słowo").file.text().replace('msgstr "Długie słowo"', 'msgstr ""\n"Długie "\n"słowo"')
    before = Catalog("pl/h.po", parse_po(text, "pl/h.po")[0], plural_rule(POLISH.plural_forms))
    assert update(before, source(Text("A,")), None, CHAIN).text() == text.replace('msgid "A"', 'msgid "A,"')


def test_a_counted_text_too():
    texts = ("{n} cat", "{n} cats"), ("{n} cat,", "{n} cats,")
    before = catalog(Text(texts[0][1], texts[0][0], "n"), "kot", "koty", "kotów")
    entry = after(before, Text(texts[1][1], texts[1][0], "n"), record(*texts))
    assert (entry.fuzzy, entry.msgid_plural, entry.msgstr, entry.previous) == (False, "{n} cats,", ("kot", "koty", "kotów"), ())


def test_what_was_stale_or_doubted_stays_so():
    stale = catalog(Text("A"), "Słowo", flags=("fuzzy",), previous=(("msgid", "Older"),))
    entry = after(stale, Text("A,"), *CHAIN)
    assert (entry.fuzzy, entry.msgid, entry.previous) == (True, "A,", (("msgid", "Older"),))
    doubted = after(catalog(Text("A"), "Słowo", flags=("fuzzy",)), Text("A,"), *CHAIN)
    assert (doubted.fuzzy, doubted.previous) == (True, ())


def test_a_change_that_no_record_is_about_is_stale():
    entry = after(catalog(Text("A"), "Słowo"), Text("B"), *CHAIN)
    assert (entry.fuzzy, entry.previous) == (True, (("msgid", "A"),))
    assert after(catalog(Text("A"), "Słowo"), Text("A,"), record("A", "A,", handout="i")).fuzzy


def test_a_text_that_was_removed_and_returns_with_a_comma_stands():
    gone = Catalog("pl/h.po", update(catalog(Text("A"), "Słowo"), MessageSet("h", "f", ())), plural_rule(POLISH.plural_forms))
    assert not after(gone, Text("A,"), *CHAIN).fuzzy


TEXT = st.text(min_size=1, max_size=20).map(lambda t: " ".join(t.split())).filter(bool)
TEXTS = st.one_of(st.tuples(TEXT), st.tuples(TEXT, TEXT))
RECORDS = st.lists(st.builds(record, TEXTS, TEXTS, st.sampled_from(["h", "i"]), st.sampled_from(["a", "no", "1.2"]), TEXT), max_size=4)


@given(made=RECORDS)
def test_what_is_written_is_read_again(tmp_path_factory, made):
    path = tmp_path_factory.mktemp("m") / "same-meaning.yaml"
    records = ()
    for one in made:
        if not _readable(one):
            continue
        records = with_record(records, one)
    path.write_text(as_yaml(records), encoding="utf-8", newline="\n")
    found = read_meanings(path, "translations/same-meaning.yaml")
    assert found.records == records
    assert list(found.records) == sorted(records, key=lambda r: r.order)
    assert [p.line for p in found.places] == sorted(p.line for p in found.places)


def _readable(one):
    """Lone surrogates and controls are in no text of a handout: its reader refuses them."""
    return all(c.isprintable() or c == "\u00a0" for text in (*one.old, *one.new, one.by) for c in text)


def test_the_same_change_marked_again_stands_once():
    once = with_record((), record("A", "B", by="Ada"))
    assert with_record(once, record("A", "B", by="Bob")) == (record("A", "B", by="Bob"),)


def test_two_branches_that_add_records_merge_in_one_order():
    one, two = record("A", "B"), record("C", "D", key="z")
    assert with_record((one,), two) == with_record((two,), one)
    assert as_yaml((one,)).splitlines()[3:] == as_yaml((one, two)).splitlines()[3 : 3 + 8]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("same-meaning:\n- handout: h\n  key: a\n  old: [A]\n  new: [B]\n  date: 2026-11-24\n", 2),
        ("same-meaning:\n- handout: h\n  key: a\n  old: []\n  new: [B]\n  by: Ada\n  date: 2026-11-24\n", 4),
        ("same-meaning:\n- handout: h\n  key: a\n  old: [A]\n  new: [B]\n  by: Ada\n  date: today\n", 7),
        ("same-meaning:\n- handout: h\n<<<<<<< HEAD\n", 4),
    ],
)
def test_a_file_with_faults_is_refused_at_their_lines(tmp_path, text, line):
    path = tmp_path / "same-meaning.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Trouble) as trouble:
        read_meanings(path, "translations/same-meaning.yaml")
    assert line in [f.place.line for f in trouble.value.findings]


def test_no_file_and_no_records_are_none(tmp_path):
    path = tmp_path / "same-meaning.yaml"
    assert read_meanings(path, "m").records == ()
    path.write_text(as_yaml(()), encoding="utf-8")
    assert read_meanings(path, "m").records == ()
