"""A leaflet's row in the ledger."""

from __future__ import annotations

import hashlib
from typing import Any

from evenhand.build.places import places
from evenhand.build.program import versions
from evenhand.build.result import Result
from evenhand.build.steps import Step
from evenhand.report import as_data


def row(step: Step, result: Result, made_with: dict[str, str] | None = None) -> dict[str, Any]:
    """The row of one leaflet. It holds no time of day: the same build gives the same ledger.

    `key` and `parts` tell a later build whether the leaflet still stands; `findings` are told again while it does.
    `made_with` are the versions of the program and its libraries; a large build finds them once.
    """
    job = step.job
    edition, order = job.order.edition, job.order
    handout = edition.handout
    return {
        "path": job.path,
        "sha256": result.sha256,
        "bytes": len(result.content),
        "extras": {path: hashlib.sha256(data).hexdigest() for path, data in list(result.files().items())[1:]},
        "prints": dict(step.prints),
        "pages": result.pages,
        "state": job.state,
        "reasons": list(order.reasons),
        "sign_off": {"code": order.code, "signers": [dict(s) for s in order.signers]},
        "handout": handout.id,
        "code": handout.code,
        "version": handout.version,
        "issued": handout.dates.issued.isoformat(),
        "review": handout.dates.review.isoformat(),
        "title": _title(edition),
        "language": edition.language.tag,
        "language_name": edition.language.endonym,
        "staff_title": _title(order.staff),
        "staff_language_name": edition.language.name_in(order.staff.language),
        "brand": order.brand.id,
        "brand_name": order.brand.name,
        "format": order.format.name,
        "fingerprint": order.fingerprint,
        "missing": list(edition.missing),
        "stale": list(edition.stale),
        "density": result.density,
        "places": places(result.areas, handout) if result.areas else {},
        "fonts": dict(result.fonts),
        "made_with": versions() if made_with is None else made_with,
        "key": step.key,
        "parts": dict(step.parts),
        "findings": [as_data(f) for f in result.findings],
    }


def _title(edition: Any) -> str:
    phrase = edition.body.title
    return "".join(run.text for run in phrase.forms[0]) if phrase.forms else ""
