"""Fixtures that several test files share."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner
from hypothesis import settings

from evenhand.cli import main
from evenhand.project import find_project
from evenhand.sheet.shelf import read_shelf

# A busy machine is no fault of the code: no test of properties fails for being slow.
settings.register_profile("evenhand", deadline=None)
settings.load_profile("evenhand")

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


WARNING = "cauda-equina-warning"


def shrink(root):
    """Leave only the shortest handout in a clinic's folder, with the Hindi catalogs."""
    for name in ("exercise-back-pain", "stem-cell-back-pain"):
        (root / f"handouts/{name}.yaml").unlink()
        shutil.rmtree(root / "handouts" / name, ignore_errors=True)
        for catalog in root.glob(f"translations/*/{name}.po"):
            catalog.unlink()
    shutil.rmtree(root / "translations/zh-Hans", ignore_errors=True)
    return root


@pytest.fixture
def small(project):
    """A clinic's folder with one short handout, in English and Hindi, and two brands: quick to check and to print."""
    return shrink(project)


@pytest.fixture
def sign():
    """Put a reviewer into a handout's file and sign its source; and each translation named, by all that the policy asks for."""

    def call(root, *arguments):
        done = CliRunner().invoke(main, ["sign", *arguments, "--project", str(root), "--date", "2026-11-24"])
        assert done.exit_code == 0, done.output

    def signed(root, *languages, name=WARNING):
        path = root / f"handouts/{name}.yaml"
        text = path.read_text(encoding="utf-8")
        reviewer = "reviewers:\n    - {name: Dr A. Reader, role: general practitioner, date: 2026-11-24}"
        path.write_text(text.replace("reviewers: []", reviewer), encoding="utf-8")
        call(root, name, "en", "--by", "Dr A. Reader", "--role", "clinician")
        for language in languages:
            back = root / f"translations/{language}/back.txt"
            back.write_text("what it says, back in English\n", encoding="utf-8")
            call(root, name, language, "--by", "A. Translator", "--role", "translator")
            call(root, name, language, "--by", "B. Checker", "--role", "checker")
            call(root, name, language, "--by", "Dr C. Clinician", "--role", "clinician", "--back-translation", str(back))

    return signed


@pytest.fixture
def evenhand(tmp_path, monkeypatch):
    """Call the command in this process, outside of any project; gives exit_code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        result = CliRunner().invoke(main, [str(a) for a in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture(scope="session")
def everything():
    """The shelf of this repository; nobody may change it."""
    return read_shelf(find_project(REPOSITORY))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from sharing import Sharing

    return Sharing(config, log)


# Coverage makes a drawing 1.6 times as long: of slow tests it is measured where they prove the drawing and the verbs themselves.
MEASURED = tuple(REPOSITORY / "tests" / name for name in ("build", "cli", "sheet"))


def pytest_collection_modifyitems(config, items):
    """Most slow tests are not measured; in a worker of pytest-xdist, the longest come first."""
    for item in items:
        if item.get_closest_marker("slow") and not any(item.path.is_relative_to(folder) for folder in MEASURED):
            item.add_marker("no_cover")
    if hasattr(config, "workerinput"):
        from sharing import place

        items.sort(key=lambda item: place(item.nodeid))


def pytest_addoption(parser):
    parser.addoption("--renew", action="store_true", help="write the pictures anew instead of comparing")


@pytest.fixture(scope="session")
def out(tmp_path_factory):
    """All leaflets of this repository, built by the command that people run."""
    folder = tmp_path_factory.mktemp("leaflets")
    if "PYTEST_XDIST_WORKER" in os.environ:
        # Two workers that both build take minutes for nothing; nobody would see it (sharing.py). Here the second one fails.
        (tmp_path_factory.getbasetemp().parent / "leaflets-are-built-once").mkdir()
    command = [sys.executable, "-m", "evenhand", "build", "--project", str(REPOSITORY), "--out", str(folder), "--date", "2026-11-24"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.fixture(scope="session")
def reader():
    """A leaflet as pypdf reads it. Kept, for most of the time goes into unpacking its objects; nobody may change one."""
    return functools.cache(pypdf.PdfReader)


@pytest.fixture(scope="session")
def gettext_tool(tmp_path_factory):
    """Run one of GNU gettext's tools; each text given by name becomes a file of that name beside it."""
    folder = tmp_path_factory.mktemp("gettext")

    def run(tool, *arguments, **texts):
        for name, text in texts.items():
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return subprocess.run([tool, *arguments], cwd=folder, capture_output=True, check=False)

    return run
