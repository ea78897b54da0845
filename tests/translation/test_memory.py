"""A new string is offered the translation that the very same text has elsewhere."""

from dataclasses import replace

import pytest

from evenhand.content.text import Text
from evenhand.translation.catalog import Catalog, new_catalog, suggested, update
from evenhand.translation.language import find_language, plural_rule
from evenhand.translation.memory import Memory
from evenhand.translation.messages import Message, MessageSet
from evenhand.translation.po import parse_po

POLISH = find_language("pl")
CALL = Text("Call {phone} <b>now</b>.")
CATS = Text("{n} cats", "{n} cat", "n")


def messages(name, **texts):
    return MessageSet(name, f"handouts/{name}.yaml", tuple(Message(key, text) for key, text in texts.items()))


def catalog(name, texts, machine=False, **words):
    """A catalog with these translations: a string, or one for each form; `fuzzy` ones begin with a question mark."""
    file = new_catalog(messages(name, **texts), POLISH, "2026-11-24")
    entries = []
    for e in file.entries:
        said = words.get(e.msgctxt or "")
        if said is not None:
            said = said if isinstance(said, tuple) else (said,)
            fuzzy = said[0].startswith("?")
            e = e.changed(msgstr=said, flags=(*(("fuzzy",) if fuzzy else ()), *e.flags))
        if not e.msgid and machine:
            e = e.changed(msgstr=(e.msgstr[0] + "X-Evenhand-Origin: machine-drafted, not reviewed\n",))
        entries.append(e)
    return Catalog(name, replace(file, entries=tuple(entries)), plural_rule(POLISH.plural_forms))


def offered(own, texts, *others):
    """What an update makes of the catalog `own`, whose handout has `texts` now; other catalogs come by name."""
    memory = Memory({c.name: c for c in (own, *others)})
    return {e.msgctxt: e for e in update(own, messages(own.name, **texts), memory).entries if not e.obsolete}


OTHER = catalog("other", {"help": CALL, "cats": CATS}, help="Dzwoń {phone} <b>teraz</b>.", cats=("{n} kot", "{n} koty", "{n} kotów"))
EMPTY = catalog("own", {})


def test_a_new_string_with_the_same_text_gets_the_words_marked():
    made = offered(EMPTY, {"x": CALL, "y": CATS}, OTHER)
    assert (made["x"].msgstr, made["x"].comments) == (("Dzwoń {phone} <b>teraz</b>.",), ("suggestion from other: help",))
    assert set(made["x"].flags) == {"fuzzy", "python-brace-format", "xml-text"}
    assert made["x"].previous == ()
    assert made["y"].msgstr == ("{n} kot", "{n} koty", "{n} kotów")
    assert all(map(suggested, (made["x"], made["y"])))


@pytest.mark.parametrize("text", ["Call {phone} <b>now</b>!", "Call {phone} now.", "Call {number} <b>now</b>.", "call {phone} <b>now</b>."])
def test_a_text_that_differs_in_anything_gets_nothing(text):
    made = offered(EMPTY, {"x": Text(text)}, OTHER)["x"]
    assert (made.msgstr, made.comments, made.fuzzy) == (("",), (), False)


def test_a_counted_text_and_a_plain_one_are_not_the_same():
    assert offered(EMPTY, {"x": Text("{n} cat")}, OTHER)["x"].msgstr == ("",)


def test_fuzzy_empty_and_half_translated_words_are_not_offered():
    for words in ({"help": "?Dzwoń"}, {"help": ""}):
        assert offered(EMPTY, {"x": CALL}, catalog("other", {"help": CALL}, **words))["x"].msgstr == ("",)
    half = catalog("other", {"cats": CATS}, cats=("{n} kot", "", "{n} kotów"))
    assert offered(EMPTY, {"x": CATS}, half)["x"].msgstr == ("", "", "")


def test_an_entry_that_exists_stays_as_it_is_even_when_it_is_empty():
    own = catalog("own", {"x": CALL, "y": Text("Old words")}, y="Stare")
    made = offered(own, {"x": CALL, "y": CALL}, OTHER)
    assert made["x"].msgstr == ("",)
    assert (made["y"].msgstr, made["y"].comments) == (("Stare",), ())


def test_a_suggestion_is_made_once():
    made = update(EMPTY, messages("own", x=CALL), Memory({"own": EMPTY, "other": OTHER}))
    again = Catalog("own", parse_po(made.text(), "own")[0], EMPTY.plural)
    assert update(again, messages("own", x=CALL), Memory({"own": again, "other": OTHER})).text() == made.text()


@pytest.mark.parametrize("order", [1, -1])
def test_the_choice_among_several_is_always_the_same(order):
    said = [
        catalog("zebra", {"k": CALL}, k="z"),
        catalog("apple", {"m": CALL, "b": CALL}, m="a m", b="a b"),
        catalog("aardvark", {"k": CALL}, machine=True, k="drafted"),
    ]
    made = offered(EMPTY, {"x": CALL}, *said[::order])["x"]
    assert (made.msgstr, made.comments) == (("a b",), ("suggestion from apple: b",))
    own = catalog("own", {"old-key": CALL}, old_key="", **{"old-key": "own"})
    made = offered(own, {"x": CALL}, *said[::order])["x"]
    assert (made.msgstr, made.comments) == (("own",), ("suggestion from own: old-key",))


def test_words_that_another_handout_gave_up_are_not_offered():
    gone = update(OTHER, messages("other"))
    other = Catalog("other", gone, OTHER.plural)
    assert [e.obsolete for e in gone.entries if e.msgctxt] == [True, True]
    assert offered(EMPTY, {"x": CALL}, other)["x"].msgstr == ("",)


def test_a_new_catalog_is_offered_words_too():
    made = new_catalog(messages("own", x=CALL), POLISH, "2026-11-24", Memory({"other": OTHER}))
    assert suggested(made.entries[1])


@pytest.mark.parametrize(
    "command", [("msgcat", "--width=79"), ("msgcat", "--no-wrap", "--sort-output"), ("msgmerge", "--previous")], ids=str
)
def test_gettext_keeps_the_mark_and_claims_no_older_source(gettext_tool, command):
    wanted = messages("own", x=CALL, y=CATS)
    text = update(EMPTY, wanted, Memory({"own": EMPTY, "other": OTHER})).text()
    run = gettext_tool(*command, "po", *(["po"] if command[0] == "msgmerge" else []), po=text)
    assert run.returncode == 0, run.stderr
    entries = parse_po(run.stdout.decode(), "po")[0].entries
    assert [suggested(e) for e in entries if e.msgctxt] == [True, True]
    assert [e.comments for e in entries if e.msgctxt] == [("suggestion from other: help",), ("suggestion from other: cats",)]


def test_a_suggestion_whose_source_changes_is_stale_by_its_own_source():
    once = update(EMPTY, messages("own", x=CALL), Memory({"own": EMPTY, "other": OTHER}))
    now = update(Catalog("own", once, EMPTY.plural), messages("own", x=Text("Call {phone}.")))
    (entry,) = [e for e in now.entries if e.msgctxt]
    assert (entry.fuzzy, entry.previous, suggested(entry)) == (True, (("msgid", CALL.other),), False)
