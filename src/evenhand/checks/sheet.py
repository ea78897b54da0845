"""The balance sheet of an article, for people and for programs."""

from __future__ import annotations

from typing import Any

from evenhand.checks.grade import reading_grade
from evenhand.checks.slant import GROUPS
from evenhand.checks.verdict import NEEDS, Weighed
from evenhand.finding import Finding, Severity
from evenhand.report import as_data as finding_data
from evenhand.report import as_text, summary


def as_data(weighed: Weighed, findings: list[Finding]) -> dict[str, Any]:
    """The sheet as plain data."""
    grade = reading_grade([p.piece.text for p in weighed.passages], weighed.lexicon.language)
    return {
        "article": weighed.article.name,
        "title": weighed.article.title,
        "language": weighed.lexicon.language,
        "words": weighed.words,
        "words_on_gain": weighed.gain,
        "words_on_harm_or_doubt": weighed.doubt,
        "reading_grade": None if grade is None else round(grade, 1),
        "slanted": {group: weighed.slanted[group] for group in GROUPS if weighed.slanted[group]},
        "slanted_per_100_words": round(100 * weighed.slanted.total() / max(weighed.words, 1), 1),
        "has": [need for need in NEEDS if need in weighed.has],
        "lacks": [need for need in NEEDS if need not in weighed.has],
        "fair": not any(f.severity is Severity.ERROR for f in findings),
        "findings": [finding_data(f) for f in findings],
    }


def as_sheet(weighed: Weighed, findings: list[Finding]) -> str:
    """The sheet as text: the counts, what it has and lacks, then every finding, and the verdict."""
    data = as_data(weighed, findings)
    grade = data["reading_grade"]
    groups = ", ".join(f"{group} {count}" for group, count in data["slanted"].items()) or "none"
    rows = [
        ("Article", f"{data['title'] or data['article']} ({data['words']} words)"),
        ("Reading grade", "not scored in this language" if grade is None else f"{grade:.0f} (aim at 6 to 8)"),
        ("Words on gain", f"{data['words_on_gain']}"),
        ("On harm or doubt", f"{data['words_on_harm_or_doubt']}"),
        ("Slanted phrases", f"{sum(data['slanted'].values())}, {data['slanted_per_100_words']} in each 100 words: {groups}"),
        ("It has", ", ".join(NEEDS[n] for n in data["has"]) or "none of what a fair leaflet has"),
        ("It lacks", ", ".join(NEEDS[n] for n in data["lacks"]) or "nothing that words can show"),
    ]
    sheet = "\n".join(f"{label + ':':18}{value}" for label, value in rows)
    verdict = (
        "Nothing here is an error. That is no proof of fairness: a person must still read it." if data["fair"] else "Not fair as it stands."
    )
    return "\n\n".join(part for part in (sheet, as_text(findings), f"{verdict} ({summary(findings)})") if part)
