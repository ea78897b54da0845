"""The audit of one leaflet for a clinic's governance file: what was checked, passed, waived, by whom, from which sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evenhand.checks.rule import Rule
from evenhand.content.evidence import Effect
from evenhand.finding import Finding, Severity
from evenhand.report import as_data
from evenhand.sheet.shelf import Shelf
from evenhand.translation.messages import BRAND, INTERFACE


@dataclass(frozen=True, slots=True)
class Case:
    """One leaflet to audit: its row of the ledger, every finding of the build, the rules that ran, and languages without word lists."""

    shelf: Shelf
    row: Mapping[str, Any]
    findings: tuple[Finding, ...]
    rules: tuple[Rule[Any], ...]
    unlisted: frozenset[str] = frozenset()


def audit(case: Case) -> dict[str, Any]:
    """Plain data, in the order of the page. It holds no time of day: the same build gives the same audit."""
    row, handout = case.row, case.shelf.handouts[case.row["handout"]]
    files = _files(case)
    mine = [f for f in case.findings if _concerns(f, files, row["language"])]
    seen = {f.code for f in mine}
    words = [r.code for r in case.rules if r.code.startswith("B0") and r.code >= "B012" and r.code < "B050"]
    unchecked = words if row["language"] in case.unlisted else []
    return {
        "leaflet": {key: row[key] for key in _LEAFLET},
        "rules": {
            "run": len(case.rules) - len(unchecked),
            "passed": [r.code for r in case.rules if r.code not in seen and r.code not in unchecked],
            "not_checked": unchecked,
            "found": [as_data(f) for f in mine if not f.waived],
            "waived": [as_data(f) for f in mine if f.waived],
        },
        "people": {
            "written": [_person(p) for p in handout.people.authors],
            "signed": [_person(p) for p in handout.people.reviewers],
            "sign_offs": list(row["sign_off"]["signers"]),
            "code": row["sign_off"]["code"],
            "translation": "source language" if row["language"] == handout.language else _origin(case),
        },
        "dates": {key: getattr(handout.dates, key).isoformat() for key in ("evidence", "issued", "review")},
        "evidence": [_effect(name, effect) for name, effect in handout.effects.items()],
        "sources": [
            {"title": s.title, "by": s.by, "year": s.year, "kind": str(s.kind), "link": s.link, "read": s.checked, "funding": s.funding}
            for s in handout.sources.values()
        ],
        "made_with": dict(row["made_with"]),
        "fonts": dict(row["fonts"]),
    }


_Rows = list[tuple[str, str]]
_LEAFLET = (
    "path",
    "sha256",
    "pages",
    "state",
    "reasons",
    "handout",
    "code",
    "version",
    "title",
    "language",
    "brand",
    "format",
    "fingerprint",
)


def _origin(case: Case) -> str:
    catalog = case.shelf.catalogs.get((case.row["language"], case.row["handout"]))
    if catalog is None:
        return "no catalog"
    return "machine draft, not reviewed" if catalog.machine else f"last by {catalog.file.header.get('Last-Translator', 'nobody named')}"


def _person(person: Any) -> dict[str, str]:
    return {"name": person.name, "role": person.role, "date": person.date.isoformat()}


def _effect(name: str, effect: Effect) -> dict[str, Any]:
    arms = {key: {"events": a.events, "out_of": a.out_of, "people": a.people} for key, a in effect.arms.items()}
    return {"id": name, "outcome": effect.outcome.name.other, "arms": arms, "certainty": str(effect.certainty), "endpoint": effect.endpoint}


def _files(case: Case) -> set[str]:
    """What a finding of this very leaflet, its handout, its catalogs and its brand stands in."""
    row = case.row
    files = {case.shelf.messages[row["handout"]].file, f"templates/brands/{row['brand']}/brand.yaml", row["path"]}
    for name in (row["handout"], INTERFACE, f"{BRAND}{row['brand']}"):
        catalog = case.shelf.catalogs.get((row["language"], name))
        files |= {catalog.name} if catalog else set()
    return files


def _concerns(finding: Finding, files: set[str], language: str) -> bool:
    place = finding.place
    return place.file in files or (place.file.startswith("templates/phrases/") and place.language == language)


def as_sections(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The audit as the printed page has it: sections of rows, each row a label and its text. In the program's own language."""
    titled = {
        "Leaflet": _about(data["leaflet"]),
        "Rules": _ruled(data["rules"]),
        "People and dates": _signed(data),
        "Evidence": [(e["id"], _arms(e)) for e in data["evidence"]] or [("", "no numbers of effects in this leaflet")],
        "Sources": [(str(i), _source(s)) for i, s in enumerate(data["sources"], 1)],
        "Made with": [("", ", ".join(f"{k} {v}" for k, v in data["made_with"].items()))],
    }
    return [{"title": title, "rows": rows} for title, rows in titled.items()]


