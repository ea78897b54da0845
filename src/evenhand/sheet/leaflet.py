"""A finished PDF, read back: pages, text, places of letters, pictures of pages (the only file that imports the PDF reader)."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Ink:
    """One stretch of text as printed: its place in millimetres from the top left, type size in points, weight and colour (#rrggbb)."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    colour: str
    letters: int


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of one page: its size and the outermost places of its ink-bearing letters, in millimetres."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    text: str
    inks: tuple[Ink, ...] = ()


def read_leaflet(pdf: bytes) -> tuple[Letters, ...]:
    """Every page of a leaflet, by pdfium (the reader inside Chrome and Edge)."""
    document = pdfium.PdfDocument(pdf)
    try:
        return tuple(_letters(document[i]) for i in range(len(document)))
    finally:
        document.close()


def _letters(page: pdfium.PdfPage) -> Letters:
    width, height = page.get_size()
    text = page.get_textpage()
    boxes = [text.get_charbox(i) for i in range(text.count_chars())]
    boxes = [b for b in boxes if b[2] > b[0] and b[3] > b[1]]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True) if boxes else ((0.0,), (0.0,), (0.0,), (0.0,))
    return Letters(
        width / _MM,
        height / _MM,
        min(lefts) / _MM,
        max(rights) / _MM,
        (height - max(tops)) / _MM,
        (height - min(bottoms)) / _MM,
        text.get_text_range(),
        tuple(_inks(page, text, height)),
    )


def _inks(page: pdfium.PdfPage, text: pdfium.PdfTextPage, height: float) -> Iterator[Ink]:
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=6, textpage=text):
        left, bottom, right, top = thing.get_bounds()
        letters = len(thing.extract().strip())
        if right <= left or not letters:
            continue
        font = thing.get_font()
        yield Ink(
            left / _MM,
            (height - top) / _MM,
            right / _MM,
            (height - bottom) / _MM,
            round(thing.get_font_size() * abs(thing.get_matrix().d), 2),
            "Bold" in font.get_base_name() or font.get_weight() >= 600,
            _colour(thing),
            letters,
        )


def _colour(thing: pdfium.PdfTextObj) -> str:
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(thing.raw, *parts)
    return "#" + "".join(f"{part.value:02x}" for part in parts[:3])


def picture(pdf: bytes, page: int = 0, width: int = 300) -> bytes:
    """A page as PNG, `width` pixels wide."""
    document = pdfium.PdfDocument(pdf)
    try:
        sheet = document[page]
        image = sheet.render(scale=width / sheet.get_size()[0]).to_pil().convert("P", palette=1, colors=64)
        out = io.BytesIO()
        image.save(out, format="PNG", optimize=False)
        return out.getvalue()
    finally:
        document.close()


def details(pdf: bytes, places: Iterable[tuple[int, float, float, float, float]], dots: int) -> Iterator[Any]:
    """Grey images of places (page from 1; left, top, right, bottom in millimetres) at so many dots to the inch, as Pillow has them."""
    document = pdfium.PdfDocument(pdf)
    try:
        for number, left, top, right, bottom in places:
            page = document[number - 1]
            width, height = page.get_size()
            crop = (left * _MM, height - bottom * _MM, width - right * _MM, top * _MM)
            yield page.render(scale=dots / 72, crop=tuple(max(0.0, edge) for edge in crop), grayscale=True).to_pil()
    finally:
        document.close()
