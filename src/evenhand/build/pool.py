"""Draw jobs in several processes: order kept, a time and a memory limit for each, one retry when a process dies."""

from __future__ import annotations

import ctypes
import gc
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TYPE_CHECKING

from evenhand.build import server
from evenhand.build.plan import Job
from evenhand.build.result import SWOLLEN, Result, failed
from evenhand.build.shares import Shares
from evenhand.build.site import Site
from evenhand.build.wrapped import Wrapped, Wrapper, unwrap

# What draws leaflets is loaded where they are drawn: the process of the command only hands them out.
if TYPE_CHECKING:
    from evenhand.build.trial import Workshop

# Jobs that are with a worker at once; and that are shared out together, for each worker.
_FLYING, _STRETCH = 2, 16
# How many objects a worker makes more than it lets go of before it looks for garbage among them.
_SOON = 100_000
_workshop: Workshop | None = None
_seconds = 0


def _set_up(site: Site, alone: bool) -> None:
    """Open the workshop of this process; `alone`: it is a worker, not the process of the command itself."""
    from evenhand.build.work import open_workshop

    global _workshop, _seconds
    if alone:
        # Ctrl-C is for the parent, which lets running leaflets end.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _limit_memory(site.limits.memory)
    _workshop, _seconds = open_workshop(site.templates, site.fonts, site.scratch), site.limits.seconds
    # What a worker has set up lives as long as the worker: the garbage collector need not look at it again. And it looks seldom: a
    # leaflet makes hundreds of thousands of objects, and nearly all of them go by themselves.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SOON)


def _limit_memory(size: int) -> None:
    if size and sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _work(job: Job) -> Result:
    from evenhand.build.task import draw_within

    assert _workshop is not None
    result = draw_within(_workshop, job, _seconds)
    _give_back()
    return result


def _work_wrapped(job: Wrapped) -> Result:
    try:
        whole = unwrap(job)
    except MemoryError:
        return failed(job.path, *SWOLLEN)
    return _work(whole)


def _give_back() -> None:
    """Give unused memory back to the system, where that can be asked for (glibc): pages come and go in pieces of all sizes, and the C
    library keeps what lies between those that stay."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def draw(jobs: list[Job], site: Site, workers: int) -> Iterator[Result]:
    """The result of each job, in their order."""
    # One leaflet is drawn by a worker where one is at hand; else it would wait for the server.
    alone = workers <= 1 or (len(jobs) == 1 and not server.serves(site))
    workers = max(1, min(workers, len(jobs)))
    if alone:
        _set_up(site, alone=False)
        yield from map(_work, jobs)
        return
    done: dict[int, Result] = {}
    todo, next_up = dict(enumerate(jobs)), 0
    suspects: set[int] = set()
    while todo or done:
        source = _round(todo, site, workers) if not suspects else _alone(suspects, todo, site)
        suspects = set()
        for index, result in source:
            if result is None:
                suspects.add(index)
                continue
            done[index] = result
            todo.pop(index, None)
            while next_up in done:
                yield done.pop(next_up)
                next_up += 1


class _Worker:
    """A process of its own, and the jobs that are with it."""

    def __init__(self, site: Site) -> None:
        self.pool = _pool(site, 1)
        self.flying: dict[Future[Result], int] = {}

    def give(self, index: int, job: Wrapped) -> None:
        """Hand a job over; what is given to a process that died is lost as the others are."""
        try:
            future = self.pool.submit(_work_wrapped, job)
        except BrokenProcessPool as fault:
            future = Future()
            future.set_exception(fault)
        self.flying[future] = index


def _round(todo: dict[int, Job], site: Site, workers: int) -> Iterator[tuple[int, Result | None]]:
    """Results as they come; None for each job that was with a process when it died."""
    shares, hands = Shares(todo, _STRETCH * workers, cost), [_Worker(site) for _ in range(workers)]
    wrapper = Wrapper()
    try:
        while True:
            _hand_out(hands, shares, lambda index: wrapper.wrap(todo[index]))
            flying = {future: hand for hand in hands for future in hand.flying}
            if not flying:
                return
            ended, _ = wait(flying, return_when=FIRST_COMPLETED)
            lost = {flying[future] for future in ended if isinstance(future.exception(), BrokenProcessPool)}
            yield from ((flying[future].flying.pop(future), future.result()) for future in ended if flying[future] not in lost)
            if lost:
                # Which of those with it killed the process is not known: they are tried one by one.
                yield from ((index, None) for hand in lost for index in hand.flying.values())
                return
    finally:
        for waits in (False, True):
            for hand in hands:
                hand.pool.shutdown(wait=waits, cancel_futures=True)


def _hand_out(hands: list[_Worker], shares: Shares, job: Callable[[int], Wrapped]) -> None:
    """Give each worker a job, and one that waits for it as long as there are enough: at the end nothing waits beside an idle worker."""
    while True:
        number, hand = min(enumerate(hands), key=lambda numbered: len(numbered[1].flying))
        busy = len(hand.flying)
        if busy >= _FLYING or (busy and shares.left <= len(hands)):
            return
        index = shares.next(number)
        if index is None:
            return
        hand.give(index, job(index))


def _alone(suspects: set[int], todo: dict[int, Job], site: Site) -> Iterator[tuple[int, Result | None]]:
    """Each job in a process of its own; the one that ends its process again is lost."""
    for index in sorted(suspects):
        with _pool(site, 1) as pool:
            try:
                yield index, pool.submit(_work, todo[index]).result()
            except BrokenProcessPool:
                what = "the process that drew this leaflet died, twice"
                yield index, failed(todo[index].path, "L007", what, "build it alone with --jobs 1 to see more, and report it")


def _pool(site: Site, workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=server.context(site), initializer=_set_up, initargs=(site, True))


def cost(job: Job) -> float:
    """What a leaflet is likely to take, as a multiple of a plain one: costly languages go first, so that no core waits at the end."""
    order = job.order
    if order.format.medium != "pdf":
        return 0.1
    slow = {"Aran": 3.0, "Khmr": 2.0, "Mymr": 2.0, "Tibt": 2.0}.get(order.edition.language.script, 1.0)
    return slow * (2.5 if order.format.facing else 1.0) * order.format.length
