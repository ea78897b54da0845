"""Round trips through every format, and what an import takes and refuses."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.content.text import Text
from evenhand.finding import Trouble
from evenhand.project import find_project
from evenhand.sheet.sources import read_sources
from evenhand.translation.catalog import Catalog, read_catalog
from evenhand.translation.exchange import export_part, same_language, source_proof
from evenhand.translation.formats import FORMATS, address, read_exchange
from evenhand.translation.inline import code_counts, cut, join
from evenhand.translation.intake import credited, take_in
from evenhand.translation.language import find_language, plural_rule
from evenhand.translation.messages import Message, MessageSet
from evenhand.translation.po import Entry, PoFile, parse_po

REPOSITORY = Path(__file__).resolve().parents[2]
CATALOGS = sorted(p for p in (REPOSITORY / "translations").rglob("*.po") if p.parent.name != "templates")
XLIFF = ["xliff", "xliff2"]
KEPT = """# Kept by hand
msgid ""
msgstr ""
"Project-Id-Version: demo\\n"
"Last-Translator: somebody\\n"
"Language: ar\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"
"X-Evenhand-Origin: machine-drafted, not reviewed\\n"
"X-Review: by hand: twice\\n"

# A note of the translator
#. Title of the leaflet
#. Safety: high. A wrong word here can hurt someone.
#: handouts/demo.yaml
#, max-length:40, my-own-flag
msgctxt "title"
msgid "Stop"
msgstr "قف"


#, fuzzy, python-brace-format, xml-text
#| msgctxt "old.key"
#| msgid "Call <b>{phone}</b>"
msgctxt "call"
msgid "Call <b>{phone}</b> now"
msgstr ""
"اتصل "
"بـ <b>{phone}</b>"

#, python-brace-format
#| msgid "{n} person"
#| msgid_plural "{n} persons"
msgctxt "people"
msgid "{n} <term id=\\"p\\">person</term>"
msgid_plural "{n} <term id=\\"p\\">people</term>"
msgstr[0] "لا <term id=\\"p\\">أحد</term>"
msgstr[1] "<term id=\\"p\\">شخص</term> واحد"
msgstr[2] "<term id=\\"p\\">شخصان</term>"
msgstr[3] "{n} <term id=\\"p\\">أشخاص</term>"
msgstr[4] "{n} <term id=\\"p\\">شخصًا</term>"
msgstr[5] "{n} <term id=\\"p\\">شخص</term>"

msgctxt "empty"
msgid "Not yet & <foreign lang=\\"la\\">ad hoc</foreign>"
msgstr ""

# Gone
#~ msgctxt "gone"
#~ msgid "old"
#~ msgstr "قديم"
"""
MESSAGES = MessageSet(
    "demo",
    "handouts/demo.yaml",
    (
        Message("title", Text("Stop")),
        Message("call", Text("Call <b>{phone}</b> now")),
        Message("people", Text('{n} <term id="p">people</term>', '{n} <term id="p">person</term>', "n")),
        Message("empty", Text('Not yet & <foreign lang="la">ad hoc</foreign>')),
    ),
)
ARABIC = find_language("ar")


def catalog(text=KEPT, name="translations/ar/demo.po"):
    file, faults = parse_po(text, name)
    assert not faults, faults
    return Catalog(name, file, plural_rule(file.header["Plural-Forms"]))


@pytest.fixture
def sent(tmp_path):
    """Write a catalog in a format, let something happen to the file's text, and read it."""

    def send(kind, edit=lambda text: text, of=None, messages=MESSAGES, language=ARABIC):
        data = FORMATS[kind].write([export_part(of or catalog(), messages, language)])
        path = tmp_path / f"x{FORMATS[kind].ending}"
        path.write_bytes(edit(data.decode()).encode())
        return read_exchange(path, "x.xlf")

    return send


@pytest.fixture
def taken(sent):
    """The same, held against the catalog."""

    def take(kind, edit=lambda text: text, messages=MESSAGES, of=None, **options):
        (part,) = sent(kind, edit, of).parts
        return take_in(part, of or catalog(), messages, "x.xlf", **options)

    return take


