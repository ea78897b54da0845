"""Nothing changed: the same build of the same files by the same program says again what it said, without reading what they say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evenhand.build.digests import digest, file_digest, files_digest
from evenhand.build.ledger import JOURNAL, read_ledger, whole
from evenhand.build.program import code_digest, versions
from evenhand.build.site import Site
from evenhand.files import write_whole
from evenhand.project import Project
from evenhand.sheet.fontfiles import font_paths

_FILE = "rest.json"
# Builds of other filters that are remembered beside the last one.
_KEPT = 12


@dataclass(frozen=True, slots=True)
class Told:
    """What a build told: on stdout, on stderr, its exit status, and how many leaflets it was about."""

    out: str
    err: str
    status: int
    leaflets: int = 0


class Rest:
    """The last build with the same request; `request` is all of it: filters, options, the day."""

    def __init__(self, project: Project, site: Site, request: object) -> None:
        self._path, self._site = site.scratch / _FILE, site
        self._name = digest(request)
        # Taken before anything is read: what changes while a build runs is seen by the next one.
        self._state = _state(project, site)

    def told(self) -> Told | None:
        """What that build told, when every file that it may have read and every leaflet in the ledger is as it was, to the byte."""
        found = self._read().get(self._name)
        if not isinstance(found, dict) or found.get("state") != self._state or (self._site.out / JOURNAL).exists():
            return None
        rows = read_ledger(self._site.out)
        if found.get("rows") != _listed(rows) or not self._fonts_stand(rows) or not all(whole(row, self._site.out) for row in rows):
            return None
        return Told("", found["err"], found["status"], found["leaflets"])

    def _fonts_stand(self, rows: list[dict[str, Any]]) -> bool:
        used = {name: sha256 for row in rows for name, sha256 in row.get("fonts", {}).items()}
        paths = font_paths(self._site.fonts)
        return all(name in paths and file_digest(Path(paths[name])) == sha256 for name, sha256 in used.items())

    def keep(self, told: Told, rows: list[dict[str, Any]]) -> None:
        """Remember what this build told; `rows` are those of the ledger that it wrote."""
        mine = {"state": self._state, "rows": _listed(rows), "err": told.err, "status": told.status, "leaflets": told.leaflets}
        others = {name: found for name, found in self._read().items() if name != self._name}
        kept = dict(list(others.items())[-_KEPT:]) | {self._name: mine}
        write_whole(self._path, json.dumps(kept, ensure_ascii=False).encode())

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def _state(project: Project, site: Site) -> str:
    """Over every file of people that a build may read, and over the program."""
    folders = (project.handouts, project.translations, *project.word_catalogs[1:], *site.templates)
    settings = [file_digest(project.root / name) for name in ("evenhand.toml", "pyproject.toml", project.settings.policy.signers)]
    return digest(*(files_digest([folder]) for folder in folders), settings, code_digest(), versions())


def _listed(rows: list[dict[str, Any]]) -> str:
    return digest([[row["path"], row.get("sha256"), row.get("extras")] for row in rows])
