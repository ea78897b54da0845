"""The same page as plain text in reading order, for messages and screen readers.

It is read off the web page, so that no second template can fall out of step. A heading is a line of its own: two empty
lines before a section's, one before a smaller one, which ends with a colon. Lists have dashes or numbers, a table reads row by
row, each cell after the name of its column. No line is broken but where a thought ends: the device does that. Spaces that do
not break are kept, for a number must not be torn in two.

In text that runs from right to left, what runs the other way (numbers, telephone numbers, names) stands between the
isolates of Unicode: without them the groups of a telephone number change places (UAX 9, rules W2 and N1). They are kept out of
text that needs none; screen readers pass over them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from evenhand.translation.digits import written

_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}
_END = "\u2069"
_BLOCKS = frozenset((
    "body", "p", "div", "section", "header", "main", "footer", "aside", "h1", "h2", "h3", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "tbody", "tr", "th", "td",
))  # fmt: skip
# Nothing to read: the head, what only leads about the page, the names of columns (each cell says its own).
_SILENT = frozenset(("head", "nav", "thead"))
# Only of use on paper; the picture of a share, whose sentence stands beside it.
_UNREAD = frozenset(("paper", "array"))
# Short labels that stand over a text; the first words of a list; a share and its opposite.
_KINDS = {"lb": "h3", "an": "h3", "intro": "intro", "yes": "td", "no-": "td"}
# Line breaks before a line of each kind. A text stands close under its own heading, a list under its first words.
_LEADS = {"h1": 2, "h2": 3, "h3": 2, "p": 2, "intro": 2, "li": 2, "th": 2, "td": 1, "dt": 2, "more": 1}
_CLOSE = {("p", "h3"), ("intro", "h3"), ("li", "h3"), ("li", "intro"), ("li", "li"), ("dt", "dt")}
_LAYOUT = re.compile(r"[ \t\n]+")


def plain_text(page: ET.Element, colon: str, digits: str = "latn") -> str:
    """The text of a page; `colon` is that of its language, `digits` those of its numbered lists (a system of CLDR). Ends with a
    line break, in Unicode's form NFC."""
    out, before = "", ""
    for kind, text in _lines(page, page.get("dir", "ltr"), (colon, digits)):
        breaks = 1 if (kind, before) in _CLOSE else _LEADS[kind]
        out += "\n" * breaks * bool(out) + text
        before = before if kind == "more" else kind
    return unicodedata.normalize("NFC", out) + "\n"


def _lines(block: ET.Element, way: str, marks: tuple[str, str], mark: str = "") -> Iterator[tuple[str, str]]:
    """The lines of a block with their kinds; `way` is the direction around it, `mark` what its first line begins with."""
    if block.tag in _SILENT or _UNREAD & _classes(block):
        return
    way, colon = block.get("dir", way), marks[0]
    if any(child.tag in _BLOCKS or child.tag in _SILENT for child in block):
        if block.tag == "div" and [child.tag for child in block] == ["dt", "dd"]:
            value = _isolated(_inline(block[1], block[1].get("dir", way), colon), block[1].get("dir", way), way)
            yield "dt", f"{_inline(block[0], way, colon)}{colon} {value}"
            return
        for number, child in enumerate(block, 1):
            yield from _lines(child, way, marks, _bullet(block, number, marks[1]) if child.tag == "li" else "")
        return
    label = block.get("data-label", "")
    texts = [_LAYOUT.sub(" ", text).strip() for text in _inline(block, way, colon).split("\v")]
    kind = next((_KINDS[name] for name in _classes(block) if name in _KINDS), block.tag if block.tag in _LEADS else "p")
    if kind == "h3" and texts[-1] and unicodedata.category(texts[-1][-1]) != "Po":
        texts[-1] += colon
    for i, text in enumerate(filter(None, texts)):
        yield (kind, f"{mark}{label}{' ' * bool(label)}{text}") if i == 0 else ("more", text)


def _bullet(block: ET.Element, number: int, digits: str) -> str:
    # Sources bring their own numbers, those by which the text names them.
    return "" if "src" in _classes(block) else f"{written(str(number), digits)}. " if block.tag == "ol" else "- "


def _inline(element: ET.Element, way: str, colon: str) -> str:
    """The words inside an element; its own line breaks as a vertical tab."""
    out, label = _words(element.text), False
    for child in element:
        if child.tag == "br":
            out = f"{out.rstrip(' ')}{colon} " if label else f"{out}\v"
            label = False
        else:
            begins = not out.rpartition("\v")[2].strip()
            said = _said(child, way, colon)
            # A source is named in the text by its number in brackets.
            out += f"[{said}]" if begins and child.tag == "b" and element.get("id", "").startswith("source-") else said
            label = begins and (child.tag == "b" or "lb" in _classes(child)) and not _words(child.tail).strip()
        out += _words(child.tail)
    return out


def _said(child: ET.Element, way: str, colon: str) -> str:
    """What an element inside a text says."""
    if _UNREAD & _classes(child):
        return ""
    if child.tag == "img":
        return f"[{child.get('alt')}]" if child.get("alt") else ""
    own = child.get("dir", _way(child) if child.tag == "bdi" else way)
    text = _inline(child, own, colon)
    if "no" in _classes(child):
        return f"{text}."
    address = child.get("href", "")
    if address.startswith("https:") and not any(map(str.isspace, text)):
        # An address that the page shows in short.
        text = address
    return _isolated(text, own, way)


def _isolated(text: str, own: str, way: str) -> str:
    """A text that runs the other way than the text around it, kept apart from it; a bare number needs no help."""
    return text if own == way or not text or text.isdigit() else f"{_ISOLATES[own]}{text}{_END}"


def _way(element: ET.Element) -> str:
    """The direction of a name of which nothing is said, by its letters."""
    return "rtl" if any(unicodedata.bidirectional(c) in ("R", "AL") for text in element.itertext() for c in text) else "ltr"


def _words(text: str | None) -> str:
    # Places where an address may break are for the page alone.
    return _LAYOUT.sub(" ", text or "").replace("\u200b", "")


def _classes(element: ET.Element) -> set[str]:
    return set(element.get("class", "").split())