def swap(old, new, count=1):
    def edit(text):
        assert text.count(old) == count, (old, text.count(old))
        return text.replace(old, new)

    return edit


def told(intake):
    return [(f.code, f.place.key, f.what) for f in intake.refused]


# Nothing is lost


@pytest.mark.parametrize("kind", XLIFF)
@pytest.mark.parametrize("path", CATALOGS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_our_catalogs_come_back_to_the_byte(path, kind, tmp_path, sources):
    ours, messages = read_catalog(path, path.relative_to(REPOSITORY).as_posix()), sources[path.stem]
    part = export_part(ours, messages, find_language(path.parent.name))
    file = tmp_path / "x.xlf"
    file.write_bytes(FORMATS[kind].write([part]))
    (back,) = read_exchange(file, "x.xlf").parts
    assert [(u.name, u.source, u.target, u.previous, [n.text for n in u.notes]) for u in back.units] == [
        (u.name, u.source, u.target, u.previous, [n.text for n in u.notes]) for u in part.units
    ]
    assert (back.original, back.source_language, back.target_language, back.proof) == (
        part.original,
        part.source_language,
        part.target_language,
        part.proof,
    )
    intake = take_in(back, ours, messages, "x.xlf")
    assert (intake.changes, intake.refused, intake.left) == ((), (), 0)
    assert intake.file().text().encode() == path.read_bytes()


@pytest.fixture(scope="module")
def sources():
    return {s.name: s for s in read_sources(find_project(REPOSITORY))}


@pytest.mark.parametrize("kind", XLIFF)
def test_contexts_comments_previous_texts_flags_and_plurals_survive(taken, kind):
    intake = taken(kind)
    assert (intake.changes, intake.refused, intake.same, intake.left) == ((), (), 3, 1)
    assert intake.file().text() == KEPT


@pytest.mark.parametrize("kind", XLIFF)
def test_one_changed_target_changes_one_entry(taken, kind):
    intake = taken(kind, swap("شخصان", "اثنان من الناس"))
    (change,) = intake.changes
    assert change.key == "people"
    assert change.new.msgstr[2] == '<term id="p">اثنان من الناس</term>'
    assert intake.file().text() == KEPT.replace("شخصان", "اثنان من الناس")


@pytest.mark.parametrize("kind", XLIFF)
def test_a_file_says_all_that_a_translator_needs(sent, kind):
    (part,) = sent(kind).parts
    title, call, *people, empty = part.units
    assert [n.text for n in title.notes] == [
        "Title of the leaflet",
        "Safety: high. A wrong word here can hurt someone.",
        "A note of the translator",
    ]
    assert [n.author for n in title.notes] == ["developer", "developer", "translator"]
    assert (join(call.previous), people[0].previous) == ("Call <b>{phone}</b>", ())
    assert [u.name for u in people] == [f"people[{i}]" for i in range(6)]
    assert [join(u.source).split(">")[1] for u in people] == [f"{w}</term" for w in ("people", "person", *["people"] * 4)]
    assert people[3].notes[0].text == "Form 4 of 6, for numbers such as 3, 4, 5, 6, 7, 8 …"
    assert [u.state for u in (title, call, people[0], empty)] == ["translated", "review", "translated", "new"]
    assert part.proof == source_proof(MESSAGES)


def test_what_1_2_looks_like():
    text = FORMATS["xliff"].write([export_part(catalog(), MESSAGES, ARABIC)]).decode()
    for words in (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">',
        'original="translations/ar/demo.po" source-language="en" target-language="ar"',
        '<trans-unit id="title" resname="title" xml:space="preserve" maxwidth="40" size-unit="char">',
        'state="translated" state-qualifier="mt-suggestion">قف</target>',
        '<note from="developer" priority="1">Safety: high. A wrong word here can hurt someone.</note>',
        '<note from="translator" priority="3">A note of the translator</note>',
        'Call <g id="1" ctype="bold" equiv-text="&lt;b&gt;"><ph id="2" ctype="x-placeholder">{phone}</ph></g> now</source>',
        '<alt-trans alttranstype="previous-version" xml:space="preserve">',
        '<group id="people" resname="people" restype="x-gettext-plurals">',
        '<target xml:lang="ar" state="new"/>',
    ):
        assert words in text, words


def test_what_2_looks_like():
    text = FORMATS["xliff2"].write([export_part(catalog(), MESSAGES, ARABIC)]).decode()
    for words in (
        'version="2.0" srcLang="en" trgLang="ar"',
        '<unit id="title" name="title" slr:sizeRestriction="40">',
        '<group id="group.people" name="people" type="evenhand:plurals">',
        '<unit id="people-0" name="people[0]">',
        '<mtc:match ref="#s1" type="other" subType="evenhand:previous">',
        '<note category="translator" priority="3">A note of the translator</note>',
        '<data id="d2">{phone}</data>',
        '<segment id="s1" state="initial" subState="evenhand:needs-review">',
    ):
        assert words in text, words
    ids = re.findall(r'<(?:unit|group) id="([^"]*)"', text)
    assert len(ids) == len(set(ids))


LETTERS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\n"), min_size=1, max_size=6)
CODES = st.sampled_from(
    ["{n}", "{a.b}", "<b>", "</b>", '<term id="x">', "</term>", "<b/>", "&lt;", "&", "<", "\x01", "\ufffe", "]]>", "U+0001"]
)
WORDS = st.lists(st.one_of(LETTERS, CODES), min_size=1, max_size=6).map("".join)


@st.composite
def catalogs(draw):
    """Any catalog, with any words in it, and its messages."""
    language = find_language(draw(st.sampled_from(["ar", "pl", "zh-Hans", "es", "ur"])))
    rule = plural_rule(language.plural_forms)
    messages, entries = [], [Entry("", (f"Language: x\nPlural-Forms: {language.plural_forms}\n",))]
    for key in draw(st.lists(st.from_regex(r"[a-z]{1,3}([.-][a-z0-9]{1,3}){0,2}", fullmatch=True), unique=True, min_size=1, max_size=4)):
        text = draw(st.one_of(st.builds(Text, WORDS), st.builds(Text, WORDS, WORDS, st.just("n"))))
        old = draw(st.one_of(st.none(), WORDS))
        entry = Entry(
            text.forms[0],
            tuple(draw(st.one_of(st.just(""), WORDS)) for _ in range(rule.count if text.count else 1)),
            key,
            text.forms[1] if text.count else None,
            comments=tuple(draw(st.lists(LETTERS, max_size=2))),
            flags=("fuzzy",) if draw(st.booleans()) else (),
            previous=(("msgid", old),) if old else (),
        )
        messages.append(Message(key, text))
        entries.append(entry)
    text = PoFile(tuple(entries)).text()
    return catalog(text, "translations/x/demo.po"), MessageSet("demo", "demo.yaml", tuple(messages)), language


@pytest.mark.parametrize("kind", XLIFF)
@given(data=st.data())
@settings(max_examples=60)
def test_any_catalog_comes_back_to_the_byte(kind, data, tmp_path_factory):
    ours, messages, language = data.draw(catalogs())
    path = tmp_path_factory.getbasetemp() / f"any{kind}"
    path.write_bytes(FORMATS[kind].write([export_part(ours, messages, language)]))
    (part,) = read_exchange(path, "x").parts
    intake = take_in(part, ours, messages, "x")
    assert (intake.changes, intake.refused) == ((), ())
    assert intake.file().text() == ours.file.text()
    # One unit translated anew: exactly its entry changes, to exactly these words.
    unit = data.draw(st.sampled_from(part.units))
    words = " ".join(("new", *re.findall(r"\{[a-z.]+\}", join(unit.source))))
    if "<" in join(unit.source) or "&" in words:
        return
    changed = replace(part, units=tuple(replace(u, target=cut(words)) if u is unit else u for u in part.units))
    intake = take_in(changed, ours, messages, "x")
    keys = [c.key for c in intake.changes]
    assert keys in ([unit.key], []), intake.refused
    if keys:
        others = [e.raw for e in ours.file.entries if e.msgctxt != unit.key]
        assert [e.raw for e in intake.file().entries if e.msgctxt != unit.key] == others
        assert intake.changes[0].new.msgstr[unit.form] == words


# What an import takes


@pytest.mark.parametrize("kind", XLIFF)
def test_a_unit_left_empty_erases_nothing(taken, kind):
    old = "قف</target>"
    intake = taken(kind, swap(old, "</target>"))
    assert (intake.changes, intake.left) == ((), 2)


def test_states_become_the_fuzzy_mark(taken):
    new = taken("xliff", swap('state="needs-review-translation"', 'state="final"'))
    (change,) = new.changes
    assert (change.key, change.new.fuzzy, change.new.previous) == ("call", False, ())
    assert "fuzzy" not in new.file().text()
    (change,) = taken("xliff", swap('state-qualifier="mt-suggestion">قف', ">قف")).changes or (None,)
    assert change is None
    (change,) = taken("xliff", swap('state="translated" state-qualifier="mt-suggestion">قف', 'state="needs-review-l10n">قف')).changes
    assert (change.key, change.new.flags[0]) == ("title", "fuzzy")


def test_an_approved_unit_is_translated(taken):
    (change,) = taken("xliff", lambda t: t.replace('id="call"', 'id="call" approved="yes"')).changes
    assert (change.key, change.new.fuzzy) == ("call", False)


def test_states_of_2_become_the_fuzzy_mark(taken):
    (change,) = taken("xliff2", swap('state="initial" subState="evenhand:needs-review"', 'state="final"')).changes
    assert (change.key, change.new.fuzzy) == ("call", False)


@pytest.mark.parametrize("kind", XLIFF)
def test_new_words_wait_for_review_unless_somebody_says_translated(taken, kind):
    fill = {
        "xliff": swap(
            '<target xml:lang="ar" state="new"/>',
            '<target xml:lang="ar" state="new">ليس <g id="1">x</g></target>',
        ),
        "xliff2": lambda text: re.sub(
            r"(Not yet .*</source>\n)", lambda m: m[1] + '<target>ليس <pc id="1" dataRefStart="d1" dataRefEnd="d2">x</pc></target>', text
        ),
    }[kind]
    (change,) = taken(kind, fill).changes
    assert (change.new.msgstr, change.new.fuzzy) == (('ليس <foreign lang="la">x</foreign>',), True)
    (change,) = taken(kind, fill, translated=True).changes
    assert change.new.fuzzy is False


def test_tools_may_turn_codes_into_their_own_kind_and_cut_segments(taken):
    new = '<mrk mtype="seg" mid="0">اتصل الآن </mrk><bpt id="7" rid="1">&lt;b&gt;</bpt><x id="2"/><ept id="8" rid="1">&lt;/b&gt;</ept>'
    intake = taken("xliff", lambda t: re.sub(r"(<trans-unit id=\"call\".*?<target[^>]*>).*?(</target>)", rf"\1{new}\2", t, flags=re.DOTALL))
    (change,) = intake.changes
    assert change.new.msgstr == ("اتصل الآن <b>{phone}</b>",)


def test_segments_of_2_come_together(taken):
    def cut_up(text):
        segment = re.search(r'<segment id="s1"[^>]*>\s*<source>Stop</source>\s*<target>قف</target>\s*</segment>', text)[0]
        new = (
            '<segment state="final"><source>St</source><target order="3">ف</target></segment>'
            '<ignorable><source/></ignorable><segment state="final"><source>op</source><target order="1">توق</target></segment>'
        )
        return text.replace(segment, new)

    (change,) = taken("xliff2", cut_up).changes
    assert change.new.msgstr == ("توقف",)


# What an import refuses


PHONE = '<g id="1" ctype="bold" equiv-text="&lt;b&gt;"><ph id="2" ctype="x-placeholder">{phone}</ph></g></target>'
LAST = '<ph id="1" ctype="x-placeholder">{n}</ph> <g id="2" ctype="x-term" equiv-text="&lt;term id=&quot;p&quot;&gt;">شخص</g>'
CLOSED = "tag <i> is not known; use <b>, <term>, <foreign>"
REFUSED = {
    "another source": ("xliff", swap(">Stop<", ">Stop it<"), "F041", "title", "its source is not the present one: Stop[- it-]"),
    "another source, 2": ("xliff2", swap(">Stop<", ">Go<"), "F041", "title", "its source is not the present one: [-Go-]{+Stop+}"),
    "unknown key": ("xliff", swap('resname="title"', 'resname="x"'), "F041", "x", "there is no message x in translations/ar/demo.po"),
    "lost placeholder": ("xliff", swap(PHONE, '<g id="1">x</g></target>', 2), "F042", "call", "lost: {phone}"),
    "added tag": ("xliff", swap(">قف<", '><g id="9" equiv-text="&lt;b&gt;">قف</g><'), "F042", "title", "not in the source: <b> </b>"),
    "typed tag": ("xliff", swap(">قف<", ">قف &lt;b&gt;<"), "F042", "title", "not in the source: <b>"),
    "unknown tag": ("xliff", swap(">قف<", ">قف &lt;i&gt;x&lt;/i&gt;<"), "F042", "title", CLOSED),
    "unknown code": ("xliff", swap(">قف<", '><x id="9"/>قف<'), "F042", "title", "the inline element 9 is not one of its source"),
    "last form without its number": ("xliff", swap(LAST, '<g id="2">شخص</g>'), "F042", "people[5]", "lost: {n}"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_units_that_do_not_fit_are_refused(taken, name):
    kind, edit, *finding = REFUSED[name]
    intake = taken(kind, edit)
    assert told(intake) == [tuple(finding)]
    assert intake.refused[0].place.line > 5
    assert intake.refused[0].mend
    assert (intake.changes, intake.whole) == ((), False)


def test_all_faults_are_told_at_once(taken):
    def edit(text):
        return swap(">Stop<", ">Go<")(swap("{phone}</ph></g></target>", "{fone}</ph></g></target>", 2)(text))

    assert [code for code, *_ in told(taken("xliff", edit))] == ["F041", "F042"]


@pytest.mark.parametrize("kind", XLIFF)
def test_too_few_and_too_many_plural_forms(taken, kind, sent):
    part = sent(kind).parts[0]
    fewer = replace(part, units=tuple(u for u in part.units if u.name != "people[4]"))
    assert told(take_in(fewer, catalog(), MESSAGES, "x")) == [("F042", "people[0]", "5 plural forms for 6")]
    more = replace(part, units=(*part.units, replace(part.units[2], form=6)))
    assert told(take_in(more, catalog(), MESSAGES, "x")) == [("F042", "people[0]", "7 plural forms for 6")]


def test_a_unit_that_stands_twice(sent):
    (part,) = sent("xliff").parts
    twice = replace(part, units=(*part.units, part.units[0]))
    ((code, key, what),) = told(take_in(twice, catalog(), MESSAGES, "x"))
    assert (code, key) == ("F041", "title")
    assert what.startswith("the unit title stands already at line")


def test_a_source_that_moved_on_refuses_what_it_changed_alone(taken):
    moved = replace(MESSAGES, messages=(Message("title", Text("Stop now")), *MESSAGES.messages[1:]))
    text = KEPT.replace('msgid "Stop"', 'msgid "Stop now"')
    (part_of_old,) = [export_part(catalog(), MESSAGES, ARABIC)]
    intake = take_in(part_of_old, catalog(text), moved, "x")
    assert told(intake) == [("F041", "title", "its source is not the present one: Stop{+ now+}")]
    assert "export again" in intake.refused[0].mend
    # A catalog that nobody updated is not the present source either.
    intake = take_in(part_of_old, catalog(), moved, "x")
    assert told(intake) == [("F041", "title", "the catalog has not the present source text of title")]


def test_a_catalog_that_is_behind_does_not_go_out():
    moved = replace(MESSAGES, messages=(Message("title", Text("Stop now")), *MESSAGES.messages[1:]))
    with pytest.raises(Trouble, match="behind its source: title") as trouble:
        export_part(catalog(), moved, ARABIC)
    assert trouble.value.findings[0].code == "F043"


U = '<xliff version="1.2"><file><body>\n<trans-unit id="a">{}</trans-unit></body></file></xliff>'
U2 = '<xliff version="2.0"><file><unit {}</unit></file></xliff>'
BROKEN = {
    "not XML": ("hello", "broken"),
    "cut off": ('<?xml version="1.0"?>\n<xliff version="1.2">\n<file>', "broken"),
    "empty": ("", "broken"),
    "another kind": ("<html/>", "unknown kind: <html>"),
    "an entity": ('<!DOCTYPE x [<!ENTITY a "b">]>\n<xliff version="1.2"><file/></xliff>', "defines entities"),
    "a file of the machine": ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<xliff version="1.2">&a;</xliff>', "entities"),
    "a bomb": ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n<tmx version="1.4">&b;</tmx>', "entities"),
    "nothing inside": ('<xliff version="1.2"/>', "nothing stands in this file"),
    "an unknown version": ('<xliff version="9"/>', "unknown kind"),
    "a unit without a source": (U.format(""), "without a source"),
    "a unit without an id": (U2.format("><segment><source/></segment>"), "without an id"),
    "a strange element": (U.format("<source><q/></source>"), "<q>"),
    "a bad number": (U2.format('id="a"><segment><source><cp hex="zz"/></source></segment>'), "number zz"),
    "an unknown encoding": ('<?xml version="1.0" encoding="rot13"?><xliff/>', ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told(name, tmp_path):
    data, words = BROKEN[name]
    (tmp_path / "x").write_text(data)
    with pytest.raises(Trouble) as trouble:
        read_exchange(tmp_path / "x", "x.xlf")
    (finding,) = trouble.value.findings
    assert (finding.code, finding.place.file) == ("F040", "x.xlf")
    assert words in finding.what
    assert finding.mend


# Whose file it is


@pytest.mark.parametrize(
    ("original", "language", "result"),
    [
        ("translations/ur/demo.po", "ur", ("ur", "demo")),
        ("translations\\ur\\demo.po", "ur-PK", ("ur", "demo")),
        ("translations/zh-Hans/demo.po", "zh-CN", ("zh-Hans", "demo")),
        ("C:\\agency\\demo.po", "UR", ("ur", "demo")),
        ("translations/ur/demo.po", "ar", "exported for ur"),
        ("translations/zh-Hans/demo.po", "zh-TW", "no language zh-TW"),
        ("translations/ur/demo.po", "", "no language (none)"),
        ("translations/ur/other.po", "ur", "no catalog of this project"),
        ("", "ur", "no catalog of this project"),
    ],
)
def test_the_catalog_of_a_part(original, language, result, sent):
    part = replace(sent("xliff").parts[0], original=original, target_language=language)
    if isinstance(result, tuple):
        assert address(part, ["demo"], ["ar", "ur", "zh-Hans"], "x.xlf") == result
        return
    with pytest.raises(Trouble, match=re.escape(result)):
        address(part, ["demo"], ["ar", "ur", "zh-Hans"], "x.xlf")


def test_regions_are_languages_but_scripts_are_not():
    assert [same_language(given, "pt") for given in ("pt", "pt-BR", "pt_PT", "ptx", "pt-Latn")] == [True, True, True, False, False]
    assert [same_language(given, "pt-BR") for given in ("pt-BR", "pt", "pt-PT")] == [True, False, False]
    assert [same_language(given, "zh-Hans") for given in ("zh-hans", "zh_CN", "zh", "zh-TW")] == [True, True, False, False]


# Who translated


def test_a_name_ends_the_machine_draft_only_when_everything_came_back(taken):
    part = taken("xliff")
    assert part.whole is False
    text = credited(part.file(), "A. Person", reviewed=part.whole).text()
    assert text == KEPT.replace("Last-Translator: somebody", "Last-Translator: A. Person")
    done = KEPT.replace("#, fuzzy, python", "#, python").replace(
        'hoc</foreign>"\nmsgstr ""', 'hoc</foreign>"\nmsgstr "<foreign lang=\\"la\\">x</foreign>"'
    )
    intake = taken("xliff", of=catalog(done))
    assert intake.whole
    text = credited(intake.file(), "A. Person", reviewed=True).text()
    assert text == done.replace("somebody", "A. Person").replace('"X-Evenhand-Origin: machine-drafted, not reviewed\\n"\n', "")


# Memories


def test_a_memory_offers_what_is_empty_and_nothing_else(sent, tmp_path):
    from evenhand.translation.tmx import offers

    blank = re.sub(r'msgstr(\[\d\])? "[^\n]+"', r'msgstr\1 ""', KEPT.split("# Gone")[0].replace('"اتصل "\n"بـ <b>{phone}</b>"\n', ""))
    blank = catalog(blank.replace("#, fuzzy, ", "#, "))
    memory = sent("tmx").memory
    assert [p.key for p in memory] == ["title", *(f"people[{i}]" for i in range(6))]
    part = offers(memory, blank, MESSAGES, "ar")
    intake = take_in(part, blank, MESSAGES, "x")
    assert not intake.refused
    assert [(c.key, c.new.msgstr, c.new.fuzzy) for c in intake.changes] == [
        (key, catalog().entries[key].msgstr, True) for key in ("title", "people")
    ]
    # What is translated already stays.
    assert offers(memory, catalog(), MESSAGES, "ar").units == ()


TU = '<tu>{props}<tuv xml:lang="en-GB"><seg>Stop</seg></tuv><tuv xml:lang="ar-EG"><seg>{target}</seg></tuv></tu>'


@pytest.mark.parametrize(
    ("units", "offered"),
    [
        ([("", "قف")], "قف"),
        ([("", "قف"), ("", "قف")], "قف"),
        ([("", "قف"), ("", "توقف")], None),
        ([("", "قف"), ('<prop type="key">title</prop>', "توقف")], "توقف"),
        ([('<prop type="x-evenhand-key">other</prop>', "قف")], None),
        ([('<prop type="x-evenhand-key">title</prop><prop type="x-evenhand-catalog">elsewhere</prop>', "قف")], None),
    ],
)
def test_a_key_decides_and_without_one_all_must_agree(units, offered, tmp_path):
    from evenhand.translation.tmx import offers

    body = "".join(TU.format(props=props, target=target) for props, target in units)
    (tmp_path / "m.tmx").write_text(
        f'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>{body}</body></tmx>', encoding="utf-8"
    )
    ours = catalog(KEPT.replace('msgstr "قف"', 'msgstr ""'))
    part = offers(read_exchange(tmp_path / "m.tmx", "m.tmx").memory, ours, MESSAGES, "ar")
    assert [join(u.target) for u in part.units] == ([offered] if offered else [])


def readable(path):
    try:
        return read_exchange(path, "x").parts, ()
    except Trouble as trouble:
        return (), trouble.findings


@pytest.mark.parametrize("kind", FORMATS)
@given(data=st.data())
@settings(max_examples=150)
def test_a_damaged_file_is_told_or_taken_and_never_breaks_a_code(kind, data, tmp_path_factory):
    text = FORMATS[kind].write([export_part(catalog(), MESSAGES, ARABIC)]).decode()
    for _ in range(data.draw(st.integers(1, 3))):
        tokens = re.findall(r"<[^>]*>|[^<]+", text)
        at = data.draw(st.integers(0, len(tokens) - 1))
        match data.draw(st.sampled_from(["cut", "double", "swap", "letter"])):
            case "cut":
                del tokens[at]
            case "double":
                tokens.insert(at, tokens[at])
            case "swap":
                tokens[at], tokens[at - 1] = tokens[at - 1], tokens[at]
            case "letter":
                spot = data.draw(st.integers(0, len(tokens[at]) - 1))
                tokens[at] = tokens[at][:spot] + data.draw(st.characters(exclude_categories=("Cs",))) + tokens[at][spot + 1 :]
        text = "".join(tokens)
    path = tmp_path_factory.getbasetemp() / f"damaged{kind}"
    path.write_bytes(text.encode())
    parts, faults = readable(path)
    assert all(f.code == "F040" and f.what and f.mend for f in faults)
    for part in parts:
        intake = take_in(part, catalog(), MESSAGES, "x")
        changed = {c.key for c in intake.changes}
        before = {e.msgctxt: e.raw for e in catalog().file.entries}
        assert {e.msgctxt for e in intake.file().entries if e.raw != before[e.msgctxt]} == changed
        for change in intake.changes:
            assert len(change.new.msgstr) == len(change.old.msgstr)
            if len(change.new.msgstr) == 1:
                assert code_counts(change.new.msgstr) == code_counts([change.new.msgid])
            assert all(new or not old for old, new in zip(change.old.msgstr, change.new.msgstr, strict=True))
