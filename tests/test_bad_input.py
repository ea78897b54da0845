"""What people get wrong, from end to end: everything is told at once, at its place, with a way to mend it, and nothing is written."""

import hashlib
import re
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli import main

STEM = "handouts/stem-cell-back-pain.yaml"
EXERCISE = "handouts/exercise-back-pain.yaml"
MILL = "templates/brands/millbrook/brand.yaml"
HI = "translations/hi/stem-cell-back-pain.po"
ZH = "translations/zh-Hans/stem-cell-back-pain.po"
VERBS = ["check", "build"]

Told = namedtuple("Told", "file line code what mend")
_PARAGRAPH = re.compile(
    r"^(?:(?P<file>[^\s:]+)(?::(?P<line>\d+))?(?::\d+)?(?: \[[^]\n]*\])?: )?"
    r"error (?P<code>[A-Z]\d{3}): (?P<what>.*)(?:\n {4}(?P<mend>\S.*))?$",
    re.MULTILINE,
)


def snapshot(root):
    """Every file with its hash, and every folder."""
    return {p.relative_to(root): hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else "folder" for p in root.rglob("*")}


def findings(output):
    return [Told(m["file"] or "", int(m["line"] or 0), m["code"], m["what"], m["mend"] or "") for m in _PARAGRAPH.finditer(output)]


@pytest.fixture
def built(project):
    """The project with an earlier build in it."""
    leaflet = project / "build/millbrook/en/old.pdf"
    leaflet.parent.mkdir(parents=True)
    leaflet.write_bytes(b"%PDF-1.7 an earlier leaflet")
    (project / "build/ledger.json").write_text('{"leaflets": []}\n')
    return project


@pytest.fixture
def call(built):
    """Run a verb that must refuse; gives what it told."""

    def run(*arguments):
        before = snapshot(built)
        result = CliRunner().invoke(main, ["--project", str(built), "--jobs", "1", *arguments])
        assert snapshot(built) == before, "the project folder changed"
        assert isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code in (1, 2), result.output
        assert "Traceback" not in result.output
        return findings(result.output)

    return run


@pytest.fixture(params=VERBS)
def told(request, call):
    return lambda *options: call(request.param, *options)


def see(found, file, lines, *words):
    """Some finding stands in this file on this line (or on one of these), says this, and says how to mend it."""
    lines = (lines,) if isinstance(lines, int) else lines
    fitting = [f for f in found if f.file == file and f.line in lines and all(word in f.what for word in words)]
    assert fitting, f"no finding at {file}:{lines} with {words}; told: {found}"
    assert all(f.mend for f in fitting), fitting


@pytest.fixture
def entry(project):
    """Change one entry of a catalog; gives the numbers of its lines."""

    def change(name, key, old, new):
        path = project / name
        parts = path.read_text(encoding="utf-8").split("\n\n")
        (i,) = (i for i, part in enumerate(parts) if f'\nmsgctxt "{key}"\n' in part)
        head, mark, strings = parts[i].partition("\nmsgstr")
        changed = re.sub(old, lambda match: match.expand(new), strings, count=1, flags=re.DOTALL)
        assert changed != strings, f"{old!r} is not in {strings!r}"
        parts[i] = head + mark + changed
        path.write_text("\n\n".join(parts), encoding="utf-8")
        first = "\n\n".join(parts[:i]).count("\n") + 3
        return range(first, first + parts[i].count("\n") + 1)

    return change


# Handouts


def test_unknown_key(edit, told):
    line = edit(STEM, "max-pages: 4", "max-pages: 4\nmax-page: 4")
    see(told(), STEM, line, "unknown key", "max-page")


def test_wrong_type(edit, told):
    line = edit(STEM, "max-pages: 4", "max-pages: four")
    see(told(), STEM, line, "whole number", "four")


def test_text_in_place_of_a_list(edit, told):
    line = edit(STEM, "      sources: [harms-2025]\n", "      sources: harms-2025\n")
    see(told(), STEM, line, "expected a list")


def test_duplicate_id(edit, told):
    line = edit(STEM, "      - id: idea\n", "      - id: discs\n")
    see(told(), STEM, line, "duplicate id", "discs")


