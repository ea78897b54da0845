"""One program at work: its time, and its memory with all processes that it starts."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# How often memory is looked at, in seconds.
_BEAT = 0.03
_SPAWN = Path(__file__).with_name("spawn.py")


@dataclass(frozen=True, slots=True)
class Took:
    """What a program took: seconds; the memory of its largest process and of all together, in MB; and what it said.

    `largest` is the most that one process had, the program's or one's that it waited for (`ru_maxrss`). `together` adds all up,
    what they share only once (PSS); it is 0 where nobody looked, or where the system does not tell.
    """

    seconds: float
    largest: int
    together: int
    said: str


def run(command: list[str], env: Mapping[str, str], given: str = "", watch: bool = False) -> Took:
    """Run a program to its end. Raises RuntimeError with what it said when it fails.

    `watch` looks at its memory as it goes; that takes time of its own, so that a run is watched or timed, never both.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, out, err, took = (Path(folder, name) for name in ("in", "out", "err", "took"))
        source.write_text(given, encoding="utf-8")
        with source.open() as stdin, out.open("w") as stdout, err.open("w") as stderr:
            spawn = [sys.executable, "-IS", str(_SPAWN), str(took), *command]
            process = subprocess.Popen(spawn, stdin=stdin, stdout=stdout, stderr=stderr, env=dict(env))
            watcher = _Watcher(process.pid) if watch else None
            process.wait()
            together = watcher.end() if watcher else 0
        said = out.read_text(encoding="utf-8")
        if process.returncode:
            told = (said + err.read_text(encoding="utf-8"))[-2000:]
            raise RuntimeError(f"{' '.join(command[:6])} … ended with {process.returncode}: {told}")
        seconds, largest = took.read_text().split()
        return Took(float(seconds), int(largest) // 1024, together, said)


class _Watcher:
    """Looks at all that a process started, until told to end; gives the most they had together, in MB."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most, self._over = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> int:
        self._over.set()
        self._thread.join()
        return self._most // 1024

    def _watch(self) -> None:
        while not self._over.wait(_BEAT):
            self._most = max(self._most, sum(map(_share, _family(self._pid) - {self._pid})))


def _family(pid: int) -> set[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in brackets may hold spaces; the parent is the second word after it.
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    found, todo = {pid}, [pid]
    while todo:
        new = children.get(todo.pop(), [])
        found.update(new)
        todo += new
    return found


def _share(pid: int) -> int:
    """The proportional share of memory of a process, in KB; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
