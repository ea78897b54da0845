"""evenhand check and explain: what is wrong with a project, and what a rule means."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common, filters
from evenhand.cli.parts import in_parts, reading
from evenhand.finding import Finding, Trouble, usage_trouble
from evenhand.report import as_json, as_text, summary, worst

if TYPE_CHECKING:
    from evenhand.build.plan import Filters


@click.command()
@filters
@click.option("--json", "form", flag_value="json", help="Findings as JSON on stdout.")
@click.option("--sarif", "form", flag_value="sarif", help="Findings as SARIF on stdout, for a code host's review.")
@click.option(
    "--text", "text", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="Weigh this article instead (txt, md, html, docx)."
)
@common
def check(
    common: Common,
    form: str | None,
    text: Path | None,
    handouts: tuple[str, ...],
    languages: tuple[str, ...],
    brands: tuple[str, ...],
    formats: tuple[str, ...],
) -> None:
    """Report every fault in handouts, catalogs and brands; or, with --text, weigh any article."""
    if text is not None:
        _verdict(common, text, languages[0] if languages else "en", form)
        return
    # Names to prove need the whole shelf, so a filtered check is done in one process.
    findings = None if handouts or languages or brands or formats else _large(common)
    if findings is None:
        with reading():
            findings = _filtered(common, handouts, languages, brands, formats)
    findings = _with_pages(common, findings)
    _tell(findings, form)
    sys.exit(worst(findings))


def _filtered(common: Common, *names: tuple[str, ...]) -> list[Finding]:
    """The findings that concern some handouts, languages, brands and formats; all when none are named."""
    from evenhand.build.plan import Filters

    findings, wanted = _project(common, Filters(*names))
    chosen = {*wanted.handouts, *wanted.brands, *(f"brand-{name}" for name in wanted.brands)}
    return [f for f in findings if _concerns(f, chosen, wanted.languages)]


def _with_pages(common: Common, findings: list[Finding]) -> list[Finding]:
    """The findings with the page on which their text printed in the last build."""
    from evenhand.build.ledger import read_ledger
    from evenhand.build.places import with_pages

    if not any(f.place.key and f.place.language for f in findings):
        return findings
    return with_pages(findings, read_ledger(common.out(common.project().root)))


def _concerns(finding: Finding, names: set[str], languages: tuple[str, ...]) -> bool:
    """True for findings of the handouts, brands and languages asked for; those of no one in particular always count."""
    parts = set(Path(finding.place.file).parts) | {Path(finding.place.file).stem}
    named = not names or bool(parts & names)
    return named and (not languages or not finding.place.language or finding.place.language in languages)


def _tell(findings: list[Finding], form: str | None) -> None:
    if form == "json":
        click.echo(as_json(findings))
    elif form == "sarif":
        from evenhand.checks.manual import pages
        from evenhand.sarif import as_sarif

        click.echo(as_sarif(findings, {code: page.text for code, page in pages().items()}))
    else:
        if findings:
            click.echo(as_text(findings))
        click.echo(summary(findings), err=True)


def _verdict(common: Common, path: Path, language: str, form: str | None) -> None:
    """Weigh an article; the balance sheet on stdout."""
    from evenhand.checks.lexicon import read_lexicon
    from evenhand.checks.sheet import as_data, as_sheet
    from evenhand.checks.verdict import judge, weigh
    from evenhand.content.article import read_article

    lexicon = read_lexicon(common.templates(), language)
    if lexicon is None:
        raise usage_trouble(
            f"there are no word lists for {language}: not checked", f"write templates/phrases/{language}.yaml, or give --lang"
        )
    weighed = weigh(read_article(path), lexicon)
    findings = judge(weighed)
    if form == "json":
        click.echo(json.dumps(as_data(weighed, findings), ensure_ascii=False, indent=1))
    elif form == "sarif":
        _tell(findings, form)
    else:
        click.echo(as_sheet(weighed, findings))
        click.echo(summary(findings), err=True)
    sys.exit(worst(findings))


def _project(common: Common, filters: Filters) -> tuple[list[Finding], Filters]:
    """Every finding of the project, and the filters with their canonical names."""
    from evenhand.build.plan import known_names
    from evenhand.checks.run import check as run_rules
    from evenhand.checks.run import grave
    from evenhand.sheet.fonts import FontShelf
    from evenhand.sheet.shelf import gather

    try:
        project = common.project()
        shelf, faults = gather(project)
        if not faults:
            filters = known_names(shelf, filters)
        fonts = FontShelf(common.fonts(project))
        findings = grave(shelf, faults, fonts, common.today) if faults else run_rules(shelf, fonts, common.today)
    except Trouble as trouble:
        if trouble.usage:
            raise
        findings = list(trouble.findings)
    return findings, filters


def _large(common: Common) -> list[Finding] | None:
    """The findings of a large project; None when one process does it all."""
    found = in_parts(common, _part)
    # Each once, and in the order of the parts: a set would give another order each time where two stand at one place.
    return None if found is None else sorted(dict.fromkeys(found), key=lambda f: f.sort_key)


def _part(*what: Any) -> tuple[list[Finding], bool]:
    """The work of one process; what it needs is loaded there."""
    from evenhand.checks.run import check_part

    return check_part(*what)


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Show the page of a rule or of any other code that a finding can have, such as T003."""
    from evenhand.checks.manual import pages

    known = pages()
    if code.upper() not in known:
        raise usage_trouble(f"unknown code: {code}", f"codes: {', '.join(known)}")
    click.echo(str(known[code.upper()]))
