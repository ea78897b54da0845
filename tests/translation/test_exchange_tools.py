"""Programs of others read what we write: translate-toolkit (run, never imported) and the schemas of OASIS where installed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from evenhand.project import find_project
from evenhand.sheet.sources import read_sources
from evenhand.translation.formats import FORMATS, read_exchange
from evenhand.translation.inline import Mark, join
from evenhand.translation.po import parse_po
from evenhand.translation.round import project_languages
from evenhand.translation.traffic import outgoing

REPOSITORY = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent
# The schemas come with Debian's php-symfony-translation, or from the folder that EVENHAND_SCHEMAS names.
SCHEMAS = Path(os.environ.get("EVENHAND_SCHEMAS", "/usr/share/php/Symfony/Component/Translation/Resources/schemas"))
READ = """
import json, sys
from translate.storage import tmx, xliff, xliff2
KINDS = {".xlf": xliff.xlifffile, ".xliff": xliff2.Xliff2File, ".tmx": tmx.tmxfile}
out = {}
for name in sys.argv[1:]:
    store = KINDS[name[name.rindex("."):]].parsefile(name)
    strings = lambda s: [str(t) for t in s.strings] if hasattr(s, "strings") else [str(s)]
    out[name] = [
        [u.getid(), strings(u.source), strings(u.target), u.isfuzzy(), u.getnotes()] for u in store.units if not u.isheader()
    ]
print(json.dumps(out))
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Every catalog of this repository in every format: file, format, part."""
    folder, found = tmp_path_factory.mktemp("exchange"), []
    project = find_project(REPOSITORY)
    for tag in project_languages(project):
        for name, part in outgoing(project, read_sources(project), None, tag):
            for kind, form in FORMATS.items():
                path = folder / f"{name}.{tag}{form.ending}"
                path.write_bytes(form.write([part]))
                found.append((path, kind, part))
    assert len(found) > 90
    return found


@pytest.fixture(scope="module")
def read_by_toolkit(files):
    pytest.importorskip("translate")
    done = subprocess.run([sys.executable, "-c", READ, *(str(f) for f, _, _ in files)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def seen(stream, kind):
    """The words that translate-toolkit shows of a text: in XLIFF without tags, in XLIFF 2 without placeholders too."""
    if kind == "tmx":
        return join(stream)
    shown = [p if isinstance(p, str) else p.native if kind == "xliff" and p.role == "whole" else "" for p in stream]
    return "".join(shown)


@pytest.mark.parametrize("kind", FORMATS)
def test_translate_toolkit_reads_every_unit(files, read_by_toolkit, kind):
    for path, _, part in (f for f in files if f[1] == kind):
        theirs = read_by_toolkit[str(path)]
        ours = [u for u in part.units if kind != "tmx" or u.state == "translated"]
        # It throws plural forms of 1.2 together, as PO has them.
        targets = [text for _, _, texts, _, _ in theirs for text in texts]
        assert targets == [seen(u.target, kind) for u in ours], path
        if kind != "xliff":
            assert [text for _, texts, _, _, _ in theirs for text in texts] == [seen(u.source, kind) for u in ours], path


def test_translate_toolkit_finds_keys_and_plural_forms(files, read_by_toolkit):
    path, _, part = next(f for f in files if f[0].name == "interface.ar.xlf")
    theirs = read_by_toolkit[str(path)]
    assert max(len(texts) for _, _, texts, _, _ in theirs) == 6
    singles = [u.key for u in part.units if not u.forms]
    assert [key for key in singles if not any(ident.endswith(key) for ident, *_ in theirs)] == []
    path, _, part = next(f for f in files if f[0].name == "interface.ar.xliff")
    assert [ident.split("::")[0] for ident, *_ in read_by_toolkit[str(path)] if "-" not in ident] == [
        u.name for u in part.units if "-" not in u.name and not u.forms
    ]


def run(tool, *arguments):
    if not (TOOLS / tool).is_file():
        pytest.skip(f"{tool} is not installed")
    done = subprocess.run([TOOLS / tool, "--progress=none", *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_xliff2po_finds_every_translation(files, tmp_path):
    for path, kind, part in files:
        if kind == "xliff" and part.target_language in ("ar", "zh-Hans"):
            run("xliff2po", "--duplicates=msgctxt", path, tmp_path / "x.po")
            file, faults = parse_po((tmp_path / "x.po").read_text(encoding="utf-8"), "x.po")
            assert not faults
            found = {text for entry in file.entries for text in entry.msgstr}
            assert {seen(u.target, kind) for u in part.units} <= found, path


def test_po2tmx_has_the_same_pairs(files, tmp_path):
    for path, kind, part in files:
        if kind == "tmx" and part.target_language in ("ur", "pl"):
            run("po2tmx", "-l", part.target_language, REPOSITORY / part.original, tmp_path / "x.tmx")
            theirs = {tuple(join(s) for s in p.texts.values()) for p in read_exchange(tmp_path / "x.tmx", "x").memory}
            ours = {tuple(join(s) for s in p.texts.values()) for p in read_exchange(path, "x").memory}
            single = {(join(u.source), join(u.target)) for u in part.units if not u.forms}
            # Its files hold one form of each counted message.
            assert single <= theirs, path
            assert single <= ours, path


def test_what_po2xliff_writes_is_read(tmp_path):
    path = REPOSITORY / "translations/pl/stem-cell-back-pain.po"
    run("po2xliff", path, tmp_path / "x.xlf")
    (part,) = read_exchange(tmp_path / "x.xlf", "x").parts
    file, _ = parse_po(path.read_text(encoding="utf-8"), "x.po")
    targets = {text for entry in file.entries for text in entry.msgstr}
    assert len(part.units) > 90
    assert {join(u.target) for u in part.units if "Plural-Forms" not in join(u.target)} <= targets


class _Near(etree.Resolver):
    """The schema of xml:lang lies beside the others; nothing is fetched."""

    def resolve(self, url, identifier, context):
        return self.resolve_filename(str(SCHEMAS / "xml.xsd"), context) if url.endswith("xml.xsd") else None


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="Debian's php-symfony-translation is not installed")
@pytest.mark.parametrize(("kind", "schema"), [("xliff", "xliff-core-1.2-strict.xsd"), ("xliff2", "xliff-core-2.0.xsd")])
def test_files_are_valid_by_the_schemas_of_oasis(files, kind, schema):
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Near())
    valid = etree.XMLSchema(etree.parse(str(SCHEMAS / schema), parser))
    for path, _, _ in (f for f in files if f[1] == kind):
        assert valid.validate(etree.parse(path)), (path, valid.error_log)


def test_marks_are_told_apart():
    assert seen(("a", Mark("1", "whole", "{n}"), Mark("2", "open", "<b>")), "xliff") == "a{n}"
