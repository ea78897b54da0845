"""A web page that needs nothing else: the HTML of an edition with its style and its letters in it."""

from __future__ import annotations

import hashlib
import io
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

from fontTools.ttLib import TTFont

from evenhand.files import write_whole
from evenhand.finding import Place, Trouble, error
from evenhand.sheet.fonts import WEIGHTS, Family, FontFile, cut_for_screens, letters_in
from evenhand.sheet.page import Page
from evenhand.sheet.script import script_of


def web_page(page: Page, families: Iterable[Family], cache: Path) -> str:
    """The page as one file. `cache` keeps cut fonts from one build to the next."""
    style = "\n".join((*_faces(families, page.html, cache), page.css))
    return page.html.replace("</head>", f"<style>\n{style}</style>\n</head>", 1)


def elements(html: str, template: str) -> ET.Element:
    """The elements of a page that a template made. Raises Trouble when it is not well-formed: each browser would guess in its way."""
    try:
        return ET.fromstring(html)
    except ET.ParseError as fault:
        line = html.splitlines()[fault.position[0] - 1].strip()[:60]
        what = f"the page that it makes is not well-formed: {fault.msg.split(':')[0]} near {line}"
        raise Trouble([error("F015", Place(template), what, "close every element, in the order in which they were opened")]) from None


def _faces(families: Iterable[Family], text: str, cache: Path) -> Iterable[str]:
    """`@font-face` rules with the fonts in them, cut to the letters of the page.

    Why they are in it: many telephones have no Nastaliq, and old ones read Burmese in another code; the letters are those
    of the printed leaflet. Not so Han letters, which every device of such a reader has, and which would weigh half a megabyte.
    """
    for family in families:
        if script_of(family.script).face:
            continue
        for weight, file in zip(WEIGHTS, family.files, strict=True):
            source = f'url("data:font/woff2;base64,{b64encode(_cut(file, text, cache)).decode()}") format("woff2")'
            yield f'@font-face{{font-family:"{family.name}";font-weight:{weight};src:{source}}}'


def _cut(file: FontFile, text: str, cache: Path) -> bytes:
    """A font cut to the letters of a page, as WOFF2; the same input, the same bytes."""
    letters = letters_in(file, text)
    key = hashlib.sha256(f"screens {file.sha256} {file.index} {letters}".encode()).hexdigest()[:32]
    path = cache / f"{key}.woff2"
    if not path.is_file():
        font = TTFont(io.BytesIO(cut_for_screens(file, letters)), recalcTimestamp=False)
        font.flavor = "woff2"
        out = io.BytesIO()
        font.save(out, reorderTables=False)
        write_whole(path, out.getvalue())
    return path.read_bytes()
