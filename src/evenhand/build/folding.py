"""Set a folded leaflet: measure its parts, put them on its six panels, and say which panel is too full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from evenhand.finding import Finding, Place, error
from evenhand.sheet.measures import measures, steps
from evenhand.sheet.order import Order
from evenhand.sheet.page import Page
from evenhand.sheet.panels import EDGE, PANELS, PARTS, Arrangement, Sizes, arrange
from evenhand.sheet.press import Area, Drawn

# The steps that a reader does not feel as tight: as far as these, a part that would be left out is worth a closer page.
_CALM = 6
# Parts whose keys in the handout have another name than on the page.
_KEYS = {"cover": "summary.message", "help": "red-flags", "key-points": "summary.key-points", "options-names": "options", "makers": "people"}


class Trial(Protocol):
    """A leaflet that can be laid out in several ways (`work._Trial`)."""

    order: Order
    drawn: dict[int, tuple[Page, Drawn]]

    def say(self, order: Order) -> None:
        """Begin again with the parts of the page in the order's way."""

    def draw(self, density: int) -> int:
        """Lay out at a density."""


def fit_folded(trial: Trial) -> tuple[int, Arrangement]:
    """The density at which the panels hold most of the handout, and the loosest of those; where no density holds what must be
    there, the last one, with what is too much. The trial has it drawn."""
    order, found = trial.order, _arrangements(trial)
    good = [d for d, a in enumerate(found) if a.fits]
    # Fewest left out first; at the same, the loosest.
    ranked = sorted((d for d in good if d < _CALM), key=lambda d: (len(found[d].left_out), d)) + [d for d in good if d >= _CALM]
    for density in (*ranked, len(steps(order)) - 1):
        trial.say(replace(order, panels=found[min(density, len(found) - 1)].panels))
        # A word can be explained on another panel than it was when the parts stood in a row; so the pages have the last word.
        trial.draw(density)
        if trial.drawn[density][1].count == PANELS:
            break
    return density, found[min(density, len(found) - 1)]


def _arrangements(trial: Trial) -> list[Arrangement]:
    """The panels at each density, as far as a looser one leaves something out."""
    found: list[Arrangement] = []
    for density in range(len(steps(trial.order))):
        trial.draw(density)
        found.append(arrange(sizes_of(trial.drawn[density][1].areas(), trial.order.format.height)))
        if found[-1].fits and (not found[-1].left_out or density >= _CALM - 1):
            break
    return found


def sizes_of(areas: Iterable[Area], height: float) -> Sizes:
    """What the parts take when they stand in one row, on panels of a height in millimetres."""
    at: Mapping[str, Area] = {area.id: area for area in areas}
    parts = {name: at[name].bottom - at[name].top for name in PARTS if name in at}
    cover = at["cover"].top
    # On the cover the clinic's name stands over its parts; on the others the mark of a draft, which the row has once.
    head = at["slip"].top if "slip" in at else cover
    room = height - 2 * EDGE
    return Sizes(parts, (room - (head - EDGE), *(room - (cover - head) for _ in range(PANELS - 1))), at["help"].top - at["cover-foot"].bottom)


def folded_findings(order: Order, name: str, density: int, found: Arrangement) -> list[Finding]:
    """Each panel that is too full, with its parts and by how many lines."""
    text = steps(order)[density].text
    size = measures(order, (), density)
    line = text * float(str(size["leading"])) * 25.4 / 72
    told = []
    for number, (parts, over) in enumerate(zip(found.panels, found.over, strict=True), 1):
        if over:
            part = next((p for p in parts if p in ("help", "benefits", "risks", "contact", "key-points")), parts[0])
            place = Place(name, key=_KEYS.get(part, part), language=order.edition.language.tag, page=number)
            lines = max(1, round(over / line + 0.499))
            what = f"panel {number} ({', '.join(parts)}) is too full by {lines} lines of {text:g} points, the least"
            mend = f"shorten the texts of {_KEYS.get(part, part)} in this language by {lines} lines, or print it in another format"
            told.append(error("L014", place, what, mend))
    return told
