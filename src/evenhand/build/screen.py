"""One job from words to a web page or to plain text; nothing is laid out, so that no press is needed."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from evenhand.build.plan import Job
from evenhand.build.result import Result
from evenhand.build.trial import Workshop
from evenhand.build.work import missing_letters
from evenhand.finding import Finding, Trouble
from evenhand.sheet.fonts import Family
from evenhand.sheet.page import Page
from evenhand.sheet.plain import plain_text
from evenhand.sheet.setting import setting_of
from evenhand.sheet.web import elements, web_page
from evenhand.translation.marks import colon


def make_for_screens(workshop: Workshop, job: Job) -> Result:
    """The web page of an edition, or its text, in UTF-8. Faults are in the result: one bad page never stops the others."""
    began, order = time.perf_counter(), job.order
    families: tuple[Family, ...] = ()
    findings: list[Finding] = []
    content = ""
    try:
        html = workshop.theme.words(order)
        # What a template makes is read before it is written: browsers guess at a broken page, each in its own way.
        parsed = elements(html, f"themes/{workshop.theme.folders[0].name}/{order.format.template}.html")
        if order.format.medium == "txt":
            language = order.edition.language
            content = plain_text(parsed, colon(language), setting_of(language, order.digits).digits)
        else:
            families = workshop.fonts.families(order.scripts)
            page = Page(html, workshop.theme.style(order, families, 0))
            findings += missing_letters(workshop.fonts, order, page, families)
            content = "" if findings else web_page(page, families, workshop.scratch)
    except Trouble as trouble:
        findings += trouble.findings
    data = content.encode()
    return Result(
        path=job.path,
        content=data,
        thumbnail=b"",
        pages=0,
        sha256=hashlib.sha256(data).hexdigest() if data else "",
        fonts=tuple((Path(file.path).name, file.sha256) for family in families for file in family.files),
        findings=tuple(findings),
        seconds=time.perf_counter() - began,
        density=0,
    )
