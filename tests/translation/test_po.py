import io
from dataclasses import replace
from gettext import GNUTranslations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.translation.po import Entry, PoFile, parse_po, print_entry, quote

REPOSITORY = Path(__file__).resolve().parents[2]
OURS = sorted((REPOSITORY / "translations").rglob("*.po*"))
# A spread over the compiled catalogs of this machine's own programs.
INSTALLED = sorted(Path("/usr/share/locale").glob("*/LC_MESSAGES/*.mo"))[::29][:60]
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'

FULL = r"""# Translators' notes stay.
#
#  Indented, and #unspaced
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: x\n"
"Language: pl\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 "
"|| n%100>=20) ? 1 : 2);\n"
"X-Generator: Poedit 3.4: with a colon\n"
"X-Review: by hand\n"

# One
#no space
#. extracted
#: handouts/a.yaml other.yaml:12
#, fuzzy, python-brace-format, max-length:20
#| msgctxt "old.key"
#| msgid ""
#| "Old words, "
#| "wrapped"
msgctxt "a"
msgid ""
"New words, "
"wrapped \"with\" \\ and\ttab\n"
"second line"
msgstr ""
"Nowe "
"słowa"


#| msgid "{n} old cat"
#| msgid_plural "{n} old cats"
msgid "{n} cat"
msgid_plural "{n} cats"
msgstr[0] "{n} kot"
msgstr[1] "{n} koty"
msgstr[2] "{n} kotów"

# Gone, with its note
#, fuzzy
#~| msgid "older"
#~ msgctxt "gone"
#~ msgid "old"
#~ msgstr ""
#~ "stare "
#~ "słowa"

#~ msgid "one"
#~ msgid_plural "many"
#~ msgstr[0] "a"
#~ msgstr[1] "b"
#~ msgstr[2] "c"

# The last words of the file.
"""

SHAPES = {
    "full": FULL,
    "crlf": FULL.replace("\n", "\r\n"),
    "empty": "",
    "comments alone": "# nothing here yet\n\n",
    "no line end at the end": 'msgid "a"\nmsgstr "b"',
    "blank lines before": '\n\n# c\n\nmsgid "a"\nmsgstr "b"\n',
    "many blank lines": 'msgid "a"\nmsgstr "b"\n\n\n\nmsgid "c"\nmsgstr "d"\n\n\n',
    "no blank line": 'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n',
    "no blank line, comment": 'msgid "a"\nmsgstr "b"\n# c\nmsgid "c"\nmsgstr "d"\n',
    "no blank line, obsolete": 'msgid "a"\nmsgstr "b"\n#~ msgid "c"\n#~ msgstr "d"\n',
    "no blank line, crlf": 'msgid "a"\r\nmsgstr "b"\r\nmsgid "c"\r\nmsgstr "d"\r\n',
    "spaces in the blank line": 'msgid "a"\nmsgstr "b"\n  \nmsgid "c"\nmsgstr "d"\n',
    "spaces at line ends": 'msgid "a"  \nmsgstr "b"\t\n\nmsgid   "c"\nmsgstr\t"d"\n',
    "line separator in a string": 'msgid "a\u2028b"\nmsgstr "c\u0085d"\n',
    "two strings on a line": 'msgid "a" "b"\nmsgstr "c"\n',
    "obsolete without spaces": '#~msgid "c"\n#~msgstr "d"\n',
}


def parsed(text):
    file, faults = parse_po(text, "x.po")
    assert faults == [], faults
    return file


def bare(entries):
    """Entries without their place in a file."""
    return [replace(entry, line=0, raw="") for entry in entries]


def printed(entries, newline="\n"):
    return PoFile(tuple(replace(e, raw="") for e in entries), newline).text()


def contents(mo):
    """What a program would look up, read by Python's own gettext."""
    return {k: v for k, v in GNUTranslations(io.BytesIO(mo))._catalog.items() if k}


