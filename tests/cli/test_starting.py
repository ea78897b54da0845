"""What a command loads and opens before it says something: counted, for a timing would depend on the machine."""

import inspect
import json
import os
import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from evenhand.cli.late import Late
from evenhand.cli.main import main
from evenhand.cli.translate import translate

TODAY = "2026-11-24"
HANDOUT, CATALOG = "handouts/cauda-equina-warning.yaml", "translations/hi/cauda-equina-warning.po"
# What reads, judges or draws; each takes a twentieth of a second to load, or leads to what does.
HEAVY = {"babel", "jinja2", "weasyprint", "pydantic", "lxml", "yaml", "fontTools", "PIL", "pypdfium2", "phonenumbers", "uharfbuzz"} | {
    "segno", "icu4py", "budoux", "distributed", "importlib.metadata", "multiprocessing",
}  # fmt: skip
# Runs the command, then says on stderr what was loaded, and each file that was opened to be read.
WATCHED = """
import os, sys
opened = []
def seen(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)) and (isinstance(args[1], str) and args[1][0] == "r" or not args[2] & 3):
        opened.append(os.path.realpath(os.fsdecode(args[0])))
sys.addaudithook(seen)
from evenhand.cli import main
try:
    main(sys.argv[1:])
finally:
    import json
    print("WATCHED", json.dumps([sorted(sys.modules), opened]), file=sys.stderr)
"""


class Run:
    """What a command in a process of its own said, loaded and opened (no code)."""

    def __init__(self, *arguments):
        done = subprocess.run([sys.executable, "-c", WATCHED, *map(str, arguments)], capture_output=True, text=True, check=False)
        err, _, watched = done.stderr.rpartition("WATCHED ")
        assert watched, done.stderr
        self.out, self.err, self.status = done.stdout, err, done.returncode
        modules, opened = json.loads(watched)
        self.heavy = HEAVY & {".".join(name.split(".")[:n]) for name in modules for n in (1, 2)}
        self.loaded = {name for name in modules if name.startswith("evenhand.")}
        self.opened = Counter(path for path in opened if not path.endswith((".py", ".pyc", ".so")))


@pytest.fixture
def later(monkeypatch):
    """Every verb called in this process comes an hour later, so that what was just written is not new any more."""
    import time

    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 3600 * 10**9)


@pytest.fixture
def status(evenhand, small):
    return lambda *more: evenhand("translate", "status", "--project", small, "--date", TODAY, *more)


@pytest.fixture
def made(monkeypatch):
    """Counts how often the rows of `translate status` were made."""
    import evenhand.cli.status as module

    times, original = [], module._rows
    monkeypatch.setattr(module, "_rows", lambda common, site: times.append(1) or original(common, site))
    return times


@pytest.mark.parametrize("arguments", [(), ("translate",), ("build",), ("translate", "status")], ids=" ".join)
def test_help_loads_nothing_but_the_command_line(arguments):
    run = Run(*arguments, "--help")
    assert run.status == 0, run.err
    assert not run.heavy
    verbs = {f"evenhand.cli.{name}" for name in arguments}
    shared = {"evenhand.cli.late", "evenhand.cli.main", "evenhand.cli.options", "evenhand.cli.parts", "evenhand.cli.press"}
    assert run.loaded <= {"evenhand.cli", "evenhand.finding"} | shared | verbs
    # The catalogs of the machine's own words, if any, are no files of ours.
    assert not [path for path in run.opened if "evenhand" in path]


@pytest.mark.parametrize("group", [main, translate], ids=lambda group: group.name)
def test_the_lines_beside_the_names_are_the_verbs_own(group, monkeypatch):
    assert isinstance(group, Late)
    for name, (module, found, line) in group.late.items():
        verb = getattr(import_module(f"evenhand.cli.{module}"), found)
        assert isinstance(verb, click.Command)
        assert verb.name == name
        assert line == " ".join(inspect.cleandoc(verb.help).split("\n\n")[0].split())
    shown = CliRunner().invoke(group, ["--help"]).stdout
    monkeypatch.setattr(Late, "format_commands", click.Group.format_commands)
    assert CliRunner().invoke(group, ["--help"]).stdout == shown, "as click lists verbs that are all loaded"


