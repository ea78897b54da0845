"""The record of what was built: one row a leaflet, kept in build/ledger.json."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import evenhand
from evenhand.build.places import places
from evenhand.build.plan import Job
from evenhand.build.work import Result
from evenhand.files import write_whole

LEDGER = "ledger.json"
# What the list of leaflets shows of a row.
_LISTED = {"path", "pages", "state", "handout", "code", "staff_title", "staff_language_name", "brand", "brand_name", "format"} | {
    "language",
    "language_name",
}


def row(job: Job, result: Result) -> dict[str, Any]:
    """The row of one leaflet. It holds no time of day: the same build gives the same ledger."""
    edition, order = job.order.edition, job.order
    handout = edition.handout
    return {
        "path": job.path,
        "sha256": result.sha256,
        "bytes": len(result.content),
        "extras": {path: hashlib.sha256(data).hexdigest() for path, data in list(result.files().items())[1:]},
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
        "places": places(result.areas, handout),
        "fonts": dict(result.fonts),
        "made_with": versions(),
    }


def _title(edition: Any) -> str:
    phrase = edition.body.title
    return "".join(run.text for run in phrase.forms[0]) if phrase.forms else ""


def versions() -> dict[str, str]:
    """The versions of what makes a leaflet."""
    return {"evenhand": evenhand.__version__, **{name: version(name) for name in ("weasyprint", "babel", "pydyf", "uharfbuzz")}}


def read_ledger(out: Path) -> list[dict[str, Any]]:
    """The rows of an earlier build whose leaflets are still there; none when there is no ledger or it cannot be read.

    A row that lacks a part, as an older program may have written it, is left out: the list of leaflets could not show it.
    """
    try:
        rows = json.loads((out / LEDGER).read_text(encoding="utf-8"))["leaflets"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    whole = [r for r in rows if isinstance(r, dict) and r.keys() >= _LISTED] if isinstance(rows, list) else []
    return [r for r in whole if (out / str(r["path"])).is_file()]


def write_ledger(out: Path, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put new rows over the old ones, keep rows of leaflets that a filtered build did not touch, and write."""
    merged = {r["path"]: r for r in read_ledger(out)}
    for new in rows:
        _forget(out, merged.get(new["path"], {}), new)
        merged[new["path"]] = new
    ordered = [merged[path] for path in sorted(merged)]
    text = json.dumps({"leaflets": ordered}, ensure_ascii=False, indent=1) + "\n"
    write_whole(out / LEDGER, text.encode())
    return ordered


def _forget(out: Path, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Remove further files of an earlier build that were not made anew: a printer would print an older text."""
    stem = str(new["path"]).rsplit(".", 1)[0]
    extras = old.get("extras")
    for path in extras if isinstance(extras, dict) else ():
        # The ledger may have been edited: nothing but a further file of this very leaflet is touched.
        if path not in new["extras"] and path.startswith(f"{stem}.") and ".." not in path:
            (out / path).unlink(missing_ok=True)
