"""PO files of other projects, in a hundred languages, come through our reader and writer as they were."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from evenhand.translation.po import PoFile, parse_po

# Packages of requirements-dev.lock that are there for their catalogs.
PACKAGES = ("django", "sphinx")
pytestmark = pytest.mark.slow

# translate-toolkit reads the same files in a process of its own, and says what it saw.
ORACLE = """
import json, sys
from translate.storage import pypo
for path in sys.stdin.read().splitlines():
    store = pypo.pofile.parsefile(path)
    units = [
        [u.getcontext(), [str(s) for s in getattr(u.source, "strings", [u.source])],
         [str(s) for s in getattr(u.target, "strings", [u.target])], u.isobsolete(), u.isfuzzy(), len(u.othercomments)]
        for u in store.units if not u.isheader() and not u.isblank()
    ]
    print(json.dumps([path, units]))
"""


def folders():
    found = [find_spec(name) for name in PACKAGES]
    return [Path(place) for spec in found if spec for place in spec.submodule_search_locations or ()]


@pytest.fixture(scope="module")
def foreign():
    """Every PO file of these packages, with its text and its encoding."""
    paths = sorted(path for folder in folders() for path in folder.rglob("*.po"))
    if not paths:
        pytest.skip("the packages of requirements-dev.lock are not installed")
    found = {}
    for path in paths:
        data = path.read_bytes()
        encoding = re.search(rb"charset=([\w-]+)", data)
        found[path] = data, encoding[1].decode() if encoding else "utf-8"
    return found


@pytest.fixture(scope="module")
def read(foreign):
    return {path: parse_po(data.decode(encoding), path.name) for path, (data, encoding) in foreign.items()}


def test_there_are_enough_of_them(foreign, read):
    assert len(foreign) > 500
    languages = {file.header.get("Language", "").split("_")[0] for file, _ in read.values()}
    assert len(languages) > 50
    assert sum(len(file.entries) for file, _ in read.values()) > 50_000


def test_every_file_comes_back_to_the_byte_and_without_a_fault(foreign, read):
    lost = [path for path, (file, faults) in read.items() if faults or file.text().encode(foreign[path][1]) != foreign[path][0]]
    assert lost == []


def test_every_entry_printed_anew_means_the_same(read):
    for path, (file, _) in read.items():
        printed = PoFile(tuple(replace(e, raw="") for e in file.entries), file.newline).text()
        again, faults = parse_po(printed, path.name)
        assert faults == [], path
        pairs = zip(again.entries, file.entries, strict=True)
        assert [(a, b) for a, b in pairs if bare(a) != bare(b)] == [], path


def bare(entry):
    """An entry without its place; a retired one has notes of the program in no tool's writing."""
    spare = {"extracted": (), "references": ()} if entry.obsolete else {}
    return replace(
        entry, line=0, comments=tuple(map(str.rstrip, entry.comments)), extracted=tuple(map(str.rstrip, entry.extracted)), **spare
    )


def test_one_changed_entry_changes_nothing_else(foreign, read):
    for path, (file, _) in read.items():
        live = [i for i, e in enumerate(file.entries) if e.msgid and not e.obsolete]
        if not live:
            continue
        at = live[len(live) // 2]
        old = file.entries[at]
        made = PoFile((*file.entries[:at], old.changed(msgstr=("☃",) * len(old.msgstr)), *file.entries[at + 1 :]), file.newline)
        before, after = (text.split(file.newline) for text in (file.text(), made.text()))
        start = next(i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
        end = next(i for i, (a, b) in enumerate(zip(before[::-1], after[::-1], strict=False)) if a != b)
        assert old.line - 1 <= start, path
        assert len(before) - end <= old.line - 1 + old.raw.count("\n"), path


def test_msgfmt_compiles_what_we_print_to_what_it_makes_of_the_file(foreign, read, tmp_path):
    """Every fourth file: byte for byte the same compiled catalog."""
    for path in sorted(foreign)[::4]:
        file = read[path][0]
        printed = PoFile(tuple(replace(e, raw="") for e in file.entries), file.newline).text()
        (tmp_path / "ours.po").write_bytes(printed.encode(foreign[path][1]))
        made = [compiled(source, tmp_path) for source in (path, tmp_path / "ours.po")]
        assert made[0] == made[1], path


def compiled(path, folder):
    run = subprocess.run(["msgfmt", "-o", folder / "out.mo", path], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    return (folder / "out.mo").read_bytes()


def test_translate_toolkit_reads_the_same_entries(read):
    """Every third file, unit by unit: contexts, sources, translations, what is retired, what is fuzzy, how many notes."""
    paths = sorted(read)[::3]
    told = subprocess.run([sys.executable, "-c", ORACLE], input="\n".join(map(str, paths)), capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    assert len(lines) == len(paths)
    for path, units in map(json.loads, lines):
        ours = [
            [
                e.msgctxt or "",
                [e.msgid] + [e.msgid_plural] * (e.msgid_plural is not None),
                list(e.msgstr),
                e.obsolete,
                e.fuzzy,
                len(e.comments),
            ]
            for e in read[Path(path)][0].entries
            if e.msgid
        ]
        assert ours == units, path
