"""evenhand translate status and changes: how far each translation is, and what the source has changed under it."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common
from evenhand.cli.parts import in_parts, kept, reading


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
    from evenhand.build.rest import Rest, Told
    from evenhand.build.site import Site

    project = common.project()
    site = Site(project.templates, common.fonts(project), common.out(project.root))
    rest = Rest(project, site, ["status", handouts, languages, as_json, require, str(common.today)], time.time_ns())
    told = rest.told()
    if told is None:
        with reading():
            rows = _chosen(_rows(common, site), handouts, languages)
        unmet = [r for r in rows if not r.translated_in_full or (require == "signed" and r.reasons)]
        told = Told(_as_json(rows) if as_json else _table(rows), "", 1 if require and unmet else 0)
        rest.keep(told)
    click.echo(told.out)
    sys.exit(told.status)


def _as_json(rows: list[Any]) -> str:
    return json.dumps({"rows": [row.as_data() for row in rows]}, ensure_ascii=False, indent=1)


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


def _rows(common: Common, site: Any) -> list[Any]:
    found = in_parts(common, _part)
    if found is not None:
        return sorted(found, key=lambda r: (not r.leaflet, r.handout if r.leaflet else ""))
    from evenhand.checks.run import check
    from evenhand.checks.status import status as rows_of
    from evenhand.sheet.fonts import FontShelf
    from evenhand.sheet.shelf import read_shelf

    shelf, known = read_shelf(common.project()), kept(site)
    rows = rows_of(shelf, check(shelf, FontShelf(site.fonts), common.today, kept=known), common.today)
    known.write()
    return rows


def _part(*what: Any) -> tuple[list[Any], bool]:
    """The work of one process; what it needs is loaded there."""
    from evenhand.checks.status import status_part

    return status_part(*what)


_HEADS = ("handout", "lang", "done", "stale", "missing", "safety open", "errors", "warnings", "drafted by", "signed", "state")


def _table(rows: list[Any]) -> str:
    cells = [_HEADS, *(_cells(r) for r in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(_HEADS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join(lines)


def _cells(row: Any) -> tuple[str, ...]:
    counts = (row.stale, row.missing, row.safety_open, row.errors, row.warnings)
    state = "final" if not row.reasons else "draft: " + ", ".join(row.reasons)
    if not row.leaflet:
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
