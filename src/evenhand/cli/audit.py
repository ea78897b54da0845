"""The audit sheets of a build: a page and a file of data beside each leaflet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def write_audits(shelf: Any, jobs: list[Any], rows: list[dict[str, Any]], findings: list[Any], site: Any) -> list[Any]:
    """Write `<leaflet>.audit.pdf` and `.audit.json` for each printed leaflet; gives what the press complained of.

    Web pages and texts hold the same edition and have none: the rules about pages look at paper.
    """
    from evenhand.build.work import open_workshop
    from evenhand.checks.audit import Case, as_sections, audit
    from evenhand.checks.run import LEAFLET_RULES, unlisted_languages
    from evenhand.files import write_whole
    from evenhand.sheet.fonts import face_css

    workshop = open_workshop(site.templates, site.fonts, site.scratch)
    made = {job.path: job.order for job in jobs}
    unlisted = unlisted_languages(shelf)
    found: list[Any] = []
    for row in (r for r in rows if r["path"].endswith(".pdf")):
        order = made[row["path"]]
        data = audit(Case(shelf, row, tuple(findings), LEAFLET_RULES, unlisted))
        families = workshop.fonts.families((order.staff.language.script, order.edition.language.script))
        page = workshop.theme.audit(order, as_sections(data), families)
        roots = (*(Path(f.path) for family in families for f in family.files), site.scratch)
        pressed = workshop.press.pages(page, face_css(families, page.html, site.scratch), roots, row["path"]).write(
            tuple(f.name for f in families)
        )
        stem = row["path"].removesuffix(".pdf")
        write_whole(site.out / f"{stem}.audit.pdf", pressed.pdf)
        write_whole(site.out / f"{stem}.audit.json", (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
        found += pressed.findings
    return found
