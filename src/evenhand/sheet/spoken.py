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
from collections.abc import Iterator
from typing import Any

from evenhand.sheet.compose import Composed, with_glyphs
from evenhand.sheet.tested import refuse_untested

# Characters that steer layout and say nothing. Joiners stay: they are part of how words are spelled.
_JOINERS = "\u200c\u200d"
_SILENT = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# A space that does not break is said as any other space, but between digits: in a line from the right, pdfium takes it for
# a part of numbers, which keeps the groups of one number in order and would move the number in a sentence.
_FAST_SPACE = re.compile("(?<![0-9])[\u00a0\u202f]|[\u00a0\u202f](?![0-9])")
# Stands, while a line is drawn, for the hyphen of a word that is broken there; and what that hyphen says, by
# ISO 32000-1, 14.8.2.2.3.
_BROKEN, _SOFT_HYPHEN = "\x1f", "\u00ad"
# Where Pango begins a paragraph. To say that there is but one makes it shape the text again: it is said where there would be more.
_PARAGRAPH = re.compile("[\n\r\u2029]")
# A part of a cluster: a glyph, and how far it stands right of and above the pen, in thousandths of the type size.
_Part = tuple[int, int, int]


class _Codes:
    """The codes of one font: its glyph numbers, and after them those of composed glyphs."""

    def __init__(self, font: Any) -> None:
        self.font, self.composed = font, dict[int, Composed]()
        # Clusters as Pango gave them, in lines from the left and from the right: their codes as they are shown, and how far
        # drawing them runs ahead of layout. And the codes of clusters in thousandths of the type size, which those share.
        self.met: tuple[dict[Any, tuple[str, float]], ...] = ({}, {})
        self._made = dict[Any, tuple[int, ...]]()
        self._whole = "glyf" in font.tables and not font.variations

    def find(self, parts: tuple[_Part, ...], said: str, width: int, rtl: int) -> tuple[int, ...]:
        """The codes of a cluster, in the order of drawing; `width` is its advance in thousandths of the type size."""
        key = (parts, said, width, rtl)
        if key not in self._made:
            self._made[key] = self._simple(parts, said, rtl) or self._compose(parts, said, width, rtl)
        return self._made[key]

    def _simple(self, parts: tuple[_Part, ...], said: str, rtl: int) -> tuple[int, ...]:
        """One glyph in its place that says this text, and nothing else."""
        single = len(parts) == 1 and parts[0][1:] == (0, 0) and not (rtl and len(said) > 1)
        if single and self.font.to_unicode.setdefault(parts[0][0], said) == said:
            return (parts[0][0],)
        return () if self._whole else tuple(part[0] for part in parts)

    def _compose(self, parts: tuple[_Part, ...], said: str, width: int, rtl: int) -> tuple[int, ...]:
        """New glyphs. In a line from the right, extractors turn round all characters, those of one glyph too: so each has
        a glyph of its own there. The leftmost draws the cluster, the others only take their share of its width."""
        letters = tuple(reversed(said)) if rtl else (said,)
        scale, font = self.font.upem / 1000, self.font
        codes: list[int] = []
        for letter in letters:
            code = font.glyph_count + len(font.missing) + len(self.composed)
            font.to_unicode[code], font.widths[code] = letter, round(width / len(letters))
            drawn = () if codes else tuple((glyph, round(right * scale), round(up * scale)) for glyph, right, up in parts)
            self.composed[code] = Composed(max(0, round(font.widths[code] * scale)), drawn)
            codes.append(code)
        return tuple(codes)


def _codes_of(font: Any) -> _Codes:
    codes: _Codes | None = getattr(font, "evenhand_codes", None)
    if codes is None:
        codes = font.evenhand_codes = _Codes(font)
    return codes


def apply(weasyprint: Any) -> None:
    """Replace the drawing of text. Raises RuntimeError on a WeasyPrint that this was not tested with."""
    refuse_untested(weasyprint)
    from weasyprint.draw import text
    from weasyprint.pdf.fonts import Font

    text.draw_first_line = _Pen(text).draw_first_line
    original = Font.clean

    def clean(self: Any, to_unicode: dict[int, str], hinting: bool) -> None:
        composed = _codes_of(self).composed
        parts = {part[0]: "" for glyph in composed.values() for part in glyph.parts}
        original(self, {code: said for code, said in to_unicode.items() if code not in composed} | parts, hinting)
        if composed:
            self.file_content = with_glyphs(self.file_content, composed)

    def get_unused_glyph_id(self: Any, codepoint: int) -> int:
        # Missing letters and composed glyphs share the numbers after the font's own.
        return int(self.missing.setdefault(codepoint, self.glyph_count + len(self.missing) + len(_codes_of(self).composed)))

    Font.clean, Font.get_unused_glyph_id = clean, get_unused_glyph_id


