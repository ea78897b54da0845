"""Handouts of six other kinds are fair and pass; each slanted twin fails for its own reasons."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pypdf
import pytest
import yaml
from click.testing import CliRunner

from evenhand.checks.run import ALL_RULES, check
from evenhand.cli import main
from evenhand.finding import Severity
from evenhand.project import find_project
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.shelf import gather

KINDS = Path(__file__).with_name("kinds")
NAMES = sorted(path.stem for path in (KINDS / "handouts").glob("*.yaml"))
TWINS = yaml.safe_load((KINDS / "twins.yaml").read_text(encoding="utf-8"))
CASES = [pytest.param(name, case, id=f"{name}-{i}-{'-'.join(case['codes'])}") for name in TWINS for i, case in enumerate(TWINS[name])]
TODAY = "2026-11-24"
# What the twins must show between them.
WANTED = {f"B{n:03}" for n in (*range(1, 14), 15, *range(20, 37))} | {"C005", "C007", "C008", "C009", "C010", "P004", "P006"}


@pytest.fixture
def clinic(tmp_path):
    """A project with the brand of the test data and the handouts that are asked for."""

    def make(*names):
        for name in names:
            (tmp_path / "handouts").mkdir(exist_ok=True)
            shutil.copy(KINDS / "handouts" / f"{name}.yaml", tmp_path / "handouts")
            if (KINDS / "handouts" / name).is_dir():
                shutil.copytree(KINDS / "handouts" / name, tmp_path / "handouts" / name)
        shutil.copytree(KINDS / "brands", tmp_path / "templates/brands")
        brand = tmp_path / "templates/brands/wattle/brand.yaml"
        if "gallbladder-surgery" not in names:
            brand.write_text(brand.read_text(encoding="utf-8").replace("[gallbladder-surgery]", "[]"), encoding="utf-8")
        (tmp_path / "evenhand.toml").write_text("[tool.evenhand]\n")
        return tmp_path

    return make


@pytest.fixture(scope="module")
def fonts():
    return FontShelf(SYSTEM_FOLDERS)


@pytest.fixture
def findings(fonts):
    """What reading and the rules see, without printing."""

    def see(root):
        shelf, faults = gather(find_project(root))
        assert not faults
        return check(shelf, fonts, dt.date.fromisoformat(TODAY))

    return see


def changed(path, edits):
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def run(root, *arguments):
    return CliRunner().invoke(main, ["--project", str(root), "--jobs", "1", "--date", TODAY, *arguments])


def test_the_fair_handouts_pass_without_a_finding(clinic):
    assert len(NAMES) == 6
    result = run(clinic(*NAMES), "check", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told if isinstance(told, list) else told["findings"]) == []


@pytest.mark.parametrize(("name", "case"), CASES)
def test_each_slant_is_found_by_its_own_rules_alone(clinic, findings, name, case):
    root = clinic(name)
    changed(root / "handouts" / f"{name}.yaml", case["edits"])
    found = findings(root)
    assert {f.code for f in found} == set(case["codes"]), "\n".join(f"{f.code} {f.what}" for f in found)
    assert all(f.mend or f.excerpt for f in found)


@pytest.mark.parametrize("name", NAMES)
def test_the_twin_of_each_handout_fails(clinic, findings, name):
    root = clinic(name)
    changed(root / "handouts" / f"{name}.yaml", [edit for case in TWINS[name] for edit in case["edits"]])
    found = findings(root)
    assert {code for case in TWINS[name] for code in case["codes"]} <= {f.code for f in found}
    assert any(f.severity is Severity.ERROR for f in found)


def test_the_twins_show_every_rule_of_balance():
    shown = {code for cases in TWINS.values() for case in cases for code in case["codes"]}
    assert shown >= WANTED
    assert {rule.code for rule in ALL_RULES} >= WANTED
    assert sum(len(cases) for cases in TWINS.values()) >= 25
    assert sorted(TWINS) == NAMES


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The text of every page of the six leaflets, by handout."""
    root = tmp_path_factory.mktemp("kinds")
    shutil.copytree(KINDS / "handouts", root / "handouts")
    shutil.copytree(KINDS / "brands", root / "templates/brands")
    (root / "evenhand.toml").write_text("[tool.evenhand]\n")
    for name in NAMES:
        signed = run(root, "sign", name, "en", "--by", "Dr A. Signer", "--role", "clinician")
        assert signed.exit_code == 0, signed.output
    result = run(root, "build")
    assert result.exit_code == 0, result.output
    assert "error" not in result.output
    leaflets = {path.name.split(".")[0]: pypdf.PdfReader(path) for path in (root / "build/wattle/en").glob("*.pdf")}
    return {name: [" ".join(page.extract_text().split()) for page in pdf.pages] for name, pdf in leaflets.items()}


@pytest.mark.slow
class TestPrinted:
    def test_each_kind_prints_as_final_within_its_pages(self, printed):
        assert sorted(printed) == NAMES
        assert all("Draft" not in page for pages in printed.values() for page in pages)

    def test_a_clinic_that_earns_says_so_on_page_one_and_the_others_do_not(self, printed):
        earning = "This clinic earns money from this treatment."
        assert [name for name, pages in printed.items() if earning in pages[0]] == ["gallbladder-surgery"]
        assert all("does not earn money" in " ".join(pages) for name, pages in printed.items() if name != "gallbladder-surgery")

    def test_both_framings_out_of_a_thousand_and_of_a_hundred_thousand(self, printed):
        text = " ".join(printed["shingles-vaccine"])
        for words in (
            "3 of every 1,000 people",
            "997 of every 1,000 people",
            "1 of every 100,000 people",
            "99,999 of every 100,000 people",
        ):
            assert words in text
        assert "This harm is rare, so it is counted out of every 100,000 people." in text
        assert "It happens to fewer people with the treatment. Difference: 25 of every 1,000 people." in text

    def test_a_group_that_nobody_counted_and_a_group_without_events(self, printed):
        text = " ".join(printed["knee-exercise"])
        assert "With usual care – Nobody counted this in the other group." in text
        assert "0 of 240 people. In a group this small, up to 2 of every 100 people could still be affected." in text
        assert "Researchers looked for this after they knew the results. This is a measurement." in text

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("shingles-vaccine", "Approved for this use."),
            ("migraine-tablet", "Allowed only in registered trials."),
            ("gallbladder-surgery", "We found no approval for this use."),
            ("knee-exercise", "This needs no approval as a medicine."),
        ],
    )
    def test_each_state_of_approval_is_said_in_words(self, printed, name, words):
        assert words in " ".join(printed[name])

    def test_signs_of_three_urgencies_stand_on_page_one(self, printed):
        first = printed["knee-exercise"][0]
        assert all(words in first for words in ("chest pain", "the knee locks", "you fall often"))