def looked_up(entries):
    """The same from our entries: those that msgfmt would compile."""
    table = {}
    for e in entries:
        if e.obsolete or e.fuzzy or not e.msgstr[0] or not e.msgid:  # msgfmt asks for the first form only
            continue
        if any("<PRI" in s for s in (e.msgid, *e.msgstr)):  # msgfmt keeps these in a table of their own, which Python does not read
            continue
        key = e.msgid if e.msgctxt is None else f"{e.msgctxt}\x04{e.msgid}"
        table.update({key: e.msgstr[0]} if e.msgid_plural is None else {(key, i): s for i, s in enumerate(e.msgstr)})
    return table


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.relative_to(REPOSITORY / "translations").as_posix())
def test_our_catalogs_come_back_to_the_byte(path):
    text = path.read_bytes().decode()
    assert parsed(text).text() == text


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.relative_to(REPOSITORY / "translations").as_posix())
def test_our_catalogs_mean_the_same_when_printed_anew(path):
    entries = parsed(path.read_bytes().decode()).entries
    assert bare(parsed(printed(entries)).entries) == bare(entries)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_comes_back_to_the_byte(shape):
    assert parsed(SHAPES[shape]).text() == SHAPES[shape]


@pytest.mark.parametrize("options", [(), ("--no-wrap",), ("--width=40",), ("--indent",), ("--sort-output",)], ids=str)
def test_what_gettext_writes_comes_back_to_the_byte_and_means_the_same(gettext_tool, options):
    text = gettext_tool("msgcat", *options, "a", a=FULL).stdout.decode()
    file = parsed(text)
    assert file.text() == text
    ours = {(e.msgctxt, e.msgid): replace(e, line=0, raw="", references=()) for e in parsed(FULL).entries}
    theirs = {(e.msgctxt, e.msgid): replace(e, line=0, raw="", references=()) for e in file.entries}
    assert theirs.keys() == ours.keys()
    for key, entry in ours.items():
        other = theirs[key]
        assert (other.msgstr, other.msgid_plural, other.previous, other.obsolete) == (
            entry.msgstr,
            entry.msgid_plural,
            entry.previous,
            entry.obsolete,
        )


@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="no compiled catalogs on this machine")
@pytest.mark.parametrize("options", [("--no-wrap",), ("--width=50",)], ids=str)
def test_catalogs_of_installed_programs_come_back_and_say_what_the_compiled_ones_say(gettext_tool, options):
    read = 0
    for path in INSTALLED:
        loose = gettext_tool("msgunfmt", str(path)).stdout
        text = gettext_tool("msgcat", "--to-code=UTF-8", *options, "a", a=loose).stdout.decode()
        if not text:
            continue
        file = parsed(text)
        assert file.text() == text, path
        assert bare(parsed(printed(file.entries)).entries) == bare(file.entries), path
        assert looked_up(file.entries) == contents(path.read_bytes()), path
        read += 1
    assert read > len(INSTALLED) / 2


def test_all_parts_of_an_entry_are_read():
    header, full, plural, gone, gone_plural = parsed(FULL).entries
    assert header.comments == ("Translators' notes stay.", "", " Indented, and #unspaced")
    assert full.comments == ("One", "no space")
    assert full.extracted == ("extracted",)
    assert full.references == ("handouts/a.yaml other.yaml:12",)
    assert full.flags == ("fuzzy", "python-brace-format", "max-length:20")
    assert full.previous == (("msgctxt", "old.key"), ("msgid", "Old words, wrapped"))
    assert full.msgid == 'New words, wrapped "with" \\ and\ttab\nsecond line'
    assert full.msgstr == ("Nowe słowa",)
    assert (plural.msgid_plural, len(plural.msgstr)) == ("{n} cats", 3)
    assert (gone.obsolete, gone.fuzzy, gone.msgctxt, gone.previous) == (True, True, "gone", (("msgid", "older"),))
    assert gone_plural.msgstr == ("a", "b", "c")


