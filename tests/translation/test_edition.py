import re
from dataclasses import replace
from pathlib import Path

import pytest

from evenhand.content.model import Handout
from evenhand.content.source import read_model
from evenhand.content.text import Text
from evenhand.translation.catalog import Catalog, new_catalog
from evenhand.translation.edition import make_edition
from evenhand.translation.language import find_language, plural_rule
from evenhand.translation.messages import handout_messages, read_words
from evenhand.translation.po import parse_po
from evenhand.translation.wording import Wording

REPOSITORY = Path(__file__).resolve().parents[2]
NAME = "handouts/stem-cell-back-pain.yaml"
HANDOUT, _ = read_model(REPOSITORY / NAME, NAME, Handout)
MESSAGES = handout_messages(HANDOUT, NAME)
WORDS = read_words((REPOSITORY / "templates",))


def arabic(text):
    """The text with every letter made Arabic; tags and placeholders stay."""
    parts = re.split(r"(<[^>]*>|\{[^}]*\})", text)
    return "".join(p if i % 2 else re.sub(r"[A-Za-z]", "ب", p) for i, p in enumerate(parts))


def catalog(messages, *, header="", **changes):
    """A whole catalog of made-up Arabic; `changes` are entries' new parts by key (dots written as __)."""
    wanted = {key.replace("__", ".").replace("_", "-"): parts for key, parts in changes.items()}
    file = new_catalog(messages, find_language("ar"), "2026-11-24")
    entries = []
    for e in file.entries:
        if e.msgctxt is None:
            e = e.changed(msgstr=(e.msgstr[0] + header,))
        else:
            e = e.changed(msgstr=tuple(arabic(e.msgid_plural or e.msgid) for _ in e.msgstr))
            e = e.changed(**wanted.pop(e.msgctxt, {}))
        entries.append(e)
    assert not wanted, f"no such keys: {wanted}"
    read, faults = parse_po(replace(file, entries=tuple(entries)).text(), f"ar/{messages.name}.po")
    assert faults == []
    return Catalog(f"ar/{messages.name}.po", read, plural_rule(read.header["Plural-Forms"]))


def edition(own=None, words=None, tag="ar", handout=HANDOUT, messages=None):
    return make_edition(handout, messages or handout_messages(handout, NAME), WORDS, (own, words), tag)


def letters(made):
    """All that an edition itself says; foreign words and data left out."""
    phrases = [*made.phrases.values(), *made.words.values()]
    return "".join(run.text for p in phrases for form in p.forms for run in form if not run.lang)


def test_a_whole_catalog_makes_a_whole_edition():
    made = edition(catalog(MESSAGES), catalog(WORDS))
    assert (made.missing, made.stale, made.machine, made.is_source) == ((), (), False, False)
    assert (made.name, made.language.tag) == ("ar/stem-cell-back-pain", "ar")
    assert made.body.title is made.phrases["title"]
    assert set(made.phrases) == set(MESSAGES.by_key())
    assert made.figures is HANDOUT.figures
    assert made.effects is HANDOUT.effects


def test_an_edition_knows_both_plural_rules():
    own = catalog(MESSAGES)
    assert edition(own, None).plurals == (own.file.header["Plural-Forms"], "nplurals=2; plural=(n != 1);")


def test_an_empty_translation_is_missing():
    made = edition(catalog(MESSAGES, title={"msgstr": ("",)}), catalog(WORDS))
    assert (made.missing, made.stale) == (("title",), ())
    assert (made.phrases["title"].state, made.phrases["title"].forms) == ("missing", ())


def test_a_message_that_the_catalog_lacks_is_missing():
    fewer = replace(MESSAGES, messages=tuple(m for m in MESSAGES.messages if m.key != "cost"))
    assert edition(catalog(fewer), catalog(WORDS)).missing == ("cost",)


def test_a_missing_word_of_the_interface_is_told_apart():
    assert edition(catalog(MESSAGES), catalog(WORDS, cost__heading={"msgstr": ("",)})).missing == ("interface:cost.heading",)


def test_one_empty_plural_form_makes_the_message_missing():
    key = next(m.key for m in WORDS.messages if m.text.count)
    made = edition(catalog(MESSAGES), catalog(WORDS, **{key.replace(".", "__"): {"msgstr": ("ب", "ب", "ب", "", "ب", "ب")}}))
    assert made.missing == (f"interface:{key}",)


def test_without_any_catalog_all_is_missing():
    made = edition()
    assert set(made.missing) == {*MESSAGES.by_key(), *(f"interface:{k}" for k in WORDS.by_key())}
    assert letters(made) == ""


def test_a_fuzzy_translation_is_stale_and_not_said():
    made = edition(catalog(MESSAGES, title={"flags": ("fuzzy",)}), catalog(WORDS))
    assert (made.missing, made.stale) == ((), ("title",))
    assert made.phrases["title"].forms == ()


def test_a_translation_of_other_source_words_is_stale_though_nobody_marked_it():
    made = edition(catalog(MESSAGES, title={"msgid": "An older title"}), catalog(WORDS))
    assert made.stale == ("title",)
    assert made.phrases["title"].forms == ()


def test_a_translation_of_another_plural_is_stale():
    key = next(m.key for m in WORDS.messages if m.text.count)
    made = edition(catalog(MESSAGES), catalog(WORDS, **{key.replace(".", "__"): {"msgid_plural": "older words"}}))
    assert made.stale == (f"interface:{key}",)


def test_broken_markup_is_never_shown_as_letters():
    made = edition(catalog(MESSAGES, title={"msgstr": ("<b>ب",)}), catalog(WORDS))
    assert made.missing == ("title",)


