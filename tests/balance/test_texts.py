"""Whole short texts: each fair one passes without an error, and its slanted twin fails for the right reasons."""

from pathlib import Path

import pytest

from evenhand.checks.lexicon import read_lexicon
from evenhand.checks.verdict import judge, weigh
from evenhand.content.article import read_article
from evenhand.finding import Severity

TEXTS = Path(__file__).parent / "texts"
ENGLISH = read_lexicon((Path(__file__).parents[2] / "templates",), "en")
# The rules that must fail each twin, as errors.
REASONS = {
    "vaccine": "B017 B029 B033 B035",  # the scare
    "exercise": "B017 B020 B021 B022 B023 B025 B026 B028 B029",
    "medicine": "B017 B020 B022 B023 B025 B026 B029 B030 B031 B032 B033",
    "surgery": "B017 B020 B022 B023 B026 B029 B030 B034",
    "screening": "B017 B020 B022 B023 B025 B026 B029 B033",
    "selfcare": "B017 B020 B021 B022 B023 B025 B026 B029",
    "injection": "B017 B020 B021 B022 B023 B025 B026 B028 B029 B030 B031",
}


def weighed(topic, side):
    (path,) = TEXTS.glob(f"{topic}-{side}.*")
    return weigh(read_article(path), ENGLISH)


def errors(found):
    return [f for f in found if f.severity is Severity.ERROR]


@pytest.mark.parametrize("topic", REASONS)
def test_fair(topic):
    article = weighed(topic, "fair")
    found = judge(article)
    assert errors(found) == []
    slanted = [f for f in found if f.code in {f"B0{n}" for n in range(20, 37)}]
    assert len(slanted) <= 1, slanted
    assert {"risks", "unknowns", "options", "choice", "sources", "date"} <= article.has


@pytest.mark.parametrize("topic", REASONS)
def test_twin(topic):
    found = errors(judge(weighed(topic, "slanted")))
    wanted = set(REASONS[topic].split())
    assert wanted <= {f.code for f in found}, sorted(f.code for f in found)
    for finding in found:
        start, end = finding.span
        assert finding.mend
        assert not finding.excerpt or 0 <= start < end <= len(finding.excerpt)


@pytest.mark.parametrize("topic", REASONS)
def test_twins_are_of_one_length(topic):
    fair, twin = weighed(topic, "fair").words, weighed(topic, "slanted").words
    assert 120 <= fair <= 250
    assert 120 <= twin <= 250
    assert 0.75 <= twin / fair <= 1.33


def test_kinds_of_files():
    assert {p.suffix for p in TEXTS.iterdir()} == {".md", ".txt", ".html"}
    assert {p.name.split("-")[0] for p in TEXTS.iterdir() if p.name != "README.md"} == set(REASONS)


def test_what_no_reader_sees_is_not_judged():
    """The fair medicine page carries a script with words that sell, and a menu."""
    texts = [p.piece.text for p in weighed("medicine", "fair").passages]
    assert not any("Book now" in t or "Home" in t for t in texts)
