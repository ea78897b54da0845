"""The density of formats of one column: a booklet on whole sheets of paper, large print with its signs in front."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from evenhand.build.guess import SLIGHT
from evenhand.build.trial import Trial
from evenhand.sheet.measures import steps

# How many steps closer a page still has much the same air.
_EASY = 3
# Pages of a booklet beyond its last full sheet that are worth setting it closer.
_SPILL = 2


def fit_column(trial: Trial, fit: Callable[[Trial], int], in_front: Callable[[Trial], None]) -> int:
    """The density of a booklet or of large print; `fit` searches one that keeps to the limit, `in_front` puts the signs over
    the main message where they find no room under it.

    A booklet is folded out of sheets of four pages: where a few steps closer save a sheet, it is set closer. In large print
    the signs come first.
    """
    form = trial.order.format
    if form.spread > 1:
        trial.say(replace(trial.order, help_first=True))
        return fit(trial)
    in_front(trial)
    density = fit(trial)
    pages = trial.draw(density)
    if not form.bound or not 0 < pages % 4 <= _SPILL:
        return density
    fewer, scale = pages - pages % 4, trial.error(density) - SLIGHT
    closer = range(density + 1, min(density + 1 + _EASY, len(steps(trial.order))))
    return next((d for d in closer if trial.likely(d, scale) <= fewer and trial.draw(d) <= fewer), density)
