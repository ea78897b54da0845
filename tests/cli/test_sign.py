"""`evenhand sign`: who may sign what, and how long it holds."""

import shutil
import subprocess

import pytest

from evenhand.project import find_project
from evenhand.sheet.shelf import read_shelf
from evenhand.translation.po import PoFile, parse_po

WARNING = "cauda-equina-warning"
TODAY = "2026-11-24"


@pytest.fixture
def call(evenhand, small):
    return lambda verb, *arguments: evenhand(*verb.split(), *arguments, "--project", small, "--date", TODAY)


def approved(root, language="hi"):
    return read_shelf(find_project(root)).approved(WARNING, language)


def retranslate(root, key, words):
    """A translator's edit of one string."""
    path = root / f"translations/hi/{WARNING}.po"
    file, _ = parse_po(path.read_text(encoding="utf-8"), "po")
    entries = tuple(e.changed(msgstr=(words,), flags=(), previous=()) if e.msgctxt == key else e for e in file.entries)
    path.write_text(PoFile(entries).text(), encoding="utf-8")


def test_signatures_of_all_that_the_policy_asks_for_make_it_stand(sign, small):
    assert not approved(small).stands
    sign(small, "hi")
    done = approved(small)
    assert done.stands
    assert len(done.code) == 8
    assert done.clinicians() == ("Dr A. Reader",)
    assert done.read_by_a_person()
    assert approved(small, "en").stands


def test_a_changed_translation_voids_its_string_in_every_role_and_no_other(sign, call, small):
    sign(small, "hi")
    retranslate(small, "title", "जब पीठ दर्द आपात स्थिति है")
    lacks = [(o.role, o.keys, o.changed) for standing in approved(small).own for o in standing.open]
    assert lacks == [(role, ("title",), ("title",)) for role in ("translator", "checker", "clinician")] or lacks == [
        (role, ("title",), ("title",)) for role in ("translator", "checker")
    ]
    told = call("check").output
    assert told.count("S010") == 3
    assert "title" in told


def test_a_changed_number_is_open_for_the_clinician_of_the_source_alone(sign, edit, small):
    sign(small, "hi")
    edit(f"handouts/{WARNING}.yaml", "evidence: 2026", "evidence: 2025")
    found = approved(small)
    assert [(o.role, o.keys) for s in found.source for o in s.open] == [("clinician", ("data.dates",))]
    assert not any(s.open for s in found.own)
    assert found.changed


def test_signing_again_restores_it(sign, call, small):
    sign(small, "hi")
    retranslate(small, "title", "जब पीठ दर्द आपात स्थिति है")
    before = (small / "translations/hi/signoffs.yaml").read_text(encoding="utf-8")
    sign(small, "hi")
    assert approved(small).stands
    after = (small / "translations/hi/signoffs.yaml").read_text(encoding="utf-8")
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    # A reviewer sees in the difference which strings were signed anew: the line of the title, and the seals.
    assert {line.split(":")[0].strip() for line in changed} == {"title", "seal"}


def test_nobody_checks_their_own_translation(call, small):
    assert call("sign", WARNING, "hi", "--by", "Amina Khan", "--role", "translator").exit_code == 0
    before = (small / "translations/hi/signoffs.yaml").read_bytes()
    done = call("sign", WARNING, "hi", "--by", "amina  KHAN", "--role", "checker")
    assert done.exit_code == 1
    assert "a checker is another person" in done.stderr
    assert (small / "translations/hi/signoffs.yaml").read_bytes() == before


def test_authors_do_not_review_their_own_handout(call, edit, small):
    edit(f"handouts/{WARNING}.yaml", "role: drafting", "role: general practitioner")
    author = read_shelf(find_project(small)).handouts[WARNING].people.authors[0].name
    done = call("sign", WARNING, "en", "--by", author.upper(), "--role", "clinician")
    assert done.exit_code == 1
    assert "a reviewer is another person" in done.stderr


def test_a_signed_source_needs_no_reviewer_in_the_file(call, small):
    assert "C003" in call("check").stdout
    assert call("sign", WARNING, "en", "--by", "Dr Ada Poe", "--role", "clinician").exit_code == 0
    assert "C003" not in call("check").stdout


