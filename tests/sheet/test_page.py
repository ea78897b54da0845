"""The composed page: how effects of every shape are said in English, Arabic and Russian."""

import html
import re
import shutil
from base64 import b64decode
from pathlib import Path

import pytest

from evenhand.project import find_project
from evenhand.sheet.fontfiles import SYSTEM_FOLDERS
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.format import FORMATS
from evenhand.sheet.order import Order
from evenhand.sheet.page import Theme
from evenhand.sheet.shelf import read_shelf

ROOT = Path(__file__).resolve().parents[2]
KINDS = ROOT / "tests/balance/kinds"
BRAND = "#17505c"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The test clinic; its handouts are not translated, so that every sentence seen is one that the data makes."""
    root = tmp_path_factory.mktemp("page")
    shutil.copytree(KINDS / "handouts", root / "handouts")
    shutil.copytree(KINDS / "brands", root / "templates/brands")
    for language in ("ar", "ru"):
        (root / "translations" / language).mkdir(parents=True)
        shutil.copy(ROOT / "translations" / language / "interface.po", root / "translations" / language)
    (root / "evenhand.toml").write_text("[tool.evenhand]\n")
    # One more of each shape: none of a share, in a picture and out of many; a result of a part of the people.
    knee = root / "handouts/knee-exercise.yaml"
    text = knee.read_text(encoding="utf-8")
    for old, new in (
        ("{name: With exercise, events: 47, out-of: 100, people: 310}", "{name: With exercise, events: 0, out-of: 100, people: 58}"),
        ("    endpoint: post-hoc", "    endpoint: subgroup"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    knee.write_text(text, encoding="utf-8")
    shingles = root / "handouts/shingles-vaccine.yaml"
    text = shingles.read_text(encoding="utf-8")
    old = "{name: With the vaccine, events: 1, out-of: 100000}"
    assert text.count(old) == 1
    shingles.write_text(text.replace(old, "{name: With the vaccine, events: 0, out-of: 100000, people: 20000}"), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def compose(folder):
    """The HTML of a handout in a language, each made once."""
    shelf = read_shelf(find_project(folder))
    theme, fonts, made = Theme((ROOT / "templates",)), FontShelf(SYSTEM_FOLDERS), {}

    def page(handout, language):
        if (handout, language) not in made:
            edition = shelf.edition(handout, language)
            order = Order(
                edition=edition,
                staff=shelf.edition(handout, "en"),
                brand=shelf.brands["wattle"],
                format=FORMATS["a4"],
                reasons=(),
                digits="latn",
                brand_folder=shelf.brand_folders["wattle"],
                pictures=folder / "handouts" / handout,
            )
            made[handout, language] = theme.compose(order, fonts.families((edition.language.script,))).html
        return made[handout, language]

    return page


@pytest.fixture(scope="module")
def part(compose):
    """The words of one part of a page, up to the next part."""

    def words(handout, language, name):
        found = re.search(rf'id="{name}">(.*?)(?=\sid="|</body>)', compose(handout, language), re.DOTALL)
        assert found, name
        return " ".join(html.unescape(re.sub(r"<[^<>]*(?:>|$)", "", found[1].replace("<br/>", " "))).split())

    return words


def in_order(text, *words):
    """Each of the words stands in the text, in this order."""
    at = 0
    for word in words:
        assert word in text[at:], f"{word!r} is not in {text[at:]!r}"
        at += text[at:].index(word) + len(word)


THOUSAND = {
    "en": ("3 of every 1,000 people", "997 of every 1,000 people", "28 of every 1,000 people", "972 of every 1,000 people"),
    "ru": ("3 человека из каждых 1 000", "997 человек из каждых 1 000", "28 человек из каждых 1 000", "972 человека из каждых 1 000"),
    "ar": ("3 من كل 1,000 شخص", "997 من كل 1,000 شخص", "28 من كل 1,000 شخص", "972 من كل 1,000 شخص"),
}
VERDICT = {
    "en": "It happens to fewer people with the treatment. Difference: 25 of every 1,000 people.",
    "ru": "С лечением это бывает у меньшего числа людей. Разница: 25 из каждых 1 000 человек.",
    "ar": "يحدث ذلك لعدد أقل من الناس مع العلاج. الفرق: 25 من كل 1,000 شخص.",
}
YEARS = {"en": "after 3 years", "ru": "через 3 года", "ar": "بعد 3 سنوات"}
LANGUAGES = pytest.mark.parametrize("language", ["en", "ru", "ar"])


@LANGUAGES
def test_both_framings_the_verdict_and_the_difference_out_of_a_thousand(part, language):
    in_order(part("shingles-vaccine", language, "benefit-shingles"), *THOUSAND[language], VERDICT[language], YEARS[language])


@LANGUAGES
def test_shares_of_a_thousand_are_no_picture(compose, language):
    assert 'class="array"' not in compose("shingles-vaccine", language)
    assert compose("migraine-tablet", language).count('class="array"') == 6


@pytest.mark.parametrize(
    ("language", "rare", "upper"),
    [
        (
            "en",
            "This harm is rare, so it is counted out of every 100,000 people.",
            "up to 18 of every 100,000 people could still be affected.",
        ),
        ("ru", "Этот вред бывает редко, поэтому здесь его считают на каждые 100 000 человек.", "до 18 из каждых 100 000."),
        ("ar", "هذا الضرر نادر، لذلك يُحسب من كل 100,000 شخص.", "ما يصل إلى 18 من كل 100,000 شخص."),
    ],
)
def test_a_rare_harm_says_that_it_is_rare_and_how_many_it_could_still_be(part, language, rare, upper):
    in_order(part("shingles-vaccine", language, "risk-allergy"), upper, rare)


@pytest.mark.parametrize(
    ("language", "count", "upper"),
    [
        ("en", "0 of 240 people.", "In a group this small, up to 2 of every 100 people could still be affected."),
        ("ru", "0 человек из 240.", "до 2 из каждых 100."),
        ("ar", "0 من بين 240 من الأشخاص.", "ما يصل إلى 2 من كل 100 شخص."),
    ],
)
def test_none_among_the_people_studied_is_no_proof(part, language, count, upper):
    in_order(part("knee-exercise", language, "risk-serious"), count, upper)


@pytest.mark.parametrize(
    ("language", "upper"), [("en", "up to 6 of every 100 people"), ("ru", "до 6 из каждых 100."), ("ar", "ما يصل إلى 6 من كل 100 شخص")]
)
def test_none_in_a_picture_says_how_many_it_could_still_be(part, language, upper):
    assert part("knee-exercise", language, "effect-stronger").count(upper) == 1


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            (
                "The treatment probably makes little or no difference to this. Difference: 44 of every 100 people.",
                "The difference can be chance.",
                "This was seen in a part of the people only.",
                "This is a measurement. It does not say how people felt.",
                "fairly sure",
            ),
        ),
        (
            "ru",
            (
                "Лечение, вероятно, мало влияет на это или не влияет совсем. Разница: 44 из каждых 100 человек.",
                "Разница может быть случайной.",
                "Это видели только у части людей.",
                "Это результат измерения. Он не говорит о том, как люди себя чувствовали.",
            ),
        ),
        (
            "ar",
            (
                "من المرجّح أن تأثير العلاج في ذلك ضئيل أو معدوم. الفرق: 44 من كل 100 شخص.",
                "يمكن أن يكون الفرق مجرد صدفة.",
                "لوحظ ذلك لدى جزء من المشاركين فقط.",
                "هذا قياس. وهو لا يبيّن كيف شعر الناس.",
            ),
        ),
    ],
)
def test_chance_endpoint_and_surrogate_are_said(part, language, sentences):
    in_order(part("knee-exercise", language, "effect-stronger"), *sentences)


@LANGUAGES
def test_a_main_result_that_people_felt_needs_no_such_sentence(part, language):
    text = part("knee-exercise", language, "effect-better")
    for sentence in (
        "part of the people only",
        "is a measurement",
        "can be chance",
        "части людей",
        "измерения",
        "случайной",
        "قياس",
        "صدفة",
    ):
        assert sentence not in text


def test_a_group_that_nobody_counted_gives_its_reason_and_no_verdict(part):
    text = part("knee-exercise", "en", "risk-sore")
    in_order(
        text,
        "With exercise",
        "22 of every 100 people",
        "78 of every 100 people",
        "With usual care – Nobody counted this in the other group.",
    )
    assert "Difference" not in text
    assert "with the treatment" not in text


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("ru", 1, "1 человек из каждых 1 000"),
        ("ru", 3, "3 человека из каждых 1 000"),
        ("ru", 5, "5 человек из каждых 1 000"),
        ("en", 1, "1 of every 1,000 people"),
        ("ru", 1, "через 1 год."),
        ("ru", 10, "через 10 лет."),
        ("ar", 1, "بعد سنة واحدة."),
        ("ar", 10, "بعد 10 سنوات."),
    ],
)
def test_the_plural_form_follows_the_number(compose, language, number, words):
    page = " ".join(compose(name, language) for name in ("shingles-vaccine", "breast-screening", "gallbladder-surgery"))
    assert words in " ".join(re.sub(r"<[^<>]*>", "", page).split()), number


@pytest.mark.parametrize(
    ("language", "direction", "start"),
    [("en", "ltr", 2), ("ru", "ltr", 2), ("ar", "rtl", 92)],
)
def test_icon_arrays_fill_from_the_side_where_reading_starts(compose, language, direction, start):
    """46 of 100: rows of ten from the start side, so the last filled row holds six on that side."""
    page = compose("migraine-tablet", language)
    assert f'dir="{direction}"' in re.search(r"<html[^>]*>", page)[0]
    svg = b64decode(re.search(r'class="array" src="data:image/svg\+xml;base64,([^"]+)"', page)[1]).decode()
    solid = re.search(rf'<path fill="{BRAND}"[^>]* d="([^"]*)"', svg)[1]
    heads = [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)a", solid)]
    assert len(heads) == 46
    last = [x for x, y in heads if y == max(y for _, y in heads)]
    step = 10 if direction == "ltr" else -10
    assert last == [start + 1 + step * i for i in range(6)]


def test_numbers_are_islands_in_a_line_that_runs_from_the_right(compose):
    page = compose("shingles-vaccine", "ar")
    assert page.count('<span dir="ltr" class="d">972</span>') == 1
    assert '<span dir="ltr" class="d">972</span>' not in compose("shingles-vaccine", "en")
