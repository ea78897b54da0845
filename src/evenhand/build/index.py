"""build/index.html: every leaflet by topic and language, with a picture of its first page; works from disk and prints.

The web page and the text of an edition are links beside its first printed leaflet; where nothing was printed they stand alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evenhand.build.ledger import thumbnail_path
from evenhand.files import write_whole
from evenhand.sheet.page import Theme
from evenhand.sheet.writer import Writer


def write_index(out: Path, theme: Theme, rows: list[dict[str, Any]], writer: Writer) -> None:
    """Write the page; `writer` speaks the staff's language."""
    topics: dict[str, dict[str, Any]] = {}
    for card in _cards(rows):
        topic = topics.setdefault(card["handout"], {"title": card["staff_title"], "code": card["code"], "rows": []})
        topic["rows"].append(card)
    html = theme.render("index.html", topics=topics, w=writer.w, language=writer.edition.language)
    write_whole(out / "index.html", html.encode())


def _cards(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A card for each printed leaflet in the order of the page; its `beside` are the rows of the same edition for screens."""
    cards: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda r: (r["handout"], r["brand"], r["staff_language_name"], not r["pages"], r["format"])):
        same = (c for c in cards if all(c[key] == row[key] for key in ("handout", "brand", "language")))
        first = next(same, None) if not row["pages"] else None
        if first:
            first["beside"].append(row)
        else:
            cards.append({**row, "thumbnail": thumbnail_path(row["path"]) if row["pages"] else "", "beside": []})
    return cards
