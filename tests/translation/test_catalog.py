import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.content.model import Handout
from evenhand.content.source import read_model
from evenhand.content.text import Text
from evenhand.finding import Trouble
from evenhand.translation.catalog import Catalog, new_catalog, read_catalog, template, update
from evenhand.translation.language import find_language, plural_rule
from evenhand.translation.messages import Message, MessageSet, handout_messages
from evenhand.translation.po import parse_po

REPOSITORY = Path(__file__).resolve().parents[2]
FILE = "handouts/h.yaml"


def source(**texts):
    """A message set of keyed texts: a string, or (one, other) counted by n."""
    made = {k: Text(t) if isinstance(t, str) else Text(t[1], t[0], "n") for k, t in texts.items()}
    return MessageSet("h", FILE, tuple(Message(k, t, (f"about {k}",)) for k, t in made.items()))


def catalog(text):
    file, faults = parse_po(text, "pl/h.po")
    assert faults == [], faults
    return Catalog("pl/h.po", file, plural_rule(file.header["Plural-Forms"]))


def translated(messages, tag="pl", **words):
    """A catalog of the messages with these translations, as a translator's editor would leave it."""
    file = new_catalog(messages, find_language(tag), "2026-11-24")
    made = [e.changed(msgstr=_strings(words[e.msgctxt], e)) if e.msgctxt in words else e for e in file.entries]
    return replace(file, entries=tuple(made)).text()


def _strings(words, entry):
    return words if isinstance(words, tuple) else (words,) * len(entry.msgstr)


def updated(text, messages):
    return update(catalog(text), messages).text()


def entry(text, key):
    """The one entry of a key, live or obsolete."""
    (found,) = [e for e in catalog(text).file.entries if e.msgctxt == key]
    return found


def keys(text):
    return [e.msgctxt for e in catalog(text).file.entries if e.msgctxt and not e.obsolete]


def body(text, key):
    """The lines of one entry as they stand in the file."""
    return entry(text, key).raw.strip("\r\n")


def edited(text, old, new):
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


# Reading.


def refused(tmp_path, data):
    path = tmp_path / "h.po"
    path.write_bytes(data)
    with pytest.raises(Trouble) as trouble:
        read_catalog(path, "translations/pl/h.po")
    assert not trouble.value.usage
    assert all(f.place.file == "translations/pl/h.po" for f in trouble.value.findings)
    return [(f.code, f.place.line) for f in trouble.value.findings]


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    assert refused(tmp_path, 'msgid ""\nmsgstr "ż"\n'.encode("latin2")) == [("F020", 0)]


def test_a_catalog_without_plural_forms_is_refused(tmp_path):
    assert refused(tmp_path, b'msgid ""\nmsgstr "Language: pl\\n"\n') == [("F022", 1)]
    assert refused(tmp_path, b"") == [("F022", 1)]


