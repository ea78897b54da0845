"""Fixtures that several test files share."""

import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture
def project(tmp_path):
    """A clinic's folder: the real handouts and brands, and two catalogs that are complete."""
    root = tmp_path / "clinic"
    for name in ("handouts", "templates/brands", "translations/hi", "translations/zh-Hans"):
        shutil.copytree(REPOSITORY / name, root / name)
    (root / "evenhand.toml").write_text("[tool.evenhand]\n")
    return root


@pytest.fixture
def edit(project):
    """Change one spot of a file in the project; gives the number of the first line that differs now."""

    def change(name, old, new):
        path = project / name
        before = path.read_text(encoding="utf-8")
        assert before.count(old) == 1, f"{old!r} stands {before.count(old)} times in {name}"
        after = before.replace(old, new)
        path.write_text(after, encoding="utf-8")
        pairs = zip(before.splitlines(), after.splitlines(), strict=False)
        return next(number for number, (was, now) in enumerate(pairs, 1) if was != now)

    return change
