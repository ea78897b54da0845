"""How a language is set on paper: one record a language, made of its script's and of what the language has for itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from babel import Locale

from evenhand.sheet.script import Script, script_of
from evenhand.translation.digits import own_system
from evenhand.translation.language import Language, find_language
from evenhand.translation.marks import quotes


class Breaking(Enum):
    """Where a line may end.

    SPACES: at spaces and by Unicode's rules (UAX 14), which Pango knows; Han and kana between letters. WORDS: the script
    writes no spaces between words, so a dictionary finds them (ICU). TOGETHER: never inside a word, where UAX 14 would
    allow it between any two syllables. PHRASES: between phrases, where UAX 14 would allow it between any two letters.
    """

    SPACES = "at spaces"
    WORDS = "between words, found by dictionary"
    TOGETHER = "never inside a word"
    PHRASES = "between phrases"


@dataclass(frozen=True, slots=True)
class Setting:
    """How one language is set.

    `script` has fonts, leading and size; `digits` is CLDR's numbering system and `counter` its name in CSS; `hyphens`
    is true where long compounds may be parted (by pyphen's patterns); `marker` stands before the items of a list;
    `quotes` open and close, outer and inner.
    """

    language: Language
    script: Script
    breaking: Breaking
    hyphens: bool
    marker: str
    digits: str
    quotes: tuple[str, str, str, str]

    @property
    def counter(self) -> str:
        return _COUNTERS.get(self.digits, "decimal")


# Numbering systems of CLDR as CSS names them (CSS Counter Styles 3, predefined).
_COUNTERS = {
    "arab": "arabic-indic", "arabext": "persian", "beng": "bengali", "deva": "devanagari", "gujr": "gujarati", "guru": "gurmukhi",
    "khmr": "khmer", "knda": "kannada", "laoo": "lao", "mlym": "malayalam", "mymr": "myanmar", "orya": "oriya", "tamldec": "tamil",
    "telu": "telugu", "thai": "thai", "tibt": "tibetan",
}  # fmt: skip
_BREAKING = {
    **dict.fromkeys(("Thai", "Laoo", "Khmr", "Mymr"), Breaking.WORDS),
    "Kore": Breaking.TOGETHER,
    "Jpan": Breaking.PHRASES,
}
# Languages that write long compounds as one word, which narrow columns cannot hold. All have patterns in pyphen.
_COMPOUNDS = frozenset(("da", "de", "et", "hu", "is", "nb", "nl", "sv"))
# Leading of a language whose letters need more than its script's others: stacked marks in Vietnamese and Yoruba.
_LEADING = {"vi": 1.47, "yo": 1.47}

# The languages that health services are asked for, each shown in a specimen by the tests; the first 24 have leaflets.
LISTED = (
    *("en", "es", "fr", "pl", "ru", "ar", "ur", "hi", "zh-Hans", "vi"),
    *("bn", "pa", "gu", "ta", "fa", "ps", "pt-BR", "ro", "uk", "tr", "so", "am", "th", "ko"),
    *("zh-Hant", "ja", "he", "km", "my", "lo", "ht", "fil", "de", "it", "nl", "pt", "el", "hu", "cs", "bg", "sr", "hr", "sk", "sl", "sq"),
    *("hy", "ka", "te", "kn", "ml", "mr", "ne", "si", "or", "ku", "ckb", "prs", "sd", "ug", "ti", "om", "sw", "yi", "dv", "bo", "mn"),
    *("lt", "lv", "et", "fi", "sv", "nb", "da", "is", "id", "ms", "uz", "kk", "az", "rw", "ln", "ha", "yo", "ig", "sn", "zu", "sm", "cy"),
)


def setting_of(language: Language, digits: str = "") -> Setting:
    """The record of a language; `digits` are those that the project's settings ask for, "" for the language's own."""
    script = script_of(language.script)
    base = language.tag.split("-")[0]
    leading = _LEADING.get(base, script.leading)
    return Setting(
        language=language,
        script=script if leading == script.leading else replace(script, leading=leading),
        breaking=_BREAKING.get(language.script, Breaking.SPACES),
        hyphens=base in _COMPOUNDS,
        marker="・" if language.script == "Jpan" else "•",
        digits=digits or own_system(Locale.parse(language.locale)),
        quotes=quotes(language),
    )


def listed() -> tuple[Setting, ...]:
    """The records of all listed languages."""
    return tuple(setting_of(find_language(tag)) for tag in LISTED)
