"""The words of a page, and which of them a reader tells whole."""

import pytest

from evenhand.sheet.heard import Heard, heard, words_of


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<head><title>No</title></head><body><p>Yes &amp; no</p>", ["Yes", "no"]),
        ("<body><p>one</p><p>two</p>", ["one", "two"]),
        ('<body><img alt="a &gt; b"/><!-- <p>gone</p> --> here', ["here"]),
        ("<body>it’s 38\u00a0°C, 15\u202fmg/kg", ["it", "s", "38", "C", "15", "mg", "kg"]),
        ("<body>pro\u00adstate <i>x</i>\u2066\u2069", ["prostate", "x"]),
        ("<body>می\u200cکند", ["می\u200cکند"]),
        ("<body>ปวด\u200bหลัง 6 วัน", ["ปวด", "หลัง", "6", "วัน"]),
        ("<body>2026年腰背痛", ["2026", "年腰", "背痛"]),
        ("<body>example.\u200borg", ["example", "org"]),
        ("", []),
    ],
)
def test_words(page, words):
    assert words_of(page) == words


def test_lines_are_read_one_by_one_as_they_are_read_together():
    pages = [
        '<body>a<b\nclass="x">b</b>\n<!-- <i>\n--> c > d',
        "<body>\u200b\nปวด\u200bหลัง\nsame\nsame",
        "<body>\u200b x",
        "<body>x<b>\ny</b>",
    ]
    for _ in range(2):
        assert [words_of(page) for page in pages] == [["a\ue000b", "c", "d"], ["ปวด", "หลัง", "same", "same"], ["", "x"], ["x", "y"]]
        assert lost("a b", "a\na", "\ufffe") == ("b",)


def lost(page, *texts):
    return heard(f"<body>{page}", texts).lost


def test_a_seam_of_tags_may_be_one_word_or_two():
    assert lost("<b>un</b>known", "unknown") == ()
    assert lost('<span class="no">1</span><span>Why</span>', "1 Why") == ()
    assert lost("<b>un</b>known", "un") == ("unknown",)


def test_a_hyphen_may_be_lost_at_the_end_of_a_line():
    assert lost("follow-up", "follow-up") == lost("follow-up", "followup") == lost("follow-up", "follow\nup") == ()
    assert lost("follow-up", "folow-up") == ("followup",)


def test_pages_and_lines_may_part_a_word():
    assert lost("prostate", "pro\r\n", "state") == ()
    assert lost("prostate", "pro\ufffestate") == ()
    assert lost("prostate", "pro state") == ("prostate",)


def test_a_dense_word_is_not_found_in_others_that_are_spaced():
    assert lost("art", "heart") == ("art",)
    assert lost("ขา", "ขาทั้งสองข้าง") == ()


def test_shares():
    assert Heard().share == 1.0
    assert heard("<body>a b c d", ["a b c"]) == Heard(4, ("d",))
    assert heard("<body>a b c d", ["a b c"]).share == 0.75
