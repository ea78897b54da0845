"""The other verbs: init, doctor, translate, import; and help that is quick for each."""

import hashlib
import subprocess
import sys

import pytest

WARNING = "cauda-equina-warning"
TODAY = "2026-11-24"

ROUND = ("extract", "update", "same-meaning", "add", "pseudo", "export", "import")
VERBS = ["build", "check", "doctor", "explain", "import", "init", "proof", "translate"]


def snapshot(root):
    return {p.relative_to(root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in root.rglob("*") if p.is_file()}


# Help


@pytest.mark.parametrize("verb", [[], *([v] for v in VERBS), *(["translate", v] for v in ROUND)], ids=" ".join)
def test_every_verb_has_help(evenhand, verb):
    done = evenhand(*verb, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith("Usage: ")
    assert done.stderr == ""
    head = done.stdout.split("\n\n")[1].strip()
    assert len(head) > 20, "one line says what it is for"


@pytest.mark.parametrize("verb", VERBS)
def test_help_loads_nothing_heavy(verb):
    """Quickness is seen by what was loaded: the clock of a busy machine lies."""
    code = (
        "import sys\nfrom evenhand.cli import main\n"
        f"try:\n    main([{verb!r}, '--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'weasyprint', 'babel', 'pydantic', 'jinja2', 'uharfbuzz', 'pypdfium2', 'docx', 'phonenumbers'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_unknown_verb_and_version(evenhand):
    assert evenhand("paint").exit_code == 2
    assert "version" in evenhand("--version").stdout
    assert set(VERBS) <= set(evenhand("--help").stdout.split())


def test_options_may_stand_before_and_after_the_verb(evenhand, small, tmp_path):
    other = tmp_path / "empty"
    other.mkdir()
    assert evenhand("--project", small, "check").exit_code == 0
    assert evenhand("--project", other, "check", "--project", small).exit_code == 0
    assert evenhand("--project", other, "check").exit_code == 2


# init


@pytest.fixture
def begun(evenhand, tmp_path):
    done = evenhand("init", tmp_path / "demo")
    assert done.exit_code == 0, done.output
    return tmp_path / "demo"


def test_new_project_is_sound(begun, evenhand):
    done = evenhand("check", "--project", begun, "--date", TODAY)
    assert done.exit_code == 0, done.output
    assert (begun / "templates/brands/my-clinic/brand.yaml").read_text(encoding="utf-8").startswith("# Your clinic.")
    assert sorted(p.stem for p in begun.glob("handouts/*.yaml")) == [WARNING, "exercise-back-pain"]
    assert len(list(begun.glob("translations/*"))) == 9
    catalogs = sorted(p.name for p in begun.glob("translations/ar/*"))
    assert catalogs == [f"{WARNING}.po", "exercise-back-pain.po"]


def test_second_start_changes_nothing(begun, evenhand):
    before = snapshot(begun)
    done = evenhand("init", begun)
    assert (done.exit_code, snapshot(begun) == before) == (2, True)
    assert "holds a project already" in done.stderr


def test_start_here(evenhand, tmp_path):
    assert evenhand("init").exit_code == 0
    assert (tmp_path / "evenhand.toml").is_file()


# doctor


def test_doctor_finds_what_this_machine_has(evenhand, small):
    done = evenhand("doctor", "--project", small)
    assert done.exit_code == 0, done.output
    assert "found    fonts for Latn (en)" in done.stdout
    assert "found    fonts for Deva (hi)" in done.stdout
    assert "Hans" not in done.stdout
    assert "found    weasyprint 70." in done.stdout
    assert "has all that evenhand needs" in done.stdout


def test_doctor_names_fonts_that_are_missing(evenhand, small, tmp_path, monkeypatch):
    monkeypatch.setattr("evenhand.sheet.fontfiles.SYSTEM_FOLDERS", (tmp_path / "no-such-folder",))
    monkeypatch.setenv("HOME", str(tmp_path))
    done = evenhand("doctor", "--project", small)
    assert done.exit_code == 1
    assert "MISSING  fonts for Deva (hi): NotoSansDevanagari-Regular.ttf" in done.stdout
    assert "fonts for Deva are missing: Debian's package is fonts-noto-core" in done.stdout
    for system in ("Debian", "Fedora", "macOS", "Windows"):
        assert system in done.stdout


def test_doctor_names_libraries_and_packages_that_are_missing(evenhand, small, monkeypatch):
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    monkeypatch.setattr("evenhand.cli.doctor.version", _without("segno"))
    done = evenhand("doctor", "--project", small)
    assert done.exit_code == 1
    assert "the library Pango is missing" in done.stdout
    assert "the Python package segno is missing" in done.stdout
    assert "found    babel 1" in done.stdout


def _without(lost):
    from importlib.metadata import PackageNotFoundError

    def version(name):
        if name == lost:
            raise PackageNotFoundError(name)
        return "1"

    return version


def test_doctor_needs_no_project(evenhand):
    done = evenhand("doctor", "--all-scripts")
    assert "fonts for Latn (en)" in done.stdout
    assert "fonts for Thai: NotoSansThai-Regular.ttf" in done.stdout
    assert done.exit_code in (0, 1)


# translate


@pytest.fixture
def translate(evenhand, small):
    return lambda *arguments: evenhand("translate", *arguments, "--project", small, "--date", TODAY)


def test_templates_are_written_once(translate, small):
    done = translate("extract")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        f"written   translations/templates/{name}.pot" for name in ("interface", WARNING, "brand-harborview")
    ]
    before = snapshot(small)
    assert "written" not in translate("extract").stdout
    assert snapshot(small) == before


def test_update_that_has_nothing_to_do_leaves_every_byte(translate, small):
    translate("extract")
    before = snapshot(small)
    done = translate("update")
    assert done.exit_code == 0
    assert "written" not in done.stdout
    assert f"unchanged translations/hi/{WARNING}.po" in done.stdout
    assert snapshot(small) == before


def test_update_carries_a_changed_source_into_the_catalog(translate, edit, small):
    edit(f"handouts/{WARNING}.yaml", "one: One sign is enough.", "one: One sign is enough to go.")
    done = translate("update", "hi")
    assert f"written   translations/hi/{WARNING}.po" in done.stdout
    text = (small / f"translations/hi/{WARNING}.po").read_text(encoding="utf-8")
    assert "#, fuzzy" in text
    assert 'msgid "One sign is enough to go."' in text
    assert '#| msgid "One sign is enough."' in text


def test_new_language_is_started_once(translate, small):
    done = translate("add", "ta")
    assert done.exit_code == 0
    assert f"written   translations/ta/{WARNING}.po" in done.stdout
    before = snapshot(small)
    again = translate("add", "ta")
    assert (again.exit_code, snapshot(small) == before) == (2, True)
    assert "exists already" in again.stderr


def test_language_of_the_programs_interface_needs_no_own_words(translate, small):
    assert translate("add", "pl").exit_code == 0
    assert sorted(p.name for p in (small / "translations/pl").iterdir()) == ["brand-harborview.po", f"{WARNING}.po"]


@pytest.mark.parametrize(
    ("arguments", "words"), [(("update", "pl"), "no translations/pl"), (("update", "xx"), "xx"), (("add", "xx"), "xx")]
)
def test_languages_that_cannot_be(translate, small, arguments, words):
    before = snapshot(small)
    done = translate(*arguments)
    assert (done.exit_code, snapshot(small) == before) == (2, True)
    assert words in done.stderr


def test_broken_catalog_stops_an_update_before_it_writes(translate, small):
    (small / "translations/hi/interface.po").write_text("no catalog")
    before = snapshot(small)
    done = translate("update")
    assert (done.exit_code, snapshot(small) == before) == (1, True)
    assert "translations/hi/interface.po" in done.stderr


# import


def test_article_becomes_a_handout_to_complete(evenhand, small, tmp_path):
    (tmp_path / "Bee stings.md").write_text(
        "# Bee stings for sore knees\n\n## What people hope\n\nSome say that it is guaranteed to help.\n"
    )
    done = evenhand("import", tmp_path / "Bee stings.md", "--project", small, "--date", TODAY)
    assert done.exit_code == 0, done.output
    text = (small / "handouts/bee-stings.yaml").read_text(encoding="utf-8")
    assert "Bee stings for sore knees" in text
    assert "TODO:" in text
    assert evenhand("check", "--project", small, "--date", TODAY, "--handout", "bee-stings").exit_code == 1
    again = evenhand("import", tmp_path / "Bee stings.md", "--project", small)
    assert again.exit_code == 2
    assert "exists already" in again.stderr


@pytest.mark.parametrize(("options", "words"), [(("--lang", "cy"), "no word lists"), (("--id", "Bee Stings"), "no id")])
def test_article_that_cannot_be_imported(evenhand, small, tmp_path, options, words):
    (tmp_path / "a.txt").write_text("Bee stings\n\nThey hurt.\n")
    before = snapshot(small)
    done = evenhand("import", tmp_path / "a.txt", "--project", small, *options)
    assert (done.exit_code, snapshot(small) == before) == (2, True)
    assert words in done.stderr
