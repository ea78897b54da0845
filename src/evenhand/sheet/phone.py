"""Telephone numbers: proven for their country and written as people there dial them (libphonenumber)."""

from __future__ import annotations

import phonenumbers
from phonenumbers import shortnumberinfo


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
    parsed = phonenumbers.parse(number, country)
    if not phonenumbers.is_valid_number_for_region(parsed, country):
        return "tel:" + "".join(filter(str.isdigit, number))
    return "tel:" + phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def printed(number: str, country: str) -> str:
    """A number as people in the country write it; short numbers as they are."""
    parsed = phonenumbers.parse(number, country)
    if not phonenumbers.is_valid_number_for_region(parsed, country):
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
