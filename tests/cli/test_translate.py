"""evenhand translate: same meaning, suggestions, and what a new language needs."""

import hashlib

import pytest
import yaml

from evenhand.translation.catalog import read_catalog, suggested

WARNING = "cauda-equina-warning"
TODAY = "2026-11-24"
KEY = "summary.key-points.one"
OLD = "one: One sign is enough."


@pytest.fixture
def translate(evenhand, small):
    return lambda *arguments: evenhand("translate", *arguments, "--project", small, "--date", TODAY)


def snapshot(root):
    return {p.relative_to(root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in root.rglob("*") if p.is_file()}


def entry(root, key=KEY, language="hi", name=WARNING):
    return read_catalog(root / f"translations/{language}/{name}.po", name).entries[key]


def records(root):
    return yaml.safe_load((root / "translations/same-meaning.yaml").read_text(encoding="utf-8"))["same-meaning"]


# Same meaning


@pytest.mark.parametrize("templates", [True, False])
def test_a_marked_change_leaves_every_translation_standing(translate, edit, small, evenhand, templates):
    if templates:
        translate("update")
    before = entry(small)
    edit(f"handouts/{WARNING}.yaml", OLD, "one: One sign is enough!")
    done = translate("same-meaning", WARNING, KEY, "--by", "Ada Lovelace")
    assert done.exit_code == 0, done.stderr
    assert f"same meaning  {WARNING}  {KEY}: One sign is enough[-.-]{{+!+}}" in done.stdout
    (record,) = records(small)
    assert (record["old"], record["new"], record["by"]) == (["One sign is enough."], ["One sign is enough!"], "Ada Lovelace")
    assert translate("update").exit_code == 0
    after = entry(small)
    assert (after.msgid, after.msgstr, after.fuzzy, after.previous) == ("One sign is enough!", before.msgstr, False, ())
    assert evenhand("check", "--project", small, "--date", TODAY).exit_code == 0


def test_a_second_change_follows_the_first(translate, edit, small):
    translate("update")
    edit(f"handouts/{WARNING}.yaml", OLD, "one: One sign, is enough.")
    translate("same-meaning", WARNING, KEY, "--by", "Ada")
    translate("extract")
    edit(f"handouts/{WARNING}.yaml", "one: One sign, is enough.", "one: One sign is enough!")
    translate("same-meaning", WARNING, KEY, "--by", "Bob")
    assert [r["by"] for r in records(small)] == ["Ada", "Bob"]
    translate("update")
    assert not entry(small).fuzzy


def test_what_changed_in_meaning_is_refused_and_nothing_written(translate, edit, small):
    edit(f"handouts/{WARNING}.yaml", OLD, "one: One sign may be enough.")
    before = snapshot(small)
    done = translate("same-meaning", WARNING, KEY, "--by", "Ada")
    assert (done.exit_code, snapshot(small) == before) == (1, True)
    assert "T040" in done.stderr
    assert "a hedge changed" in done.stderr
    translate("update")
    assert entry(small).fuzzy


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("same-meaning", "nothing", KEY, "--by", "Ada"), "unknown handout: nothing"),
        (("same-meaning", WARNING, "sumary.key-points.one", "--by", "Ada"), f"for example: {KEY}"),
        (("same-meaning", WARNING, KEY, "--by", "Ada"), "before evenhand translate update"),
    ],
)
def test_calls_that_cannot_be(translate, small, arguments, words):
    before = snapshot(small)
    done = translate(*arguments)
    assert (done.exit_code, snapshot(small) == before) == (2, True)
    assert words in done.stderr


def test_a_record_that_was_edited_by_hand_is_not_honoured(translate, edit, small, evenhand):
    edit(f"handouts/{WARNING}.yaml", OLD, "one: One sign is enough!")
    translate("same-meaning", WARNING, KEY, "--by", "Ada")
    edit("translations/same-meaning.yaml", '- "One sign is enough!"', '- "Two signs may be enough."')
    edit(f"handouts/{WARNING}.yaml", "one: One sign is enough!", "one: Two signs may be enough.")
    done = translate("update")
    assert "T040" in done.stderr
    assert "a number word changed; a hedge changed" in done.stderr
    assert entry(small).fuzzy
    checked = evenhand("check", "--project", small, "--date", TODAY)
    assert (checked.exit_code, "translations/same-meaning.yaml:4" in checked.stdout) == (1, True)
    built = evenhand("build", "--project", small, "--date", TODAY)
    assert (built.exit_code, (small / "build").exists()) == (1, False)


