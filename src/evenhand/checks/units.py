"""Units of measure: how a source writes them, and every way in which CLDR lets a language write them."""

from __future__ import annotations

import re
from typing import Any

from babel import Locale

from evenhand.translation.language import Language

# How a source writes a unit, and CLDR's name for it. One letter is a unit only after a number.
_NAMES = {
    "mg": "mass-milligram", "kg": "mass-kilogram", "g": "mass-gram", "µg": "mass-microgram", "μg": "mass-microgram",
    "mcg": "mass-microgram",
    "ml": "volume-milliliter", "mL": "volume-milliliter", "dl": "volume-deciliter", "dL": "volume-deciliter", "l": "volume-liter",
    "L": "volume-liter", "mm": "length-millimeter", "cm": "length-centimeter", "m": "length-meter", "km": "length-kilometer",
    "mmHg": "pressure-millimeter-ofhg", "kcal": "energy-kilocalorie", "kJ": "energy-kilojoule", "°C": "temperature-celsius",
    "°F": "temperature-fahrenheit", "%": "concentr-percent", "per cent": "concentr-percent", "percent": "concentr-percent",
}  # fmt: skip
_SHORT = "|".join(sorted((re.escape(n) for n in _NAMES if len(n) == 1 and n != "%"), key=len))
_LONG = "|".join(sorted((re.escape(n) for n in _NAMES if len(n) > 1), key=len, reverse=True))
UNIT = re.compile(rf"(?<![^\W\d_])(?:(?:{_LONG})(?![\w-])|%|(?<=[\d\ufffc])[ \u00a0\u202f]?(?:{_SHORT})(?![\w’'-]))")
_FIRST = re.compile(r"[%°]|\b(?:[mckdµμ]|per)")
_PERCENT = frozenset({"%", "％", "٪"})


def units(text: str) -> tuple[str, ...]:
    """The units in a text whose data is masked, as they are written."""
    if not _FIRST.search(text) and not re.search("\ufffc[ \u00a0\u202f]?[glmL]\\b", text):
        return ()
    return tuple(m[0].strip() for m in UNIT.finditer(text))


def spellings(unit: str, language: Language) -> frozenset[str]:
    """Every way to write a unit in a language, in small letters: as in the source, and all of CLDR's, short and long."""
    name = _NAMES[unit]
    found = {unit, *(n for n, other in _NAMES.items() if other == name), *(_PERCENT if unit in ("%", "per cent", "percent") else ())}
    # Babel has no public way to all patterns of a unit.
    patterns: Any = Locale.parse(language.locale)._data["unit_patterns"].get(name, {})
    for length in patterns:
        found |= {_bare(text) for text in dict(patterns[length]).values() if isinstance(text, str) and "{0}" in text}
    return frozenset(word.casefold() for word in found if word)


def _bare(pattern: str) -> str:
    return pattern.replace("{0}", "").strip(" \u00a0\u202f\u200e\u200f")
