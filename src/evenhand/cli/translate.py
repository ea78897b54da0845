"""evenhand translate: templates, new languages, catalogs brought up to date."""

from __future__ import annotations

from typing import Any

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common
from evenhand.cli.pseudo import pseudo
from evenhand.cli.status import changes, status


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
    written = update_catalogs(project, sets, wanted, common.today.isoformat())
    _tell([*write_templates(project, sets), *written])


@translate.command()
@click.argument("language")
@common
def add(common: Common, language: str) -> None:
    """Start a language: an empty catalog for each handout and the interface."""
    from evenhand.translation.round import add_language

    project, sets = _sets(common)
    _tell(add_language(project, sets, language, common.today.isoformat()))


translate.add_command(changes)
translate.add_command(status)


def _sets(common: Common) -> tuple[Any, Any]:
    """The project and its message sets; catalogs are not read, so that a broken one can still be brought up to date."""
    from evenhand.sheet.shelf import read_sources

    project = common.project()
    return project, read_sources(project)


def _tell(written: list[Any]) -> None:
    for file in written:
        click.echo(f"{'written  ' if file.changed else 'unchanged'} {file.name}")
