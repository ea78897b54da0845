"""Lines of text as Pango shaped them: which glyphs each cluster of letters has, and how far they stand apart; read once.

What a line is drawn by hangs on its text, its voice and its fonts alone. So it is kept with the fonts: the same line in the leaflet
of another brand is drawn without Pango.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from typing import Any, NamedTuple

from evenhand.sheet.swift.styles import voice

# Lines kept for a set of fonts, as many as those of layout.
_KEPT = 1200
# Smaller type is not drawn, as by WeasyPrint.
_LEAST = 1e-6
# Stands, while a line is drawn, for the hyphen of a word that is broken there.
BROKEN = "\x1f"
# A space that does not break is said as any other space, but between digits: in a line from the right, pdfium takes it for
# a part of numbers, which keeps the groups of one number in order and would move the number in a sentence.
_FAST_SPACE = re.compile("(?<![0-9])[\u00a0\u202f]|[\u00a0\u202f](?![0-9])")
# Where Pango begins a paragraph. To say that there is but one makes it shape the text again: it is said where there would be more.
_PARAGRAPH = re.compile("[\n\r\u2029]")


class Cluster:
    """Letters that are drawn together, in one face and direction: `told` is their text, and of each glyph its number, advance, offset
    right and offset down, in Pango's units. Each stands once, so that it is known by itself: a leaflet asks for ten thousand.

    `plain` is for one that is a glyph in its place: its text, the glyph, how wide that is, and what a document shows it by."""

    __slots__ = ("plain", "told")

    def __init__(self, told: tuple[Any, ...]) -> None:
        self.told = told
        self.plain: tuple[str, int, int, tuple[str, float]] | None = None


class _Clusters(dict[tuple[Any, ...], Cluster]):
    """The clusters of a face in one direction, by what is told of them."""

    def __missing__(self, told: tuple[Any, ...]) -> Cluster:
        self[told] = cluster = Cluster(told)
        return cluster


class Face:
    """A font of Pango's at one size; `key` is that of WeasyPrint for the font at all sizes. It keeps its clusters, from the left and
    from the right, and the widths of its glyphs."""

    __slots__ = ("clusters", "font", "key", "size", "widths")

    def __init__(self, font: Any, key: int, size: float) -> None:
        self.font, self.key, self.size = font, key, size
        self.clusters, self.widths = (_Clusters(), _Clusters()), dict[int, int]()


class Run(NamedTuple):
    """A stretch of a line in one font and one direction (1: from the right), its clusters in the order of drawing."""

    face: Face
    rtl: int
    clusters: tuple[Cluster, ...]


class _Known:
    """What is known of a set of fonts: its faces with their clusters, and lines."""

    def __init__(self) -> None:
        self.faces: dict[Any, Face] = {}
        self.lines: dict[Any, tuple[Run, ...]] = {}

    def forget(self) -> None:
        """Forget lines, and clusters with them."""
        self.lines.clear()
        for face in self.faces.values():
            for known in (*face.clusters, face.widths):
                known.clear()


class Ink(NamedTuple):
    """How a style has its text drawn: without lines over, under and through it; large enough to be seen; in a colour, and what a
    stream that draws in it knows of that."""

    plain: bool
    large: bool
    colour: Any
    key: tuple[Any, ...]
    alpha: str


def ink_of(style: Any) -> Ink:
    """The ink of a style, which keeps it."""
    found: Ink | None = style.__dict__.get("evenhand_ink")
    if found is not None:
        return found
    colour = style["color"]
    *channels, alpha = colour
    plain = style["text_decoration_line"] == "none" and style["visibility"] == "visible"
    style.evenhand_ink = found = Ink(plain, style["font_size"] >= _LEAST, colour, (colour.space, *channels), f"a{alpha}")
    return found


class Shapes:
    """Reads lines; `text` is WeasyPrint's own module for drawing them."""

    def __init__(self, text: Any) -> None:
        from weasyprint.text.ffi import gobject
        from weasyprint.text.fonts import get_pango_font_key

        text.ffi.cdef("gpointer g_object_ref (gpointer object);", override=True)
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
                known.forget()
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
        node = layout.get_first_line()[0].runs[0]
        while node != self._ffi.NULL:
            run, node = node.data, node.next
            item = run.item
            face, rtl = self._face(item.analysis.font, known), item.analysis.level % 2
            yield Run(face, rtl, tuple(map(face.clusters[rtl].__getitem__, self._told(run, item, utf8, broken))))

    def _face(self, font: Any, known: _Known) -> Face:
        face = known.faces.get(font)
        if face is None:
            # Held, so that its place in memory is no other font's while it stands for this one.
            held = self._ffi.gc(self._ffi.cast("PangoFont *", self._gobject.g_object_ref(font)), self._gobject.g_object_unref)
            key, _, size = self._key_of(font)
            face = known.faces[held] = Face(held, key, size)
        return face

    def _told(self, run: Any, item: Any, utf8: bytes, broken: bool) -> Iterable[tuple[Any, ...]]:
        """What is told of each cluster of a run."""
        offset, length, count, rtl = item.offset, item.length, run.glyphs.num_glyphs, item.analysis.level % 2
        text = utf8[offset : offset + length].decode()
        # At which byte each letter begins, and the end.
        places = list(range(length + 1)) if length == len(text) else list(accumulate(map(_BYTES.__getitem__, text), initial=0))
        if "\u00a0" in text or "\u202f" in text:
            text = _FAST_SPACE.sub(" ", text)
        if broken and offset + length == len(utf8):
            text = text[:-1] + BROKEN
        step = self._size // 4
        info = memoryview(self._ffi.buffer(run.glyphs.glyphs, count * self._size)).cast("i").tolist()
        columns = (info[::step], info[1::step], info[2::step], info[3::step])
        starts = self._ffi.unpack(run.glyphs.log_clusters, count)
        # Most runs have one glyph for each letter.
        if count == len(text) and starts == (places[-2::-1] if rtl else places[:-1]):
            return zip(text[::-1] if rtl else text, *columns, strict=True)
        return _joined(text, places, starts, list(zip(*columns, strict=True)), rtl)


def _joined(text: str, places: list[int], starts: list[int], glyphs: list[tuple[int, ...]], rtl: int) -> Iterator[tuple[Any, ...]]:
    """What is told of the clusters of a run in which some have more than one letter, or glyph."""
    letter = dict(zip(places, range(len(places)), strict=True))
    first, end, count = 0, len(text), len(glyphs)
    while first < count:
        start, after = starts[first], first + 1
        while after < count and starts[after] == start:
            after += 1
        begin = letter[start]
        stop = end if rtl else letter[starts[after]] if after < count else end
        end = begin if rtl else end
        yield (text[begin:stop], *(glyphs[first] if after == first + 1 else chain.from_iterable(glyphs[first:after])))
        first = after


class _Bytes(dict[str, int]):
    """How many bytes each letter takes in UTF-8."""

    def __missing__(self, letter: str) -> int:
        self[letter] = len(letter.encode())
        return self[letter]


_BYTES = _Bytes()
