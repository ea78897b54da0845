"""Punctuation that the page itself puts between words and data: the colon and the full stop of a language."""

from __future__ import annotations

from evenhand.translation.language import Language

_COLONS = {"Hans": "：", "Hant": "：", "Jpan": "："}
# Scripts, and the one language, that end a sentence in a way of their own; Thai and Lao end it with nothing.
_STOPS = {
    "Hans": "。", "Hant": "。", "Jpan": "。", "Deva": "।", "Beng": "।", "Guru": "।", "Orya": "।", "Aran": "۔", "Ethi": "።", "Armn": "։",
    "Mymr": "။", "Khmr": "។", "Thai": "", "Laoo": "",
}  # fmt: skip
_POINT = frozenset({"mr"})


def colon(language: Language) -> str:
    """The colon after a label; French puts a space before it that does not break."""
    if language.tag.split("-")[0] == "fr" and language.tag != "fr-CA":
        return "\u00a0:"
    return _COLONS.get(language.script, ":")


def brackets(language: Language) -> tuple[str, str]:
    """What opens and closes a remark, with the space that stands before it; Han letters take brackets of their own width."""
    return ("（", "）") if language.script in _COLONS else (" (", ")")


def stop(language: Language) -> str:
    """What ends a sentence."""
    return "." if language.tag in _POINT else _STOPS.get(language.script, ".")
