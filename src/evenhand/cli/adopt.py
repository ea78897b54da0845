"""evenhand import: an article becomes a handout to complete."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common
from evenhand.finding import Trouble, usage_trouble


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--id", "name", help="The handout's id (else from the file's name).")
@click.option("--lang", "language", default="en", help="The language of the article.")
@common
def import_(common: Common, file: Path, name: str | None, language: str) -> None:
    """Turn an article (txt, md, html, docx) into a handout to complete."""
    from evenhand.checks.adopt import adopt
    from evenhand.checks.lexicon import read_lexicon
    from evenhand.checks.verdict import weigh
    from evenhand.content.article import read_article
    from evenhand.content.model import Handout
    from evenhand.content.source import read_model
    from evenhand.files import write_whole

    project = common.project()
    lexicon = read_lexicon(project.templates, language)
    if lexicon is None:
        raise usage_trouble(f"there are no word lists for {language}", f"write templates/phrases/{language}.yaml")
    stem = name or "-".join(re.findall(r"[a-z0-9]+", file.stem.lower()))[:40].strip("-")
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", stem):
        raise usage_trouble(f"{file.name} gives no id", "name it with --id, in small letters, digits and hyphens")
    target = project.handouts / f"{stem}.yaml"
    if target.exists():
        raise usage_trouble(f"{project.name(target)} exists already", "choose another --id; nothing is written over")
    text = adopt(weigh(read_article(file), lexicon), stem, _countries(project), common.today)
    write_whole(target, text.encode())
    try:
        read_model(target, project.name(target), Handout)
    except Trouble:
        target.unlink()
        raise
    todos, changes = text.count("TODO:"), text.count("# CHANGE")
    click.echo(f"written {project.name(target)}: {todos} parts to write, {changes} phrases to change")
    click.echo("Next: open it, write what is marked TODO, change what is marked CHANGE, then run evenhand check", err=True)
    sys.exit(0)


def _countries(project: object) -> list[str]:
    """The countries of the project's clinics, as far as their files can be read."""
    from evenhand.finding import Finding
    from evenhand.project import Project
    from evenhand.sheet.sources import read_brands

    assert isinstance(project, Project)
    faults: list[Finding] = []
    return [brand.country for brand in read_brands(project, faults)[0].values()]
