"""Every code has one page, the same for `explain`, code hosts and docs/rules.md, and docs/rules.md is fresh."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.checks.faults import FAULTS
from evenhand.checks.manual import manual, pages
from evenhand.checks.run import ALL_RULES
from evenhand.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = pages()
LABELS = ("What it sees:", "Why it matters:", "How to mend:", "Example:")
# How many items each series of the balance rules has.
SERIES = {"L": 16, "R": 15, "M": 20, "A": 13, "B": 9, "N": 12, "G": 4, "P": 9, "T": 12, "X": 15, "J": 6}


def test_docs_rules_is_fresh():
    assert (ROOT / "docs/rules.md").read_text(encoding="utf-8") == manual(), "run make rules"


def test_no_code_has_two_pages():
    assert len(PAGES) == len(ALL_RULES) + len(FAULTS)


def test_every_code_that_the_program_tells_has_a_page_and_no_page_is_left_over():
    told = set()
    for path in (ROOT / "src").rglob("*.py"):
        if path.name != "faults.py":
            told |= set(re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8")))
    assert told == set(PAGES)


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_what_why_how_and_shows_an_example(code):
    page = PAGES[code]
    assert page.title.endswith(".")
    assert len(page.title) < 100
    found = [page.text.index(label) for label in LABELS]
    assert found == sorted(found)
    parts = re.split("|".join(LABELS), page.text)
    assert all(part.strip() for part in parts)


@pytest.mark.parametrize("code", ["B003", "b003", "F005", "c011"])
def test_explain_shows_the_page_of_the_docs(code):
    result = CliRunner().invoke(main, ["explain", code])
    assert result.exit_code == 0
    page = PAGES[code.upper()]
    assert result.output == f"{page}\n"
    assert f"#### {page.code} {page.title}" in manual()


@pytest.mark.parametrize("code", ["B999", "promise", ""])
def test_explain_of_an_unknown_code(code):
    result = CliRunner().invoke(main, ["explain", code])
    assert result.exit_code == 2
    assert "unknown code" in result.output
    assert "B003" in result.output


def test_sarif_carries_the_page_of_a_reader_s_fault(tmp_path):
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts/empty.yaml").write_text("")
    result = CliRunner().invoke(main, ["--project", str(tmp_path), "check", "--sarif"])
    (rule,) = json.loads(result.stdout)["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == "F001"
    assert rule["help"]["text"] == PAGES["F001"].text


def test_what_blocks_or_protects_most_is_never_waivable():
    assert [r.code for r in ALL_RULES if r.blocks and r.waivable] == []


def test_every_item_of_the_balance_rules_is_held_or_left_out_with_a_reason():
    part = manual().partition("## What we left out, and why")[2]
    for row in re.findall(r"^\| ([A-Z]\d.*) \|$", part, re.MULTILINE):
        ids, asks, held = row.split(" | ")
        assert ids
        assert asks
        assert held
        assert set(re.findall(r"\b[A-Z]\d{3}\b", held)) <= set(PAGES), row
    firsts = re.findall(r"^\| ([^|]*) \|", part, re.MULTILINE)
    told = [item for first in firsts for item in re.findall(r"\b[A-Z]\d{1,2}\b", first)]
    # Layout rows share letters with rule families, but each id stands once.
    assert sorted(told) == sorted(f"{letter}{n}" for letter, count in SERIES.items() for n in range(1, count + 1))