def test_status_is_told_again_without_reading_what_files_say(status, small):
    first = status()
    arguments = ("translate", "status", "--project", small, "--date", TODAY)
    second = Run(*arguments)
    assert (second.out, second.status) == (first.stdout, first.exit_code)
    assert not second.heavy
    assert not {name for name in second.loaded if name.startswith(("evenhand.checks", "evenhand.translation", "evenhand.content"))}
    own = {path: times for path, times in second.opened.items() if str(small) in path}
    # The settings are looked for, read, and looked at.
    assert {Path(path).name for path, times in own.items() if times > 1} == {"evenhand.toml"}


def test_status_of_files_that_nobody_touched_opens_the_settings_and_what_it_told(status, later, small):
    status()
    run = Run("translate", "status", "--project", small, "--date", TODAY)
    assert sorted(Path(path).suffix for path in run.opened if str(small) in path) == [".json", ".toml"]


CHANGES = {
    "a catalog": lambda root: _append(root / CATALOG, "\n# a remark\n"),
    "a handout": lambda root: _append(root / HANDOUT, "# a remark\n"),
    "a brand": lambda root: _append(root / "templates/brands/millbrook/brand.yaml", "# a remark\n"),
    "a picture of a brand": lambda root: _append(next((root / "templates/brands/millbrook").glob("*.svg")), " "),
    "the settings": lambda root: _append(root / "evenhand.toml", "# a remark\n"),
    "a file that is new": lambda root: (root / "handouts/notes.txt").write_text("new", encoding="utf-8"),
    "a file that is gone": lambda root: (root / CATALOG).unlink(),
    "a file of the same size and time": lambda root: _swap(root / CATALOG),
}


