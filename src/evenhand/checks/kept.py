"""What rules found in a text, kept until the text, what it was written from, or what judges it changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

from evenhand.files import write_whole
from evenhand.finding import Finding, Place, Severity


class Kept:
    """Findings by what they are about. `judges` is a digest over all that judges texts: the program, its packages, word lists.

    Why: who changes one string in one language waits for that string, not for the words of all languages to be read again.
    """

    def __init__(self, path: Path, judges: str) -> None:
        self._path, self._judges = path, judges
        self._known = self._read()
        self._changed = False

    def findings(self, about: str, state: tuple[str | list[str], ...], find: Callable[[], Iterable[Finding]]) -> list[Finding]:
        """What was found about something in this state, all that rules look at; found anew where the state is another."""
        key = hashlib.sha256(repr((self._judges, *state)).encode()).hexdigest()
        known = self._known.get(about)
        if known is not None and known[0] == key:
            with suppress(TypeError, ValueError):
                return [_finding(row) for row in known[1]]
        found = list(find())
        self._known[about], self._changed = (key, [astuple(finding) for finding in found]), True
        return found

    def write(self) -> None:
        """Keep what was found; a folder that cannot be written keeps nothing."""
        if self._changed:
            with suppress(OSError):
                write_whole(self._path, json.dumps(self._known, ensure_ascii=False).encode())

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}
        rows = found.items() if isinstance(found, dict) else ()
        return {about: row for about, row in rows if isinstance(row, list) and len(row) == 2 and isinstance(row[1], list)}


def _finding(row: list[Any]) -> Finding:
    code, severity, place, what, mend, excerpt, (start, end), waived = row
    return Finding(code, Severity(severity), Place(*place), what, mend, excerpt, (start, end), waived)


class Unkept(Kept):
    """Everything is found anew."""

    def __init__(self) -> None:
        """Nothing is known."""

    def findings(self, about: str, state: tuple[str | list[str], ...], find: Callable[[], Iterable[Finding]]) -> list[Finding]:
        return list(find())

    def write(self) -> None:
        """Nothing is kept."""
