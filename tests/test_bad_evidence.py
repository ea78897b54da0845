"""What people get wrong in numbers, sources, dates and exceptions: one clear error each, at its line, with a way to mend it."""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from evenhand.cli import main

ROOT = Path(__file__).resolve().parents[1]
FILE = "handouts/handout.yaml"
FAULTS = yaml.safe_load((ROOT / "tests/bad_evidence.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def clinic(tmp_path):
    shutil.copytree(ROOT / "templates/brands/millbrook", tmp_path / "templates/brands/millbrook")
    (tmp_path / "handouts").mkdir()
    shutil.copy(ROOT / "tests/checks/handout.yaml", tmp_path / FILE)
    return tmp_path


@pytest.mark.parametrize("fault", FAULTS, ids=[f["name"] for f in FAULTS])
def test_one_clear_error(clinic, fault):
    path = clinic / FILE
    text = path.read_text(encoding="utf-8")
    assert text.count(fault["old"]) == 1
    path.write_text(text.replace(fault["old"], fault["new"]), encoding="utf-8")
    result = CliRunner().invoke(main, ["--project", str(clinic), "--date", "2026-11-24", "check", "--json"])
    assert result.exit_code == 1, result.output
    (finding,) = json.loads(result.stdout)["findings"]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert finding["file"] == FILE
    assert fault["at"] in lines[finding["line"] - 1], finding
    assert (finding["code"], finding["severity"]) == (fault["code"], "error")
    assert fault["says"] in finding["what"]
    assert finding["mend"]
