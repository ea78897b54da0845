"""Finished pages made ready for paper: two to a sheet, with bleed and crop marks, declared as PDF/X-4.

This file and `recolour` are the only ones that import pikepdf. The reading leaflet keeps its tags and stays the accessible
one; what is made here is for printers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from evenhand.sheet.fold import Panel, Side

if TYPE_CHECKING:
    from pikepdf import Page, Pdf

_MM = 72 / 25.4
# Millimetres. Crop marks begin outside the bleed and are 5 mm long; the paper holds them and a little white.
_MARK, _GAP, _WHITE = 5.0, 1.0, 2.0
# What a blank page takes from its neighbour.
_KEPT = ("/Type", "/MediaBox", "/TrimBox", "/BleedBox")


def imposed(pdf: bytes, sides: Iterable[Side], rtl: bool) -> bytes:
    """Pages on the sides of larger sheets, front and back in turn, to be turned over the short edge. A page that no side
    names is left out; one that stands on a side of another size keeps its own, in the middle of its place."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as made:
        forms = [made.copy_foreign(page.as_form_xobject()) for page in source.pages]
        boxes = [[float(edge) for edge in page.trimbox] for page in source.pages]
        for side in sides:
            made.add_blank_page(page_size=(side.width * _MM, side.height * _MM))
            used = {f"/P{panel.page}": forms[panel.page - 1] for panel in side.panels}
            made.pages[-1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(used))
            steps = [_placed(panel, side, boxes[panel.page - 1]) for panel in side.panels]
            steps += [_line(tuple(part * _MM for part in _upward(tick, side))) for tick in side.ticks]
            made.pages[-1].contents_add("".join(steps).encode())
        made.docinfo["/Title"] = source.docinfo.get("/Title", "")
        # Most programs print by these: both sides, turned over the short edge, at their true size.
        wishes = {"/Duplex": pikepdf.Name.DuplexFlipShortEdge, "/PrintScaling": pikepdf.Name("/None"), "/PickTrayByPDFSize": True}
        made.Root.ViewerPreferences = pikepdf.Dictionary(wishes | ({"/Direction": pikepdf.Name.R2L} if rtl else {}))
        return saved(made)


def _placed(panel: Panel, side: Side, box: list[float]) -> str:
    left = (panel.left + panel.width / 2) * _MM - (box[0] + box[2]) / 2
    bottom = (side.height - panel.top - panel.height / 2) * _MM - (box[1] + box[3]) / 2
    return f"q 1 0 0 1 {left:.4f} {bottom:.4f} cm /P{panel.page} Do Q\n"


def _upward(tick: tuple[float, float, float, float], side: Side) -> tuple[float, float, float, float]:
    """A line measured from the top of a side, measured from its foot as a PDF does."""
    return (tick[0], side.height - tick[1], tick[2], side.height - tick[3])


def _line(ends: tuple[float, ...], ink: str = "0 G") -> str:
    x, y, to_x, to_y = ends
    return f"q {ink} 0.25 w {x:.4f} {y:.4f} m {to_x:.4f} {to_y:.4f} l S Q\n"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: a bleed (millimetres) that it was drawn with, crop marks outside of it, and whether these
    are in all four inks: plates are laid over one another by them."""

    bleed: float
    marks: bool
    inks: bool


def trimmed(pdf: bytes, frame: Frame, cover: bool) -> bytes:
    """Single pages for a printing house, each in its frame. No tags and no links. With `cover`, blank pages fill the last
    sheet before the back cover.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        drop(document.Root, "/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/OpenAction", "/Lang")
        for page in document.pages:
            drop(page.obj, "/Annots", "/StructParents", "/Tabs", "/CropBox", "/ArtBox")
            _framed(page, frame)
        for _ in range(-len(document.pages) % 4 if cover else 0):
            blank = pikepdf.Dictionary({key: document.pages[-1].obj[key] for key in _KEPT})
            blank.Contents, blank.Resources = document.make_stream(b""), pikepdf.Dictionary()
            document.pages.insert(len(document.pages) - 1, pikepdf.Page(document.make_indirect(blank)))
        return saved(document)


