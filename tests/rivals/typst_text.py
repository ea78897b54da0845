"""A composed page as a Typst document: the same words, parts, tables, boxes and pictures, in the same fonts and direction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from rivals.markup import Run, classes, ground, inline, part, read, runs, save_picture

# Paragraphs that look otherwise than running text: what is set for them.
_LOOKS = {
    "clinic": "size: 13pt, weight: 700, fill: brand",
    "about": "size: 13pt",
    "lb": "weight: 700, fill: brand",
    "big": "size: 13.6pt, weight: 700",
    "act": "size: 13pt, weight: 700",
    "closed": "weight: 700",
    "an": "weight: 700, fill: brand",
    "ph": "size: 16pt, weight: 700",
    "who": "size: 11pt",
    "ip": "size: 11pt",
    "formats": "size: 11pt",
}
_BOXES = {
    "message": "fill: tint, stroke: (left: 3mm + brand, rest: 1.2pt + brand)",
    "help": "stroke: 2.4pt + black",
    "panel": "fill: tint, stroke: 1.6pt + brand",
    "effect": "fill: tint, stroke: .8pt + brand",
    "callout": "stroke: 1pt + brand",
}
# Columns that are no equal shares, by the class of their table.
_SHARES = {"pt": "(1fr, 27mm)", "law": "(3fr, 2fr)", "ask": "(3fr, 2fr)"}
_WIDTHS = {"qr": "27mm", "array": "25.5mm", "logo": "11mm", "mark": "13mm", "warn": "8mm"}
_SLOTS = {
    "break": "#linebreak()",
    "page": "#context counter(page).display()",
    "pages": "#context counter(page).final().first()",
    "solid": "#pdf.artifact(box(width: 2.6mm, height: 2.6mm, fill: brand)) ",
    "empty": "#pdf.artifact(box(width: 2.6mm, height: 2.6mm, stroke: .9pt + brand)) ",
}
_ISLES = {"ltr": "\u2066", "rtl": "\u2067"}
_HEAD = """#let brand = rgb("{brand}")
#let tint = rgb("{tint}")
#let small(body) = text(size: 9pt, weight: 400, fill: rgb("#5a5a5a"), body)
#let boxed(..look, body) = block(width: 100%, inset: (x: 5mm, y: 1.6mm), breakable: false, ..look, body)
#set document(title: {title}, author: {author})
#set text(font: ({fonts},), size: {size}pt, lang: "{lang}", dir: {dir}, fill: rgb("#1b1b1b"), fallback: false)
#set text(script: "{script}", top-edge: .8em, bottom-edge: -.2em)
#set par(leading: {leading}em, spacing: {leading}em + 1.1mm)
#set list(marker: text(fill: brand)[•], spacing: {leading}em + .5mm)
#set smartquote(enabled: false)
#set table(stroke: (x: none, y: .6pt + rgb("#5a5a5a")), inset: (x: 1.5mm, y: .9mm))
#show heading: set text(fill: brand, weight: 700)
#show heading: set block(above: 2.6mm, below: 1.4mm)
#show heading.where(level: 1): set text(size: 24pt)
#show heading.where(level: 2): set text(size: 14pt)
#show heading.where(level: 3): set text(size: 12.5pt, fill: rgb("#1b1b1b"))
#set page(width: {width}mm, height: {height}mm, margin: (x: 14mm, top: 16mm, bottom: 16mm), header-ascent: 1.5mm,
  header: [{band}], footer: [{foot}])
"""


@dataclass(frozen=True, slots=True)
class Look:
    """What a page's style sheet says, for a document that does not read it. `fonts` are families as their files name them."""

    fonts: tuple[str, ...]
    script: str
    size: float
    leading: float
    width: float
    height: float
    brand: str
    tint: str


def typst_document(html: str, look: Look, pictures: Path) -> str:
    """The whole document. Pictures are put into a folder that stands beside it. Raises ValueError at an element it does not know."""
    return _Typst(pictures).document(read(html), look)


def look_of(css: str, fonts: tuple[str, ...], script: str, colours: tuple[str, str]) -> Look:
    """The look by the style sheet of a page; `colours` are the brand's own and its tint."""
    page = re.search(r"@page \{ size: ([\d.]+)mm ([\d.]+)mm", css)
    text = re.search(r"\nhtml \{[^}]*font-size: ([\d.]+)pt; line-height: ([\d.]+)", css)
    if not (page and text):
        raise ValueError("the theme's style sheet begins otherwise than it did")
    return Look(fonts, script, float(text[1]), round(float(text[2]) - 1, 3), float(page[1]), float(page[2]), *colours)


