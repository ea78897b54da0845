"""Every reading leaflet is PDF/UA-1 and PDF/A-3a in one file, and carries what it was made from; veraPDF says so."""

import datetime as dt
import json
from pathlib import Path

import pypdf
import pytest
from standards.vera import faults, verdicts

from evenhand.project import find_project
from evenhand.sheet.finish import Deflater
from evenhand.sheet.format import FORMATS
from evenhand.sheet.page import Page
from evenhand.sheet.papers import Attached, Papers
from evenhand.sheet.press import Press
from evenhand.sheet.shelf import read_shelf

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def rows(out):
    rows = json.loads((out / "ledger.json").read_text(encoding="utf-8"))["leaflets"]
    return [row for row in rows if row["path"].endswith(".pdf")]


def test_every_handout_in_every_language_passes_both_profiles(out, rows):
    # In the dress of one brand, which has a format of its own, and of the other by turns.
    brands = sorted({row["brand"] for row in rows})
    pairs = sorted({(row["handout"], row["language"]) for row in rows})
    turns = {pair: brands[i % len(brands)] for i, pair in enumerate(pairs)}
    chosen = [row for row in rows if row["brand"] == turns[row["handout"], row["language"]]]
    assert len(chosen) == len(pairs)
    for part in ("handout", "language", "brand", "format"):
        assert {row[part] for row in chosen} == {row[part] for row in rows}
    assert faults(sorted(out / row["path"] for row in chosen)) == []


# From the left, from the right, and in Han letters; leaflets of all languages are looked at above, in the formats of their brands.
KINDS = ("en", "ur", "zh-Hans")


def test_every_format_passes_both_profiles(evenhand, tmp_path):
    formats = [name for name, form in FORMATS.items() if form.medium == "pdf"]
    # A poster is made in the language of the staff alone; the others take turns.
    rest = [name for name in formats if name != "poster"]
    for i, tag in enumerate(KINDS):
        wanted = rest[i :: len(KINDS)] + ["poster"] * (tag == "en")
        chosen = [part for name in wanted for part in ("--format", name)]
        common = ("--project", ROOT, "--out", tmp_path / tag, "--date", "2026-11-24", "--brand", "millbrook", "--jobs", 1)
        done = evenhand("build", *common, "--handout", "cauda-equina-warning", "--lang", tag, *chosen, "--grey")
        assert "A010" not in done.output
    made = sorted(path for path in tmp_path.rglob("*.pdf"))
    assert {name.split(".")[2] for name in (path.name for path in made)} == set(formats)
    # Sheets for the printer's tray carry no tags, and say so in their names.
    reading = [path for path in made if not path.name.endswith(".print.pdf")]
    assert faults(reading) == []


def test_sheets_for_staff_pass_both_profiles(small, evenhand):
    common = ("--project", small, "--date", "2026-11-24")
    evenhand("build", *common, "--audit", "--lang", "hi", "--brand", "millbrook", "--jobs", 1)
    evenhand("proof", "cauda-equina-warning", "hi", *common)
    evenhand("changes", "cauda-equina-warning", "hi", "--pdf", *common)
    sheets = sorted(path for path in (small / "build").rglob("*.pdf"))
    assert {"audit", "proof"} <= {part for path in sheets for part in path.name.split(".")}
    assert faults(sheets) == []


@pytest.fixture
def small_pdf(tmp_path):
    """Press a page without letters, so that no font is needed."""

    def call(body="", papers=None, name="page.pdf"):
        html = f'<html lang="en"><head><title>Page</title></head><body>{body}</body></html>'
        path = tmp_path / name
        path.write_bytes(Press(tmp_path / "scratch").pages(Page(html, ""), "", (tmp_path,), name).write((), papers).pdf)
        return path

    return call


PIXEL = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Crect width='9' height='9'/%3E%3C/svg%3E"


def broken(path, change, name):
    """A copy of a file without one of the things that a standard asks for."""
    writer = pypdf.PdfWriter(clone_from=path)
    change(writer)
    copy = path.with_name(f"{name}.pdf")
    writer.write(copy)
    return copy


