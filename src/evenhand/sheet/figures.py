"""Pictures made from data: icon arrays, certainty marks, QR codes. All are SVG without letters and with a size.

Labels are HTML beside the picture: WeasyPrint draws SVG text of most scripts wrong, and crashes on right-to-left pages
when an SVG has no size.
"""

from __future__ import annotations

import io
from base64 import b64encode

import segno

_COLUMNS = 10
_CELL = 10.0
# QR codes by their address, of 2 KB each: all leaflets of a clinic have the same, and eight masks are tried for each.
_CODES = 512
_codes: dict[str, str] = {}


def icon_array(events: int, out_of: int, colour: str, rtl: bool) -> str:
    """`out_of` figures in rows of ten, the first `events` of them filled, from the start side of the reader's language.

    Filled and empty differ by shape (solid, outline), so that a black-and-white copy still tells them apart. All figures
    of one kind are one path: the press draws two paths instead of a hundred.
    """
    rows = -(-out_of // _COLUMNS)
    width, height = _COLUMNS * _CELL, rows * (_CELL + 1)
    solid: list[str] = []
    empty: list[str] = []
    for i in range(out_of):
        column = i % _COLUMNS
        x = (_COLUMNS - 1 - column if rtl else column) * _CELL + _CELL / 2
        (solid if i < events else empty).append(_person(x, (i // _COLUMNS) * (_CELL + 1) + 0.5))
    return _svg(
        width,
        height,
        f'<path fill="{colour}" stroke="{colour}" stroke-width="0.7" d="{"".join(solid)}"/>' if solid else "",
        f'<path fill="none" stroke="#555555" stroke-width="0.7" d="{"".join(empty)}"/>' if empty else "",
    )


def _person(x: float, y: float) -> str:
    """Head and shoulders, centred on x, 9.4 units high from y."""
    head = f"M{x - 2:g} {y + 2.4:g}a2 2 0 1 1 4 0a2 2 0 1 1-4 0z"
    return head + f"M{x - 3.4:g} {y + 9.2:g}v-1.6a2.6 2.6 0 0 1 2.6-2.6h1.6a2.6 2.6 0 0 1 2.6 2.6v1.6z"


def certainty_mark(steps: int, colour: str, rtl: bool) -> str:
    """Four discs, `steps` of them solid."""
    discs = []
    for i in range(4):
        x = (3 - i if rtl else i) * 11 + 5.5
        fill = colour if i < steps else "none"
        discs.append(f'<path fill="{fill}" stroke="{colour}" stroke-width="1.2" d="M{x - 4:g} 5.5a4 4 0 1 1 8 0a4 4 0 1 1-8 0z"/>')
    return _svg(44, 11, *discs)


def warning_mark(colour: str) -> str:
    """A triangle with an exclamation mark: stands beside warnings, so that the box is known without reading."""
    return _svg(
        40,
        36,
        f'<path fill="{colour}" stroke="{colour}" stroke-width="3" stroke-linejoin="round" d="M20 3L38 34L2 34z"/>',
        '<path fill="#ffffff" d="M18 12h4l-0.8 12h-2.4zM18 27h4v4h-4z"/>',
    )


def qr_code(url: str) -> str:
    """A QR code with error correction M and a quiet zone of four modules (ISO/IEC 18004)."""
    if url not in _codes:
        if len(_codes) >= _CODES:
            _codes.clear()
        out = io.BytesIO()
        segno.make(url, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False, svgns=True)
        _codes[url] = out.getvalue().decode()
    return _codes[url]


def data_uri(svg: str) -> str:
    """An SVG as a data: address, for an image element."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _svg(width: float, height: float, *shapes: str) -> str:
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(shapes)}</svg>'
