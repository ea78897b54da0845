"""The record of what was built: one row a leaflet, kept in build/ledger.json.

Each row is one line of the file, so that two ledgers can be compared by any tool. What most rows say alike stands once
under `shared`, by its digest.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from evenhand.build.digests import digest, file_digest
from evenhand.files import write_whole

LEDGER = "ledger.json"
# Parts of a row that stand under `shared` in the file, and their digest in the row.
_SHARED = ("made_with", "fonts")
_Rows = list[dict[str, Any]]
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
    return read_whole(out)[0]


def read_whole(out: Path) -> tuple[_Rows, _Rows]:
    """The same rows; and those of the ledger itself that do not stand among them, for a newer one or no file took their place."""
    ledger = [r for r in _rows(out) if "path" in r]
    latest = {r["path"]: r for r in (*ledger, *_journal(out)) if isinstance(r, dict) and r.keys() >= _LISTED}
    standing = {path: r for path, r in latest.items() if (out / str(path)).is_file()}
    return list(standing.values()), [r for r in ledger if standing.get(r["path"]) is not r]


def _rows(out: Path) -> _Rows:
    """What stands in the ledger itself."""
    try:
        ledger = json.loads((out / LEDGER).read_bytes())
        rows, shared = ledger["leaflets"], ledger.get("shared", {})
        return [_full(r, shared) for r in rows if isinstance(r, dict)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _full(row: dict[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """A row with what it shares with others in its place; the very same objects, for a large ledger has many rows."""
    return row | {name: shared.get(row[name], {}) for name in _SHARED if isinstance(row.get(name), str)}


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


def write_ledger(
    out: Path, rows: list[dict[str, Any]], gone: Collection[str] = (), old: tuple[_Rows, _Rows] | None = None
) -> list[dict[str, Any]]:
    """Put new rows over the old ones, keep rows of leaflets that a filtered build did not touch but for those `gone`, and write.

    `old` is what `read_whole` gave, where it is at hand.
    """
    standing, passed = read_whole(out) if old is None else old
    older = {r["path"]: r for r in (*standing, *passed)}
    merged = {r["path"]: r for r in standing} | {r["path"]: r for r in rows}
    merged = {path: joined(older.get(path), row, out) for path, row in merged.items()}
    ordered = [merged[path] for path in sorted(merged) if path not in gone]
    write_whole(out / LEDGER, _text(ordered).encode())
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


def _text(rows: list[dict[str, Any]]) -> str:
    shared: dict[str, Any] = {}
    names: dict[int, str] = {}

    def line(row: dict[str, Any]) -> str:
        parts = dict(row)
        for name in _SHARED:
            if name in row:
                # Most rows hold the very same object: its digest is found once.
                parts[name] = names.get(id(row[name])) or names.setdefault(id(row[name]), digest(row[name]))
                shared[parts[name]] = row[name]
        return json.dumps(parts, ensure_ascii=False)

    lines = ",\n".join(line(row) for row in rows)
    return f'{{"leaflets": [\n{lines}\n],\n"shared": {json.dumps(shared, ensure_ascii=False, sort_keys=True)}}}\n'


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
