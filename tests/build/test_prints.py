"""What printers get beside the leaflet: sheets to fold, copies in grey, single pages for a printing house."""

import datetime as dt
import io
import re
from collections import Counter
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
from colours import colours_of

from evenhand.build.plan import Filters, plan
from evenhand.build.prints import Prints, further, inks_of
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.checks.page import check_leaflet
from evenhand.cli.press import printed
from evenhand.sheet.booklet import pairs
from evenhand.sheet.brand import Inks
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.leaflet import read_leaflet

DAY = dt.date(2026, 11, 24)
WARNING = "cauda-equina-warning"
MM = 72 / 25.4
# A header as every ICC profile begins (ICC.1, 7.2), of a printer with four inks.
ICC = bytearray(200)
ICC[12:24], ICC[36:40] = b"prtrCMYKLab ", b"acsp"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def workshop(everything, tmp_path_factory):
    return open_workshop(everything.project.templates, SYSTEM_FOLDERS, tmp_path_factory.mktemp("prints"))


@pytest.fixture(scope="module")
def made(everything, workshop):
    """(job, result) of a language in a brand, a format and what else is wanted, each printed once."""
    done = {}

    def make(tag, brand, form, prints=None):
        key = (tag, brand, form, prints)
        if key not in done:
            (job,) = plan(everything, Filters((WARNING,), (tag,), (brand,), (form,)), DAY)
            job = replace(job, prints=prints or Prints())
            done[key] = job, make_leaflet(workshop, job)
        return done[key]

    return make


def letters(page, left, right):
    """How often each letter stands on a page between two edges in millimetres. Letters, not words: where two pages stand side
    by side, a reader tells Arabic in another order."""
    found = page.get_textpage().get_text_bounded(left * MM, 0, right * MM, page.get_height())
    return Counter("".join(found.split()))


def page_in(half, pages):
    """The number of the page that stands on half of a side; None when nothing does."""
    if not half:
        return None
    shares = [(half & page).total() / (half | page).total() for page in pages]
    best = max(range(len(pages)), key=shares.__getitem__)
    assert shares[best] > 0.96
    assert all(share < 0.9 for n, share in enumerate(shares) if n != best)
    return best + 1


BOOKLETS = [("en", "millbrook", "a5-booklet"), ("ar", "millbrook", "a5-booklet"), ("en", "harborview", "half-letter-booklet")]


@pytest.mark.parametrize("case", BOOKLETS, ids="-".join)
def test_a_booklet_reads_in_order_when_its_sheets_are_folded(made, case):
    job, result = made(*case)
    assert [f for f in result.findings if f.severity > 0] == []
    order = job.order
    assert check_leaflet(printed(job, result)) == []
    size = {"a5-booklet": (148, 210), "half-letter-booklet": (139.7, 215.9)}[case[2]]
    assert {(round(sheet.width, 1), round(sheet.height, 1)) for sheet in result.sheets} == {size}
    assert 1 < result.pages <= order.page_limit == 4
    ((ending, sheets),) = result.extras
    assert ending == "print.pdf"
    assert result.files().keys() == {job.path, job.path.removesuffix("pdf") + "print.pdf"}
    pages = [letters(page, 0, size[0]) for page in pypdfium2.PdfDocument(result.content)]
    across = {"a5-booklet": (297, 210), "half-letter-booklet": (279.4, 215.9)}[case[2]]
    middle = across[0] / 2
    lying = [
        tuple(page_in(letters(side, *half), pages) for half in ((0, middle), (middle, across[0]))) for side in pypdfium2.PdfDocument(sheets)
    ]
    assert tuple(lying) == pairs(result.pages, order.edition.language.rtl)
    reader = pypdf.PdfReader(io.BytesIO(sheets))
    for side in reader.pages:
        assert (float(side.mediabox.width) / MM, float(side.mediabox.height) / MM) == pytest.approx(across, abs=0.1)
    wishes = reader.trailer["/Root"]["/ViewerPreferences"]
    assert (wishes["/Duplex"], wishes["/PrintScaling"]) == ("/DuplexFlipShortEdge", "/None")
    assert ("/Direction" in wishes) == order.edition.language.rtl


def test_the_back_cover_says_whom_to_call_and_the_sheets_are_the_same_twice(made):
    job, result = made("ar", "millbrook", "a5-booklet")
    assert {area.page for area in result.areas if area.id == "contact"} == {result.pages}
    pressed = type("Print", (), {"pdf": result.content, "pages": result.pages})
    assert further(job.order, Prints(), pressed, None) == result.extras


def test_a_grey_copy_keeps_tags_contrast_and_rules(made):
    job, result = made("en", "millbrook", "a5-booklet", Prints(grey=True))
    assert [ending for ending, _ in result.extras] == ["print.pdf", "grey.pdf", "grey.print.pdf"]
    extras = dict(result.extras)
    grey = read_leaflet(extras["grey.pdf"])
    colours = {ink.colour for sheet in grey for ink in sheet.inks}
    assert len(colours) > 3
    assert all(re.fullmatch(r"#(..)\1\1", colour) for colour in colours)
    assert [sheet.text for sheet in grey] == [sheet.text for sheet in result.sheets]
    assert check_leaflet(replace(printed(job, result), pages=grey)) == []
    assert "/StructTreeRoot" in pypdf.PdfReader(io.BytesIO(extras["grey.pdf"])).trailer["/Root"]
    for pdf in (extras["grey.pdf"], extras["grey.print.pdf"]):
        red, green, blue = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


