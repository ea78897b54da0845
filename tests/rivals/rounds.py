"""The rounds of a benchmark: every renderer and every kind of work in turn, again and again."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rivals.engines import build, cold
from rivals.leaf import BRAND, HANDOUTS, Leaf
from rivals.measure import Took, run
from rivals.projects import COLOUR, NUMBER, swap, swap_string
from rivals.worker import Asked

CORES = 2
# A program for one document, which has no warm process.
COLD_ONLY = ("sphinx-simplepdf",)


@dataclass(frozen=True, slots=True)
class Field:
    """Where all is measured: the projects, the leaflets as each renderer reads them, the folder of the benchmark."""

    small: Path
    large: Path
    work: Path
    leaves: tuple[Leaf, ...]
    warm: tuple[Leaf, ...]
    large_typst: tuple[Leaf, ...]
    # The leaflets of one edition for many clinics, a language after the other, and their project.
    many: Path
    clinics: tuple[Leaf, ...]

    @property
    def first(self) -> Leaf:
        """The leaflet of the cold starts: in English where that is measured."""
        return next((leaf for leaf in self.leaves if leaf.language == "en"), self.leaves[0])

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(leaf.language for leaf in self.leaves))


@dataclass(slots=True)
class Results:
    """What was measured. Keys of `times`: (renderer, kind of work); one number a round. `single` is by leaflet.

    `memory` is (all processes together, largest process) in MB; `sizes`, `pages` and `heard` (words, words lost) are by leaflet.
    """

    versions: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    machine: dict[str, str] = field(default_factory=dict)
    times: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    single: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    layout: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    sizes: dict[tuple[str, str], int] = field(default_factory=dict)
    pages: dict[tuple[str, str], int] = field(default_factory=dict)
    heard: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    touched: dict[str, int] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)

    def add(self, engine: str, work: str, seconds: float) -> None:
        self.times.setdefault((engine, work), []).append(seconds)


def environment() -> dict[str, str]:
    """That of the programs: our own modules on their path, the commands of this environment first, no settings of fonts."""
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": paths}
    env.pop("FONTCONFIG_FILE", None)
    return env


class Rounds:
    """Measures into `results`; `say` is told what comes next."""

    def __init__(self, field: Field, results: Results, say: Callable[[str], None]) -> None:
        self._field, self._results, self._say, self._env = field, results, say, environment()

    def watched(self) -> None:
        """The memory of each renderer, on the leaflets of one handout; all that is read lies in the system's cache then."""
        leaves = tuple(leaf for leaf in self._field.leaves if leaf.name.startswith(HANDOUTS[0]))
        for engine in self._results.versions:
            self._say(f"memory: {engine}")
            self._note(engine, "cold", self._cold(engine, watch=True))
            for cores in (1, CORES) if engine not in COLD_ONLY else ():
                self._note(engine, f"warm-{cores}", self._worker(engine, cores, leaves, watch=True))
        # A standing build for what comes.
        self._build(self._field.small)
        self._build(self._field.large)

    def round(self, number: int) -> None:
        """One round; the renderers begin with another one each time."""
        engines = list(self._results.versions)
        start = number % len(engines)
        for engine in engines[start:] + engines[:start]:
            self._say(f"round {number + 1}: {engine}")
            self._results.add(engine, "cold", self._cold(engine).seconds)
            if engine in COLD_ONLY:
                if number == 0:
                    self._in_pairs(engine)
                continue
            self._warm(engine)
            self._many(engine)
            self._two(engine, "two", self._field.leaves)
            if engine == "typst":
                self._two(engine, "all-large", self._field.large_typst)
        self._say(f"round {number + 1}: changes")
        for work, touched in self._works():
            self._results.touched[work] = touched

    def _note(self, engine: str, work: str, took: Took) -> None:
        self._results.memory[engine, work] = (took.together, took.largest)

    def _cold(self, engine: str, watch: bool = False) -> Took:
        out = self._field.work / "cold"
        out.mkdir(exist_ok=True)
        return run(cold(engine, self._field.first, self._field.small, out), self._env, watch=watch)

    def _worker(self, engine: str, cores: int, leaves: tuple[Leaf, ...], watch: bool = False) -> Took:
        folders = {self._field.large_typst: "pdf-large", self._field.clinics: "pdf-clinics"}
        out = self._field.work / folders.get(leaves, "pdf") / engine
        root = self._field.many if leaves == self._field.clinics else self._field.small
        asked = Asked(engine, cores, str(root), str(out), leaves, self._field.warm)
        return run([sys.executable, "-m", "rivals.worker"], self._env, asked.text(), watch)

    def _warm(self, engine: str) -> None:
        told: dict[str, Any] = json.loads(self._worker(engine, 1, self._field.leaves).said)
        self._results.add(engine, "warm", told["seconds"] / len(self._field.leaves))
        for name, seconds in told["times"].items():
            self._results.single.setdefault((engine, name), []).append(seconds)
        for name, seconds in told["layout"].items():
            self._results.layout.setdefault(name, []).append(seconds)

    def _many(self, engine: str) -> None:
        told: dict[str, Any] = json.loads(self._worker(engine, 1, self._field.clinics).said)
        self._results.add(engine, "many", told["seconds"] / len(self._field.clinics))

    def _two(self, engine: str, work: str, leaves: tuple[Leaf, ...]) -> None:
        self._results.add(engine, work, json.loads(self._worker(engine, CORES, leaves).said)["seconds"])

    def _in_pairs(self, engine: str) -> None:
        """All leaflets, two programs at a time, each for one leaflet."""
        out = self._field.work / "pdf" / engine
        with ThreadPoolExecutor(CORES) as pool:
            commands = [cold(engine, leaf, self._field.small, out) for leaf in self._field.leaves]
            began = time.perf_counter()
            list(pool.map(lambda command: run(command, self._env), commands))
            self._results.add(engine, "two", time.perf_counter() - began)

    def _works(self) -> Iterator[tuple[str, int]]:
        """What people do, by evenhand; each kind with how many leaflets it made anew."""
        small, large = self._field.small, self._field.large
        yield from self._changed("string", large, lambda: swap_string(large))
        yield from self._changed("nothing-large", large, lambda: None)
        yield from self._changed("number", small, lambda: swap(small, NUMBER))
        yield from self._changed("colour", small, lambda: swap(small, COLOUR))
        yield from self._changed("nothing", small, lambda: None)

    def _changed(self, work: str, root: Path, change: Callable[[], None]) -> Iterator[tuple[str, int]]:
        change()
        before = _made(root)
        self._results.add("evenhand", work, self._build(root).seconds)
        yield work, sum(stamp != before.get(path) for path, stamp in _made(root).items())

    def _build(self, root: Path) -> Took:
        wanted = [("brand", BRAND), *(("handout", h) for h in HANDOUTS), *(("lang", tag) for tag in self._field.languages)]
        filters = [part for name, value in wanted for part in (f"--{name}", value)] if root == self._field.small else []
        return run(build(root, *filters), self._env)


def _made(root: Path) -> dict[str, int]:
    """When each leaflet of a project was written."""
    return {str(path): path.stat().st_mtime_ns for path in (root / "build").rglob("*.pdf")}
