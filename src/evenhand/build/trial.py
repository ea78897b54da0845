"""A leaflet on trial: laid out at one density after another, until one fits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from evenhand.build.plan import Job
from evenhand.sheet.fonts import Family, FontShelf, face_css
from evenhand.sheet.order import Order
from evenhand.sheet.page import Page, Theme
from evenhand.sheet.panels import Arrangement
from evenhand.sheet.press import Area, Drawn, Press, Print

# What warning signs on later pages than they may be on weigh, in pages.
LATE = 100
# The margin at the foot of a page, as a share of its height.
_FOOT = 0.07
# Parts that are short enough to stand whole; and one whose list may break, but not with so few millimetres of it on the next page.
_SHORT, _LIST, _FEW = ("approval", "cost", "questions", "notes"), "unknowns", 16.0


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a worker process sets up once: the press, the theme, the fonts. `scratch` holds cut fonts."""

    press: Press
    theme: Theme
    fonts: FontShelf
    scratch: Path


class Trial:
    """One leaflet, laid out at one density after another. Each is drawn once."""

    def __init__(self, workshop: Workshop, job: Job, families: tuple[Family, ...]) -> None:
        self._workshop, self.job, self._families = workshop, job, families
        self.folded: Arrangement | None = None
        self.say(job.order)
        self._faces = face_css(families, self.words.html + self.words.css, workshop.scratch)
        self._roots = (*(Path(f.path) for family in families for f in family.files), workshop.scratch)

    def say(self, order: Order) -> None:
        """Begin again with the parts of the page in the order's way; the words, and so the fonts, stay the same."""
        self.order, self.words = order, self._workshop.theme.compose(order, self._families)
        self.drawn: dict[int, tuple[Page, Drawn]] = {}

    def draw(self, density: int) -> int:
        """How many pages it takes; signs on later pages than they may be on weigh more than any number of pages.

        Under the main message they must stand whole on the first page; over it, formats of large type give them more.
        """
        if density not in self.drawn:
            page = self._page(density)
            self.drawn[density] = (page, self._workshop.press.pages(page, self._faces, self._roots, self.job.path))
        return self.drawn[density][1].count + LATE * self._signs_late(self.drawn[density][1])

    def late(self, density: int) -> bool:
        """True when the signs stand on later pages than they may; no page is laid out for it that cannot tell."""
        if density in self.drawn:
            return self.draw(density) > LATE
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

    def _page(self, density: int) -> Page:
        return Page(self.words.html, self._workshop.theme.style(self.order, self._families, density))

    def bled(self, density: int, millimetres: float) -> Print:
        """The leaflet once more, with grounds that reach so far over the edge of the page."""
        page = self.drawn[density][0]
        wider = Page(page.html, f"{page.css}\n@page {{ bleed: {millimetres:g}mm }}")
        drawn = self._workshop.press.pages(wider, self._faces, self._roots, self.job.path)
        return drawn.write(tuple(family.name for family in self._families))

    def used(self, density: int) -> float:
        """How many pages are filled, the last one in part; what a page leaves white at its foot is no more than its margin."""
        feet: dict[int, float] = {}
        for area in self.drawn[density][1].areas():
            feet[area.page] = max(area.bottom / self.order.format.height, feet.get(area.page, 0))
        return sum(feet.values()) + _FOOT * (len(feet) - 1)

    def tidy(self, density: int) -> None:
        """Keep short parts whole at this density, where the last page has room for what they take with them."""
        if self.order.format.template != "leaflet" or not self._parted(density):
            return
        before, pages = (self.order, self.words, self.drawn), self.draw(density)
        self.say(replace(self.order, kept=True))
        if self.draw(density) > pages:
            self.order, self.words, self.drawn = before

    def _parted(self, density: int) -> bool:
        """True when a short part is parted over pages and the last page has room for its first piece; or a list is, with
        a line or two on its last page, which another item joins wherever it stands."""
        count, areas = self.drawn[density][1].count, self.drawn[density][1].areas()
        first: dict[str, Area] = {}
        for area in areas:
            first.setdefault(area.id, area)
        later = [area for area in areas if area.page > first[area.id].page]
        if any(area.id == _LIST and area.bottom - area.top < _FEW for area in later):
            return True
        room = self.order.format.height * (1 - _FOOT)
        moved = max((room - first[area.id].top for area in later if area.id in _SHORT), default=0.0)
        return 0 < moved <= room - max((area.bottom for area in areas if area.page == count), default=room)

    def apart(self, density: int) -> bool:
        """True when the risks begin more than a page after the benefits."""
        first = {name: min((a.page for a in self.drawn[density][1].areas() if a.id == name), default=1) for name in ("benefits", "risks")}
        return first["risks"] > first["benefits"] + 1
