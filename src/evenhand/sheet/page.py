"""Edition + brand + format -> HTML and CSS (the only file that uses Jinja2)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2

from evenhand.content.evidence import Certainty
from evenhand.sheet.brand import INK, Brand
from evenhand.sheet.facing import Facing
from evenhand.sheet.fonts import Family
from evenhand.sheet.format import Format
from evenhand.sheet.script import Script, script_of
from evenhand.sheet.writer import Writer
from evenhand.translation.edition import Edition
from evenhand.translation.standing import Approved

GREY = "#5a5a5a"
# Steps of density: factors of space and of leading, and millimetres off the margins (and pictures, and points off the
# title). A page that runs over its limit is set again tighter; the type of running text never shrinks.
# The last is for warnings, where one sheet that a person can hold up matters more than air.
DENSITIES = (
    *((1.0, 1.0, 0.0), (0.86, 0.97, 0.0), (0.72, 0.94, 0.5), (0.58, 0.92, 1.0)),
    *((0.45, 0.9, 1.5), (0.34, 0.86, 2.0), (0.22, 0.79, 2.5), (0.15, 0.72, 2.5), (0.08, 0.63, 2.5)),
)
CALM_STEPS = 8


@dataclass(frozen=True, slots=True)
class Page:
    """The HTML of an edition in a brand and a format, and the style sheet that goes with it (without its fonts)."""

    html: str
    css: str


@dataclass(frozen=True, slots=True)
class Order:
    """All that a page is made of. `staff` is the same handout in the language that the clinic's staff read.

    `reasons` are the keys of why it is a draft (empty: final); `code` stands for the sign-offs of a final one,
    `signed` holds the clinicians who signed its source, `signers` every record as plain data.
    `pictures` is the handout's folder, `brand_folder` the brand's.
    `source` is the edition that a facing format shows beside it, `source_digits` the digits that it is set in;
    with `help_first` the warning signs stand over the main message there.
    """

    edition: Edition
    staff: Edition
    brand: Brand
    format: Format
    reasons: tuple[str, ...]
    digits: str
    brand_folder: Path
    pictures: Path
    code: str = ""
    signed: tuple[str, ...] = ()
    signers: tuple[dict[str, str], ...] = ()
    source: Edition | None = None
    source_digits: str = ""
    help_first: bool = False

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Whose texts stand on the page: the patient's, and in facing formats the source beside it."""
        return (self.edition, self.source) if self.source else (self.edition,)

    @property
    def scripts(self) -> tuple[str, ...]:
        """Scripts that the page needs fonts for, the most wanted first."""
        return tuple(edition.language.script for edition in (*self.editions, self.staff))

    @property
    def page_limit(self) -> int:
        return int(self.edition.handout.max_pages * self.format.length)

    @property
    def fingerprint(self) -> str:
        """That of the edition; in facing formats one over both."""
        if not self.source:
            return self.edition.fingerprint
        return hashlib.sha256("".join(edition.fingerprint for edition in self.editions).encode()).hexdigest()


class Theme:
    """A theme's templates, from the first folder on the search path that has them."""

    def __init__(self, folders: tuple[Path, ...], name: str = "plain") -> None:
        self.folders = tuple(f / "themes" / name for f in folders)
        loader = jinja2.FileSystemLoader([str(f) for f in self.folders])
        shared = {"trim_blocks": True, "lstrip_blocks": True, "undefined": jinja2.StrictUndefined}
        self._html = jinja2.Environment(loader=loader, autoescape=True, **shared)  # type: ignore[arg-type]
        self._css = jinja2.Environment(loader=loader, autoescape=False, **shared)  # type: ignore[arg-type]

    def compose(self, order: Order, families: tuple[Family, ...], density: int = 0) -> Page:
        """The page at one density step (see DENSITIES)."""
        html = self._html.get_template(f"{order.format.template}.html").render(_words(order))
        return Page(html, self.style(order, families, density))

    def style(self, order: Order, families: tuple[Family, ...], density: int) -> str:
        """The style sheet at one density step; the words of a page are the same at every step."""
        return self._css.get_template(f"{order.format.template}.css").render(_measures(order, families, density))

    def audit(self, order: Order, sections: list[dict[str, object]], families: tuple[Family, ...]) -> Page:
        """The audit sheet of a leaflet; `sections` hold every word of it."""
        staff = order.staff.language
        title = f"{order.brand.name}: {order.edition.handout.code}, {order.edition.language.name_in(staff)}"
        issued = order.edition.handout.dates.issued.isoformat()
        values = {"sections": sections, "title": title, "staff_language": staff, "brand": order.brand.name, "issued": issued}
        return self.record("audit", order, families, values)

    def record(self, name: str, order: Order, families: tuple[Family, ...], values: Mapping[str, object]) -> Page:
        """A sheet for staff, from the templates of its name; `values` hold every word of it."""
        # Its labels are in Latin letters, whose fonts come last.
        fonts = {"labels": _stack((*families[-1:], *families[:-1])), "own": voice(order.edition, families)}
        measures = {**_measures(order, families, 0), **fonts}
        return Page(self.render(f"{name}.html", **values), self._css.get_template(f"{name}.css").render(measures))

    def render(self, template: str, **values: object) -> str:
        """Any other template of the theme, such as the index page."""
        return self._html.get_template(template).render(**values)


