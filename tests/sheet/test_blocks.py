"""What lies where on a drawn page: blocks and lines with their part, their places, and what runs out of them."""

import pytest

MM = pytest.approx


@pytest.fixture(scope="module")
def layout(draw):
    body = """<section id="risks"><h2>Risks</h2><ul><li>one</li><li>two two</li></ul>
        <table><thead><tr><th>head</th></tr></thead><tbody><tr><td lang="ur">cell</td></tr></tbody></table></section>
        <div id="help" style="border: 1mm solid #000; background: rgba(0, 0, 0, 0.5); width: 30mm"><p>word <b>bold</b></p></div>
        <p style="break-inside: avoid; overflow: hidden">cafe\u0301 <span style="font-size: 18pt">large</span></p>"""
    return draw(body, "p, h2, ul { margin: 0 } ul { padding-left: 5mm } td, th { padding: 0 }").layout()


def block(layout, kind="", part=""):
    return next(b for b in layout.blocks if kind in ("", b.kind) and part in ("", b.part))


def test_blocks_have_a_kind_a_part_and_a_number_in_reading_order(layout):
    kinds = [b.kind for b in layout.blocks if b.kind]
    assert kinds == ["heading", "list", "item", "item", "table", "head", "row", "row"]
    assert {b.part for b in layout.blocks if b.kind} == {"risks"}
    numbers = [b.number for b in layout.blocks]
    assert numbers == sorted(set(numbers))
    inside = block(layout, "list")
    assert [inside.number < b.number <= inside.last for b in layout.blocks if b.kind == "item"] == [True, True]


def test_a_frame_with_its_ground_and_edges(layout):
    box = block(layout, part="help")
    assert (box.framed, box.ground, box.whole, box.clipped) == (True, "#808080", False, False)
    assert (box.left, box.right - box.left) == (MM(10), MM(32))
    last = layout.blocks[-1]
    assert (last.part, last.whole, last.clipped) == ("", True, True)


def test_lines_have_letters_size_room_and_language(layout):
    lines = {line.part: line for line in layout.lines}
    assert [line.letters for line in layout.lines] == [5, 3, 7, 4, 4, 9, 10]
    assert (lines["help"].room, lines["help"].left, lines["help"].running) == (MM(30), MM(11), True)
    assert [(line.size, line.running) for line in layout.lines][:1] == [(18, False)]
    assert layout.lines[-1].size == 18
    assert [line.language for line in layout.lines if line.number] == ["en", "en", "en", "en", "ur", "en", "en"]
    assert all(line.over == 0 for line in layout.lines)
    # The signs of the list are no text.
    assert [line.left for line in layout.lines][1:3] == [MM(15), MM(15)]


def test_a_word_that_is_wider_than_its_cell(draw):
    cells = "".join(f'<td style="width: 20mm; padding: 0">{word}</td>' for word in ("Donaudampfschifffahrt", "short"))
    (long, short) = (
        draw(f'<table style="table-layout: fixed; width: 40mm; border-collapse: collapse"><tr>{cells}</tr></table>').layout().lines
    )
    assert long.over > 10
    assert short.over == 0
    assert long.right > short.left


def test_pieces_of_one_element_share_its_number(draw):
    text = " ".join(["word"] * 100)
    layout = draw(f'<section id="risks"><ul><li>{text}</li></ul></section><div class="line"></div>').layout()
    pieces = [b for b in layout.blocks if b.kind == "item"]
    assert [b.page for b in pieces] == [1, 2]
    assert pieces[0].number == pieces[1].number
    assert {line.page for line in layout.lines} == {1, 2}
    assert layout.blocks[-1].kind == "line"


def test_what_stands_in_the_margins_belongs_to_the_foot_of_each_page(draw):
    style = "@page { @bottom-center { content: element(foot) } } .foot { position: running(foot) }"
    layout = draw('<div class="foot"><p id="own">foot</p></div><p>a</p><p style="break-before: page">b</p>', style).layout()
    assert [(line.part, line.page) for line in layout.lines if line.part] == [("foot", 1), ("foot", 2)]
    assert {b.part for b in layout.blocks} == {"foot"}