def test_header_fields_are_read_unknown_ones_too():
    header = parsed(FULL).header
    assert header["X-Generator"] == "Poedit 3.4: with a colon"
    assert header["X-Review"] == "by hand"
    assert header["Plural-Forms"].endswith("? 1 : 2);")
    assert list(header)[:2] == ["Project-Id-Version", "Language"]


def test_lines_of_entries_count_from_one():
    entries = parsed('msgid ""\nmsgstr "a: b\\n"\n\n# note\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n').entries
    assert entries[0].line == 1
    assert entries[2].line == 8


def test_crlf_files_get_new_entries_with_crlf():
    file = parsed(SHAPES["crlf"])
    text = PoFile((*file.entries, Entry("new", ("nowe",))), file.newline).text()
    assert "\n" not in text.replace("\r\n", "")
    assert 'msgid "new"\r\nmsgstr "nowe"\r\n' in text


def test_a_changed_entry_leaves_the_others_as_they_were():
    file = parsed(FULL)
    changed = tuple(e.changed(msgstr=("Inne",)) if e.msgctxt == "a" else e for e in file.entries)
    text = PoFile(changed).text()
    before, after = FULL.split("# One\n"), text.split("# One\n")
    assert after[0] == before[0]
    assert after[1].split("#| msgid", 2)[2].split("\n", 1)[1] != ""
    assert text.endswith(FULL[FULL.index('#| msgid "{n} old cat"') :])


def test_a_changed_last_entry_keeps_the_comments_at_the_end_of_the_file():
    file = parsed('msgid "a"\nmsgstr "b"\n\n# Reviewed up to here, Ewa\n')
    assert "# Reviewed up to here, Ewa" in PoFile((file.entries[0].changed(msgstr=("c",)),)).text()


def test_a_changed_entry_keeps_the_lines_that_still_say_the_same():
    text = '#bare\n#\n#  Indented\n#: f\nmsgctxt "a"\nmsgid ""\n"Old "\n"words"\nmsgstr ""\n"Nowe "\n"sło" "wa"\n\n# The end\n'
    file = parsed(HEADER + text)
    made = file.entries[-1].changed(msgid="New words", references=("g",), comments=(*file.entries[-1].comments, "Ask Ewa"))
    now = replace(file, entries=(*file.entries[:-1], made)).text()
    wanted = text.replace("#: f", "# Ask Ewa\n#: g").replace('msgid ""\n"Old "\n"words"', 'msgid "New words"')
    assert now == HEADER + wanted
    again = made.changed(msgid="Newer words")
    assert print_entry(again) == print_entry(made).replace("New words", "Newer words"), "and so at the next change"
    retired = print_entry(made.changed(obsolete=True, references=()))
    assert all(line.startswith("#") for line in retired.splitlines())
    assert '#~ msgstr "Nowe słowa"' in retired


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("path", OURS[::7], ids=lambda p: p.relative_to(REPOSITORY / "translations").as_posix())
def test_a_changed_note_leaves_every_other_line(path, newline):
    text = path.read_text(encoding="utf-8").replace("\n", newline)
    file = parsed(text)
    made = replace(file, entries=tuple(e.changed(extracted=("☃",)) if e.msgctxt else e for e in file.entries)).text()
    assert [line for line in made.splitlines() if line != "#. ☃"] == [line for line in text.splitlines() if not line.startswith("#. ")]
    assert made.count("\r\n") == (made.count("\n") if newline == "\r\n" else 0)


def test_nothing_changed_is_the_same_entry():
    entry = parsed(FULL).entries[1]
    assert entry.changed(msgstr=entry.msgstr) is entry


ODD_LETTERS = ["a\u2028b", "a\u2029b", "a\x85b", "a\vb", "a\fb", "a\x1cb", "a\ab", "a\bb", "\r", "\t", '"', "\\", "\\n", "\n", "a\n", "\na"]


@pytest.mark.parametrize("letters", ODD_LETTERS)
def test_every_letter_survives_printing(letters):
    entry = Entry(msgid=letters, msgstr=(letters,))
    assert bare(parsed(print_entry(entry)).entries) == [entry]


