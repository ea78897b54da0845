"""Where codes lead: the brand's files as they were built, under its web address."""

import pytest

from evenhand.sheet.address import edition_address


@pytest.mark.parametrize(
    ("formats", "web", "address"),
    [
        (("a4",), "https://clinic.example/leaflets", "https://clinic.example/leaflets/ur/back.ur.a4.pdf"),
        (("trifold", "letter"), "https://clinic.example/", "https://clinic.example/ur/back.ur.letter.pdf"),
        # No whole leaflet is made: the clinic's own page.
        (("trifold", "poster", "bilingual"), "https://clinic.example/leaflets", "https://clinic.example/leaflets"),
    ],
)
def test_an_edition_is_found_by_its_place_in_the_output(everything, formats, web, address):
    brand = everything.brands["millbrook"].model_copy(update={"formats": formats, "web": web})
    assert edition_address(brand, "back", "ur") == address
