"""What stands at the head of a proof, how its marks are read, and its page for signatures; in the program's own language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from evenhand.checks.proof import Block, Case, Part
from evenhand.finding import Finding, Severity
from evenhand.sheet.bits import Bit
from evenhand.translation.catalog import ORIGIN, Catalog

_Rows = list[tuple[str, str]]
# The roles in which people sign, and what each stands for with their name.
_ROLES = {
    "translator": "I translated or revised this text. It says what the source says, no more and no less.",
    "checker": "I did not translate this text. I compared every block with its source.",
    "clinician": "I read every safety string. What it tells a patient to do is right.",
    "reader": "This is my language. I understood the text, and it speaks to me with respect.",
}
_SOURCE_ROLES = {
    "clinician": "I read every block. What it says is right, and fair to benefits and risks alike.",
    "reader": "I read this text as a patient would. I understood it.",
}
_LEGEND = (
    ("n", "number", "filled in from data, as it prints"),
    ("new", "new words", "came into the source after this translation"),
    ("gone", "old words", "have left the source since"),
    ("t", "term", "explained in the leaflet"),
    ("slot", "{name}", "filled in by the page"),
)


def cover(case: Case, parts: Iterable[Part], whole: Iterable[Finding]) -> dict[str, Any]:
    """The words around the parts: `rows` of the head, `whole` findings that belong to no block, the legend, the signatures."""
    order = case.order
    edition, handout = order.edition, order.edition.handout
    blocks = [block for part in parts for block in part.blocks if block.state]
    return {
        "rows": [*_about(case), *_counts(blocks, edition.is_source)],
        "whole": tuple(whole),
        "legend": [(mark, (Bit(sample, (mark,)),), text) for mark, sample, text in _LEGEND],
        "labels": _labels(),
        "signing": _signing(case, blocks),
        "roles": [(role.capitalize(), text) for role, text in (_SOURCE_ROLES if edition.is_source else _ROLES).items()],
        "stamp": f"{handout.code} · version {handout.version} · {edition.language.tag} · {edition.fingerprint[:8]}",
        "page_of": ("Page", "of"),
    }


def _about(case: Case) -> _Rows:
    order = case.order
    edition, handout, staff = order.edition, order.edition.handout, order.staff.language
    names = f"{edition.language.name_in(staff)} ({edition.language.tag})"
    source = f", from {order.source.language.name_in(staff)} ({order.source.language.tag})" if order.source else ", the source text"
    reasons = ", ".join(reason.removeprefix("draft.") for reason in order.reasons)
    return [
        ("Handout", f"{handout.id}, {handout.code}, version {handout.version}, issued {handout.dates.issued.isoformat()}"),
        ("Language", names + source),
        ("Drafted by", "; ".join(_drafted(case)) or "nobody yet"),
        ("Searched", f"evidence up to {handout.dates.evidence.isoformat()}; next review by {handout.dates.review.isoformat()}"),
        ("State", f"draft ({reasons})" if reasons else "final"),
        ("Clinic", f"{order.brand.name}: its telephone numbers and its country's approval stand in the text"),
    ]


def _drafted(case: Case) -> list[str]:
    if case.order.edition.is_source:
        return [f"{p.name} ({p.role}, {p.date.isoformat()})" for p in case.order.edition.handout.people.authors]
    catalog, interface = case.catalogs
    told = [_origin(catalog)] if catalog else []
    if interface and (not catalog or _origin(interface) != _origin(catalog)):
        told.append(f"words of the leaflet itself: {_origin(interface)}")
    return told


def _origin(catalog: Catalog) -> str:
    header = catalog.file.header
    who = header.get("Last-Translator", "nobody named")
    return f"{header[ORIGIN]} ({who})" if ORIGIN in header else f"last by {who}, {header.get('PO-Revision-Date', 'no date')}"


def _counts(blocks: list[Block], source: bool) -> _Rows:
    states = {state: sum(b.state == state for b in blocks) for state in ("translated", "stale", "missing")}
    found = [f for block in blocks for f in block.findings if not f.waived]
    grades = {s: sum(f.severity is s for f in found) for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE)}
    told = f"{len(blocks)}, {sum(b.safety for b in blocks)} of them safety strings"
    if not source:
        told += f"; {states['translated']} translated, {states['stale']} older than the source, {states['missing']} missing"
    return [("Messages", told), ("Findings", ", ".join(f"{n} {s}{'' if n == 1 else 's'}" for s, n in grades.items()) + " beside the texts")]


def _signing(case: Case, blocks: list[Block]) -> _Rows:
    edition, handout = case.order.edition, case.order.edition.handout
    own = [b for b in blocks if b.key in edition.phrases]
    safe, mine = sum(b.safety for b in blocks), sum(b.safety for b in own)
    return [
        ("Handout", f"{handout.id}, {handout.code}"),
        ("Version", f"{handout.version}, issued {handout.dates.issued.isoformat()}"),
        ("Language", f"{edition.language.name_in(case.order.staff.language)} ({edition.language.tag})"),
        ("Edition", edition.fingerprint),
        ("Messages", f"{len(own)} of the handout, {len(blocks) - len(own)} of the leaflet itself"),
        ("Safety strings", f"{mine} of the handout, {safe - mine} of the leaflet itself"),
        ("Open", f"{sum(b.state == 'stale' for b in blocks)} older than the source, {sum(b.state == 'missing' for b in blocks)} missing"),
    ]


def _labels() -> Mapping[str, str]:
    return {
        "proof": "Proof for reviewers. Not for patients.",
        "source": "Source",
        "target": "Translation",
        "safety": "SAFETY",
        "missing": "Not translated",
        "old": "Older than the source",
        "comment": "Translator",
        "allowed": "allowed",
        "whole": "Findings on the leaflet as a whole",
        "legend": "How to read this proof",
        "tick": "Tick the box when a block is right; write on its line when it is not.",
        "sign": "Signatures",
        "signs": "By signing I say that I have read the edition of this fingerprint, and that my remarks are written in this proof.",
        "void": "A later change of a text voids the signature for that text.",
        "role": "Role",
        "name": "Name",
        "date": "Date",
        "signature": "Signature",
        "remarks": "Remarks on the whole",
    }
