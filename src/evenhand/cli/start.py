"""evenhand init: a new project for a clinic."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from evenhand.finding import usage_trouble

# Two short handouts to begin with, and what a clinic fills in first.
STARTERS = ("exercise-back-pain", "cauda-equina-warning")
BRAND = "millbrook"
_SETTINGS = """# Settings of this project; see the README of evenhand.
[tool.evenhand]
# languages = ["ar", "ur"]   # build only these besides the source language
# fonts = ["fonts"]          # further folders with fonts
# digits = { ar = "arab" }   # digits of a language, by their CLDR name
"""


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Start a project: two starter handouts with their translations, and one brand to fill in."""
    from evenhand.project import packed

    folder = folder.resolve()
    if (folder / "handouts").exists() or (folder / "evenhand.toml").exists():
        raise usage_trouble(f"{folder} holds a project already", "choose an empty folder")
    brand = folder / "templates" / "brands" / "my-clinic"
    for path in (folder / "handouts", folder / "translations", brand):
        path.mkdir(parents=True, exist_ok=True)
    (folder / "evenhand.toml").write_text(_SETTINGS, encoding="utf-8")
    for name in STARTERS:
        shutil.copy(packed("handouts") / f"{name}.yaml", folder / "handouts")
        for catalog in sorted(packed("translations").glob(f"*/{name}.po")):
            target = folder / "translations" / catalog.parent.name
            target.mkdir(exist_ok=True)
            shutil.copy(catalog, target)
    source = packed("templates") / "brands" / BRAND
    text = (source / "brand.yaml").read_text(encoding="utf-8").split("\n", 1)[1]
    text = "# Your clinic. Fill in every line; evenhand check tells what is wrong.\n" + text.replace(f"id: {BRAND}", "id: my-clinic")
    (brand / "brand.yaml").write_text(text, encoding="utf-8")
    shutil.copy(source / "logo.svg", brand)
    click.echo(f"A new project stands in {folder}")
    click.echo("Next: fill in templates/brands/my-clinic/brand.yaml, then run evenhand build")
