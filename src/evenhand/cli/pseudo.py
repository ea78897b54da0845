"""evenhand translate pseudo: leaflets in made-up languages, which show fixed words and tight boxes before a translator does."""

from __future__ import annotations

import sys
from typing import Any

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common, filters
from evenhand.cli.press import Progress, printed, table
from evenhand.finding import Severity, Trouble, usage_trouble
from evenhand.report import as_text, summary, worst


@click.command()
@filters
@click.option("--stress", is_flag=True, help="Longer still, in compounds, and en-XL: the longest texts and words of all languages.")
@common
def pseudo(
    common: Common, handouts: tuple[str, ...], languages: tuple[str, ...], brands: tuple[str, ...], formats: tuple[str, ...], stress: bool
) -> None:
    """Print drafts in pseudo-languages (en-XA accented and longer, ar-XB right to left) into build/pseudo/.

    Words that come from no catalog, and texts that lie on one another, are findings. They never enter the ledger, the index or a release.
    With --stress they are printed in every format into build/stress/, to see what breaks: each broken page is a finding.
    """
    from evenhand.build.plan import Filters, plan
    from evenhand.build.pool import draw
    from evenhand.build.pseudo import FOLDER, STRESS, STRESS_FOLDER, pseudo_shelf, stress_plan
    from evenhand.build.run import run
    from evenhand.build.site import Site
    from evenhand.sheet.shelf import gather
    from evenhand.translation.language import PSEUDO

    known = STRESS if stress else PSEUDO
    wanted = tuple(tag.replace("_", "-") for tag in languages) or known
    for tag in wanted:
        if tag not in known:
            raise usage_trouble(f"{tag} is no pseudo-language", f"known: {', '.join(known)}")
    project = common.project()
    shelf, faults = gather(project)
    if faults:
        raise Trouble(faults)
    filters = Filters(handouts, wanted, brands, formats)
    jobs = stress_plan(shelf, filters, common.today) if stress else plan(pseudo_shelf(shelf), filters, common.today)
    site = Site(project.templates, common.fonts(project), common.out(project.root) / (STRESS_FOLDER if stress else FOLDER))
    with Progress(len(jobs)) as tick:
        results = run(jobs, draw(jobs, site, common.jobs), site.out, tick, lambda job, result: _seen(job, result, printed(job, result)))
    click.echo(table(jobs, results))
    click.echo(f"{sum(1 for r in results if r.made)} of {len(jobs)} leaflets: {site.out}")
    shown = [f for r in results for f in r.findings if f.severity > Severity.NOTE]
    if shown:
        click.echo(as_text(shown), err=True)
        click.echo(summary(shown), err=True)
    sys.exit(worst(shown))


def _seen(job: Any, result: Any, printed: Any) -> list[Any]:
    """What the rules about pages find, and fixed words."""
    from evenhand.checks.page import check_leaflet
    from evenhand.checks.pseudo import fixed_words
    from evenhand.translation.language import LONGEST

    # The longest words are real ones, in letters that anybody's words have.
    fixed = () if printed.language == LONGEST else fixed_words(job.path, job.order, result.sheets)
    return [*check_leaflet(printed), *fixed]
