"""A composed page, read as XML: its elements, and the text of one with what is bold, small, or in another language."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

_SPACE = re.compile("[ \t\r\n\f]+")
_URL = re.compile(r"url\((data:[^)]*)\)")
# Elements without words that draw something: the counters of the foot, and the keys beside numbers.
_SLOTS = {"pn": "page", "pc": "pages", "solid": "solid", "empty": "empty"}
INLINE = frozenset(("a", "b", "bdi", "bdo", "br", "em", "i", "img", "small", "span", "strong", "sub", "sup", "u"))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look; or, without text, a picture (a data: address), a `slot` or the end of a line ("break").

    `turn` is the direction of text that stands as an island in its line ("ltr", "rtl"), `lang` its language where it is another.
    """

    text: str = ""
    bold: bool = False
    small: bool = False
    turn: str = ""
    lang: str = ""
    picture: str = ""
    alt: str = ""
    slot: str = ""


def read(html: str) -> ET.Element:
    """The root of a page. Our own pages are well-formed; any other raises ElementTree.ParseError."""
    return ET.fromstring(html)


def classes(element: ET.Element) -> list[str]:
    return element.get("class", "").split()


def part(root: ET.Element, name: str) -> ET.Element | None:
    """The first element of a class."""
    return next((element for element in root.iter() if name in classes(element)), None)


def inline(element: ET.Element) -> bool:
    """True when nothing but text stands in it."""
    return all(child.tag in INLINE and inline(child) for child in element)


def ground(element: ET.Element) -> str:
    """The picture behind an element, as a data: address; "" for none."""
    found = _URL.search(element.get("style", ""))
    return found[1] if found else ""


def runs(element: ET.Element) -> list[Run]:
    """The text in an element. White space is one space, and none at the ends, as a browser has it."""
    found: list[Run] = []
    for run in _runs(element, Run()):
        text = _SPACE.sub(" ", run.text)
        if text.startswith(" ") and (not found or found[-1].slot == "break" or found[-1].text.endswith(" ")):
            text = text[1:]
        if text and found and found[-1].text and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + text)
        elif text or run.picture or run.slot:
            found.append(replace(run, text=text))
    while found and found[-1].text:
        last = found.pop()
        if last.text.rstrip(" "):
            return [*found, replace(last, text=last.text.rstrip(" "))]
    return found


def _runs(element: ET.Element, look: Run) -> Iterator[Run]:
    yield replace(look, text=element.text or "")
    for child in element:
        names = classes(child)
        own = replace(
            look,
            bold=look.bold or child.tag in ("b", "strong") or "lb" in names,
            small=look.small or "ref" in names,
            turn=child.get("dir", look.turn),
            lang=child.get("lang", look.lang),
        )
        if child.tag == "br":
            yield Run(slot="break")
        elif child.tag == "img":
            yield Run(picture=child.get("src", ""), alt=child.get("alt", ""))
        elif ground(child):
            yield Run(picture=ground(child))
        elif slot := next((_SLOTS[name] for name in names if name in _SLOTS), ""):
            yield Run(slot=slot)
        yield from _runs(child, own)
        yield replace(look, text=child.tail or "")


def save_picture(address: str, folder: Path) -> str:
    """Put the picture of a data: address into a folder, named by its content; gives the name."""
    kind, _, data = address.removeprefix("data:").partition(";base64,")
    content = b64decode(data)
    name = f"{sha256(content).hexdigest()[:16]}.{kind.removeprefix('image/').removesuffix('+xml')}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return name
