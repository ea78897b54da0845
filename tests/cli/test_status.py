"""`evenhand translate status` and `changes`: how far each edition is, and what the source changed under it."""

import datetime as dt
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from evenhand.project import find_project
from evenhand.sheet.shelf import read_shelf
from evenhand.translation.po import PoFile, parse_po
from evenhand.translation.signoff import FILE, SignOff, as_yaml, seal_of, with_record

WARNING = "cauda-equina-warning"
TODAY = "2026-11-24"
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def call(evenhand, small):
    return lambda verb, *arguments: evenhand("translate", verb, *arguments, "--project", small, "--date", TODAY)


def rows(call, *arguments):
    return {(r["handout"], r["language"]): r for r in json.loads(call("status", "--json", *arguments).stdout)["rows"]}


def change(path, key, **what):
    file, _ = parse_po(path.read_text(encoding="utf-8"), "po")
    path.write_text(PoFile(tuple(e.changed(**what) if e.msgctxt == key else e for e in file.entries)).text(), encoding="utf-8")


def test_a_complete_draft_of_a_machine(call):
    row = rows(call)[WARNING, "hi"]
    assert (row["translated"], row["messages"]) == (row["messages"], row["translated"])
    assert (row["stale"], row["missing"], row["safety_open"], row["errors"]) == (0, 0, 0, 0)
    assert (row["drafted_by"], row["signed"], row["final"]) == ("machine", [], False)
    assert row["reasons"] == ["machine", "source"]
    assert set(row["unsigned"]) == {"translator", "checker", "clinician"}
    assert call("status", "--require", "translated").exit_code == 0
    assert call("status", "--require").exit_code == 1


def test_signed_by_whom_and_for_release(call, sign, small):
    sign(small, "hi")
    row = rows(call)[WARNING, "hi"]
    assert [(s["role"], s["by"], s["stands"]) for s in row["signed"]] == [
        ("checker", "B. Checker", "yes"),
        ("clinician", "Dr C. Clinician", "yes"),
        ("translator", "A. Translator", "yes"),
    ]
    assert row["final"]
    assert call("status", "--require").exit_code == 0
    assert "B. Checker checker" in call("status").stdout


def test_gaps_are_counted_and_safety_among_them(call, small):
    path = small / f"translations/hi/{WARNING}.po"
    change(path, "title", msgstr=("",))
    change(path, "summary.message", flags=("fuzzy",))
    row = rows(call)[WARNING, "hi"]
    assert (row["missing"], row["stale"], row["safety_open"]) == (1, 1, 1)
    assert row["messages"] - row["translated"] == 2
    assert row["errors"] == 0, "gaps have columns of their own"
    assert call("status", "--require", "translated").exit_code == 1
    assert call("status").exit_code == 0


def test_findings_are_counted_where_they_stand(call, small):
    change(small / f"translations/hi/{WARNING}.po", "title", msgstr=("7 दिन",))
    assert rows(call)[WARNING, "hi"]["errors"] == 1
    assert call("status", "--require", "translated").exit_code == 1


def test_a_catalog_that_is_not_there_is_missing_in_whole(call, small):
    (small / f"translations/hi/{WARNING}.po").unlink()
    row = rows(call)[WARNING, "hi"]
    assert (row["translated"], row["missing"]) == (0, row["messages"])


def test_filters_and_unknown_names(call):
    assert set(rows(call, "--handout", "interface")) == {("interface", "hi")}
    done = call("status", "--handout", "x", "--lang", "yy")
    assert done.exit_code == 2
    assert done.stderr.count("unknown") == 2


def test_without_changes(call, sign, small):
    sign(small, "hi")
    assert call("changes").stdout == "every edition is as current as its source\n"


def test_the_change_sheet_word_by_word(call, sign, edit, small):
    sign(small, "hi")
    edit(f"handouts/{WARNING}.yaml", "about: ", "about: Read this today. ")
    told = call("changes", "--lang", "hi").stdout
    assert told.startswith(f"hi/{WARNING}: 1 changes since it was signed by B. Checker (checker, 2026-11-24)")
    assert "about: the source changed\n" in told
    assert "{+" in told
    # The same after the catalog was brought up to date, and again after the next update.
    for _ in range(2):
        assert call("update").exit_code == 0
        assert call("changes", "--lang", "hi").stdout == told


def test_a_sheet_may_be_handed_out_only_where_policy_and_safety_let_it(call, sign, edit, small):
    sign(small, "hi")
    edit(f"handouts/{WARNING}.yaml", "about: ", "about: Read this today. ")
    assert "may NOT be handed out" in call("changes").stdout
    (small / "evenhand.toml").write_text("[tool.evenhand.sign-off]\nolder-translations = true\n")
    assert "may be handed out" in call("changes").stdout
    edit(f"handouts/{WARNING}.yaml", "  message: ", "  message: Now. ")
    told = call("changes").stdout
    assert "may NOT be handed out" in told
    assert "a safety string or a number changed: summary.message" in told


def test_changed_figures_show_both_values(call, sign, edit, small):
    sign(small, "hi")
    edit(f"handouts/{WARNING}.yaml", "evidence: 2026", "evidence: 2025")
    told = call("changes", "--lang", "hi").stdout
    assert "data.dates (safety): figures or facts changed" in told
    assert "evidence: [-2026-11-23-]{+2025-11-23+}" in told


