"""Which worker draws which leaflets: those of a language stay together, as long as there is other work for the others.

Why: the first leaflet in a script costs a worker up to a tenth of a second more, and the first of an edition as much as three that follow
it; shared out one by one, every worker pays for each of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from itertools import islice

from evenhand.build.plan import Job


class Shares:
    """Hands jobs out to workers, each once; `stretch` is how many are looked at together, `cost` what one is likely to take.

    What is drawn early waits in memory for its turn, so nothing is begun that lies further than two stretches ahead.
    """

    def __init__(self, jobs: Mapping[int, Job], stretch: int, cost: Callable[[Job], float]) -> None:
        self._jobs, self._stretch, self._cost = jobs, stretch, cost
        self._rest = deque(sorted(jobs))
        # Jobs that are begun, by language, in their order; and the language that each worker is at.
        self._groups: dict[str, deque[int]] = {}
        self._own: dict[int, str] = {}

    @property
    def left(self) -> int:
        """How many are not handed out yet."""
        return len(self._rest) + sum(map(len, self._groups.values()))

    @property
    def _near(self) -> bool:
        """True when the next stretch is no further than one away from the first job that is not handed out."""
        first = min((group[0] for group in self._groups.values()), default=self._rest[0])
        return self._rest[0] - first <= self._stretch

    def next(self, worker: int) -> int | None:
        """The next job of a worker: of the language that it is at, of the costliest one that nobody is at, or else the last one of the
        costliest; None when all are handed out."""
        own = self._of(worker)
        while own is None and self._rest and self._near:
            self._begin()
            own = self._of(worker)
        if not self._groups:
            return None
        name = own or max(self._groups, key=self._weight)
        group = self._groups[name]
        index = group.popleft() if own else group.pop()
        if not group:
            del self._groups[name]
        return index

    def _of(self, worker: int) -> str | None:
        """The language that a worker is at, or begins with now; None where there is none for it."""
        own = self._own.get(worker)
        if own not in self._groups:
            free = self._groups.keys() - self._own.values()
            own = max((name for name in self._groups if name in free), key=self._weight, default=None)
            if own is not None:
                self._own[worker] = own
        return own

    def _begin(self) -> None:
        for index in list(islice(self._rest, self._stretch)):
            self._groups.setdefault(self._jobs[index].order.edition.language.tag, deque()).append(index)
            self._rest.popleft()

    def _weight(self, name: str) -> float:
        return sum(self._cost(self._jobs[index]) for index in self._groups[name])
