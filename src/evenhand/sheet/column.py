"""The measures of one-column formats: booklets, large and giant print. Sizes grow from the running text, not from a page."""

from __future__ import annotations

from collections.abc import Iterable

from evenhand.sheet.order import Order
from evenhand.sheet.script import Script, script_of
from evenhand.translation.edition import Edition
from evenhand.translation.wording import Phrase

_MM = 25.4 / 72
# A letter takes this share of its size, on the average of a line; a Han character takes nearly the whole square.
_ADVANCE = 0.54
# From this size on the foot has no room for clinic and date: they stand at the beginning and the end of the leaflet.
_BRIEF = 20.0
# From this size on the draft band is whole on the first page; later pages carry the mark alone.
_ONCE = 12.0


def column(order: Order, script: Script, air: tuple[float, float], leading: float) -> dict[str, object]:
    """What the style sheet of a one-column format asks for beside, or in place of, the measures of every page.

    `air` is the factor of space, and where the type stands between the best size of the format (1) and its least (0).
    """
    form, (space, size) = order.format, air
    body = form.text + (form.best - form.text) * size
    factor = max(script.size, 1.0)
    fine = form.least
    small = round(max(1.25, leading * 0.82), 3)
    full, mark = _band(order, fine * factor)
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
        "top": full if order.reasons else 11,
        "top_later": (mark if _marked(order) else full) if order.reasons else 11,
        "bottom": round(8.4 + 0.6 * script.overhang + _foot_lines(order, fine * factor) * fine * factor * _MM * small, 1),
        "marked": _marked(order),
        "brief": form.least >= _BRIEF,
        "open": form.opening > 1,
        "bound": form.bound,
    }


def brief(order: Order) -> bool:
    """True when letters are so large that the foot says only what tells leaflets apart."""
    return order.format.least >= _BRIEF


def _marked(order: Order) -> bool:
    return bool(order.reasons) and order.format.least > _ONCE


def _band(order: Order, size: float) -> tuple[float, float]:
    """Room for the draft band over the text, in millimetres: on the first page, and on later ones where only the mark stands."""
    size = max(size, 9.5)
    full, mark = (10.5 + script_of(order.edition.language.script).overhang,) * 2
    for edition in {e.language.tag: e for e in (order.edition, order.staff)}.values():
        line = size * _MM * max(1.25, script_of(edition.language.script).leading * 0.85)
        full += line * _lines(order, size, _letters(edition, ("draft.mark", order.reasons[0]))) if order.reasons else 0
        mark += line * _lines(order, size, _letters(edition, ("draft.mark",)))
    return round(full, 1), round(mark, 1)


def _foot_lines(order: Order, size: float) -> int:
    """How many lines the foot takes: the names of the language and the title, and what tells the version and the page."""
    own, staff = order.edition, order.staff
    name = 0 if own.language.tag == staff.language.tag else len(own.language.name_in(staff.language)) + 3
    names = len(own.language.endonym) + name + 3 + _said(staff.body.title)
    version = len(order.edition.handout.code) + len(order.edition.handout.version) + _letters(own, ("foot.version", "foot.page")) + 3
    # A date takes up to 18 letters.
    rest = 0 if brief(order) else len(order.brand.name) + 24
    return _lines(order, size, names) + _lines(order, size, version + rest)


def _letters(edition: Edition, keys: Iterable[str]) -> int:
    """The room that words of the interface take, in letters."""
    wide = 1.9 if script_of(edition.language.script).face else 1
    return round(sum(_said(edition.words[key]) + 1 for key in keys) * wide)


def _said(phrase: Phrase) -> int:
    return sum(len(run.text or run.slot) for form in phrase.forms[:1] for run in form)


def _lines(order: Order, size: float, letters: int) -> int:
    width = order.format.width - 2 * order.format.side - 6
    return max(1, -(-letters // int(width / (size * _MM * _ADVANCE))))
