"""Digests of texts, data and folders: what tells two states of a project apart."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def digest(*parts: object) -> str:
    """Sixteen hex digits over texts, bytes and plain data: enough to tell two states of a project apart."""
    total = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else json.dumps(part, ensure_ascii=False, sort_keys=True, default=str).encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:16]


def tree(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of a folder, as its name in it and its path, in order; links are followed, names that begin with a dot left out."""
    return _walk(str(folder), "", frozenset())


def _walk(at: str, before: str, above: frozenset[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    try:
        own = os.stat(at)
        entries = sorted(os.scandir(at), key=lambda entry: entry.name)
    except OSError:
        return
    # A link to a folder above would never end.
    if (own.st_dev, own.st_ino) in above:
        return
    for entry in entries:
        if entry.is_dir():
            yield from _walk(entry.path, f"{before}{entry.name}/", above | {(own.st_dev, own.st_ino)})
        elif entry.is_file() and not entry.name.startswith("."):
            yield before + entry.name, entry.path


def files_digest(folders: Iterable[Path]) -> str:
    """Over every file of folders, by its name in them and its bytes; the first folder of a search path hides the rest."""
    found: dict[str, str] = {}
    for folder in folders:
        for name, path in tree(folder):
            found.setdefault(name, path)
    return digest(*(part for name in sorted(found) for part in (name, _sha256(found[name]))))


def file_digest(path: Path | str) -> str:
    """SHA-256 of a file; "" when it cannot be read."""
    try:
        return _sha256(path).hex()
    except OSError:
        return ""


def _sha256(path: Path | str) -> bytes:
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).digest()


class Stats:
    """What the file system says of files, as one digest: their names, sizes, times and numbers (inodes), and not what is in them.

    This is how git sees at once that nothing changed. `newest` is the last time, in nanoseconds, at which one of them changed.
    Why the time of the change of state too (ctime): it moves with every write, and nobody can set it back.
    """

    def __init__(self) -> None:
        self._total, self.newest = hashlib.sha256(), 0

    def add(self, name: str, path: Path | str) -> None:
        """A file, or that there is none."""
        try:
            found = os.stat(path)
        except OSError:
            self._total.update(f"{name}\0-\0".encode("utf-8", "surrogateescape"))
            return
        self.newest = max(self.newest, found.st_mtime_ns, found.st_ctime_ns)
        said = f"{name}\0{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}\0"
        self._total.update(said.encode("utf-8", "surrogateescape"))

    def digest(self) -> str:
        """Over all that was added, in the order it was added."""
        return self._total.hexdigest()[:16]
