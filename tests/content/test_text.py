import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from evenhand.content.text import MarkupFault, Run, Text, numbers, parse_markup, placeholders, tags


def read(value):
    return TypeAdapter(Text).validate_python(value)


def test_plain_words_are_one_run():
    assert parse_markup("Do not wait.") == (Run("Do not wait."),)


def test_placeholder_becomes_a_slot():
    assert parse_markup("of {people} people") == (Run("of "), Run(slot="people"), Run(" people"))


def test_slot_may_name_an_arm():
    assert parse_markup("{improved.cells}") == (Run(slot="improved.cells"),)


def test_tags_dress_their_words_only():
    assert parse_markup('a <b>b</b> <term id="sham">c</term> <foreign lang="en">d</foreign>') == (
        Run("a "),
        Run("b", bold=True),
        Run(" "),
        Run("c", term="sham"),
        Run(" "),
        Run("d", lang="en"),
    )


def test_nested_tags_add_up():
    assert parse_markup('<b><term id="disc">disc {n}</term></b>') == (
        Run("disc ", bold=True, term="disc"),
        Run(slot="n", bold=True, term="disc"),
    )


@pytest.mark.parametrize("text", ["pain & fever", "less than < half", "<= two", "R&D"])
def test_loose_signs_are_text(text):
    assert "".join(run.text for run in parse_markup(text)) == text


def test_escaped_signs_are_unescaped_once():
    assert parse_markup("a &lt;b&gt; &amp;amp;") == (Run("a <b> &amp;"),)


@pytest.mark.parametrize(
    "text",
    [
        "<b>open",
        "close</b>",
        "<b><term id='x'>crossed</b></term>",
        "<i>tag</i>",
        "<a href='https://x.example'>link</a>",
        "<script>alert()</script>",
        "<term>no id</term>",
        "<term lang='en'>wrong attribute</term>",
        "<b onclick='x'>attribute</b>",
        "<term id='x' lang='en'>one too many</term>",
        "</m><m>",
        "{Upper}",
        "{}",
        "{ name }",
        "lost { brace",
        "lost } brace",
        "{a.b.c}",
        "nul \x00",
    ],
)
def test_what_cannot_be_printed_is_refused(text):
    with pytest.raises(MarkupFault):
        parse_markup(text)


def test_fault_says_which_tags_there_are():
    with pytest.raises(MarkupFault, match=r"<i> is not known.*<b>.*<term>.*<foreign>"):
        parse_markup("<i>x</i>")


@pytest.mark.parametrize("text", ["stop <!-- not --> now", "stop <?not?> now"])
def test_hidden_words_are_refused(text):
    with pytest.raises(MarkupFault):
        parse_markup(text)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    try:
        runs = parse_markup(text)
    except MarkupFault:
        return
    assert all(run.text or run.slot for run in runs)


@given(st.text(alphabet=st.characters(whitelist_categories=("L", "M", "Zs"), whitelist_characters=".,;:!?&'\"-")))
def test_words_of_any_script_come_through_unchanged(text):
    assert "".join(run.text for run in parse_markup(text.replace("&", "&amp;"))) == text


def test_placeholders_keep_order_and_repeats():
    assert placeholders("{b} {a} {b} {c.d} {E} {f g}") == ["b", "a", "b", "c.d"]


def test_tags_are_sorted_with_attributes():
    assert tags('<term id="x">a</term><b>c</b><b>d</b>') == ["<b>", "<b>", '<term id="x">']


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7 of every 100", ["7", "100"]),
        ("७ में से", ["७"]),
        ("٧ من", ["٧"]),
        ("۷ میں", ["۷"]),
        ("5mg", ["5"]),
        ("(5)", ["5"]),
        ("10-15 days", ["10", "15"]),
        ("a year", []),
    ],
)
def test_digits_of_any_script_are_numbers(text, found):
    assert numbers(text) == found


@pytest.mark.parametrize("name", ["B12", "vitamin B12", "L5", "L4-L5", "COVID-19", "T12", "HbA1c", "SARS-CoV-2", "CO2"])
def test_digits_in_a_name_are_not_numbers(name):
    assert numbers(name) == []


@pytest.mark.parametrize("text", ["每7人", "在100人中", "7人", "約7人に", "ใน7คน", "و7 أشخاص", "بـ7"])
def test_number_counts_where_words_stand_without_spaces(text):
    assert len(numbers(text)) == 1


def test_folded_lines_come_together():
    assert read("one\n  two\tthree ").other == "one two three"


def test_plain_text_has_one_form():
    assert read("words").forms == ("words",)


def test_counted_text_has_two_forms_and_its_figure():
    text = read({"count": "years", "one": "{years} year", "other": "{years} years"})
    assert (text.forms, text.count) == (("{years} year", "{years} years"), "years")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "  \n ",
        None,
        7,
        ["list"],
        {"one": "a", "other": "b"},
        {"count": "n", "other": "b"},
        {"count": "n", "one": "a", "other": "b", "few": "c"},
        {"count": "n", "one": "", "other": "b"},
        {"count": "n", "one": ["a"], "other": "b"},
    ],
)
def test_what_is_no_text_is_refused(value):
    with pytest.raises(ValidationError):
        read(value)


@pytest.mark.parametrize("value", ["7 of 100 people", "{n} people or 8", {"count": "n", "one": "{n}", "other": "{n} or 9"}])
def test_number_in_a_text_is_refused(value):
    with pytest.raises(ValidationError, match="stands in the text"):
        read(value)


def test_number_in_foreign_words_is_allowed():
    assert read('the <foreign lang="en">Phase 3</foreign> trial')


def test_markup_fault_of_a_text_says_why():
    with pytest.raises(ValidationError, match="close every tag"):
        read("<b>x")
