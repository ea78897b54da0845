"""pofilter of the translate-toolkit, run as a program, beside our rules: where it fires and we do not, the reason is data."""

import datetime as dt
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml

from evenhand.checks.run import check
from evenhand.project import Project, Settings
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.shelf import read_shelf
from evenhand.translation.catalog import read_catalog
from evenhand.translation.po import PoFile, parse_po

ROOT = Path(__file__).resolve().parents[2]
REASONS = yaml.safe_load((Path(__file__).parent / "pofilter.yaml").read_text(encoding="utf-8"))
PROGRAM = Path(sys.executable).parent / "pofilter"
TODAY = dt.date(2026, 11, 24)
LANGUAGES = sorted(p.name for p in (ROOT / "translations").iterdir() if p.is_dir() and p.name != "templates")
pytestmark = pytest.mark.slow


def filtered(folder, language, out):
    """What pofilter finds: (catalog, key, test)."""
    command = [PROGRAM, "--progress=none", f"--language={language}", "-i", folder, "-o", out]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    for path in sorted(out.glob("*.po")):
        file, faults = parse_po(path.read_text(encoding="utf-8"), path.name)
        assert faults == []
        for entry in file.entries:
            for line in entry.comments:
                if line.startswith("(pofilter) "):
                    yield path.stem, entry.msgctxt, line.removeprefix("(pofilter) ").partition(":")[0]


def ours(root):
    """The findings of family T on catalogs: (language, catalog, key) and code."""
    found = check(read_shelf(Project(root, Settings())), FontShelf(SYSTEM_FOLDERS), TODAY)
    return {((f.place.language, Path(f.place.file).stem, f.place.key), f.code) for f in found if f.code[0] == "T"}


@pytest.fixture(scope="module")
def theirs(tmp_path_factory):
    """pofilter's findings on every catalog of the repository: language, test and key."""
    out = tmp_path_factory.mktemp("pofilter")
    return [(tag, *row) for tag in LANGUAGES for row in filtered(ROOT / "translations" / tag, tag, out / tag)]


def test_our_catalogs_are_clean():
    assert ours(ROOT) == set()


def test_every_difference_has_its_reason(theirs):
    assert theirs, "pofilter saw nothing at all"
    unexplained = {(test, tag): key for tag, _, key, test in theirs if tag not in REASONS.get(test, {}).get("languages", ())}
    assert unexplained == {}


def test_no_reason_is_left_over(theirs):
    seen = {(test, tag) for tag, _, _, test in theirs}
    assert {(test, tag) for test, row in REASONS.items() for tag in row["languages"]} == seen
    assert all(len(row["why"]) > 40 and row["ours"] for row in REASONS.values())


def word(text):
    """The first long word in small letters of a text."""
    return next(w for w in text.split() if w.isalpha() and w.islower() and len(w) > 4)


