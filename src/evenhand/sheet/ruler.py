"""How wide words are: each shaped once, in the font that has its letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from weakref import ref

import uharfbuzz as hb

from evenhand.sheet.fonts import Family

# Where a line may end inside a word: after these, at a zero-width space, and between Han letters and kana.
_ENDS = re.compile("\u200b|(?<=[-–—/])(?=\\w{2})|(?<=[\u2e80-\u9fff\uf900-\uffee])(?=[\u3041-\u9fff\uf900-\ufaff])")
_DRAWN_BY_NONE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060"
# Words kept, over the leaflets of a language; and rulers, as the press keeps sets of fonts.
_KEPT, _RULERS = 8_000, 4


# A family by name, and whether it is bold.
Face = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class _Font:
    """A face: what shapes with it, its letters, and how far it reaches over and under the baseline, as multiples of its size."""

    font: hb.Font
    letters: hb.Set
    upem: int
    up: float
    down: float


class Ruler:
    """Widths in the fonts of a leaflet, as multiples of the size of type."""

    def __init__(self, families: tuple[Family, ...]) -> None:
        self._fonts = {family.name: tuple(_font(file.path, file.index) for file in family.files) for family in families}
        self._faces: dict[Face, list[_Font]] = {}
        self._words: dict[Face, Words] = {}
        self._spaces: dict[tuple[str, Face], float] = {}

    def words(self, face: Face) -> Words:
        """The words of a face, as they are asked for."""
        if face not in self._words:
            self._words[face] = Words(self, face)
        return self._words[face]

    def space(self, letter: str, face: Face) -> float:
        """The width of a space between letters: some fonts have one for each script."""
        key = (letter, face)
        if key not in self._spaces:
            if len(self._spaces) >= _KEPT:
                self._spaces.clear()
            self._spaces[key] = self.part(f"{letter} {letter}", face)[0] - 2 * self.part(letter, face)[0]
        return self._spaces[key]

    def middle(self, face: Face) -> float:
        """How far over the baseline the middle of a line without words is."""
        font = self._ordered(face)[0]
        return (font.up - font.down) / 2

    def _ordered(self, face: Face) -> list[_Font]:
        """The fonts of a weight, that of the named family first."""
        if face not in self._faces:
            self._faces[face] = [pair[face[1]] for name, pair in sorted(self._fonts.items(), key=lambda named: named[0] != face[0])]
        return self._faces[face]

    def part(self, text: str, face: Face) -> tuple[float, float]:
        """The width of letters that no line parts, and how far over the baseline the middle of their line is."""
        fonts = self._ordered(face)
        found = next((one for one in fonts if all(ord(c) in one.letters or c in _DRAWN_BY_NONE for c in text)), fonts[0])
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(found.font, buffer)
        # A line of two fonts is as high as both.
        up, down = max(found.up, fonts[0].up), max(found.down, fonts[0].down)
        return sum(place.x_advance for place in buffer.glyph_positions or ()) / found.upem, (up - down) / 2


class Words(dict[str, tuple[float, tuple[float, float], tuple[tuple[float, float, float, bool], ...]]]):
    """Words of a face: the space before each, the width and the middle of its first part, and of its other parts, between which a line
    may end, all that a `Scribe` asks of a word."""

    def __init__(self, ruler: Ruler, face: Face) -> None:
        super().__init__()
        self._ruler, self._face = ref(ruler), face

    def __missing__(self, word: str) -> tuple[float, tuple[float, float], tuple[tuple[float, float, float, bool], ...]]:
        ruler = self._ruler()
        assert ruler is not None
        if len(self) >= _KEPT:
            self.clear()
        first, *others = (ruler.part(part, self._face) for part in _ENDS.split(word))
        found = ruler.space(word[0], self._face), first, tuple((0.0, *other, True) for other in others)
        self[word] = found
        return found


class Rulers:
    """The rulers of a process: brands and formats of one language share theirs."""

    def __init__(self) -> None:
        self._rulers: dict[tuple[Family, ...], Ruler] = {}

    def of(self, families: tuple[Family, ...]) -> Ruler:
        """The ruler for leaflets in these fonts."""
        if families not in self._rulers:
            if len(self._rulers) >= _RULERS:
                self._rulers.pop(next(iter(self._rulers)))
            self._rulers[families] = Ruler(families)
        return self._rulers[families]


def _font(path: str, index: int) -> _Font:
    face = hb.Face(hb.Blob.from_file_path(path), index)
    font = hb.Font(face)
    extents = font.get_font_extents("ltr")
    return _Font(font, face.unicodes, face.upem, extents.ascender / face.upem, -extents.descender / face.upem)
