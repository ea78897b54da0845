"""What a build is asked for beside the leaflets themselves.

Why a module of its own: the command line needs it at once, and the makers of these files load half the program.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Prints:
    """What a build is asked for beside the leaflets themselves. `bleed` is in millimetres; `profile` an ICC file."""

    grey: bool = False
    cmyk: bool = False
    bleed: float = 0.0
    marks: bool = False
    profile: Path | None = None

    @property
    def house(self) -> bool:
        """True when a printing house gets a file of its own."""
        return bool(self.cmyk or self.bleed or self.marks)

    def told(self) -> dict[str, str]:
        """What is asked for, by kind: two prints of one kind have the same file, and the last one stands."""
        found = {"grey": "all"} if self.grey and not self.house else {}
        if self.house:
            profile = hashlib.sha256(self.profile.read_bytes()).hexdigest() if self.profile else ""
            found["press"] = f"grey={self.grey} cmyk={self.cmyk} bleed={self.bleed:g} marks={self.marks} profile={profile}"
        return found
