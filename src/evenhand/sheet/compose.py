"""Adds composed glyphs to a TrueType font: each is made of glyphs that the font has, set off from one another."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from sys import byteorder

# Flags of a part: offsets in two bytes each, as distances; another part follows; parts may overlap.
_WORDS, _DISTANCES, _MORE, _OVERLAP = 0x0001, 0x0002, 0x0020, 0x0400
_MOST = 0xFFFF
# How a glyph begins, how each of its parts is written, and where its edges are read.
_HEAD, _PART, _EDGES = struct.Struct(">hhhhh").pack, struct.Struct(">HHhh").pack, struct.Struct(">hhhh").unpack_from


@dataclass(frozen=True, slots=True)
class Composed:
    """One composed glyph: its advance, and its parts as (glyph, x, y), all in font units. Without parts it draws nothing."""

    advance: int
    parts: tuple[tuple[int, int, int], ...] = ()


def with_glyphs(font: bytes, glyphs: Mapping[int, Composed]) -> bytes:
    """The font with `glyphs`, by number, put after its own. Raises ValueError for a font that is not TrueType.

    Numbers between the last glyph of the font and the first of ours become empty glyphs.
    """
    tables = _tables(font)
    if not tables.keys() >= {b"glyf", b"loca", b"hmtx", b"maxp", b"hhea", b"head"}:
        raise ValueError("the font has no TrueType outlines")
    head, maxp, hhea = bytearray(tables[b"head"]), bytearray(tables[b"maxp"]), bytearray(tables[b"hhea"])
    count, total = struct.unpack_from(">H", maxp, 4)[0], max(glyphs) + 1
    if min(glyphs) < count or total > _MOST:
        raise ValueError(f"the font has no room for {len(glyphs)} glyphs after its {count}")
    outlines = _Outlines(tables[b"glyf"], _places(tables[b"loca"], head))
    metrics = [_metrics(tables[b"hmtx"], struct.unpack_from(">H", hhea, 34)[0], count)]
    after = count
    for number in sorted(glyphs):
        outlines.skip(number - after)
        bearing = outlines.add(glyphs[number].parts)
        metrics += (bytes(4 * (number - after)), struct.pack(">Hh", glyphs[number].advance, bearing))
        after = number + 1
    _widen(head, maxp, hhea, total, max(len(g.parts) for g in glyphs.values()))
    tables |= {b"head": bytes(head), b"maxp": bytes(maxp), b"hhea": bytes(hhea)}
    tables |= {b"glyf": bytes(outlines.data), b"loca": _big(outlines.places), b"hmtx": b"".join(metrics)}
    return _written(font[:4], tables)


class _Outlines:
    """The glyf and loca tables while glyphs are added; `places` ends with the end of the last glyph."""

    def __init__(self, data: bytes, places: array[int]) -> None:
        self.data, self.places = bytearray(data), places
        self._edges: dict[int, tuple[int, int, int, int] | None] = {}

    def skip(self, count: int) -> None:
        """Put empty glyphs after the last one."""
        self.places.extend(self.places[-1:] * count)

    def add(self, parts: tuple[tuple[int, int, int], ...]) -> int:
        """Put a glyph after the last one; gives its left side bearing, which is its leftmost point."""
        boxes, drawn = [], []
        for part in parts:
            glyph, x, y = part
            edges = self._edges[glyph] if glyph in self._edges else self._read(glyph)
            if edges is not None:
                boxes.append((edges[0] + x, edges[1] + y, edges[2] + x, edges[3] + y))
                drawn.append(part)
        left = 0
        if drawn:
            lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            left, last, flags = min(lefts), len(drawn) - 1, _WORDS | _DISTANCES
            made = [_HEAD(-1, left, min(bottoms), max(rights), max(tops))]
            made += [_PART(flags | (0 if i else _OVERLAP) | (_MORE if i < last else 0), *part) for i, part in enumerate(drawn)]
            self.data += b"".join(made)
            self.data += bytes(-len(self.data) % 4)
        self.places.append(len(self.data))
        return left

    def _read(self, glyph: int) -> tuple[int, int, int, int] | None:
        """The edges of a glyph: left, bottom, right, top; None for one that draws nothing. Kept, for parts come back."""
        edges = None
        if glyph + 1 < len(self.places) and self.places[glyph] != self.places[glyph + 1]:
            edges = _EDGES(self.data, self.places[glyph] + 2)
        self._edges[glyph] = edges
        return edges


def _tables(font: bytes) -> dict[bytes, bytes]:
    count = struct.unpack_from(">H", font, 4)[0]
    rows = (struct.unpack_from(">4s4xII", font, 12 + 16 * i) for i in range(count))
    return {tag: font[start : start + length] for tag, start, length in rows}


def _places(loca: bytes, head: bytearray) -> array[int]:
    """Where each glyph begins in glyf, and where the last one ends; from now on in four bytes each."""
    long = struct.unpack_from(">h", head, 50)[0]
    struct.pack_into(">h", head, 50, 1)
    numbers = array("I" if long else "H", loca)
    if byteorder == "little":
        numbers.byteswap()
    return numbers if long else array("I", [n * 2 for n in numbers])


def _metrics(hmtx: bytes, long: int, count: int) -> bytes:
    """Advance and left side bearing of every glyph; in the table, the last ones share one advance."""
    shared = hmtx[4 * long - 4 : 4 * long - 2]
    rest = hmtx[4 * long : 4 * long + 2 * (count - long)]
    return hmtx[: 4 * long] + b"".join(shared + rest[i : i + 2] for i in range(0, len(rest), 2))


def _widen(head: bytearray, maxp: bytearray, hhea: bytearray, total: int, parts: int) -> None:
    """Number of glyphs and the limits that renderers set memory aside by."""
    struct.pack_into(">H", hhea, 34, total)
    struct.pack_into(">H", maxp, 4, total)
    points, contours, many_points, many_contours = struct.unpack_from(">4H", maxp, 6)
    many = (parts * max(points, many_points), parts * max(contours, many_contours))
    struct.pack_into(">2H", maxp, 10, *(min(_MOST, m) for m in many))
    elements, depth = struct.unpack_from(">2H", maxp, 28)
    struct.pack_into(">2H", maxp, 28, max(elements, parts), depth + 1)
    struct.pack_into(">I", head, 8, 0)


def _big(numbers: array[int]) -> bytes:
    out = numbers[:]
    if byteorder == "little":
        out.byteswap()
    return out.tobytes()


def _sum(data: bytes) -> int:
    numbers = array("I", data + bytes(-len(data) % 4))
    if byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF


def _written(version: bytes, tables: Mapping[bytes, bytes]) -> bytes:
    """A font file of tables, with the checksums that strict readers look at."""
    count = len(tables)
    power = count.bit_length() - 1
    rows, bodies = [], []
    start = 12 + 16 * count
    for tag in sorted(tables):
        data = tables[tag]
        rows.append(struct.pack(">4sIII", tag, _sum(data), start, len(data)))
        bodies.append(data + bytes(-len(data) % 4))
        start += len(bodies[-1])
    header = version + struct.pack(">4H", count, 16 << power, power, 16 * count - (16 << power))
    out = bytearray(b"".join((header, *rows, *bodies)))
    at = out.find(b"head", 12)
    struct.pack_into(">I", out, struct.unpack_from(">I", out, at + 8)[0] + 8, (0xB1B0AFBA - _sum(bytes(out))) & 0xFFFFFFFF)
    return bytes(out)
