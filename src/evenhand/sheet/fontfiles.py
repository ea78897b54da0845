"""Where font files lie on a machine."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

# Where fonts live on the systems that clinics use; the command line adds the person's own folder and the settings'.
SYSTEM_FOLDERS = tuple(
    map(Path, ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts"))
)


def font_paths(folders: Iterable[Path]) -> dict[str, str]:
    """The path of each font file by its name; the first folder that has it wins, whatever the order on disk."""
    found: dict[str, str] = {}
    for folder in folders:
        for base, dirs, names in os.walk(folder):
            dirs.sort()
            for name in sorted(names):
                found.setdefault(name, os.path.join(base, name))
    return found