def _append(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _swap(path):
    was, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("।", "॥", 1), encoding="utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert path.stat().st_size == was.st_size
    assert path.read_text(encoding="utf-8") != text


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_makes_the_status_anew(name, status, made, later, small):
    for _ in range(2):
        status()
    assert len(made) == 1
    CHANGES[name](small)
    status()
    assert len(made) == 2
    status()
    assert len(made) == 2


def test_a_signature_makes_the_status_anew(evenhand, status, made, later, sign, small):
    sign(small)
    for _ in range(2):
        status()
    signed = ("cauda-equina-warning", "hi", "--by", "A. Translator", "--role", "translator", "--project", small, "--date", TODAY)
    assert evenhand("sign", *signed).exit_code == 0
    for _ in range(2):
        assert "A. Translator translator" in status().stdout
    assert len(made) == 2


def test_another_day_question_program_or_package_makes_the_status_anew(status, made, later, small, monkeypatch, tmp_path):
    import evenhand.build.program as program
    import evenhand.build.rest as rest

    for n, more in enumerate(((), ("--json",), ("--lang", "hi"), ("--handout", "cauda-equina-warning"), ("--require", "signed")), 1):
        for _ in range(2):
            status(*more)
        assert len(made) == n, more
    status("--date", "2026-11-25")
    assert len(made) == 6
    # Another file of code, and another package beside the program.
    (tmp_path / "other.py").write_text("")
    code = [*program.code(), ("other.py", str(tmp_path / "other.py"))]
    for module in (program, rest):
        monkeypatch.setattr(module, "code", lambda: iter(code))
    for _ in range(2):
        status()
    assert len(made) == 7
    (tmp_path / "tools" / "babel-9.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "tools")])
    for _ in range(2):
        status()
    assert len(made) == 8


def test_a_new_font_makes_the_status_anew(status, made, later, small, tmp_path):
    (small / "fonts").mkdir()
    (small / "evenhand.toml").write_text('[tool.evenhand]\nfonts = ["fonts"]\n', encoding="utf-8")
    status()
    (small / "fonts/Own-Regular.ttf").write_bytes(b"a font")
    for _ in range(2):
        status()
    assert len(made) == 2


def test_what_was_written_just_now_is_read_and_not_only_looked_at(status, made, small):
    # A file system that rounds its times shows the same one for two changes in a row: sizes and times prove nothing yet.
    status()
    kept = json.loads(next((small / "build/.scratch/rest").glob("status-*.json")).read_bytes())
    assert kept["seen"] == ""
    status()
    assert len(made) == 1, "to the byte, all is as it was"


def test_touched_and_not_changed_is_no_change(status, made, later, small):
    status()
    (small / CATALOG).touch()
    status()
    assert len(made) == 1


def test_a_question_that_fails_is_not_remembered(status, small):
    for _ in range(2):
        assert status("--handout", "no-such-thing").exit_code == 2
    assert not list((small / "build").rglob("status-*"))


def test_who_cannot_write_is_told_all_the_same(status, small):
    (small / "build").write_text("a file where the folder should be", encoding="utf-8")
    assert status().exit_code == 0


def test_only_the_last_questions_are_kept(status, small):
    for day in range(10, 24):
        status("--date", f"2026-11-{day}")
    assert len(list((small / "build/.scratch/rest").iterdir())) == 12


def test_a_linked_folder_is_followed(status, made, later, small, tmp_path):
    brand = small / "templates/brands/millbrook"
    brand.rename(tmp_path / "elsewhere")
    brand.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    # And one that leads to a folder above it ends.
    (small / "handouts/round").symlink_to(small / "handouts", target_is_directory=True)
    status()
    _append(tmp_path / "elsewhere/brand.yaml", "# a remark\n")
    status()
    assert len(made) == 2


@pytest.mark.slow
def test_a_build_with_nothing_to_do_loads_and_opens_next_to_nothing(evenhand, small, later):
    build = ("build", "--project", small, "--jobs", 1, "--date", TODAY, "--brand", "millbrook", "--lang", "en")
    assert "1 of 1 leaflets" in evenhand(*build).stdout
    first = Run(*build)
    assert first.out.startswith("Nothing changed: 1 leaflets")
    assert not first.heavy
    assert not {name for name in first.loaded if name.startswith(("evenhand.checks", "evenhand.translation", "evenhand.content"))}
    # What it wrote a moment ago is read, each file once; the settings are looked for and read.
    own = {path: times for path, times in first.opened.items() if str(small) in path}
    assert any(path.endswith(".pdf") for path in own)
    assert {Path(path).name for path, times in own.items() if times > 1} == {"evenhand.toml"}
    # An hour later nothing is read but the settings and the last answer.
    assert evenhand(*build).stdout == first.out
    second = Run(*build)
    assert (second.out, second.err, second.status) == (first.out, first.err, first.status)
    assert sorted(Path(path).suffix for path in second.opened if str(small) in path) == [".json", ".toml"]
    # Nor does a leaflet that somebody changed, to the same size and time, stay unseen.
    leaflet = next((small / "build").rglob("*.pdf"))
    was = leaflet.stat()
    leaflet.write_bytes(leaflet.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.6", 1))
    os.utime(leaflet, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert "1 of 1 leaflets" in evenhand(*build).stdout


@pytest.mark.slow
def test_whatever_is_opened_is_looked_at(small):
    # A build and a status read nothing of the project, the templates or the fonts whose change would go unseen.
    from evenhand.build.rest import Rest
    from evenhand.build.site import Site
    from evenhand.project import find_project
    from evenhand.sheet.fontfiles import SYSTEM_FOLDERS

    project = find_project(small)
    site = Site(project.templates, SYSTEM_FOLDERS, small / "build")
    looked_at = {os.path.realpath(path) for _, path in Rest(project, site, ["test"], 0).looked_at()}
    roots = tuple(map(str, (small, *project.templates, *project.word_catalogs, *SYSTEM_FOLDERS)))
    only = ("--brand", "millbrook", "--lang", "hi", "--jobs", 1)
    for run in (Run("translate", "status", "--project", small), Run("build", "--project", small, *only)):
        read = {path for path in run.opened if path.startswith(roots) and not path.startswith(str(small / "build"))}
        assert len(read) > 10
        assert read - looked_at == set()


@pytest.mark.slow
def test_a_build_after_a_change_draws_where_the_press_was_loaded_meanwhile(small):
    """The command itself loads no press: a server began to, while the command read and judged. One leaflet goes there too."""
    arguments = ("build", "--project", small, "--date", TODAY, "--lang", "hi", "--brand", "millbrook", "--jobs", "2")
    first = Run(*arguments)
    assert "1 of 1 leaflets" in first.out
    assert "weasyprint" in first.heavy, "nothing was there to begin with"
    _append(small / CATALOG, "\n# a remark\n")
    path = small / CATALOG
    path.write_text(path.read_text(encoding="utf-8").replace("।", "।।", 1), encoding="utf-8")
    second = Run(*arguments)
    assert "1 of 1 leaflets" in second.out, second.out + second.err
    assert not {"weasyprint", "pypdfium2", "fontTools"} & second.heavy
    assert not {name for name in second.loaded if name.startswith(("evenhand.sheet.press", "evenhand.sheet.swift", "evenhand.build.work"))}
    alone = Run(*arguments[:-1], "1", "--afresh")
    assert "weasyprint" in alone.heavy
