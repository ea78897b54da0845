"""evenhand translate changes: what the source changed under each translation, as text and as a sheet to print."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common
from evenhand.finding import usage_trouble
from evenhand.report import as_text as findings_as_text
from evenhand.report import worst


@click.command()
@click.option("--handout", "handouts", multiple=True, help="Only this handout; may be repeated.")
@click.option("--lang", "languages", multiple=True, help="Only this language; may be repeated.")
@click.option("--pdf", is_flag=True, help="Write a sheet to print for each edition that changed, under changes/ of the output folder.")
@click.option("--brand", help="The clinic whose sheet it has (else the first).")
@common
def changes(common: Common, handouts: tuple[str, ...], languages: tuple[str, ...], pdf: bool, brand: str | None) -> None:
    """Show, word by word, what changed in the source since each edition was translated and signed."""
    from evenhand.build.plan import Filters, known_names
    from evenhand.checks.sheets import as_text, change_sheet
    from evenhand.sheet.shelf import read_shelf

    shelf = read_shelf(common.project())
    wanted = known_names(shelf, Filters(handouts, languages, (brand,) if brand else ()))
    sheets = [
        change_sheet(shelf, name, tag)
        for name in wanted.handouts or sorted(shelf.handouts)
        for tag in wanted.languages or (shelf.handouts[name].language, *shelf.languages)
    ]
    open_sheets = [sheet for sheet in sheets if sheet.changes]
    click.echo("\n\n".join(map(as_text, open_sheets)) if open_sheets else "every edition is as current as its source")
    if pdf:
        sys.exit(_printed(common, shelf, open_sheets, brand))


def _printed(common: Common, shelf: Any, sheets: list[Any], brand: str | None) -> int:
    """Write a sheet for each; the exit status."""
    from evenhand.build.record import press_record
    from evenhand.build.work import open_workshop
    from evenhand.checks.sheets import page_values
    from evenhand.files import write_whole

    out = common.out(shelf.project.root)
    workshop = open_workshop(shelf.project.templates, common.fonts(shelf.project), out / ".scratch")
    found: list[Any] = []
    for sheet in sheets:
        order = _order(common, shelf, sheet, brand)
        if order is None:
            continue
        pressed = press_record(workshop, "changes", order, page_values(sheet, order))
        path = out / "changes" / sheet.language / f"{sheet.handout}.{sheet.language}.changes.pdf"
        write_whole(path, pressed.pdf)
        click.echo(f"\n{path}: {pressed.pages} pages")
        found += pressed.findings
    if found:
        click.echo(findings_as_text(found), err=True)
    return worst(found)


def _order(common: Common, shelf: Any, sheet: Any, brand: str | None) -> Any:
    """The order of a sheet; None for a language that has no catalog of the handout, so nothing to print."""
    from evenhand.build.plan import Filters, languages_of, plan
    from evenhand.sheet.format import sheet_for

    first = brand or next(iter(shelf.brands), "")
    if not first:
        raise usage_trouble("there is no brand in templates/brands/", "a sheet is printed on a clinic's paper")
    if sheet.language not in languages_of(shelf, sheet.handout):
        return None
    paper = sheet_for(shelf.brands[first].formats, shelf.brands[first].country).name
    (job,) = plan(shelf, Filters((sheet.handout,), (sheet.language,), (first,), (paper,)), common.today)
    source = shelf.edition(sheet.handout, shelf.handouts[sheet.handout].language)
    return job.order if job.order.edition.is_source else replace(job.order, source=source)
