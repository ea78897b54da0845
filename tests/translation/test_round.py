"""The whole round over a project: gettext's own programs in between, numbers that change, files that are broken."""

import functools
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from evenhand.content.model import Handout
from evenhand.content.source import read_model
from evenhand.finding import Trouble
from evenhand.project import find_project, packed
from evenhand.sheet.shelf import read_shelf
from evenhand.sheet.sources import read_sources
from evenhand.translation.catalog import Catalog, read_catalog, update
from evenhand.translation.edition import issued, make_edition
from evenhand.translation.messages import INTERFACE, handout_messages, read_words
from evenhand.translation.po import parse_po
from evenhand.translation.round import TEMPLATES, catalog_folder, extract, update_catalogs

REPOSITORY = Path(__file__).resolve().parents[2]
OURS = sorted((REPOSITORY / "translations").glob("*/*.po"))
WARNING = "cauda-equina-warning"
TODAY = "2026-11-24"


def label(path):
    return f"{path.parent.name}/{path.stem}"


def sets():
    words = read_words((REPOSITORY / "templates",))
    found = {INTERFACE: (None, words)}
    for path in sorted((REPOSITORY / "handouts").glob("*.yaml")):
        handout, _ = read_model(path, f"handouts/{path.name}", Handout)
        found[path.stem] = (handout, handout_messages(handout, f"handouts/{path.name}"))
    for messages in read_sources(find_project(REPOSITORY)):
        found.setdefault(messages.name, (None, messages))
    return found


SETS = sets()


def print_of(catalog, tag):
    """Everything that an edition takes from a catalog."""
    handout, messages = SETS[catalog.name]
    words = SETS[INTERFACE][1]
    if handout is None:
        own = messages
        handout, messages = SETS[WARNING]
        brand = catalog.name != INTERFACE
        edition = make_edition(handout, messages, words, (None, None if brand else catalog), tag)
        edition = issued(edition, own, catalog, own.language) if brand else edition
    else:
        edition = make_edition(handout, messages, words, (catalog, None), tag)
    return edition.fingerprint, edition.missing, edition.stale, edition.machine, edition.plurals


@functools.lru_cache(maxsize=1)  # one catalog goes through all tools in turn
def as_it_is(path):
    """A catalog of ours, and what an edition takes from it."""
    catalog = read_catalog(path, path.stem)
    return catalog, print_of(catalog, path.parent.name)


def said(catalog):
    """All that a person has written into a catalog."""
    return {(e.msgctxt, e.msgid, e.msgstr, e.comments, e.fuzzy, e.obsolete, e.previous) for e in catalog.file.entries}


# As msgmerge and msgcat write, and as Poedit does: it saves with gettext's own writer, lines of 79 characters and more
# header fields, and keeps the older source of what it merged.
TOOLS = {
    "msgmerge": ("msgmerge", "--previous", "po", "pot"),
    "msgmerge without guesses": ("msgmerge", "--no-fuzzy-matching", "--no-wrap", "po", "pot"),
    "msgcat": ("msgcat", "po"),
    "msgcat as Poedit": ("msgcat", "--width=79", "--sort-by-file", "po"),
    "msgattrib": ("msgattrib", "--no-wrap", "--sort-output", "po"),
}


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("path", OURS, ids=label)
def test_what_gettext_rewrites_gives_the_same_edition_after_an_update(gettext_tool, path, tool):
    tag, messages = path.parent.name, SETS[path.stem][1]
    before, wanted = as_it_is(path)
    pot = REPOSITORY / f"translations/{TEMPLATES}/{path.stem}.pot"
    run = gettext_tool(*TOOLS[tool], po=path.read_bytes(), pot=pot.read_bytes())
    assert run.returncode == 0, run.stderr
    text = run.stdout.decode()
    if "Poedit" in tool:
        text = text.replace('"Language: ', '"X-Generator: Poedit 3.4\\n"\n"X-Poedit-Basepath: .\\n"\n"Language: ', 1)
    file, faults = parse_po(text, path.stem)
    assert faults == []
    assert print_of(Catalog(path.stem, file, before.plural), tag) == wanted
    after = Catalog(path.stem, update(Catalog(path.stem, file, before.plural), messages), before.plural)
    assert print_of(after, tag) == wanted
    assert {s for s in said(after) if s[0]} == {s for s in said(before) if s[0]}
    flags = [{e.msgctxt: set(e.flags) for e in c.file.entries if not e.obsolete} for c in (before, after)]
    assert flags[0] == flags[1], "flags that gettext drops are written again"
    assert after.file.header.items() >= before.file.header.items()


@pytest.mark.parametrize("path", OURS, ids=label)
def test_a_catalog_covers_its_template(gettext_tool, path):
    """msgcmp: every message of the template is in the catalog, translated or not, and nothing that it does not know."""
    pot = REPOSITORY / f"translations/{TEMPLATES}/{path.stem}.pot"
    run = gettext_tool("msgcmp", "--use-fuzzy", "--use-untranslated", str(path), str(pot))
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize("path", OURS, ids=label)
def test_msgmerge_has_nothing_to_change_in_what_we_write(gettext_tool, path):
    pot = REPOSITORY / f"translations/{TEMPLATES}/{path.stem}.pot"
    merged = gettext_tool("msgmerge", "--previous", str(path), str(pot)).stdout.decode()
    before, after = (parse_po(text, "x")[0] for text in (path.read_text(encoding="utf-8"), merged))
    assert list(map(meaning, after.entries)) == list(map(meaning, before.entries))


