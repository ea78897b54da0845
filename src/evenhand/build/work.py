"""One job from words to PDF; a plain function of plain data, so that any executor can run it."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from pathlib import Path

from evenhand.build.folding import fit_folded, fit_notice, folded_findings, notice_findings
from evenhand.build.plan import Job
from evenhand.finding import Finding, Place, Severity, Trouble, error
from evenhand.sheet.fonts import Family, FontShelf, face_css
from evenhand.sheet.leaflet import Letters, picture, read_leaflet
from evenhand.sheet.measures import side, steps
from evenhand.sheet.order import Order
from evenhand.sheet.page import Page, Theme
from evenhand.sheet.panels import Arrangement
from evenhand.sheet.press import Area, Drawn, Press
from evenhand.sheet.script import script_of

# The room that each density takes at the least, as a share of the loosest: where the search for a fit begins. The
# search knows nothing but its own leaflet, so that it ends the same in any order of jobs.
_ROOM = (1.0, 0.96, 0.91, 0.87, 0.83, 0.79, 0.74, 0.68, 0.6, 0.58, 0.55)
# What warning signs on a later page than the first weigh, in pages.
_LATE = 100
# How many steps closer a page still has much the same air.
_EASY = 3
# What a draft shows, so that it can be mended.
_SEEN = ("L005", "L014", "L015")
# A last page that is filled to less than this, its margin counted, holds a few lines only.
_CRUMB = 0.3


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a worker process sets up once: the press, the theme, the fonts. `scratch` holds cut fonts."""

    press: Press
    theme: Theme
    fonts: FontShelf
    scratch: Path


@dataclass(frozen=True, slots=True)
class Result:
    """A leaflet, or why there is none (`content` empty). `seconds` is what it took; `density` the step at which it fitted.

    `content` is a PDF, or a web page or plain text in UTF-8, as the format says. `extras` are further files of the same
    leaflet, such as the one for the printer: the ending that takes the place of `pdf`, and the bytes.
    """

    path: str
    content: bytes
    thumbnail: bytes
    pages: int
    sha256: str
    fonts: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    seconds: float
    density: int
    sheets: tuple[Letters, ...] = ()
    areas: tuple[Area, ...] = ()
    extras: tuple[tuple[str, bytes], ...] = ()

    def files(self) -> dict[str, bytes]:
        """Every file of the leaflet by its path, the leaflet itself first."""
        stem = self.path.rsplit(".", 1)[0]
        return {self.path: self.content} | {f"{stem}.{ending}": data for ending, data in self.extras}


def open_workshop(templates: tuple[Path, ...], font_folders: tuple[Path, ...], scratch: Path) -> Workshop:
    """Set up one process; `scratch` is a folder of its own under the output folder."""
    return Workshop(Press(scratch), Theme(templates), FontShelf(font_folders), scratch / "fonts")


def make_leaflet(workshop: Workshop, job: Job) -> Result:
    """Compose, press and read back one leaflet. Faults are in the result: one bad leaflet never stops the others."""
    began = time.perf_counter()
    order = job.order
    try:
        families = workshop.fonts.families(order.scripts)
        page, drawn, density, folded = _fitted(workshop, job, families)
    except Trouble as trouble:
        return Result(job.path, b"", b"", 0, "", (), trouble.findings, time.perf_counter() - began, 0)
    findings = [*_missing_letters(workshop.fonts, order, page, families)]
    pressed = drawn.write(tuple(f.name for f in families))
    # The press names the letters that it missed too; the check above also says in which message they stand.
    findings += [f for f in pressed.findings if f.code != "L002" or not findings]
    sheets = read_leaflet(pressed.pdf)
    findings += folded_findings(order, job.path, density, folded) if folded else []
    findings += notice_findings(order, job.path, drawn.areas()) if order.format.notice else []
    findings += _layout(sheets, order, job.path, density)
    # Text that runs out of its column or its panel is seen on a draft, and mended; a final leaflet is not written with it.
    fatal = any(f.severity is Severity.ERROR and (f.code not in _SEEN or job.state == "final") for f in findings)
    return Result(
        path=job.path,
        content=b"" if fatal else pressed.pdf,
        thumbnail=b"" if fatal else picture(pressed.pdf),
        pages=pressed.pages,
        sha256="" if fatal else hashlib.sha256(pressed.pdf).hexdigest(),
        fonts=tuple((Path(file.path).name, file.sha256) for family in families for file in family.files),
        findings=tuple(findings),
        seconds=time.perf_counter() - began,
        density=density,
        sheets=sheets,
        areas=drawn.areas(),
    )


