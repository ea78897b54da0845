import pytest
from pydantic import BaseModel, ConfigDict

from evenhand.content.model import Handout
from evenhand.content.source import Document, read_model
from evenhand.content.text import Text
from evenhand.finding import Trouble

STEM = "handouts/stem-cell-back-pain.yaml"


class Toy(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    size: int = 0
    parts: tuple[str, ...] = ()
    table: dict[str, int] = {}
    text: Text | None = None


@pytest.fixture
def toy(tmp_path):
    def read(content):
        path = tmp_path / "toy.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_model(path, "toy.yaml", Toy)

    return read


@pytest.fixture
def faults(toy):
    def read(content):
        with pytest.raises(Trouble) as caught:
            toy(content)
        found = caught.value.findings
        assert all(f.place.file == "toy.yaml" for f in found)
        assert all(f.what and f.mend for f in found), found
        return found

    return read


@pytest.fixture
def handout_faults(project):
    def read():
        with pytest.raises(Trouble) as caught:
            read_model(project / STEM, STEM, Handout)
        return caught.value.findings

    return read


def spots(findings):
    return [(f.place.line, f.place.column) for f in findings]


def test_good_file_is_read(toy):
    model, _ = toy("name: x\nsize: 3\nparts: [a, b]\n")
    assert (model.name, model.size, model.parts) == ("x", 3, ("a", "b"))


@pytest.mark.parametrize("word", ["NO", "no", "yes", "on", "off", "null", "~", "010", "12:30", "0x1F", "1e3", "2026-11-24", ".inf", "="])
def test_words_stay_words(toy, word):
    assert toy(f"name: {word}\n")[0].name == word


def test_country_code_of_norway_is_a_key(toy):
    assert toy("name: x\ntable: {NO: 1, ON: 2}\n")[0].table == {"NO": 1, "ON": 2}


def test_leading_zero_is_no_octal(toy):
    assert toy("name: x\nsize: 010\n")[0].size == 10


def test_clock_time_is_no_number(faults):
    (fault,) = faults("name: x\nsize: 12:30\n")
    assert fault.place.line == 2
    assert "12:30" in fault.what


def test_byte_order_mark_does_no_harm(toy):
    assert toy(b"\xef\xbb\xbfname: x\n")[0].name == "x"


def test_windows_line_ends_do_no_harm(toy, faults):
    assert toy("name: x\r\nsize: 3\r\n")[0].size == 3
    assert spots(faults("name: x\r\nsize: y\r\n")) == [(2, 1)]


def test_unknown_key_is_shown_at_the_key(faults):
    (fault,) = faults("name: x\n# remark\nsise: 3\n")
    assert (fault.place.line, fault.place.column) == (3, 1)
    assert "sise" in fault.what
    assert "size" in fault.mend


def test_missing_part_is_named(faults):
    (fault,) = faults("size: 3\n")
    assert "name" in fault.what
    assert fault.place.line == 1


def test_fault_in_a_list_is_shown_at_its_item(faults):
    assert spots(faults("name: x\nparts:\n  - a\n  - [b]\n")) == [(4, 5)]


def test_fault_in_a_mapping_is_shown_at_its_key(faults):
    assert spots(faults("name: x\ntable:\n  a: 1\n  b: two\n")) == [(4, 3)]


def test_column_counts_characters_not_bytes(faults):
    assert spots(faults("name: x\ntable: {ä: 1, ß: 2, c: many}\n")) == [(2, 21)]


def test_all_faults_are_told_at_once_in_the_order_of_the_file(faults):
    found = faults("size: many\nparts: a\ntable:\n  b: c\ncolour: red\n")
    assert {f.place.line for f in found} == {1, 2, 4, 5}
    assert [f.place.line for f in found] == sorted(f.place.line for f in found)
    assert any("name" in f.what for f in found)


def test_duplicate_key_is_told_at_the_second(faults):
    (fault,) = faults("name: x\nsize: 1\nname: y\n")
    assert (fault.place.line, fault.place.column) == (3, 1)
    assert "name" in fault.what


def test_duplicate_key_does_not_hide_other_faults(faults):
    assert {f.place.line for f in faults("name: x\nname: y\nsize: many\n")} == {2, 3}


@pytest.mark.parametrize("loop", ["parts: &a [b, *a]", "table: &a {b: *a}", "parts: &a [[*a]]"])
def test_alias_that_holds_itself_is_told(faults, loop):
    assert any("alias" in f.what and f.place.line == 2 for f in faults(f"name: x\n{loop}\n"))


def test_alias_without_a_loop_is_read(toy):
    assert toy("name: &n x\nparts: [*n, *n]\n")[0].parts == ("x", "x")


def test_unknown_alias_is_told(faults):
    assert faults("name: x\nparts: [*nobody]\n")[0].place.line == 2


def test_not_utf8_is_told(faults):
    (fault,) = faults(b"name: x\ntext: na\xefve\n")
    assert "UTF-8" in fault.what


@pytest.mark.parametrize("content", ["", "\n\n", "# only a remark\n"])
def test_empty_file_is_told(faults, content):
    assert "empty" in faults(content)[0].what


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("name: x\n  size: 3\n", 2),
        ("name: x\ntable:\n  a: 1\n b: 2\n", 4),
        ("name: x\ntable:\n\ta: 1\n", 3),
        ("name: x\ntext: Say: this\n", 2),
        ('name: x\ntext: "open\n', 3),
        ("name: x\nparts: [a, b\nsize: 3\n", 3),
    ],
)
def test_wrong_indentation_and_marks_are_told_at_their_line(faults, content, line):
    (fault,) = faults(content)
    assert fault.place.line in (line, line - 1)


