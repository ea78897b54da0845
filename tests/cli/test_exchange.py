"""evenhand translate export and import, as people call them."""

import hashlib
import re
import shutil

import pytest

WARNING = "cauda-equina-warning"
PO = f"translations/hi/{WARNING}.po"


def snapshot(root):
    return {p.relative_to(root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in root.rglob("*") if p.is_file()}


@pytest.fixture
def translate(evenhand, small):
    return lambda *arguments: evenhand("translate", *arguments, "--project", small, "--date", "2026-11-24")


@pytest.fixture
def sent(translate, small, tmp_path):
    """Export a catalog and change the file's text."""

    def send(edit=lambda text: text, kind="xliff", name=WARNING):
        path = tmp_path / f"out.{kind}"
        done = translate("export", name, "hi", "--to", kind, "--out", path)
        assert done.exit_code == 0, done.output
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
        return path

    return send


def anew(key, words, state="translated"):
    """A target of 1.2 with other words."""

    def edit(text):
        pattern = rf'(<trans-unit id="{re.escape(key)}".*?)<target[^>]*>.*?</target>'
        assert re.search(pattern, text, re.DOTALL)
        return re.sub(pattern, rf'\1<target state="{state}">{words}</target>', text, count=1, flags=re.DOTALL)

    return edit


def test_files_have_sensible_names_and_the_same_bytes_each_time(evenhand, small):
    done = evenhand("--project", small, "translate", "export", WARNING, "hi")
    assert done.stdout == f"written   build/exchange/hi/{WARNING}.hi.xlf\n"
    assert evenhand("--project", small, "translate", "export", WARNING, "hi").stdout.startswith("unchanged ")


def test_without_a_handout_all_catalogs_of_a_language_go_out(translate, small):
    for kind, ending in (("xliff", "xlf"), ("xliff2", "xliff"), ("tmx", "tmx")):
        names = [f"build/exchange/hi/{n}.hi.{ending}" for n in ("interface", WARNING, "brand-harborview")]
        assert translate("export", "hi", "--to", kind).stdout.splitlines() == [f"written   {n}" for n in names]
        assert all((small / n).is_file() for n in names)


@pytest.mark.parametrize("kind", ["xliff", "xliff2"])
def test_one_file_for_all_comes_back(translate, small, tmp_path, kind):
    assert translate("export", "hi", "--to", kind, "--out", tmp_path / "all.xlf").exit_code == 0
    before = snapshot(small)
    done = translate("import", tmp_path / "all.xlf")
    assert done.exit_code == 0, done.output
    assert done.stdout.count("unchanged translations/hi/") == 3
    assert snapshot(small) == before


def test_a_change_is_shown_and_written(translate, small, sent):
    before = (small / PO).read_text(encoding="utf-8")
    old = re.search(r'msgctxt "title"\nmsgid "[^\n]*"\nmsgstr "([^\n]*)"', before)[1]
    path = sent(anew("title", "नया शीर्षक"))
    shown = translate("import", path, "--dry-run")
    assert shown.exit_code == 0
    assert f"  title: translated\n    - {old}\n    + नया शीर्षक\n" in shown.stdout
    assert f"{PO}: 1 to change, " in shown.stdout
    assert "older source" not in shown.stdout
    assert shown.stdout.endswith("Nothing was written.\n")
    assert (small / PO).read_text(encoding="utf-8") == before
    done = translate("import", path)
    assert (done.exit_code, f"written   {PO}" in done.stdout) == (0, True)
    assert (small / PO).read_text(encoding="utf-8") == before.replace(old, "नया शीर्षक")


def test_nothing_is_written_when_a_unit_is_refused_unless_partial(translate, small, sent):
    def both(text):
        return anew("title", "नया")(text).replace('<source xml:lang="en">', '<source xml:lang="en">Not so: ', 3).replace("Not so: ", "", 1)

    path, before = sent(both), snapshot(small)
    done = translate("import", path)
    assert (done.exit_code, snapshot(small) == before) == (1, True)
    assert "Nothing was written." in done.stdout
    assert re.search(r"out\.xliff:\d+ \[hi [\w.-]+\]: error F041: its source is not the present one: \[-Not so: -\]", done.stderr)
    assert done.stderr.endswith("2 errors\n")
    done = translate("import", path, "--partial")
    assert (done.exit_code, f"written   {PO}" in done.stdout) == (1, True)
    assert 'msgstr "नया"' in (small / PO).read_text(encoding="utf-8")


def test_a_source_that_moved_on(translate, small, sent, edit):
    path = sent()
    edit(f"handouts/{WARNING}.yaml", "one: One sign is enough.", "one: One sign is enough to go.")
    assert "behind its source" in translate("export", WARNING, "hi").stderr
    translate("update")
    done = translate("import", path)
    assert done.exit_code == 1
    assert "One sign is enough{+ to go+}." in done.stderr
    assert "export again" in done.stderr
    assert "exported from an older source" in done.stdout
    before = (small / PO).read_bytes()
    assert translate("import", path, "--partial").exit_code == 1
    assert (small / PO).read_bytes() == before


def test_who_translated(translate, small, sent):
    text = (small / PO).read_text(encoding="utf-8")
    assert "X-Evenhand-Origin: machine" in text
    assert "still a machine draft" in translate("import", sent(anew("title", "न", "needs-review-translation")), "--by", "A. Person").stdout
    text = (small / PO).read_text(encoding="utf-8")
    assert '"Last-Translator: A. Person\\n"' in text
    assert "X-Evenhand-Origin: machine" in text
    done = translate("import", sent(anew("title", "न", "final")), "--by", "  B.\nPerson ")
    assert (done.exit_code, "no longer a machine draft" in done.stdout) == (0, True)
    text = (small / PO).read_text(encoding="utf-8")
    assert '"Last-Translator: B. Person\\n"' in text
    assert "achine" not in text
    assert translate("import", sent(), "--by", " ").exit_code == 2


def test_a_memory_fills_what_is_empty(translate, small, sent):
    path = sent(kind="tmx")
    text = (small / PO).read_text(encoding="utf-8")
    assert "Nothing in this memory fits" in translate("import", path).stdout
    title = re.search(r'msgctxt "title"\nmsgid "[^\n]*"\n(msgstr "[^\n]+")', text)
    empty = text.replace(title[0], title[0].replace(title[1], 'msgstr ""'))
    (small / PO).write_text(empty, encoding="utf-8")
    done = translate("import", path)
    assert (done.exit_code, "title: waits for review" in done.stdout) == (0, True)
    fuzzy = text.replace(title[0], "#, fuzzy\n" + title[0])
    assert (small / PO).read_text(encoding="utf-8") == fuzzy
    (small / PO).write_text(empty, encoding="utf-8")
    translate("import", path, "--translated")
    assert (small / PO).read_text(encoding="utf-8") == text


def test_the_programs_own_interface_becomes_one_of_the_project(translate, small, sent):
    shutil.rmtree(small / "translations/hi")
    (small / "translations/hi").mkdir()
    path = sent(lambda t: t.replace("</target>", " x</target>", 1), name="interface")
    assert 'original="translations/hi/interface.po"' in path.read_text(encoding="utf-8"), "no path of this machine goes out"
    done = translate("import", path)
    assert (done.exit_code, "written   translations/hi/interface.po" in done.stdout) == (0, True)


def test_notes_of_a_translator_are_shown(translate, small, sent):
    note = '<note from="agency">Is this a person?\n</note></trans-unit>'
    done = translate("import", sent(lambda t: t.replace("</trans-unit>", note, 1)))
    assert (done.exit_code, done.stdout.count(": note: ")) == (0, 1)
    assert "  title: note: Is this a person?\n" in done.stdout


def test_a_catalog_that_stands_twice_in_a_file(translate, small, sent):
    path = sent(lambda t: re.sub(r"(<file .*</file>)", r"\1\1", t, flags=re.DOTALL))
    done = translate("import", path)
    assert (done.exit_code, "stands twice in this file" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "nothing", "hi"), "unknown handout: nothing"),
        (("export", WARNING, "xx"), "xx"),
        (("export", WARNING, "pl"), f"no catalog of {WARNING} in pl"),
        (("export", "a", "b", "c"), "too many words"),
        (("export",), "Missing argument"),
        (("export", "hi", "--to", "doc"), "doc"),
        (("import", "nowhere.xlf"), "nowhere.xlf"),
    ],
)
def test_calls_that_cannot_be(translate, small, arguments, words):
    before = snapshot(small)
    done = translate(*arguments)
    assert (done.exit_code, snapshot(small) == before) == (2, True)
    assert words in done.stderr


def test_a_file_of_another_language_or_project(translate, small, sent):
    for edit, words in (
        (lambda t: t.replace('target-language="hi"', 'target-language="ar"'), "the project has no language ar"),
        (lambda t: t.replace(WARNING, "warning"), "is no catalog of this project"),
        (lambda t: t.replace("</file>", "</file><file") + "<", "the XML is broken"),
        (lambda t: t.replace("<body>", "<body/></file>").replace("<header>", "<header>", 1), "the XML is broken"),
    ):
        path, before = sent(edit), snapshot(small)
        done = translate("import", path)
        assert (done.exit_code, snapshot(small) == before) == (1, True)
        assert words in done.stderr
