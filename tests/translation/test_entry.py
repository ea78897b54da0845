"""The quick reader of common entries: what it takes, it reads as the careful reader would."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.translation import po
from evenhand.translation.entry import common_entry
from evenhand.translation.po import parse_po

REPOSITORY = Path(__file__).resolve().parents[2]
OURS = sorted((REPOSITORY / "translations").rglob("*.po*"))
INSTALLED = sorted(Path("/usr/share/locale").glob("*/LC_MESSAGES/*.mo"))[7::29][:60]


def everything(text):
    """All that a reading gives, the fields that do not count for equality too."""
    file, faults = parse_po(text, "x.po")
    return file.newline, [(e, e.line, e.raw, e.tail) for e in file.entries], faults


def both(text):
    """The same text read with and without the quick reader."""
    quick = everything(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(po, "common_entry", lambda *_: None)
        return quick, everything(text)


def taken(text):
    """How many entries the quick reader takes, and how many there are."""
    entries = parse_po(text, "x.po")[0].entries
    starts = [sum(len(e.raw) for e in entries[:i]) for i in range(len(entries))]
    return sum(common_entry(text, at, 1, {}) is not None for at in starts), len(entries)


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.relative_to(REPOSITORY / "translations").as_posix())
def test_our_catalogs_are_read_alike(path):
    quick, careful = both(path.read_bytes().decode())
    assert quick == careful


def test_most_entries_are_common_ones():
    read = [taken(path.read_bytes().decode()) for path in OURS]
    assert sum(quick for quick, _ in read) > 0.9 * sum(every for _, every in read)


@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="no compiled catalogs on this machine")
@pytest.mark.parametrize("options", [("--no-wrap",), ("--width=40",), ("--indent",)], ids=str)
def test_catalogs_of_installed_programs_are_read_alike(gettext_tool, options):
    for path in INSTALLED:
        loose = gettext_tool("msgunfmt", str(path)).stdout
        quick, careful = both(gettext_tool("msgcat", "--to-code=UTF-8", *options, "a", a=loose).stdout.decode())
        assert quick == careful, path


# Lines as they stand in PO files, and as they should not; in any order.
KEYWORDS = ["msgctxt", "msgid", "msgid_plural", "msgstr", "msgstr[0]", "msgstr[1]"]
STRINGS = [
    '""',
    '"a"',
    '"b c"',
    '"\\n"',
    '"a \\"b\\""',
    '"\\\\"',
    '"\\303"',
    '"\\251"',
    '"\\3"',
    '"3"',
    '"a" "b"',
    '"a',
    'a"',
    '"é\u2028\x85"',
]
LINES = [
    *[
        "# note",
        "#",
        "#.",
        "#. extracted",
        "#: a.yaml b.yaml:2",
        "#, fuzzy",
        "#, fuzzy, max-length:9",
        "#,",
        "#~",
        "#~ msgid",
        "#  two",
        "#x\t",
    ],
    *[
        '#| msgid "old"',
        '#~ msgid "old"',
        '#~ msgstr "alt"',
        '#~| msgid "older"',
        '# msgstr "x"',
        "<<<<<<< ours",
        "=======",
        ">>>>>>> theirs",
    ],
    *["", "", "", " ", "\t", "rubbish", '"more"', '"more\\n"', ' "more"', "msgid", "#~ msgstr"],
    *[f"{keyword} {string}" for keyword in KEYWORDS for string in STRINGS],
    *[f'{keyword}{gap}"x"{end}' for keyword in KEYWORDS for gap in ("", " ", "  ", "\t") for end in ("", " ", "\r")],
]
ENTRIES = st.tuples(
    st.lists(st.sampled_from(LINES[:12]), max_size=2),
    st.sampled_from(["", 'msgctxt "k"\n', 'msgctxt ""\n"k"\n']),
    st.sampled_from(STRINGS[:9]),
    st.lists(st.sampled_from(STRINGS[:9]), min_size=1, max_size=3),
    st.sampled_from(["", "\n", "\n\n", " \n"]),
).map(lambda e: "".join(f"{line}\n" for line in e[0]) + f"{e[1]}msgid {e[2]}\nmsgstr " + "\n".join(e[3]) + f"\n{e[4]}")
TEXTS = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=12).map("\n".join),
    st.lists(st.one_of(ENTRIES, st.sampled_from(LINES).map(lambda line: line + "\n")), max_size=8).map("".join),
)


@settings(max_examples=600)
@given(TEXTS, st.sampled_from(["\n", "\n", "\r\n"]), st.sampled_from(["", "\n"]))
def test_any_text_is_read_alike(text, newline, end):
    quick, careful = both((text + end).replace("\n", newline))
    assert quick == careful


def test_bytes_that_numbers_spell_do_not_reach_over_a_line():
    quick, careful = both('msgid ""\n"\\303"\n"\\251"\nmsgstr "a\\303\\251"\n')
    assert quick == careful
    assert quick[1][0][0].msgid == "\ufffd\ufffd"
    assert quick[1][0][0].msgstr == ("aé",)


def test_a_common_entry_is_taken_with_the_blank_lines_behind_it():
    text = '# n\nmsgctxt "k"\nmsgid ""\n"a "\n"b"\nmsgstr "c\\n"\n\n\nmsgid "d"\nmsgstr ""\n'
    entry = common_entry(text, 0, 3, {})
    assert entry is not None
    assert (entry.msgctxt, entry.msgid, entry.msgstr, entry.comments, entry.line) == ("k", "a b", ("c\n",), ("n",), 3)
    assert entry.raw == text[: text.index('msgid "d"')]


@pytest.mark.parametrize(
    "text",
    [
        'msgid "a"\nmsgstr "b"',
        'msgid "a"\nmsgstr "b"\n<<<<<<< ours\n',
        'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\n',
        '#| msgid "old"\nmsgid "a"\nmsgstr "b"\n',
        '#~ msgid "a"\n#~ msgstr "b"\n',
        'msgid  "a"\nmsgstr "b"\n',
        'msgid "a"\nmsgstr "b"\n\n"c"\n',
        'msgid "a"\r\nmsgstr "b"\r\n',
    ],
)
def test_what_is_not_common_is_left_to_the_careful_reader(text):
    assert common_entry(text, 0, 1, {}) is None
