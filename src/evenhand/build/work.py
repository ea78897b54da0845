"""One job from words to PDF; a plain function of plain data, so that any executor can run it."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from pathlib import Path

from evenhand.build.plan import Job
from evenhand.finding import Finding, Place, Severity, Trouble, error
from evenhand.sheet.fonts import Family, FontShelf, face_css
from evenhand.sheet.leaflet import Letters, picture, read_leaflet
from evenhand.sheet.measures import side, steps
from evenhand.sheet.order import Order
from evenhand.sheet.page import Page, Theme
from evenhand.sheet.press import Area, Drawn, Press
from evenhand.sheet.script import script_of

# The room that each density takes at the least, as a share of the loosest: where the search for a fit begins. The
# search knows nothing but its own leaflet, so that it ends the same in any order of jobs.
_ROOM = (1.0, 0.96, 0.91, 0.87, 0.83, 0.79, 0.74, 0.68, 0.6, 0.55)
# What warning signs on a later page than the first weigh, in pages.
_LATE = 100


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a worker process sets up once: the press, the theme, the fonts. `scratch` holds cut fonts."""

    press: Press
    theme: Theme
    fonts: FontShelf
    scratch: Path


@dataclass(frozen=True, slots=True)
class Result:
    """A leaflet, or why there is none (`pdf` empty). `seconds` is what it took; `density` the step at which it fitted."""

    path: str
    pdf: bytes
    thumbnail: bytes
    pages: int
    sha256: str
    fonts: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    seconds: float
    density: int
    sheets: tuple[Letters, ...] = ()
    areas: tuple[Area, ...] = ()


def open_workshop(templates: tuple[Path, ...], font_folders: tuple[Path, ...], scratch: Path) -> Workshop:
    """Set up one process; `scratch` is a folder of its own under the output folder."""
    return Workshop(Press(scratch), Theme(templates), FontShelf(font_folders), scratch / "fonts")


def make_leaflet(workshop: Workshop, job: Job) -> Result:
    """Compose, press and read back one leaflet. Faults are in the result: one bad leaflet never stops the others."""
    began = time.perf_counter()
    order = job.order
    try:
        families = workshop.fonts.families(order.scripts)
        page, drawn, density = _fitted(workshop, job, families)
    except Trouble as trouble:
        return Result(job.path, b"", b"", 0, "", (), trouble.findings, time.perf_counter() - began, 0)
    findings = [*_missing_letters(workshop.fonts, order, page, families)]
    pressed = drawn.write(tuple(f.name for f in families))
    # The press names the letters that it missed too; the check above also says in which message they stand.
    findings += [f for f in pressed.findings if f.code != "L002" or not findings]
    sheets = read_leaflet(pressed.pdf)
    findings += _layout(sheets, order, job.path, density)
    # Text that runs out of its column is seen on a draft, and mended; a final leaflet is not written with it.
    fatal = any(f.severity is Severity.ERROR and (f.code != "L005" or job.state == "final") for f in findings)
    return Result(
        path=job.path,
        pdf=b"" if fatal else pressed.pdf,
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


def _fitted(workshop: Workshop, job: Job, families: tuple[Family, ...]) -> tuple[Page, Drawn, int]:
    """The loosest setting that keeps to the handout's page limit, with the warning signs on page 1; when none does, the
    loosest with the fewest pages and the signs in their place, if any setting brings them there."""
    limit = job.order.page_limit
    words = workshop.theme.compose(job.order, families)
    faces = face_css(families, words.html, workshop.scratch)
    roots = (*(Path(f.path) for family in families for f in family.files), workshop.scratch)
    drawn: dict[int, tuple[Page, Drawn]] = {}

    def draw(density: int) -> int:
        if density not in drawn:
            page = Page(words.html, workshop.theme.style(job.order, families, density))
            drawn[density] = (page, workshop.press.pages(page, faces, roots, job.path))
        document = drawn[density][1]
        late = any(area.id == "help" and area.page > 1 for area in document.areas())
        # Signs on a later page weigh more than any number of pages.
        return document.count + _LATE * late

    last = len(steps(job.order)) - 1

    def fit(pages: int) -> int:
        """The first step that keeps to `pages`, from the first that can by the length of the loosest; `last` when none does."""
        start = next((d for d in range(last) if used * _ROOM[d] <= pages), last)
        return next((d for d in range(start, last) if draw(d) <= pages), last)

    if job.order.format.facing and draw(0) > _LATE and draw(last) > _LATE:
        # Two languages fill page 1 twice as fast: where the signs find no room under the main message, they stand over it.
        words = workshop.theme.compose(replace(job.order, help_first=True), families)
        drawn.clear()
    if draw(0) <= limit:
        return (*drawn[0], 0)
    used = _used(drawn[0][1], job.order.format.height)
    density = fit(limit)
    if draw(density) > limit:
        density = fit(draw(last))
    return (*drawn[density], density)


def _used(drawn: Drawn, height: float) -> float:
    """How many pages are filled, the last one in part."""
    return max(area.page - 1 + area.bottom / height for area in drawn.areas())


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
    if len(sheets) > limit:
        what = f"{len(sheets)} pages; the handout asks for {limit} at most"
        found.append(Finding("L006", Severity.WARNING, Place(name), what, "shorten the texts, or raise max-pages"))
    return found
