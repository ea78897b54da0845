"""Translators' own tools: Weblate's finder sees our catalogs, its settings and Crowdin's fit them, and the guide's commands run."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from evenhand.cli import main
from evenhand.content.text import placeholders
from evenhand.project import find_project
from evenhand.sheet.sources import read_sources
from evenhand.translation.language import find_language

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs/translators.md").read_text(encoding="utf-8")
WEBLATE = (ROOT / "docs/weblate.md").read_text(encoding="utf-8")
FINDER = Path(sys.executable).with_name("weblate-discover")
# Crowdin's languages for those of this repository, with the two-letter code that it gives each.
CROWDIN = {
    **{tag: tag for tag in ("am", "ar", "bn", "fa", "fr", "hi", "ko", "pl", "ps", "ro", "ru", "so", "ta", "th", "tr", "uk", "vi")},
    "es-ES": "es",
    "gu-IN": "gu",
    "pa-IN": "pa",
    "pt-BR": "pt",
    "ur-PK": "ur",
    "zh-CN": "zh",
}


@pytest.fixture(scope="module")
def names():
    return [messages.name for messages in read_sources(find_project(ROOT))]


def blocks(text, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def component(name):
    """Weblate's settings of one catalog, from the guide."""
    return json.loads(blocks(WEBLATE, "json")[0].replace("NAME", name))


def found(folder):
    """What Weblate's finder, an outside program, sees in a folder: its matches as mappings."""
    run = subprocess.run([FINDER, str(folder)], capture_output=True, text=True, check=True)
    lines = (line.split(":", 1) for line in run.stdout.splitlines() if ":" in line)
    matches = []
    for key, value in ((k.strip(), v.strip()) for k, v in lines):
        if key == "file_format":
            matches.append({})
        matches[-1][key] = value
    return matches


@pytest.mark.slow
def test_weblates_finder_sees_each_catalog_with_its_template(names):
    # The finder tells them in the order of the folder, which is any order.
    catalogs = sorted((m for m in found(ROOT) if m["file_format"] == "po"), key=lambda match: match["filemask"])
    keys = ("file_format", "filemask", "new_base")
    assert catalogs == [{key: component(name)[key] for key in keys} for name in sorted(names)]


@pytest.mark.slow
def test_it_sees_a_clinics_own_project_and_every_form_of_tag(evenhand, tmp_path):
    assert evenhand("init", tmp_path / "clinic").exit_code == 0
    # Signatures of sources stand in a folder of their language, without catalogs: the finder must not take it for one.
    signed = ("--by", "Dr A. Reader", "--role", "clinician", "--project", tmp_path / "clinic")
    assert evenhand("sign", "exercise-back-pain", "en", *signed).exit_code == 0
    for tag in ("pa-Arab", "pt-BR"):
        assert evenhand("translate", "add", tag, "--project", tmp_path / "clinic").exit_code == 0
    assert evenhand("translate", "extract", "--project", tmp_path / "clinic").exit_code == 0
    masks = {m["filemask"]: m["new_base"] for m in found(tmp_path / "clinic") if m["file_format"] == "po"}
    for name in ("cauda-equina-warning", "exercise-back-pain"):
        assert masks[f"translations/*/{name}.po"] == f"translations/templates/{name}.pot"


def test_settings_name_files_that_exist(names):
    for name in names:
        settings = component(name)
        assert (ROOT / settings["new_base"]).is_file()
        languages = {path.parent.name for path in ROOT.glob(settings["filemask"])}
        assert languages <= {path.parent.name for path in (ROOT / "translations").glob("*/*.po")}
        assert len(languages) >= 9
        assert all(re.search(settings["language_regex"], tag) for tag in languages)
        assert not re.search(settings["language_regex"], "templates")
        # "bcp" writes a language's code with hyphens, as our folders have it.
        assert settings["language_code_style"] == "bcp"
        assert all(tag == find_language(tag).tag and "_" not in tag for tag in languages)


