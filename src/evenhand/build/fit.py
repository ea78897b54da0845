"""The search for a fit: the loosest setting of a leaflet that keeps to its limits, found with few layouts."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from evenhand.build.column import fit_column
from evenhand.build.folding import fit_folded, fit_notice
from evenhand.build.guess import DOUBT, SLIGHT
from evenhand.build.trial import Trial
from evenhand.sheet.measures import steps

# How many steps closer a page still has much the same air.
_EASY = 3
# A last page that is filled to less than this, its margin counted, holds a few lines only.
_CRUMB = 0.3
# How many steps looser than one that fits another is looked for.
_FAR = 2
# How full pages are at most, for parts that stay whole leave some white, and by how much a step is closer than the one before. Both
# only tell which step to ask next.
_FULL, _CLOSER = 0.985, 0.036


def fitted(trial: Trial) -> int:
    """The step that a leaflet is set at: it keeps to the handout's page limit, with the warning signs on page 1; when none does,
    the loosest with the fewest pages and the signs in their place, if any setting brings them there."""
    form = trial.order.format
    if form.pages:
        return fit_notice(trial) if form.notice else fit_folded(trial)
    if form.facing:
        return _fitted_facing(trial)
    return fit_column(trial, _fit, _signs_in_front) if form.template == "column" else _spared(trial, _fit(trial))


def _spared(trial: Trial, density: int) -> int:
    """The setting, or one that is a few steps closer and spares the last page: a few lines are not worth a page of their own."""
    pages = trial.draw(density)
    if trial.used(density) % 1 >= _CRUMB:
        return density
    closer = range(density + 1, min(density + 1 + _EASY, len(steps(trial.order))))
    fewer = (d for d in closer if trial.likely(d) < pages and trial.draw(d) < pages)
    return next((d for d in fewer if not trial.apart(d)), density)


def _fit(trial: Trial) -> int:
    """The step at which a leaflet keeps to its limit, the loosest or the one after it; where none does, of those with the fewest
    pages."""
    last = len(steps(trial.order)) - 1
    found = _loosest(trial, trial.order.page_limit)
    if found is None:
        found = _loosest(trial, trial.draw(last))
    return last if found is None else found


def _loosest(trial: Trial, limit: int) -> int | None:
    """A step that keeps to `limit` pages, with no looser one that does, but for the very next; None when none does.

    The first step that is reckoned to fit is laid out. What it took corrects the reckoning of the others: one that ran over sends
    the search on, and one that fits ends it, unless a step that is looser by two or more might fit as well.
    """
    ladder = range(len(steps(trial.order)))
    over, best, scale = set[int](), None, 1.0
    while (step := _next(trial, limit, [n for n in ladder if n not in over], best, scale)) is not None:
        if trial.draw(step) <= limit:
            best, scale = step, min(scale, trial.error(step))
            continue
        over.add(step)
        # It is higher than reckoned, by as much as makes it run over, if that is not too much to be true.
        scale = max(scale, min(trial.error(step), 1 + DOUBT))
        while trial.likely(step, scale) <= limit and scale < 1 + 2 * DOUBT:
            scale += SLIGHT
    return best


def _next(trial: Trial, limit: int, left: list[int], best: int | None, scale: float) -> int | None:
    """The step to lay out, of those that are left: the loosest that is likely to fit, or one that may if the reckoning errs.

    Once one fits, the best so far, only the one that is looser by two is asked for. While none does, the closest is in any case.
    """
    if best is not None:
        looser = best - _FAR
        return looser if looser in left and trial.likely(looser, scale - DOUBT) <= limit else None
    first = _first(trial, limit, left, scale)
    if first < len(left):
        return left[first]
    # A closer step may take a page more, where blocks break otherwise: all are asked.
    tries = ((n for n in left if trial.likely(n, size) <= limit) for size in (scale, scale - DOUBT))
    closest = len(steps(trial.order)) - 1
    return next((n for found in tries for n in found), closest if closest in left else None)


def _first(trial: Trial, limit: int, left: list[int], scale: float) -> int:
    """The place in `left` of the first step that is likely to fit, all after it taken to fit too; the number of steps where none does.

    How full the pages are at one step tells how far the edge is, so that fewer are asked than by halves.
    """
    low, high, at = 0, len(left), len(left) // 2
    while low < high:
        fits, full = trial.likely(left[at], scale) <= limit, trial.full(left[at], limit, scale)
        low, high = (low, at) if fits else (at + 1, high)
        away, half = ceil((full - _FULL) / _CLOSER), (low + high) // 2
        if not fits and away < 1:
            # A page ends early, or signs stand late: the next step, or one in the midst.
            away = 1 if full > 1 - 2 * _CLOSER else half - at
        at = min(max(low, min(at + away, half) if away > 0 else at + away), max(low, high - 1))
    return low


def _fitted_facing(trial: Trial) -> int:
    """The density of a page of two languages, which fills twice as fast.

    Where the signs find no room under the main message, they stand over it; where the benefits take so long that the
    risks would begin two pages later, they begin a page.
    """
    _signs_in_front(trial)
    density = _fit(trial)
    if trial.apart(density):
        trial.say(replace(trial.order, benefits_fresh=True))
        density = _fit(trial)
    return _spared(trial, density)


def _signs_in_front(trial: Trial) -> None:
    """Put the signs over the main message where they find no room under it while the page still has some air."""
    if all(trial.late(density) for density in (0, _EASY)):
        trial.say(replace(trial.order, help_first=True))