def _about(leaflet: Mapping[str, Any]) -> _Rows:
    code = f"{leaflet['code']}, version {leaflet['version']}, {leaflet['pages']} pages"
    return [
        ("File", leaflet["path"]),
        ("Title", leaflet["title"]),
        ("Code", code),
        ("State", leaflet["state"] + _because(leaflet["reasons"])),
        ("SHA-256", leaflet["sha256"]),
        ("Words and data", leaflet["fingerprint"]),
    ]


def _ruled(rules: Mapping[str, Any]) -> _Rows:
    errors = sum(f["severity"] == str(Severity.ERROR) for f in rules["found"])
    waived = [f"{f['code']}: {f['what']}. Allowed: {f['waived']}" for f in rules["waived"]]
    unchecked = [("Not checked", " ".join(rules["not_checked"]) + ": there are no word lists for this language")]
    return [
        ("Run", f"{rules['run']}; " + (f"errors: {errors}" if errors else "no error was found")),
        ("Passed", " ".join(rules["passed"])),
        *(unchecked if rules["not_checked"] else []),
        *[("Found", line) for line in _grouped(rules["found"])],
        *[("Waived", line) for line in waived or ["nothing"]],
    ]


def _signed(data: Mapping[str, Any]) -> _Rows:
    people = data["people"]
    return [
        ("Written by", _names(people["written"])),
        ("Reviewed by", _names(people["signed"]) or "nobody named in the handout"),
        *[("Signed off", _record(s)) for s in people["sign_offs"]],
        ("Sign-off code", people["code"] or "none: not signed by all that the policy asks for"),
        ("Translation", people["translation"]),
        ("Dates", ", ".join(f"{k} {v}" for k, v in data["dates"].items())),
    ]


def _because(reasons: Iterable[str]) -> str:
    named = [reason.removeprefix("draft.") for reason in reasons]
    return f" ({', '.join(named)})" if named else ""


def _grouped(found: list[dict[str, Any]]) -> list[str]:
    """One line a rule: how often, and the first place."""
    lines = []
    for code in dict.fromkeys(f["code"] for f in found):
        same = [f for f in found if f["code"] == code]
        more = f" (and {len(same) - 1} more)" if len(same) > 1 else ""
        lines.append(f"{code} {same[0]['severity']}: {same[0]['what']}{more}")
    return lines or ["nothing"]


def _names(people: list[dict[str, str]]) -> str:
    return ", ".join(f"{p['name']} ({p['role']}, {p['date']})" for p in people)


def _record(signer: dict[str, str]) -> str:
    stands = "" if signer["stands"] == "yes" else f"; no longer in full: {signer['stands']}"
    return f"{signer['by']} as {signer['role']} of {signer['handout']} ({signer['language']}), {signer['date']}{stands}"


def _arms(effect: dict[str, Any]) -> str:
    counts = "; ".join(
        f"{key} {a['events']} of {a['out_of']}" if a["events"] is not None else f"{key} unknown" for key, a in effect["arms"].items()
    )
    return f"{effect['outcome']}: {counts}; certainty {effect['certainty']}; {effect['endpoint']} endpoint"


def _source(source: dict[str, Any]) -> str:
    marks = [
        source["kind"],
        *(["read in a report only"] if source["read"] == "secondary" else []),
        *(["paid by industry"] if source["funding"] == "industry" else []),
    ]
    return f"{source['title']}. {source['by']}, {source['year']}. {source['link']} ({', '.join(marks)})"