def test_duplicate_key(edit, told):
    line = edit(STEM, "  disc:\n    name: Disc", "  sham:\n    name: Disc")
    see(told(), STEM, line, "sham", "twice")


def test_missing_picture(edit, told):
    line = edit(
        STEM,
        "      - id: cells\n        text:",
        "      - id: pic\n        picture: disc.png\n        alt: A disc\n      - id: cells\n        text:",
    )
    see(told(), STEM, line + 1, "disc.png", "missing")


def test_picture_outside_the_project(edit, told, tmp_path):
    (tmp_path / "secret.png").write_bytes(b"x")
    picture = "      - id: pic\n        picture: ../../../secret.png\n        alt: A disc\n"
    line = edit(STEM, "      - id: cells\n        text:", f"{picture}      - id: cells\n        text:")
    see(told(), STEM, line + 1, "secret.png", "outside")


@pytest.mark.parametrize("part", ["risks", "unknowns"])
def test_handout_without(part, project, told):
    path = project / STEM
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"^{part}:\n(?:[ ].*\n|\n)+", "", text, count=1, flags=re.MULTILINE), encoding="utf-8")
    first = 1 + next(i for i, line in enumerate(text.splitlines()) if line.startswith("id:"))
    see(told(), STEM, first, "missing", part)


@pytest.mark.parametrize(("part", "empty"), [("risks", "[]"), ("unknowns", "{}")])
def test_handout_with_an_empty_list_of(part, empty, project, told):
    path = project / STEM
    text = re.sub(
        rf"^{part}:\n(?:[ ].*\n|\n)+", f"{part}:\n  items: {empty}\n\n", path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE
    )
    path.write_text(text, encoding="utf-8")
    line = text.splitlines().index(f"{part}:") + 2
    see(told(), STEM, line, "too few")


def test_treatment_without_options_or_cost(edit, told):
    line = edit("handouts/cauda-equina-warning.yaml", "kind: warning", "kind: treatment")
    see(told(), "handouts/cauda-equina-warning.yaml", range(1, line + 1), "options", "cost")


def test_number_typed_into_a_handout(edit, told):
    line = edit(STEM, "    harm: Serious infections", "    harm: 20 serious infections")
    see(told(), STEM, line, "20")


def test_number_without_a_name(edit, told):
    line = edit(STEM, "    harm: Serious infections", "    harm: In {nobody} people serious infections")
    see(told(), STEM, line, "{nobody}")


def test_handout_that_is_no_yaml(edit, told):
    line = edit(STEM, "title: Stem", "title: Note: Stem")
    see(told(), STEM, line, "YAML cannot be read")


def test_empty_handout(project, told):
    (project / STEM).write_text("")
    see(told(), STEM, (0, 1), "empty")


def test_handout_that_is_not_utf8(project, told):
    (project / STEM).write_bytes("title: naïve\n".encode("latin-1"))
    see(told(), STEM, (0, 1), "UTF-8")


def test_handout_in_an_unknown_language(edit, told):
    line = edit(STEM, "language: en", "language: xx")
    see(told(), STEM, line, "xx")


# Brands


def test_phone_number_invalid_for_its_country(edit, told):
    line = edit(MILL, "phone: 0113 496 0123", "phone: (202) 555-0143")
    see(told(), MILL, line, "(202) 555-0143", "GB")


def test_wrong_emergency_number(edit, told):
    line = edit(MILL, 'emergency: "999"', 'emergency: "911"')
    see(told(), MILL, line, "911", "GB")


def test_brand_colour_with_too_little_contrast(edit, told):
    line = edit(MILL, '"#17505c"', '"#7fd1e0"')
    see(told(), MILL, line, "contrast", "4.5:1")


def test_brand_without_contacts(edit, told):
    contacts = "contacts:\n  - {role: nurse, phone: 0113 496 0123}\n  - {role: reception, phone: 0113 496 0100}\n"
    edit(MILL, contacts, "")
    see(told(), MILL, 2, "missing", "contacts")


