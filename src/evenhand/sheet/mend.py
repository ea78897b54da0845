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
    _hanging_space()


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


def _hanging_space() -> None:
    """A line whose last space does not fit is still a line that fits.

    Why: Pango lets the space at the end of a line hang, but WeasyPrint counts it, finds the text too wide by that space,
    and breaks it after its *first* word. That leaves one word alone on a line in paragraphs that end in a span, such as
    ours do (the numbers of the sources).
    """
    from weasyprint.layout import inline

    original = inline.split_first_line

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(text, style, context, max_width, *args, **kwargs)
        if result[2] is None or not text.endswith(" ") or style["white_space"] != "normal":
            return result
        stripped = original(text.rstrip(" "), style, context, max_width, *args, **kwargs)
        return stripped if stripped[2] is None else result

    inline.split_first_line = split_first_line
