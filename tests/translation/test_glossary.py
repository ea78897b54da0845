"""The glossary: read with every fault at its line, and written as TBX that other programs read."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from evenhand.finding import Trouble
from evenhand.project import Project, Settings
from evenhand.translation.glossary import accepted, read_glossary, read_glossary_file, wanted
from evenhand.translation.po import parse_po
from evenhand.translation.tbx import as_tbx

ROOT = Path(__file__).resolve().parents[2]
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HEAD = "language: en\norigin: a test\nterms:\n"
PAIN = "  pain:\n    term: pain\n    definition: It hurts.\n"


def read(folder, text):
    path = folder / "glossary.yaml"
    path.write_text(text, encoding="utf-8")
    return read_glossary_file(path, "translations/glossary.yaml").glossary


def faults(folder, text):
    with pytest.raises(Trouble) as trouble:
        read(folder, text)
    return [(f.code, f.place.line, f.what) for f in trouble.value.findings]


def test_a_term_is_found_by_itself_or_by_its_phrases(tmp_path):
    glossary = read(tmp_path, HEAD + PAIN + "    languages:\n      es: {say: [dolor], find: 'dolor*, dolencia'}\n")
    term = glossary.terms["pain"]
    assert wanted(term) == ["pain"]
    assert accepted(term.languages["es"]) == ["dolor", "dolor*", "dolencia"]
    assert wanted(term.model_copy(update={"find": "pain*\nache"})) == ["pain*", "ache"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (HEAD + "  pain: {term: pain}\n", "F004", 4),
        (HEAD + PAIN + "    langages: {}\n", "F004", 7),
        (HEAD + PAIN + "    languages:\n      xx: {say: [a]}\n", "F014", 8),
        (HEAD + PAIN + "    languages:\n      es: {say: []}\n", "F005", 8),
        (HEAD + PAIN + PAIN, "F003", 7),
        ("language: en\norigin: a test\nterms: {}\n", "F005", 3),
        ("terms: [\n", "F001", 2),
    ],
)
def test_faults_have_their_lines(tmp_path, text, code, line):
    assert [(c, n) for c, n, _ in faults(tmp_path, text)][:1] == [(code, line)]


def test_all_faults_at_once(tmp_path):
    text = HEAD + PAIN + "    languages:\n      xx: {say: [a]}\n      qq: {say: [b]}\n"
    assert [line for _, line, _ in faults(tmp_path, text)] == [8, 9]


def test_a_project_without_a_glossary(tmp_path):
    assert read_glossary(Project(tmp_path, Settings())) is None


def test_a_phrase_that_cannot_be_read_is_told_at_its_line(project, evenhand):
    (project / "translations/glossary.yaml").write_text(
        HEAD + PAIN + "    languages:\n      hi: {say: [दर्द], find: '(दर्द'}\n", encoding="utf-8"
    )
    result = evenhand("--project", project, "check")
    assert result.exit_code == 1
    assert "translations/glossary.yaml:8" in result.output
    assert "F013" in result.output


def test_a_glossary_that_cannot_be_read_stops_no_other_check(project, evenhand):
    (project / "translations/glossary.yaml").write_text("terms: [\n")
    result = evenhand("--project", project, "check")
    assert result.exit_code == 1
    assert "F001" in result.output


def test_check_uses_the_project_s_own_glossary(project, evenhand):
    text = HEAD + "  stem-cell:\n    term: stem cell\n    find: stem cell*\n    definition: A cell.\n"
    text += "    languages:\n      hi: {say: [मूल कोशिका], never: स्टेम सेल}\n"
    (project / "translations/glossary.yaml").write_text(text, encoding="utf-8")
    result = evenhand("--project", project, "check", "--lang", "hi")
    assert "error T017: the glossary forbids “स्टेम सेल”" in result.output
    assert "warning T016: no equivalent" in result.output


# TBX


def test_our_glossary_is_full():
    glossary = read_glossary_file(ROOT / "translations/glossary.yaml", "translations/glossary.yaml").glossary
    assert len(glossary.terms) >= 25
    tags = {p.name for p in (ROOT / "translations").iterdir() if p.is_dir() and p.name != "templates"}
    assert all(set(term.languages) == tags for term in glossary.terms.values())
    assert "machine-drafted" in glossary.origin


def test_tbx_tells_preferred_admitted_and_forbidden_words(tmp_path):
    text = HEAD + PAIN + "    languages:\n      es: {say: [dolor, dolencia], never: 'pena, molest* leve', note: Not grief}\n"
    made = as_tbx(read(tmp_path, text), "A & B")
    assert made == as_tbx(read(tmp_path, text), "A & B")
    (entry,) = ET.fromstring(made).iter("termEntry")
    assert entry.findtext("descrip") == "It hurts."
    source, spanish = entry.findall("langSet")
    assert (source.get(LANG), spanish.get(LANG)) == ("en", "es")
    words = {tig.findtext("term"): tig.findtext("termNote") for tig in spanish.findall("tig")}
    assert words == {"dolor": "preferredTerm-admn-sts", "dolencia": "admittedTerm-admn-sts", "pena": "deprecatedTerm-admn-sts"}
    assert [note.text for note in spanish.findall("note")] == ["Not grief", "never: molest* leve"]


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["es", "ar", "zh-Hans", "ur"])
def test_translate_toolkit_reads_it(tmp_path, tag):
    glossary = read_glossary_file(ROOT / "translations/glossary.yaml", "translations/glossary.yaml").glossary
    (tmp_path / "words.tbx").write_text(as_tbx(glossary, "Glossary"), encoding="utf-8")
    program = Path(sys.executable).parent / "tbx2po"
    command = [program, "--progress=none", f"--language={tag}", "-i", "words.tbx", "-o", "words.po"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    file, _ = parse_po((tmp_path / "words.po").read_text(encoding="utf-8"), "words.po")
    found = {e.msgid: e.msgstr[0] for e in file.entries if e.msgid}
    assert found == {term.term: term.languages[tag].say[0] for term in glossary.terms.values()}


def test_the_verb_writes_it_once(project, evenhand, tmp_path):
    target = tmp_path / "words.tbx"
    missing = evenhand("--project", project, "translate", "glossary", "--to", target)
    assert (missing.exit_code, target.exists()) == (2, False)
    (project / "translations/glossary.yaml").write_text(HEAD + PAIN)
    assert "written" in evenhand("--project", project, "translate", "glossary", "--to", target).stdout
    assert "unchanged" in evenhand("--project", project, "translate", "glossary", "--to", target).stdout
    assert ET.parse(target).getroot().get("type") == "TBX"