def test_brand_with_no_contact_in_its_list(edit, told):
    contacts = "contacts:\n  - {role: nurse, phone: 0113 496 0123}\n  - {role: reception, phone: 0113 496 0100}\n"
    line = edit(MILL, contacts, "contacts: []\n")
    see(told(), MILL, line, "too few")


def test_no_approval_for_the_country_of_a_brand(edit, told):
    line = edit(STEM, "approval:\n  GB:", "approval:\n  IE:") - 1
    see(told(), STEM, line, "approval", "GB", "millbrook")


def test_no_approval_for_the_countries_of_two_brands(edit, told):
    edit(STEM, "approval:\n  GB:", "approval:\n  IE:")
    edit(STEM, "  US:\n    status", "  DE:\n    status")
    what = " ".join(f.what for f in told())
    assert "millbrook" in what
    assert "harborview" in what


def test_staff_with_an_unknown_language(edit, told):
    line = edit(MILL, "language: en", "language: xx")
    see(told(), MILL, line, "xx")


def test_brand_that_earns_from_an_unknown_handout(edit, told):
    line = edit(MILL, "earns-from: []", "earns-from: [stem-cells]")
    see(told(), MILL, line, "stem-cells")


@pytest.mark.parametrize(
    ("option", "name", "known"),
    [
        ("--brand", "nobody", "millbrook"),
        ("--handout", "nothing", "stem-cell-back-pain"),
        ("--lang", "ja", "hi"),
        ("--lang", "xx", ""),
        ("--format", "a5", "a4"),
    ],
)
def test_unknown_name_on_the_command_line(call, option, name, known):
    (fault,) = call("build", option, name)
    assert "unknown" in fault.what
    assert name in fault.what
    assert fault.mend
    assert known in fault.mend


# Catalogs


def test_folder_of_an_unknown_language(project, told):
    (project / "translations/xx").mkdir()
    (project / "translations/qq").mkdir()
    found = told()
    assert {f.file for f in found} == {"translations/xx", "translations/qq"}
    assert all(f.mend for f in found)


def test_unknown_language_in_the_settings(project, told):
    (project / "evenhand.toml").write_text('[tool.evenhand]\nlanguages = ["hi", "xx"]\n')
    see(told(), "evenhand.toml", (0, 2), "xx")


def test_unknown_digits_in_the_settings(project, told):
    (project / "evenhand.toml").write_text('[tool.evenhand]\ndigits = { hi = "klingon" }\n')
    see(told(), "evenhand.toml", (0, 2), "klingon")


def test_catalog_that_does_not_parse(entry, told):
    lines = entry(HI, "title", r'"$', "")
    see(told(), HI, lines[-1], "quotation mark")


def test_catalog_with_stray_words(edit, told):
    line = edit(HI, "#. Title of the leaflet\n", "stray words\n#. Title of the leaflet\n")
    see(told(), HI, line, "stray words")


def test_merge_conflict_in_a_catalog(entry, told):
    lines = entry(HI, "title", r"\A (.*)\Z", r" \1\n<<<<<<< HEAD\n=======\n>>>>>>> theirs")
    see(told(), HI, lines[-3], "merge conflict")


def test_catalog_without_plural_forms_in_its_header(project, told):
    path = project / HI
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"Plural-Forms: .*\n', "", text, count=1), encoding="utf-8")
    see(told(), HI, range(1, 4), "Plural-Forms")


def test_catalog_that_is_not_utf8(project, told):
    path = project / HI
    path.write_bytes(path.read_bytes() + b"# na\xefve\n")
    see(told(), HI, (0, path.read_bytes().count(b"\n")), "UTF-8")


def test_placeholder_lost_in_a_translation(entry, told):
    lines = entry(HI, "summary.key-points.trial", r"\{respine_people\}", "कुछ")
    see(told(), HI, lines, "lost", "{respine_people}")


def test_placeholder_renamed_in_a_translation(entry, told):
    lines = entry(HI, "summary.key-points.trial", r"\{respine_people\}", "{people}")
    see(told(), HI, lines, "not in the source", "{people}")


def test_plural_form_left_empty(entry, told):
    lines = entry(HI, "unknowns.items.later", r'(msgstr\[1\]) ".*"', r'\1 ""')
    see(told(), HI, lines, "1 of 2 plural forms")