def _words(order: Order) -> dict[str, object]:
    """What the template of an order may say."""
    digits = (order.digits, order.source_digits)
    writers = [Writer(edition, order.staff, order.brand, system) for edition, system in zip(order.editions, digits, strict=False)]
    contexts = [writer.context(order.reasons, order.brand_folder, order.pictures) for writer in writers]
    names = contexts[0] | {"stamp": order.code or order.fingerprint[:8], "final_code": order.code, "signed": order.signed}
    names |= {"help_first": order.help_first}
    return Facing(writers[0], writers[1]).context(names, contexts[1]) if len(writers) == 2 else names


def voice(edition: Edition, families: tuple[Family, ...], tight: float = 1.0) -> dict[str, object]:
    """How one language is set where two stand on a page: its own fonts before the others, its leading and its size."""
    script = script_of(edition.language.script)
    leading = _leading(script, tight)
    stack = sorted(families, key=lambda f: not f.serves(script))
    names = {"families": _stack(stack), "leading": leading, "small": round(max(1.25, leading * 0.88), 3)}
    return names | {"heading": script.heading_leading, "size": script.size, "rtl": edition.language.rtl}


def _leading(script: Script, tight: float) -> float:
    # Nastaliq words hang below one another: closer lines would run into each other.
    return round(max(1 + (script.leading - 1) * tight, 1.84 if script.leading > 2 else 0), 3)


def _stack(families: Iterable[Family]) -> str:
    return ", ".join(f'"{f.name}"' for f in families)


def _measures(order: Order, families: tuple[Family, ...], density: int) -> Mapping[str, object]:
    script = script_of(order.edition.language.script)
    space, tight, trim = DENSITIES[density]
    leading = _leading(script, tight)
    colours, sheet = order.brand.colours, order.format
    return {
        "width": sheet.width,
        "height": sheet.height,
        "side": side(order, density),
        "top": _band_height(order) if order.reasons else 12,
        "trim": trim,
        "bottom": _foot_height(script, leading),
        "rail": sheet.rail,
        "gap": sheet.gap,
        "families": _stack(families),
        "beside": voice(order.source, families, tight) if order.source else None,
        "rtl": order.edition.language.rtl,
        "sz": lambda points: round(points * max(script.size, 1.0), 2),
        "sp": lambda millimetres: round(millimetres * space, 2),
        "leading": leading,
        "lead_leading": round(leading * 0.94, 3),
        "heading_leading": script.heading_leading,
        "title_leading": round(script.heading_leading * 0.96, 3),
        "small_leading": round(max(1.25, leading * 0.88), 3),
        "band_leading": round(max(1.25, leading * 0.85), 3),
        "foot_leading": _foot_leading(leading),
        "tick": round(0.9 + 2.1 * (leading - 1.4), 2),
        "brand": colours.brand,
        "tint": colours.tint,
        "tint_line": _mixed(colours.brand, 0.35),
        "ink": INK,
        "grey": GREY,
        "band": bool(order.reasons),
    }


def _foot_leading(leading: float) -> float:
    return round(max(1.25, leading * 0.82), 3)


def _foot_height(script: Script, leading: float) -> float:
    """Room for the foot in millimetres: a gap, a rule, two lines of 9 and 10 pt, and what printers leave white."""
    return round(
        7.6 + 0.3 * (script.leading > 1.45) + 0.4 * script.overhang + 19 * 0.353 * max(script.size, 1.0) * _foot_leading(leading), 1
    )


def side(order: Order, density: int) -> float:
    """The margin at both sides; a warning takes a little less, so that its one page holds all, and letters that overhang
    keep theirs."""
    if script_of(order.edition.language.script).overhang:
        return order.format.side
    return order.format.side - (2.5 if order.edition.handout.kind == "warning" else DENSITIES[density][2])


def _band_height(order: Order) -> float:
    """Room for the draft band over the text, in millimetres: a line or two in each language, and a gap.

    Why an estimate: margins are fixed before the band is laid out. A line of 9.5 pt holds about 100 letters.
    """
    room = 9.5 + script_of(order.edition.language.script).overhang
    for edition in {order.edition.language.tag: order.edition, order.staff.language.tag: order.staff}.values():
        letters = sum(len(run.text) for key in ("draft.mark", order.reasons[0]) for form in edition.words[key].forms[:1] for run in form)
        wide = 2 if script_of(edition.language.script).face else 1
        room += max(1, -(-letters * wide // 100)) * 9.5 * 0.353 * max(1.25, script_of(edition.language.script).leading * 0.85)
    return round(room, 1)


def _mixed(colour: str, share: float) -> str:
    """A colour mixed with white; `share` of it is the colour."""
    parts = (round(255 - (255 - int(colour[i : i + 2], 16)) * share) for i in (1, 3, 5))
    return "#" + "".join(f"{p:02x}" for p in parts)


def draft_reasons(edition: Edition, approved: Approved, today: dt.date, *, faulty: bool = False) -> tuple[str, ...]:
    """Why an edition is a draft, as keys of the interface, the gravest first; empty when it may be printed as final.

    `faulty`: a rule of severity error found something in its words or its data.
    """
    machine = edition.machine and not approved.read_by_a_person()
    facts = {
        "draft.missing": bool(edition.missing),
        "draft.stale": bool(edition.stale),
        "draft.findings": faulty,
        "draft.changed": approved.changed,
        "draft.machine": machine,
        "draft.unsigned": not machine and any(s.open for s in approved.own if s not in approved.source),
        "draft.source": any(s.open for s in approved.source),
        "draft.overdue": today > edition.handout.dates.review,
    }
    return tuple(key for key, holds in facts.items() if holds)


__all__ = ["Certainty", "Order", "Page", "Theme", "draft_reasons"]
