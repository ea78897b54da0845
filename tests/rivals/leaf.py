"""What all parts of the benchmark share: a leaflet as it is written for each renderer, and which leaflets they are.

Why a module of its own: the processes of other renderers load this and nothing of evenhand, whose memory would be counted as theirs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

TODAY = dt.date(2026, 11, 24)
HANDOUTS = ("stem-cell-back-pain", "exercise-back-pain")
LANGUAGES = ("en", "es", "ar", "ur", "hi", "zh-Hans", "vi", "pl", "ru", "fr")
BRAND = "millbrook"
# One edition for many clinics: its handout and languages.
MANY, MANY_LANGUAGES = HANDOUTS[0], ("en", "ar")
# Drawn before the clock starts, and never measured.
WARM_UP = "cauda-equina-warning"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaflet: its path in a build, and its file or folder for each renderer. `tries` is how often evenhand laid it out."""

    name: str
    path: str = ""
    html: str = ""
    typst: str = ""
    sphinx: str = ""
    tries: int = 0

    @property
    def language(self) -> str:
        return self.name.rpartition(".")[2]
