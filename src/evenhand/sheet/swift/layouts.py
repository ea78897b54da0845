"""Layouts of Pango, begun as copies and drawn as they were measured."""

from __future__ import annotations

from typing import Any

from evenhand.sheet.swift.styles import voice

# A line as WeasyPrint knows it: its layout, bytes, where the next one begins, width, height, baseline.
Line = tuple[Any, int, int | None, float, float, float]
# How a style says that words may be broken where no line may end otherwise; WeasyPrint tells Pango.
_ANYWHERE = ("anywhere", "break-word")


def apply() -> None:
    """Put the mends in."""
    from weasyprint.text.line_break import Layout

    _awake(Layout)
    _begun(Layout)


class Shaper:
    """Has Pango shape texts in one line, however long; texts that `lines.py` tells by their words, so without spacing of their own."""

    def __init__(self) -> None:
        from weasyprint.text import ffi, line_break

        self._text, self._pango, self._null, self._unit = line_break, ffi.pango, ffi.ffi.NULL, ffi.FROM_UNITS
        self._edges = ffi.ffi.new("PangoRectangle *")

    def line(self, text: str, style: Any) -> Line:
        """What WeasyPrint's own functions tell of a text, asked of Pango once."""
        layout, pango, edges, unit = self._text.Layout(style), self._pango, self._edges, self._unit
        if style["overflow_wrap"] in _ANYWHERE:
            layout.set_text(text)
        else:
            letters = text.encode().replace(b"\x00", b"")
            pango.pango_layout_set_text(layout.layout, letters, len(letters))
            layout.text = text
        line = pango.pango_layout_get_line_readonly(layout.layout, 0)
        layout.first_line_direction = line.resolved_dir
        pango.pango_layout_line_get_extents(line, self._null, edges)
        layout.deactivate()
        return layout, line.length, None, edges.width * unit, edges.height * unit, -edges.y * unit


def twin(layout: Any) -> Any:
    """A layout of its own for a box. Why: drawing a line changes what its layout knows of itself."""
    twin = object.__new__(type(layout))
    twin.__dict__.update(layout.__dict__)
    return twin


def _awake(layout: Any) -> None:
    """Draw a line by the layout that it was measured by. Why: WeasyPrint lets it go, and shapes every line of a page once more."""
    wake = layout.reactivate

    def deactivate(self: Any) -> None:
        self.style = None  # it would hold on to all styles of the page

    def reactivate(self: Any, style: Any) -> None:
        if "layout" not in self.__dict__ or self.justification_spacing:
            wake(self, style)
        else:
            self.style = style

    layout.deactivate, layout.reactivate = deactivate, reactivate


def _begun(layout: Any) -> None:
    """Begin a layout as a copy of one of the same voice, which knows its fonts already."""
    from weasyprint.text.ffi import ffi, gobject, pango

    ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout * src);")
    begin = layout.setup

    def copied(own: Any) -> Any:
        return ffi.gc(pango.pango_layout_copy(own), gobject.g_object_unref)

    def setup(self: Any, style: Any) -> None:
        known = style.font_config.__dict__.setdefault("evenhand_begun", {})
        like = known.get(voice(style))
        if like is None:
            spacing = self.justification_spacing
            begin(self, style)
            like = known[voice(style)] = dict(self.__dict__, style=None, layout=copied(self.layout))
            del like["justification_spacing"]
            self.justification_spacing = spacing
        else:
            self.__dict__.update(like)
            self.style, self.layout = style, copied(like["layout"])

    layout.setup = setup
