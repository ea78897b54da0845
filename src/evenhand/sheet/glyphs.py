"""The codes that glyphs have in the fonts of a document, and those of glyphs that are composed for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evenhand.sheet.compose import Composed
from evenhand.sheet.shaped import Cluster

# A part of a cluster: a glyph, and how far it stands right of and above the pen, in thousandths of the type size.
Part = tuple[int, int, int]


class Codes:
    """The codes of one font: its glyph numbers, and after them those of composed glyphs."""

    def __init__(self, font: Any) -> None:
        self.font, self.composed = font, dict[int, Composed]()
        # Clusters as Pango gave them: their codes as they are shown, and how far drawing them runs ahead of layout. And the codes of
        # clusters in thousandths of the type size, which those of all type sizes share; how each size of the font is asked for.
        self.met: dict[Cluster, tuple[str, float]] = {}
        self._made = dict[Any, tuple[int, ...]]()
        self._sizes: dict[float, bytes] = {}
        self._whole = "glyf" in font.tables and not font.variations
        # Letters that are pictures.
        self.pictured = bool(font.bitmap or font.png or font.svg or font.colr)

    def choose(self, stream: Any, size: float) -> None:
        """Have a stream go on in this font at this size."""
        if size not in self._sizes:
            stream.set_font_size(self.font.hash, size)
            self._sizes[size] = stream.stream[-1]
        elif stream._current_font != (self.font.hash, size):
            stream._current_font = (self.font.hash, size)
            stream.stream.append(self._sizes[size])

    def find(self, parts: tuple[Part, ...], said: str, width: int, rtl: int) -> tuple[int, ...]:
        """The codes of a cluster, in the order of drawing; `width` is its advance in thousandths of the type size."""
        key = (parts, said, width, rtl)
        if key not in self._made:
            self._made[key] = self._simple(parts, said, rtl) or self._compose(parts, said, width, rtl)
        return self._made[key]

    def _simple(self, parts: tuple[Part, ...], said: str, rtl: int) -> tuple[int, ...]:
        """One glyph in its place that says this text, and nothing else."""
        single = len(parts) == 1 and parts[0][1:] == (0, 0) and not (rtl and len(said) > 1)
        if single and self.font.to_unicode.setdefault(parts[0][0], said) == said:
            return (parts[0][0],)
        return () if self._whole else tuple(part[0] for part in parts)

    def _compose(self, parts: tuple[Part, ...], said: str, width: int, rtl: int) -> tuple[int, ...]:
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


def codes_of(font: Any) -> Codes:
    """The codes of a font of a document, which keeps them until `let_go`."""
    codes: Codes | None = getattr(font, "evenhand_codes", None)
    if codes is None:
        codes = font.evenhand_codes = Codes(font)
    return codes


def let_go(fonts: Iterable[Any]) -> None:
    """Part fonts that are written from their codes. Why: two that hold each other wait for a search for garbage."""
    for font in fonts:
        font.__dict__.pop("evenhand_codes", None)
