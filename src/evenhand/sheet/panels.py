"""Which parts of a handout stand on which panel of a folded leaflet, by the room that they take.

A folded leaflet tells the short truth, in whole parts. What must be there: the cover with the main message, all warning
signs, the key points, every benefit and every risk in full and with the same room, what is not known, whom to call, and
where the full leaflet is. What else there is stands where room is left, the most useful first; the rest is in the full one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Panels in the order of reading.
COVER, FLAP, LEFT, MIDDLE, RIGHT, BACK = range(6)
PANELS = 6
# Millimetres over and under the text of a panel: more than an office printer leaves white.
EDGE = 8.0
# The parts in the order in which they are read on a panel, by their ids on the page.
PARTS = (
    *("cover", "cover-foot", "help", "key-points", "benefits", "risks", "unknowns"),
    *("options", "options-names", "approval", "cost", "questions", "contact", "full", "makers"),
)
_FIXED: Mapping[str, int] = {
    "cover": COVER, "cover-foot": COVER, "help": FLAP, "key-points": LEFT, "benefits": MIDDLE, "risks": RIGHT,
    "contact": BACK, "full": BACK, "makers": BACK,
}  # fmt: skip
# What stands where room is left, the most useful first: the forms of a part, the fullest first, and the panels to try.
# No part but what is not known joins the benefits or the risks.
_MORE: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...] = (
    (("options", "options-names"), (LEFT, FLAP, BACK)),
    (("approval",), (LEFT, FLAP, BACK)),
    (("questions",), (BACK, FLAP, LEFT)),
    (("cost",), (LEFT, FLAP, BACK)),
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How high the parts are and what room the panels have, in millimetres. A handout may lack parts. `gap` stands between two."""

    parts: Mapping[str, float]
    rooms: tuple[float, ...]
    gap: float


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The parts of each panel in the order of reading; by how many millimetres each panel is too full (0: it is not); and
    what found no room."""

    panels: tuple[tuple[str, ...], ...]
    over: tuple[float, ...]
    left_out: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not any(self.over)


def arrange(sizes: Sizes) -> Arrangement:
    """Put the parts on the panels. What is not known stands under the shorter of benefits and risks, else beside the key points."""
    rows: list[list[str]] = [[] for _ in range(PANELS)]

    def left(panel: int, *more: str) -> float:
        """The room left on a panel when `more` stand there too."""
        parts = [*rows[panel], *more]
        return sizes.rooms[panel] - sum(sizes.parts[p] for p in parts) - sizes.gap * max(len(parts) - 1, 0)

    for part, panel in _FIXED.items():
        if part in sizes.parts:
            rows[panel].append(part)
    if "unknowns" in sizes.parts:
        tried = (*sorted((MIDDLE, RIGHT), key=lambda p: -left(p)), LEFT, FLAP, BACK)
        rows[next((p for p in tried if left(p, "unknowns") >= 0), max(tried, key=left))].append("unknowns")
    missing = []
    for forms, panels in _MORE:
        known = [form for form in forms if form in sizes.parts]
        spot = next(((form, p) for form in known for p in panels if left(p, form) >= 0), None)
        if spot:
            rows[spot[1]].append(spot[0])
        if known and (not spot or spot[0] != known[0]):
            missing.append(known[0])
    over = tuple(round(max(0.0, -left(panel)), 2) for panel in range(PANELS))
    return Arrangement(tuple(map(_ordered, rows)), over, tuple(missing))


def _ordered(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(parts, key=PARTS.index))
