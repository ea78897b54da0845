"""Draw jobs on a Dask cluster that somebody runs (the only file that imports `distributed`).

Nothing of our own travels but plain functions and plain data. Dask keeps the files of a build by their content, takes them
to each worker that needs them, and draws the leaflets of a lost worker again.
"""

from __future__ import annotations

import logging
import pickle
import re
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from evenhand.build.executor import stream
from evenhand.build.parcel import OtherMaker, Packer, Parcel, differences, draw_parcel, this_maker
from evenhand.build.plan import Job
from evenhand.build.result import Result
from evenhand.build.site import Site
from evenhand.finding import Finding, Place, Trouble, error, usage_trouble

# Jobs under way for each thread of the cluster; how long to wait for a scheduler; how long a build waits when every worker
# has gone; how often workers are counted; seconds all.
_FLYING, _REACH, _PATIENCE, _COUNT = 3, 10, 600, 2
# Crates that are kept in the cluster, those used last: a theme, fonts and brands all the time, pictures while they are needed.
_HELD = 512
_ADDRESS = re.compile(r"(tcp|tls|ws|wss)://\S+:\d{1,5}")


def draw(jobs: list[Job], site: Site, address: str) -> Iterator[Result]:
    """The result of each job, in their order, from the workers of the scheduler at `address`.

    Raises Trouble for a scheduler that cannot be reached, workers with another program, and a scheduler that goes away.
    """
    with _client(address) as client:
        from distributed import KilledWorker

        _agree(client, address)
        sender = _Sender(client, site)
        try:
            yield from stream(jobs, sender.submit, _Room(client, address), (KilledWorker,))
        except OtherMaker as fault:
            raise usage_trouble(f"a worker of {address} joined with another program: {fault}", _MEND) from None
        except (CancelledError, OSError) as fault:
            what = f"the scheduler {address} went away ({type(fault).__name__})"
            raise usage_trouble(what, "what is done is kept: give the same command again when it is back") from None


_MEND = "install the same version there and start that worker again; all that is done is kept"


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        import distributed
    except ImportError:
        raise usage_trouble(
            "--scheduler needs the package distributed", "pip install 'evenhand[cluster]', here and on the workers"
        ) from None
    if not _ADDRESS.fullmatch(address):
        # Asked here, for a client with an address that it cannot use is slow to end.
        raise usage_trouble(f"--scheduler {address} is no address of a scheduler", "write it as tcp://HOST:PORT, or tls://HOST:PORT")
    dask: Any = distributed
    # What goes wrong is told once, as findings. Each of its loggers has a level of its own.
    for name in [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        # Its own comparison of versions, and its advice on large inputs: ours is stricter, and they travel once.
        warnings.filterwarnings("ignore", module=r"distributed\..*|dask\..*")
        try:
            client = dask.Client(address, timeout=_REACH, set_as_default=False)
        except (OSError, ValueError) as fault:
            mend = "start one with: dask scheduler; then workers with: dask worker ADDRESS --nthreads 1"
            raise usage_trouble(f"no Dask scheduler answers at {address}: {_line(fault)}", mend) from None
        try:
            yield client
        finally:
            client.close(timeout=_REACH)


def _line(fault: object) -> str:
    return (str(fault) or type(fault).__name__).splitlines()[0]


def _agree(client: Any, address: str) -> None:
    """Raise Trouble that names every worker whose program is another one than ours."""

    def asked() -> object:
        # Written inside: so it travels by value, and a worker without evenhand can say so.
        try:
            from evenhand.build.parcel import this_maker
        except ImportError as fault:
            return fault
        return this_maker()

    try:
        # Those that were started just now.
        client.wait_for_workers(1, timeout=_REACH)
    except TimeoutError:
        raise usage_trouble(f"the scheduler {address} has no workers", f"start some: dask worker {address} --nthreads 1") from None
    said: dict[str, Any] = client.run(asked, on_error="return")
    faults: list[Finding] = []
    for worker, theirs in sorted(said.items()):
        if not isinstance(theirs, dict):
            faults.append(error("F000", Place(), f"the worker {worker} has no evenhand of this version: {_line(theirs)}", _MEND))
        elif odd := differences(this_maker(), theirs):
            faults.append(error("F000", Place(), f"the worker {worker} would print other leaflets: {odd}", _MEND))
    if faults:
        raise Trouble(faults, usage=True)


class _Sender:
    """Sends each job with its words, and the crates that it names once for all."""

    def __init__(self, client: Any, site: Site) -> None:
        self._client, self._packer = client, Packer(site)
        self._executor: Executor = client.get_executor(pure=False)
        self._held: dict[str, Any] = {}

    def submit(self, job: Job) -> Future[Result]:
        parcel = self._packer.pack(job)

        def leaflet(parcel: bytes, *crates: bytes) -> Result:
            # Written inside, and all data as bytes: the scheduler reads the call, and need not have evenhand.
            from evenhand.build.cluster import unpack_and_draw

            return unpack_and_draw(parcel, crates)

        return self._executor.submit(leaflet, pickle.dumps(parcel), *(self._crate(name) for name in parcel.crates))

    def _crate(self, name: str) -> Any:
        """A crate as Dask holds it: a task that gives its bytes, so that one which was lost with its worker is there again."""

        def crate(data: bytes) -> bytes:
            return data

        held = self._held.pop(name, None)
        if held is None:
            held = self._client.submit(crate, self._packer.crate(name), key=f"evenhand-crate-{name}")
        self._held[name] = held
        if len(self._held) > _HELD:
            self._held.pop(next(iter(self._held)))
        return held


def unpack_and_draw(parcel: bytes, crates: tuple[bytes, ...]) -> Result:
    """In a worker: draw a leaflet; its files live in the worker's own folder, which Dask removes."""
    from distributed import get_worker

    sent: Parcel = pickle.loads(parcel)
    folder = Path(get_worker().local_directory) / "evenhand"
    return draw_parcel(sent, dict(zip(sent.crates, crates, strict=True)), folder)


class _Room:
    """How many jobs may be under way, by the workers that are there now. Raises Trouble when none has been for long."""

    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address
        self._counted, self._seen, self._threads = float("-inf"), time.monotonic(), 0

    def __call__(self) -> int:
        now = time.monotonic()
        if now - self._counted > _COUNT:
            self._counted, self._threads = now, sum(self._client.nthreads().values())
            self._seen = now if self._threads else self._seen
        if now - self._seen > _PATIENCE:
            what = f"the scheduler {self._address} has had no worker for {_PATIENCE // 60} minutes"
            raise usage_trouble(what, "start some, and give the same command again: what is done is kept")
        return max(1, self._threads) * _FLYING
