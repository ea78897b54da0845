"""Booklets: sheets printed on both sides, laid in one another, folded and read, page by page, from either side."""

import pytest

from evenhand.sheet.booklet import booklet, pairs


def read(sides, rtl):
    """Print the sides on both faces of their sheets, nest, fold, and turn the leaves from the front cover on."""
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    first, last = [], []
    for (front_left, front_right), (back_left, back_right) in sheets:
        # Turned over its short edge, what is left on the back lies behind what is right on the front.
        right, left = (front_right, back_left), (back_right, front_left)
        # Bound on the left, the leaf at the right comes first, its front face up; bound on the right, the one at the left.
        first.append((left[1], left[0]) if rtl else right)
        last.append((right[1], right[0]) if rtl else left)
    return [page for leaf in (*first, *reversed(last)) for page in leaf]


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("pages", range(1, 21))
def test_a_folded_booklet_reads_in_order_and_ends_with_its_last_page(pages, rtl):
    found = read(pairs(pages, rtl), rtl)
    assert len(found) % 4 == 0
    assert len(found) - pages < 4
    assert [page for page in found if page] == list(range(1, pages + 1))
    if pages > 1:
        assert found[-1] == pages
        # Blank pages lie together before the back cover.
        assert found[: pages - 1] == list(range(1, pages))


def test_the_front_cover_lies_on_the_half_that_opens():
    assert pairs(8, rtl=False)[0] == (8, 1)
    assert pairs(8, rtl=True)[0] == (1, 8)


def test_pages_meet_in_the_fold_and_keep_their_size():
    outside, inside = booklet(3, (148, 210), (297, 210), rtl=False)
    assert [(p.page, p.left, p.width, p.height) for p in outside.panels] == [(3, 0.5, 148, 210), (1, 148.5, 148, 210)]
    assert [(p.page, p.left) for p in inside.panels] == [(2, 0.5)]
    assert (outside.width, outside.height) == (297, 210)
