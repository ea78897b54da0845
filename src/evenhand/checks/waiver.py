"""Exceptions: what a handout's `allow` excuses, until when, and what nobody may excuse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from evenhand.checks.rule import Rule
from evenhand.content.model import Waiver
from evenhand.content.source import Document
from evenhand.finding import Finding, Severity, error

CODE = "C011"


def waived(
    findings: Iterable[Finding], allow: Mapping[str, Waiver], rules: Mapping[str, Rule[Any]], document: Document, today: dt.date
) -> Iterator[Finding]:
    """The findings of a handout, those that are allowed turned into notes; and what is wrong with the exceptions themselves."""
    holds = {code: waiver for code, waiver in allow.items() if code in rules and rules[code].waivable and waiver.until >= today}
    used: set[str] = set()
    for finding in findings:
        waiver = holds.get(finding.code)
        used.add(finding.code)
        if waiver is None:
            yield finding
        else:
            why = f"{waiver.reason} ({waiver.by}, until {waiver.until})"
            yield replace(finding, severity=Severity.NOTE, waived=why)
    for code, waiver in allow.items():
        place = document.place(("allow", code))
        if code not in rules:
            yield error(CODE, place, f"there is no rule {code}", f"rules: {', '.join(sorted(rules))}")
        elif not rules[code].waivable:
            yield error(CODE, place, f"{code} protects patients most and cannot be waived", "mend what it found")
        elif waiver.until < today:
            yield error(
                CODE,
                document.place(("allow", code, "until")),
                f"the exception ended on {waiver.until}",
                "mend what it found, or decide anew",
            )
        elif code not in used:
            # An exception that waits for a fault would excuse one that nobody has looked at.
            yield Finding(CODE, Severity.WARNING, place, f"{code} found nothing here to excuse", "take the exception away")
