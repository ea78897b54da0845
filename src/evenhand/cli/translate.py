"""evenhand translate: templates, new languages, catalogs brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from evenhand.cli.changes import changes
from evenhand.cli.exchange import export, import_
from evenhand.cli.main import Common
from evenhand.cli.options import common
from evenhand.cli.pseudo import pseudo
from evenhand.cli.status import status


@click.group()
def translate() -> None:
    """Work with translators' catalogs."""


translate.add_command(pseudo)


@translate.command()
@common
def extract(common: Common) -> None:
    """Write the templates under translations/templates/."""
    from evenhand.translation.round import extract as write_templates

    project, sets = _sets(common)
    _tell(list(write_templates(project, sets)))


@translate.command()
@click.argument("languages", nargs=-1)
@common
def update(common: Common, languages: tuple[str, ...]) -> None:
    """Bring templates and catalogs up to date (all languages, or those named)."""
    from evenhand.finding import usage_trouble
    from evenhand.translation.language import find_language
    from evenhand.translation.round import extract as write_templates
    from evenhand.translation.round import project_languages, update_catalogs

    project, sets = _sets(common)
    known = project_languages(project)
    wanted = tuple(find_language(t).tag for t in languages) or known
    for tag in wanted:
        if tag not in known:
            raise usage_trouble(f"there is no translations/{tag}", f"start it: evenhand translate add {tag}")
    written = update_catalogs(project, sets, wanted, common.today.isoformat(), common.jobs)
    _tell([*write_templates(project, sets), *written])


@translate.command()
@click.argument("language")
@common
def add(common: Common, language: str) -> None:
    """Start a language: an empty catalog for each handout and the interface."""
    from evenhand.translation.round import add_language

    project, sets = _sets(common)
    _tell(add_language(project, sets, language, common.today.isoformat()))


@translate.command()
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file to write, such as words.tbx."
)
@common
def glossary(common: Common, target: Path) -> None:
    """Write translations/glossary.yaml as TBX (TBX-Basic, martif), for translators' programs."""
    from evenhand.files import write_whole
    from evenhand.finding import usage_trouble
    from evenhand.translation.glossary import read_glossary
    from evenhand.translation.round import Written
    from evenhand.translation.tbx import as_tbx

    project = common.project()
    glossed = read_glossary(project)
    if glossed is None:
        raise usage_trouble("there is no translations/glossary.yaml", "write one; that of evenhand shows how")
    data = as_tbx(glossed.glossary, "Glossary").encode()
    _tell([Written(str(target), write_whole(target, data))])


translate.add_command(changes)
translate.add_command(export)
translate.add_command(import_)
translate.add_command(status)


def _sets(common: Common) -> tuple[Any, Any]:
    """The project and its message sets; catalogs are not read, so that a broken one can still be brought up to date."""
    from evenhand.sheet.shelf import read_sources

    project = common.project()
    return project, read_sources(project)


def _tell(written: list[Any]) -> None:
    for file in written:
        click.echo(f"{'written  ' if file.changed else 'unchanged'} {file.name}")
