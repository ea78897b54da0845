"""Glyphs composed into a font: where their parts lie, and that strict readers take the file."""

import io
import warnings

import pytest
import uharfbuzz as hb
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from evenhand.sheet.compose import Composed, with_glyphs
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.script import script_of


def subset(code, text, *, keep=True):
    """A face cut down as WeasyPrint does it: numbers of glyphs are kept."""
    fonts = FontShelf(SYSTEM_FOLDERS)
    file = fonts.family(code).files[0]
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, text))
    if keep:
        wanted.flags |= hb.SubsetFlags.RETAIN_GIDS
    return bytes(hb.subset(hb.Face(hb.Blob.from_file_path(file.path), file.index), wanted).blob.data)


def bounds(font, name):
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.bounds


@pytest.mark.parametrize(("code", "text"), [("Deva", "कखग"), ("Aran", "بپت"), ("Khmr", "កខគ"), ("Latn", "aé")])
def test_parts_lie_where_they_are_put(code, text):
    data = subset(code, text)
    before = TTFont(io.BytesIO(data))
    count = before["maxp"].numGlyphs
    one, two = (before.getGlyphID(before.getBestCmap()[ord(letter)]) for letter in (text[0], text[1]))
    made = with_glyphs(data, {count + 2: Composed(700, ((one, 0, 0), (two, 250, -80))), count + 5: Composed(90), count + 6: Composed(0)})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        after = TTFont(io.BytesIO(made), checkChecksums=2)
        assert after["maxp"].numGlyphs == count + 7
        after["glyf"].ensureDecompiled()
    order = after.getGlyphOrder()
    assert [after["hmtx"][order[n]][0] for n in (count, count + 2, count + 5, count + 6)] == [0, 700, 90, 0]
    first, second = (bounds(before, before.getGlyphName(g)) for g in (one, two))
    moved = (second[0] + 250, second[1] - 80, second[2] + 250, second[3] - 80)
    union = (*map(min, first[:2], moved[:2]), *map(max, first[2:], moved[2:]))
    assert bounds(after, order[count + 2]) == pytest.approx(union)
    glyph = after["glyf"][order[count + 2]]
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == pytest.approx(union, abs=1)
    assert after["hmtx"][order[count + 2]][1] == glyph.xMin, "the left side bearing, or readers move the glyph"
    assert after["glyf"][order[count + 5]].numberOfContours == 0
    assert after["maxp"].maxComponentElements >= 2
    for name in before.getGlyphOrder():
        assert bounds(after, order[before.getGlyphID(name)]) == bounds(before, name)
        assert after["hmtx"][order[before.getGlyphID(name)]] == before["hmtx"][name]


def test_a_part_that_draws_nothing_is_left_out():
    data = subset("Latn", "a ")
    font = TTFont(io.BytesIO(data))
    space = font.getGlyphID(font.getBestCmap()[32])
    count = font["maxp"].numGlyphs
    after = TTFont(io.BytesIO(with_glyphs(data, {count: Composed(300, ((space, 0, 0),))})))
    assert after["glyf"][after.getGlyphOrder()[count]].numberOfContours == 0


def test_what_cannot_be_composed_is_refused():
    with pytest.raises(ValueError, match="no TrueType outlines"):
        with_glyphs(subset("Hans", "痛"), {60000: Composed(0)})
    data = subset("Latn", "a")
    with pytest.raises(ValueError, match="no room"):
        with_glyphs(data, {0: Composed(0)})
    with pytest.raises(ValueError, match="no room"):
        with_glyphs(data, {70000: Composed(0)})


def test_every_script_but_han_has_outlines_to_compose():
    for code in ("Latn", "Arab", "Aran", "Deva", "Beng", "Guru", "Gujr", "Taml", "Thai", "Khmr", "Mymr", "Ethi"):
        assert not script_of(code).face
        assert b"glyf" in subset(code, "a")[: 12 + 16 * 40]
