"""Draw jobs on any executor in the manner of `concurrent.futures`: order kept, a bounded number under way, lost ones tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from evenhand.build.plan import Job
from evenhand.build.result import Result, failed
from evenhand.build.site import Site
from evenhand.build.task import draw_here

# How far the work may run ahead of the first leaflet that is not done, in jobs for each one under way: finished ones
# wait for it in memory.
_AHEAD = 8
# After so many seconds without a result it is asked anew how many jobs there is room for.
_ASK = 5


def draw(jobs: list[Job], site: Site, executor: Executor, room: int) -> Iterator[Result]:
    """The result of each job, in their order; `room` jobs are under way at a time.

    For executors whose processes see the files of `site`: processes or threads of this machine, or other machines with
    the same folders. It ends when all is done, and leaves the executor open.
    """
    site.scratch.mkdir(parents=True, exist_ok=True)
    return stream(jobs, lambda job: executor.submit(draw_here, site, job), lambda: room)


def stream(
    jobs: list[Job], submit: Callable[[Job], Future[Result]], room: Callable[[], int], lost: tuple[type[Exception], ...] = (BrokenExecutor,)
) -> Iterator[Result]:
    """The result of each job, in their order. `submit` begins one; `room` says how many may be under way.

    An exception of `lost` means that the process died. It may have been another leaflet of the same process that killed
    it, so each one lost is tried again with nothing beside it; a leaflet that is lost then too is a finding.
    """
    work = _Stream(jobs, submit, room, lost)
    try:
        yield from work.results()
    finally:
        for future in work.flying:
            future.cancel()


class _Stream:
    def __init__(
        self, jobs: list[Job], submit: Callable[[Job], Future[Result]], room: Callable[[], int], lost: tuple[type[Exception], ...]
    ) -> None:
        self._jobs, self._submit, self._room, self._lost = jobs, submit, room, lost
        self.flying: dict[Future[Result], int] = {}
        self._done: dict[int, Result] = {}
        # Jobs that were lost once: each is tried again alone, in turn.
        self._suspects: list[int] = []
        self._handed_out = self._given = 0

    def results(self) -> Iterator[Result]:
        while self._given < len(self._jobs):
            self._fill(self._room())
            ended, _ = wait(self.flying, timeout=_ASK, return_when=FIRST_COMPLETED)
            for future in ended:
                self._end(self.flying.pop(future), future)
            while self._given in self._done:
                yield self._done.pop(self._given)
                self._given += 1

    def _fill(self, room: int) -> None:
        """Begin as many as there is room for; while some were lost, one of them and nothing else."""
        last = min(len(self._jobs), self._given + _AHEAD * room)
        while not self._suspects and len(self.flying) < room and self._handed_out < last:
            self._handed_out += 1
            self._begin(self._handed_out - 1)
        if self._suspects and not self.flying:
            self._begin(self._suspects[0])

    def _begin(self, index: int) -> None:
        try:
            self.flying[self._submit(self._jobs[index])] = index
        except self._lost:
            self._lose(index)

    def _end(self, index: int, future: Future[Result]) -> None:
        try:
            self._done[index] = future.result()
        except self._lost:
            self._lose(index)
        else:
            self._suspects = [i for i in self._suspects if i != index]

    def _lose(self, index: int) -> None:
        if index not in self._suspects:
            self._suspects.append(index)
            return
        self._suspects.remove(index)
        what = "the process that drew this leaflet died, each time it was tried"
        self._done[index] = failed(self._jobs[index].path, "L007", what, "build it alone with --jobs 1 to see more, and report it")