class _Pen:
    """Draws lines of text; `text` is WeasyPrint's own module for it."""

    def __init__(self, text: Any) -> None:
        self._original, self._log = text.draw_first_line, text.LOGGER
        self._ffi, self._pango = text.ffi, text.pango
        self._unit = text.FROM_UNITS * 1000
        self._size = text.ffi.sizeof("PangoGlyphInfo")

    def draw_first_line(self, stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
        """In place of WeasyPrint's own; lines that end in an ellipsis and pictures of letters (emoji) are left to that."""
        layout = textbox.pango_layout
        if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
            return []
        if text_overflow != "ellipsis" and block_ellipsis == "none":
            if _PARAGRAPH.search(layout.text):
                self._pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
            runs = tuple(self._runs(layout.get_first_line()[0], stream))
            if not any(font.bitmap or font.png or font.svg or font.colr for _, font, _ in runs):
                stream.set_text_matrix(*matrix.values)
                self._draw(stream, runs, textbox)
                return []
        return self._original(stream, textbox, text_overflow, block_ellipsis, matrix)

    def _runs(self, line: Any, stream: Any) -> Iterator[tuple[Any, Any, float]]:
        """The runs of a line, each with its font and type size."""
        node = line.runs[0]
        while node != self._ffi.NULL:
            yield node.data, *stream.add_font(node.data.item.analysis.font)
            node = node.next

    def _draw(self, stream: Any, runs: tuple[tuple[Any, Any, float], ...], textbox: Any) -> None:
        utf8 = textbox.pango_layout.text.encode()
        hyphen = textbox.style["hyphenate_character"]
        broken = hyphen != "-" and len(hyphen) == 1 and utf8.endswith(hyphen.encode())
        shown: list[str] = []
        owed, last = 0.0, None
        for run, font, size in runs:
            if (font, size) != last:
                _show(stream, shown)
                shown, last = [], (font, size)
                stream.set_font_size(font.hash, size)
            unit, met = self._unit / size, _codes_of(font).met[run.item.analysis.level % 2]
            shown.append("<")
            for text, parts in self._clusters(run, utf8, broken):
                key = (text, unit, parts)
                seen = met.get(key)
                if seen is None:
                    codes = self._found(stream, run, font, key)
                    ahead = sum(font.widths[code] for code in codes) - sum(part[1] for part in parts) * unit
                    seen = met[key] = "".join(f"{code:04x}" for code in codes), ahead
                shown.append(seen[0])
                owed += seen[1]
                if owed >= 1 or owed <= -1:
                    shown.append(f">{int(owed)}<")
                    owed -= int(owed)
            shown.append(">")
        _show(stream, shown)

    def _clusters(self, run: Any, utf8: bytes, broken: bool) -> Iterator[tuple[str, tuple[tuple[int, ...], ...]]]:
        """The clusters of a run in the order of drawing: text, and each glyph with its advance, offset right and offset down,
        in Pango's units."""
        item, count, step = run.item, run.glyphs.num_glyphs, self._size // 4
        text = utf8[item.offset : item.offset + item.length].decode()
        places = _places(text, item.length)
        text = _FAST_SPACE.sub(" ", text)
        if broken and item.offset + item.length == len(utf8):
            text = text[:-1] + _BROKEN
        info = memoryview(self._ffi.buffer(run.glyphs.glyphs, count * self._size)).cast("i")
        glyphs = tuple(zip(*(info[k::step].tolist() for k in range(4)), strict=True))
        starts = self._ffi.unpack(run.glyphs.log_clusters, count)
        rtl, first, end = item.analysis.level % 2, 0, len(text)
        while first < count:
            start, after = starts[first], first + 1
            while after < count and starts[after] == start:
                after += 1
            begin = places[start]
            stop = end if rtl else places[starts[after]] if after < count else end
            end = begin if rtl else end
            yield text[begin:stop], glyphs[first:after]
            first = after

    def _found(self, stream: Any, run: Any, font: Any, key: tuple[str, float, tuple[tuple[int, ...], ...]]) -> tuple[int, ...]:
        """The codes of a cluster that was not met before."""
        text, unit, glyphs = key
        said, codes, pango = _clean(text), _codes_of(font), self._pango
        pen, parts = 0, []
        for glyph, advance, right, down in glyphs:
            if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                return self._missing(font, glyph - pango.PANGO_GLYPH_UNKNOWN_FLAG, round(advance * unit))
            if glyph != pango.PANGO_GLYPH_EMPTY:
                parts.append((glyph, round((pen + right) * unit), -round(down * unit)))
                if glyph not in font.widths:
                    pango.pango_font_get_glyph_extents(run.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
                    font.widths[glyph] = round(stream.logical_rect.width * unit)
            pen += advance
        if not said or not (parts or said.strip()):
            return ()
        if not said.strip(_JOINERS):
            # HarfBuzz shows them by a space without width; the space must go on saying "space".
            parts = []
        return codes.find(tuple(parts), said, round(pen * unit), run.item.analysis.level % 2)

    def _missing(self, font: Any, point: int, width: int) -> tuple[int, ...]:
        """A letter that no font has: WeasyPrint's warning, and a code without a glyph."""
        self._log.warning('.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)', chr(point), point)
        code = font.get_unused_glyph_id(point)
        font.to_unicode.setdefault(code, chr(point))
        font.widths[code] = width
        font.widths.setdefault(0, width)
        return (int(code),)


def _places(text: str, length: int) -> range | list[int]:
    """At which character each byte of a text begins, and its end."""
    if length == len(text):
        return range(length + 1)
    places, at = [0] * (length + 1), 0
    for number, letter in enumerate(text):
        places[at] = number
        at += 1 if letter < "\x80" else 2 if letter < "\u0800" else 3 if letter < "\U00010000" else 4
    places[at] = len(text)
    return places


def _clean(text: str) -> str:
    return _SILENT.sub("", text).replace(_BROKEN, _SOFT_HYPHEN)


def _show(stream: Any, shown: list[str]) -> None:
    # No empty strings: pdfium drops the distance after one.
    string = "".join(shown).replace("<>", "")
    if string:
        stream.show_text(string)
