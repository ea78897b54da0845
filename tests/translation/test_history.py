"""Whatever authors and translators do in turn, no translation is lost, and exactly what changed is stale."""

import datetime as dt
import functools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.content.text import Text
from evenhand.translation.catalog import Catalog, forms, new_catalog, suggested, update
from evenhand.translation.language import find_language, plural_rule
from evenhand.translation.meaning import Meaning, same_meaning
from evenhand.translation.memory import Memory
from evenhand.translation.messages import Message, MessageSet
from evenhand.translation.po import PoFile, parse_po

KEYS = "ab"
# Source texts by key: plain ones, one that differs by a comma alone, and counted ones; "shared" is translated elsewhere.
TEXTS = {
    key: (
        *(Text(f"Words {key} {name}") for name in ("one", "two", "one,")),
        *(Text(f"{{n}} cats {name}", f"{{n}} cat {name}", "n") for name in (key, f"new {key}")),
        Text("Words that all share"),
        Text("{n} cat " + key),  # gettext takes it for the counted one with the same singular
    )
    for key in KEYS
}
RECORDS = tuple(
    Meaning(handout="h", key=key, old=TEXTS[key][0].forms, new=TEXTS[key][2].forms, by="Ada", date=dt.date(2026, 11, 24)) for key in KEYS
)
TRANSLATOR = ("translate", "keep #|", "confirm", "fuzzy", "empty", "comment", "obsolete")
KEY = st.sampled_from(KEYS)
# What is done, to which key, with which text, and whether an update follows.
STEP = st.one_of(
    st.tuples(st.just("source"), KEY, st.integers(0, 6), st.booleans()),
    st.tuples(st.just("translate"), KEY, st.just(0), st.just(False)),
    st.tuples(st.sampled_from(TRANSLATOR), KEY, st.just(0), st.booleans()),
    st.tuples(st.sampled_from(["remove", "move", "merge"]), KEY, st.just(0), st.booleans()),
)


def messages(source):
    return MessageSet("h", "handouts/h.yaml", tuple(Message(key, text, (f"about {key}",)) for key, text in source.items()))


@functools.lru_cache(maxsize=8)  # a step that changes nothing, and the look after each, need not read it again
def parsed(text):
    file, faults = parse_po(text, "pl/h.po")
    assert faults == [], faults
    return Catalog("pl/h.po", file, plural_rule(file.header["Plural-Forms"]))


