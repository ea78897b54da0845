"""Formats: their sheets and what they ask for."""

import pytest

from evenhand.sheet.format import FORMATS, format_on, sheet_for


@pytest.mark.parametrize(
    ("formats", "country", "sheet"),
    [
        (("a4", "bilingual"), "US", "a4"),
        (("bilingual", "letter"), "GB", "letter"),
        (("bilingual",), "US", "letter"),
        (("bilingual",), "MX", "letter"),
        (("bilingual",), "GB", "a4"),
        (("letter", "a4"), "GB", "letter"),
    ],
)
def test_the_sheet_is_the_brands_first_or_its_countrys(formats, country, sheet):
    assert sheet_for(formats, country).name == sheet


def test_a_format_without_a_sheet_takes_the_one_it_is_given():
    found = format_on("bilingual", FORMATS["letter"])
    assert (found.name, found.width, found.height) == ("bilingual", 215.9, 279.4)
    assert found.template == "bilingual"
    assert format_on("a4", FORMATS["letter"]) is FORMATS["a4"]


def test_every_format_is_called_by_its_name():
    assert all(name == form.name for name, form in FORMATS.items())