def test_plural_forms_that_cannot_be_read_are_refused(tmp_path):
    assert refused(tmp_path, b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=whatever;\\n"\n') == [("F022", 1)]


def test_every_fault_of_a_file_is_told_at_once(tmp_path):
    text = translated(source(a="A")) + 'msgid "x\nmsgstr "y"\n\n<<<<<<< HEAD\n\nmsgctxt "a"\nmsgid "A"\nmsgstr "z"\n'
    assert {code for code, _ in refused(tmp_path, text.encode())} == {"F020", "F021"}


def test_a_key_that_stands_twice_with_two_sources_is_found(tmp_path):
    # Both are ours by key, and only one could be kept; a merge of two branches leaves such a file.
    text = translated(source(a="A"))
    line = text.count("\n") + 1
    assert refused(tmp_path, (text + 'msgctxt "a"\nmsgid "B"\nmsgstr "2"\n').encode()) == [("F021", line)]


def test_who_drafted_it_is_read_from_the_header(tmp_path):
    text = translated(source(a="A"))
    assert not catalog(text).machine
    drafted = edited(text, "Language: pl\\n", 'Language: pl\\n"\n"X-Evenhand-Origin: machine-drafted, not reviewed\\n')
    assert catalog(drafted).machine
    assert not catalog(edited(drafted, "machine-drafted, not reviewed", "Ewa Nowak")).machine


@pytest.mark.parametrize("path", sorted((REPOSITORY / "translations").glob("*/*.po")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_our_catalogs_are_read_and_gettext_takes_them_without_a_word(gettext_tool, path):
    made = read_catalog(path, path.name)
    language = find_language(path.parent.name)
    assert made.file.header["Language"] == language.gettext_name
    assert made.file.header["Plural-Forms"] == language.plural_forms
    run = gettext_tool("msgfmt", "--check", "-o", "/dev/null", str(path))
    assert (run.returncode, run.stderr) == (0, b"")


# Templates.

COUNTED = {"a": "Plain words", "b": "{n} of {m} <b>now</b>", "c": ("{n} cat", "{n} cats")}


def test_a_template_says_all_that_a_translator_needs():
    made = template(source(**COUNTED))
    a, b, c = parse_po(made, "h.pot")[0].entries[1:]
    assert (b.msgctxt, b.msgid, b.extracted, b.references, b.msgstr) == ("b", "{n} of {m} <b>now</b>", ("about b",), (FILE,), ("",))
    assert [set(e.flags) for e in (a, b, c)] == [set(), {"python-brace-format", "xml-text"}, {"python-brace-format"}]
    assert (c.msgid, c.msgid_plural, c.msgstr) == ("{n} cat", "{n} cats", ("", ""))


def test_a_template_is_always_the_same_and_has_no_date():
    assert template(source(**COUNTED)) == template(source(**COUNTED))
    assert "POT-Creation-Date" not in template(source(**COUNTED))
    assert "202" not in template(source(**COUNTED))


def test_a_template_names_the_file_without_a_line():
    assert "#: handouts/h.yaml\n" in template(source(a="A"))


def test_gettext_takes_a_template(gettext_tool):
    made = template(source(**COUNTED))
    run = gettext_tool("msgfmt", "-o", "/dev/null", "a", a=made)
    assert (run.returncode, run.stderr) == (0, b"")
    # Once its header is filled in, as msginit does, every check passes.
    started = gettext_tool("msginit", "--no-translator", "--locale=pl", "--input=a", "--output-file=-", a=made).stdout.decode()
    assert keys(started) == ["a", "b", "c"]
    run = gettext_tool("msgfmt", "--check-format", "-o", "/dev/null", "a", a=started)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("path", sorted((REPOSITORY / "translations/templates").glob("*.pot")), ids=lambda p: p.stem)
def test_gettext_takes_our_templates(gettext_tool, path):
    run = gettext_tool("msgfmt", "-o", "/dev/null", str(path))
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize("tag", ["pl", "ar", "zh-Hans", "sr-Latn", "ur", "prs"])
def test_a_new_catalog_passes_every_check_of_gettext(gettext_tool, tag):
    text = translated(source(**COUNTED), tag)
    run = gettext_tool("msgfmt", "--check", "-o", "/dev/null", "a", a=text)
    assert (run.returncode, run.stderr) == (0, b"")
    language = find_language(tag)
    assert f'"Language: {language.gettext_name}\\n"' in text
    assert '"PO-Revision-Date: 2026-11-24 ' in text
    assert len(entry(text, "c").msgstr) == plural_rule(language.plural_forms).count


def test_a_new_catalog_covers_its_template(gettext_tool):
    words = {"a": "Słowa", "b": "{n} z {m} <b>teraz</b>", "c": "{n} kot"}
    full = translated(source(**COUNTED), **words)
    assert gettext_tool("msgcmp", "po", "pot", po=full, pot=template(source(**COUNTED))).returncode == 0
    assert gettext_tool("msgcmp", "po", "pot", po=full, pot=template(source(**COUNTED, d="D"))).returncode != 0


# Updates.

THREE = {"a": "First words", "b": "Second words", "c": "Third words"}
POLISH = {"a": "Pierwsze", "b": "Drugie", "c": "Trzecie"}


def test_no_change_is_no_change_to_the_byte():
    text = translated(source(**THREE), **POLISH)
    assert updated(text, source(**THREE)) == text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_wrapping_comments_flags_and_headers_of_others_survive_to_the_byte(newline):
    text = translated(source(**THREE), **POLISH)
    text = edited(text, "Language: pl\\n", 'Language: pl\\n"\n"X-Generator: Poedit 3.4\\n"\n"X-Review: by hand\\n')
    text = edited(text, 'msgid "First words"\nmsgstr "Pierwsze"', 'msgid ""\n"First "\n"words"\nmsgstr ""\n"Pier"\n"wsze"')
    text = edited(text, "#. about b", "# Ask Ewa\n#. about b")
    text = edited(text, 'msgctxt "b"', '#, max-length:20\nmsgctxt "b"')
    text = (text + "\n\n# The end.\n").replace("\n", newline)
    assert updated(text, source(**THREE)) == text


def test_a_changed_source_keeps_its_translation_as_fuzzy_with_what_it_was():
    text = updated(translated(source(**THREE), **POLISH), source(**{**THREE, "b": "Newer words"}))
    b = entry(text, "b")
    assert (b.msgid, b.msgstr, b.fuzzy, b.previous) == ("Newer words", ("Drugie",), True, (("msgid", "Second words"),))


def test_only_the_changed_entry_is_printed_anew():
    before = translated(source(**THREE), **POLISH)
    before = edited(before, 'msgid "Third words"', 'msgid ""\n"Third "\n"words"')
    after = updated(before, source(**{**THREE, "b": "Newer words"}))
    assert [body(after, k) == body(before, k) for k in "abc"] == [True, False, True]
    assert after.split("#. about a")[0] == before.split("#. about a")[0]


def test_a_source_that_changes_twice_shows_what_was_translated():
    text = translated(source(**THREE), **POLISH)
    for words in ("Newer words", "Newest words"):
        text = updated(text, source(**{**THREE, "b": words}))
    b = entry(text, "b")
    assert (b.msgid, b.previous, b.fuzzy) == ("Newest words", (("msgid", "Second words"),), True)


def test_previous_words_left_by_an_editor_do_not_hide_the_next_ones():
    text = updated(translated(source(**THREE), **POLISH), source(**{**THREE, "b": "Newer words"}))
    text = edited(text, "#, fuzzy\n", "").replace("Drugie", "Nowsze")  # the translator leaves the #| line where it was
    b = entry(updated(text, source(**{**THREE, "b": "Newest words"})), "b")
    assert (b.fuzzy, b.msgstr, b.previous) == (True, ("Nowsze",), (("msgid", "Newer words"),))


def test_a_changed_source_without_a_translation_is_just_new():
    text = updated(translated(source(**THREE)), source(**{**THREE, "b": "Newer words"}))
    b = entry(text, "b")
    assert (b.msgid, b.fuzzy, b.previous, b.msgstr) == ("Newer words", False, (), ("",))


def test_a_removed_message_becomes_obsolete_and_returns_as_it_was():
    before = translated(source(**THREE), **POLISH)
    gone = updated(before, source(a=THREE["a"], c=THREE["c"]))
    assert keys(gone) == ["a", "c"]
    assert (entry(gone, "b").obsolete, entry(gone, "b").msgstr) == (True, ("Drugie",))
    assert updated(gone, source(a=THREE["a"], c=THREE["c"])) == gone
    back = updated(gone, source(**THREE))
    assert keys(back) == ["a", "b", "c"]
    assert body(back, "b") == body(before, "b")


def test_a_removed_message_that_returns_with_other_words_is_fuzzy():
    gone = updated(translated(source(**THREE), **POLISH), source(a=THREE["a"], c=THREE["c"]))
    b = entry(updated(gone, source(**{**THREE, "b": "Newer words"})), "b")
    assert (b.obsolete, b.fuzzy, b.msgstr, b.previous) == (False, True, ("Drugie",), (("msgid", "Second words"),))


def test_a_removed_message_that_was_never_translated_goes():
    text = updated(translated(source(**THREE)), source(a=THREE["a"], c=THREE["c"]))
    assert "Second words" not in text


def test_a_removed_message_keeps_the_translators_comment():
    text = edited(translated(source(**THREE), **POLISH), "#. about b", "# Ask Ewa\n#. about b")
    assert "# Ask Ewa\n#~ msgctxt" in updated(text, source(a=THREE["a"]))


def test_moved_messages_stay_as_they_are():
    before = translated(source(**THREE), **POLISH)
    after = updated(before, source(c=THREE["c"], a=THREE["a"], b=THREE["b"]))
    assert [body(after, k) for k in "abc"] == [body(before, k) for k in "abc"]


def test_a_new_message_stands_where_the_source_has_it():
    text = updated(translated(source(**THREE), **POLISH), source(a=THREE["a"], new="New", b=THREE["b"], c=THREE["c"]))
    assert keys(text) == ["a", "new", "b", "c"]
    assert entry(text, "new").msgstr == ("",)
    assert entry(text, "b").msgstr == ("Drugie",)


def test_a_message_that_becomes_counted_keeps_its_words_in_every_form():
    text = updated(translated(source(**THREE), **POLISH), source(**{**THREE, "b": ("{n} word", "{n} words")}))
    b = entry(text, "b")
    assert (b.msgid, b.msgid_plural) == ("{n} word", "{n} words")
    assert (b.fuzzy, b.msgstr, b.previous) == (True, ("Drugie",) * 3, (("msgid", "Second words"),))


def test_a_message_that_is_no_longer_counted_keeps_words_and_both_old_sources():
    counted = source(b=("{n} word", "{n} words"))
    text = updated(translated(counted, b=("jedno", "dwa", "wiele")), source(b="Words"))
    b = entry(text, "b")
    assert (b.msgid_plural, b.fuzzy) == (None, True)
    assert b.msgstr[0] in ("jedno", "dwa", "wiele")
    assert b.previous == (("msgid", "{n} word"), ("msgid_plural", "{n} words"))


def test_a_changed_plural_alone_makes_it_fuzzy():
    text = translated(source(b=("{n} word", "{n} words")), b=("jedno", "dwa", "wiele"))
    b = entry(updated(text, source(b=("{n} word", "{n} old words"))), "b")
    assert (b.fuzzy, b.msgstr) == (True, ("jedno", "dwa", "wiele"))


def test_a_fuzzy_mark_of_the_translator_stays():
    text = edited(translated(source(**THREE), **POLISH), 'msgctxt "b"', '#, fuzzy\nmsgctxt "b"')
    assert updated(text, source(**THREE)) == text
    assert entry(updated(text, source(**{**THREE, "b": "Newer"})), "b").fuzzy


def test_comments_and_flags_of_a_changed_entry_survive():
    text = edited(translated(source(**THREE), **POLISH), "#. about b", "# Ask Ewa\n#. about b")
    text = edited(text, 'msgctxt "b"', '#, max-length:20\nmsgctxt "b"')
    b = entry(updated(text, source(**{**THREE, "b": "Newer {n}"})), "b")
    assert b.comments == ("Ask Ewa",)
    assert set(b.flags) == {"fuzzy", "python-brace-format", "max-length:20"}


def test_changed_notes_renew_the_notes_alone():
    before = translated(source(**THREE), **POLISH)
    messages = source(**THREE)
    messages = replace(messages, messages=tuple(replace(m, notes=("a better note",)) for m in messages.messages))
    after = entry(updated(before, messages), "b")
    assert (after.extracted, after.msgstr, after.fuzzy, after.previous) == (("a better note",), ("Drugie",), False, ())


def test_comments_at_the_end_of_the_file_survive_a_change_of_the_last_entry():
    text = translated(source(**THREE), **POLISH) + "# Reviewed up to here, Ewa\n"
    assert "# Reviewed up to here, Ewa" in updated(text, source(**{**THREE, "c": "Newer words"}))


def test_entries_of_others_without_a_context_stay():
    text = translated(source(**THREE), **POLISH) + '\nmsgid "loose"\nmsgstr "luźne"\n\n#~ msgid "older"\n#~ msgstr "starsze"\n'
    after = updated(text, source(**{**THREE, "b": "Newer"}))
    assert "luźne" in after
    assert '#~ msgstr "starsze"' in after


def test_an_update_is_done_in_one_go():
    text = translated(source(**THREE), **POLISH)
    messages = source(c="Newer words", new="New", a=("{n} word", "{n} words"))
    once = updated(text, messages)
    assert updated(once, messages) == once


def test_gettext_takes_what_an_update_leaves(gettext_tool):
    text = translated(source(**THREE), **POLISH)
    text = updated(text, source(c="Newer words", new="New {n}", a=("{n} word", "{n} words")))
    run = gettext_tool("msgfmt", "--check", "-o", "/dev/null", "a", a=text)
    assert (run.returncode, run.stderr) == (0, b"")
    assert gettext_tool("msgattrib", "--only-obsolete", "a", a=text).stdout.decode().count("#~ msgctxt") == 1
    fuzzy = gettext_tool("msgattrib", "--only-fuzzy", "--no-obsolete", "a", a=text).stdout.decode()
    assert fuzzy.count('#| msgid "') == fuzzy.count("#, fuzzy") == 2


def read_handout(path):
    return read_model(path, "handouts/stem-cell-back-pain.yaml", Handout)[0]


def test_a_changed_number_makes_nothing_stale(project):
    path = project / "handouts/stem-cell-back-pain.yaml"
    handout = read_handout(path)
    messages = handout_messages(handout, "handouts/stem-cell-back-pain.yaml")
    text = translated(messages, **{m.key: "x" for m in messages.messages})
    figures = {
        name: f.model_copy(update={"number": f.number + 1} if f.number else {"year": f.year + 1} if f.year else {})
        for name, f in handout.figures.items()
    }
    effects = {
        name: e.model_copy(update={"arms": {k: a.model_copy(update={"events": a.events + 1}) for k, a in e.arms.items()}})
        for name, e in handout.effects.items()
    }
    other = handout.model_copy(update={"figures": figures, "effects": effects})
    assert other != handout
    assert updated(text, handout_messages(other, messages.file)) == text


# Other tools in between.


@pytest.mark.parametrize("options", [(), ("--no-fuzzy-matching",), ("--previous",)], ids=str)
def test_msgmerge_with_the_same_template_loses_nothing(gettext_tool, options):
    messages = source(**COUNTED, gone="Gone words")
    text = translated(messages, a="Słowa", b="{n} z {m} <b>teraz</b>", c=("{n} kot", "{n} koty", "{n} kotów"), gone="Poszły")
    text = updated(edited(text, "Language: pl\\n", 'Language: pl\\n"\n"X-Generator: Poedit\\n'), source(**COUNTED))
    merged = gettext_tool("msgmerge", *options, "po", "pot", po=text, pot=template(source(**COUNTED))).stdout.decode()
    after = updated(merged, source(**COUNTED))
    assert catalog(after).file.header == catalog(text).file.header
    wanted = {e.msgctxt: (e.msgid, e.msgstr, set(e.flags), e.extracted, e.obsolete) for e in catalog(text).file.entries if e.msgctxt}
    assert {
        e.msgctxt: (e.msgid, e.msgstr, set(e.flags), e.extracted, e.obsolete) for e in catalog(after).file.entries if e.msgctxt
    } == wanted


@pytest.mark.parametrize("words", ["Second words, longer", "Quite another sentence"])
@pytest.mark.parametrize("options", [(), ("--no-fuzzy-matching",), ("--previous",)], ids=str)
def test_msgmerge_with_a_newer_template_first_loses_no_translation(gettext_tool, options, words):
    newer = source(**{**THREE, "b": words})
    text = translated(source(**THREE), **POLISH)
    merged = gettext_tool("msgmerge", *options, "po", "pot", po=text, pot=template(newer)).stdout.decode()
    after = updated(merged, newer)
    assert "Drugie" in after
    live = catalog(after).entries["b"]
    assert live.fuzzy or not any(live.msgstr)
    assert updated(after, newer) == after
    assert "Drugie" in updated(after, newer)


def test_a_translation_that_is_both_retired_and_live_under_one_key_survives_both_ways():
    text = translated(source(**THREE), **POLISH) + '\n#~ msgctxt "b"\n#~ msgid "Oldest words"\n#~ msgstr "Najstarsze"\n'
    after = updated(text, source(**THREE))
    assert "Najstarsze" in after
    assert "Drugie" in after
    gone = updated(text, source(a=THREE["a"]))
    for _ in range(2):
        assert "Najstarsze" in gone
        assert "Drugie" in gone
        gone = updated(gone, source(a=THREE["a"]))


@pytest.mark.parametrize("options", [(), ("--no-wrap",), ("--width=30",), ("--sort-output",)], ids=str)
def test_msgcat_in_between_leaves_every_entry_as_gettext_wrote_it(gettext_tool, options):
    messages = source(**THREE)
    text = gettext_tool("msgcat", *options, "po", po=translated(messages, **POLISH)).stdout.decode()
    assert updated(text, messages) == text


# Whatever authors and translators do, in any order.

KEYS = ("a", "b", "c", "d")
ACTS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(KEYS), st.integers(0, 3)),
    st.tuples(st.just("remove"), st.sampled_from(KEYS), st.just(0)),
    st.tuples(st.just("move"), st.sampled_from(KEYS), st.integers(0, 3)),
    st.tuples(st.just("translate"), st.sampled_from(KEYS), st.just(0)),
    st.tuples(st.just("remark"), st.sampled_from(KEYS), st.just(0)),
)


class Model:
    """What must be true of a catalog, told without catalogs: which source each translation was made for."""

    def __init__(self):
        self.source = {"a": "a in wording no. 0"}
        self.words, self.made_for, self.stale, self.remarks = {}, {}, set(), {}

    def sources(self):
        return source(**self.source)

    def refresh(self):
        """An update has been run."""
        self.stale |= {k for k in self.words if k in self.source and self.source[k] != self.made_for[k]}


def play(acts):
    model = Model()
    text = translated(model.sources())
    for step, (act, key, number) in enumerate(acts):
        if act == "write":
            model.source[key] = f"{key} in wording no. {number}"
        elif act == "remove":
            model.source.pop(key, None)
        elif act == "move" and key in model.source:
            rest = [(k, v) for k, v in model.source.items() if k != key]
            rest.insert(number, (key, model.source[key]))
            model.source = dict(rest)
        elif act in ("translate", "remark") and key in keys(text):
            text = by_hand(text, model, act, key, f"{act} {key} {step}")
        if act in ("write", "remove", "move"):
            text = updated(text, model.sources())
            model.refresh()
        yield model, text


def by_hand(text, model, act, key, words):
    file = catalog(text).file
    (old,) = [e for e in file.entries if e.msgctxt == key and not e.obsolete]
    if act == "translate":
        new = old.changed(msgstr=(words,), flags=tuple(f for f in old.flags if f != "fuzzy"), previous=())
        model.words[key], model.made_for[key] = words, model.source[key]
        model.stale.discard(key)
    else:
        new = old.changed(comments=(*old.comments, words))
        if key in model.words:
            model.remarks[key] = words
    return replace(file, entries=tuple(new if e is old else e for e in file.entries)).text()


@given(st.lists(ACTS, max_size=25))
def test_no_translation_is_ever_lost_and_exactly_what_changed_is_stale(acts):
    for model, text in play(acts):
        file = catalog(text).file
        live = {e.msgctxt: e for e in file.entries if e.msgctxt and not e.obsolete}
        retired = {e.msgctxt: e for e in file.entries if e.msgctxt and e.obsolete}
        assert set(live) == set(model.source)
        assert {k: e.msgid for k, e in live.items()} == model.source
        assert {k: e.msgstr[0] for k, e in {**retired, **live}.items() if e.msgstr[0]} == model.words
        assert {k for k, e in live.items() if e.fuzzy} == model.stale & set(live)
        for key in model.stale & set(live):
            assert live[key].previous == (("msgid", model.made_for[key]),)
        for key, remark in model.remarks.items():
            assert remark in {**retired, **live}[key].comments
        assert updated(text, model.sources()) == text


@pytest.mark.slow
@given(st.lists(ACTS, min_size=8, max_size=25))
def test_gettext_takes_the_outcome_whatever_was_done(acts):
    text = ""
    *_, (_, text) = play(acts)
    run = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", "-"], input=text.encode(), capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
