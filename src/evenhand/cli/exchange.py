"""evenhand translate export and import: catalogs to agencies and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common


@click.command("export")
@click.argument("what", nargs=-1, required=True, metavar="[HANDOUT|interface] LANG")
@click.option("--to", "kind", type=click.Choice(["xliff", "xliff2", "tmx"]), default="xliff", help="XLIFF 1.2 (default), XLIFF 2, or TMX.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file (else build/exchange/LANG/HANDOUT.LANG.xlf).")
@click.option("--project", type=click.Path(path_type=Path, exists=True, file_okay=False), help="The project's folder.")
# The other options that all verbs take; nothing here depends on them.
@click.option("--date", hidden=True, expose_value=False)
@click.option("--jobs", hidden=True, expose_value=False)
@click.pass_obj
def export(before: Common, what: tuple[str, ...], kind: str, out: Path | None, project: Path | None) -> None:
    """Write a catalog as XLIFF or TMX for a translation agency; without a handout, all catalogs of a language."""
    from evenhand.files import write_whole
    from evenhand.finding import usage_trouble
    from evenhand.translation.formats import FORMATS, file_name
    from evenhand.translation.traffic import outgoing

    if len(what) > 2:
        raise usage_trouble(f"too many words: {' '.join(what)}", "write evenhand translate export HANDOUT LANG")
    found, sets = _sources(Common(project or before._project, None, None, None))
    parts = outgoing(found, sets, what[0] if len(what) > 1 else None, what[-1])
    if out is None:
        folder = before.out(found.root) / "exchange"
        plans = [(folder / file_name(name, part.target_language, kind), [part]) for name, part in parts]
    elif kind == "xliff2" and len({part.source_language for _, part in parts}) > 1:
        raise usage_trouble("one XLIFF 2 file holds one source language", "leave --out away, or name a handout")
    else:
        plans = [(out.resolve(), [part for _, part in parts])]
    for path, inside in plans:
        changed = write_whole(path, FORMATS[kind].write(inside))
        click.echo(f"{'written  ' if changed else 'unchanged'} {found.name(path)}")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--partial", is_flag=True, help="Take what is sound even when other units are refused.")
@click.option("--translated", is_flag=True, help="Count new words as translated, whatever the file says.")
@click.option("--by", metavar="NAME", help="Who translated; ends the mark of a machine draft when everything came back translated.")
@common
def import_(common: Common, file: Path, **how: Any) -> None:
    """Take translations out of an XLIFF or TMX file into the catalogs, entry by entry."""
    from evenhand.files import write_whole
    from evenhand.finding import Trouble, usage_trouble
    from evenhand.translation.traffic import incoming

    by = " ".join((how["by"] or "").split())
    if how["by"] is not None and not by:
        raise usage_trouble("--by needs a name", 'write --by "A. Translator"')
    found, sets = _sources(common)
    plans = incoming(found, sets, file.resolve(), translated=how["translated"])
    refused = [finding for plan in plans for finding in plan.intake.refused]
    texts = [(plan.path, _shown(plan.intake, by)) for plan in plans]
    if not plans:
        click.echo("Nothing in this memory fits an empty entry.")
    if how["dry_run"] or (refused and not how["partial"]):
        click.echo("Nothing was written.")
    else:
        for path, text in texts:
            click.echo(f"{'written  ' if write_whole(path, text.encode()) else 'unchanged'} {found.name(path)}")
    if refused:
        raise Trouble(refused)


def _sources(common: Common) -> tuple[Any, Any]:
    """The project and its message sets."""
    from evenhand.sheet.sources import read_sources

    project = common.project()
    return project, read_sources(project)


def _shown(intake: Any, by: str) -> str:
    """Tell what an import does to one catalog; the text of the catalog with it."""
    from evenhand.translation.intake import credited

    changed, refused = len(intake.changes), len(intake.refused)
    click.echo(f"{intake.catalog.name}: {changed} to change, {intake.same} as they are, {intake.left} not translated, {refused} refused")
    if intake.older:
        click.echo("  exported from an older source; what changed since then is refused, or not in the file")
    for change in intake.changes:
        state = "waits for review" if change.new.fuzzy else "translated" if change.new.translated else "not complete"
        click.echo(f"  {change.key}: {state}")
        for i, (old, new) in enumerate(zip(change.old.msgstr, change.new.msgstr, strict=True)):
            if old != new:
                form = f"[{i}]" if len(change.new.msgstr) > 1 else ""
                click.echo("\n".join([*([f"    -{form} {old}"] if old else []), f"    +{form} {new}"]))
    for key, text in intake.remarks:
        click.echo(f"  {key}: note: {text}")
    if not by:
        return str(intake.file().text())
    if intake.catalog.machine:
        click.echo("  no longer a machine draft" if intake.whole else "  still a machine draft: not all of it came back translated")
    return str(credited(intake.file(), by, reviewed=intake.whole).text())
