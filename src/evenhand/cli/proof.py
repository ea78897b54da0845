"""evenhand proof: one edition beside its source as a PDF to judge, write on and sign."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import click

from evenhand.cli.main import Common
from evenhand.cli.options import common
from evenhand.finding import Trouble, usage_trouble
from evenhand.report import as_text, summary, worst


@click.command()
@click.argument("handout")
@click.argument("language")
@click.option("--brand", help="The clinic whose numbers and sheet it has (else the first).")
@common
def proof(common: Common, handout: str, language: str, brand: str | None) -> None:
    """Write a proof for reviewers: source and translation side by side, with findings, room for remarks, and signatures."""
    from evenhand.build.work import open_workshop
    from evenhand.files import write_whole

    project = common.project()
    case, order = _case(common, project, handout, language, brand)
    out = common.out(project.root)
    # Where a build keeps its own scratch files too.
    workshop = open_workshop(project.templates, common.fonts(project), out / ".scratch")
    pressed = _pressed(workshop, case, order)
    tag = order.edition.language.tag
    path = out / "proofs" / tag / f"{handout}.{tag}.proof.pdf"
    write_whole(path, pressed.pdf)
    click.echo(f"{path}: {pressed.pages} pages")
    if pressed.findings:
        click.echo(as_text(pressed.findings), err=True)
        click.echo(summary(pressed.findings), err=True)
    sys.exit(worst(pressed.findings))


def _case(common: Common, project: Any, handout: str, language: str, brand: str | None) -> tuple[Any, Any]:
    """What is to be proven, and the order of its sheet. Raises Trouble for names that nothing has, and for files at fault."""
    from evenhand.build.plan import Filters, plan
    from evenhand.checks.proof import Case
    from evenhand.checks.run import check, faulty, grave
    from evenhand.sheet.fonts import FontShelf
    from evenhand.sheet.format import sheet_for
    from evenhand.sheet.shelf import gather

    names = sorted(path.stem for path in project.handouts.glob("*.yaml"))
    if handout not in names:
        raise usage_trouble(f"unknown handout: {handout}", f"known: {', '.join(names) or 'none'}")
    shelf, faults = gather(project, frozenset({handout}))
    fonts = FontShelf(common.fonts(project))
    if faults:
        raise Trouble(grave(shelf, faults, fonts, common.today))
    findings = check(shelf, fonts, common.today, languages=frozenset({language.replace("_", "-")}))
    first = (brand,) if brand else tuple(shelf.brands)[:1]
    sheet = sheet_for(shelf.brands[first[0]].formats, shelf.brands[first[0]].country).name if first and first[0] in shelf.brands else "a4"
    (job,) = plan(shelf, Filters((handout,), (language,), first, (sheet,)), common.today, faulty(shelf, findings))
    order, source = job.order, shelf.edition(handout, shelf.handouts[handout].language)
    if not order.edition.is_source:
        digits = project.settings.digits.get(source.language.tag, "")
        order = replace(order, source=source, source_digits=digits)
    return Case(shelf, order, tuple(findings), frozenset()), order


def _pressed(workshop: Any, case: Any, order: Any) -> Any:
    """The proof, set and written."""
    from evenhand.build.record import press_record
    from evenhand.checks.cover import cover
    from evenhand.checks.proof import Proof, heard, loose

    families = workshop.fonts.families(order.scripts)
    listening, used = heard(order)
    workshop.theme.compose(listening, families)
    case = replace(case, used=frozenset(used))
    parts = tuple(Proof(case).parts())
    values = {"parts": parts, **cover(case, parts, loose(case, parts)), **names(order)}
    return press_record(workshop, "proof", order, values)


def names(order: Any) -> dict[str, Any]:
    """What the template asks of the order itself."""
    source = order.source or order.edition
    return {
        "staff_language": order.staff.language,
        "own": order.edition.language,
        "beside": source.language,
        "alone": order.edition.is_source,
        "brand": order.brand.name,
        "issued": order.edition.handout.dates.issued.isoformat(),
    }