class _Typst:
    def __init__(self, pictures: Path) -> None:
        self._pictures = pictures

    def document(self, root: ET.Element, look: Look) -> str:
        body, meta = root.find("body"), {m.get("name", ""): m.get("content", "") for m in root.iter("meta")}
        assert body is not None
        band, foot = part(root, "band"), part(root, "foot")
        head = _HEAD.format(
            title=_string(root.findtext("head/title", "")),
            author=_string(meta.get("author", "")),
            fonts=", ".join(map(_string, look.fonts)),
            lang=root.get("lang", "en").split("-")[0],
            dir=root.get("dir", "ltr"),
            script=look.script.lower(),
            size=look.size,
            leading=look.leading,
            width=look.width,
            height=look.height,
            brand=look.brand,
            tint=look.tint,
            band=self._band(band) if band is not None else "",
            foot=self._foot(foot) if foot is not None else "",
        )
        return head + "\n".join(self._block(e) for e in body if e is not band and e is not foot) + "\n"

    def _band(self, band: ET.Element) -> str:
        box = f"#block(stroke: 1.2pt + black, inset: .7mm, width: 100%)[{self._children(band)}]"
        return f"#set text(size: 9.5pt)\n#set par(leading: .25em, spacing: .25em)\n{box}"

    def _foot(self, foot: ET.Element) -> str:
        rows = [[self._line(cell) for cell in row.iter("td")] for row in foot.iter("tr")]
        lines = ["#h(1fr)".join(row) for row in rows]
        return "#set text(size: 9pt)\n#line(length: 100%, stroke: .6pt)\n" + "#linebreak()\n".join(lines)

    def _children(self, element: ET.Element) -> str:
        assert not (element.text or "").strip(), element.text
        return "\n".join(self._block(child) for child in element)

    def _block(self, element: ET.Element) -> str:
        names = classes(element)
        look = next((_BOXES[name] for name in names if name in _BOXES), "")
        if element.tag in ("h1", "h2", "h3"):
            return f"#heading(level: {element.tag[1]})[{self._line(element)}]"
        if element.tag == "p":
            return self._paragraph(element, names)
        if element.tag in ("ul", "ol"):
            return self._list(element, names)
        if element.tag == "table":
            return self._table(element)
        if element.tag == "img" or ground(element):
            return self._picture(Run(picture=element.get("src") or ground(element), alt=element.get("alt", "")), names)
        if "tb" in names:
            return self._columns(element, names)
        if element.tag == "div" and (len(element) == 0 or inline(element)):
            # Lines to write on have no words.
            return f"#par[{self._line(element)}]" if runs(element) else "#v(6mm)\n#pdf.artifact(line(length: 100%, stroke: .6pt))"
        if element.tag in ("div", "section", "header", "figure"):
            return f"#boxed({look})[\n{self._children(element)}\n]" if look else self._children(element)
        raise ValueError(f"nothing is known of <{element.tag} class={' '.join(names)!r}>")

    def _paragraph(self, element: ET.Element, names: list[str]) -> str:
        line = self._line(element)
        look = next((_LOOKS[name] for name in names if name in _LOOKS), "")
        if not line:
            return "#v(6mm)\n#pdf.artifact(line(length: 60%, stroke: .8pt))"
        return f"#par[#text({look})[{line}]]" if look else f"#par[{line}]"

    def _list(self, element: ET.Element, names: list[str]) -> str:
        items = [self._line(item) if inline(item) else self._children(item) for item in element]
        if "src" in names:
            # Sources run on, a line for all.
            line = '#" "'.join(items)
            return f"#par[#text(size: 9pt, dir: ltr)[{line}]]"
        kind = "enum" if element.tag == "ol" else "list"
        look = "marker: box(width: 3.4mm, height: 3.4mm, stroke: 1pt + brand), " if "ask" in names else ""
        return f"#{kind}({look}{', '.join(f'[{item}]' for item in items)})"

    def _table(self, table: ET.Element) -> str:
        rows = [[f"[{self._cell(cell)}]" for cell in row] for row in table.iter("tr")]
        heads = len(table.findall("thead/tr"))
        first = [f"table.header({', '.join(row)})" for row in rows[:heads]]
        return f"#table(columns: {len(rows[0])}, {', '.join([*first, *(', '.join(row) for row in rows[heads:])])})"

    def _cell(self, cell: ET.Element) -> str:
        line = self._line(cell) if inline(cell) else self._children(cell)
        return f"#strong[{line}]" if cell.tag == "th" and line else line

    def _columns(self, table: ET.Element, names: list[str]) -> str:
        rows = [[f"[{self._children(cell)}]" for cell in row] for row in table]
        widths = next((_SHARES[name] for name in names if name in _SHARES), f"{max(map(len, rows))}")
        if widths.isdigit():
            widths = f"({'1fr, ' * int(widths)})"
        return f"#grid(columns: {widths}, column-gutter: 4mm, row-gutter: 1.2mm, {', '.join(cell for row in rows for cell in row)})"

    def _picture(self, run: Run, names: list[str]) -> str:
        width = next((_WIDTHS[name] for name in names if name in _WIDTHS), "100%")
        image = f'image("{self._pictures.name}/{save_picture(run.picture, self._pictures)}", width: {width}'
        return f"#{image}, alt: {_string(run.alt)})" if run.alt else f"#pdf.artifact({image}))"

    def _line(self, element: ET.Element) -> str:
        return "".join(self._run(run) for run in runs(element))

    def _run(self, run: Run) -> str:
        if run.slot:
            return _SLOTS[run.slot]
        if run.picture:
            name = save_picture(run.picture, self._pictures)
            alt = f", alt: {_string(run.alt)}" if run.alt else ""
            image = f'box(image("{self._pictures.name}/{name}", height: 1em{alt}))'
            return f"#{image}" if run.alt else f"#pdf.artifact({image})"
        text = "#" + _string(f"{_ISLES[run.turn]}{run.text}\u2069" if run.turn in _ISLES else run.text)
        text = f'#text(lang: "{run.lang.split("-")[0]}")[{text}]' if run.lang else text
        text = f"#strong[{text}]" if run.bold else text
        return f"#small[{text}]" if run.small else text


def _string(text: str) -> str:
    """A text between quotes: nothing in it is markup."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
