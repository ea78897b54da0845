"""Findings as SARIF 2.1.0, which code hosts show beside the lines of a change."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import evenhand
from evenhand.finding import Finding, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def as_sarif(findings: Sequence[Finding], pages: Mapping[str, str]) -> str:
    """One run with its rules and results; `pages` are the rules' pages by code. Waived findings are suppressed, with the reason."""
    codes = sorted({f.code for f in findings})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": pages.get(code, code).split("\n", 1)[0]},
            "help": {"text": pages.get(code, code)},
        }
        for code in codes
    ]
    driver = {"name": "evenhand", "version": evenhand.__version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(f, codes) for f in findings]}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _result(finding: Finding, codes: list[str]) -> dict[str, Any]:
    text = finding.what + (f". {finding.mend}" if finding.mend else "")
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
    }
    place = finding.place
    if place.file:
        region: dict[str, Any] = {"startLine": max(place.line, 1)}
        if place.column:
            region["startColumn"] = place.column
        if finding.excerpt:
            region["snippet"] = {"text": finding.excerpt}
        location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": place.file}, "region": region}}
        if place.key:
            location["logicalLocations"] = [{"fullyQualifiedName": " ".join(p for p in (place.language, place.key) if p)}]
        result["locations"] = [location]
    if finding.waived:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.waived}]
    return result
