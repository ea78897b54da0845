"""A folded leaflet: the order of its panels by folding a sheet of paper, and where parts stand by the room that they take."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.sheet.fold import TUCK, trifold
from evenhand.sheet.panels import BACK, COVER, FLAP, LEFT, MIDDLE, PANELS, RIGHT, Sizes, arrange

A4, LETTER = (297.0, 210.0), (279.4, 215.9)


def sheet(size, rtl):
    """A sheet of paper: what is printed on the front and on the back of each of its three parts, from left to right as the
    outside is seen. Turned over its short edge, the right part of the outside is the left one of the inside."""
    outside, inside = trifold(*size, rtl)
    return list(zip(outside.panels, reversed(inside.panels), strict=True))


@pytest.mark.parametrize("rtl", [False, True], ids=["ltr", "rtl"])
@pytest.mark.parametrize("size", [A4, LETTER], ids=["a4", "letter"])
def test_folded_it_shows_the_cover_and_the_back(size, rtl):
    parts = sheet(size, rtl)
    # The narrow part is folded in, and the part at the other end over it: the cover. The middle is the back.
    narrow = min(range(3), key=lambda i: parts[i][0].width)
    assert narrow == (2 if rtl else 0), "it is bound at the left in languages that read from the left"
    (tucked, inner), (back, behind), (cover, under) = (parts[narrow], parts[1], parts[2 - narrow])
    assert (cover.page, back.page) == (1, 6)
    # The cover is turned: its inside, and what was folded in, beside it.
    assert (under.page, tucked.page) == (3, 2)
    # All is open: the inside in the order of reading.
    opened = [under.page, behind.page, inner.page]
    assert opened == [3, 4, 5]
    _, inside = trifold(*size, rtl)
    assert [p.page for p in inside.panels] == (opened[::-1] if rtl else opened)


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("size", [A4, LETTER])
def test_both_sides_are_folded_at_the_same_places_and_filled(size, rtl):
    outside, inside = trifold(*size, rtl)
    for side in (outside, inside):
        assert (side.width, side.height) == size
        edge = 0.0
        for panel in side.panels:
            assert panel.left == pytest.approx(edge)
            edge += panel.width
        assert edge == pytest.approx(size[0])
        assert len(side.ticks) == 4
        # Ticks stay clear of the text, which begins 7 mm from the edge.
        assert all(abs(y2 - y1) <= 5 for _, y1, _, y2 in side.ticks)
    folds = [p.left for p in outside.panels[1:]]
    mirrored = sorted(size[0] - p.left for p in inside.panels[1:])
    assert folds == pytest.approx(mirrored)
    widths = {panel.page: panel.width for side in (outside, inside) for panel in side.panels}
    assert widths[2] == pytest.approx(widths[5]) == pytest.approx(widths[1] - TUCK)
    assert 2 <= TUCK <= 3


HEIGHTS = {
    **{
        "cover": 110,
        "cover-close": 90,
        "cover-foot": 25,
        "help": 130,
        "key-points": 50,
        "benefits": 180,
        "benefits-plain": 150,
        "benefits-brief": 130,
    },
    **{
        "risks": 130,
        "risks-plain": 130,
        "risks-brief": 120,
        "unknowns": 45,
        "options": 140,
        "options-names": 45,
        "options-list": 35,
        "approval": 35,
    },
    **{"cost": 30, "questions": 60, "contact": 115, "contact-short": 100, "full": 28, "makers": 28, "makers-short": 16},
}
ROOM = Sizes(HEIGHTS, (150,) + (190,) * 5, 4)
MUST = {"cover", "cover-foot", "help", "key-points", "benefits", "risks", "unknowns", "contact", "full", "makers"}


def told(found):
    return {part.split("-plain")[0].split("-brief")[0].split("-close")[0].split("-short")[0] for row in found.panels for part in row}


def test_each_part_has_its_panel():
    found = arrange(ROOM)
    assert found.fits
    assert found.panels[COVER] == ("cover", "cover-foot")
    assert found.panels[FLAP][0] == "help"
    assert found.panels[LEFT][0] == "key-points"
    assert found.panels[MIDDLE][0] == "benefits"
    assert found.panels[RIGHT] == ("risks", "unknowns")
    assert found.panels[BACK] == ("contact", "full", "makers")
    assert "options-names" in found.panels[LEFT]
    assert found.left_out == ("options", "questions")


@pytest.mark.parametrize(
    ("changed", "panel", "parts"),
    [
        ({"cover": 130}, COVER, ("cover-close", "cover-foot")),
        ({"contact": 140}, BACK, ("contact-short", "full", "makers-short")),
        ({"makers": 45}, BACK, ("contact", "full", "makers-short")),
        ({"risks": 160, "risks-plain": 160, "risks-brief": 150}, LEFT, None),
    ],
)
def test_a_part_that_grows_gives_way_in_whole_parts(changed, panel, parts):
    found = arrange(replace(ROOM, parts=HEIGHTS | changed))
    assert found.fits
    assert told(found) >= MUST
    if parts:
        assert found.panels[panel] == parts
    else:
        assert "unknowns" in found.panels[panel]


def test_benefits_and_risks_have_small_figures_both_or_neither():
    found = arrange(replace(ROOM, parts=HEIGHTS | {"benefits": 200}))
    assert (found.panels[MIDDLE][0], found.panels[RIGHT][0]) == ("benefits-plain", "risks-plain")
    assert "pictures" in found.left_out


def test_details_are_left_out_last_and_on_both_sides():
    found = arrange(replace(ROOM, parts=HEIGHTS | {"risks": 200, "risks-plain": 200}))
    assert (found.fits, found.poor) == (True, True)
    assert (found.panels[MIDDLE][0], found.panels[RIGHT][0]) == ("benefits-brief", "risks-brief")
    assert not arrange(ROOM).poor


def test_what_does_not_fit_is_told_and_still_there():
    found = arrange(replace(ROOM, parts=HEIGHTS | {"risks": 220, "risks-plain": 220, "risks-brief": 200}))
    assert not found.fits
    assert found.over == (0, 0, 0, 0, 10, 0)
    assert told(found) >= MUST


@given(st.fixed_dictionaries({part: st.integers(10, 260) for part in HEIGHTS}), st.sets(st.sampled_from(["options", "cost", "questions"])))
def test_whatever_the_sizes_nothing_that_must_be_there_is_lost(heights, lacking):
    parts = {part: height for part, height in heights.items() if part.split("-")[0] not in lacking}
    found = arrange(replace(ROOM, parts=parts))
    assert len(found.panels) == PANELS
    every = [part for row in found.panels for part in row]
    assert len(every) == len(set(every))
    assert told(found) >= MUST
    twins = {part for part in every if part.startswith(("benefits", "risks"))}
    assert twins in ({"benefits", "risks"}, {"benefits-plain", "risks-plain"}, {"benefits-brief", "risks-brief"})
    for room, row, over in zip(ROOM.rooms, found.panels, found.over, strict=True):
        filled = sum(parts[part] for part in row) + ROOM.gap * max(len(row) - 1, 0)
        assert over == pytest.approx(max(0, filled - room))
