"""One leaflet, drawn within its limits: what each executor calls. Plain functions of plain data."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from evenhand.build.guard import reading_only
from evenhand.build.plan import Job
from evenhand.build.result import SWOLLEN, Result, failed
from evenhand.build.screen import make_for_screens
from evenhand.build.site import Site
from evenhand.build.trial import Workshop
from evenhand.build.work import make_leaflet, open_workshop
from evenhand.finding import Trouble

# The press and its fonts are one to a process: where an executor has several threads, they take turns.
TURN = threading.Lock()
_workshops: dict[Site, Workshop] = {}


def draw_here(site: Site, job: Job) -> Result:
    """Draw a leaflet in this process, on a machine that sees the files of `site` and of the job."""
    with TURN:
        if site not in _workshops:
            _workshops.clear()
            _workshops[site] = open_workshop(site.templates, site.fonts, site.scratch)
        return draw_within(_workshops[site], job, site.limits.seconds)


def draw_within(workshop: Workshop, job: Job, seconds: int) -> Result:
    """Draw a leaflet; too much time or memory, a fault, or a read outside of its key is a finding."""
    try:
        with _clock(seconds), reading_only(_readable(workshop, job), job.path):
            return make_leaflet(workshop, job) if job.order.format.medium == "pdf" else make_for_screens(workshop, job)
    except _Late:
        return failed(job.path, "L012", f"the leaflet was not done after {seconds} s", "look for an endless table or a huge picture in it")
    except Trouble as trouble:
        return Result(job.path, b"", b"", 0, "", (), trouble.findings, 0.0, 0)
    except MemoryError:
        return failed(job.path, *SWOLLEN)


def _readable(workshop: Workshop, job: Job) -> list[Path]:
    """All that the key of a leaflet covers, and the scratch folder."""
    order = job.order
    try:
        fonts = [Path(file.path) for family in workshop.fonts.families(order.scripts) for file in family.files]
    except Trouble:
        fonts = []  # the leaflet itself will tell it
    profile = [job.prints.profile] if job.prints.profile else []
    return [*workshop.theme.folders, order.brand_folder, order.pictures, workshop.scratch.parent, *fonts, *profile]


class _Late(BaseException):
    """Not an Exception: nothing on the way may take it for a fault of its own."""


@contextmanager
def _clock(seconds: int) -> Iterator[None]:
    """Raise _Late after so many seconds (0: never)."""
    if not seconds:
        yield
    elif hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        with _alarm(seconds):
            yield
    else:
        with _watched(seconds):
            yield


@contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    """By a signal, which only the main thread of a POSIX process can take."""

    def ring(*_: object) -> None:
        raise _Late

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _watched(seconds: int) -> Iterator[None]:
    """By a second thread, which has CPython raise it in this one.

    One that was sent is always taken, here at the latest. Why: to call it back with NULL leaves CPython 3.11 looking for it at every
    turn, for as long as the process lives, and it hangs under a tracer.
    """
    raise_in, mine = ctypes.pythonapi.PyThreadState_SetAsyncExc, ctypes.c_ulong(threading.get_ident())
    over, sent, turn = threading.Event(), threading.Event(), threading.Lock()

    def watch() -> None:
        if not over.wait(seconds):
            with turn:
                if not over.is_set():
                    sent.set()
                    raise_in(mine, ctypes.py_object(_Late))

    threading.Thread(target=watch, daemon=True).start()
    taken = False
    try:
        yield
    except _Late:
        taken = True
        raise
    finally:
        with turn:
            over.set()
        with suppress(_Late):
            # It comes at a turn of a loop; but for one that somebody caught on the way.
            for _ in range(1000 if sent.is_set() and not taken else 0):
                pass
