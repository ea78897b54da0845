"""Exceptions: what `allow` excuses, until when, what nobody may excuse, and how the report shows it."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILE = "handouts/handout.yaml"
# Words added to a fair text: B021 is an error that can be waived, B026 one that cannot.
CAUSE = ("detail: A splint may ease the pain.", "detail: A splint may ease the pain. It treats the underlying cause.")
SAFE = ("detail: A splint may ease the pain.", "detail: A splint may ease the pain. It is painless.")
GOOD = "{reason: The trial was about it, by: Bo Reader, until: 2026-12-31}"


@pytest.fixture
def clinic(tmp_path):
    """A clinic's folder with the small fair handout of the rules' cases."""
    shutil.copytree(ROOT / "templates/brands/millbrook", tmp_path / "templates/brands/millbrook")
    (tmp_path / "handouts").mkdir()
    shutil.copy(HERE / "handout.yaml", tmp_path / FILE)
    return tmp_path


@pytest.fixture
def check(clinic):
    """Change the handout, add exceptions at its end, and check it; gives the status, what JSON tells, and the text."""

    def run(allow="", edit=("", ""), date="2026-11-24", verb="check"):
        path = clinic / FILE
        text = path.read_text(encoding="utf-8")
        if edit[0]:
            assert text.count(edit[0]) == 1
            text = text.replace(*edit)
        path.write_text(text + (f"\nallow:\n  {allow}\n" if allow else ""), encoding="utf-8")
        call = ["--project", str(clinic), "--jobs", "1", "--date", date, verb]
        told = CliRunner().invoke(main, call)
        data = CliRunner().invoke(main, [*call, "--json"]) if verb == "check" else told
        assert told.exit_code == data.exit_code
        return told.exit_code, json.loads(data.stdout)["findings"] if verb == "check" else [], told.output

    return run


def line(clinic, words):
    return next(n for n, text in enumerate((clinic / FILE).read_text(encoding="utf-8").splitlines(), 1) if words in text)


def test_the_handout_is_fair(check):
    assert check() == (0, [], "no findings\n")


def test_an_error_becomes_a_note_with_its_reason(check, clinic):
    status, (finding,), text = check(f"B021: {GOOD}", CAUSE)
    assert status == 0
    assert (finding["code"], finding["severity"]) == ("B021", "note")
    assert finding["waived"] == "The trial was about it (Bo Reader, until 2026-12-31)"
    assert finding["line"] == line(clinic, "underlying cause")
    assert "note B021: a claim to remove the cause: “treats the underlying" in text
    assert "allowed: The trial was about it (Bo Reader, until 2026-12-31)" in text
    assert text.endswith("1 note\n")


def test_without_the_exception_it_is_an_error(check):
    status, (finding,), _ = check(edit=CAUSE)
    assert status == 1
    assert (finding["code"], finding["severity"], finding["waived"]) == ("B021", "error", "")


def test_sarif_says_that_it_is_suppressed_and_why(check, clinic):
    check(f"B021: {GOOD}", CAUSE)
    result = CliRunner().invoke(main, ["--project", str(clinic), "--date", "2026-11-24", "check", "--sarif"])
    (found,) = json.loads(result.stdout)["runs"][0]["results"]
    assert found["ruleId"] == "B021"
    assert "The trial was about it" in json.dumps(found["suppressions"])


def test_it_holds_on_its_last_day_and_not_on_the_next(check):
    status, (finding,), _ = check(f"B021: {GOOD}", CAUSE, date="2026-12-31")
    assert (status, finding["severity"]) == (0, "note")


def test_expired(check, clinic):
    status, findings, text = check(f"B021: {GOOD}", CAUSE, date="2027-01-01")
    assert status == 1
    assert [(f["code"], f["severity"], f["line"]) for f in findings] == [
        ("B021", "error", line(clinic, "underlying cause")),
        ("C011", "error", line(clinic, "allow:") + 1),
    ]
    assert "the exception ended on 2026-12-31" in text
    assert "decide anew" in text


@pytest.mark.parametrize("part", ["until", "reason", "by"])
def test_a_part_is_missing(check, clinic, part):
    broken = re.sub(rf",? ?{part}: [^,}}]*", "", GOOD).replace("{,", "{").replace("{ ", "{")
    status, (finding,), text = check(f"B021: {broken}", CAUSE)
    assert status == 1
    assert (finding["code"], finding["severity"]) == ("F004", "error")
    assert finding["line"] == line(clinic, "allow:") + 1
    assert f"this part is missing: {part}" in text


def test_unknown_rule(check, clinic):
    status, (finding,), text = check(f"B999: {GOOD}")
    assert status == 1
    assert (finding["code"], finding["line"]) == ("C011", line(clinic, "allow:") + 1)
    assert "there is no rule B999" in text


@pytest.mark.parametrize("code", ["promise", "b021", "B1"])
def test_what_is_no_code(check, clinic, code):
    status, (finding,), _ = check(f"{code}: {GOOD}")
    assert status == 1
    assert (finding["code"], finding["line"]) == ("F005", line(clinic, "allow:") + 1)


def test_a_rule_that_cannot_be_waived(check, clinic):
    status, findings, text = check(f"B026: {GOOD}", SAFE)
    assert status == 1
    assert [(f["code"], f["severity"], f["line"]) for f in findings] == [
        ("B026", "error", line(clinic, "painless")),
        ("C011", "error", line(clinic, "allow:") + 1),
    ]
    assert "B026 protects patients most and cannot be waived" in text


def test_what_stops_a_build_cannot_be_waived(check):
    status, findings, text = check(f"P004: {GOOD}", ("approval:\n  GB:", "approval:\n  IE:"))
    assert status == 1
    assert [f["code"] for f in findings if f["severity"] == "error"] == ["P004", "C011"]
    assert "P004" in text


def test_an_exception_that_excuses_nothing_is_told(check, clinic):
    status, (finding,), text = check(f"B021: {GOOD}")
    assert status == 0
    assert (finding["code"], finding["severity"], finding["line"]) == ("C011", "warning", line(clinic, "allow:") + 1)
    assert "B021 found nothing here to excuse" in text


def test_an_exception_of_one_rule_leaves_the_others(check):
    both = (CAUSE[0], CAUSE[1] + " A breakthrough.")
    status, findings, _ = check(f"B021: {GOOD}", both)
    assert status == 1
    assert {(f["code"], f["severity"]) for f in findings} >= {("B021", "note"), ("B022", "error")}


@pytest.mark.slow
def test_a_leaflet_with_an_exception_is_final(check, clinic):
    check(f"B021: {GOOD}", CAUSE)
    signer = ["--by", "Dr A. Signer", "--role", "clinician", "--project", str(clinic), "--date", "2026-11-24"]
    assert CliRunner().invoke(main, ["sign", "handout", "en", *signer]).exit_code == 0
    status, _, _ = check(verb="build")
    assert status == 0
    (row,) = json.loads((clinic / "build/ledger.json").read_text(encoding="utf-8"))["leaflets"]
    assert row["state"] == "final"
