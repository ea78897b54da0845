import pytest

from evenhand.content.model import Handout
from evenhand.content.source import read_model
from evenhand.content.walk import render, texts

NAMES = ["stem-cell-back-pain", "exercise-back-pain", "cauda-equina-warning"]


@pytest.fixture
def handout(project):
    def read(name="stem-cell-back-pain"):
        return read_model(project / f"handouts/{name}.yaml", name, Handout)[0]

    return read


def by_key(handout):
    return {spot.key: text.other for spot, text in texts(handout)}


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique(handout, name):
    keys = [spot.key for spot, _ in texts(handout(name))]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", NAMES)
def test_every_text_has_a_purpose(handout, name):
    assert all(spot.purpose for spot, _ in texts(handout(name)))


def test_every_word_of_the_file_is_walked(handout):
    found = by_key(handout())
    assert found["title"] == "Stem cell injections for long-lasting low back pain"
    assert found["benefits.repair.what"] == "Repair of the disc"
    assert found["effects.improved.arms.sham.name"] == "Sham injection"
    assert found["terms.disc.name"] == "Disc"


def test_order_is_that_of_reading(handout):
    keys = [spot.key for spot, _ in texts(handout())]
    wanted = ["title", "summary.message", "red-flags.cauda-equina.when", "benefits.pain.what", "risks.serious.what", "cost"]
    assert [k for k in keys if k in wanted] == wanted


def test_keys_stay_when_a_block_moves_to_another_section(handout):
    before = handout()
    first, second, *rest = before.sections
    moved = (
        first.model_copy(update={"blocks": first.blocks[1:]}),
        second.model_copy(update={"blocks": (*second.blocks, first.blocks[0])}),
        *rest,
    )
    after = before.model_copy(update={"sections": moved})
    assert by_key(after) == by_key(before)
    assert list(by_key(after)) != list(by_key(before))


def test_keys_stay_when_items_change_places(handout):
    before = handout()
    risks = before.risks.model_copy(update={"items": before.risks.items[::-1]})
    after = before.model_copy(update={"risks": risks, "red_flags": before.red_flags[::-1], "sections": before.sections[::-1]})
    assert by_key(after) == by_key(before)


def test_keys_stay_when_an_item_is_added_before_others(handout):
    before = handout()
    extra = before.risks.items[0].model_copy(update={"id": "new"})
    after = before.model_copy(update={"risks": before.risks.model_copy(update={"items": (extra, *before.risks.items)})})
    assert by_key(before).items() <= by_key(after).items()


def test_words_that_can_hurt_are_marked(handout):
    safety = {spot.key: spot.safety for spot, _ in texts(handout())}
    assert safety["summary.message"]
    assert safety["red-flags.cauda-equina.signs.saddle"]
    assert safety["risks.infection.what"]
    assert safety["effects.improved.arms.cells.name"]
    assert not safety["title"]
    assert not safety["people.funding"]


def test_render_puts_something_in_the_place_of_each_text(handout):
    tree = render(handout(), lambda spot, text: spot.key.upper())
    assert tree.title == "TITLE"
    assert tree.risks.items[1].what == "RISKS.INFECTION.WHAT"
    assert tree.unknowns.items["some"] == "UNKNOWNS.ITEMS.SOME"


def test_render_keeps_data_and_what_follows_from_it(handout):
    tree = render(handout(), lambda spot, text: text)
    cells = tree.effects["serious_harm"].arms["cells"]
    assert (cells.events, cells.rest, cells.upper_limit) == (0, 58, 6)
    assert tree.sources["respine"].link == "https://doi.org/10.1136/ard-2024-225771"
