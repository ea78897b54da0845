"""Single sentences in their places: fair ones raise nothing, slanted ones raise the rule that fits."""

from pathlib import Path

import pytest
import yaml

from evenhand.checks.lexicon import read_lexicon
from evenhand.checks.slant import GROUPS, Passage, Reading, slants
from evenhand.finding import Severity

HERE = Path(__file__).parent
ENGLISH = read_lexicon((HERE.parents[1] / "templates",), "en")
CASES = yaml.safe_load((HERE / "sentences.yaml").read_text(encoding="utf-8"))


def seen(case):
    return list(slants(Reading(ENGLISH, case["text"]), Passage(case["text"], case["spot"])))


def words(case, found):
    return [(s.group, str(s.severity), case["text"][s.start : s.end]) for s in found]


@pytest.mark.parametrize("case", CASES["fair"], ids=lambda c: c["text"][:50])
def test_fair(case):
    found = seen(case)
    assert {s.group for s in found} == set(case.get("warns", [])), words(case, found)
    assert not [s for s in found if s.severity is Severity.ERROR], words(case, found)


@pytest.mark.parametrize("case", CASES["slanted"], ids=lambda c: c["text"][:50])
def test_slanted(case):
    found = seen(case)
    assert set(case["groups"]) <= {s.group for s in found}, words(case, found)
    hard = any(s.severity is Severity.ERROR for s in found if s.group in case["groups"])
    assert hard is not case.get("mild", False), words(case, found)


def test_enough_of_both():
    assert len(CASES["fair"]) >= 60
    assert len(CASES["slanted"]) >= 60
    assert {g for c in CASES["slanted"] for g in c["groups"]} == set(GROUPS), "each group of phrases has its sentence"


@pytest.mark.parametrize("case", [c for c in CASES["slanted"] if c["spot"] == "claim"], ids=lambda c: c["text"][:50])
def test_nothing_is_slanted_in_a_myth(case):
    assert seen({**case, "spot": "myth"}) == []
