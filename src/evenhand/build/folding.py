"""Set what has a set number of pages, a folded leaflet by measuring its parts and a notice, and say what is too full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from evenhand.build.trial import Trial
from evenhand.finding import Finding, Place, error
from evenhand.sheet.blocks import Area
from evenhand.sheet.measures import measures, steps, text_size
from evenhand.sheet.order import Order
from evenhand.sheet.panels import EDGE, PANELS, PARTS, Arrangement, Sizes, arrange

# The steps that a reader does not feel as tight: as far as these, a part that would be left out is worth a closer page.
_CALM = 8
# Parts whose keys in the handout have another name than on the page.
_KEYS = {"cover": "summary.message", "help": "red-flags", "key-points": "summary.key-points", "makers": "people"}


def fit_folded(trial: Trial) -> int:
    """The loosest density at which the panels hold as much of the handout as at any calm one; where none of those holds what
    must be there, the first that does, or the last one with what is too much. The trial keeps the way it is arranged."""
    order, found = trial.order, _Found(trial)
    last, calm = len(steps(order)) - 1, _CALM - 1
    density, low = calm, 0
    while not found[calm].poor and low < density:
        middle = (low + density) // 2
        good = found[middle].fits and found[middle].loss <= found[calm].loss
        density, low = (middle, low) if good else (density, middle + 1)
    if found[calm].poor:
        rich = next((d for d in range(_CALM, last + 1) if not found[d].poor), None)
        density = rich or next((d for d in range(calm, last) if found[d].fits), last)
    while True:
        trial.folded = found[density]
        trial.say(replace(order, panels=trial.folded.panels))
        trial.draw(density)
        # A word can be explained on another panel than it was when the parts stood in a row; so the pages have the last word.
        if trial.drawn[density][1].count <= PANELS or density == last:
            return density
        trial.say(order)
        density += 1


class _Found:
    """The best way to put the parts on the panels at each density that is asked for."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._known: dict[int, Arrangement] = {}

    def __getitem__(self, density: int) -> Arrangement:
        if density not in self._known:
            self._trial.draw(density)
            areas = self._trial.drawn[density][1].areas()
            self._known[density] = arrange(sizes_of(areas, self._trial.order.format.height))
        return self._known[density]


def sizes_of(areas: Iterable[Area], height: float) -> Sizes:
    """What the parts take when they stand in one row, on panels of a height in millimetres."""
    at: Mapping[str, Area] = {area.id: area for area in areas}
    parts = {name: at[name].bottom - at[name].top for name in PARTS if name in at}
    cover = at["cover"].top
    # On the cover the clinic's name stands over its parts; on the others the mark of a draft, which the row has once.
    head = at["slip"].top if "slip" in at else cover
    room = height - 2 * EDGE
    rooms = (room - (head - EDGE), *(room - (cover - head) for _ in range(PANELS - 1)))
    return Sizes(parts, rooms, at["cover-foot"].top - at["cover-close"].bottom)


def folded_findings(order: Order, name: str, density: int, found: Arrangement) -> list[Finding]:
    """Each panel that is too full, with its parts and by how many lines."""
    text = text_size(order, density)
    size = measures(order, (), density)
    line = text * float(str(size["leading"])) * 25.4 / 72
    told = []
    for number, (parts, over) in enumerate(zip(found.panels, found.over, strict=True), 1):
        if over:
            # The part that makes the panel what it is stands first.
            part = parts[0].split("-plain")[0].split("-brief")[0].split("-close")[0].split("-short")[0]
            place = Place(name, key=_KEYS.get(part, part), language=order.edition.language.tag, page=number)
            lines = max(1, round(over / line + 0.499))
            what = f"panel {number} ({', '.join(parts)}) is too full by {lines} lines of {text:g} points, the least"
            mend = f"shorten the texts of {_KEYS.get(part, part)} in this language by {lines} lines, or print it in another format"
            told.append(error("L014", place, what, mend))
    return told


def fit_notice(trial: Trial) -> int:
    """The loosest density at which a notice has its languages over its foot, on one page; else the last."""
    densities = range(len(steps(trial.order)))
    return next((d for d in densities if trial.draw(d) == 1 and not _lapping(trial.drawn[d][1].areas())), densities[-1])


def notice_findings(order: Order, name: str, areas: Iterable[Area]) -> list[Finding]:
    """The languages of a notice, when they run into its foot."""
    over = _lapping(areas)
    if not over:
        return []
    place = Place(name, key="languages", language=order.edition.language.tag, page=1)
    what = f"{len(order.named)} languages run {over:.0f} mm into the foot of the poster"
    return [error("L014", place, what, "shorten title and main message, or name fewer languages in the settings")]


def _lapping(areas: Iterable[Area]) -> float:
    """By how many millimetres the languages of a notice run into its foot."""
    at = {area.id: area for area in areas}
    return max(0.0, at["languages"].bottom - at["end"].top)