@pytest.mark.parametrize(("escape", "letter"), [("\\033", "\033"), ("\\x41", "A"), ("\\101", "A"), ("\\v", "\v"), ("\\a", "\a")])
def test_escapes_are_those_of_c(escape, letter):
    (entry,) = parsed(f'msgid "k"\nmsgstr "{escape}"\n').entries
    assert entry.msgstr == (letter,)


MARKED = {"obsolete": Entry("a\nb", ("c\nd",), obsolete=True), "previous": Entry("a", ("b",), previous=(("msgid", "x\ny"),))}


@pytest.mark.parametrize("entry", MARKED.values(), ids=list(MARKED))
def test_every_line_of_a_marked_string_carries_the_mark(gettext_tool, entry):
    text = print_entry(entry)
    assert all(line.startswith("#") for line in text.split("\n")[:3])
    assert bare(parsed(text).entries) == [entry]
    assert gettext_tool("msgcat", "a", a=HEADER + text).returncode == 0


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("plain", ['"plain"']),
        ("", ['""']),
        ("one line\n", ['"one line\\n"']),
        ("a\nb", ['""', '"a\\n"', '"b"']),
        ("a\nb\n", ['""', '"a\\n"', '"b\\n"']),
        ('say "x" \\ \t', ['"say \\"x\\" \\\\ \\t"']),
    ],
)
def test_strings_are_quoted_as_gettext_does(text, lines):
    assert quote(text).split("\n") == lines


# Entries of all kinds, printed and read.

LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), include_characters="\n\t\r\"\\{}<>%'#~|")
STRINGS = st.text(LETTERS, max_size=20)
# Not with a backslash at the end: gettext 0.21 takes the next line for a part of such a comment.
LINES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=15).map(lambda s: s.strip().rstrip("\\").strip())
WORDS = st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?", fullmatch=True)
PREVIOUS = st.one_of(
    st.just(()), STRINGS.map(lambda s: (("msgid", s),)), st.tuples(WORDS, STRINGS).map(lambda p: (("msgctxt", p[0]), ("msgid", p[1])))
)


@st.composite
def entries(draw):
    obsolete, counted = draw(st.booleans()), draw(st.booleans())
    return Entry(
        msgid=draw(STRINGS.filter(bool)),
        msgid_plural=draw(STRINGS) if counted else None,
        msgctxt=draw(st.none() | WORDS),
        msgstr=tuple(draw(st.lists(STRINGS, min_size=2, max_size=2))) if counted else (draw(STRINGS),),
        comments=tuple(draw(st.lists(LINES, max_size=3))),
        extracted=() if obsolete else tuple(draw(st.lists(LINES, max_size=2))),
        references=() if obsolete else tuple(draw(st.lists(WORDS, max_size=2))),
        flags=tuple(draw(st.lists(st.sampled_from(["fuzzy", "python-brace-format", "xml-text", "max-length:9"]), unique=True))),
        previous=draw(PREVIOUS),
        obsolete=obsolete,
    )


FILES = st.lists(entries(), max_size=5, unique_by=lambda e: (e.msgctxt, e.msgid))


@given(FILES, st.sampled_from(["\n", "\r\n"]))
def test_entries_printed_and_read_are_the_same(made, newline):
    text = printed(made, newline)
    file = parsed(text)
    assert bare(file.entries) == made
    assert file.text() == text


def agreeing(e):
    """Source and translations begin and end alike with a line end, or not: msgfmt asks for it."""
    strings = [s for s in (e.msgid, e.msgid_plural, *e.msgstr) if s]
    return len({(s[0] == "\n", s[-1] == "\n") for s in strings}) == 1


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(made=st.lists(entries().filter(agreeing), max_size=5, unique_by=lambda e: (e.msgctxt, e.msgid)))
def test_msgfmt_compiles_what_we_print_to_what_we_mean(gettext_tool, made):
    text = HEADER + printed(made)
    run = gettext_tool("msgfmt", "-o", "-", "a", a=text)
    assert run.returncode == 0, run.stderr.decode()
    assert contents(run.stdout) == looked_up(made)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(made=FILES)