def meaning(entry):
    """All of an entry but the order of the header's fields, which gettext moves."""
    msgstr = entry.msgstr if entry.msgid else sorted(entry.msgstr[0].splitlines())
    return entry.msgctxt, entry.msgid, entry.msgid_plural, msgstr, entry.fuzzy, entry.comments, entry.extracted, entry.obsolete


# A project


@pytest.fixture
def pair(project):
    """The clinic's folder, and a way to bring it up to date."""

    def bring(*languages):
        found = find_project(project)
        written = update_catalogs(found, read_sources(found), languages or ("hi", "zh-Hans"), TODAY)
        return [w.name for w in [*written, *extract(found, read_sources(found))] if w.changed]

    bring()
    return project, bring


def snapshot(root):
    return {p.relative_to(root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in root.rglob("*") if p.is_file()}


def test_numbers_of_figures_and_effects_change_no_catalog(pair):
    project, bring = pair
    before = snapshot(project / "translations")
    changed = 0
    for path in sorted((project / "handouts").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        new, count = re.subn(r"\b(events|number|year): (\d+)\b", lambda m: f"{m[1]}: {int(m[2]) - 1}" if int(m[2]) > 3 else m[0], text)
        path.write_text(new, encoding="utf-8")
        changed += count
    assert changed > 10
    assert bring() == []
    assert snapshot(project / "translations") == before
    shelf = read_shelf(find_project(project))
    assert all(shelf.edition(h, "hi").stale == () for h in shelf.handouts)


def test_one_broken_file_stops_all_before_anything_is_written(pair):
    project, bring = pair
    path = project / f"handouts/{WARNING}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("one: One sign is enough.", "one: One sign is enough to go."), encoding="utf-8")
    broken = project / "translations/zh-Hans/interface.po"
    lines = broken.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[20:20] = ["<<<<<<< HEAD\n"]
    lines[40:40] = ["stray words\n"]
    broken.write_text("".join(lines), encoding="utf-8")
    before = snapshot(project)
    with pytest.raises(Trouble) as trouble:
        bring()
    assert {(f.place.file, f.place.line) for f in trouble.value.findings} >= {
        ("translations/zh-Hans/interface.po", 21),
        ("translations/zh-Hans/interface.po", 41),
    }
    assert snapshot(project) == before


def test_a_new_handout_is_offered_words_of_the_others_and_of_the_programs_interface(pair):
    project, bring = pair
    shutil.copy(project / f"handouts/{WARNING}.yaml", project / "handouts/copy.yaml")
    path = project / "handouts/copy.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(f"id: {WARNING}", "id: copy"), encoding="utf-8")
    (project / "translations/hi/interface.po").unlink()
    assert "translations/hi/copy.po" in bring("hi")
    catalog = read_catalog(project / "translations/hi/copy.po", "copy")
    assert not (project / "translations/hi/interface.po").exists()
    assert {e.comments[0].split(":")[0] for e in catalog.entries.values() if e.msgctxt} == {f"suggestion from {WARNING}"}
    edition = read_shelf(find_project(project)).edition("copy", "hi")
    own = [key for key in edition.missing if not key.startswith("interface:")]
    assert (len(own), edition.stale) == (len(catalog.entries), ())
    run = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(project / "translations/hi/copy.po")], capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


def test_a_folder_with_an_underscore_is_the_languages_own(pair):
    project, bring = pair
    (project / "translations/zh-Hans").rename(project / "translations/zh_Hans")
    assert catalog_folder(find_project(project), "zh-Hans").name == "zh_Hans"
    assert bring() == []
    assert not (project / "translations/zh-Hans").exists()


def test_what_a_killed_process_left_is_cleared_and_nothing_else(pair):
    project, bring = pair
    dead = subprocess.Popen(["true"])
    dead.wait()
    folder = project / "translations/hi"
    scraps = [folder / f".{WARNING}.po.{dead.pid}-abcd1234.part", project / f"translations/{TEMPLATES}/.{WARNING}.pot.{dead.pid}-a_1.part"]
    others = [folder / f".{WARNING}.po.1-abcd1234.part", folder / ".interface.po.swp", folder / f".{WARNING}.po.part"]
    for path in (*scraps, *others):
        path.write_text("half a file", encoding="utf-8")
    assert bring() == []
    assert [p.exists() for p in (*scraps, *others)] == [False, False, True, True, True]


def test_the_programs_own_catalogs_are_up_to_date():
    """In the repository an update has nothing to do."""
    for path in OURS:
        catalog = read_catalog(path, path.stem)
        assert update(catalog, SETS[path.stem][1]).text() == path.read_bytes().decode(), label(path)
    assert packed("translations") == REPOSITORY / "translations"
