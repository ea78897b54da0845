"""`evenhand proof`, as people call it: the finished sheet read back, and calls that cannot be carried out."""

import pypdf
import pytest

from evenhand.project import find_project
from evenhand.sheet.leaflet import read_leaflet
from evenhand.sheet.shelf import read_shelf

WARNING = "cauda-equina-warning"
TODAY = "2026-11-24"


@pytest.fixture
def prove(evenhand, small):
    return lambda *arguments: evenhand("proof", *arguments, "--project", small, "--date", TODAY)


def proof_of(root, tag="hi"):
    return root / f"build/proofs/{tag}/{WARNING}.{tag}.proof.pdf"


def text_of(pages):
    return [" ".join(page.text.split()) for page in pages]


@pytest.mark.slow
def test_the_sheet_holds_every_key_once_and_ends_with_signatures(prove, small, edit):
    edit(f"handouts/{WARNING}.yaml", "One sign is enough.", "One new sign is enough.")
    done = prove(WARNING, "hi", "--brand", "millbrook")
    assert done.exit_code == 0, done.output
    path = proof_of(small)
    assert path.resolve().as_posix() in done.stdout
    pages = read_leaflet(path.read_bytes())
    assert f"{len(pages)} pages" in done.stdout
    assert {(round(p.width), round(p.height)) for p in pages} == {(210, 297)}
    texts = text_of(pages)
    shelf = read_shelf(find_project(small))
    units = " ".join(texts).split()
    keys = [m.key for m in shelf.messages[WARNING].messages if "." in m.key]
    assert len(keys) > 15
    assert {key: units.count(key) for key in keys} == dict.fromkeys(keys, 1)
    assert units.count("interface:help.heading") == 1
    assert "T002 error older than its source text" in " ".join(texts)
    assert "C003 warning nobody has reviewed this yet" in texts[0]
    last = texts[-1]
    assert shelf.edition(WARNING, "hi").fingerprint in last
    for role in ("Translator", "Checker", "Clinician", "Reader"):
        assert role in last
        assert not any(role in text for text in texts[1:-1])
    assert all(word in last for word in ("Name", "Date", "Signature", "Version", "Hindi (hi)"))
    assert all("Not for patients" in text for text in texts)
    # The page is for writing on: nothing stands in the margins.
    assert all(page.left > 11 and page.right < page.width - 11 for page in pages)
    reader = pypdf.PdfReader(path)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.slow
def test_the_same_call_gives_the_same_bytes_and_the_first_brand_its_sheet(prove, small):
    assert prove(WARNING, "hi").exit_code == 0
    first = proof_of(small).read_bytes()
    assert {(round(p.width, 1), round(p.height, 1)) for p in read_leaflet(first)} == {(215.9, 279.4)}
    assert prove(WARNING, "hi").exit_code == 0
    assert proof_of(small).read_bytes() == first
    # Nothing else is written beside it.
    assert list((small / "build").rglob("*.pdf")) == [proof_of(small)]


@pytest.mark.slow
def test_what_stops_a_build_is_shown_in_a_proof(prove, small):
    catalog = small / f"translations/hi/{WARNING}.po"
    text = catalog.read_text(encoding="utf-8")
    head, _, tail = text.partition('msgctxt "title"')
    line = next(line for line in tail.splitlines() if line.startswith("msgstr"))
    catalog.write_text(head + 'msgctxt "title"' + tail.replace(line, 'msgstr "{lost} 999"', 1), encoding="utf-8")
    done = prove(WARNING, "hi")
    assert done.exit_code == 0, done.output
    words = " ".join(text_of(read_leaflet(proof_of(small).read_bytes())))
    assert "T003 error not in the source: {lost}" in words


@pytest.mark.slow
def test_the_source_is_proven_alone(prove, small):
    done = prove(WARNING, "en")
    assert done.exit_code == 0, done.output
    texts = text_of(read_leaflet(proof_of(small, "en").read_bytes()))
    assert "Clinician" in texts[-1]
    assert "Translator" not in texts[-1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing", "hi"], "unknown handout: nothing"),
        ([WARNING, "ta"], "unknown language: ta"),
        ([WARNING, "xx"], "unknown language: xx"),
        ([WARNING, "hi", "--brand", "none"], "unknown brand: none"),
        ([WARNING], "Missing argument"),
    ],
)
def test_names_that_nothing_has_are_told_and_nothing_is_written(prove, small, arguments, told):
    done = prove(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not (small / "build").exists()


def test_a_language_that_has_no_catalog_of_this_handout(prove, small):
    (small / f"translations/hi/{WARNING}.po").unlink()
    done = prove(WARNING, "hi")
    assert done.exit_code == 2
    assert not (small / "build").exists()


def test_files_at_fault_are_told_with_their_lines(prove, small):
    catalog = small / f"translations/hi/{WARNING}.po"
    catalog.write_text(catalog.read_text(encoding="utf-8") + "\n<<<<<<< mine\n", encoding="utf-8")
    done = prove(WARNING, "hi")
    assert done.exit_code == 1
    assert "F020" in done.stderr
    assert f"translations/hi/{WARNING}.po:" in done.stderr
    assert not (small / "build").exists()
