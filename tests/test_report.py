import json

from evenhand.finding import Finding, Place, Severity, Trouble, error, usage_trouble
from evenhand.report import as_json, as_text, summary, worst

ERROR = error("T003", Place("hi/a.po", 7, 0, "title", "hi"), "lost: {n}", "write it")
WARNING = Finding("L001", Severity.WARNING, Place("a.pdf"), "three pages")
NOTE = Finding("S009", Severity.NOTE, Place(), "all is well")


def test_text_says_where_how_bad_what_and_how_to_mend():
    assert as_text([ERROR]) == "hi/a.po:7 [hi title]: error T003: lost: {n}\n    write it"


def test_text_leaves_out_what_is_not_known():
    assert as_text([WARNING, NOTE]) == "a.pdf: warning L001: three pages\nnote S009: all is well"


def test_place_has_line_and_column():
    assert str(Place("a.yaml", 3, 5)) == "a.yaml:3:5"


def test_json_holds_every_part():
    (row,) = json.loads(as_json([ERROR]))["findings"]
    assert row == {
        "code": "T003",
        "severity": "error",
        "file": "hi/a.po",
        "line": 7,
        "column": 0,
        "page": 0,
        "language": "hi",
        "key": "title",
        "what": "lost: {n}",
        "mend": "write it",
        "excerpt": "",
        "span": [0, 0],
        "waived": "",
    }


def test_json_of_nothing_is_an_empty_list():
    assert json.loads(as_json([])) == {"findings": []}


def test_json_keeps_letters_readable():
    assert "é ü 中" in as_json([error("X", Place(), "é ü 中")])


def test_summary_counts_each_severity():
    assert summary([ERROR, WARNING, ERROR]) == "2 errors, 1 warning"
    assert summary([NOTE]) == "1 note"
    assert summary([]) == "no findings"


def test_only_errors_fail():
    assert worst([WARNING, ERROR]) == 1
    assert worst([WARNING, NOTE]) == 0
    assert worst([]) == 0


def test_trouble_tells_findings_in_the_order_of_files_and_lines():
    places = [Place("b", 1), Place("a", 10), Place("a", 9), Place("a", 9, 2)]
    told = Trouble(error("X", p, "x") for p in places).findings
    assert [f.place for f in told] == [Place("a", 9), Place("a", 9, 2), Place("a", 10), Place("b", 1)]


def test_fault_of_the_call_is_marked():
    assert usage_trouble("no such thing").usage
    assert not Trouble([ERROR]).usage


def test_trouble_reads_well_by_itself():
    assert str(Trouble([ERROR])) == "hi/a.po:7 [hi title]: lost: {n}"
