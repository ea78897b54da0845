"""A finished PDF, read back: pages, text, places of letters, pictures of pages (the only file that imports the PDF reader)."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from evenhand.sheet.blocks import Ink, Letters

_MM = 72 / 25.4
# How deep text may stand in drawings inside drawings.
_DEEPEST = 6
# Letters of one stretch of text that there is room for at first.
_ROOM = 2048
# Colours of a small picture of a page, and how Pillow finds them: by an octree, which takes a fifth of the time of its own way. It makes
# white a little grey; so each colour has one of sixteen shades, before and after.
_COLOURS, _OCTREE = 64, 2
_SHADES = [round(value / 17) * 17 for value in range(256)]


class Opened:
    """A finished PDF that is open: its pages are loaded once, for all who look at them."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pdfium.PdfDocument(pdf)
        self._pages: dict[int, pdfium.PdfPage] = {}

    def __len__(self) -> int:
        return len(self._document)

    def __getitem__(self, number: int) -> pdfium.PdfPage:
        if number not in self._pages:
            self._pages[number] = self._document[number]
        return self._pages[number]

    def close(self) -> None:
        self._document.close()


@contextmanager
def opened(pdf: bytes | Opened) -> Iterator[Opened]:
    """A PDF to be read; who gets one that is open leaves it open."""
    if isinstance(pdf, Opened):
        yield pdf
        return
    leaflet = Opened(pdf)
    try:
        yield leaflet
    finally:
        leaflet.close()


def read_leaflet(pdf: bytes | Opened) -> tuple[Letters, ...]:
    """Every page of a leaflet, by pdfium (the reader inside Chrome and Edge)."""
    with opened(pdf) as leaflet:
        pen = _Pen()
        return tuple(_letters(leaflet[i], pen) for i in range(len(leaflet)))


def _letters(page: pdfium.PdfPage, pen: _Pen) -> Letters:
    width, height = page.get_size()
    text = page.get_textpage()
    left, bottom, right, top = pen.edges(text.raw)
    return Letters(
        width / _MM,
        height / _MM,
        left / _MM,
        right / _MM,
        (height - top) / _MM,
        (height - bottom) / _MM,
        text.get_text_range(),
        tuple(pen.inks(page.raw, text.raw, height)),
    )


class _Room:
    """Room for numbers that pdfium tells one by one, all of which are read at once."""

    def __init__(self, kind: Any, count: int) -> None:
        self.all = (kind * count)()
        self.parts = [kind.from_buffer(self.all, place * ctypes.sizeof(kind)) for place in range(count)]


class _Pen:
    """Asks pdfium for what is printed, with room for its answers that is made once.

    Why: a leaflet has five hundred stretches of text, and an object of Python for each of them and each answer takes longer than pdfium.
    """

    def __init__(self) -> None:
        self._edges, self._box, self._colour = _Room(ctypes.c_double, 4), _Room(ctypes.c_float, 4), _Room(ctypes.c_uint, 4)
        self._size, self._matrix = ctypes.c_float(), raw.FS_MATRIX()
        self._room = (ctypes.c_ushort * _ROOM)()
        self._bold: dict[int, bool] = {}

    def edges(self, text: Any) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of all letters of a page that have ink, in points from its foot; zeros without any."""
        # The boxes of stretches, which hold those of their letters.
        boxes = []
        for number in range(raw.FPDFText_CountRects(text, 0, -1)):
            raw.FPDFText_GetRect(text, number, *self._edges.parts)
            boxes.append(self._edges.all[:])
        if not boxes:
            return 0.0, 0.0, 0.0, 0.0
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)

    def inks(self, page: Any, text: Any, height: float) -> Iterator[Ink]:
        """Each stretch of text of a page that has letters and ink."""
        for thing in _texts(page):
            raw.FPDFPageObj_GetBounds(thing, *self._box.parts)
            left, bottom, right, top = self._box.all
            letters = self._count(thing, text) if right > left else 0
            if not letters:
                continue
            raw.FPDFTextObj_GetFontSize(thing, self._size)
            raw.FPDFPageObj_GetMatrix(thing, self._matrix)
            raw.FPDFPageObj_GetFillColor(thing, *self._colour.parts)
            size = round(self._size.value * abs(self._matrix.d), 2)
            colour = "#{:02x}{:02x}{:02x}".format(*self._colour.all[:3])
            edges = (left / _MM, (height - top) / _MM, right / _MM, (height - bottom) / _MM)
            yield Ink(*edges, size, self._heavy(thing), colour, letters)

    def _count(self, thing: Any, text: Any) -> int:
        """How many letters a stretch of text has, without the spaces around them."""
        size = raw.FPDFTextObj_GetText(thing, text, self._room, len(self._room) * 2)
        if size > len(self._room) * 2:
            self._room = (ctypes.c_ushort * size)()
            size = raw.FPDFTextObj_GetText(thing, text, self._room, size)
        return len(str(memoryview(self._room).cast("B")[: size - 2], "utf-16-le").strip())

    def _heavy(self, thing: Any) -> bool:
        font = raw.FPDFTextObj_GetFont(thing)
        key = ctypes.addressof(font.contents)
        if key not in self._bold:
            name = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, name, len(name))
            self._bold[key] = b"Bold" in name.value or raw.FPDFFont_GetWeight(font) >= 600
        return self._bold[key]


def _texts(parent: Any, count: Any = raw.FPDFPage_CountObjects, get: Any = raw.FPDFPage_GetObject, depth: int = 1) -> Iterator[Any]:
    """The stretches of text of a page, and of the drawings on it, in the order of drawing."""
    for number in range(count(parent)):
        thing = get(parent, number)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield thing
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _texts(thing, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1)


def picture(pdf: bytes | Opened, page: int = 0, width: int = 300) -> bytes:
    """A page as PNG, `width` pixels wide."""
    with opened(pdf) as leaflet:
        sheet = leaflet[page]
        image = sheet.render(scale=width / sheet.get_size()[0]).to_pil()
        image = image.point(_SHADES * 3).quantize(_COLOURS, method=_OCTREE, dither=0)
        image.putpalette([_SHADES[value] for value in image.getpalette()])
        out = io.BytesIO()
        image.save(out, format="PNG", optimize=False)
        return out.getvalue()


def details(pdf: bytes | Opened, places: Iterable[tuple[int, float, float, float, float]], dots: int) -> Iterator[Any]:
    """Grey images of places (page from 1; left, top, right, bottom in millimetres) at so many dots to the inch, as Pillow has them."""
    with opened(pdf) as leaflet:
        for number, left, top, right, bottom in places:
            page = leaflet[number - 1]
            width, height = page.get_size()
            crop = (left * _MM, height - bottom * _MM, width - right * _MM, top * _MM)
            yield page.render(scale=dots / 72, crop=tuple(max(0.0, edge) for edge in crop), grayscale=True).to_pil()
