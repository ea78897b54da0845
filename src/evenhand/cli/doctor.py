"""evenhand doctor: what this machine lacks, and how to get it."""

from __future__ import annotations

import ctypes.util
import sys
from importlib.metadata import PackageNotFoundError, version

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common

# Libraries that WeasyPrint opens, by the name that dlopen knows, and what brings them.
_LIBRARIES = {
    "Pango": ("pango-1.0", "pango-1.0-0", "libpango-1.0-0"),
    "PangoFT2": ("pangoft2-1.0", "pangoft2-1.0-0", "libpangoft2-1.0-0"),
    "HarfBuzz": ("harfbuzz", "harfbuzz-0", "libharfbuzz-0"),
    "HarfBuzz subset": ("harfbuzz-subset", "harfbuzz-subset-0", "libharfbuzz-subset-0"),
    "fontconfig": ("fontconfig", "fontconfig-1", "libfontconfig-1"),
}
HELP = """How to get the libraries and the fonts:
  Debian, Ubuntu  apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk
  Fedora          dnf install pango harfbuzz google-noto-sans-fonts google-noto-*-fonts google-noto-sans-cjk-ttc-fonts
  macOS           brew install pango; fonts from the Noto project into ~/Library/Fonts
  Windows         MSYS2: pacman -S mingw-w64-x86_64-pango; fonts from the Noto project into C:\\Windows\\Fonts"""


@click.command()
@click.option("--all-scripts", is_flag=True, help="Look for the fonts of every script, not only of this project's languages.")
@click.option("--specimen", "languages", multiple=True, metavar="LANG", help="How this language is set, and a leaflet in words of it.")
@click.option("--handout", "handouts", multiple=True, help="The handout of the specimen.")
@click.option("--brand", "brands", multiple=True, help="The brand of the specimen.")
@click.option("--format", "formats", multiple=True, help="The format of the specimen.")
@common
def doctor(
    common: Common,
    all_scripts: bool,
    languages: tuple[str, ...],
    handouts: tuple[str, ...],
    brands: tuple[str, ...],
    formats: tuple[str, ...],
) -> None:
    """Say what this machine lacks: libraries, Python packages, fonts by language."""
    if languages:
        from evenhand.cli.specimen import print_specimens

        print_specimens(common, languages, brands, handouts, formats)
    lacking = [*_libraries(), *_packages(), *_fonts(common, all_scripts)]
    click.echo("\n".join(lacking) + "\n\n" + HELP if lacking else "This machine has all that evenhand needs.")
    sys.exit(1 if lacking else 0)


def _libraries() -> list[str]:
    found = []
    for name, candidates in _LIBRARIES.items():
        path = next((p for p in map(ctypes.util.find_library, candidates) if p), None)
        click.echo(f"{'found  ' if path else 'MISSING'}  {name}{f'  {path}' if path else ''}")
        if not path:
            found.append(f"the library {name} is missing")
    return found


def _packages() -> list[str]:
    found = []
    for name in ("weasyprint", "babel", "jinja2", "pyyaml", "pydantic", "phonenumberslite", "segno", "uharfbuzz", "pypdfium2"):
        try:
            click.echo(f"found    {name} {version(name)}")
        except PackageNotFoundError:
            click.echo(f"MISSING  {name}")
            found.append(f"the Python package {name} is missing")
    return found


def _fonts(common: Common, all_scripts: bool) -> list[str]:
    from evenhand.finding import Trouble
    from evenhand.project import Settings, packed
    from evenhand.sheet.fonts import FontShelf
    from evenhand.sheet.script import LATIN, SCRIPTS, script_of
    from evenhand.translation.language import find_language
    from evenhand.translation.round import project_languages

    try:
        project = common.project()
        fonts, languages = common.fonts(project), ("en", *project_languages(project))
    except Trouble:
        from evenhand.project import Project

        fonts, languages = common.fonts(Project(packed("templates").parent, Settings())), ("en",)
    shelf = FontShelf(fonts)
    wanted = {find_language(tag).script: tag for tag in reversed(languages)} | {LATIN: "en"}
    if all_scripts:
        wanted = {code: wanted.get(code, "") for code in SCRIPTS} | wanted
    found = []
    for code, tag in sorted(wanted.items()):
        script = script_of(code)
        has = shelf.has(script)
        click.echo(f"{'found  ' if has else 'MISSING'}  fonts for {code}{f' ({tag})' if tag else ''}: {' and '.join(script.fonts[0])}")
        if not has:
            found.append(f"fonts for {code} are missing: Debian's package is {script.package}")
    return found
