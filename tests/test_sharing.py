"""The shares of the workers: every name in them is a file, and files of one build go together."""

import re
from fnmatch import fnmatch
from pathlib import Path

from sharing import LEAFLETS, LONGEST, TOGETHER, place, share

ROOT = Path(__file__).resolve().parents[1]


def test_every_name_is_a_file():
    assert [name for name in {*LONGEST, *TOGETHER} - {LEAFLETS} if not (ROOT / name).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)


def test_pytest_goes_into_every_folder(pytestconfig):
    parts = {part for path in (ROOT / "tests").rglob("test_*.py") for part in path.relative_to(ROOT).parts}
    assert [part for part in parts if any(fnmatch(part, name) for name in pytestconfig.getini("norecursedirs"))] == []


def test_who_looks_at_the_build_of_every_leaflet_goes_with_the_others():
    asks = re.compile(r"^def test_\w+\([^)]*\bout\b", re.MULTILINE)
    users = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py") if asks.search(path.read_text(encoding="utf-8"))
    }
    assert users == set(TOGETHER)


def test_a_file_goes_whole_and_the_longest_first():
    names = [
        "tests/a.py::b",
        "tests/standards/test_standards.py::c",
        "tests/a.py::B::c[x::y]",
        "tests/test_leaflets.py::d",
        "tests/b.py::e",
    ]
    assert [share(name) for name in names] == ["tests/a.py", LEAFLETS, "tests/a.py", LEAFLETS, "tests/b.py"]
    assert sorted(names, key=place) == [names[i] for i in (1, 3, 0, 2, 4)]
