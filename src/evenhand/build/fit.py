"""The search for a fit: the loosest setting of a leaflet that keeps to its limits, found with few layouts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from html import unescape

from evenhand.build.column import fit_column
from evenhand.build.folding import fit_folded, fit_notice
from evenhand.build.trial import LATE, Trial
from evenhand.sheet.measures import steps
from evenhand.sheet.script import script_of

# How many steps closer a page still has much the same air.
_EASY = 3
# A last page that is filled to less than this, its margin counted, holds a few lines only.
_CRUMB = 0.3
# A step is tried where it is likely to fill this share of its pages at the most; and one that is likely to fill more than the other is
# held to run over them, untried: pages that must not part their blocks are never quite full. With both, 86 leaflets in 24 languages took
# 2.1 layouts each.
_LIKELY, _OVER = 0.97, 0.985
# By how much a step may seem too full and still be tried, where the closest one has a page more than it fills.
_NEAR = 1.03
# What a thousand letters take at the loosest step, in square millimetres at a leading of 1 (measured on 85 leaflets in 24 languages,
# within a tenth): where the search begins.
_AREA = 19_500
# How much more or less it is in some scripts, by the widths of their letters and by how their lines end.
_FILL = {"Arab": 0.92, "Aran": 0.82, "Kore": 0.72, "Hans": 0.9, "Hant": 0.9, "Jpan": 0.9, "Cyrl": 1.05, "Thai": 1.1}
_TAG = re.compile(r"<[^>]*>")


def fitted(trial: Trial) -> int:
    """The step that a leaflet is set at: it keeps to the handout's page limit, with the warning signs on page 1; when none does,
    the loosest with the fewest pages and the signs in their place, if any setting brings them there."""
    form = trial.order.format
    if form.pages:
        return fit_notice(trial) if form.notice else fit_folded(trial)
    if form.facing:
        density = _fitted_facing(trial)
    elif form.template == "column":
        density = fit_column(trial, _fit, _signs_in_front)
    else:
        density = _fit(trial, _guess(trial))
    trial.tidy(density)
    return density


def _fit(trial: Trial, start: int = 0) -> int:
    ladder = steps(trial.order)
    last = len(ladder) - 1
    # Where parts share a row, a page takes less than at the step before, with more air: those steps are a search of their own.
    apart = next((n for n, step in enumerate(ladder) if step.shared), len(ladder))

    def loosest(limit: int, start: int) -> int | None:
        found = _loosest(trial, limit, range(apart), min(start, apart - 1))
        if found is None:
            found = _by_fill(trial, limit, apart - 1)
        return found if found is not None or apart > last else _loosest(trial, limit, range(apart, last + 1), max(start, apart))

    found = loosest(trial.order.page_limit, start)
    if found is None:
        found = loosest(trial.draw(last), last)
    return last if found is None else found


def _loosest(trial: Trial, limit: int, among: range, start: int) -> int | None:
    """The loosest step that keeps to `limit` pages; None when none of them does.

    Each layout tells how full its pages are, and so about how full they would be at each other step: the search goes to the
    one that is likely, and ends where the next looser one is known, or nearly certain, to run over.
    """
    ladder, pages = steps(trial.order), limit % LATE
    too_loose, fits, step = among.start - 1, among.stop, start
    while fits - too_loose > 1:
        kept = trial.draw(step) <= limit
        whole = trial.used(step) / ladder[step].room
        if not kept:
            too_loose = step
        else:
            fits = step
            if step > among.start and whole * ladder[step - 1].room > pages * _OVER:
                break
        step = next((n for n in range(too_loose + 1, fits) if whole * ladder[n].room <= pages * _LIKELY), fits - 1)
    return fits if fits in among else None


def _by_fill(trial: Trial, limit: int, step: int) -> int | None:
    """The loosest step before this one, which runs over, that keeps to the limit, of those that are likely to be filled to about it.

    Why: where the blocks of a page break otherwise, a closer step may take a page more, and parts shared a row for nothing.
    """
    ladder = steps(trial.order)
    whole, pages = trial.used(step) / ladder[step].room, limit % LATE
    return next((n for n in range(step) if whole * ladder[n].room <= pages * _NEAR and trial.draw(n) <= limit), None)


def _guess(trial: Trial) -> int:
    """The step that is likely to fit, by how much there is to say."""
    order = trial.order
    script = script_of(order.edition.language.script)
    text = unescape(_TAG.sub("", trial.words.html.partition("<body")[2]))
    letters = len(text) if text.isascii() else sum(unicodedata.category(c) not in ("Mn", "Me", "Cf") for c in text)
    area = letters / 1000 * script.width * max(script.size, 1.0) ** 2 * script.leading * _AREA * _FILL.get(script.code, 1.0)
    whole = area / (order.format.width * order.format.height)
    ladder = steps(order)
    return next((n for n, step in enumerate(ladder) if whole * step.room <= order.page_limit * _LIKELY), len(ladder) - 1)


def _fitted_facing(trial: Trial) -> int:
    """The density of a page of two languages, which fills twice as fast.

    Where the signs find no room under the main message, they stand over it; where the benefits take so long that the
    risks would begin two pages later, they begin a page; and a few lines are not worth a page of their own.
    """
    _signs_in_front(trial)
    density = _fit(trial)
    if trial.apart(density):
        trial.say(replace(trial.order, benefits_fresh=True))
        density = _fit(trial)
    if trial.used(density) % 1 < _CRUMB:
        closer = range(density + 1, min(density + 1 + _EASY, len(steps(trial.order))))
        density = next((d for d in closer if trial.draw(d) < trial.draw(density) and not trial.apart(d)), density)
    return density


def _signs_in_front(trial: Trial) -> None:
    """Put the signs over the main message where they find no room under it while the page still has some air."""
    if trial.late(0) and trial.late(_EASY):
        trial.say(replace(trial.order, help_first=True))
