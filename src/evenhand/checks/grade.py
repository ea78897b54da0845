"""Reading grade, only where a formula is validated: English. Everything else is honestly not scored."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_END = re.compile(r"[.!?:]+(?=\s|$)")


def reading_grade(texts: Iterable[str], language: str) -> float | None:
    """Flesch-Kincaid grade (Kincaid and others 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59; None if not English.

    Each text is at least one sentence: a heading or a list item has no full stop. Syllables are counted by groups of
    vowels, less a silent e; against counts by hand that errs by a few in 100, far less than the step of one grade.
    """
    if language.split("-")[0] != "en":
        return None
    words = sentences = syllables = 0
    for text in texts:
        found = _WORD.findall(text)
        words += len(found)
        sentences += max(1, len(_END.findall(text.strip() + ".")) - text.strip().endswith((".", "!", "?", ":"))) if found else 0
        syllables += sum(map(_syllables, found))
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59 if words else None


def _syllables(word: str) -> int:
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee", "oe")) and count > 1:
        count -= 1
    if re.search(r"[^td]ed$", word) and count > 1:
        count -= 1
    return max(count, 1)
