"""The letters of a language: which characters a text of it may hold, and what is odd about the others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Literal

from evenhand.translation.language import Language

Oddity = Literal["", "forbidden", "foreign", "neighbour"]
# Joiners shape letters in these scripts; in others they are dirt. The space of no width parts words in those of South-East Asia.
_JOINED = frozenset(
    {"Arab", "Aran", "Syrc", "Nkoo", "Mong", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh"}
)
_UNSPACED = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
# Names of the letters in Unicode, by script; Latin letters stand in every language's names and units.
_LETTERS = {
    "Latn": "LATIN", "Cyrl": "CYRILLIC", "Grek": "GREEK", "Arab": "ARABIC", "Aran": "ARABIC", "Deva": "DEVANAGARI", "Beng": "BENGALI",
    "Hebr": "HEBREW", "Armn": "ARMENIAN", "Geor": "GEORGIAN", "Ethi": "ETHIOPIC", "Thai": "THAI", "Laoo": "LAO", "Khmr": "KHMER",
    "Mymr": "MYANMAR", "Guru": "GURMUKHI", "Gujr": "GUJARATI", "Taml": "TAMIL", "Telu": "TELUGU", "Knda": "KANNADA", "Mlym": "MALAYALAM",
    "Sinh": "SINHALA", "Orya": "ORIYA", "Tibt": "TIBETAN", "Hans": "CJK", "Hant": "CJK",
}  # fmt: skip
# Letters of a neighbour's writing that look like a language's own, with what it writes instead; another letter is found
# in no search, joins otherwise and is read aloud wrongly.
NEIGHBOURS: dict[str, dict[str, str]] = {
    "ar": {"ی": "ي", "ک": "ك", "ہ": "ه", "ے": "ي", "ھ": "ه"},
    "fa": {"ي": "ی", "ك": "ک", "ى": "ی", "ہ": "ه", "ے": "ی"},
    "prs": {"ي": "ی", "ك": "ک", "ى": "ی", "ہ": "ه", "ے": "ی"},
    "ur": {"ي": "ی", "ك": "ک", "ى": "ی", "ه": "ہ", "ة": "ۃ"},
    "ru": {"і": "и", "ї": "й", "є": "э", "ґ": "г", "ў": "у"},
    "uk": {"ы": "и", "э": "е", "ъ": "’", "ё": "йо", "ў": "у"},
    "bg": {"ы": "и", "э": "е", "ё": "йо", "і": "и"},
    "ro": {"ş": "ș", "ţ": "ț", "Ş": "Ș", "Ţ": "Ț"},
}  # fmt: skip
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2028\u2029\u2060"
    "\u2061\u2062\u2063\u2064\u206a\u206f\u3164\ufeff\ufff9\ufffa\ufffb\ufffc\ufffd"
)


class Alphabet:
    """The characters of one language; each is looked at once, and remembered."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._fine: set[str] = set()
        self._odd: dict[str, Oddity] = {}
        self._neighbours = NEIGHBOURS.get(language.tag.split("-")[0], {})
        self._name = _LETTERS.get(language.script, "")

    def instead(self, letter: str) -> str:
        """What this language writes in place of a neighbour's letter."""
        return self._neighbours[letter]

    def odd(self, texts: Iterable[str]) -> dict[str, Oddity]:
        """The odd characters of some texts, in order of code; hardly ever any, and then nothing is made."""
        found: dict[str, Oddity] = {}
        for text in texts:
            if not self._fine.issuperset(text):
                found |= {c: kind for c in sorted(set(text) - self._fine) if (kind := self._kind(c))}
        return found

    def _kind(self, letter: str) -> Oddity:
        if letter not in self._odd:
            kind = self._judge(letter)
            if not kind:
                self._fine.add(letter)
                return ""
            self._odd[letter] = kind
        return self._odd[letter]

    def _judge(self, letter: str) -> Oddity:
        if letter in self._neighbours:
            return "neighbour"
        if self._forbidden(letter):
            return "forbidden"
        return "foreign" if self._name and letter.isalpha() and self._stranger(letter) else ""

    def _stranger(self, letter: str) -> bool:
        """A letter of another script that has large and small ones: it may stand alone (β), but not look like another.

        Only where this language's own script has such letters, too, can the two be taken for one another.
        """
        name = unicodedata.name(letter, "")
        cased = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")
        return self._name in cased and name.startswith(cased) and not name.startswith(self._name)

    def _forbidden(self, letter: str) -> bool:
        if letter in "\u200c\u200d":
            return self.language.script not in _JOINED
        if letter == "\u200b":
            return self.language.script not in _UNSPACED
        if letter in _INVISIBLE or 0xE0000 <= ord(letter) < 0xE01F0:
            return True
        return unicodedata.category(letter) in ("Co", "Cn", "Cs")
