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
EDGE = 7.0
# The parts in the order in which they are read on a panel, by their names; one that can be told in several forms has a name for each.
PARTS = (
    *("cover", "cover-close", "cover-foot", "message", "help", "key-points"),
    *("benefits", "benefits-plain", "benefits-brief", "risks", "risks-plain", "risks-brief", "unknowns"),
    *("options", "options-names", "options-list", "approval", "cost", "questions"),
    *("contact", "contact-short", "full", "makers", "makers-short"),
)
# Other forms of the part before.
FORMS = (
    *("cover-close", "benefits-plain", "benefits-brief", "risks-plain", "risks-brief", "options-names", "options-list"),
    *("contact-short", "makers-short"),
)
_FIXED: Mapping[str, int] = {
    "cover-foot": COVER, "message": FLAP, "help": FLAP, "key-points": LEFT, "full": BACK
}  # fmt: skip
# Forms of what stands together, the fullest first; the last one stands, whether it fits or not.
_CLOSER: Mapping[int, tuple[tuple[str, ...], ...]] = {
    COVER: (("cover",), ("cover-close",)),
    BACK: (("contact", "makers"), ("contact", "makers-short"), ("contact-short", "makers-short")),
}
# What stands where room is left, the most useful first: the forms of a part, the fullest first, and the panels to try.
# No part joins the benefits but what is not known; the options, which come after the risks, may stand under them.
_MORE: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...] = (
    (("options", "options-names", "options-list"), (LEFT, FLAP, BACK, RIGHT)),
    (("approval",), (LEFT, FLAP, BACK)),
    (("questions",), (BACK, FLAP, LEFT)),
    (("cost",), (LEFT, FLAP, BACK)),
)
# What it weighs that a part found no room, or stands in its shorter form.
_WORTH = {"pictures": 3, "details": 9, "options": 2, "options-names": 1, "options-list": 6, "approval": 2, "questions": 2, "cost": 1}


@dataclass(frozen=True, slots=True)
class Sizes:
    """How high the parts are and what room the panels have, in millimetres. A handout may lack parts. `gap` stands between two."""

    parts: Mapping[str, float]
    rooms: tuple[float, ...]
    gap: float


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The parts of each panel in the order of reading; by how many millimetres each panel is too full (0: it is not); and
    what found no room ("pictures": the small figures of benefits and risks; "details": what those say beside their numbers)."""

    panels: tuple[tuple[str, ...], ...]
    over: tuple[float, ...]
    left_out: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not any(self.over)

    @property
    def poor(self) -> bool:
        """True when it lacks what is worth a tight page."""
        return not self.fits or "details" in self.left_out or "options-list" in self.left_out

    @property
    def loss(self) -> int:
        """What the parts weigh that found no room."""
        return sum(_WORTH[part] for part in self.left_out)


def arrange(sizes: Sizes) -> Arrangement:
    """Put the parts on the panels in the best way there is: nothing too full, then the least left out.

    Benefits and risks are told in the same form: with small figures, without, or without what stands beside their numbers.
    What is not known stands under one of them, or on another panel.
    """
    ways = (_Way(sizes, form, panel) for form in ("", "-plain", "-brief") for panel in (MIDDLE, RIGHT, LEFT, FLAP, BACK))
    return min((way.done() for way in ways), key=lambda found: (sum(found.over), found.loss))


class _Way:
    """One way to put the parts on the panels."""

    def __init__(self, sizes: Sizes, form: str, unknowns: int) -> None:
        self._sizes = sizes
        self._rows: list[list[str]] = [[] for _ in range(PANELS)]
        full, plain, brief = (self._weighed(kind) for kind in ("", "-plain", "-brief"))
        self._missing = (["pictures"] if form and plain < full else []) + (["details"] if form == "-brief" and brief < plain else [])
        for part, panel in {**_FIXED, f"benefits{form}": MIDDLE, f"risks{form}": RIGHT, "unknowns": unknowns}.items():
            self._put(part, panel)
        for panel, forms in _CLOSER.items():
            known = [tuple(p for p in form if p in sizes.parts) for form in forms]
            for part in next((form for form in known if self._left(panel, *form) >= 0), known[-1]):
                self._put(part, panel)

    def _weighed(self, form: str) -> float:
        """The height of benefits and risks together."""
        return self._sizes.parts[f"benefits{form}"] + self._sizes.parts[f"risks{form}"]

    def _put(self, part: str, panel: int) -> None:
        if part in self._sizes.parts:
            self._rows[panel].append(part)

    def _left(self, panel: int, *more: str) -> float:
        """The room left on a panel when `more` stand there too."""
        parts = [*self._rows[panel], *more]
        return self._sizes.rooms[panel] - sum(self._sizes.parts[p] for p in parts) - self._sizes.gap * max(len(parts) - 1, 0)

    def done(self) -> Arrangement:
        """With all that finds room."""
        for forms, panels in _MORE:
            known = [form for form in forms if form in self._sizes.parts]
            spot = next(((form, p) for form in known for p in panels if self._left(p, form) >= 0), None)
            if spot:
                self._put(*spot)
            self._missing += known[: known.index(spot[0]) if spot else None]
        over = tuple(round(max(0.0, -self._left(panel)), 2) for panel in range(PANELS))
        return Arrangement(tuple(map(_ordered, self._rows)), over, tuple(self._missing))


def _ordered(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(parts, key=PARTS.index))