def _framed(page: Page, frame: Frame) -> None:
    import pikepdf

    bleed = frame.bleed * _MM
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    room = bleed + ((_GAP + _MARK + _WHITE) * _MM if frame.marks else 0)

    def box(by: float) -> Any:
        return pikepdf.Array([Decimal(f"{edge:.4f}") for edge in (left - by, bottom - by, right + by, top + by)])

    page.obj.MediaBox, page.obj.BleedBox, page.obj.TrimBox = box(room), box(bleed), box(0)
    if frame.marks:
        near, far = bleed + _GAP * _MM, bleed + (_GAP + _MARK) * _MM
        lines = [(x, bottom - near, x, bottom - far) for x in (left, right)] + [(x, top + near, x, top + far) for x in (left, right)]
        lines += [(left - near, y, left - far, y) for y in (bottom, top)] + [(right + near, y, right + far, y) for y in (bottom, top)]
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(f"Q\n{''.join(_line(line, '1 1 1 1 K' if frame.inks else '0 G') for line in lines)}".encode())


def saved(document: Pdf, version: str = "") -> bytes:
    """The bytes of a document, the same for the same document: its id is made of what it holds."""
    out = io.BytesIO()
    document.remove_unreferenced_resources()
    document.save(out, deterministic_id=True, force_version=version)
    return out.getvalue()


def drop(thing: Any, *keys: str) -> None:
    """Take entries out of a dictionary of a PDF, where they are."""
    for key in keys:
        if key in thing:
            del thing[key]


@dataclass(frozen=True, slots=True)
class Profile:
    """The colour profile of a printing house: a name, and an ICC profile of a printer with four inks."""

    name: str
    icc: bytes

    def fault(self) -> str:
        """What is wrong with it (ICC.1, 7.2: class, colour space and signature stand in the header); empty when nothing is."""
        signature, kind, space = self.icc[36:40], self.icc[12:16], self.icc[16:20]
        if signature != b"acsp":
            return "it is no ICC profile"
        return "" if (kind, space) == (b"prtr", b"CMYK") else "it is not the profile of a printer with four inks (CMYK)"


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 pdfxid:GTS_PDFXVersion="PDF/X-4" pdf:Trapped="False" xmp:CreateDate="{day}" xmp:ModifyDate="{day}" xmp:MetadataDate="{day}"
 xmpMM:DocumentID="uuid:{id}" xmpMM:VersionID="1" xmpMM:RenditionClass="default">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def declared(pdf: bytes, profile: Profile, day: str, key: str) -> bytes:
    """The same pages, saying that they were made as PDF/X-4 asks (ISO 15930-7), for the printing conditions of a profile.

    `day` is the date of the leaflet (YYYY-MM-DD), `key` 32 hexadecimal digits that name it.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        icc = document.make_stream(profile.icc, N=4)
        intent = {"/Type": pikepdf.Name.OutputIntent, "/S": pikepdf.Name.GTS_PDFX, "/DestOutputProfile": icc}
        intent |= {name: pikepdf.String(profile.name) for name in ("/OutputConditionIdentifier", "/Info")}
        document.Root.OutputIntents = pikepdf.Array([pikepdf.Dictionary(intent)])
        title = str(document.docinfo.get("/Title", ""))
        for name in list(document.docinfo.keys()):
            del document.docinfo[name]
        stamp = pikepdf.String(f"D:{day.replace('-', '')}000000Z")
        for name, value in (("/Title", title), ("/Trapped", pikepdf.Name("/False")), ("/CreationDate", stamp), ("/ModDate", stamp)):
            document.docinfo[name] = value
        xmp = _XMP.format(day=f"{day}T00:00:00Z", id=re.sub(r"(.{8})(.{4})(.{4})(.{4})", r"\1-\2-\3-\4-", key), title=escape(title))
        document.Root.Metadata = document.make_stream(xmp.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        return saved(document, version="1.6")
