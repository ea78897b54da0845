"""Measure evenhand and other renderers on the same leaflets, and write what came out into docs/performance.md.

make bench                  # three rounds, ten languages
make bench ROUNDS=7 OPTIONS="--languages en ar ur --no-write"
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from evenhand.build.plan import Filters
from rivals.chart import chart
from rivals.engines import ENGINES, Absent, version_of
from rivals.leaf import BRAND, HANDOUTS, LANGUAGES, MANY, MANY_LANGUAGES, WARM_UP
from rivals.made import look
from rivals.measure import run
from rivals.pages import write_all_typst, write_leaves
from rivals.projects import REPOSITORY, SIZES, large_project, many_project, small_project
from rivals.report import replaced, report
from rivals.rounds import Field, Results, Rounds, environment

_PAGE, _CHART = REPOSITORY / "docs/performance.md", "benchmark.svg"


def main() -> None:
    """Set up, measure, write."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="rivals-") as folder:
        results, field = _measured(Path(folder), options)
        look(results, field.leaves, field.work / "pdf")
        if options.keep:
            shutil.copytree(field.work / "pdf", options.keep, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".scratch"))
    leaves, large = len(field.leaves), len(field.large_typst)
    part = report(results, leaves, large, _CHART)
    print(part)
    if options.write:
        _PAGE.write_text(replaced(_PAGE.read_text(encoding="utf-8"), part), encoding="utf-8")
        _PAGE.with_name(_CHART).write_text(chart(results, leaves, large), encoding="utf-8")


def _measured(work: Path, options: argparse.Namespace) -> tuple[Results, Field]:
    results = Results(machine=_machine())
    for engine in ENGINES:
        try:
            results.versions[engine] = version_of(engine)
        except Absent as why:
            results.absent[engine] = str(why)
    field = _set_up(work, options)
    results.tries = {leaf.name: leaf.tries for leaf in field.leaves}
    rounds = Rounds(field, results, _say)
    rounds.watched()
    for number in range(options.rounds):
        rounds.round(number)
    return results, field


def _set_up(work: Path, options: argparse.Namespace) -> Field:
    """The projects and what the renderers read; none of it is measured."""
    _say("the leaflets")
    small = small_project(work / "small", options.languages)
    found = {name: Filters((name,), tuple(options.languages), (BRAND,), ("a4",)) for name in HANDOUTS}
    leaves = tuple(leaf for filters in found.values() for leaf in write_leaves(small, filters, work / "leaves"))
    warm = tuple(write_leaves(small, Filters((WARM_UP,), ("en",), (BRAND,), ("a4",)), work / "leaves"))
    _say(f"an edition for {options.clinics} clinics")
    many = work / "many"
    names = many_project(many, options.clinics, MANY_LANGUAGES)
    # A language after the other, as a build draws them.
    each = [Filters((MANY,), (tag,), names, ("a4",)) for tag in MANY_LANGUAGES]
    clinics = tuple(leaf for filters in each for leaf in write_leaves(many, filters, work / "leaves"))
    _say(f"a project of {options.large} leaflets")
    large = large_project(work / "large", options.large)
    run([sys.executable, str(REPOSITORY / "tests/growth.py"), str(large), "--one"], environment())
    return Field(small, large, work, leaves, warm, tuple(write_all_typst(large, work / "large-typst")), many, clinics)


def _machine() -> dict[str, str]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"Python": platform.python_version(), platform.system(): f"{platform.machine()}, {cores} cores"}


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="rivals", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--languages", nargs="+", default=LANGUAGES, choices=LANGUAGES, help="of the leaflets that all renderers set")
    parser.add_argument("--large", type=int, default=240, choices=SIZES, help="leaflets of the project in which one string changes")
    parser.add_argument("--clinics", type=int, default=24, help="for how many clinics one edition is set")
    parser.add_argument("--no-write", dest="write", action="store_false", help="show the tables, and leave docs/ as it is")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="put there what each renderer made, to be looked at")
    return parser.parse_args()


if __name__ == "__main__":
    main()
