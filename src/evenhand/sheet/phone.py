"""Telephone numbers: proven for their country and written as people there dial them (libphonenumber)."""

from __future__ import annotations

import phonenumbers
from phonenumbers import shortnumberinfo

# Numbers that are known as they are dialled and as they are printed.
_KNOWN = 500
_known: dict[tuple[str, str], tuple[str, str]] = {}


def known_country(country: str) -> bool:
    """True for an ISO 3166 country that has telephone numbers."""
    return country in phonenumbers.SUPPORTED_REGIONS


def phone_fault(number: str, country: str) -> str | None:
    """What is wrong with a number in a country, or None. Short public numbers such as 111 count."""
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return f"{number} is no telephone number"
    if phonenumbers.is_valid_number_for_region(parsed, country):
        return None
    if number.isdigit() and shortnumberinfo.is_valid_short_number_for_region(parsed, country):
        return None
    example = phonenumbers.example_number(country)
    shown = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL) if example else "none known"
    return f"{number} is not a valid telephone number in {country} (a valid one looks like {shown})"


def emergency_fault(number: str, country: str) -> str | None:
    """What is wrong with an emergency number in a country, or None.

    `is_valid_number` says no to 999 and 911, so short numbers are asked of libphonenumber's own table of them.
    """
    if shortnumberinfo.is_emergency_number(number, country):
        return None
    return f"{number} is not an emergency number in {country}"


def dialled(number: str, country: str) -> str:
    """The `tel:` address of a number (RFC 3966), with the country's code, so that it can be called from any network; of
    short numbers the digits alone."""
    return _both(number, country)[0]


def printed(number: str, country: str) -> str:
    """A number as people in the country write it; short numbers as they are."""
    return _both(number, country)[1]


def _both(number: str, country: str) -> tuple[str, str]:
    """A number as it is dialled and as it is printed. A page asks for each of its few numbers some times."""
    if (number, country) not in _known:
        if len(_known) >= _KNOWN:
            _known.clear()
        parsed = phonenumbers.parse(number, country)
        if phonenumbers.is_valid_number_for_region(parsed, country):
            forms = phonenumbers.PhoneNumberFormat
            both = (f"tel:{phonenumbers.format_number(parsed, forms.E164)}", phonenumbers.format_number(parsed, forms.NATIONAL))
        else:
            both = ("tel:" + "".join(filter(str.isdigit, number)), number)
        _known[number, country] = both
    return _known[number, country]