def test_a_clinician_needs_a_back_translation(call, small):
    done = call("sign", WARNING, "hi", "--by", "Dr Lee", "--role", "clinician")
    assert done.exit_code == 1
    assert "--back-translation" in done.stderr
    assert not (small / "translations/hi/signoffs.yaml").exists()
    (small / "evenhand.toml").write_text("[tool.evenhand.sign-off]\nback-translation = false\n")
    assert call("sign", WARNING, "hi", "--by", "Dr Lee", "--role", "clinician").exit_code == 0


@pytest.mark.parametrize("by", ["", " ", "machine", "X", "1234", "Nobody"])
def test_a_name_is_that_of_a_person(call, small, by):
    done = call("sign", WARNING, "en", "--by", by, "--role", "clinician")
    assert done.exit_code == 2
    assert "does not name a person" in done.stderr


def test_words_missing_or_stale_cannot_be_signed(call, small):
    retranslate(small, "title", "")
    retranslate(small, "about", "")
    done = call("sign", WARNING, "hi", "--by", "Amina Khan", "--role", "translator")
    assert done.exit_code == 1
    assert done.stderr.count("S011") == 2
    assert "[hi title]" in done.stderr
    assert not (small / "translations/hi/signoffs.yaml").exists()


def test_unknown_names_are_usage_errors(call):
    assert call("sign", "no-such", "hi", "--by", "Amina Khan", "--role", "reader").exit_code == 2
    assert call("sign", WARNING, "xx", "--by", "Amina Khan", "--role", "reader").exit_code == 2
    assert call("sign", WARNING, "hi", "--by", "Amina Khan", "--role", "boss").exit_code == 2


def test_a_damaged_file_is_not_written_over(call, sign, small):
    sign(small, "hi")
    path = small / "translations/hi/signoffs.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("B. Checker", "B. Checkre", 1), encoding="utf-8")
    before = path.read_bytes()
    done = call("sign", WARNING, "hi", "--by", "Fourth Person", "--role", "reader")
    assert done.exit_code == 1
    assert "S002" in done.stderr
    assert path.read_bytes() == before


def test_the_folder_of_a_source_language_is_no_translation(sign, call, small):
    sign(small)
    assert {p.name for p in (small / "translations/en").iterdir()} == {"signoffs.yaml"}
    assert call("translate update").exit_code == 0
    assert {p.name for p in (small / "translations/en").iterdir()} == {"signoffs.yaml"}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")
def test_policy_can_demand_ssh_signatures(call, small, tmp_path):
    (small / "evenhand.toml").write_text("[tool.evenhand.sign-off]\nsignature = true\n")
    for name in ("ada", "eve"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True)
    public = (tmp_path / "ada.pub").read_text(encoding="utf-8")
    (small / "translations/allowed-signers").write_text(f'"Dr Ada Poe" {public}')
    who = ("--by", "Dr Ada Poe", "--role", "clinician")
    assert call("sign", WARNING, "en", *who).exit_code == 0
    assert not approved(small, "en").stands
    assert call("sign", WARNING, "en", *who, "--ssh-key", tmp_path / "ada").exit_code == 0
    assert approved(small, "en").stands
    # Another person's key under her name: told, and it does not count.
    assert call("sign", WARNING, "en", *who, "--ssh-key", tmp_path / "eve").exit_code == 0
    assert not approved(small, "en").stands
    assert "S007" in call("check").output


def test_a_comma_that_is_marked_as_same_meaning_voids_nothing(sign, call, edit, small):
    call("translate update")
    sign(small, "hi")
    edit(f"handouts/{WARNING}.yaml", "one: One sign is enough.", "one: One sign is enough!")
    assert approved(small).changed, "until somebody says that it means the same"
    assert call("translate same-meaning", WARNING, "summary.key-points.one", "--by", "Ada").exit_code == 0
    assert not any(s.open for s in approved(small).source)
    assert call("translate update").exit_code == 0
    assert approved(small).stands
    edit(f"handouts/{WARNING}.yaml", "one: One sign is enough!", "one: One sign may be enough!")
    call("translate update")
    assert {key for s in approved(small).source + approved(small).own for o in s.open for key in o.keys} == {"summary.key-points.one"}
