import pytest

from evenhand.sheet.phone import dialled, emergency_fault, known_country, phone_fault, printed


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("0113 496 0123", "GB"),
        ("+44 113 496 0123", "GB"),
        ("111", "GB"),
        ("(202) 555-0143", "US"),
        ("202-555-0143", "US"),
        ("91 411 12 34", "ES"),
        ("061", "ES"),
        ("030 901820", "DE"),
    ],
)
def test_number_of_the_country_is_fine(number, country):
    assert phone_fault(number, country) is None


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("0113 496 012", "GB"),
        ("0113 496 01234567", "GB"),
        ("+1 202 555 0143", "GB"),
        ("(202) 555-0143", "GB"),
        ("0113 496 0123", "US"),
        ("12", "GB"),
        ("call us", "GB"),
        ("care@millbrook.example", "GB"),
        ("٠", "GB"),
    ],
)
def test_number_that_cannot_be_dialled_there_is_told(number, country):
    assert number in phone_fault(number, country)


def test_fault_names_the_country_and_an_example():
    fault = phone_fault("0113 496 012", "GB")
    assert "GB" in fault
    assert "looks like 0" in fault


@pytest.mark.parametrize(("number", "country"), [("999", "GB"), ("112", "GB"), ("911", "US"), ("112", "ES"), ("000", "AU"), ("112", "DE")])
def test_emergency_number_of_the_country_is_fine(number, country):
    assert emergency_fault(number, country) is None


@pytest.mark.parametrize(
    ("number", "country"),
    [("911", "GB"), ("999", "US"), ("111", "GB"), ("9999", "GB"), ("0113 496 0123", "GB"), ("", "GB"), ("help", "US")],
)
def test_wrong_emergency_number_is_told(number, country):
    assert country in emergency_fault(number, country)


@pytest.mark.parametrize(
    ("number", "country", "shown"),
    [
        ("01134960123", "GB", "0113 496 0123"),
        ("+441134960123", "GB", "0113 496 0123"),
        ("+1 202 555 0143", "US", "(202) 555-0143"),
        ("111", "GB", "111"),
    ],
)
def test_number_is_printed_as_people_dial_it(number, country, shown):
    assert printed(number, country) == shown


def test_countries_are_iso_codes():
    assert known_country("GB")
    assert not known_country("UK")
    assert not known_country("ZZ")


def test_a_number_is_written_as_each_country_writes_it():
    for _ in range(2):
        assert (printed("+44 113 496 0123", "GB"), dialled("+44 113 496 0123", "GB")) == ("0113 496 0123", "tel:+441134960123")
        assert (printed("+44 113 496 0123", "ES"), dialled("+44 113 496 0123", "ES")) == ("+44 113 496 0123", "tel:441134960123")
