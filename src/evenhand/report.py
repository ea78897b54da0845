"""Findings for people and for other programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from evenhand.finding import Finding, Place, Severity


def as_text(findings: Iterable[Finding]) -> str:
    """One finding a paragraph: where, how bad, what, the words themselves underlined, and how to mend it."""
    lines = []
    for f in findings:
        where = f"{f.place}: " if str(f.place) else ""
        lines.append(f"{where}{f.severity} {f.code}: {f.what}")
        if f.excerpt:
            lines += _underlined(f.excerpt, *f.span)
        if f.waived:
            lines.append(f"    allowed: {f.waived}")
        if f.mend:
            lines.append(f"    {f.mend}")
    return "\n".join(lines)


# An excerpt longer than this is cut around the words that matter.
_WIDE = 110


def _underlined(text: str, start: int, end: int) -> list[str]:
    """A line of the text and, below it, marks under the words that matter (all of it: no marks)."""
    if (start, end) == (0, len(text)) or start >= end:
        return [f"    | {text}" if len(text) <= 2 * _WIDE else f"    | {text[: 2 * _WIDE]}…"]
    left = max(0, min(start - 30, len(text) - _WIDE))
    head, tail = ("…" if left else ""), ("…" if left + _WIDE < len(text) else "")
    shown = text[left : left + _WIDE]
    before, marked = shown[: start - left], shown[start - left : end - left]
    return [f"    | {head}{shown}{tail}", f"    | {' ' * (len(head) + _columns(before))}{'^' * max(1, _columns(marked))}"]


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: none for marks, two for wide letters."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def as_data(f: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    return {
        "code": f.code,
        "severity": str(f.severity),
        "file": f.place.file,
        "line": f.place.line,
        "column": f.place.column,
        "language": f.place.language,
        "key": f.place.key,
        "page": f.place.page,
        "what": f.what,
        "mend": f.mend,
        "excerpt": f.excerpt,
        "span": list(f.span),
        "waived": f.waived,
    }


def from_data(data: dict[str, Any]) -> Finding:
    """The finding that `as_data` made plain."""
    place = Place(*(data[name] for name in ("file", "line", "column", "key", "language", "page")))
    severity, (start, end) = Severity[data["severity"].upper()], data["span"]
    return Finding(data["code"], severity, place, data["what"], data["mend"], data["excerpt"], (start, end), data["waived"])


def as_json(findings: Sequence[Finding]) -> str:
    """`{"findings": [...]}`, one object each, for other programs."""
    return json.dumps({"findings": [as_data(f) for f in findings]}, ensure_ascii=False, indent=1)


def summary(findings: Sequence[Finding]) -> str:
    """ "2 errors, 1 warning"."""
    counts = [(s, sum(1 for f in findings if f.severity is s)) for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE)]
    parts = [f"{n} {s}{'' if n == 1 else 's'}" for s, n in counts if n]
    return ", ".join(parts) or "no findings"


def worst(findings: Iterable[Finding]) -> int:
    """Exit status for findings: 1 when any is an error, else 0."""
    return int(any(f.severity is Severity.ERROR for f in findings))
