"""Nothing changed: the same work on the same files by the same program says again what it said, without reading what they say.

Three looks, each only where the one before does not settle it: what the file system says of every file (their times and
numbers, as git does); the files themselves, to the byte; the work.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evenhand.build.digests import Stats, digest, file_digest, files_digest, tree
from evenhand.build.ledger import JOURNAL, LEDGER
from evenhand.build.program import code, code_digest, installed
from evenhand.build.site import Site
from evenhand.files import write_whole
from evenhand.project import Project
from evenhand.sheet.fontfiles import font_paths

_PARTS = {"state", "seen", "ledger", "files", "fonts", "told"}
# Works of a kind that are remembered.
_KEPT = 12
# File systems round the times of files, to two seconds at most. What changed so lately, in nanoseconds, may change again
# and show the same time.
_ROUNDED = 3 * 10**9


@dataclass(frozen=True, slots=True)
class Told:
    """What a work told: on stdout, on stderr, its exit status, and how many leaflets it was about."""

    out: str
    err: str
    status: int
    leaflets: int = 0


class Rest:
    """The last work with the same request; `request` is all of it: filters, options, the day. Its first word is its kind.

    `now` is the time in nanoseconds.
    """

    def __init__(self, project: Project, site: Site, request: list[object], now: int) -> None:
        self._project, self._site, self._now = project, site, now
        self._kind = str(request[0])
        self._path = site.scratch / "rest" / f"{self._kind}-{digest(request, _clock(project, now))}.json"
        self._fonts, self._installed = font_paths(site.fonts), installed()
        self._kept = self._read()
        # Taken before anything is read: what changes while the work goes on is seen by the next one.
        self._seen, self._newest = self._look()
        self._at_once = self._kept.get("seen") == self._seen
        self._state = self._kept["state"] if self._at_once else self._bytes()

    def told(self) -> Told | None:
        """What that work told, when every file that it may have read and every leaflet in the ledger is as it was, to the byte."""
        if not self._kept or (self._kept["ledger"] is not None and (self._site.out / JOURNAL).exists()):
            return None
        if not self._at_once:
            if self._kept["state"] != self._state or not self._stands():
                return None
            if seen := self._settled():
                self._write(self._kept | {"seen": seen})
        return Told(**self._kept["told"])

    def keep(self, told: Told, rows: list[dict[str, Any]] | None = None) -> None:
        """Remember what this work told; `rows` are those of the ledger that it wrote.

        Leaflets that were just written have not been looked at: their next build does it, and only then counts what the file
        system says of them.
        """
        fonts = {name: sha256 for row in rows or [] for name, sha256 in row.get("fonts", {}).items()}
        ledger = None if rows is None else file_digest(self._site.out / LEDGER)
        seen = self._settled() if rows is None else ""
        parts: dict[str, Any] = {"state": self._state, "seen": seen, "ledger": ledger, "files": _files(rows or []), "fonts": fonts}
        self._write(parts | {"told": asdict(told)})
        self._forget()

    def looked_at(self) -> Iterator[tuple[str, str]]:
        """Every file whose change makes the work anew, by a name and its path; those of the program among them."""
        for folder in _folders(self._project, self._site):
            yield from ((f"{folder}/{name}", path) for name, path in tree(folder))
        yield from ((str(path), str(path)) for path in _settings(self._project))
        yield from sorted(self._fonts.items())
        yield from code()
        out = self._site.out
        if self._kept and self._kept["ledger"] is not None:
            yield from ((name, f"{out}/{name}") for name in (LEDGER, *self._kept["files"]))

    def _look(self) -> tuple[str, int]:
        """What the file system says of all of them, and when the last of them changed."""
        stats = Stats()
        for name, path in self.looked_at():
            stats.add(name, path)
        return digest(stats.digest(), self._installed), stats.newest

    def _bytes(self) -> str:
        """Over every file of people that may be read, by its bytes, and over the program."""
        fonts = [(name, path, _size_and_time(path)) for name, path in sorted(self._fonts.items())]
        settings = [file_digest(path) for path in _settings(self._project)]
        folders = [files_digest([folder]) for folder in _folders(self._project, self._site)]
        return digest(folders, settings, fonts, code_digest(), self._installed)

    def _settled(self) -> str:
        """What the file system said; nothing where a file was just being changed."""
        return self._seen if self._newest < self._now - _ROUNDED else ""

    def _stands(self) -> bool:
        """True when the ledger is the one that the work wrote, and each leaflet and font in it is as it was."""
        kept, out = self._kept, self._site.out
        if kept["ledger"] is None:
            return True
        return (
            kept["ledger"] == file_digest(out / LEDGER)
            and all(name in self._fonts and file_digest(self._fonts[name]) == sha256 for name, sha256 in kept["fonts"].items())
            and all(file_digest(out / path) == sha256 for path, sha256 in kept["files"].items())
        )

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) and found.keys() == _PARTS else {}

    def _write(self, kept: dict[str, Any]) -> None:
        # Who only reads a project need not be able to write into it.
        with suppress(OSError):
            write_whole(self._path, json.dumps(kept, ensure_ascii=False).encode())

    def _forget(self) -> None:
        """Remove what was kept of works that were not done for long."""
        with suppress(OSError):
            found = sorted(self._path.parent.glob(f"{self._kind}-*.json"), key=lambda path: path.stat().st_mtime_ns)
            for path in found[:-_KEPT]:
                path.unlink(missing_ok=True)


def _files(rows: list[dict[str, Any]]) -> dict[str, str]:
    """The files of leaflets by path, with their SHA-256."""
    return {path: sha256 for row in rows for path, sha256 in ({row["path"]: row.get("sha256", "")} | row.get("extras", {})).items()}


def _folders(project: Project, site: Site) -> list[Path]:
    """The folders of people, each once: a project may be the program's own."""
    return list(dict.fromkeys((project.handouts, project.translations, *project.word_catalogs[1:], *site.templates)))


def _settings(project: Project) -> list[Path]:
    return [project.root / name for name in ("evenhand.toml", "pyproject.toml", project.settings.policy.signers)]


def _size_and_time(path: str) -> list[int]:
    """Fonts are too large to be read each time, and come from packages, which keep the time of a file."""
    with suppress(OSError):
        found = Path(path).stat()
        return [found.st_size, found.st_mtime_ns]
    return []


def _clock(project: Project, now: int) -> list[object]:
    """What signatures depend on besides files, where a project has some: the program that proves them, and keys that run out."""
    if not (project.root / project.settings.policy.signers).is_file():
        return []
    from shutil import which

    return [which("ssh-keygen"), now // (3600 * 10**9)]
