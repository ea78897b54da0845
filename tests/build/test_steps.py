"""What a build makes anew and what stands: by content alone, with the reason in words."""

import json
import re
import shutil
import subprocess
import sys

import pytest

HANDOUT = "handouts/cauda-equina-warning.yaml"
# What takes a tenth of a second and more to load, each.
HEAVY = ("pydantic", "jinja2", "weasyprint", "babel", "evenhand.build.plan", "distributed")
CATALOG = "translations/hi/cauda-equina-warning.po"
pytestmark = pytest.mark.slow


@pytest.fixture
def build(evenhand, small):
    """Build the small project; gives what was made, as {path: reason}, and what stands."""

    def call(*arguments, status=0):
        common = ("build", "--project", small, "--jobs", 1, "--date", "2026-11-24", "--brand", "millbrook")
        told = evenhand(*common, "--explain", *(a for a in arguments if a == "--afresh"))
        assert told.exit_code == 0, told.output
        plan = {m[2]: m[1] for m in re.finditer(r"^\S+: (.*) \((\S+)\)$", told.stdout, re.M)}
        done = evenhand(*common, *arguments)
        assert done.exit_code == status, done.output
        made = re.findall(r"^(millbrook/\S+\.pdf) +\d+  draft", done.stdout, re.M)
        assert sorted(made) == sorted(plan), "--explain tells what a build does"
        return {path.split("/")[1]: reason for path, reason in plan.items()}

    return call


@pytest.fixture
def change(small):
    def edit(name, old, new):
        path = small / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def test_what_changed_is_made_and_named_and_the_rest_stands(build, change, small):
    assert build() == {"en": "it is new", "hi": "it is new"}
    ledger = (small / "build/ledger.json").read_bytes()
    pictures = {p: p.read_bytes() for p in (small / "build").rglob("*.pdf")}
    assert build() == {}
    # Touched and not changed; and a comment, which nobody reads on paper.
    (small / HANDOUT).touch()
    assert build() == {}
    assert (small / "build/ledger.json").read_bytes() == ledger
    entry = re.search(r'msgctxt "title"\nmsgid .*\nmsgstr "(.+)"', (small / CATALOG).read_text(encoding="utf-8"))
    change(CATALOG, entry[1], entry[1] + " अब")
    assert build() == {"hi": "title changed"}
    assert {p.parent.name for p, data in pictures.items() if p.read_bytes() != data} == {"hi"}
    # A note that is not printed goes with the leaflet all the same.
    change(CATALOG, 'msgctxt "title"', '#. a note\nmsgctxt "title"')
    assert build() == {"hi": "a file that goes with it changed, and no word of the page"}
    change(CATALOG, '#. a note\nmsgctxt "title"', 'msgctxt "title"')
    # Back to the old words: the same bytes as before.
    change(CATALOG, entry[1] + " अब", entry[1])
    assert build() == {"hi": "title changed"}
    assert all(p.read_bytes() == data for p, data in pictures.items())


def test_brand_theme_and_date_have_their_reasons(build, change, small, evenhand):
    build()
    change("templates/brands/millbrook/brand.yaml", '"#17505c"', '"#17504c"')
    assert build() == {"en": "the brand changed", "hi": "the brand changed"}
    theme = small / "templates/themes/plain"
    theme.mkdir(parents=True)
    (theme / "note.txt").write_text("a file of the theme")
    assert build() == {"en": "the theme changed", "hi": "the theme changed"}
    late = evenhand("build", "--project", small, "--explain", "--date", "2040-01-01", "--brand", "millbrook")
    assert late.stdout.count("the sign-offs or the reasons of the draft changed") == 2, late.output


def test_a_leaflet_that_was_touched_or_lost_is_made_again(build, small):
    build()
    path = next((small / "build/millbrook/hi").glob("*.pdf"))
    good = path.read_bytes()
    path.write_bytes(good + b" ")
    assert build() == {"hi": "its file is gone or was changed"}
    assert path.read_bytes() == good
    path.unlink()
    assert build() == {"hi": "it is new"}
    assert path.read_bytes() == good


def test_afresh_makes_all(build):
    build()
    assert set(build("--afresh").values()) == {"it is new"}


def test_what_is_gone_is_removed_on_request_only(build, evenhand, small):
    common = ("build", "--project", small, "--jobs", 1, "--date", "2026-11-24")
    assert evenhand(*common).exit_code == 0
    shutil.rmtree(small / "translations/hi")
    gone = sorted(p for p in (small / "build").rglob("*.hi.*.pdf"))
    told = evenhand(*common)
    assert "2 leaflets are made by nothing any more" in told.stdout
    filtered = evenhand(*common, "--prune", "--lang", "en")
    assert all(p.is_file() for p in gone), filtered.output
    pruned = evenhand(*common, "--prune")
    assert pruned.stdout.count("removed ") == len(gone) == 2
    assert not any(p.exists() for p in gone)
    rows = json.loads((small / "build/ledger.json").read_text(encoding="utf-8"))["leaflets"]
    assert {row["language"] for row in rows} == {"en"}
    assert "hi" not in {p.name.split(".")[1] for p in (small / "build/thumbnails").iterdir()}


def test_findings_of_leaflets_that_stand_are_told_again(evenhand, small):
    common = ("build", "--project", small, "--jobs", 1, "--date", "2026-11-24", "--brand", "millbrook")
    first = evenhand(*common)
    second = evenhand(*common, "--prune")
    assert "2 stand as they are" in second.stdout
    assert first.stderr == second.stderr
    assert first.exit_code == second.exit_code


def test_nothing_changed_is_seen_without_reading_the_words(evenhand, small, change, monkeypatch):
    import evenhand.sheet.shelf as shelf

    common = ("build", "--project", small, "--jobs", 1, "--date", "2026-11-24", "--brand", "millbrook")
    first = evenhand(*common)
    read = []
    original = shelf.gather
    monkeypatch.setattr(shelf, "gather", lambda *a, **k: read.append(1) or original(*a, **k))
    second = evenhand(*common)
    assert second.stdout.startswith("Nothing changed: 2 leaflets")
    assert (second.stderr, second.exit_code) == (first.stderr, first.exit_code)
    assert not read
    # Nor is anything loaded that only reads and draws: that would take longer than all else.
    asked = "import sys; from evenhand.cli import main\ntry: main(sys.argv[1:])\nfinally: print(sorted(sys.modules))"
    command = [sys.executable, "-c", asked, *map(str, common)]
    alone = subprocess.run(command, capture_output=True, text=True, check=False)
    assert alone.stdout.startswith("Nothing changed: 2 leaflets"), alone.stderr
    assert not [name for name in HEAVY if f"'{name}'" in alone.stdout]
    # A word, a leaflet, another day, another request: each is looked at again.
    entry = re.search(r'msgctxt "title"\nmsgid .*\nmsgstr "(.+)"', (small / CATALOG).read_text(encoding="utf-8"))
    change(CATALOG, entry[1], entry[1] + " अब")
    assert "1 of 1 leaflets" in evenhand(*common).stdout
    next((small / "build/millbrook/en").glob("*.pdf")).write_bytes(b"%PDF")
    assert "1 of 1 leaflets" in evenhand(*common).stdout
    assert "Nothing changed" in evenhand(*common).stdout
    assert "Nothing changed" not in evenhand(*common, "--date", "2026-11-25").stdout
    assert "Nothing changed" not in evenhand(*common, "--lang", "en").stdout
    assert len(read) == 4
