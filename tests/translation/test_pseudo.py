"""Pseudo-languages: whole catalogs that keep what a translation must keep, and that no project can have for its own."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.checks.translation import RULES, Translated
from evenhand.content.text import Text, parse_markup, placeholders, tags
from evenhand.finding import Place, Trouble
from evenhand.sheet.longest import longest
from evenhand.translation.language import LONGEST, PSEUDO, find_language, tag_faults
from evenhand.translation.messages import Message, MessageSet
from evenhand.translation.pseudo import COMPOUND, LONGER, STRESSED, alphabet, pseudo_catalog, pseudo_text

MARKED = 'Take <b>{count}</b> of <term id="pill">them</term> &amp; ask for <foreign lang="la">cauda <b>equina</b></foreign> < now'


def letters(text):
    return [c for c in unicodedata.normalize("NFC", text) if c.isalpha()]


@pytest.mark.parametrize("tag", PSEUDO)
def test_every_message_of_this_repository_passes_the_rules_of_translations(everything, tag):
    for messages in everything.message_sets():
        catalog = pseudo_catalog(messages, tag)
        assert catalog.machine
        for message in messages.messages:
            subject = Translated(message, catalog.entries[message.key], catalog, tag)
            assert [f for rule in RULES for f in rule.check(subject)] == []


@pytest.mark.parametrize("tag", PSEUDO)
def test_what_is_no_word_stays(tag):
    made = pseudo_text(MARKED, tag)
    assert (placeholders(made), tags(made)) == (placeholders(MARKED), tags(MARKED))
    assert '<foreign lang="la">cauda <b>equina</b></foreign>' in made
    assert "&amp;" in made
    own = "".join(run.text for run in parse_markup(made) if not run.lang)
    assert alphabet(tag).issuperset(letters(own))
    assert made.startswith("[")
    assert made.endswith("]")


@pytest.mark.parametrize("tag", PSEUDO)
@pytest.mark.parametrize("source", ["Get help now", "MRI", "rhythms try my hymns", "Боль в спине", "腰痛の注射", "Élan vital"])
def test_longer_by_the_share_and_in_its_own_letters_from_any_source(tag, source):
    made = pseudo_text(source, tag)
    assert len(letters(made)) == len(letters(source)) + round(LONGER * len(letters(source)))
    assert alphabet(tag).issuperset(letters(made))
    assert alphabet(tag).isdisjoint(letters("Get help now MRI"))


@pytest.mark.parametrize("tag", PSEUDO)
@given(source=st.text(st.characters(exclude_characters="<>&{}", exclude_categories=["Cs", "Cc"])))
def test_any_text_can_be_read_back_and_is_made_the_same_way_again(tag, source):
    made = pseudo_text(source, tag)
    parse_markup(made)
    assert made == pseudo_text(source, tag)
    assert alphabet(tag).issuperset(c for c in letters(made) if c not in letters(source) or c.isascii())


def test_as_many_forms_as_the_language_has_the_singular_for_one():
    counted = Message("n", Text("{n} days", "one {n} day", "n"))
    forms = {tag: pseudo_catalog(MessageSet("a", "a.yaml", (counted,)), tag).entries["n"].msgstr for tag in PSEUDO}
    assert {tag: len(found) for tag, found in forms.items()} == {"ar-XB": 6, "en-XA": 2}
    for tag, singular in (("ar-XB", 1), ("en-XA", 0)):
        assert [i for i, form in enumerate(forms[tag]) if form == pseudo_text("one {n} day", tag)] == [singular]


def test_directions_and_scripts():
    left, right = find_language("en-XA"), find_language("ar-XB")
    assert (left.direction, left.script, right.direction, right.script) == ("ltr", "Latn", "rtl", "Arab")
    assert left.name_in(find_language("en")) == "Pseudo, accented"


@pytest.mark.parametrize("tag", [*PSEUDO, "en_XA", LONGEST])
def test_no_file_or_folder_may_have_them(tag):
    (fault,) = tag_faults(tag, Place("x"))
    assert fault.code == "F014"
    assert "pseudo" in fault.what


def test_nobody_starts_one(small):
    from evenhand.project import find_project
    from evenhand.sheet.sources import read_sources
    from evenhand.translation.round import add_language

    project = find_project(small)
    with pytest.raises(Trouble, match="pseudo"):
        add_language(project, read_sources(project), "en-XA", "2026-11-24")
    assert not (small / "translations/en-XA").exists()


@pytest.mark.parametrize("tag", PSEUDO)
def test_under_stress_longer_still_and_in_compounds(tag):
    source = "Ask the nurse which pain is new and which is old before the next injection"
    made = pseudo_text(source, tag, stressed=True)
    assert len(letters(made)) == len(letters(source)) + round(STRESSED * len(letters(source)))
    assert COMPOUND - 4 <= max(len(word) for word in made.strip("[]").split()[:-1]) <= COMPOUND
    kept = pseudo_text(MARKED, tag, stressed=True)
    assert (placeholders(kept), tags(kept)) == (placeholders(MARKED), tags(MARKED))


def test_the_longest_texts_are_as_long_as_the_longest_of_any_language(everything):
    catalogs = [(tag, catalog) for (tag, _), catalog in sorted(everything.catalogs.items())]
    say = longest(catalogs)
    messages = everything.messages["cauda-equina-warning"]
    for message in messages.messages:
        own = [
            c.entries[message.key]
            for tag, c in catalogs
            if message.key in c.entries and c.entries[message.key].msgid == message.text.forms[0]
        ]
        if not own:
            continue
        most = max(len(letters(re.sub(r"<[^<>]*>|\{[^{}]*\}", "", form))) for entry in own for form in entry.msgstr)
        said = say(message.text.forms[0])
        assert (placeholders(said), tags(said)) == (placeholders(message.text.forms[0]), tags(message.text.forms[0]))
        assert len(letters(re.sub(r"<[^<>]*>|\{[^{}]*\}", "", said))) >= 0.8 * most - 3, message.key
    words = [
        word
        for tag, c in catalogs
        if find_language(tag).script == "Latn"
        for e in c.entries.values()
        for word in " ".join(e.msgstr).split()
    ]
    assert max(map(len, say(messages.messages[1].text.forms[0]).split())) >= sorted(map(len, words))[-200]