def test_msgcat_writes_what_we_print_with_the_same_meaning(gettext_tool, made):
    run = gettext_tool("msgcat", "a", a=HEADER + printed(made))
    assert run.returncode == 0, run.stderr.decode()
    # Without a translation, msgcat drops an obsolete entry, and the fuzzy mark of a live one.
    wanted = {meaning(e) for e in made if e.msgstr[0] or not e.obsolete}
    assert {meaning(e) for e in parsed(run.stdout.decode()).entries[1:]} == wanted


def meaning(e):
    return e.msgctxt, e.msgid, e.msgid_plural, e.msgstr, e.fuzzy and bool(e.msgstr[0]), e.obsolete


# What is refused.

BROKEN = [
    ('msgid "a"\nmsgstr "b\n', 2),
    ('msgid "a"\nmsgstr b"\n', 2),
    ('msgid "a"\nmsgstr "b"c"\n', 2),
    ('msgid "a"\nmsgstr "b"\n\nmsgid "c\nmsgstr "d"\n', 4),
    ('msgid "a"\nmessage\nmsgstr "b"\n', 2),
    ('"loose"\nmsgid "a"\nmsgstr "b"\n', 1),
    ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', 2),
    ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 3),
    ('msgid "x"\nmsgstr "y"\n\n# note\nmsgid "a"\n\n', 4),
    ('msgid "x"\nmsgstr "y"\n\nmsgctxt "k"\nmsgstr "a"\n', 4),
    ('msgid "x"\r\nmsgstr "y"\r\n\r\nmsgid "c\r\nmsgstr "d"\r\n', 4),
    ('#~ msgid "x\n#~ msgstr "y"\n', 1),
]


@pytest.mark.parametrize(("text", "line"), BROKEN)
def test_broken_syntax_is_refused_at_its_line(text, line):
    _, faults = parse_po(text, "pl/a.po")
    assert faults
    assert (faults[0].code, faults[0].place.file, faults[0].place.line) == ("F020", "pl/a.po", line)
    assert all(f.what and f.mend for f in faults)


@pytest.mark.parametrize(("text", "line"), BROKEN)
def test_what_we_refuse_gettext_refuses_too(gettext_tool, text, line):
    assert gettext_tool("msgfmt", "-o", "/dev/null", "a", a=text).returncode != 0


def test_a_broken_file_still_comes_back_to_the_byte():
    for text, _ in BROKEN:
        assert parse_po(text, "x.po")[0].text() == text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> theirs\n', {2, 4, 6}),
        ('msgid "a"\nmsgstr "b"\n\n<<<<<<< HEAD\n||||||| base\n=======\nmsgid "c"\nmsgstr "d"\n>>>>>>> x\n', {4, 5, 6, 9}),
    ],
)
def test_conflict_marks_are_found_each_at_its_line(text, lines):
    _, faults = parse_po(text, "x.po")
    assert {f.place.line for f in faults if "conflict" in f.what} == lines


def test_equals_signs_inside_a_text_are_no_conflict():
    parsed('# =======\nmsgid "a"\nmsgstr ""\n"=======\\n"\n')


def test_a_duplicate_is_found_with_both_lines():
    _, faults = parse_po('msgctxt "k"\nmsgid "a"\nmsgstr "1"\n\nmsgctxt "k"\nmsgid "a"\nmsgstr "2"\n', "x.po")
    (fault,) = faults
    assert (fault.code, fault.place.line) == ("F021", 5)
    assert "line 1" in fault.what


def test_same_words_under_two_keys_and_obsolete_twins_are_no_duplicates():
    parsed('msgctxt "k"\nmsgid "a"\nmsgstr "1"\n\nmsgctxt "l"\nmsgid "a"\nmsgstr "2"\n\n#~ msgctxt "k"\n#~ msgid "a"\n#~ msgstr "3"\n')
