"""An article that evenhand did not make, as pieces in order: read from plain text, Markdown, HTML or Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evenhand.content.text import tidy
from evenhand.finding import usage_trouble

Kind = Literal["title", "heading", "text", "item", "quote"]
_BULLET = re.compile(r"^\s*(?:[•·▪◦‣–—*+-]|\d{1,2}[.)])\s+(?=\S)")
# A line of plain text that stands alone is a heading when it is short and does not end like a sentence.
_HEADING_WORDS = 14


@dataclass(frozen=True, slots=True)
class Piece:
    """A title, heading, paragraph, list item or quotation; `line` is where it begins in the file (0: not known)."""

    kind: Kind
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """The pieces of an article; `name` is how findings call the file."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def title(self) -> str:
        return next((p.text for p in self.pieces if p.kind == "title"), "")


def read_article(path: Path) -> Article:
    """Read an article by its file's ending. Raises Trouble when it cannot be read or holds no text."""
    readers: dict[str, Callable[[Path], Iterable[Piece]]] = {
        ".txt": lambda p: _plain(_text(p)),
        ".md": lambda p: _markdown(_text(p)),
        ".markdown": lambda p: _markdown(_text(p)),
        ".html": lambda p: _html(p.read_bytes()),
        ".htm": lambda p: _html(p.read_bytes()),
        ".docx": _word,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise usage_trouble(f"{path.name}: this kind of file is not read", f"give one of: {', '.join(readers)}")
    try:
        pieces = [Piece(p.kind, tidy(p.text), p.line) for p in reader(path) if p.text.strip()]
    except (OSError, ValueError, KeyError) as fault:
        raise usage_trouble(f"{path.name} cannot be read: {fault}", "save it again, or give it as plain text in UTF-8") from None
    if not pieces:
        raise usage_trouble(f"{path.name} holds no text", "give a file with an article in it")
    return Article(path.name, tuple(_titled(pieces)))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _titled(pieces: list[Piece]) -> Iterator[Piece]:
    """The first piece is the title when it is a heading and no other title was given."""
    named = any(p.kind == "title" for p in pieces)
    for i, piece in enumerate(pieces):
        yield Piece("title", piece.text, piece.line) if i == 0 and not named and piece.kind == "heading" else piece


def _plain(text: str) -> Iterator[Piece]:
    block: list[str] = []
    start = 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if block and (not line.strip() or _BULLET.match(line)):
            yield _block(block, start)
            block = []
        if line.strip():
            start = start if block else number
            block.append(line)


def _block(lines: list[str], line: int) -> Piece:
    if _BULLET.match(lines[0]):
        return Piece("item", " ".join([_BULLET.sub("", lines[0]), *lines[1:]]), line)
    text = " ".join(lines).strip()
    short = len(lines) == 1 and len(text.split()) <= _HEADING_WORDS
    ends = (".", "!", ":", ";", ",", "。", "।", "۔", "”", '"')
    return Piece("heading" if short and not text.endswith(ends) else "text", text, line)


def _markdown(text: str) -> Iterator[Piece]:
    from markdown_it import MarkdownIt

    inside: list[str] = []
    for token in MarkdownIt("commonmark").parse(text):
        if token.type.endswith("_open"):
            inside.append(token.tag)
        elif token.type.endswith("_close"):
            inside.pop()
        elif token.type == "inline":
            words = "".join(" " if t.type in ("softbreak", "hardbreak") else t.content for t in token.children or [] if t.type != "image")
            heading = next((tag for tag in inside if re.fullmatch(r"h[1-6]", tag)), "")
            kind: Kind = "title" if heading == "h1" else "heading" if heading else "item" if "li" in inside else "text"
            yield Piece("quote" if "blockquote" in inside else kind, words, (token.map or [-1])[0] + 1)


# What no reader of the page reads as text.
_SKIPPED = frozenset(
    {"script", "style", "nav", "header", "footer", "aside", "form", "noscript", "template", "svg", "head", "button", "select"}
)
_KINDS: dict[str, Kind] = {
    **{"h1": "title", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading", "dt": "heading"},
    **{"figcaption": "heading", "li": "item", "p": "text", "td": "text", "th": "text", "dd": "text", "blockquote": "quote"},
}
_BOXES = frozenset({"div", "section", "article", "main", "ul", "ol", "table", "tbody", "tr", "thead", "dl", "figure"})


def _html(data: bytes) -> Iterator[Piece]:
    import tinyhtml5

    root = tinyhtml5.parse(data, namespace_html_elements=False)
    if root.find(".//h1") is None:
        yield from (Piece("title", "".join(node.itertext())) for node in root.iter("title"))
    body = root.find("body")
    yield from _walk(body if body is not None else root, "text")


def _walk(node: Any, kind: Kind) -> Iterator[Piece]:
    """Text of an element piece by piece; inline elements stay with their sentence."""
    if not isinstance(node.tag, str) or node.tag in _SKIPPED:
        return
    here = [node.text or ""]
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _KINDS or tag in _BOXES:
            yield Piece(kind, "".join(here))
            own = _KINDS.get(tag, kind)
            yield from _walk(child, kind if kind in ("quote", "item") and own == "text" else own)
            here = []
        elif tag and tag not in _SKIPPED:  # a comment has no tag
            here.append(" " if tag == "br" else "".join(child.itertext()))
        here.append(child.tail or "")
    yield Piece(kind, "".join(here))


def _word(path: Path) -> Iterator[Piece]:
    from zipfile import BadZipFile
    from zlib import error as damaged

    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(str(path))
    except PackageNotFoundError:
        raise ValueError("it is no Word document") from None
    except (SyntaxError, BadZipFile, damaged, AttributeError):
        raise ValueError("the Word document is damaged") from None
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            yield from (Piece("text", cell.text) for row in part.rows for cell in row.cells)
        else:
            yield Piece(_style(part), part.text)


def _style(paragraph: Any) -> Kind:
    """What a Word paragraph is, by its style or its numbering."""
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    if style == "Title":
        return "title"
    if style.startswith("Heading"):
        return "heading"
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    return "item" if numbered or style.startswith("List") else "quote" if style.endswith("Quote") else "text"
