"""Lines of text as Pango shaped them: which glyphs each cluster of letters has, and how far they stand apart; read once.

What a line is drawn by hangs on its text, its voice and its fonts alone. So it is kept with the fonts: the same line in the leaflet
of another brand is drawn without Pango.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from evenhand.sheet.swift.styles import voice

# A cluster: its text, and of each glyph its number, advance, offset right and offset down, in Pango's units.
Cluster = tuple[Any, ...]
# Lines kept for a set of fonts, as many as those of layout.
_KEPT = 1200
# Stands, while a line is drawn, for the hyphen of a word that is broken there.
BROKEN = "\x1f"
# A space that does not break is said as any other space, but between digits: in a line from the right, pdfium takes it for
# a part of numbers, which keeps the groups of one number in order and would move the number in a sentence.
_FAST_SPACE = re.compile("(?<![0-9])[\u00a0\u202f]|[\u00a0\u202f](?![0-9])")
# Where Pango begins a paragraph. To say that there is but one makes it shape the text again: it is said where there would be more.
_PARAGRAPH = re.compile("[\n\r\u2029]")


class Face(NamedTuple):
    """A font of Pango's at one size; `key` is that of WeasyPrint for the font at all sizes."""

    font: Any
    key: int
    size: float


class Run(NamedTuple):
    """A stretch of a line in one font and one direction (1: from the right), its clusters in the order of drawing."""

    face: Face
    rtl: int
    clusters: tuple[Cluster, ...]


class _Known:
    """What is known of a set of fonts: its faces, lines, and clusters, each of these once."""

    def __init__(self) -> None:
        self.faces: dict[Any, Face] = {}
        self.lines: dict[Any, tuple[Run, ...]] = {}
        self.clusters: dict[Cluster, Cluster] = {}


class Shapes:
    """Reads lines; `text` is WeasyPrint's own module for drawing them."""

    def __init__(self, text: Any) -> None:
        from weasyprint.text.ffi import gobject
        from weasyprint.text.fonts import get_pango_font_key

        text.ffi.cdef("gpointer g_object_ref (gpointer object);")
        self._ffi, self._pango, self._gobject, self._key_of = text.ffi, text.pango, gobject, get_pango_font_key
        self._size = text.ffi.sizeof("PangoGlyphInfo")

    def of(self, layout: Any, style: Any) -> tuple[Run, ...]:
        """The runs of the first line of a layout, from left to right."""
        fonts = style.font_config.__dict__
        known: _Known = fonts.get("evenhand_shapes") or fonts.setdefault("evenhand_shapes", _Known())
        key = (layout.text, voice(style), layout.justification_spacing)
        runs = known.lines.get(key)
        if runs is None:
            if len(known.lines) >= _KEPT:
                known.lines.clear()
                known.clusters.clear()
            asleep = getattr(layout, "style", None) is None
            if asleep:
                layout.reactivate(style)
            runs = known.lines[key] = tuple(self._runs(layout, style, known))
            if asleep:
                layout.deactivate()
        return runs

    def _runs(self, layout: Any, style: Any, known: _Known) -> Iterator[Run]:
        if _PARAGRAPH.search(layout.text):
            self._pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        utf8 = layout.text.encode()
        hyphen = style["hyphenate_character"]
        broken = hyphen != "-" and len(hyphen) == 1 and utf8.endswith(hyphen.encode())
        node, once = layout.get_first_line()[0].runs[0], known.clusters.setdefault
        while node != self._ffi.NULL:
            run, node = node.data, node.next
            item = run.item
            clusters = list(self._clusters(run, item, utf8, broken))
            yield Run(self._face(item.analysis.font, known), item.analysis.level % 2, tuple(map(once, clusters, clusters)))

    def _face(self, font: Any, known: _Known) -> Face:
        face = known.faces.get(font)
        if face is None:
            # Held, so that its place in memory is no other font's while it stands for this one.
            held = self._ffi.gc(self._ffi.cast("PangoFont *", self._gobject.g_object_ref(font)), self._gobject.g_object_unref)
            key, _, size = self._key_of(font)
            face = known.faces[held] = Face(held, key, size)
        return face

    def _clusters(self, run: Any, item: Any, utf8: bytes, broken: bool) -> Iterable[Cluster]:
        offset, length, count, rtl = item.offset, item.length, run.glyphs.num_glyphs, item.analysis.level % 2
        text = utf8[offset : offset + length].decode()
        places = _places(text, length)
        if "\u00a0" in text or "\u202f" in text:
            text = _FAST_SPACE.sub(" ", text)
        if broken and offset + length == len(utf8):
            text = text[:-1] + BROKEN
        step = self._size // 4
        info = memoryview(self._ffi.buffer(run.glyphs.glyphs, count * self._size)).cast("i").tolist()
        columns = [info[k::step] for k in range(4)]
        starts = self._ffi.unpack(run.glyphs.log_clusters, count)
        # Most runs have one glyph for each letter.
        if count == len(text):
            firsts = list(range(length)) if length == count else [at for at in range(length) if at == 0 or places[at]]
            if starts == (firsts[::-1] if rtl else firsts):
                return zip(text[::-1] if rtl else text, *columns, strict=True)
        return _joined(text, places, starts, list(zip(*columns, strict=True)), rtl)


def _joined(text: str, places: range | list[int], starts: list[int], glyphs: list[tuple[int, ...]], rtl: int) -> Iterator[Cluster]:
    """The clusters of a run in which some have more than one letter, or glyph."""
    first, end, count = 0, len(text), len(glyphs)
    while first < count:
        start, after = starts[first], first + 1
        while after < count and starts[after] == start:
            after += 1
        begin = places[start]
        stop = end if rtl else places[starts[after]] if after < count else end
        end = begin if rtl else end
        yield (text[begin:stop], *(number for glyph in glyphs[first:after] for number in glyph))
        first = after


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
