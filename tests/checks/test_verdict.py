"""The verdict on an article: what it counts, how it is told, and that it stays quick in long texts."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.checks.lexicon import read_lexicon
from evenhand.checks.sheet import as_data
from evenhand.checks.verdict import NEEDS, judge, weigh
from evenhand.cli import main
from evenhand.content.article import Article, Piece
from evenhand.finding import Finding, Place, Severity
from evenhand.report import as_text
from evenhand.sarif import as_sarif

REPOSITORY = Path(__file__).parents[2]
TEXTS = REPOSITORY / "tests/balance/texts"
ENGLISH = read_lexicon((REPOSITORY / "templates",), "en")
FAIR, SLANTED = TEXTS / "injection-fair.md", TEXTS / "injection-slanted.md"


@pytest.fixture
def run(tmp_path):
    def call(*arguments, status):
        done = CliRunner().invoke(main, ["check", *map(str, arguments)])
        assert done.exit_code == status, done.output
        return done

    return call


def weighed(*pieces):
    return weigh(Article("a.txt", tuple(Piece(kind, text, i) for i, (kind, text) in enumerate(pieces, 1))), ENGLISH)


def codes(article):
    return {(f.code, str(f.severity)) for f in judge(article)}


GAIN = ("text", "The cream helps and eases pain. " * 8)


def test_one_side_only():
    article = weighed(GAIN)
    assert (article.gain, article.doubt) == (48, 0)
    assert ("C021", "error") in codes(article)


def test_a_harm_in_few_words_leans():
    article = weighed(GAIN, ("heading", "Risks"), ("text", "Of every ten people one had a sore red skin after it."))
    assert (article.gain, article.doubt) == (48, 13)
    assert ("C021", "warning") in codes(article)


def test_both_sides():
    article = weighed(GAIN, ("heading", "Risks"), ("text", "Of ten people one had a sore skin. " * 4))
    assert not [c for c, _ in codes(article) if c == "C021"]


@pytest.mark.parametrize(
    "words",
    [
        "It has no side effects.",
        "It is risk-free.",
        "It lowers the risk of side effects.",
        "Because it is your own, there is no risk at all.",
    ],
)
def test_no_harm_is_told_by_denying_it(words):
    article = weighed(GAIN, ("text", words))
    assert "risks" not in article.has
    assert ("C021", "error") in codes(article)


@pytest.mark.parametrize(
    ("words", "need"),
    [
        ("Call now for your free consultation.", "contact"),
        ("It is an alternative to surgery.", "options"),
        ("Our cells are FDA-approved.", "approval"),
        ("It gets to the source of the problem.", "sources"),
    ],
)
def test_words_that_sell_fill_no_need(words, need):
    assert need not in weighed(("text", words)).has


@pytest.mark.parametrize(
    ("words", "need"),
    [
        ("It is not known how long this lasts.", "unknowns"),
        ("You can also choose exercise instead.", "options"),
        ("Without treatment it often passes.", "no-treatment"),
        ("It is licensed for adults.", "approval"),
        ("It costs nothing.", "cost"),
        ("Source: a review of 20 trials.", "sources"),
        ("Written by a nurse.", "authors"),
        ("Last updated in May.", "date"),
        ("Ask your pharmacist.", "contact"),
        ("Go to hospital straight away.", "red-flags"),
        ("You can say no.", "choice"),
        ("The study was paid for by the state.", "funding"),
        ("The tablets can cause a rash.", "risks"),
    ],
)
def test_needs(words, need):
    assert need in weighed(("text", words)).has
    assert need in NEEDS


def test_a_heading_places_what_stands_under_it():
    told = "It restores your joints."
    headings = ("Myths", "Questions to ask", "Side effects", "Benefits")
    spots = [weighed(("heading", h), ("text", told)).passages[1].spot for h in headings]
    assert spots == ["myth", "questions", "risks", "benefits"]
    assert not weighed(("heading", "Myths"), ("text", told)).slanted
    assert weighed(("heading", "Benefits"), ("text", told)).slanted["promise"] == 1


def test_text_sheet(run):
    told = run("--text", SLANTED, status=1)
    lines = told.stdout.splitlines()
    assert lines[0].startswith("Article:          A game-changing injection for shoulders (")
    assert any(line.startswith("It lacks:") and "what is not known" in line for line in lines)
    under = next(i for i, line in enumerate(lines) if line.endswith("praise of novelty: “game-changing”"))
    assert lines[under].startswith(f"{SLANTED.name}:2 [en]: error B022")
    marks = lines[under + 2]
    assert lines[under + 1][marks.index("^") : marks.rindex("^") + 1] == "game-changing"
    assert lines[-1].startswith("Not fair as it stands. (")


def test_a_fair_sheet_promises_nothing(run):
    assert "a person must still read it" in run("--text", FAIR, status=0).stdout


def test_json_sheet(run):
    data = json.loads(run("--text", SLANTED, "--json", status=1).stdout)
    assert data["fair"] is False
    assert set(data["has"]) | set(data["lacks"]) == set(NEEDS)
    assert not set(data["has"]) & set(data["lacks"])
    assert data["words_on_gain"] > data["words_on_harm_or_doubt"]
    assert data["slanted_per_100_words"] == round(100 * sum(data["slanted"].values()) / data["words"], 1)
    assert json.loads(run("--text", FAIR, "--json", status=0).stdout)["fair"] is True


def test_sarif(run):
    log = json.loads(run("--text", SLANTED, "--sarif", status=1).stdout)
    (one,) = log["runs"]
    rules = [r["id"] for r in one["tool"]["driver"]["rules"]]
    assert log["version"] == "2.1.0"
    assert rules == sorted({r["ruleId"] for r in one["results"]})
    assert all(rules[r["ruleIndex"]] == r["ruleId"] for r in one["results"])
    assert all(r["help"]["text"] != r["id"] for r in one["tool"]["driver"]["rules"]), "each rule brings its page"
    assert {r["level"] for r in one["results"]} == {"error", "warning"}
    title = next(r for r in one["results"] if r["ruleId"] == "B022")
    where = title["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == SLANTED.name
    assert where["region"]["startLine"] == 2
    assert where["region"]["snippet"]["text"].startswith("A game-changing")


def test_sarif_of_other_findings():
    findings = [
        Finding("B020", Severity.NOTE, Place("h.yaml", 3, 5, "title", "en"), "a promise", waived="agreed, until May"),
        Finding("F000", Severity.ERROR, Place(), "nothing", "mend it"),
    ]
    promise, nowhere = json.loads(as_sarif(findings, {"B020": "A promise.\n\nMore."}))["runs"][0]["results"]
    assert promise["suppressions"] == [{"kind": "inSource", "justification": "agreed, until May"}]
    assert promise["level"] == "note"
    assert promise["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
    assert promise["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "en title"}]
    assert "locations" not in nowhere
    assert "suppressions" not in nowhere
    assert nowhere["message"]["text"] == "nothing. mend it"


@pytest.mark.parametrize("form", [[], ["--json"], ["--sarif"]])
def test_a_language_without_lists_is_not_checked(run, form):
    done = run("--text", FAIR, "--lang", "xx", *form, status=2)
    assert "not checked" in done.stderr
    assert done.stdout == ""


def test_a_region_of_a_language_takes_its_lists(run):
    assert "[en" in run("--text", SLANTED, "--lang", "en-GB", status=1).stdout


@pytest.mark.parametrize("name", ["none.txt", "a.pdf", "empty.txt"])
def test_what_cannot_be_read(run, tmp_path, name):
    if name != "none.txt":
        (tmp_path / name).write_text("")
    assert run("--text", tmp_path / name, status=2).stdout == ""


def test_a_grade_only_in_english(run, tmp_path):
    (tmp_path / "a.md").write_text("# La rodilla\n\nEs un dolor.\n", encoding="utf-8")
    data = json.loads(CliRunner().invoke(main, ["check", "--text", str(tmp_path / "a.md"), "--lang", "es", "--json"]).stdout)
    assert data["reading_grade"] is None
    assert "not scored" in CliRunner().invoke(main, ["check", "--text", str(tmp_path / "a.md"), "--lang", "es"]).stdout


def steps(work):
    """How many lines of the rules run."""
    count = 0

    def line(frame, event, _):
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(lambda frame, *_: line if "evenhand" in frame.f_code.co_filename else None)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


SENTENCE = "It restores your spine and is completely safe, with “no side effects”. Most patients notice relief; infection is not known. "


@pytest.mark.parametrize("one_piece", [True, False])
def test_linear_in_the_text(one_piece):
    def work(times):
        texts = [SENTENCE * times] if one_piece else [SENTENCE] * times
        return judge(weighed(*(("text", t) for t in texts)))

    work(1)  # phrases are compiled when they are first met
    few, many = steps(lambda: work(10)), steps(lambda: work(40))
    assert many < 4.4 * few


def test_data_and_text_tell_the_same():
    article = weighed(GAIN, ("text", "A miracle cure."))
    found = judge(article)
    assert [f["code"] for f in as_data(article, found)["findings"]] == [f.code for f in found]
    assert as_text(found).count(" B022: ") == sum(f.code == "B022" for f in found) == 1
