"""One job from words to PDF; a plain function of plain data, so that any executor can run it."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from evenhand.build.fit import fitted
from evenhand.build.folding import folded_findings, notice_findings
from evenhand.build.plan import Job
from evenhand.build.prints import further
from evenhand.build.result import Files, Result
from evenhand.build.trial import Trial, Workshop
from evenhand.finding import Finding, Place, Severity, Trouble, error
from evenhand.sheet.codes import read_codes
from evenhand.sheet.fonts import Family, FontShelf
from evenhand.sheet.heard import heard
from evenhand.sheet.leaflet import opened, picture, read_leaflet
from evenhand.sheet.order import Order
from evenhand.sheet.page import Page, Theme
from evenhand.sheet.press import Press, Print

# What a draft shows, so that it can be mended.
_SEEN = ("L014",)


# A theme that was made ready before workers were forked from this process.
_prepared: dict[tuple[Path, ...], Theme] = {}


def prepare(templates: tuple[Path, ...]) -> None:
    """Make a theme ready for all workers that are forked from this process: Jinja takes half as long for the templates of a leaflet as
    the leaflet does."""
    _prepared[templates] = Theme(templates)
    _prepared[templates].prepare()


def open_workshop(templates: tuple[Path, ...], font_folders: tuple[Path, ...], scratch: Path) -> Workshop:
    """Set up one process; `scratch` is a folder of its own under the output folder."""
    return Workshop(Press(scratch), _prepared.get(templates) or Theme(templates), FontShelf(font_folders), scratch / "fonts")


def make_leaflet(workshop: Workshop, job: Job) -> Result:
    """Compose, press and read back one leaflet. Faults are in the result: one bad leaflet never stops the others."""
    began = time.perf_counter()
    order = job.order
    try:
        families = workshop.fonts.families(order.scripts)
        trial = Trial(workshop, job, families)
        density = fitted(trial)
        page, drawn = trial.drawn[density]
    except Trouble as trouble:
        return Result(job.path, b"", b"", 0, "", (), trouble.findings, time.perf_counter() - began, 0)
    findings = [*missing_letters(workshop.fonts, order, page, families)]
    pressed = drawn.write(tuple(f.name for f in families), order.papers)
    # The press names the letters that it missed too; the check above also says in which message they stand.
    findings += [f for f in pressed.findings if f.code != "L002" or not findings]
    layout = drawn.layout()
    with opened(pressed.pdf) as leaflet:
        sheets, codes, thumbnail = read_leaflet(leaflet), read_codes(leaflet, layout.blocks), picture(leaflet)
    findings += folded_findings(order, job.path, density, trial.folded) if trial.folded else []
    findings += notice_findings(order, job.path, drawn.areas()) if order.format.notice else []
    # Text that runs out of its column or its panel is seen on a draft, and mended; a final leaflet is not written with it.
    extras, faults = _further(trial, density, pressed)
    findings += faults
    fatal = any(f.severity is Severity.ERROR and (f.code not in _SEEN or job.state == "final") for f in findings)
    return Result(
        path=job.path,
        content=b"" if fatal else pressed.pdf,
        thumbnail=b"" if fatal else thumbnail,
        pages=pressed.pages,
        sha256="" if fatal else hashlib.sha256(pressed.pdf).hexdigest(),
        fonts=tuple((Path(file.path).name, file.sha256) for family in families for file in family.files),
        findings=tuple(findings),
        seconds=time.perf_counter() - began,
        density=density,
        sheets=sheets,
        areas=drawn.areas(),
        heard=heard(page.html, (sheet.text for sheet in sheets)),
        layout=layout,
        codes=codes,
        extras=() if fatal else extras,
    )


def _further(trial: Trial, density: int, pressed: Print) -> tuple[Files, tuple[Finding, ...]]:
    """The further files of a leaflet, or why there are none."""
    try:
        return further(trial.order, trial.job.prints, pressed, lambda bleed: trial.bled(density, bleed)), ()
    except Trouble as trouble:
        return (), trouble.findings


def missing_letters(fonts: FontShelf, order: Order, page: Page, families: tuple[Family, ...]) -> list[Finding]:
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
