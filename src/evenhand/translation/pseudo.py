"""Pseudo-languages: catalogs made of the source itself, accented and longer, or in Arabic letters, to try out pages and programs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from evenhand.translation.catalog import ORIGIN, Catalog, new_catalog
from evenhand.translation.language import PSEUDO, Language, PluralRule, find_language, plural_rule
from evenhand.translation.messages import Message, MessageSet

# How much longer than its source a text becomes: about what German or Polish take for English.
LONGER = 0.4
# For a page under stress: what the tightest labels take, and compounds of so many letters (German has them in health leaflets).
STRESSED, COMPOUND = 0.6, 24
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# One letter for each of a to z; none is a letter that the source itself would have. Arabic has no large letters.
_ACCENTED = "åƀçđéƒĝĥîĵķļḿñöþǫŕšţûṽŵẋýž"
_ARABIC = "ابصدعفغهيجكلمنوپقرستؤڤشخىز"
_LETTERS = {
    "en-XA": dict(zip(_LATIN + _LATIN.upper(), _ACCENTED + _ACCENTED.upper(), strict=True)),
    "ar-XB": dict(zip(_LATIN + _LATIN.upper(), _ARABIC * 2, strict=True)),
}
_VOWELS = frozenset("aeiouyAEIOUY")
# What stays as it is: a word of another language with its tags, a tag, a placeholder, a sign written as &amp;.
KEPT = re.compile(r"(<foreign\b.*?</foreign>|</?[a-z][^<>]*>|\{[^{}]*\}|&[a-z]+;)")


def alphabet(tag: str) -> frozenset[str]:
    """Every letter that a pseudo-language writes; a letter on its pages that is not among them was never a message."""
    return frozenset(_LETTERS[tag].values())


def pseudo_text(source: str, tag: str, *, stressed: bool = False) -> str:
    """A text of the source in a pseudo-language: in brackets, so that a cut end is seen, and longer by LONGER.

    Placeholders, tags and words of another language stay. Vowels are doubled first, because long words are what breaks
    a page; a text with too few of them gets a word more at its end. `stressed`: longer by STRESSED, in words of COMPOUND
    letters where the text has so many.
    """
    parts = KEPT.split(source)
    room = round((STRESSED if stressed else LONGER) * sum(c.isalpha() for i, part in enumerate(parts) if not i % 2 for c in part))
    out = []
    for i, part in enumerate(parts):
        if i % 2 == 0:
            part, room = _respelled(part, tag, room)
            part = _compounds(part) if stressed else part
        out.append(part)
    more = (" " + _LETTERS[tag]["o"] * room) if room else ""
    return f"[{''.join(out)}{more}]"


def _respelled(text: str, tag: str, room: int) -> tuple[str, int]:
    """A stretch without markup, and how much of the room for further letters it left."""
    letters = _LETTERS[tag]
    out = []
    for sign in unicodedata.normalize("NFC", text):
        if not sign.isalpha():
            out.append(sign)
            continue
        plain = unicodedata.normalize("NFD", sign)[0]
        # Letters of other alphabets take one of these too: the same one each time, that is all that a pseudo-language needs.
        other = letters.get(plain) or letters[_LATIN[ord(plain) % 26]]
        doubled = plain in _VOWELS and room > 0
        out.append(other + other.lower() * doubled)
        room -= doubled
    return "".join(out), room


def _compounds(text: str) -> str:
    """The words of a stretch written together up to COMPOUND letters; its ends, where others follow, stay."""
    first, *words = text.split(" ")
    out = [first]
    for word in words:
        whole = len(out[-1]) + len(word) <= COMPOUND and word[:1].isalpha() and out[-1][-1:].isalpha()
        out[-1:] = [out[-1] + word] if whole else [out[-1], word]
    return " ".join(out)


def pseudo_catalog(messages: MessageSet, tag: str, *, stressed: bool = False) -> Catalog:
    """A whole catalog of a message set in a pseudo-language (one of PSEUDO); its header says that a machine made it.

    It is made in memory and never written under translations/: nobody may take it for a language.
    """
    assert tag in PSEUDO
    say = partial(pseudo_text, tag=tag, stressed=stressed)
    return made_catalog(messages, find_language(tag), say, "machine-made pseudo-language")


def made_catalog(messages: MessageSet, language: Language, say: Callable[[str], str], origin: str) -> Catalog:
    """A whole catalog, in memory, of what `say` makes of each source text; `origin` tells in its header who made it."""
    file = new_catalog(messages, language, "2000-01-01")
    rule = plural_rule(file.header["Plural-Forms"])
    wanted = messages.by_key()
    head, *entries = file.entries
    header = head.changed(msgstr=(f"{head.msgstr[0]}{ORIGIN}: {origin}\n",))
    filled = (e.changed(msgstr=_forms(wanted[e.msgctxt or ""], say, rule)) for e in entries)
    return Catalog(f"{language.tag}/{messages.name}.po", replace(file, entries=(header, *filled)), rule)


def _forms(message: Message, say: Callable[[str], str], rule: PluralRule) -> tuple[str, ...]:
    """As many forms as the language has: the singular where it takes the number 1, the plural elsewhere."""
    text = message.text
    if not text.count:
        return (say(text.other),)
    return tuple(say(text.one if form == rule.form(1) else text.other) for form in range(rule.count))