class _Trial:
    """One leaflet, laid out at one density after another. Each is drawn once."""

    def __init__(self, workshop: Workshop, job: Job, families: tuple[Family, ...]) -> None:
        self._workshop, self._job, self._families = workshop, job, families
        self.say(job.order)
        self._faces = face_css(families, self._words.html, workshop.scratch)
        self._roots = (*(Path(f.path) for family in families for f in family.files), workshop.scratch)

    def say(self, order: Order) -> None:
        """Begin again with the parts of the page in the order's way; the words, and so the fonts, stay the same."""
        self.order, self._words = order, self._workshop.theme.compose(order, self._families)
        self.drawn: dict[int, tuple[Page, Drawn]] = {}

    def draw(self, density: int) -> int:
        """How many pages it takes; signs on a later page than the first weigh more than any number of pages."""
        if density not in self.drawn:
            page = Page(self._words.html, self._workshop.theme.style(self.order, self._families, density))
            self.drawn[density] = (page, self._workshop.press.pages(page, self._faces, self._roots, self._job.path))
        late = any(area.id == "help" and area.page > 1 for area in self.drawn[density][1].areas())
        return self.drawn[density][1].count + _LATE * late

    def used(self, density: int) -> float:
        """How many pages are filled, the last one in part."""
        return max(area.page - 1 + area.bottom / self.order.format.height for area in self.drawn[density][1].areas())

    def apart(self, density: int) -> bool:
        """True when the risks begin more than a page after the benefits."""
        first = {name: min((a.page for a in self.drawn[density][1].areas() if a.id == name), default=1) for name in ("benefits", "risks")}
        return first["risks"] > first["benefits"] + 1


def _fitted(workshop: Workshop, job: Job, families: tuple[Family, ...]) -> tuple[Page, Drawn, int, Arrangement | None]:
    """The loosest setting that keeps to the handout's page limit, with the warning signs on page 1; when none does, the
    loosest with the fewest pages and the signs in their place, if any setting brings them there."""
    trial = _Trial(workshop, job, families)
    if job.order.format.cut == "third":
        density, folded = fit_folded(trial)
        return (*trial.drawn[density], density, folded)
    form = job.order.format
    density = _fitted_facing(trial) if form.facing else fit_notice(trial) if form.notice else _fit(trial)
    return (*trial.drawn[density], density, None)


def _fit(trial: _Trial) -> int:
    limit = trial.order.page_limit
    last = len(steps(trial.order)) - 1
    if trial.draw(0) <= limit:
        return 0
    used = trial.used(0)

    def fit(pages: int) -> int:
        """The first step that keeps to `pages`, from the first that can by the length of the loosest; `last` when none does."""
        start = next((d for d in range(last) if used * _ROOM[d] <= pages), last)
        return next((d for d in range(start, last) if trial.draw(d) <= pages), last)

    density = fit(limit)
    return fit(trial.draw(last)) if trial.draw(density) > limit else density


def _fitted_facing(trial: _Trial) -> int:
    """The density of a page of two languages, which fills twice as fast.

    Where the signs find no room under the main message, they stand over it; where the benefits take so long that the
    risks would begin two pages later, they begin a page; and a few lines are not worth a page of their own.
    """
    if trial.draw(0) > _LATE and trial.draw(_EASY) > _LATE:
        trial.say(replace(trial.order, help_first=True))
    density = _fit(trial)
    if trial.apart(density):
        trial.say(replace(trial.order, benefits_fresh=True))
        density = _fit(trial)
    if trial.used(density) % 1 < _CRUMB:
        closer = range(density + 1, min(density + 1 + _EASY, len(steps(trial.order))))
        density = next((d for d in closer if trial.draw(d) < trial.draw(density) and not trial.apart(d)), density)
    return density


def _missing_letters(fonts: FontShelf, order: Order, page: Page, families: tuple[Family, ...]) -> list[Finding]:
    """Letters that no font of the leaflet has, each with the message it stands in."""
    lacking = fonts.lacking(page.html, families)
    found = []
    texts = [(edition.language.tag, key, p) for edition in order.editions for key, p in edition.named.items()]
    for letter in lacking:
        holds = ((tag, key) for tag, key, p in texts if any(letter in r.text for form in p.forms for r in form))
        tag, key = next(holds, (order.edition.language.tag, ""))
        place = Place(f"{order.edition.handout.id}", key=key, language=tag)
        what = f"no font has the letter {letter} (U+{ord(letter):04X})"
        found.append(error("L002", place, what, "use a letter that the language is written with, or add a font folder to the settings"))
    return found


def _layout(sheets: tuple[Letters, ...], order: Order, name: str, density: int) -> list[Finding]:
    """What only the printed page shows: letters beyond the margins, more pages than the handout allows."""
    found = []
    for number, sheet in enumerate(sheets, 1):
        slack = side(order, density) - 3 - script_of(order.edition.language.script).overhang
        if sheet.left < slack or sheet.right > sheet.width - slack or sheet.top < 5 or sheet.bottom > sheet.height - 5:
            found.append(
                error("L005", Place(name), f"page {number}: text runs out of its column", "shorten the longest words or lines of this page")
            )
    limit = order.page_limit
    if order.format.pages and len(sheets) != limit:
        what = f"{len(sheets)} pages; the format {order.format.name} has {limit}"
        found.append(error("L015", Place(name), what, "shorten the texts, or print it in another format"))
    elif len(sheets) > limit:
        what = f"{len(sheets)} pages; the handout asks for {limit} at most"
        found.append(Finding("L006", Severity.WARNING, Place(name), what, "shorten the texts, or raise max-pages"))
    return found
