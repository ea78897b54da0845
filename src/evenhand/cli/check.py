"""evenhand check and explain: what is wrong with a project, and what a rule means."""

from __future__ import annotations

import sys

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common
from evenhand.finding import Trouble, usage_trouble
from evenhand.report import as_json, as_text, summary, worst


@click.command()
@click.option("--json", "json_", is_flag=True, help="Findings as JSON on stdout.")
@common
def check(common: Common, json_: bool) -> None:
    """Report every fault in handouts, catalogs and brands."""
    from evenhand.checks.run import check as run_rules
    from evenhand.checks.run import grave
    from evenhand.sheet.fonts import FontShelf
    from evenhand.sheet.shelf import gather

    project = common.project()
    try:
        shelf, faults = gather(project)
        fonts = FontShelf(common.fonts(project))
        findings = grave(shelf, faults, fonts, common.today) if faults else run_rules(shelf, fonts, common.today)
    except Trouble as trouble:
        if trouble.usage:
            raise
        findings = list(trouble.findings)
    if json_:
        click.echo(as_json(findings))
    else:
        if findings:
            click.echo(as_text(findings))
        click.echo(summary(findings), err=True)
    sys.exit(worst(findings))


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Show a rule's page, such as T003."""
    from evenhand.checks.run import ALL_RULES

    rules = {rule.code: rule for rule in ALL_RULES}
    if code.upper() not in rules:
        raise usage_trouble(f"unknown rule: {code}", f"rules: {', '.join(sorted(rules))}")
    rule = rules[code.upper()]
    click.echo(f"{rule.code} ({rule.severity})\n\n{rule.page}")
