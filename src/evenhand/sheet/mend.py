"""Mends of WeasyPrint 70, each with its reason; refuses to touch a version that it was not tested with.

To be offered upstream. Nothing else in the house changes WeasyPrint.
"""

from __future__ import annotations

from typing import Any

TESTED = "70."


def apply(weasyprint: Any) -> None:
    """Apply every mend once. Raises RuntimeError on another WeasyPrint."""
    if not weasyprint.__version__.startswith(TESTED):
        raise RuntimeError(f"evenhand was tested with WeasyPrint {TESTED}x, and this is {weasyprint.__version__}")
    import pydyf

    if getattr(pydyf.Stream.show_text, "evenhand", False):
        return
    _no_empty_strings(pydyf)


def _no_empty_strings(pydyf: Any) -> None:
    """No empty strings in a TJ array.

    Why: around raised glyphs WeasyPrint writes `<>`, and pdfium (Chrome, Edge) then drops the kerning that follows, so
    that Nastaliq words move by about one em. Poppler and Ghostscript are not affected.
    """
    original = pydyf.Stream.show_text

    def show_text(self: Any, text: str) -> None:
        text = text.replace("<>", " ")
        if text.strip():
            original(self, text)

    show_text.evenhand = True  # type: ignore[attr-defined]
    pydyf.Stream.show_text = show_text
