"""evenhand translate status and changes: how far each translation is, and what the source has changed under it."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common

# From this many handouts on, a process for each core pays.
_MANY = 12


@click.command()
@click.option("--handout", "handouts", multiple=True, help="Only this handout (or interface); may be repeated.")
@click.option("--lang", "languages", multiple=True, help="Only this language; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="The rows as JSON on stdout.")
@click.option(
    "--require",
    is_flag=False,
    flag_value="signed",
    type=click.Choice(["translated", "signed"]),
    help="Exit 1 unless every row is translated, current and without errors (translated), and signed too (signed; what it is alone).",
)
@common
def status(common: Common, handouts: tuple[str, ...], languages: tuple[str, ...], as_json: bool, require: str | None) -> None:
    """Show for each handout and language what is done, stale, missing, found, and signed by whom."""
    rows = _chosen(_rows(common), handouts, languages)
    if as_json:
        click.echo(json.dumps({"rows": [row.as_data() for row in rows]}, ensure_ascii=False, indent=1))
    else:
        click.echo(_table(rows))
    unmet = [r for r in rows if not r.translated_in_full or (require == "signed" and r.reasons)]
    sys.exit(1 if require and unmet else 0)


def _chosen(rows: list[Any], handouts: tuple[str, ...], languages: tuple[str, ...]) -> list[Any]:
    """The rows asked for. Raises Trouble for a name that no row has."""
    from evenhand.finding import Place, Trouble, error

    tags = tuple(tag.replace("_", "-") for tag in languages)
    known = {"handout": {r.handout for r in rows}, "language": {r.language for r in rows}}
    faults = [
        error("F000", Place(), f"unknown {kind}: {name}", f"known: {', '.join(sorted(known[kind])) or 'none'}")
        for kind, names in (("handout", handouts), ("language", tags))
        for name in names
        if name not in known[kind]
    ]
    if faults:
        raise Trouble(faults, usage=True)
    return [r for r in rows if (not handouts or r.handout in handouts) and (not tags or r.language in tags)]


def _rows(common: Common) -> list[Any]:
    from evenhand.checks.run import check
    from evenhand.checks.status import status as rows_of
    from evenhand.sheet.fonts import FontShelf
    from evenhand.sheet.shelf import read_shelf

    project = common.project()
    found = _parts(common, project)
    if found is None:
        shelf = read_shelf(project)
        found = rows_of(shelf, check(shelf, FontShelf(common.fonts(project)), common.today), common.today)
    return found


def _parts(common: Common, project: Any) -> list[Any] | None:
    """The rows of a large project, each process with its share of the handouts; None when one process does it."""
    names = sorted(path.stem for path in project.handouts.glob("*.yaml"))
    if len(names) < _MANY or common.jobs == 1:
        return None
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from evenhand.checks.status import status_part

    shares = [frozenset(names[i :: common.jobs]) for i in range(common.jobs)]
    with ProcessPoolExecutor(common.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        parts = [pool.submit(status_part, project, share, common.fonts(project), common.today) for share in shares]
        results = [part.result() for part in parts]
    if not all(whole for _, whole in results):
        return None
    rows = [row for rows, _ in results for row in rows]
    return sorted(rows, key=lambda r: (r.handout == "interface", r.handout, r.language))


_HEADS = ("handout", "lang", "done", "stale", "missing", "safety open", "errors", "warnings", "drafted by", "signed", "state")


def _table(rows: list[Any]) -> str:
    cells = [_HEADS, *(_cells(r) for r in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(_HEADS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join(lines)


def _cells(row: Any) -> tuple[str, ...]:
    counts = (row.stale, row.missing, row.safety_open, row.errors, row.warnings)
    state = "final" if not row.reasons else "draft: " + ", ".join(row.reasons)
    if row.handout == "interface":
        state = "signed" if not row.reasons else "not signed"
    return (
        row.handout,
        row.language,
        f"{row.translated}/{row.messages}",
        *(str(n) if n else "-" for n in counts),
        row.drafted_by or "-",
        _signatures(row),
        state,
    )


def _signatures(row: Any) -> str:
    """Who signed and in what role, `(void …)` where words changed since."""
    held = [f"{s['by']} {s['role']}" + ("" if s["stands"] == "yes" else f" ({s['stands']})") for s in row.signed]
    return "; ".join(held) or "-"