def test_a_file_that_lacks_something_fails(small_pdf):
    good = small_pdf(f'<p><img src="{PIXEL}" alt="a square"/></p>')
    silent = small_pdf(f'<p><img src="{PIXEL}"/></p>', name="silent.pdf")
    untitled = broken(good, lambda w: w._root_object.pop("/ViewerPreferences"), "untitled")
    colourless = broken(good, lambda w: w._root_object.pop("/OutputIntents"), "colourless")
    found = verdicts([good, silent, untitled, colourless])
    assert found[str(good)] == {"3a": [], "ua1": []}
    assert any(rule.startswith("7.3-1") for rule in found[str(silent)]["ua1"]), "a figure without a text"
    assert any(rule.startswith("7.1-10") for rule in found[str(untitled)]["ua1"]), "the title is not shown"
    assert found[str(colourless)]["3a"]


def test_a_file_that_is_no_pdf_is_named(tmp_path):
    path = tmp_path / "no.pdf"
    path.write_bytes(b"no")
    assert verdicts([path])[str(path)]["3a"][0].startswith("unreadable")


def test_decorative_pictures_are_artifacts(small_pdf):
    for attributes in ('alt=""', 'aria-hidden="true" alt="x"', 'role="presentation" alt="x"'):
        path = small_pdf(f'<p><img src="{PIXEL}" {attributes}/></p>')
        assert faults([path]) == []
        content = pypdf.PdfReader(path).pages[0].get_contents().get_data()
        assert b"/Figure" not in content
        assert b"/Artifact" in content


def test_leaflets_carry_what_they_were_made_from(out, reader, rows):
    shelf = read_shelf(find_project(ROOT))
    for row in rows:
        files = reader(out / row["path"]).attachments
        handout, language = row["handout"], row["language"]
        assert files[f"{handout}.yaml"] == [(ROOT / f"handouts/{handout}.yaml").read_bytes()]
        assert files["interface.yaml"] == [(ROOT / "templates/words.yaml").read_bytes()]
        for name in (handout, "interface", f"brand-{row['brand']}"):
            catalog = shelf.catalogs.get((language, name))
            assert (f"{name}.{language}.po" in files) == (catalog is not None)
            if catalog:
                assert files[f"{name}.{language}.po"] == [catalog.file.text().encode()]


def test_attachments_are_dated_by_the_handout_and_say_what_they_are(out, reader, rows):
    for row in rows:
        root = reader(out / row["path"]).trailer["/Root"]
        day = f"D:{row['issued'].replace('-', '')}000000Z"
        named = [name for name in root["/Names"]["/EmbeddedFiles"]["/Names"] if isinstance(name, str)]
        assert named == sorted(named)
        assert len(root["/AF"]) == len(named)
        for spec in (reference.get_object() for reference in root["/AF"]):
            stream = spec["/EF"]["/F"].get_object()
            kind = "/text/x-gettext-translation" if spec["/UF"].endswith(".po") else "/application/yaml"
            assert (spec["/AFRelationship"], stream["/Subtype"]) == ("/Source", kind)
            assert (stream["/Params"]["/CreationDate"], stream["/Params"]["/ModDate"]) == (day, day)
            assert stream["/Params"]["/Size"] == len(stream.get_data())


def test_metadata_are_complete(out, reader, rows):
    for row in rows:
        leaflet = reader(out / row["path"])
        told = leaflet.metadata
        assert (told.title, told.author) == (row["title"], row["brand_name"])
        assert told.subject
        assert {row["code"], row["language"]} <= set(told["/Keywords"].split(", "))
        assert told.creator.startswith("evenhand ")
        assert told.producer.startswith("WeasyPrint ")
        assert told["/CreationDate"] == told["/ModDate"] == f"D:{row['issued'].replace('-', '')}"
        packet = leaflet.trailer["/Root"]["/Metadata"].get_data().decode()
        for part in (f"<rdf:li>{row['language']}</rdf:li>", 'pdfaid:part="3" pdfaid:conformance="A"', 'pdfuaid:part="1"'):
            assert packet.count(part) == 1, (row["path"], part)


def test_a_name_of_any_letters_and_a_file_of_any_kind(small_pdf):
    papers = Papers(dt.date(2026, 11, 24), (Attached("ب.po", "b", b"1"), Attached("a.bin", "a (b) \\ c", bytes(range(256)))))
    path = small_pdf("", papers)
    assert faults([path]) == []
    assert pypdf.PdfReader(path).attachments == {"a.bin": [bytes(range(256))], "ب.po": [b"1"]}


def test_an_attachment_is_compressed_once():
    deflated = Deflater()
    assert deflated(b"a" * 99) is deflated(b"a" * 99)
