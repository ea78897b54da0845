"""A composed page as a Sphinx project: the same words as reStructuredText, one thing after the other as Sphinx sets them."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from rivals.markup import Run, classes, inline, part, read, runs, save_picture

_UNDER = {"h1": "=", "h2": "-"}
_MARKS = re.compile(r"([\\*`|_<>])")
_CONF = """project = {title!r}
author = {author!r}
language = {language!r}
extensions = ["sphinx_simplepdf"]
root_doc = "index"
smartquotes = False
html_static_path = ["_static"]
html_css_files = ["own.css"]
simplepdf_file_name = "leaflet.pdf"
simplepdf_vars = {{"primary": {brand!r}}}
simplepdf_weasyprint_flags = ["--pdf-variant", "pdf/ua-1"]
"""
_CSS = "{faces}\nbody, h1, h2, h3, p, li, td, th {{ font-family: {family} !important; direction: {dir}; text-align: start }}\n"


def write_project(html: str, faces: str, family: str, brand: str, folder: Path) -> None:
    """Write the project of one page. `family` is its CSS font family; raises ValueError at an element it does not know."""
    root = read(html)
    pictures, static = folder / "pictures", folder / "_static"
    static.mkdir(parents=True, exist_ok=True)
    meta = {m.get("name", ""): m.get("content", "") for m in root.iter("meta")}
    language = root.get("lang", "en").replace("zh-Hans", "zh_CN")
    conf = _CONF.format(title=root.findtext("head/title", ""), author=meta.get("author", ""), language=language, brand=brand)
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    (static / "own.css").write_text(_CSS.format(faces=faces, family=family, dir=root.get("dir", "ltr")), encoding="utf-8")
    (folder / "index.rst").write_text(sphinx_text(root, pictures), encoding="utf-8")


def sphinx_text(root: ET.Element, pictures: Path) -> str:
    """The text of a page. Band and foot come last, once: Sphinx has no words in the margin but those of its theme."""
    body, edges = root.find("body"), [e for e in (part(root, "band"), part(root, "foot")) if e is not None]
    assert body is not None
    writer = _Sphinx(pictures)
    title = next(element for element in body if element.tag == "h1")
    # Sphinx wants one title, before all else.
    order = [title, *(e for e in body if e is not title and e not in edges), *edges]
    return "\n\n".join(block for element in order for block in writer.blocks(element)) + "\n"


class _Sphinx:
    def __init__(self, pictures: Path) -> None:
        self._pictures = pictures

    def blocks(self, element: ET.Element) -> list[str]:
        """An element as blocks of text, without columns and boxes."""
        names, line = classes(element), self._line(element) if inline(element) else ""
        if element.tag in _UNDER and "helph" not in names:
            return [f"{line}\n{_UNDER[element.tag] * (2 * len(line) + 4)}"]
        if element.tag in ("h2", "h3"):
            return [f".. rubric:: {line}"]
        if element.tag in ("ul", "ol"):
            return ["\n".join(f"- {self._item(item)}" for item in element)]
        if element.tag == "table" and "grid" in names:
            return [self._table(element)]
        if element.tag == "img":
            return [self._picture(element)]
        if element.tag in ("p", "td", "li", "th", "div") and inline(element):
            return [line] if line else []
        if element.tag in ("div", "section", "header", "figure", "table", "tbody", "tr", "td", "li", "th"):
            return [block for child in element for block in self.blocks(child)]
        raise ValueError(f"nothing is known of <{element.tag} class={' '.join(names)!r}>")

    def _item(self, item: ET.Element) -> str:
        return "\n\n  ".join(self.blocks(item)).strip()

    def _table(self, table: ET.Element) -> str:
        rows = [[self._line(cell) for cell in row] for row in table.iter("tr")]
        cells = "\n".join(f"   {' ' if i else '*'} - {cell}" for row in rows for i, cell in enumerate(row))
        return f".. list-table::\n   :header-rows: {len(table.findall('thead/tr'))}\n\n{cells}"

    def _picture(self, image: ET.Element) -> str:
        name = save_picture(image.get("src", ""), self._pictures)
        return f".. image:: {self._pictures.name}/{name}\n   :width: 27mm\n   :alt: {image.get('alt', '')}"

    def _line(self, element: ET.Element) -> str:
        return "".join(map(self._run, runs(element))).strip()

    def _run(self, run: Run) -> str:
        if not run.text:
            return " " if run.slot == "break" else ""
        text = _MARKS.sub(r"\\\1", run.text)
        core = text.strip()
        if not run.bold or not core:
            return f"\\ {text}"
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}\\ **{core}**\\ {after}"
