"""The record of what was built: one row a leaflet, kept in build/ledger.json."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from evenhand.build.digests import file_digest
from evenhand.files import write_whole

LEDGER = "ledger.json"
JOURNAL = ".scratch/journal.jsonl"
# What the list of leaflets shows of a row.
_LISTED = {"path", "pages", "state", "handout", "code", "staff_title", "staff_language_name", "brand", "brand_name", "format"} | {
    "language",
    "language_name",
}


def read_ledger(out: Path) -> list[dict[str, Any]]:
    """The rows of earlier builds whose leaflets are still there, those of an interrupted one among them; none when there is no
    ledger or it cannot be read.

    A row that lacks a part, as an older program may have written it, is left out: the list of leaflets could not show it.
    """
    found = [*_rows(out), *_journal(out)]
    whole = {r["path"]: r for r in found if isinstance(r, dict) and r.keys() >= _LISTED}
    return [r for r in whole.values() if (out / str(r["path"])).is_file()]


def _rows(out: Path) -> list[Any]:
    """What stands in the ledger itself."""
    try:
        rows = json.loads((out / LEDGER).read_text(encoding="utf-8"))["leaflets"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return rows if isinstance(rows, list) else []


def _journal(out: Path) -> list[Any]:
    """What a build that was stopped or killed had finished; its last line may be cut."""
    rows = []
    try:
        lines = (out / JOURNAL).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    for line in lines:
        try:
            rows.append(json.loads(line))
        except ValueError:
            continue
    return rows


class Journal:
    """Keeps the row of each leaflet at once, so that a build that is killed goes on where it was; the ledger is written at the end."""

    def __init__(self, out: Path) -> None:
        self._path = out / JOURNAL

    def __enter__(self) -> Journal:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("a", encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, row: dict[str, Any]) -> None:
        """Keep the row of a leaflet, which is on disk already."""
        self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
        self._file.flush()


def write_ledger(out: Path, rows: list[dict[str, Any]], gone: Collection[str] = ()) -> list[dict[str, Any]]:
    """Put new rows over the old ones, keep rows of leaflets that a filtered build did not touch but for those `gone`, and write."""
    older = {r["path"]: r for r in _rows(out) if isinstance(r, dict) and "path" in r}
    merged = {r["path"]: r for r in read_ledger(out)} | {r["path"]: r for r in rows}
    merged = {path: joined(older.get(path), row, out) for path, row in merged.items()}
    ordered = [merged[path] for path in sorted(merged) if path not in gone]
    text = json.dumps({"leaflets": ordered}, ensure_ascii=False, indent=1) + "\n"
    write_whole(out / LEDGER, text.encode())
    (out / JOURNAL).unlink(missing_ok=True)
    return ordered


def joined(old: dict[str, Any] | None, new: dict[str, Any], out: Path) -> dict[str, Any]:
    """The row of a leaflet with the further files of its older row, as far as they still hold; the others are removed.

    They hold when the leaflet was made of the very same parts. Why remove: a grey copy or a file for the printing house
    beside a newer leaflet would print an older text.
    """
    extras = old.get("extras") if old else None
    if not old or not isinstance(extras, dict) or old == new:
        return new
    if old.get("parts") and old["parts"] == new.get("parts") and old.get("sha256") == new.get("sha256"):
        return new | {"extras": extras | new.get("extras", {}), "prints": old.get("prints", {}) | new.get("prints", {})}
    stem = str(new["path"]).rsplit(".", 1)[0]
    for path in extras.keys() - new.get("extras", {}).keys():
        # The ledger may have been edited: nothing but a further file of this very leaflet is touched.
        if path.startswith(f"{stem}.") and ".." not in path:
            (out / path).unlink(missing_ok=True)
    return new


def whole(row: Mapping[str, Any], out: Path) -> bool:
    """True when every file of a leaflet is there, to the byte."""
    files = {row["path"]: row["sha256"], **row.get("extras", {})}
    return all(file_digest(out / path) == sha256 for path, sha256 in files.items())


def prune(out: Path, rows: list[Mapping[str, Any]]) -> list[str]:
    """Remove the files of these rows, and folders that are empty then; the paths of the leaflets."""
    for found in rows:
        path = str(found["path"])
        for name in (path, *found.get("extras", {}), thumbnail_path(path)):
            (out / name).unlink(missing_ok=True)
        for folder in (out / path).parents:
            if folder == out or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
    return [str(found["path"]) for found in rows]


def thumbnail_path(leaflet: str) -> str:
    """Where the picture of a leaflet's first page stands."""
    return "thumbnails/" + leaflet.rsplit(".", 1)[0].replace("/", ".") + ".png"