class World:
    """A handout and its Polish catalog, with what we know of them: `owned` are words that nobody took back, `truth` the
    source that a translator had before them."""

    def __init__(self, tag="pl"):
        self.source = {key: TEXTS[key][0] for key in KEYS}
        self.language = find_language(tag)
        self.text = new_catalog(messages(self.source), self.language, "2026-11-24").text()
        other = MessageSet("other", "handouts/other.yaml", (Message("x", TEXTS["a"][5]),))
        file = new_catalog(other, self.language, "2026-11-24")
        told = PoFile(tuple(e.changed(msgstr=("Wspólne słowa",)) if e.msgctxt == "x" else e for e in file.entries))
        self.other = Catalog("pl/other.po", told, plural_rule(self.language.plural_forms))
        self.owned, self.truth, self.count = set(), {}, 0

    def step(self, what, key, number, then):
        if what == "source":
            self.source[key] = TEXTS[key][number]
        elif what == "remove":
            self.source.pop(key, None)
        elif what == "move":
            self.source = {key: self.source[key], **self.source} if key in self.source else self.source
        elif what == "merge":
            self.merge()
        else:
            self.translator(what, key)
        if then:
            self.update()

    def translator(self, what, key):
        catalog = parsed(self.text)
        entry = catalog.entries.get(key)
        if entry is None:
            return
        flags, change = tuple(f for f in entry.flags if f != "fuzzy"), {}
        if what in ("translate", "keep #|"):
            self.count += 1
            words = tuple(f'słowo {self.count}.{i} „\\" \t{key}' for i in range(len(entry.msgstr)))
            self.owned -= set(entry.msgstr)
            self.owned |= set(words)
            self.truth |= dict.fromkeys(words, forms(entry))
            change = {"msgstr": words, "flags": flags} | ({} if what == "keep #|" else {"previous": ()})
        elif what == "confirm" and all(entry.msgstr):
            self.truth |= dict.fromkeys(entry.msgstr, forms(entry))
            change = {"flags": flags, "previous": ()}
        elif what == "fuzzy" and any(entry.msgstr):
            change = {"flags": ("fuzzy", *flags)}
        elif what == "empty":
            self.owned -= set(entry.msgstr)
            change = {"msgstr": ("",) * len(entry.msgstr), "flags": flags, "previous": ()}
        elif what == "comment":
            change = {"comments": (*entry.comments, "Ask Ewa")}
        elif what == "obsolete" and any(entry.msgstr):
            change = {"obsolete": True, "extracted": (), "references": ()}
        made = entry.changed(**change)
        entries = [made if e is entry else e for e in catalog.file.entries]
        if made.obsolete:
            entries = [e for e in entries if e is not made] + [made]
        self.text = PoFile(tuple(entries), catalog.file.newline).text()

    def merge(self):
        """What msgmerge does with a newer template: words of another source are retired, and an empty entry stands in their place."""
        catalog, entries = parsed(self.text), []
        fresh = {(e.msgctxt, e.msgid): e for e in new_catalog(messages(self.source), self.language, "").entries}
        for e in catalog.file.entries:
            there = fresh.get((e.msgctxt, e.msgid))
            if there:
                entries.append(e.changed(obsolete=False, extracted=there.extracted, references=there.references) if e.msgctxt else e)
            elif any(e.msgstr):
                entries.append(e.changed(obsolete=True, extracted=(), references=()))
            else:
                # msgmerge drops an entry that says nothing, with its comments: what was put aside there, it loses.
                said = "\n".join(unquoted(PoFile((e,))))
                self.owned -= {words for words in self.owned if words in said}
        known = {(e.msgctxt, e.msgid) for e in entries}
        entries += [e for key, e in fresh.items() if key not in known]
        self.text = PoFile(tuple(sorted(entries, key=lambda e: e.obsolete)), catalog.file.newline).text()

    def update(self):
        before = parsed(self.text)
        wanted = messages(self.source)
        memory = Memory({"h": before, "other": self.other})
        self.text = update(before, wanted, memory, RECORDS).text()
        after = parsed(self.text)
        assert update(after, wanted, Memory({"h": after, "other": self.other}), RECORDS).text() == self.text, "twice is not once"
        assert set(after.entries) == set(self.source)
        for key, text in self.source.items():
            self.exact(key, text, before, after.entries[key])

    def exact(self, key, text, before, now):
        """A key with one entry before: stale when its source changed in meaning, or when it was; else as it was."""
        assert forms(now) == text.forms
        found = [e for e in before.file.entries if e.msgctxt == key]
        if not found:
            assert suggested(now) or not any(now.msgstr)
        if len(found) != 1:
            return
        (old,) = found
        stands = forms(old) == text.forms or same_meaning(RECORDS, "h", key, forms(old), text.forms)
        assert now.fuzzy == (any(now.msgstr) and (old.fuzzy or not stands))
        if stands:
            assert (now.msgstr, now.previous, now.comments) == (old.msgstr, old.previous, old.comments)
        elif any(old.msgstr) and not old.fuzzy:
            assert tuple(words for _, words in now.previous) == forms(old)
        if forms(old) == text.forms and not old.obsolete:
            assert now.raw.strip() == old.raw.strip(), "an entry that did not change was printed anew"

    def look(self):
        file = parsed(self.text).file
        said = "\n".join([*(s for e in file.entries for s in e.msgstr), *unquoted(file)])
        assert [words for words in self.owned if words not in said] == []
        for e in file.entries:
            if e.msgctxt and not e.obsolete and not e.fuzzy:
                for words in filter(None, e.msgstr):
                    told = self.truth[words]
                    assert told == forms(e) or same_meaning(RECORDS, "h", e.msgctxt, told, forms(e)), f"{words} stands under another source"


def unquoted(file):
    """What comments say, with PO's marks taken out."""
    return (c.replace("\\t", "\t").replace('\\"', '"').replace("\\\\", "\\") for e in file.entries for c in e.comments)


def lived(steps, tag="pl"):
    world = World(tag)
    for step in steps:
        world.step(*step)
        world.look()
    world.update()
    world.look()
    return world


@settings(max_examples=150)
@given(st.lists(STEP, max_size=25), st.sampled_from(["pl", "ar", "zh-Hans"]))
def test_no_history_loses_a_translation_or_shows_an_old_one_as_current(steps, tag):
    lived(steps, tag)


@pytest.mark.slow
@settings(max_examples=1000)
@given(st.lists(STEP, max_size=60), st.sampled_from(["pl", "ar", "zh-Hans"]))
def test_no_long_history_loses_a_translation_or_shows_an_old_one_as_current(steps, tag):
    lived(steps, tag)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(STEP, min_size=10, max_size=40), st.sampled_from(["pl", "ar", "zh-Hans"]))
