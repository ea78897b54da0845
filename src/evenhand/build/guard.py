"""Reads outside a leaflet's key are errors: a hook on every file that Python opens while a leaflet is drawn.

Why: a build skips what its key calls unchanged. A template that read one more file would print that file's old words for ever.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import evenhand
from evenhand.finding import Place, Trouble, error

# What the running program itself may read: the interpreter, its packages and our code, all of them in every key as versions.
_CODE = (sys.pycache_prefix,) if sys.pycache_prefix else ()
_HOMES = (*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, *_CODE, str(Path(evenhand.__file__).parent))
_PROGRAM = tuple(sorted({os.path.realpath(path) + os.sep for path in _HOMES}))
_SYSTEM = ("/dev/", "/proc/", "/sys/", "/etc/", "/usr/share/zoneinfo/")
_allowed: tuple[str, ...] | None = None
# The thread that draws: what others of the same process read, such as those of a worker of a cluster, is no part of a page.
_thread = 0
_installed = False


@contextmanager
def reading_only(roots: Iterable[Path], name: str) -> Iterator[None]:
    """While it lasts, only files under `roots` may be opened for reading. Raises Trouble that names any other."""
    global _allowed, _installed, _thread
    if not _installed:
        # A hook cannot be taken away again; it does nothing while no leaflet is drawn.
        sys.addaudithook(_seen)
        _installed = True
    _thread = threading.get_ident()
    _allowed = (*_PROGRAM, *_SYSTEM, *(os.path.realpath(r) for r in roots))
    try:
        yield
    except _Unkeyed as fault:
        what = f"the leaflet read {fault.path}, which is not in its key"
        mend = "report this as a fault of evenhand; a theme may read its own files only"
        raise Trouble([error("L016", Place(name), what, mend)]) from None
    finally:
        _allowed = None


class _Unkeyed(Exception):
    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def _seen(event: str, args: tuple[Any, ...]) -> None:
    if event != "open" or _allowed is None or threading.get_ident() != _thread:
        return
    if not isinstance(args[0], (str, bytes)) or _writes(args):
        return
    path = os.path.realpath(os.fsdecode(args[0]))
    if not path.startswith(_allowed):
        raise _Unkeyed(path)


def _writes(args: tuple[Any, ...]) -> bool:
    mode, flags = args[1], args[2]
    if isinstance(mode, str):
        return not mode.startswith("r") or "+" in mode
    return bool(flags & (os.O_WRONLY | os.O_RDWR))
