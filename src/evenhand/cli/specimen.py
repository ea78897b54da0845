"""evenhand doctor --specimen: how a language is set, and a leaflet of this project in words of that language."""

from __future__ import annotations

import sys

import click

from evenhand.cli.main import Common
from evenhand.cli.press import Progress, printed, table
from evenhand.finding import Severity, Trouble, usage_trouble
from evenhand.report import as_text, summary, worst

FOLDER = "specimen"


def print_specimens(
    common: Common, tags: tuple[str, ...], brands: tuple[str, ...], handouts: tuple[str, ...], formats: tuple[str, ...]
) -> None:
    """Tell the record of each language, prove its fonts by every letter that it writes, and print its specimens."""
    from evenhand.build.plan import Filters, plan
    from evenhand.build.pool import draw
    from evenhand.build.pseudo import made_shelf
    from evenhand.build.run import run
    from evenhand.build.site import Site
    from evenhand.checks.page import check_leaflet
    from evenhand.sheet.filler import filler, sample_of
    from evenhand.sheet.fonts import FontShelf
    from evenhand.sheet.setting import setting_of
    from evenhand.sheet.shelf import gather
    from evenhand.translation.language import PSEUDO, find_language
    from evenhand.translation.pseudo import made_catalog

    project = common.project()
    shelf, faults = gather(project)
    if faults:
        raise Trouble(faults)
    settings = {language.tag: setting_of(language) for language in map(find_language, tags)}
    for tag in settings:
        if tag in PSEUDO or any(tag == handout.language for handout in shelf.handouts.values()):
            raise usage_trouble(f"there is no specimen of {tag}", "build its leaflets: evenhand build, or evenhand translate pseudo")
    fonts = FontShelf(common.fonts(project))
    for setting in settings.values():
        missing = fonts.lacking(sample_of(setting).letters, fonts.families((setting.script.code,)))
        click.echo("\n".join(_record(setting, missing)))
    say = {tag: filler(setting) for tag, setting in settings.items()}
    made = made_shelf(
        shelf, tuple(settings), lambda messages, tag: made_catalog(messages, settings[tag].language, say[tag], "words of a specimen")
    )
    wanted = handouts or tuple(shelf.handouts)[-1:]
    jobs = plan(made, Filters(wanted, tuple(settings), brands or tuple(shelf.brands)[:1], formats), common.today)
    site = Site(project.templates, common.fonts(project), common.out(project.root) / FOLDER)
    with Progress(len(jobs)) as tick:
        results = run(jobs, draw(jobs, site, common.jobs), site.out, tick, lambda job, result: check_leaflet(printed(job, result)))
    click.echo(table(jobs, results))
    click.echo(f"{sum(1 for r in results if r.made)} of {len(jobs)} specimens: {site.out}")
    shown = [f for r in results for f in r.findings if f.severity > Severity.NOTE]
    if shown:
        click.echo(as_text(shown), err=True)
        click.echo(summary(shown), err=True)
    sys.exit(worst(shown))


def _record(setting: object, missing: list[str]) -> list[str]:
    from evenhand.sheet.setting import Setting

    assert isinstance(setting, Setting)
    language, script = setting.language, setting.script
    rows = {
        "name": language.endonym,
        "direction": language.direction,
        "script": f"{script.code}, leading {script.leading}, size {script.size}",
        "fonts": " and ".join(script.fonts[0]) + (f" ({script.face})" if script.face else ""),
        "digits": f"{setting.digits} ({setting.counter})",
        "lines end": setting.breaking.value + (", long compounds parted" if setting.hyphens else ""),
        "lists": setting.marker,
        "quotes": f"{setting.quotes[0]}…{setting.quotes[1]} {setting.quotes[2]}…{setting.quotes[3]}",
        "letters": f"not in the fonts: {' '.join(missing)}" if missing else "all in the fonts",
    }
    return [language.tag, *(f"  {name:10} {value}" for name, value in rows.items())]
