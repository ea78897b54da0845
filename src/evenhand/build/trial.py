"""A leaflet on trial: laid out at one density after another, until one fits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from evenhand.build.guess import DOUBT, SLIGHT, Guess
from evenhand.build.plan import Job
from evenhand.sheet import late
from evenhand.sheet.cascade import Trees
from evenhand.sheet.fonts import Family, FontShelf, face_css
from evenhand.sheet.order import Order
from evenhand.sheet.page import Page, Theme
from evenhand.sheet.panels import Arrangement
from evenhand.sheet.press import Drawn, Press, Print
from evenhand.sheet.ruler import Rulers

# What warning signs on later pages than they may be on weigh, in pages.
LATE = 100
# The margin at the foot of a page, as a share of its height.
_FOOT = 0.07


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a worker process sets up once: the press, the theme, the fonts. `scratch` holds cut fonts."""

    press: Press
    theme: Theme
    fonts: FontShelf
    scratch: Path
    rulers: Rulers = field(default_factory=Rulers)
    trees: Trees = field(default_factory=Trees)


class Trial:
    """One leaflet, laid out at one density after another. Each is drawn once."""

    def __init__(self, workshop: Workshop, job: Job, families: tuple[Family, ...]) -> None:
        self._workshop, self.job, self._families = workshop, job, families
        self.folded: Arrangement | None = None
        self._roots = (*(Path(f.path) for family in families for f in family.files), workshop.scratch)
        self.say(job.order)
        self._faces = face_css(families, self.words.html + self.words.css, workshop.scratch)

    def say(self, order: Order) -> None:
        """Begin again with the parts of the page in the order's way; the words, and so the fonts, stay the same."""
        self.order, self._set, theme = order, late.plain(order), self._workshop.theme
        self.words = theme.compose(self._set, self._families)
        if not late.fills(self.words.html, self.words.css):
            self._set, self.words = order, theme.compose(order, self._families)
        self.drawn: dict[int, tuple[Page, Drawn]] = {}
        tree = self._workshop.trees.of(self._workshop.rulers.of(self._families))
        # No function of this trial: the two would hold each other, with all that was laid out.
        elements = partial(self._workshop.press.elements, self.words.html, self._roots)
        self._guess = Guess(theme, self._families, tree, self._set, elements)

    def draw(self, density: int) -> int:
        """How many pages it takes; signs on later pages than they may be on weigh more than any number of pages.

        Under the main message they must stand whole on the first page; over it, formats of large type give them more. Short parts
        stand whole where that is likely to take no page more.
        """
        if density not in self.drawn:
            kept = self.keeps(density)
            self._lay(density, kept)
            if kept and self._count(density) > self.likely(density):
                self._lay(density, False)
        return self._count(density)

    def _lay(self, density: int, kept: bool) -> None:
        page = self._page(density, kept)
        self.drawn[density] = (page, self._workshop.press.pages(page, self._faces, self._roots, self.job.path))

    def _count(self, density: int) -> int:
        return self.drawn[density][1].count + LATE * self._signs_late(self.drawn[density][1])

    def likely(self, density: int, scale: float = 1.0, kept: bool = False) -> int:
        """What `draw` is likely to say, reckoned; `scale` is how many times as much room all may take as reckoned."""
        pages = self._guess.pages(density, kept, scale)
        first, last = pages.named.get("help", (1, 1))
        return len(pages.feet) + LATE * (first > 1 or last > self._last)

    def full(self, density: int, limit: int, scale: float) -> float:
        """How much of so many pages it fills, reckoned, were there no white at their ends."""
        return self._guess.full(density, limit) * scale

    def error(self, density: int) -> float:
        """How many times as high as reckoned the parts of this setting are, which is drawn."""
        return self._guess.error(density, self.drawn[density][1].areas())

    def keeps(self, density: int) -> bool:
        """True when short parts are likely to find room where they stand whole."""
        return self.order.format.template == "leaflet" and self.likely(density, 1 + SLIGHT, kept=True) <= self.likely(density)

    def late(self, density: int) -> bool:
        """True when the signs stand on later pages than they may; reckoned, and laid out only where that cannot tell for certain."""
        if density in self.drawn:
            return self.draw(density) > LATE
        least, likely = (self.likely(density, scale) > LATE for scale in (1 - DOUBT, 1 + DOUBT))
        if least == likely:
            return least
        most = self._last + 1
        return self._signs_late(self._workshop.press.pages(self._page(density), self._faces, self._roots, self.job.path, most))

    @property
    def _last(self) -> int:
        """The last page that signs may stand on."""
        return self.order.format.spread if self.order.help_first else 1

    def _signs_late(self, drawn: Drawn) -> bool:
        signs = {area.page for area in drawn.areas() if area.id == "help"}
        if signs:
            return min(signs) > 1 or max(signs) > self._last
        # A page may have none; where it was not laid out to its end, they come on a later one.
        return not drawn.whole and 'id="help"' in self.words.html

    def _page(self, density: int, kept: bool = False) -> Page:
        css = self._workshop.theme.style(replace(self._set, kept=kept), self._families, density)
        return Page(self.words.html, css, late.colours_of(self.order) if self._set is not self.order else {})

    def bled(self, density: int, millimetres: float) -> Print:
        """The leaflet once more, with grounds that reach so far over the edge of the page."""
        page = self.drawn[density][0]
        wider = replace(page, css=f"{page.css}\n@page {{ bleed: {millimetres:g}mm }}")
        drawn = self._workshop.press.pages(wider, self._faces, self._roots, self.job.path)
        return drawn.write(tuple(family.name for family in self._families))

    def used(self, density: int) -> float:
        """How many pages are filled, the last one in part; what a page leaves white at its foot is no more than its margin."""
        feet: dict[int, float] = {}
        for area in self.drawn[density][1].areas():
            feet[area.page] = max(area.bottom / self.order.format.height, feet.get(area.page, 0))
        return sum(feet.values()) + _FOOT * (len(feet) - 1)

    def apart(self, density: int) -> bool:
        """True when the risks begin more than a page after the benefits."""
        first = {name: min((a.page for a in self.drawn[density][1].areas() if a.id == name), default=1) for name in ("benefits", "risks")}
        return first["risks"] > first["benefits"] + 1