@pytest.mark.parametrize(
    "parts", [{"msgstr": ("",)}, {"flags": ("fuzzy",)}, {"msgid": "An older title"}], ids=["missing", "fuzzy", "older"]
)
def test_no_other_language_ever_fills_a_gap(parts):
    made = edition(catalog(MESSAGES, title=parts, cost=parts), catalog(WORDS, cost__heading=parts))
    assert re.findall(r"[A-Za-z]+", letters(made)) == []
    wording = Wording(made.language, made.words, made.plurals[1])
    gap = "".join(run.text for run in made.words["gap"].forms[0])
    assert [run.text for run in wording.say(made.body.title)] == [gap]
    assert [run.text for run in wording.word("cost.heading")] == [gap]


def test_a_machine_draft_is_told_whichever_catalog_it_is():
    drafted = "X-Evenhand-Origin: machine-drafted, not reviewed\n"
    assert edition(catalog(MESSAGES, header=drafted), catalog(WORDS)).machine
    assert edition(catalog(MESSAGES), catalog(WORDS, header=drafted)).machine
    assert not edition(catalog(MESSAGES, header="X-Evenhand-Origin: Ewa Nowak\n"), catalog(WORDS)).machine


def test_the_source_language_is_an_edition_of_its_own_words():
    drafted = catalog(MESSAGES, header="X-Evenhand-Origin: machine-drafted\n")
    made = edition(drafted, None, "en")
    assert (made.is_source, made.missing, made.stale, made.machine) == (True, (), (), False)
    assert "".join(run.text for run in made.body.title.forms[0]) == HANDOUT.title.other
    assert made.fingerprint == edition(tag="en").fingerprint


@pytest.mark.parametrize("folder", sorted(p.name for p in (REPOSITORY / "translations").iterdir() if p.is_dir() and p.name != "templates"))
def test_languages_that_we_ship_are_told_by_their_own_tag(folder):
    assert edition(tag=folder).language.tag == folder


# The fingerprint.


def test_the_fingerprint_is_that_of_the_words_not_of_the_file():
    plain = edition(catalog(MESSAGES), catalog(WORDS)).fingerprint
    noted = catalog(MESSAGES, title={"comments": ("Ask Ewa",), "flags": ("max-length:20",), "extracted": ("new",), "references": ("x",)})
    assert edition(noted, catalog(WORDS)).fingerprint == plain
    assert edition(catalog(MESSAGES, header="X-Generator: Poedit\n"), catalog(WORDS)).fingerprint == plain
    turned = catalog(MESSAGES)
    turned = replace(turned, file=replace(turned.file, entries=(turned.file.entries[0], *turned.file.entries[:0:-1])))
    assert edition(turned, catalog(WORDS)).fingerprint == plain


def test_the_fingerprint_changes_with_any_word():
    plain = edition(catalog(MESSAGES), catalog(WORDS)).fingerprint
    seen = {plain}
    for key in ("title", "cost", "summary__message"):
        seen.add(edition(catalog(MESSAGES, **{key: {"msgstr": ("ب ب",)}}), catalog(WORDS)).fingerprint)
    seen.add(edition(catalog(MESSAGES, title={"msgstr": ("<b>ب ب</b>",)}), catalog(WORDS)).fingerprint)
    seen.add(edition(catalog(MESSAGES, title={"msgstr": ("",)}), catalog(WORDS)).fingerprint)
    assert len(seen) == 6


def test_the_fingerprint_changes_with_a_word_of_the_interface():
    plain = edition(catalog(MESSAGES), catalog(WORDS)).fingerprint
    assert edition(catalog(MESSAGES), catalog(WORDS, certainty__low={"msgstr": ("ببب",)})).fingerprint != plain


def test_the_fingerprint_changes_with_any_datum():
    plain = edition(catalog(MESSAGES), catalog(WORDS)).fingerprint
    name, figure = next((n, f) for n, f in HANDOUT.figures.items() if f.number)
    key, effect = next(iter(HANDOUT.effects.items()))
    arm, counts = next(iter(effect.arms.items()))
    arms = {**effect.arms, arm: counts.model_copy(update={"events": counts.events + 1})}
    for other in (
        HANDOUT.model_copy(update={"figures": {**HANDOUT.figures, name: figure.model_copy(update={"number": figure.number + 1})}}),
        HANDOUT.model_copy(update={"effects": {**HANDOUT.effects, key: effect.model_copy(update={"arms": arms})}}),
        HANDOUT.model_copy(update={"version": "99.9"}),
        HANDOUT.model_copy(update={"title": Text("Another title")}),
    ):
        made = edition(catalog(MESSAGES), catalog(WORDS), handout=other)
        assert made.fingerprint != plain


def test_the_fingerprint_differs_between_languages():
    assert edition(tag="ar").fingerprint != edition(tag="ur").fingerprint


def test_the_page_speaks_the_language_of_a_handout_that_is_not_written_in_english(everything):
    name = "cauda-equina-warning"
    handout = everything.handouts[name].model_copy(update={"language": "es"})
    messages, words = everything.messages[name], everything.messages["interface"]
    own = make_edition(handout, messages, words, (None, everything.catalogs["es", "interface"]), "es")
    assert own.is_source
    assert (own.missing, own.stale) == ((), ())
    spanish = everything.catalogs["es", "interface"].entries["help.heading"].msgstr[0]
    assert own.words["help.heading"].forms[0][0].text == spanish
    # Without that catalog the words are missing; English never stands in.
    bare = make_edition(handout, messages, words, (None, None), "es")
    assert "interface:help.heading" in bare.missing
    # In English the handout is a translation, and the interface is at home.
    english = make_edition(handout, messages, words, (None, None), "en")
    assert "title" in english.missing
    assert not any(key.startswith("interface:") for key in english.missing)