# What a slip does to a Spanish text; "" where it cannot happen there. `s` is the source, `t` the translation.
SLIPS = {
    "a placeholder lost": lambda s, t: t.replace(t[t.index("{") : t.index("}") + 1], "algo", 1) if "{" in t else "",
    "a placeholder renamed": lambda s, t: t.replace("{", "{x", 1) if "{" in t else "",
    "a tag lost": lambda s, t: t.replace("</foreign>", "", 1) if "</foreign>" in t else "",
    "a name with a slip": lambda s, t: t.replace(">FDA<", ">FAD<") if ">FDA<" in t else "",
    "a number typed": lambda s, t: t.replace(word(t), "7", 1),
    "a word twice": lambda s, t: t.replace(word(t), f"{word(t)} {word(t)}", 1),
    "no full stop": lambda s, t: t[:-1] if t[-1] == "." else "",
    "another mark at the end": lambda s, t: t[:-1] + "?" if t[-1] == "." and s.split()[0] in ("The", "You", "We", "Do") else "",
    "a full stop more": lambda s, t: f"{t}." if t[-1].isalpha() and s[-1].isalpha() else "",
    "two spaces": lambda s, t: t.replace(" ", "  ", 1) if " " in t else "",
    "a space at the end": lambda s, t: f"{t} ",
    "a space at the start": lambda s, t: f" {t}",
    "a space before the point": lambda s, t: f"{t[:-1]} ." if t[-1] == "." else "",
    "a bracket opened": lambda s, t: t.replace(word(t), f"({word(t)}", 1),
    "a bracket closed": lambda s, t: t.replace(word(t), f"{word(t)})", 1),
    "a quotation mark": lambda s, t: t.replace(word(t), f"“{word(t)}", 1),
    "not translated": lambda s, t: s if len(s.split()) > 3 else "",
    "empty": lambda s, t: None,
    "a word of the source left": lambda s, t: t.replace(" con ", " with ", 1) if " con " in t else "",
    "a Cyrillic letter": lambda s, t: t.replace("a", "\u0430", 1) if "a" in word(t) else "",
    "a soft hyphen": lambda s, t: t.replace(word(t), f"{word(t)[:2]}\u00ad{word(t)[2:]}", 1),
    "a space of no width": lambda s, t: t.replace(" ", "\u200b", 1),
    "a byte order mark": lambda s, t: f"\ufeff{t}",
    "a lost letter": lambda s, t: t.replace("ó", "\ufffd", 1) if "ó" in t else "",
    "letters in pieces": lambda s, t: unicodedata.normalize("NFD", t) if "ó" in t else "",
    "an entity": lambda s, t: t.replace(" ", "&nbsp;", 1) if " " in t else "",
    "a mark of direction": lambda s, t: f"\u200f{t}",
    "a tab": lambda s, t: t.replace(" ", "\t", 1) if " " in t else "",
    "a number word lost": lambda s, t: t.replace("dos ", "unos ", 1) if "dos " in t and "between two " in s else "",
    "another word for a term": lambda s, t: t.replace("células madre", "células tronco") if "células madre" in t else "",
    "a forbidden word": lambda s, t: t.replace("células madre", "células troncales") if "células madre" in t else "",
    "a negation lost": lambda s, t: t.replace("No ", "", 1).capitalize() if t.startswith("No ") and t.count("o ") < 9 else "",
}


def slipped(catalog, messages):
    """A catalog with one slip in each of some messages, and which slip is where."""
    free, where, entries = dict(catalog.entries), {}, {}
    for name, slip in SLIPS.items():
        for key, entry in free.items():
            source, text = messages[key].text.other, entry.msgstr[0]
            if len(entry.msgstr) > 1 or len(text.split()) < 4:
                continue
            try:
                broken = slip(source, text)
            except StopIteration:
                continue
            if broken is None or (broken and broken != text):
                entries[key], where[key] = entry.changed(msgstr=(broken or "",)), name
                del free[key]
                break
    new = tuple(entries.get(e.msgctxt, e) for e in catalog.file.entries)
    return PoFile(new), where


def test_slips_in_a_real_catalog_are_seen(tmp_path, everything):
    """One slip in each of some messages: our rules see every one; so nothing that pofilter sees of them is lost on us."""
    name = "stem-cell-back-pain"
    shutil.copytree(ROOT / "handouts", tmp_path / "clinic/handouts")
    folder = tmp_path / "clinic/translations/es"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "translations/glossary.yaml", folder.parent)
    catalog = read_catalog(ROOT / f"translations/es/{name}.po", f"translations/es/{name}.po")
    file, where = slipped(catalog, everything.messages[name].by_key())
    assert set(where.values()) == set(SLIPS), set(SLIPS) - set(where.values())
    before = set(filtered(ROOT / "translations/es", "es", tmp_path / "before"))
    (folder / f"{name}.po").write_text(file.text(), encoding="utf-8")
    seen = {key for (tag, stem, key), _ in ours(tmp_path / "clinic") if (tag, stem) == ("es", name)}
    assert {where[key] for key in where if key not in seen} == set()
    assert seen <= set(where), "a slip in one message is no fault of another"
    theirs = {(key, test) for stem, key, test in filtered(folder, "es", tmp_path / "after") if (stem, key, test) not in before}
    assert len({key for key, _ in theirs}) >= 12, "pofilter itself sees less than it did"
    assert {key for key, _ in theirs} <= seen