def test_control_character_is_told_at_its_line(faults):
    (fault,) = faults("name: x\ntext: bell \x07\n")
    assert fault.place.line == 2


def test_two_documents_in_a_file_are_told_clearly(faults):
    (fault,) = faults("name: x\n---\nname: y\n")
    assert fault.place.line in (2, 3)
    assert "one" in fault.what or "two" in fault.what or "single" in fault.what


@pytest.mark.parametrize("content", ["just words\n", "- a\n- b\n"])
def test_file_without_keys_is_told(faults, content):
    assert "mapping" in faults(content)[0].what


def test_missing_file_is_told(tmp_path):
    with pytest.raises(Trouble, match="cannot be read"):
        read_model(tmp_path / "none.yaml", "none.yaml", Toy)


def test_folder_in_place_of_a_file_is_told(tmp_path):
    with pytest.raises(Trouble, match="cannot be read"):
        read_model(tmp_path, "folder", Toy)


def test_deep_nesting_is_told(faults):
    assert faults("name: x\nparts: " + "[" * 3000 + "]" * 3000 + "\n")


def test_empty_text_is_told(faults):
    assert "empty" in faults("name: x\ntext:\n")[0].what


def test_number_in_a_text_is_told_with_a_way_to_mend(faults):
    (fault,) = faults("name: x\ntext: 7 people\n")
    assert (fault.place.line, fault.code) == (2, "F005")
    assert "7" in fault.what


def test_place_of_a_part_that_is_not_there_is_that_of_the_part_above(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a:\n  b: 1\n")
    place = Document(path, "a.yaml").place(("a", "c", 0))
    assert (place.line, place.column, place.key) == (1, 1, "a.c.0")


def test_unknown_key_in_a_block_is_shown_at_the_key(edit, handout_faults):
    line = edit(STEM, "        sources: [who-facts]", "        sources: [who-facts]\n        colour: red")
    (fault,) = handout_faults()
    assert "colour" in fault.what
    assert fault.place.line == line


def test_wrong_value_in_a_block_is_shown_at_its_key(edit, handout_faults):
    edit(
        STEM,
        "      - id: cells\n        text:",
        "      - id: pic\n        alt: A disc\n        picture: a.svg\n        width-mm: wide\n      - id: cells\n        text:",
    )
    (fault,) = handout_faults()
    assert "width-mm" in fault.place.key
    assert fault.place.line == edit(STEM, "width-mm: wide", "width-mm: huge")


def test_block_of_no_kind_says_which_kinds_there_are(edit, handout_faults):
    edit(STEM, "      - id: cells\n        text:", "      - id: cells\n        txt:")
    (fault,) = handout_faults()
    assert "call-out" in fault.what
    assert fault.mend


def test_wrong_number_is_one_fault(edit, handout_faults):
    line = edit(STEM, "respine_people: {number: 114", "respine_people: {number: lots")
    (fault,) = handout_faults()
    assert fault.place.line == line
    assert "lots" in fault.what
    assert fault.place.key == "figures.respine_people.number"


@pytest.mark.parametrize("date", ["20261123", "2026", "1790000000", "0", "23.11.2026", "2026-11-31", "soon"])
def test_what_is_no_date_says_how_to_write_one(edit, handout_faults, date):
    line = edit(STEM, "  evidence: 2026-11-23", f"  evidence: {date}")
    (fault,) = handout_faults()
    assert fault.place.line == line
    assert "2026-11-24" in fault.mend


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("max-pages: 4", "max-pages: 0"),
        ("max-pages: 4", "max-pages: 99"),
        ("max-pages: 4", "max-pages: 2.5"),
        ("id: stem-cell-back-pain", "id: Stem Cells"),
        ("kind: treatment", "kind: cure"),
        ("  review: 2027-11-24", "  review: 2020-11-24"),
        ("events: 74, out-of: 100", "events: 740, out-of: 100"),
        ("  conflicts: The authors do not", "  conflict: The authors do not"),
        ("      effect: improved\n", ""),
        ("cost: >-", "notes: >-"),
    ],
)
def test_every_fault_has_a_line_and_a_way_to_mend_it(edit, handout_faults, old, new):
    edit(STEM, old, new)
    for fault in handout_faults():
        assert fault.place.line
        assert fault.mend, fault
        assert "Input should" not in fault.what
