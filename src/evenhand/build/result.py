"""What drawing a leaflet gives: plain data, which goes from where it is drawn to the process of the command.

Why a module of its own: that process reads results without loading what draws them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from evenhand.finding import Finding, Place, error
from evenhand.sheet.blocks import EMPTY, Area, Code, Layout, Letters
from evenhand.sheet.heard import Heard

# Further files of a leaflet: the ending of each, and its bytes.
Files = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A leaflet, or why there is none (`content` empty). `seconds` is what it took; `density` the step at which it fitted.

    `content` is a PDF, or a web page or plain text in UTF-8, as the format says. `extras` are further files of the same
    leaflet, such as the one for the printer: the ending that takes the place of `pdf`, and the bytes.
    """

    path: str
    content: bytes
    thumbnail: bytes
    pages: int
    sha256: str
    fonts: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    seconds: float
    density: int
    sheets: tuple[Letters, ...] = ()
    areas: tuple[Area, ...] = ()
    extras: Files = ()
    heard: Heard = field(default_factory=Heard)
    layout: Layout = EMPTY
    codes: tuple[Code, ...] = ()

    @property
    def made(self) -> bool:
        return bool(self.sha256)

    def light(self) -> Result:
        """The same without its bytes and without what only checks and the ledger look at, which a large build must not keep."""
        return replace(self, content=b"", thumbnail=b"", extras=(), sheets=(), areas=(), layout=EMPTY, codes=())

    def files(self) -> dict[str, bytes]:
        """Every file of the leaflet by its path, the leaflet itself first."""
        stem = self.path.rsplit(".", 1)[0]
        return {self.path: self.content} | {f"{stem}.{ending}": data for ending, data in self.extras}


# What a leaflet is told that takes too much memory, drawn or on its way.
SWOLLEN = ("L013", "the leaflet took more memory than it may", "look for a huge picture or table in it")


def failed(path: str, code: str, what: str, mend: str) -> Result:
    """No leaflet, and the finding that says why."""
    return Result(path, b"", b"", 0, "", (), (error(code, Place(path), what, mend),), 0.0, 0)
