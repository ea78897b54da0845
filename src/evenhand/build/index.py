"""build/index.html: every leaflet by topic and language, with a picture of its first page; works from disk and prints."""

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
    for row in rows:
        topic = topics.setdefault(row["handout"], {"title": row["staff_title"], "code": row["code"], "rows": []})
        topic["rows"].append({**row, "thumbnail": thumbnail_path(row["path"])})
    for topic in topics.values():
        topic["rows"].sort(key=lambda r: (r["brand"], r["staff_language_name"], r["format"]))
    html = theme.render("index.html", topics=topics, w=writer.w, language=writer.edition.language)
    write_whole(out / "index.html", html.encode())