def test_discovery_takes_all_catalogs_and_nothing_else(names):
    settings = json.loads(blocks(WEBLATE, "json")[1])
    for path in sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "translations").rglob("*.po*")):
        match = re.fullmatch(settings["match"], path)
        if path.endswith(".pot"):
            assert match is None
            continue
        assert match["component"] in names
        assert re.search(settings["language_regex"], match["language"])
        template = settings["new_base_template"].replace("{{ component }}", match["component"])
        assert template == component(match["component"])["new_base"]


def test_check_flags_fit_every_text():
    flags = component("interface")["check_flags"]
    pattern = re.compile(re.fullmatch(r'xml-text, placeholders:r"(.*)"', flags)[1])
    texts = ["{a}", "{improved.cells}", "{A}", "{ a }", "{a.b.c}", "{}", "{a1_b}"]
    texts += [form for messages in read_sources(find_project(ROOT)) for m in messages.messages for form in m.text.forms]
    for text in texts:
        assert pattern.findall(text) == [f"{{{name}}}" for name in placeholders(text)]
        # xml-text holds for texts that are XML; a bare & would be told as a fault in Weblate.
        ET.fromstring(f"<m>{text}</m>")


@pytest.mark.slow
def test_weblate_counts_as_our_catalogs_do():
    """Its data on languages, read by a program of its own: as many plural forms as our headers have."""
    code = "import json; from weblate_language_data.languages import LANGUAGES; print(json.dumps({l[0]: l[2] for l in LANGUAGES}))"
    counts = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    for tag in sorted({path.parent.name for path in (ROOT / "translations").glob("*/*.po")}):
        header = find_language(tag).plural_forms
        assert int(re.search(r"nplurals=(\d+)", header)[1]) == counts[tag.replace("-", "_")], tag


def test_crowdin_yields_the_path_of_every_catalog():
    settings = yaml.safe_load((ROOT / "crowdin.yml").read_text(encoding="utf-8"))
    made = set()
    for entry in settings["files"]:
        mapping = entry["languages_mapping"]["two_letters_code"]
        for template in ROOT.glob(entry["source"].lstrip("/")):
            for language, code in CROWDIN.items():
                path = entry["translation"].replace("%two_letters_code%", mapping.get(language, code))
                made.add(path.replace("%file_name%", template.stem).lstrip("/"))
        # A folder of the mapping is a tag that evenhand takes.
        assert all(find_language(tag).tag == tag for tag in mapping.values())
    ours = {p.relative_to(ROOT).as_posix() for p in (ROOT / "translations").glob("*/*.po")}
    # Not every handout has begun in every language.
    assert ours <= made
    assert {path.split("/")[1] for path in made} == {path.split("/")[1] for path in ours}


def commands():
    """Every command of the guide whose verb there is."""
    found = [shlex.split(line) for block in blocks(GUIDE, "sh") for line in block.splitlines() if line.strip()]
    assert len(found) >= 9
    assert all(words[0] == "evenhand" for words in found)
    return [words[1:] for words in found if exists(words[1:])]


def exists(words):
    group = main.get_command(None, words[0])
    return group is not None and (words[0] != "translate" or group.get_command(None, words[1]) is not None)


@pytest.mark.slow
def test_the_guides_commands_run(evenhand, small):
    shutil.copytree(ROOT / "translations/ur", small / "translations/ur")
    for name in ("exercise-back-pain", "stem-cell-back-pain"):
        (small / f"translations/ur/{name}.po").unlink()
    run = commands()
    assert len(run) >= 7
    for words in run:
        done = evenhand(*words, "--project", small) if words[0] != "explain" else evenhand(*words)
        assert done.exit_code == 0, (words, done.output)
    assert (small / "build/millbrook/ur/cauda-equina-warning.ur.a4.pdf").is_file()
    assert (small / "translations/so/cauda-equina-warning.po").is_file()
    assert len(list((small / "build/pseudo").rglob("*.pdf"))) == 2


def test_what_the_guides_point_at_is_there():
    for name, text in (("translators.md", GUIDE), ("weblate.md", WEBLATE)):
        for target in re.findall(r"\]\(([^):#]+)\)", text):
            if target != "exchange.md" or exists(["export"]) or exists(["translate", "export"]):
                assert (ROOT / "docs" / target).is_file(), (name, target)
