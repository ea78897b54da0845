"""The QR codes of a finished leaflet, read as a telephone reads them (the only file that imports the reader of codes)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import zxingcpp

from evenhand.sheet.blocks import Block, Code
from evenhand.sheet.leaflet import Opened, details

# Dots to the inch: a copier's, so that what is read here can be read off a copy.
_DOTS = 150
# White around a code that belongs to the paper, in millimetres.
_AROUND = 1.5


def read_codes(pdf: bytes | Opened, blocks: Iterable[Block]) -> tuple[Code, ...]:
    """What each code of a PDF says, at the places where blocks of the kind "code" lie."""
    places = [block for block in blocks if block.kind == "code"]
    edges = [(b.page, b.left - _AROUND, b.top - _AROUND, b.right + _AROUND, b.bottom + _AROUND) for b in places]
    return tuple(Code(b.page, b.part, _read(image)) for b, image in zip(places, details(pdf, edges, _DOTS), strict=True))


def _read(image: Any) -> str:
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return found[0].text if len(found) == 1 else ""
