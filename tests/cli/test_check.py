"""`evenhand check` and `explain`: findings for people and for programs, and the exit status that scripts rely on."""

import json

import pytest
from scale import make_project

from evenhand.checks.run import ALL_RULES

WARNING = "cauda-equina-warning"
TODAY = "2026-11-24"

FILE = f"handouts/{WARNING}.yaml"
PO = f"translations/hi/{WARNING}.po"


@pytest.fixture
def check(evenhand, small):
    return lambda *arguments: evenhand("check", "--project", small, "--date", TODAY, *arguments)


@pytest.fixture
def slanted(edit):
    """The small project with a promise in its title; the line of it."""
    return edit(FILE, "title: Back pain that cannot wait", "title: A guaranteed cure for back pain")


def codes(done):
    return [f["code"] for f in json.loads(done.stdout)["findings"]]


def test_nothing_wrong_is_exit_status_zero(check, sign, small):
    sign(small)
    done = check()
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "no findings\n")


def test_warnings_alone_are_exit_status_zero(check):
    done = check()
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{FILE}:68:3 [people.reviewers]: warning C003: ")
    assert done.stderr == "1 warning\n"


def test_text_underlines_the_words_at_their_line(check, slanted):
    done = check()
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    (at,) = (
        i
        for i, line in enumerate(lines)
        if line == "    | A guaranteed cure for back pain" and "^" in lines[i + 1] and "guarant" in lines[i - 1]
    )
    assert lines[at - 1].startswith(f"{FILE}:{slanted}:")
    assert " error B" in lines[at - 1]
    marks = lines[at + 1]
    assert "guaranteed" in lines[at][marks.index("^") : marks.rindex("^") + 1]


def test_json_is_the_only_thing_on_stdout(check, slanted):
    done = check("--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)["findings"]
    hype = next(f for f in found if f["severity"] == "error" and "guaranteed" in f["excerpt"])
    assert (hype["file"], hype["line"], hype["key"]) == (FILE, slanted, "title")
    assert hype["excerpt"][slice(*hype["span"])] == "guaranteed cure"


def test_sarif_points_into_the_file(check, slanted):
    done = check("--sarif")
    assert done.exit_code == 1
    (run,) = json.loads(done.stdout)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    spots = [r["locations"][0]["physicalLocation"] for r in run["results"] if r["level"] == "error"]
    assert (FILE, slanted) in [(spot["artifactLocation"]["uri"], spot["region"]["startLine"]) for spot in spots]


def test_letter_that_no_font_has_is_told_with_letter_message_and_language(check, edit):
    edit(PO, "कमर दर्द, जिसमें देर नहीं की जा सकती", "कमर \U0001f9ff दर्द, जिसमें देर नहीं की जा सकती")
    done = check("--json")
    assert done.exit_code == 1
    (found,) = (f for f in json.loads(done.stdout)["findings"] if f["code"] == "L002")
    assert "U+1F9FF" in found["what"]
    assert (found["file"], found["key"], found["language"]) == (PO, "title", "hi")


def test_filters_leave_the_findings_of_others_out(check, edit):
    edit(PO, 'msgstr "कमर दर्द, जिसमें देर नहीं की जा सकती"', 'msgstr ""')
    assert "T001" in codes(check("--json", "--lang", "hi"))
    assert "T001" not in codes(check("--json", "--lang", "en"))
    assert "C003" in codes(check("--json", "--handout", WARNING))
    assert codes(check("--json", "--brand", "millbrook")) == []


def test_unknown_names_are_no_green_report(check):
    done = check("--handout", "nothing", "--lang", "xx", "--brand", "nobody", "--format", "a5")
    assert done.exit_code == 2
    for name in ("handout: nothing", "language: xx", "brand: nobody", "format: a5"):
        assert f"unknown {name}\n" in done.stderr


def test_broken_settings_are_findings_like_others(check, small):
    (small / "evenhand.toml").write_text("[tool.evenhand]\nlanguages = [\n")
    done = check("--json")
    assert (done.exit_code, codes(done)) == (1, ["F001"])
    (small / "evenhand.toml").write_text("[tool.evenhand]\ncolour = 'red'\n")
    done = check()
    assert done.exit_code == 1
    assert "error F004: unknown setting: colour" in done.stdout


def test_project_without_handouts(check, small):
    (small / FILE).unlink()
    done = check()
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no handout" in done.stderr


def test_project_without_brands_can_be_checked(check, small, sign):
    sign(small)
    for path in (small / "templates/brands").glob("*/*"):
        path.unlink()
    assert check().exit_code == 0


# Any article

_SLANTED = "# A miracle for your back\n\nThis treatment is guaranteed to cure your pain. It is completely safe.\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.md"
    path.write_text(_SLANTED)
    return path


def test_article_is_weighed_outside_of_any_project(evenhand, article):
    done = evenhand("check", "--text", article)
    assert done.exit_code == 1
    assert "guaranteed" in done.stdout
    assert "error" in done.stderr


def test_weighed_article_as_data(evenhand, article):
    data = json.loads(evenhand("check", "--text", article, "--json").stdout)
    assert any("guaranteed" in f["excerpt"] for f in data["findings"])
    sarif = json.loads(evenhand("check", "--text", article, "--sarif").stdout)
    assert sarif["runs"][0]["results"]


def test_article_in_a_language_without_word_lists_is_not_checked(evenhand, article):
    done = evenhand("check", "--text", article, "--lang", "cy")
    assert done.exit_code == 2
    assert "not checked" in done.stderr


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"%PDF"), ("a.md", b"\n\n"), ("a.docx", b"no archive"), ("a.txt", b"\xff\xfe\x00")])
def test_article_that_cannot_be_read(evenhand, tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    done = evenhand("check", "--text", tmp_path / name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert name in done.stderr


# A rule's page


@pytest.mark.parametrize("code", ["C003", "c003"])
def test_explain_shows_the_page_of_a_rule(evenhand, code):
    done = evenhand("explain", code)
    assert done.exit_code == 0
    assert done.stdout.startswith("C003 (warning, can be waived)\n\nNo clinician has reviewed the handout.")
    for part in ("What it sees:", "Why it matters:", "How to mend:", "Example:"):
        assert part in done.stdout


def test_explain_knows_every_rule(evenhand):
    done = evenhand("explain", "X999")
    assert done.exit_code == 2
    assert "unknown code: X999" in done.stderr
    assert all(rule.code in done.stderr for rule in ALL_RULES)


# A large project


@pytest.mark.slow
def test_a_large_project_is_told_the_same_by_one_process_and_by_several(evenhand, tmp_path):
    root = make_project(tmp_path / "large", handouts=13, strings=84)
    path = root / "translations/es/copy-0007.po"
    path.write_text(path.read_text(encoding="utf-8").replace("<b>", "", 1).replace('msgstr "El ejercicio', 'msgstr "7 El ejercicio', 1))
    one, two = (evenhand("check", "--project", root, "--date", TODAY, "--json", "--jobs", jobs) for jobs in (1, 2))
    assert (one.exit_code, one.stdout) == (two.exit_code, two.stdout)
    assert "T006" in codes(one)
