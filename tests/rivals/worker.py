"""One renderer in a process of its own, warm: everything loaded and one other leaflet drawn before the clock starts.

    python -m rivals.worker < what.json

What is asked for comes as JSON on stdin (`Asked`), what it took goes as JSON to stdout. No leaflet is drawn twice by a process:
Typst, for one, keeps what it has set, and would do it again in no time.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rivals.engines import chromium_program
from rivals.leaf import Leaf


@dataclass(frozen=True, slots=True)
class Asked:
    """What a worker is to draw. `cores` 1 holds it to one core, with all that it starts. `root` is the project of evenhand."""

    engine: str
    cores: int
    root: str
    out: str
    leaves: tuple[Leaf, ...]
    warm: tuple[Leaf, ...]

    def text(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Told:
    """Seconds from the first leaflet to the last, and of each by its name (on one core), with what of it was layout where known."""

    seconds: float
    times: dict[str, float] = field(default_factory=dict)
    layout: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Do what stdin asks for."""
    data = json.load(sys.stdin)
    asked = Asked(**{**data, **{name: tuple(Leaf(**leaf) for leaf in data[name]) for name in ("leaves", "warm")}})
    if asked.cores == 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    Path(asked.out).mkdir(parents=True, exist_ok=True)
    if asked.engine == "evenhand":
        told = _evenhand(asked)
    elif asked.engine == "chromium":
        told = asyncio.run(_chromium(asked))
    else:
        told = _plain(asked, _WAYS[asked.engine])
    print(json.dumps(asdict(told)))


class Weasyprint:
    """WeasyPrint as its manual has it."""

    def __init__(self) -> None:
        from weasyprint import HTML

        self._html = HTML

    def draw(self, leaf: Leaf) -> tuple[bytes, float]:
        """The PDF, and how much of the time was layout. `write_pdf` of HTML is these two calls."""
        began = time.perf_counter()
        document = self._html(string=Path(leaf.html).read_text(encoding="utf-8")).render(pdf_variant="pdf/ua-1")
        laid = time.perf_counter() - began
        return document.write_pdf(pdf_variant="pdf/ua-1"), laid


class Typst:
    """Typst in Python: the fonts looked up once, a compiler for each document."""

    def __init__(self) -> None:
        import typst

        self._typst, self._fonts = typst, {}

    def draw(self, leaf: Leaf) -> tuple[bytes, float]:
        """The PDF; Typst does not tell how much of the time was layout."""
        folder = str(Path(leaf.typst).parent)
        if folder not in self._fonts:
            found = self._typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[f"{folder}/fonts"])
            self._fonts[folder] = found
        compiler = self._typst.Compiler(leaf.typst, root=folder, font_paths=self._fonts[folder])
        return compiler.compile(pdf_standards=["ua-1"]), 0.0


_WAYS: dict[str, Callable[[], Any]] = {"weasyprint": Weasyprint, "typst": Typst}
_way: Any = None
_out = ""


def _plain(asked: Asked, make: Callable[[], Any]) -> Told:
    """A renderer that is a function of a leaflet."""
    if asked.cores > 1:
        context = multiprocessing.get_context("fork")
        # Every process is warm before the clock starts.
        ready = context.Barrier(asked.cores + 1)
        with context.Pool(asked.cores, _open, (make, asked.warm, asked.out, ready)) as pool:
            ready.wait()
            began = time.perf_counter()
            pool.map(_drawn, asked.leaves, chunksize=1)
            return Told(time.perf_counter() - began)
    _open(make, asked.warm, asked.out)
    took = {leaf.name: _drawn(leaf) for leaf in asked.leaves}
    times = {name: seconds for name, (seconds, _) in took.items()}
    return Told(sum(times.values()), times, {name: layout for name, (_, layout) in took.items() if layout})


def _open(make: Callable[[], Any], warm: tuple[Leaf, ...], out: str, ready: Any = None) -> None:
    global _way, _out
    _way, _out = make(), out
    for leaf in warm:
        _way.draw(leaf)
    if ready:
        ready.wait()


def _drawn(leaf: Leaf) -> tuple[float, float]:
    began = time.perf_counter()
    pdf, layout = _way.draw(leaf)
    Path(_out, f"{leaf.name}.pdf").write_bytes(pdf)
    return time.perf_counter() - began, layout


def _evenhand(asked: Asked) -> Told:
    """evenhand as a build has it: composing, the search for a density, the press with its mends, reading back."""
    from evenhand.build import pool
    from evenhand.build.plan import Filters
    from evenhand.build.site import Site
    from evenhand.project import find_project
    from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
    from rivals.pages import jobs_of

    root, names = Path(asked.root), {leaf.path: leaf.name for leaf in (*asked.leaves, *asked.warm)}
    jobs = {names[job.path]: job for job in jobs_of(root, Filters()) if job.path in names}
    warm, todo = ([jobs[leaf.name] for leaf in leaves] for leaves in (asked.warm, asked.leaves))
    site = Site(find_project(root).templates, SYSTEM_FOLDERS, Path(asked.out))

    def keep(path: str, pdf: bytes) -> None:
        Path(asked.out, f"{names[path]}.pdf").write_bytes(pdf)

    if asked.cores > 1:
        list(pool.draw(warm * asked.cores, site, asked.cores))
        began = time.perf_counter()
        for result in pool.draw(todo, site, asked.cores):
            keep(result.path, result.content)
        return Told(time.perf_counter() - began)
    times, began = {}, time.perf_counter()
    for result in pool.draw([*warm, *todo], site, 1):
        keep(result.path, result.content)
        times[names[result.path]] = time.perf_counter() - began
        began = time.perf_counter()
    times = {leaf.name: times[leaf.name] for leaf in asked.leaves}
    return Told(sum(times.values()), times)


async def _chromium(asked: Asked) -> Told:
    """One headless browser, a tab for each core; each page is opened from its file and printed through the protocol."""
    from playwright.async_api import async_playwright

    times: dict[str, float] = {}
    todo = list(asked.leaves)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_program(), args=["--no-sandbox"])
        tabs = [await browser.new_page() for _ in range(asked.cores)]

        async def draw(tab: Any, leaf: Leaf) -> float:
            began = time.perf_counter()
            await tab.goto(Path(leaf.html).as_uri(), wait_until="load")
            await tab.evaluate("document.fonts.ready.then(() => 1)")
            pdf = await tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True)
            Path(asked.out, f"{leaf.name}.pdf").write_bytes(pdf)
            return time.perf_counter() - began

        async def work(tab: Any) -> None:
            while todo:
                leaf = todo.pop(0)
                times[leaf.name] = await draw(tab, leaf)

        for tab in tabs:
            for leaf in asked.warm:
                await draw(tab, leaf)
        began = time.perf_counter()
        await asyncio.gather(*map(work, tabs))
        seconds = time.perf_counter() - began
        await browser.close()
    return Told(seconds, times if asked.cores == 1 else {})


if __name__ == "__main__":
    main()
