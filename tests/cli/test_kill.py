"""A process that dies while it updates catalogs leaves every file whole."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
WARNING = "cauda-equina-warning"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_two_hundred_deaths_leave_every_file_old_or_new(small, edit):
    for tag in ("pl", "ar"):
        for name in (WARNING, "interface"):
            (small / f"translations/{tag}").mkdir(exist_ok=True)
            shutil.copy(REPOSITORY / f"translations/{tag}/{name}.po", small / f"translations/{tag}")
    shutil.copytree(REPOSITORY / "translations/templates", small / "translations/templates")
    shutil.copy(REPOSITORY / "templates/words.yaml", small / "templates")
    edit(f"handouts/{WARNING}.yaml", "one: One sign is enough.", "one: One sign is enough to go.")
    words = small / "templates/words.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("note: ", "note: Changed. ", 3), encoding="utf-8")
    command = [sys.executable, str(Path(__file__).with_name("killed.py")), str(small), "200"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["faults"] == []
    assert told["steps"] + told["random"] >= 200
    assert told["steps"] >= 40
    assert min(told["old"], told["new"], told["scraps"]) > 20, told
