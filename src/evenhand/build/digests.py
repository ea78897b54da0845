"""Digests of texts, data and folders: what tells two states of a project apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def digest(*parts: object) -> str:
    """Sixteen hex digits over texts, bytes and plain data: enough to tell two states of a project apart."""
    total = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else json.dumps(part, ensure_ascii=False, sort_keys=True, default=str).encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:16]


def files_digest(folders: Iterable[Path]) -> str:
    """Over every file of folders, by its name in them and its bytes; the first folder of a search path hides the rest."""
    found: dict[str, bytes] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith("."):
                found.setdefault(path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).digest())
    return digest(*(part for name in sorted(found) for part in (name, found[name])))


def file_digest(path: Path) -> str:
    """SHA-256 of a file; "" when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
