"""What each renderer made: size, pages, and which words of the text a reader of PDFs finds whole."""

from __future__ import annotations

from pathlib import Path

from evenhand.sheet.heard import heard
from evenhand.sheet.leaflet import read_leaflet
from rivals.leaf import Leaf
from rivals.rounds import Results


def look(results: Results, leaves: tuple[Leaf, ...], folder: Path) -> None:
    """Read the PDFs that lie in a folder for each renderer."""
    for engine in results.versions:
        for leaf in leaves:
            path = next((p for p in _places(folder / engine, leaf) if p.is_file()), None)
            if path:
                read(results, engine, leaf, path.read_bytes())


def read(results: Results, engine: str, leaf: Leaf, pdf: bytes) -> None:
    """Read one PDF. A place where a line may end (U+200B) is no part of a word; evenhand prints none, others do."""
    sheets = read_leaflet(pdf)
    told = heard(Path(leaf.html).read_text(encoding="utf-8"), (sheet.text.replace("\u200b", "") for sheet in sheets))
    results.sizes[engine, leaf.name], results.pages[engine, leaf.name] = len(pdf), len(sheets)
    results.heard[engine, leaf.name] = (told.words, len(told.lost))


def _places(folder: Path, leaf: Leaf) -> tuple[Path, ...]:
    return folder / f"{leaf.name}.pdf", folder / "sphinx" / leaf.name / "leaflet.pdf"
