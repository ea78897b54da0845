"""A mend of WeasyPrint's text: what a reader, a search or a copy gets is what is printed.

WeasyPrint gives each glyph of a font one Unicode value, that of its first use, and shows a cluster of letters by all the
glyphs that shaping made of it. Where the two are not one to one (Indic, Khmer, Thai, Nastaliq, ligatures, marks), words
come out wrong. Here such a cluster is shown by one glyph of its own, composed of those that shaping chose, and its
Unicode value is the text of the cluster.

Why not ActualText: poppler and pdfium turn the text of such a span round in a line that reads from the right, pdfium
breaks words at raised glyphs all the same, and pdf.js passes it over. docs/text-layer.md has the figures of both ways.
"""

from __future__ import annotations

import re
from typing import Any

from evenhand.sheet.again import Again, Said
from evenhand.sheet.compose import with_glyphs
from evenhand.sheet.glyphs import Codes, codes_of
from evenhand.sheet.shaped import BROKEN, Cluster, Face, Run, Shapes, ink_of
from evenhand.sheet.swift.faces import once
from evenhand.sheet.swift.layers import again
from evenhand.sheet.swift.writing import spelled
from evenhand.sheet.tested import refuse_untested

# Characters that steer layout and say nothing. Joiners stay: they are part of how words are spelled.
_JOINERS = "\u200c\u200d"
_SILENT = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What the hyphen of a word that is broken says, by ISO 32000-1, 14.8.2.2.3.
_SOFT_HYPHEN = "\u00ad"
# What a cluster of one glyph is told by.
_ONE = 5

# The runs of a line, each with the codes of its font.
Runs = tuple[tuple[Run, Codes], ...]


