"""What was found in a text is not looked for again, and is found again as soon as the text, its source or a list changes."""

import datetime as dt
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from evenhand.build.program import judges
from evenhand.checks import judge
from evenhand.checks.kept import Kept
from evenhand.checks.run import check
from evenhand.project import find_project
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.shelf import read_shelf

REPOSITORY = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 24)
KEEP = ("ar", "es", "pl")


@pytest.fixture
def project(tmp_path):
    """A project of three translations, with lists of words of its own."""
    root = tmp_path / "project"
    for folder in ("handouts", "templates"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for language in KEEP:
        shutil.copytree(REPOSITORY / "translations" / language, root / "translations" / language)
    shutil.copy(REPOSITORY / "pyproject.toml", root)
    return root


@pytest.fixture
def looked(monkeypatch):
    """What was judged anew: catalogs by name and language, and lists of words that were read."""
    seen = Counter()
    pairs, said, read = judge.Judge._pairs, judge.Judge._said, judge.read_lexicon

    def note(kind, original):
        def call(self, name, language, *more):
            seen[kind, name, language] += 1
            return original(self, name, language, *more)

        return call

    def lists(folders, tag):
        seen["list", tag] += 1
        return read(folders, tag)

    monkeypatch.setattr(judge.Judge, "_pairs", note("pairs", pairs))
    monkeypatch.setattr(judge.Judge, "_said", note("said", said))
    monkeypatch.setattr(judge, "read_lexicon", lists)
    return seen


def found(root, languages=frozenset(), kept=True):
    project = find_project(root)
    keep = Kept(root / "build" / "judged.json", judges(project.templates)) if kept else None
    findings = check(read_shelf(project), FontShelf(SYSTEM_FOLDERS), TODAY, languages=languages, kept=keep)
    if keep:
        keep.write()
    return findings


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_the_same_is_not_judged_again(project, looked):
    first = found(project)
    assert first == found(project, kept=False)
    assert looked["said", "stem-cell-back-pain", "ar"] == 2
    looked.clear()
    assert found(project) == first
    assert not looked


def test_one_string_is_judged_and_nothing_else(project, looked):
    before = found(project)
    looked.clear()
    # A line more, and a word that promises: lines after it move.
    change(project / "translations/es/stem-cell-back-pain.po", 'msgctxt "risks.serious.what"', '# A note.\nmsgctxt "risks.serious.what"')
    change(project / "translations/es/stem-cell-back-pain.po", "Problemas graves", "Problemas milagrosos")
    after = found(project)
    assert after != before
    asked = {what[1:] for what in looked if what[0] != "list"}
    assert asked == {("stem-cell-back-pain", "es")}
    assert {what[1] for what in looked if what[0] == "list"} == {"en", "es"}
    assert after == found(project, kept=False)


def test_a_changed_source_is_judged_in_all_languages(project, looked):
    found(project)
    looked.clear()
    change(project / "handouts/exercise-back-pain.yaml", "back", "Back")
    after = found(project)
    assert {what[2] for what in looked if what[0] == "said"} == set(KEEP)
    assert {what[1] for what in looked if what[0] == "said"} == {"exercise-back-pain"}
    assert after == found(project, kept=False)


@pytest.mark.parametrize("folder", ["phrases", "usage"])
def test_a_changed_list_of_words_judges_all_anew(project, looked, folder):
    found(project)
    looked.clear()
    with (project / f"templates/{folder}/pl.yaml").open("a", encoding="utf-8") as file:
        file.write("# A remark.\n")
    found(project)
    assert {what[2] for what in looked if what[0] == "said"} == set(KEEP)


def test_some_languages_and_all_are_kept_apart(project):
    assert found(project, frozenset({"es"})) == found(project, frozenset({"es"}), kept=False)
    assert found(project) == found(project, kept=False)
    assert found(project, frozenset({"ar"})) == found(project, frozenset({"ar"}), kept=False)


@pytest.mark.parametrize("broken", ["", "[]", '{"catalog interface ar 1": 3}', "cut"])
def test_what_cannot_be_read_is_found_anew(project, broken):
    first, path = found(project), project / "build/judged.json"
    if broken == "cut":
        rows = {about: [key, [row[:3] for row in rows]] for about, (key, rows) in json.loads(path.read_text()).items()}
        path.write_text(json.dumps(rows))
    else:
        path.write_text(broken)
    assert found(project) == first
