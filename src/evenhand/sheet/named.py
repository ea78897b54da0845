"""Where elements with an id lie on a laid out page (a page box of the press)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_MM = 25.4 / 96
# An id, and the left, top, right and bottom edge in millimetres.
Named = tuple[str, float, float, float, float]


def named(page: Any) -> Iterator[Named]:
    """Every box of an element with an id, in reading order, the outermost of an element first."""
    below = [page]
    while below:
        box = below.pop()
        if "evenhand_section" in box.__dict__ and box is not page:
            yield from _section(box)
            continue
        name = box.element.get("id") if box.element is not None and hasattr(box.element, "get") else None
        if name and box.element_tag and not box.is_for_root_element and hasattr(box, "border_width"):
            left, top = box.border_box_x(), box.border_box_y()
            yield name, left * _MM, top * _MM, (left + box.border_width()) * _MM, (top + box.border_height()) * _MM
        # What stands in the place of a box that is laid out elsewhere has no contents here.
        if type(box).__name__ != "AbsolutePlaceholder":
            below += reversed(box.children)


def _section(box: Any) -> list[Named]:
    """Those in a section that the press keeps (`swift/keeping.py`), looked for once as long as it lies where it did."""
    key = (id(box), box.position_x, box.position_y, box.width, box.height)
    known = box.__dict__.get("evenhand_named")
    if known is None or known[0] != key:
        known = box.evenhand_named = (key, list(named(box)))
    return known[1]  # type: ignore[no-any-return]
