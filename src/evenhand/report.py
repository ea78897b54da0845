"""Findings for people and for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from evenhand.finding import Finding, Severity


def as_text(findings: Iterable[Finding]) -> str:
    """One finding a paragraph: where, how bad, what, and how to mend it."""
    lines = []
    for f in findings:
        where = f"{f.place}: " if str(f.place) else ""
        lines.append(f"{where}{f.severity} {f.code}: {f.what}")
        if f.mend:
            lines.append(f"    {f.mend}")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding]) -> str:
    """`{"findings": [...]}`, one object each, for other programs."""
    rows = [
        {
            "code": f.code,
            "severity": str(f.severity),
            "file": f.place.file,
            "line": f.place.line,
            "column": f.place.column,
            "language": f.place.language,
            "key": f.place.key,
            "what": f.what,
            "mend": f.mend,
        }
        for f in findings
    ]
    return json.dumps({"findings": rows}, ensure_ascii=False, indent=1)


def summary(findings: Sequence[Finding]) -> str:
    """ "2 errors, 1 warning"."""
    counts = [(s, sum(1 for f in findings if f.severity is s)) for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE)]
    parts = [f"{n} {s}{'' if n == 1 else 's'}" for s, n in counts if n]
    return ", ".join(parts) or "no findings"


def worst(findings: Iterable[Finding]) -> int:
    """Exit status for findings: 1 when any is an error, else 0."""
    return int(any(f.severity is Severity.ERROR for f in findings))
