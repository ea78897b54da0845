"""The measures of one-column formats: booklets, large and giant print. Sizes grow from the running text, not from a page."""

from __future__ import annotations

import math
from collections.abc import Iterable

from evenhand.sheet.order import Order
from evenhand.sheet.script import Script, script_of
from evenhand.translation.edition import Edition
from evenhand.translation.wording import Phrase

_MM = 25.4 / 72
# What a Latin letter takes of its size, on the average of our words in Noto Sans, a part of them bold; other scripts say how
# many times as wide their letters are.
_ADVANCE = 0.52
# A line ends before a word that does not fit: so many letters stay empty.
_LOST = 4
# From these sizes on the foot has no room for the clinic, and none for the date: both stand in the leaflet too.
_NO_CLINIC, _NO_DATE = 12.0, 20.0


def column(order: Order, script: Script, air: tuple[float, float], leading: float) -> dict[str, object]:
    """What the style sheet of a one-column format asks for beside, or in place of, the measures of every page.

    `air` is the factor of space, and where the type stands between the best size of the format (1) and its least (0).
    """
    form, (space, size) = order.format, air
    body = form.text + (form.best - form.text) * size
    factor = max(script.size, 1.0)
    fine = form.least
    small = round(max(1.25, leading * 0.82), 3)
    return {
        "body": round(body * factor, 2),
        "fine": round(fine * factor, 2),
        # Headings of large print need not be as many times larger: a title of fifty points would take the page.
        "grow": lambda share: round(body * factor * share ** min(1.0, 12 / body), 2),
        "sp": lambda millimetres: round(millimetres * space * body / 12, 2),
        "mm": lambda millimetres: round(millimetres * body / 12, 2),
        "small_leading": small,
        "side": form.side,
        "lean": 0,
        # The draft band stands in the column, once; the other pages carry the mark alone, in the margin.
        "top": 11,
        "later": _mark_height(order, fine * factor) if order.reasons else 11,
        "bottom": round(8.4 + 0.6 * script.overhang + _foot_lines(order, fine * factor) * fine * factor * _MM * small, 1),
        "open": form.spread > 1,
        "help_first": order.help_first,
        "bound": form.bound,
    }


def foot_parts(order: Order) -> dict[str, bool]:
    """What the foot says beside the language, the title, the version and the page: the larger the letters, the less."""
    return {"clinic": order.format.least <= _NO_CLINIC, "date": order.format.least < _NO_DATE}


def _mark_height(order: Order, size: float) -> float:
    """Room over the text for the mark of a draft in both languages, in millimetres."""
    size, room = max(size, 9.5), 10.5 + script_of(order.edition.language.script).overhang
    for edition in {e.language.tag: e for e in (order.edition, order.staff)}.values():
        leading = max(1.25, script_of(edition.language.script).leading * 0.85)
        room += size * _MM * leading * _lines(order, size, _ems(edition, ("draft.mark",)))
    return round(room, 1)


def _foot_lines(order: Order, size: float) -> int:
    """How many lines the foot takes: the names of the language and the title, and what tells the version and the page."""
    own, staff, parts = order.edition, order.staff, foot_parts(order)
    name = 0 if own.language.tag == staff.language.tag else len(own.language.name_in(staff.language)) + 3
    names = _ADVANCE * (len(own.language.endonym) + name + 3 + _letters(staff.body.title))
    version = _ems(own, ("foot.version", "foot.page")) + _ADVANCE * (len(own.handout.code) + len(own.handout.version) + 6)
    # A date takes up to 18 letters.
    rest = parts["clinic"] * (len(order.brand.name) + 3) + parts["date"] * 21
    return _lines(order, size, names) + _lines(order, size, version + _ADVANCE * rest)


def _ems(edition: Edition, keys: Iterable[str]) -> float:
    """The room that words of the interface take on a line, as a multiple of the type size."""
    return _ADVANCE * script_of(edition.language.script).width * sum(_letters(edition.words[key]) + 1 for key in keys)


def _letters(phrase: Phrase) -> int:
    return sum(len(run.text or run.slot) for form in phrase.forms[:1] for run in form)


def _lines(order: Order, size: float, ems: float) -> int:
    """How many lines of the format so many ems fill."""
    width = (order.format.width - 2 * order.format.side - 6) / (size * _MM)
    return max(1, math.ceil(ems / (width - _LOST * _ADVANCE)))
