"""Jobs on their way to a worker of this machine: an edition is packed once for all leaflets of it, and unpacked once by each worker.

Why: an edition is thousands of small objects, and a leaflet has two; to pack and to unpack them took a twentieth of a further clinic's
leaflet, half of it in the process of the command, which all workers wait for.
"""

from __future__ import annotations

import io
import pickle
from typing import Any, NamedTuple

from evenhand.build.plan import Job
from evenhand.translation.edition import Edition

# Editions that stay packed in the process of the command, and unpacked in a worker, which keeps to a language.
_PACKED, _UNPACKED = 64, 12
# Those that this worker has met, by their numbers; the last one used is the last.
_met: dict[int, Edition] = {}


class Wrapped(NamedTuple):
    """A job without its editions, and these by the numbers that stand in their places; `path` is that of its leaflet."""

    path: str
    job: bytes
    editions: tuple[tuple[int, bytes], ...]


class Wrapper:
    """Wraps the jobs of one build. Its numbers are known to the workers of that build alone."""

    def __init__(self) -> None:
        # By identity; each is held, so that no other can take its place.
        self._packed: dict[int, tuple[Edition, int, bytes]] = {}
        self._last = 0

    def wrap(self, job: Job) -> Wrapped:
        out = io.BytesIO()
        packer = _Packer(out, self)
        packer.dump(job)
        return Wrapped(job.path, out.getvalue(), tuple(packer.editions.values()))

    def packed(self, edition: Edition) -> tuple[int, bytes]:
        """The number of an edition, and the edition."""
        if id(edition) not in self._packed:
            self._last += 1
            if len(self._packed) >= _PACKED:
                self._packed.pop(next(iter(self._packed)))
            self._packed[id(edition)] = edition, self._last, pickle.dumps(edition)
        return self._packed[id(edition)][1:]


class _Packer(pickle.Pickler):
    def __init__(self, out: io.BytesIO, wrapper: Wrapper) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._wrapper = wrapper
        # By identity: one that stands twice in a job is one in it, however many are packed between.
        self.editions: dict[int, tuple[int, bytes]] = {}

    def persistent_id(self, thing: Any) -> int | None:
        if not isinstance(thing, Edition):
            return None
        if id(thing) not in self.editions:
            self.editions[id(thing)] = self._wrapper.packed(thing)
        return self.editions[id(thing)][0]


class _Unpacker(pickle.Unpickler):
    def __init__(self, wrapped: Wrapped) -> None:
        super().__init__(io.BytesIO(wrapped.job))
        self._packed, self._editions = dict(wrapped.editions), dict[int, Edition]()

    def persistent_load(self, number: int) -> Edition:
        # Here too one that stands twice is one.
        if number not in self._editions:
            self._editions[number] = _met[number] if number in _met else pickle.loads(self._packed[number])
        _met.pop(number, None)
        _met[number] = self._editions[number]
        if len(_met) > _UNPACKED:
            _met.pop(next(iter(_met)))
        return self._editions[number]


def unwrap(wrapped: Wrapped) -> Job:
    """The job, in a worker."""
    job: Job = _Unpacker(wrapped).load()
    return job
