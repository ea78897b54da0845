"""Digits of the numbering systems that CLDR names, and which of them a language writes."""

from __future__ import annotations

from babel import Locale

# The digit nought of each system; the other nine follow it in Unicode.
ZEROS: dict[str, str] = {
    "latn": "0", "arab": "\u0660", "arabext": "\u06f0", "beng": "\u09e6", "deva": "\u0966", "gujr": "\u0ae6", "guru": "\u0a66",
    "khmr": "\u17e0", "knda": "\u0ce6", "laoo": "\u0ed0", "mlym": "\u0d66", "mymr": "\u1040", "nkoo": "\u07c0", "olck": "\u1c50",
    "orya": "\u0b66", "tamldec": "\u0be6", "telu": "\u0c66", "thai": "\u0e50", "tibt": "\u0f20",
}  # fmt: skip


def own_system(locale: Locale) -> str:
    """The system that a language writes when nobody chose another."""
    return locale.default_numbering_system if locale.default_numbering_system in ZEROS else "latn"


def written(text: str, system: str) -> str:
    """The text with its digits 0-9 in another system.

    Why not left to Babel: it takes a system's marks and leaves the digits, so that an Arabic decimal mark stands among
    0-9, where it can be read as another number.
    """
    zero = ord(ZEROS[system])
    return text.translate({ord("0") + d: chr(zero + d) for d in range(10)})
