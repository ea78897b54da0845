"""The measures of a page: steps of density, margins, leading, fonts and colours, as its style sheet asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from evenhand.sheet.brand import INK
from evenhand.sheet.column import column
from evenhand.sheet.fonts import Family
from evenhand.sheet.order import Order
from evenhand.sheet.panels import EDGE
from evenhand.sheet.script import Script, script_of
from evenhand.sheet.setting import Setting, setting_of
from evenhand.translation.edition import Edition

GREY = "#5a5a5a"
# How much of the brand colour is in its lines on the tint.
TINT_LINE = 0.35


class Step(NamedTuple):
    """A step of density: factors of space and of leading, millimetres off the margins (and pictures, and points off the title),
    whether parts share a row, and how far the type stands between its best size (1) and its least (0).
    """

    space: float
    leading: float
    trim: float = 0.0
    shared: bool = False
    size: float = 0.0


# A page that runs over its limit is set again tighter; where its format's running text is at the least already, type stays.
# The last three of a warning are for it alone: one sheet that a person can hold up matters more than air. Rows are shared with
# more air first.
_LOOSER = (
    *(Step(1.0, 1.0), Step(0.86, 0.97), Step(0.72, 0.94, 0.5), Step(0.58, 0.92, 1.0)),
    *(Step(0.45, 0.9, 1.5), Step(0.34, 0.86, 2.0), Step(0.22, 0.79, 2.5)),
    Step(0.15, 0.72, 2.5),
)

CALM = (*_LOOSER, Step(0.15, 0.72, 2.5, True))

URGENT = (
    *(*_LOOSER, Step(0.08, 0.63, 2.5)),
    *(Step(0.34, 0.86, 2.5, True), Step(0.08, 0.63, 2.5, True)),
)
# One column: air first, then half a step of type each time, down to the least that the format allows.
COLUMN = (
    *(Step(1.0, 1.0, size=1.0), Step(0.85, 0.98, size=1.0), Step(0.7, 0.95, size=0.75)),
    *(Step(0.6, 0.93, size=0.5), Step(0.5, 0.9, size=0.25), Step(0.42, 0.88)),
    *(Step(0.34, 0.86), Step(0.26, 0.82), Step(0.15, 0.76)),
)
# A folded leaflet: text first, down to its least, then space and leading.
FOLDED = (
    *(Step(1.2, 1.0, size=1.0), Step(1.1, 1.0, size=0.73), Step(1.0, 1.0, size=0.45), Step(1.0, 0.97, size=0.27)),
    *(Step(0.86, 0.97, size=0.18), Step(0.8, 0.95, size=0.09), Step(0.8, 0.95), Step(0.6, 0.92), Step(0.45, 0.88, 1)),
    *(Step(0.3, 0.8, 2), Step(0.2, 0.74, 3, True), Step(0.1, 0.66, 3, True)),
)
# A notice: the more languages, the closer they stand.
POSTED = (
    *(Step(1.0, 1.0, size=1.0), Step(0.9, 0.97, size=0.83), Step(0.8, 0.96, 1, size=0.67), Step(0.72, 0.95, 3, size=0.5)),
    *(Step(0.6, 0.92, 5, size=0.375), Step(0.5, 0.9, 7, size=0.25), Step(0.4, 0.88, 9, size=0.125), Step(0.3, 0.86, 11)),
)


class Times(NamedTuple):
    """A length so many times as large; style sheets call it."""

    factor: float

    def __call__(self, length: float) -> float:
        return round(length * self.factor, 2)


def steps(order: Order) -> tuple[Step, ...]:
    """The steps of density of a handout in a format, loosest first."""
    if order.format.pages:
        return POSTED if order.format.notice else FOLDED
    if order.format.template == "column":
        return COLUMN
    return URGENT if order.edition.handout.kind == "warning" else CALM


def measures(order: Order, families: tuple[Family, ...], density: int) -> Mapping[str, object]:
    """All that the style sheet of a leaflet asks for: millimetres, points, leadings, colours and fonts at one step of density."""
    setting = setting_of(order.edition.language, order.digits)
    script, step = setting.script, steps(order)[density]
    space, tight, trim, shared = step[:4]
    leading = _leading(script, tight)
    # Where words hang, headings need no more than the text has.
    heading = min(script.heading_leading, leading) if script.overhang else script.heading_leading
    sheet = order.format
    own = column(order, script, (space, step.size), leading) if sheet.template == "column" else {}
    own |= _numbered(order, families, density) if sheet.pages else {}
    return {
        "width": sheet.width,
        "height": sheet.height,
        "side": side(order, density),
        # Letters that overhang stand out where lines begin, at the right; the white looks even when that margin is wider.
        "lean": 1.1 if script.overhang and side(order, density) < sheet.side else 0,
        "top": _band_height(order) if order.reasons else 12,
        "trim": trim,
        "bottom": _foot_height(script, leading),
        "rail": sheet.rail - (1.6 * trim if script.overhang else 0),
        "shared": shared or (script.overhang and trim >= 2),
        "gap": sheet.gap,
        "families": font_stack(families),
        "beside": voice(order.source, families, tight) if order.source else None,
        "rtl": order.edition.language.rtl,
        # Names, numbers and addresses in Latin letters: led by their own face, or the tall lines of the first one part them.
        "latin": font_stack((*families[1:], *families[:1]) if order.edition.language.direction == "rtl" else families),
        "sz": Times(max(script.size, 1.0)),
        "sp": Times(space),
        "leading": leading,
        "lead_leading": round(leading * 0.94, 3),
        "heading_leading": heading,
        "title_leading": round(heading * 0.96, 3),
        "small_leading": round(max(1.25, leading * 0.88), 3),
        "band_leading": round(max(1.25, leading * 0.85), 3),
        "foot_leading": _foot_leading(leading),
        "tick": round(0.9 + 2.1 * (leading - 1.4), 2),
        "band": bool(order.reasons),
        "kept": order.kept,
        **_colours(order),
        **_of_language(setting),
        **own,
    }


def _colours(order: Order) -> dict[str, object]:
    own = order.brand.colours
    return {"brand": own.brand, "tint": own.tint, "tint_line": mixed(own.brand, TINT_LINE), "ink": INK, "grey": GREY}


def _of_language(setting: Setting) -> dict[str, object]:
    return {"hyphens": setting.hyphens, "counter": setting.counter, "marker": setting.marker}


def _numbered(order: Order, families: tuple[Family, ...], density: int) -> dict[str, object]:
    """What formats with a set number of pages ask for beside: panels of a folded leaflet, notices."""
    return {
        "text": text_size(order, density),
        "edge": EDGE,
        "arranged": bool(order.panels),
        "across": columns(len(order.named)),
        "named": [voice(edition, families) for edition in order.named],
    }


def text_size(order: Order, density: int) -> float:
    """The size of running text at a step, in half points, in a format that has a best and a least one."""
    form = order.format
    return round(2 * (form.text + steps(order)[density].size * (form.best - form.text))) / 2


def columns(count: int) -> int:
    """How many languages stand side by side on a poster of `count` of them."""
    return next((wide for wide, most in ((2, 4), (3, 15), (4, 28)) if count <= most), 5)


def voice(edition: Edition, families: tuple[Family, ...], tight: float = 1.0) -> dict[str, object]:
    """How one language is set where two stand on a page: its own fonts before the others, its leading and its size."""
    script = setting_of(edition.language).script
    leading = _leading(script, tight)
    stack = sorted(families, key=lambda f: not f.serves(script))
    names = {"families": font_stack(stack), "leading": leading, "small": round(max(1.25, leading * 0.88), 3)}
    return names | {
        "heading": script.heading_leading,
        "size": script.size,
        "rtl": edition.language.rtl,
        "counter": setting_of(edition.language).counter,
    }


def _leading(script: Script, tight: float) -> float:
    # Nastaliq words hang below one another: closer lines would run into each other.
    return round(max(1 + (script.leading - 1) * tight, 1.84 if script.leading > 2 else 0), 3)


def font_stack(families: Iterable[Family]) -> str:
    """The families as a style sheet names them, the first wanted first."""
    return ", ".join(f'"{f.name}"' for f in families)


def _foot_leading(leading: float) -> float:
    return round(max(1.25, leading * 0.82), 3)


def _foot_height(script: Script, leading: float) -> float:
    """Room for the foot in millimetres: a gap, a rule, two lines of 9 and 10 pt, and what printers leave white."""
    # Letters that hang low share their lines with Latin ones, whose baseline is another: the lines grow by the difference.
    low = 1.4 if script.leading > 1.65 and not script.overhang else 0.3 * (script.leading > 1.45)
    return round(7.6 + low + 0.4 * script.overhang + 19 * 0.353 * max(script.size, 1.0) * _foot_leading(leading), 1)


def side(order: Order, density: int) -> float:
    """The margin at both sides, less as the page is set tighter; a warning takes less at once, so that its one page holds all.
    Letters that overhang reach into it where lines begin, so that margin is wider (`lean`). Panels and notices have one
    margin at every step."""
    if order.format.pages:
        return order.format.side
    less = steps(order)[density].trim
    if order.edition.handout.kind == "warning" and order.format.template != "column":
        less = 2.5
    return order.format.side - min(less, 2.4 if script_of(order.edition.language.script).overhang else less)


def slack(order: Order, density: int) -> float:
    """The millimetres at both sides of a page that hold no letters: its margin, but for the overhang of single letters."""
    return side(order, density) - 3 - script_of(order.edition.language.script).overhang


def _band_height(order: Order) -> float:
    """Room for the draft band over the text, in millimetres: a line or two in each language, and a gap.

    Why an estimate: margins are fixed before the band is laid out. A line of 9.5 pt holds about 100 letters.
    """
    room = 9.5 + script_of(order.edition.language.script).overhang
    for edition in {order.edition.language.tag: order.edition, order.staff.language.tag: order.staff}.values():
        letters = sum(len(run.text) for key in ("draft.mark", order.reasons[0]) for form in edition.words[key].forms[:1] for run in form)
        script = script_of(edition.language.script)
        line = max(1.25, script.leading * (0.97 if script.leading > 1.65 else 0.85))
        room += max(1, -(-letters * script.width // 100)) * 9.5 * 0.353 * line
    return round(room, 1)


def mixed(colour: str, share: float) -> str:
    """A colour mixed with white; `share` of it is the colour."""
    parts = (round(255 - (255 - int(colour[i : i + 2], 16)) * share) for i in (1, 3, 5))
    return "#" + "".join(f"{p:02x}" for p in parts)