def test_a_record_of_nothing_is_told_and_a_broken_file_stops_an_update(translate, edit, small, evenhand):
    edit(f"handouts/{WARNING}.yaml", OLD, "one: One sign is enough!")
    translate("same-meaning", WARNING, KEY, "--by", "Ada")
    edit("translations/same-meaning.yaml", f"handout: {WARNING}", "handout: cauda")
    assert "T041" in evenhand("check", "--project", small, "--date", TODAY).stdout
    edit("translations/same-meaning.yaml", "by:", "bye:")
    before = snapshot(small)
    done = translate("update")
    assert (done.exit_code, snapshot(small) == before) == (1, True)
    assert "translations/same-meaning.yaml:10" in done.stderr
    assert "translations/same-meaning.yaml:10" in evenhand("check", "--project", small, "--date", TODAY).stdout


# Suggestions


def test_a_suggestion_prints_nothing_and_says_where_it_is_from(translate, edit, small, evenhand):
    first = (small / f"handouts/{WARNING}.yaml").read_text(encoding="utf-8")
    edit(f"handouts/{WARNING}.yaml", f"    {OLD}", f"    {OLD}\n    again: One sign is enough.")
    assert first != (small / f"handouts/{WARNING}.yaml").read_text(encoding="utf-8")
    assert translate("update").exit_code == 0
    made = entry(small, "summary.key-points.again")
    assert (made.msgstr, made.comments) == (entry(small).msgstr, (f"suggestion from {WARNING}: {KEY}",))
    assert suggested(made)
    told = evenhand("check", "--project", small, "--date", TODAY).stdout
    assert f"not translated; the same text is translated in {WARNING}: {KEY}" in told
    assert "T002" not in told
    edit(f"translations/hi/{WARNING}.po", "#, fuzzy\n", "")
    assert evenhand("check", "--project", small, "--date", TODAY).exit_code == 0


# A new language


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("ta", ("Tamil (ta): left to right, 2 forms", "numbers print as 0123456789; for ௦௧௨௩௪௫௬௭௮௯ write digits = { ta = \"tamldec\" }")),
        ("fa", ("Persian (fa): right to left, 2 forms", "numbers print as ۰۱۲۳۴۵۶۷۸۹; for 0123456789")),
        ("ar", ("Arabic (ar): right to left, 6 forms", "numbers print as 0123456789; for ٠١٢٣٤٥٦٧٨٩")),
        ("ja", ("Japanese (ja): left to right, 1 form of", "numbers print as 0123456789")),
    ],
)  # fmt: skip
def test_a_new_language_says_how_it_counts_and_prints(translate, small, tag, words):
    done = translate("add", tag)
    assert done.exit_code == 0
    for word in words:
        assert word in done.stdout
    listed = tag in ("ar",)
    assert ("note B019: not checked for slant" in done.stderr) == (not listed)


def test_digits_of_the_settings_are_told(translate, small):
    (small / "evenhand.toml").write_text('[tool.evenhand]\ndigits = { ta = "tamldec" }\n')
    assert "numbers print as ௦௧௨௩௪௫௬௭௮௯ (evenhand.toml says so)" in translate("add", "ta").stdout


def test_fonts_that_a_new_language_lacks_are_named(translate, small, tmp_path, monkeypatch):
    monkeypatch.setattr("evenhand.sheet.fontfiles.SYSTEM_FOLDERS", (tmp_path / "no-such-folder",))
    monkeypatch.setenv("HOME", str(tmp_path))
    done = translate("add", "ja")
    assert done.exit_code == 0
    assert "note L001: the fonts NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc (Jpan) are not installed" in done.stderr
    assert "apt-get install fonts-noto-cjk" in done.stderr


def test_a_script_that_nobody_set_yet_is_told(translate, small):
    assert "nothing says how the script Nkoo is set" in translate("add", "nqo").stderr