def test_plural_form_left_out(entry, told):
    lines = entry(HI, "unknowns.items.later", r'\nmsgstr\[1\] ".*"', "")
    see(told(), HI, lines, "1 of 2 plural forms")


@pytest.mark.parametrize("digits", ["7", "७", "٧"])
def test_digit_typed_into_a_translation(entry, told, digits):
    lines = entry(HI, "summary.key-points.harm", r'"$', f' {digits} "')
    see(told(), HI, lines, "number", digits)


@pytest.mark.parametrize("words", ["7人", "在7人中", "约７成"])
def test_digit_typed_into_a_translation_without_spaces(entry, told, words):
    lines = entry(ZH, "summary.key-points.harm", r'"$', f'{words}"')
    see(told(), ZH, lines, "number")


def test_tag_lost_in_a_translation(entry, told):
    lines = entry(HI, "summary.message", r"</term>", "")
    see(told(), HI, lines, "close every tag")


# Several at once


def test_several_faults_in_several_files_are_all_told(edit, entry, told):
    places = [
        (STEM, edit(STEM, "max-pages: 4", "max-pages: four"), "whole number"),
        (STEM, edit(STEM, "effect: improved", "efect: improved"), "unknown key"),
        (EXERCISE, edit(EXERCISE, "  - id: see-us", "  - id: cauda-equina"), "duplicate id"),
        (MILL, edit(MILL, 'emergency: "999"', 'emergency: "911"'), "emergency"),
        (MILL, edit(MILL, "phone: 0113 496 0100", "phone: 0113"), "telephone"),
        (
            "translations/hi/interface.po",
            edit("translations/hi/interface.po", 'msgid ""\nmsgstr ""', 'mgsid ""\nmsgid ""\nmsgstr ""'),
            "mgsid",
        ),
        ("translations/hi/cauda-equina-warning.po", entry("translations/hi/cauda-equina-warning.po", "title", r'"$', ""), "quotation"),
    ]
    found = told()
    for file, lines, words in places:
        see(found, file, lines, words)
    assert [(f.file, f.line) for f in found] == sorted((f.file, f.line) for f in found)


def test_fault_of_a_handout_does_not_hide_that_of_its_catalog(edit, entry, told):
    line = edit(STEM, "max-pages: 4", "max-pages: four")
    lines = entry(HI, "title", r'"$', "")
    found = told()
    see(found, STEM, line, "whole number")
    see(found, HI, lines[-1], "quotation mark")


def test_unknown_language_does_not_hide_faults_of_catalogs(project, entry, told):
    lines = entry(HI, "title", r'"$', "")
    (project / "translations/xx").mkdir()
    found = told()
    see(found, HI, lines[-1], "quotation mark")
    assert any("xx" in f.what for f in found)


def test_faults_of_several_catalogs_are_all_told(entry, told):
    places = [
        (HI, entry(HI, "summary.key-points.trial", r"\{respine_people\}", "कुछ"), "lost"),
        (HI, entry(HI, "summary.key-points.harm", r'"$', ' 7"'), "number"),
        (ZH, entry(ZH, "summary.message", r"</term>", ""), "close every tag"),
    ]
    found = told()
    for file, lines, words in places:
        see(found, file, lines, words)


def test_lost_placeholder_is_told_together_with_a_wrong_emergency_number(edit, entry, told):
    line = edit(MILL, 'emergency: "999"', 'emergency: "911"')
    lines = entry(HI, "summary.key-points.trial", r"\{respine_people\}", "कुछ")
    found = told()
    see(found, MILL, line, "911")
    see(found, HI, lines, "lost")


# The installed command


@pytest.mark.slow
@pytest.mark.parametrize("verb", VERBS)
def test_installed_command_tells_without_a_traceback(built, edit, verb):
    line = edit(MILL, 'emergency: "999"', 'emergency: "911"')
    before = snapshot(built)
    command = [Path(sys.executable).with_name("evenhand"), verb]
    done = subprocess.run(command, cwd=built / "handouts", capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    see(findings(done.stdout + done.stderr), MILL, line, "911")
    assert "1 error" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert snapshot(built) == before
