"""The same work on many things, shared by several processes; what comes back is in the order of the things."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def spread(work: Callable[[T], R], things: Sequence[T], jobs: int) -> Iterator[R]:
    """What `work` makes of each thing, one after the other, by `jobs` processes (by this one when there is but one).

    `work` is a function of a module, and takes and gives what can be sent to a process. Things go out in small lots, so
    that no process waits long for the last one. An exception of `work` comes through.
    """
    if jobs <= 1 or len(things) <= 1:
        yield from map(work, things)
        return
    lot = max(1, min(8, len(things) // (4 * jobs)))
    # Fresh processes: a copy of this one would take along whatever threads and open files it has.
    with ProcessPoolExecutor(min(jobs, len(things)), mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(work, things, chunksize=lot)
