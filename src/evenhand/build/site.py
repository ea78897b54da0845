"""Where a build reads and writes, and what one leaflet may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """What one leaflet may take: seconds on the clock, and bytes of address space of its process (0: no limit).

    A page that never ends, or a picture that grows without bound, ends as a finding, not as a dead build.
    """

    seconds: int = 120
    memory: int = 2 << 30


@dataclass(frozen=True, slots=True)
class Site:
    """Where a build reads templates and fonts, and where it writes."""

    templates: tuple[Path, ...]
    fonts: tuple[Path, ...]
    out: Path
    limits: Limits = Limits()

    @property
    def scratch(self) -> Path:
        return self.out / ".scratch"
