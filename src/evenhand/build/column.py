"""The density of formats of one column: a booklet on whole sheets of paper, large print with its signs in front."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from evenhand.sheet.measures import steps
from evenhand.sheet.order import Order

# How many steps closer a page still has much the same air.
_EASY = 3
# Pages of a booklet beyond its last full sheet that are worth setting it closer.
_SPILL = 2
# A last page that is filled to less than this, its margin counted, holds a few lines only.
_CRUMB = 0.3


class Trial(Protocol):
    """A leaflet that can be laid out at several densities (`work._Trial`)."""

    order: Order

    def say(self, order: Order) -> None:
        """Begin again with the parts of the page in the order's way."""

    def draw(self, density: int) -> int:
        """Lay out at a density: how many pages it takes, more than a hundred when the signs stand too late."""

    def used(self, density: int) -> float:
        """How many pages are filled, the last one in part."""


T = TypeVar("T", bound=Trial)


def fit_column(trial: T, fit: Callable[[T], int], in_front: Callable[[T], None]) -> int:
    """The density of a booklet or of large print; `fit` searches one that keeps to the limit, `in_front` puts the signs over
    the main message where they find no room under it.

    A booklet is folded out of sheets of four pages: where a few steps closer save a sheet, it is set closer; so is large
    print whose last page would hold a few lines only. In large print the signs come first.
    """
    form = trial.order.format
    if form.spread > 1:
        trial.say(replace(trial.order, help_first=True))
    else:
        in_front(trial)
    density = fit(trial)
    pages = trial.draw(density)
    over = pages % 4 if form.bound else int(trial.used(density) % 1 < _CRUMB)
    if not 0 < over <= _SPILL:
        return density
    closer = range(density + 1, min(density + 1 + _EASY, len(steps(trial.order))))
    return next((d for d in closer if trial.draw(d) <= pages - over), density)