def apply(weasyprint: Any) -> None:
    """Replace the drawing of text. Raises RuntimeError on a WeasyPrint that this was not tested with."""
    refuse_untested(weasyprint)
    import weasyprint.draw as draw
    from weasyprint.draw import text
    from weasyprint.pdf.fonts import Font

    pen = _Pen(text)
    text.draw_first_line, text.draw_text = pen.draw_first_line, pen.draw_text
    draw.draw_text = pen.draw_text
    again(draw, pen.again.draw)
    original = Font.clean

    def clean(self: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        composed = codes_of(self).composed
        parts = {part[0]: "" for glyph in composed.values() for part in glyph.parts}
        own = {code: said for code, said in to_unicode.items() if code not in composed} | parts

        def make() -> None:
            original(self, own, hinting)
            if composed:
                self.file_content = with_glyphs(self.file_content, composed)

        once(self, own, (hinting, [(code, glyph.advance, glyph.parts) for code, glyph in composed.items()]), make)

    def get_unused_glyph_id(self: Any, codepoint: int) -> int:
        # Missing letters and composed glyphs share the numbers after the font's own.
        return int(self.missing.setdefault(codepoint, self.glyph_count + len(self.missing) + len(codes_of(self).composed)))

    Font.clean, Font.get_unused_glyph_id = clean, get_unused_glyph_id


class _Pen:
    """Draws lines of text; `text` is WeasyPrint's own module for it."""

    def __init__(self, text: Any) -> None:
        self._whole, self._line, self._log = text.draw_text, text.draw_first_line, text.LOGGER
        self._pango, self._shapes = text.pango, Shapes(text)
        self._unit, self.again = text.FROM_UNITS * 1000, Again(self.agrees)

    def draw_text(self, stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str = "none") -> None:
        """In place of WeasyPrint's own; lines that are struck out or underlined, that end in an ellipsis, or that have pictures of
        letters (emoji) are left to that."""
        style = textbox.style
        ink = ink_of(style)
        if not ink.plain or text_overflow == "ellipsis" or block_ellipsis != "none":
            self._slowly(stream, textbox, offset_x, text_overflow, block_ellipsis)
            return
        runs: Runs = ()
        if ink.large and textbox.text.strip():
            runs = self._runs(stream, textbox)
            if any(font.pictured for _, font in runs):
                self._slowly(stream, textbox, offset_x, text_overflow, block_ellipsis)
                return
        if stream._current_color != ink.key or stream._current_alpha != ink.alpha:
            stream.set_color(ink.colour)
        stream.begin_text()
        if runs:
            left, foot = spelled(textbox.position_x), spelled(textbox.position_y + textbox.baseline)
            stream.stream.append(f"1 0 0 -1 {left} {foot} Tm".encode())
            self._draw(stream, runs)
        stream.end_text()

    def _slowly(self, *asked: Any) -> None:
        self.again.tell(None)
        self._whole(*asked)

    def draw_first_line(self, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
        """The line of a text that WeasyPrint itself draws."""
        if not textbox.text.strip() or not ink_of(textbox.style).large:
            return []
        if text_overflow != "ellipsis" and block_ellipsis == "none":
            runs = self._runs(stream, textbox)
            if not any(font.pictured for _, font in runs):
                stream.set_text_matrix(*matrix.values)
                self._draw(stream, runs)
                return []
        self.again.tell(None)
        return self._line(stream, textbox, text_overflow, block_ellipsis, matrix)

    def agrees(self, stream: Any, said: Said) -> bool:
        """True where a document shows clusters by the same codes; those that it has not met get theirs, as if they were drawn."""
        codes = self._codes(stream, said.face)
        return self._all_met(stream, Run(said.face, said.rtl, said.clusters), codes) == said.met

    def _codes(self, stream: Any, face: Face) -> Codes:
        return codes_of(stream._fonts.get(face.key) or stream.add_font(face.font)[0])

    def _runs(self, stream: Any, textbox: Any) -> Runs:
        """The runs of a line, each with the codes of its font."""
        runs = self._shapes.of(textbox.pango_layout, textbox.style)
        return tuple((run, self._codes(stream, run.face)) for run in runs)

    def _draw(self, stream: Any, runs: Runs) -> None:
        shown: list[str] = []
        owed, last = 0.0, None
        for run, codes in runs:
            size = run.face.size
            if (codes, size) != last:
                _show(stream, shown)
                shown, last = [], (codes, size)
                codes.choose(stream, size)
            shown.append("<")
            for code, ahead in self._all_met(stream, run, codes):
                shown.append(code)
                owed += ahead
                if not -1 < owed < 1:
                    shown.append(f">{int(owed)}<")
                    owed -= int(owed)
            shown.append(">")
        _show(stream, shown)
        self.again.tell(lambda: [Said(*run, self._all_met(stream, run, codes)) for run, codes in runs])

    def _all_met(self, stream: Any, run: Run, codes: Codes) -> list[tuple[str, float]]:
        """Of each cluster of a run, what it is shown by."""
        try:
            return [*map(codes.met.__getitem__, run.clusters)]
        except KeyError:
            return [codes.met.get(cluster) or self._met(stream, run, codes, cluster) for cluster in run.clusters]

    def _met(self, stream: Any, run: Run, codes: Codes, cluster: Cluster) -> tuple[str, float]:
        """The codes of a cluster that a document has not met, as they are shown, and how far drawing them runs ahead of layout."""
        font, told = codes.font, cluster.told
        if cluster.plain is not None:
            text, glyph, width, met = cluster.plain
            if font.to_unicode.setdefault(glyph, text) == text and font.widths.setdefault(glyph, width) == width:
                codes.met[cluster] = met
                return met
        unit = self._unit / run.face.size
        if len(told) == _ONE and told[0].isprintable():
            # Most clusters are a glyph in its place; nothing in them steers layout, for that is not printable.
            text, glyph, advance, right, down = told
            whole = not (right or down or (run.rtl and len(text) > 1) or glyph >= self._pango.PANGO_GLYPH_EMPTY)
            if whole and font.to_unicode.get(glyph, text) == text:
                width = self._width(stream, run.face, font, glyph)
                font.to_unicode[glyph] = text
                codes.met[cluster] = met = (f"{glyph:04x}", width - advance * unit)
                cluster.plain = text, glyph, width, met
                return met
        found = self._found(stream, run, codes, told, unit)
        ahead = sum(font.widths[code] for code in found) - sum(told[2::4]) * unit
        codes.met[cluster] = met = ("".join(f"{code:04x}" for code in found), ahead)
        return met

    def _found(self, stream: Any, run: Run, codes: Codes, told: tuple[Any, ...], unit: float) -> tuple[int, ...]:
        """The codes of a cluster that is more than a glyph in its place."""
        said, pango = _clean(told[0]), self._pango
        pen, parts = 0, []
        for glyph, advance, right, down in zip(told[1::4], told[2::4], told[3::4], told[4::4], strict=True):
            if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                return self._missing(codes.font, glyph - pango.PANGO_GLYPH_UNKNOWN_FLAG, round(advance * unit))
            if glyph != pango.PANGO_GLYPH_EMPTY:
                parts.append((glyph, round((pen + right) * unit), -round(down * unit)))
                self._width(stream, run.face, codes.font, glyph)
            pen += advance
        if not said or not (parts or said.strip()):
            return ()
        if not said.strip(_JOINERS):
            # HarfBuzz shows them by a space without width; the space must go on saying "space".
            parts = []
        return codes.find(tuple(parts), said, round(pen * unit), run.rtl)

    def _width(self, stream: Any, face: Face, font: Any, glyph: int) -> int:
        """How wide a glyph is by itself, in thousandths of the type size; asked for at one size, for all of the document."""
        width: int | None = font.widths.get(glyph)
        if width is None:
            if glyph not in face.widths:
                self._pango.pango_font_get_glyph_extents(face.font, glyph, stream.ink_rect, stream.logical_rect)
                face.widths[glyph] = round(stream.logical_rect.width * (self._unit / face.size))
            font.widths[glyph] = width = face.widths[glyph]
        return width

    def _missing(self, font: Any, point: int, width: int) -> tuple[int, ...]:
        """A letter that no font has: WeasyPrint's warning, and a code without a glyph."""
        self._log.warning('.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)', chr(point), point)
        code = font.get_unused_glyph_id(point)
        font.to_unicode.setdefault(code, chr(point))
        font.widths[code] = width
        font.widths.setdefault(0, width)
        return (int(code),)


def _clean(text: str) -> str:
    return _SILENT.sub("", text).replace(BROKEN, _SOFT_HYPHEN)


def _show(stream: Any, shown: list[str]) -> None:
    # No empty strings: pdfium drops the distance after one.
    string = "".join(shown).replace("<>", "")
    if string:
        stream.stream.append(f"[{string}] TJ".encode())
