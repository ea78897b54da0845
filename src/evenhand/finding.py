"""What a check or a reader saw: severity, place, finding, and the one exception of the house."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How much a finding matters; an error is not for patients."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a finding stands. Lines and columns count from 1; 0 means the whole file.

    `page` is the page of the leaflet where the text printed last; 0 when nobody knows.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    key: str = ""
    language: str = ""
    page: int = 0

    def __str__(self) -> str:
        spot = self.file
        if self.line:
            spot += f":{self.line}"
            if self.column:
                spot += f":{self.column}"
        inside = " ".join(part for part in (self.language, self.key, f"page {self.page}" if self.page else "") if part)
        return f"{spot} [{inside}]" if spot and inside else spot or inside


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth a look: what, where, and how to mend it.

    `excerpt` is the text it was seen in, and `span` where in it (start, end); `waived` says why it is allowed, by whom
    and until when: such a finding is only a note.
    """

    code: str
    severity: Severity
    place: Place
    what: str
    mend: str = ""
    excerpt: str = ""
    span: tuple[int, int] = (0, 0)
    waived: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """Stable reading order: by file, then line, then code."""
        p = self.place
        return (p.file, p.line, p.column, p.language, p.key, self.code)


class Trouble(Exception):
    """Work cannot go on; carries every fault that was found, not only the first.

    Why an exception with a list: a person mends a file in one go, so a reader collects all faults
    of all files before it gives up. `usage` marks a fault of the call (exit status 2), not of the content.
    """

    def __init__(self, findings: Iterable[Finding], *, usage: bool = False) -> None:
        self.findings = tuple(sorted(findings, key=lambda f: f.sort_key))
        self.usage = usage
        super().__init__("\n".join(f"{f.place}: {f.what}" for f in self.findings))


def error(code: str, place: Place, what: str, mend: str = "") -> Finding:
    """A finding of severity error, in one short call."""
    return Finding(code, Severity.ERROR, place, what, mend)


def usage_trouble(what: str, mend: str = "") -> Trouble:
    """The call itself cannot be carried out: a wrong name, a missing folder, a missing library."""
    return Trouble([error("F000", Place(), what, mend)], usage=True)