def test_gettext_takes_what_any_history_leaves(gettext_tool, steps, tag):
    run = gettext_tool("msgfmt", "--check", "-o", "/dev/null", "a", a=lived(steps, tag).text)
    # The translator of these tests writes no {n}: of that alone gettext may complain.
    told = [line for line in run.stderr.decode().splitlines() if not re.search(r"argument 'n' doesn't exist|found \d+ fatal error", line)]
    assert told == []


@pytest.mark.parametrize("tag", ["ar", "pl", "zh-Hans"])
def test_saidthat_have_no_room_are_put_aside_and_come_back(tag):
    plain, counted = TEXTS["a"][0], TEXTS["a"][3]
    world = World(tag)
    world.source = {"a": counted}
    world.update()
    world.translator("translate", "a")
    six = parsed(world.text).entries["a"].msgstr
    world.source = {"a": plain}
    world.update()
    once = parsed(world.text).entries["a"]
    assert once.msgstr == (six[-1],)
    assert len(once.comments) == (len(six) if len(six) > 1 else 0)
    assert all(c.startswith(f"earlier msgstr[{i}] ") for i, c in enumerate(once.comments))
    world.source = {"a": counted}
    world.update()
    back = parsed(world.text).entries["a"]
    assert (back.fuzzy, back.comments) == (True, ())
    assert back.msgstr == six


def test_forms_put_aside_outlive_an_entry_that_was_emptied_and_then_removed(gettext_tool):
    steps = [("source", "a", 3, True), ("translate", "a", 0, False), ("source", "a", 0, True)]
    world = lived([*steps, ("empty", "a", 0, False), ("remove", "a", 0, True)])
    (entry,) = [e for e in parsed(world.text).file.entries if e.msgctxt == "a"]
    assert (entry.obsolete, entry.msgstr, len(entry.comments)) == (True, ("",), 3)
    run = gettext_tool("msgfmt", "--check", "-o", "/dev/null", "a", a=world.text)
    assert run.returncode == 0, run.stderr
    world.source = {"a": TEXTS["a"][3]}
    world.update()
    back = parsed(world.text).entries["a"]
    assert (back.fuzzy, back.comments, all(back.msgstr)) == (True, (), True)


def test_an_entry_that_says_nothing_is_dropped_by_msgmerge_with_what_was_put_aside(gettext_tool):
    """So `lived` must not ask for it: gettext's own tool, in place of our `update`, takes it away."""
    steps = [("source", "a", 3, True), ("translate", "a", 0, False), ("source", "a", 0, True), ("empty", "a", 0, False)]
    assert lived([*steps, ("remove", "a", 0, False), ("merge", "a", 0, False)]).owned == set()
    world = lived(steps)
    assert len(parsed(world.text).entries["a"].comments) == 3
    template = new_catalog(messages({"b": world.source["b"]}), world.language, "").text()
    merged = gettext_tool("msgmerge", "--quiet", "--no-fuzzy-matching", "a", "b", a=world.text, b=template)
    assert merged.returncode == 0, merged.stderr
    assert "earlier msgstr" in world.text
    assert "earlier msgstr" not in merged.stdout.decode()


def test_the_plain_text_that_a_translator_wrote_meanwhile_is_kept_too():
    world = World("pl")
    for text in (TEXTS["a"][3], TEXTS["a"][0]):
        world.source = {"a": text}
        world.update()
        world.translator("translate", "a")
    (plain,) = parsed(world.text).entries["a"].msgstr
    world.source = {"a": TEXTS["a"][4]}
    world.update()
    now = parsed(world.text).entries["a"]
    assert len(now.msgstr) == 3
    assert plain not in now.msgstr
    assert len(now.comments) == 1
    assert any(c.startswith("earlier msgstr ") for c in now.comments)
    world.look()


def test_a_retired_twin_with_the_same_singular_is_put_aside_in_the_entry_that_stays(gettext_tool):
    world = World("pl")
    world.source = {"a": TEXTS["a"][0]}
    world.update()
    world.translator("translate", "a")
    head, said = '#~ msgctxt "a"\n#~ msgid "{n} cat a"\n#~ msgid_plural "{n} cats a"\n', ("{n} kot", "{n} k", "{n} l")
    counted = head + "".join(f'#~ msgstr[{i}] "{form}"\n' for i, form in enumerate(said))
    world.text += f"\n# Ask Ewa\n{counted}"
    world.source = {"a": TEXTS["a"][6]}
    world.update()
    (entry,) = [e for e in parsed(world.text).file.entries if e.msgctxt == "a"]
    assert entry.comments == ("Ask Ewa", *(f'earlier msgstr[{i}] "{{n}} {w}"' for i, w in enumerate(("kot", "k", "l"))))
    run = gettext_tool("msgcat", "a", a=world.text)
    assert (run.returncode, run.stderr) == (0, b"")