def signed_all(root, name, tags):
    """Signs every set of words in these languages, in all three roles, as the verb does, but on one reading of the project."""
    shelf, today = read_shelf(find_project(root)), dt.date.fromisoformat(TODAY)
    back = {"file": "back.txt", "sha256": hashlib.sha256((root / "back.txt").read_bytes()).hexdigest()}
    for tag in tags:
        records = ()
        for role, by in (("translator", "A. Translator"), ("checker", "B. Checker"), ("clinician", "Dr C. Clinician")):
            for one in (name, *(s for s in shelf.messages if s not in shelf.handouts)):
                bare = SignOff.model_validate(
                    {
                        "handout": one,
                        "language": tag,
                        "role": role,
                        "by": by,
                        "date": today,
                        "back-translation": back,
                        "words": {u.key: u.hashes for u in shelf.units(one, tag)},
                    }
                )
                records = with_record(records, bare.model_copy(update={"seal": seal_of(bare)}))
        (root / "translations" / tag / FILE).write_text(as_yaml(records), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.no_cover
def test_the_story_of_one_number_and_one_sentence(evenhand, sign, project, edit):
    """One number and one sentence of the source, every language: exactly these go stale, drafts fall back, signing restores them."""
    name = "stem-cell-back-pain"
    verb = lambda *a: evenhand(*a, "--project", project, "--date", TODAY)  # noqa: E731
    for path in (REPOSITORY / "translations").glob(f"*/{name}.po"):
        target = project / "translations" / path.parent.name
        target.mkdir(exist_ok=True)
        shutil.copy(path, target)
        shutil.copy(path.with_name("brand-harborview.po"), target)
    languages = tuple(sorted(path.parent.name for path in project.glob(f"translations/*/{name}.po")))
    assert len(languages) >= 23
    # The source and one language by the verb, which reads and judges the whole project at each call.
    others = tuple(tag for tag in languages if tag != "hi")
    (project / "back.txt").write_text("what it says, back in English\n", encoding="utf-8")
    sign(project, "hi", name=name)
    signed_all(project, name, others)
    before = {tag: (project / f"translations/{tag}/{name}.po").read_bytes() for tag in languages}
    shelf = read_shelf(find_project(project))
    assert all(shelf.approved(name, tag).stands for tag in ("en", *languages))

    edit(
        f"handouts/{name}.yaml", "        harm: The pain may go on. You can change your mind.", "        harm: The pain may go on for long."
    )
    edit(f"handouts/{name}.yaml", "number: 114", "number: 115")
    assert verb("translate", "update").exit_code == 0
    shelf = read_shelf(find_project(project))
    for tag in languages:
        after = (project / f"translations/{tag}/{name}.po").read_bytes()
        was, now = before[tag].split(b"\n\n"), after.split(b"\n\n")
        assert len(was) == len(now)
        assert sum(a != b for a, b in zip(was, now, strict=True)) == 1, "only the sentence's entry is written anew"
        assert shelf.edition(name, tag).stale == ("options.rows.nothing.cells.harm",)
    assert not any(shelf.approved(name, tag).stands for tag in ("en", *languages))
    assert [o.keys for s in shelf.approved(name, "en").source for o in s.open] == [
        ("options.rows.nothing.cells.harm", "data.figures.respine_people")
    ]
    told = verb("translate", "changes", "--lang", "hi").stdout
    assert "[-114-]{+115+}" in told
    assert "options.rows.nothing.cells.harm (safety): the source changed" in told
    # Other handouts are not touched.
    assert "cauda" not in told

    for tag in languages:
        path = project / f"translations/{tag}/{name}.po"
        change(path, "options.rows.nothing.cells.harm", flags=(), previous=())
    sign(project, "hi", name=name)
    shelf = read_shelf(find_project(project))
    assert {tag for tag in ("en", *languages) if shelf.approved(name, tag).stands} == {"en", "hi"}
    signed_all(project, name, others)
    shelf = read_shelf(find_project(project))
    assert all(shelf.approved(name, tag).stands for tag in ("en", *languages))
    assert verb("build", "--release", "--handout", name, "--lang", "hi", "--brand", "millbrook").exit_code == 0


@pytest.mark.slow
def test_the_printed_change_sheet_has_every_change_and_the_older_words(call, sign, edit, small):
    sign(small, "hi")
    edit(f"handouts/{WARNING}.yaml", "about: ", "about: Read this today. ")
    edit(f"handouts/{WARNING}.yaml", "  message: ", "  message: Now. ")
    done = call("changes", "--pdf", "--lang", "hi")
    assert done.exit_code == 0, done.output
    path = small / f"build/changes/hi/{WARNING}.hi.changes.pdf"
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    for words in ("Do not hand out the older translation.", "B. Checker", "summary.message", "about", "Read this today.", "SAFETY"):
        assert words in text
    assert re.search("[\u0900-\u097f]", text), "the older translation stands there"
    assert {p.name for p in (small / "build").iterdir()} <= {"changes", ".scratch"}, "nothing else is built"
