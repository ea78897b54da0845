"""evenhand translate: templates, new languages, catalogs brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from evenhand.cli.late import Late
from evenhand.cli.main import Common
from evenhand.cli.options import common

# The verbs of other modules, as in `main`.
_VERBS = {
    "changes": ("changes", "changes", "Show, word by word, what changed in the source since each edition was translated and signed."),
    "export": (
        "exchange",
        "export",
        "Write a catalog as XLIFF or TMX for a translation agency; without a handout, all catalogs of a language.",
    ),
    "import": ("exchange", "import_", "Take translations out of an XLIFF or TMX file into the catalogs, entry by entry."),
    "pseudo": ("pseudo", "pseudo", "Print drafts in pseudo-languages (en-XA accented and longer, ar-XB right to left) into build/pseudo/."),
    "status": ("status", "status", "Show for each handout and language what is done, stale, missing, found, and signed by whom."),
}


@click.group(cls=Late, late=_VERBS)
def translate() -> None:
    """Work with translators' catalogs."""


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
    from evenhand.checks.meaning import honoured, read_records
    from evenhand.finding import usage_trouble
    from evenhand.report import as_text
    from evenhand.translation.language import find_language
    from evenhand.translation.round import extract as write_templates
    from evenhand.translation.round import project_languages, update_catalogs

    project, sets = _sets(common)
    known = project_languages(project)
    wanted = tuple(find_language(t).tag for t in languages) or known
    for tag in wanted:
        if tag not in known:
            raise usage_trouble(f"there is no translations/{tag}", f"start it: evenhand translate add {tag}")
    records, unsound = honoured(read_records(project, sets))
    written = update_catalogs(project, sets, wanted, common.today.isoformat(), records, common.jobs)
    _tell([*write_templates(project, sets), *written])
    if unsound:
        click.echo(as_text(unsound), err=True)


@translate.command("same-meaning")
@click.argument("handout")
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.option("--by", required=True, metavar="NAME", help="Who says that old and new text mean the same.")
@common
def same_meaning(common: Common, handout: str, keys: tuple[str, ...], by: str) -> None:
    """Record that changed source texts mean the same as before, so that their translations stand. Before update."""
    from evenhand.checks.meaning import marked
    from evenhand.files import write_whole
    from evenhand.translation.changes import as_marked, changes
    from evenhand.translation.meaning import FILE, as_yaml

    project, sets = _sets(common)
    made, records = marked(project, sets, handout, keys, (by, common.today))
    write_whole(project.translations / FILE, as_yaml(records).encode())
    for record in made:
        for old, new in zip(record.old, record.new, strict=True):
            click.echo(f"same meaning  {record.handout}  {record.key}: {as_marked(changes(old, new))}")
    click.echo("Next: evenhand translate update")


@translate.command()
@click.argument("language")
@common
def add(common: Common, language: str) -> None:
    """Start a language: a catalog for each handout and the interface."""
    from evenhand.cli.readiness import readiness
    from evenhand.report import as_text
    from evenhand.translation.round import add_language

    project, sets = _sets(common)
    _tell(add_language(project, sets, language, common.today.isoformat()))
    facts, missing = readiness(project, common.fonts(project), language)
    click.echo(facts)
    if missing:
        click.echo(as_text(missing), err=True)


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


def _sets(common: Common) -> tuple[Any, Any]:
    """The project and its message sets; catalogs are not read, so that a broken one can still be brought up to date."""
    from evenhand.sheet.sources import read_sources

    project = common.project()
    return project, read_sources(project)


def _tell(written: list[Any]) -> None:
    for file in written:
        click.echo(f"{'written  ' if file.changed else 'unchanged'} {file.name}")