@pytest.fixture(scope="module")
def pressed(made, tmp_path_factory):
    profile = tmp_path_factory.mktemp("icc") / "Coated 39.icc"
    profile.write_bytes(bytes(ICC))
    job, result = made("en", "millbrook", "a4", Prints(cmyk=True, bleed=3.0, marks=True, profile=profile))
    assert [f for f in result.findings if f.severity > 0] == []
    ((ending, pdf),) = result.extras
    assert ending == "press.pdf"
    return job, result, pdf


def test_a_printing_house_gets_bleed_and_marks_outside_of_it(pressed):
    _, result, pdf = pressed
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == result.pages
    page = reader.pages[0]
    trim, bleed, media = ([float(edge) / MM for edge in box] for box in (page.trimbox, page.bleedbox, page.mediabox))
    assert trim == pytest.approx([0, 0, 210, 297], abs=0.01)
    assert bleed == pytest.approx([-3, -3, 213, 300], abs=0.01)
    assert media == pytest.approx([-11, -11, 221, 308], abs=0.01)
    lines = re.findall(rb"q 1 1 1 1 K 0.25 w (\S+) (\S+) m (\S+) (\S+) l S Q", page.get_contents().get_data())
    marks = [[float(part) / MM for part in line] for line in lines]
    assert len(marks) == 8
    for x, y, to_x, to_y in marks:
        # Each mark prolongs an edge of the page, and keeps clear of the bleed.
        assert x == pytest.approx(to_x) or y == pytest.approx(to_y)
        assert any(v == pytest.approx(edge, abs=0.01) for v, edge in ((x, 0), (x, 210), (y, 0), (y, 297)))
        assert min(x, to_x) < -3.9 or max(x, to_x) > 213.9 or min(y, to_y) < -3.9 or max(y, to_y) > 300.9
    assert "".join(page.extract_text().split()) == "".join(pypdf.PdfReader(io.BytesIO(result.content)).pages[0].extract_text().split())


def test_it_is_pdf_x4_as_far_as_we_can_prove(pressed):
    """ISO 15930-7: what it asks of a file like ours. No validator has seen it; docs/printing.md says so."""
    _, _, pdf = pressed
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert pdf.startswith(b"%PDF-1.6")
    root = reader.trailer["/Root"]
    assert not reader.is_encrypted
    assert "/ID" in reader.trailer
    assert not {"/StructTreeRoot", "/AcroForm", "/OpenAction", "/AA"} & set(root)
    (intent,) = root["/OutputIntents"]
    assert (intent["/S"], intent["/OutputConditionIdentifier"]) == ("/GTS_PDFX", "Coated 39")
    assert intent["/DestOutputProfile"]["/N"] == 4
    assert intent["/DestOutputProfile"].get_data() == bytes(ICC)
    about = root["/Metadata"].get_data().decode()
    assert 'GTS_PDFXVersion="PDF/X-4"' in about
    assert 'Trapped="False"' in about
    assert str(reader.trailer["/Info"]["/Trapped"]) == "/False"
    for name in ("CreateDate", "ModifyDate", "MetadataDate", "DocumentID", "VersionID", "RenditionClass"):
        assert f":{name}=" in about
    fonts = set()
    for page in reader.pages:
        assert "/Annots" not in page
        for font in page["/Resources"]["/Font"].values():
            below = font["/DescendantFonts"][0]
            fonts.add("/FontFile2" in below["/FontDescriptor"] or "/FontFile3" in below["/FontDescriptor"])
    assert fonts == {True}
    assert colours_of(pdf) == {"k", "K", "/DeviceCMYK"}


def test_a_brand_gives_its_own_inks_and_the_rest_is_computed(everything):
    brand = everything.brands["millbrook"]
    assert inks_of(brand).known == {}
    given = Inks.model_validate({"brand": ("90", "40", "40", "40"), "tint": ("8", "2", "3", "0")})
    inks = inks_of(brand.model_copy(update={"colours": brand.colours.model_copy(update={"cmyk": given})}))
    assert inks((0x17 / 255, 0x50 / 255, 0x5C / 255)) == (0.9, 0.4, 0.4, 0.4)
    assert inks((0xEA / 255, 0xF2 / 255, 0xF3 / 255)) == (0.08, 0.02, 0.03, 0)
    assert inks((0xAE / 255, 0xC2 / 255, 0xC6 / 255)) == (0.315, 0.14, 0.14, 0.14)


def test_booklets_go_to_a_printing_house_as_single_pages_with_the_blanks_before_the_cover(made):
    _, result = made("en", "harborview", "half-letter-booklet", Prints(grey=True, marks=True))
    assert [ending for ending, _ in result.extras] == ["print.pdf", "press.pdf"]
    pages = pypdfium2.PdfDocument(dict(result.extras)["press.pdf"])
    assert len(pages) == 4
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in pages]
    own = ["".join(sheet.text.split()) for sheet in result.sheets]
    assert texts == [*own[:-1], *[""] * (4 - len(own)), own[-1]]


def test_a_folded_leaflet_goes_to_a_printing_house_as_the_two_sides_of_its_sheet(made):
    _, result = made("en", "millbrook", "trifold", Prints(cmyk=True, bleed=3, marks=True))
    extras = dict(result.extras)
    pages = pypdf.PdfReader(io.BytesIO(extras["press.pdf"])).pages
    assert len(pages) == 2
    for page in pages:
        assert [float(edge) / MM for edge in page.trimbox] == pytest.approx([0, 0, 297, 210], abs=0.01)
        assert [float(edge) / MM for edge in page.bleedbox] == pytest.approx([-3, -3, 300, 213], abs=0.01)
    assert colours_of(extras["press.pdf"]) <= {"k", "K", "/DeviceCMYK"}
    assert [len(pypdfium2.PdfDocument(extras[end])) for end in ("press.pdf", "print.pdf")] == [2, 2]
