"""The server that the workers of a build are forked from: it has loaded the press once for all of them.

Why a module of its own: a command starts it before it loads anything else, and it loads the press while the command reads and judges.
"""

from __future__ import annotations

import multiprocessing
import os
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path

from evenhand.build.site import Site
from evenhand.sheet.nofonts import CONF, confine

# The variable of its environment by which it is told where the templates are.
TEMPLATES = "EVENHAND_TEMPLATES"

# The folder that the server of this process was started for; fontconfig reads its settings there only once.
_served: Path | None = None


def begin(site: Site) -> None:
    """Start it, where an earlier build has left the folder that it needs: a build that stops at a fault writes nothing."""
    if _served is None and (site.scratch / CONF).is_file() and _forks():
        context(site)
        forkserver.ensure_running()


def templates() -> tuple[Path, ...]:
    """In the server itself: the folders of templates that it was started for, which it makes ready."""
    return tuple(Path(folder) for folder in os.environ.get(TEMPLATES, "").split(os.pathsep) if folder)


def serves(site: Site) -> bool:
    """True where it was started for this output folder."""
    return _served == site.scratch


def context(site: Site) -> BaseContext:
    """How workers are started: forked from the server; spawned where that cannot be had.

    Why not plain fork: the parent may have threads, and fontconfig must be loaded with our settings.
    """
    global _served
    if not _forks() or _served not in (None, site.scratch):
        return multiprocessing.get_context("spawn")
    _served = site.scratch
    confine(site.scratch)
    os.environ[TEMPLATES] = os.pathsep.join(map(str, site.templates))
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["evenhand.build.warm"])
    return found


def _forks() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()
