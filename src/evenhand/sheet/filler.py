"""Filler in a language that has no catalog: real words of it in the places of ours, to prove type, breaks and fonts (owner of gflanguages).

The words are those of the Universal Declaration of Human Rights, which Google Fonts' list of languages holds for most
languages; with them come the letters that a language writes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from typing import Any

from babel import Locale

from evenhand.finding import Trouble, usage_trouble
from evenhand.sheet.breaking import words_of
from evenhand.sheet.setting import Breaking, Setting
from evenhand.translation.pseudo import KEPT

# Scripts by their name there, and languages whose nearest kin stands in.
_SCRIPTS = {"Aran": "Arab"}
_KIN = {"prs": "fa_Arab", "tl": "fil_Latn", "ms": "zlm_Latn", "mww": "hmn_Latn"}
_PARTS = ("specimen_16", "specimen_21", "specimen_32", "specimen_36", "specimen_48", "tester", "styles")
# How many letters say what a hundred English ones say, in scripts whose letters say more.
_DENSITY = {"Ethi": 0.65, "Hans": 0.35, "Hant": 0.35, "Jpan": 0.5, "Kore": 0.55}
# Texts of so many letters are labels; the word that fits best of so many is taken.
_SHORT, _CHOICE = 20, 8


@dataclass(frozen=True, slots=True)
class Sample:
    """A language's own text, and every letter that it is written with."""

    text: str
    letters: frozenset[str]


def sample_of(setting: Setting) -> Sample:
    """The sample of a language. Raises Trouble when there is none."""
    tag = setting.language.tag
    script = _SCRIPTS.get(setting.script.code, setting.script.code)
    found = _languages().get(_KIN.get(tag) or f"{tag.split('-')[0]}_{script}")
    text = " ".join(filter(None, (getattr(found.sample_text, part) for part in _PARTS))) if found else ""
    text = text or _names(setting)
    if not text:
        raise usage_trouble(f"there is no sample text in {tag}", "see it with a catalog: evenhand translate add " + tag)
    chars = found.exemplar_chars if found else None
    letters = "".join((chars.base, chars.marks, chars.numerals, chars.punctuation)) if chars else ""
    return Sample(_plain(text), frozenset(re.sub(r"[\s{}◌]", "", letters)) | frozenset(_plain(text).replace(" ", "")))


def _names(setting: Setting) -> str:
    """Names of countries and days, which CLDR has also for languages that the list has no text in."""
    locale = Locale.parse(setting.language.locale)
    if locale.language != setting.language.tag.split("-")[0]:
        return ""
    return " ".join((*locale.territories.values(), *locale.days["format"]["wide"].values()))


def _plain(text: str) -> str:
    """Without digits, which our texts never have, and without what would read as markup."""
    text = text.replace("፡", " ")  # the Ethiopic word mark, which leaflets do not use
    kept = "".join(c for c in text if c == "\n" or (unicodedata.category(c) not in ("Nd", "Cc") and c not in "<>&{}"))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def filler(setting: Setting, longer: float = 1.0) -> Callable[[str], str]:
    """What says any source text in the words of the sample: as long as its kind of script would be, `longer` times that.

    Placeholders, tags and foreign words keep their places. Words are taken one after the other, so that no two texts are alike.
    """
    tag, share = setting.language.tag, longer * _DENSITY.get(setting.script.code, 1.0)
    dense = setting.breaking in (Breaking.WORDS, Breaking.PHRASES) or setting.script.code in ("Hans", "Hant")
    text = sample_of(setting).text
    pieces = cycle(words_of(text, tag) if dense else [word + " " for word in text.split()])

    def stretch(source: str) -> str:
        room, out = round(share * sum(c.isalpha() for c in source)), ""
        while _letters(out) < room:
            # A short text stands in a tight place, where a translator takes short words.
            if room > _SHORT:
                out += next(pieces)
            else:
                out += _cut(min((next(pieces) for _ in range(_CHOICE)), key=lambda p: abs(room - _letters(p))), room - _letters(out))
        edges = (source[: len(source) - len(source.lstrip())], source[len(source.rstrip()) :])
        return edges[0] + out.strip() + (edges[1] or source[-1:] * (source[-1:] in ".?!:")) if room else source

    def say(source: str) -> str:
        return "".join(part if i % 2 else stretch(part) for i, part in enumerate(KEPT.split(source)))

    return say


def _cut(word: str, room: int) -> str:
    """The beginning of a word that is much too long, with all marks of its last letter."""
    end = len(word) if _letters(word) <= 1.5 * room else max(room, 2)
    while end < len(word) and unicodedata.category(word[end]).startswith("M"):
        end += 1
    return word[:end] + " " * (end < len(word))


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)


@cache
def _languages() -> Any:
    """The list, read once a process; it is part of a package, and never changes while it runs."""
    from gflanguages import LoadLanguages

    return LoadLanguages()


def has_sample(setting: Setting) -> bool:
    """True when a specimen of the language can be made."""
    try:
        return bool(sample_of(setting).text)
    except Trouble:
        return False
