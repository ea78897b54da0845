"""How the verbs read a large project: in parts, where each process takes its share of the handouts; and without looking for garbage."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from evenhand.cli.main import Common
from evenhand.finding import Trouble

# From this many handouts on, a process for each core pays.
_MANY = 12


@contextmanager
def reading() -> Iterator[None]:
    """While much is read that stays, nobody looks for garbage among it: that took a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def in_parts(common: Common, work: Callable[..., tuple[list[Any], bool]]) -> list[Any] | None:
    """What `work(project, names, fonts, today)` finds in each part, one after the other; None when one process does it all.

    A project with files that cannot be read is gone through again in one process, which tells all faults together. This
    process loads nothing that only the others need: they would have to wait for it.
    """
    try:
        project = common.project()
    except Trouble:
        return None
    names = sorted(path.stem for path in project.handouts.glob("*.yaml"))
    if len(names) < _MANY or common.jobs == 1:
        return None
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    shares = [frozenset(names[i :: common.jobs]) for i in range(common.jobs)]
    # What is read stays until the end: looking for garbage among it only takes time.
    with ProcessPoolExecutor(common.jobs, mp_context=multiprocessing.get_context("spawn"), initializer=gc.disable) as pool:
        parts = [pool.submit(work, project, share, common.fonts(project), common.today) for share in shares]
        results = [part.result() for part in parts]
    return [one for found, _ in results for one in found] if all(whole for _, whole in results) else None


def kept(site: Any) -> Any:
    """What rules found in the texts of a project before, by builds and looks at its status."""
    from evenhand.build.program import judges
    from evenhand.checks.kept import Kept

    return Kept(site.scratch / "judged.json", judges(site.templates))
