"""Sheets for staff and reviewers (audits, proofs, change sheets), set by the same press as leaflets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evenhand.build.trial import Workshop
from evenhand.sheet.fonts import face_css
from evenhand.sheet.order import Order


def press_record(workshop: Workshop, name: str, order: Order, values: Mapping[str, object]) -> Any:
    """The PDF of the theme's templates `<name>.html` and `<name>.css`; `values` hold every word of it."""
    families = workshop.fonts.families(order.scripts)
    page = workshop.theme.record(name, order, families, values)
    roots = (*(Path(f.path) for family in families for f in family.files), workshop.scratch)
    faces = face_css(families, page.html, workshop.scratch)
    return workshop.press.pages(page, faces, roots, name).write(tuple(f.name for f in families))
