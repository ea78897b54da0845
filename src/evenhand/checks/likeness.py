"""Whether two source texts can mean the same, as far as signs and the word lists of their language tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evenhand.checks.lexicon import Lexicon, read_lexicon
from evenhand.checks.slant import GROUPS
from evenhand.checks.usage import Usages
from evenhand.content.text import PLACEHOLDER, placeholders
from evenhand.translation.changes import changes, units
from evenhand.translation.meaning import Forms

_TAGS = re.compile(r"<[^<>]*>")
# What stands inside these is a name or a word that other parts refer to.
_NAMED = re.compile(r"<(foreign|term)\b[^>]*>(.*?)</\1>")
_DIGITS = re.compile(r"\d+")
_ASKS = re.compile("[?؟？՞፧]")
_SIGNS = frozenset("%‰&/@#§")
_MARKS = str.maketrans({"’": "'", "‐": "-", "‑": "-"})
_GUARDED = {
    "a negation changed": ("negations", "false_negations", "after_negations"),
    "a hedge changed": ("unsure", "may", "probably"),
    "a word for how often changed": ("frequency",),
}
# Gains, harms, and how strongly something is said; plain words for jargon are no other meaning.
_SIDES = frozenset({"benefit", "harm", *GROUPS} - {"jargon"})


@dataclass(frozen=True, slots=True)
class SourceWords:
    """What is known of the words of a source language: its word lists, and its number words."""

    lexicon: Lexicon
    numbers: Lexicon


def source_words(folders: tuple[Path, ...], tag: str) -> SourceWords | None:
    """The lists of a language; None when one of the two is missing. Raises Trouble when one cannot be read."""
    lexicon, usage = read_lexicon(folders, tag), Usages(folders).of(tag)
    return SourceWords(lexicon, usage.words) if lexicon and usage.numbers else None


def unlike(old: Forms, new: Forms, words: SourceWords | None) -> tuple[str, ...]:
    """Why two source texts can't be taken to mean the same, each reason once; none when a person may say that they do.

    Refused: another number, number word, placeholder, tag, sign, question, negation, hedge, or word for how often; a gain
    for a harm, or a promise; other words beside a number; and words that change places where a text counts, denies or hedges. Without
    word lists only punctuation, capitals and spaces may differ.
    """
    if len(old) != len(new):
        return ("it became a counted text, or is none any more",)
    return tuple(dict.fromkeys(why for a, b in zip(old, new, strict=True) for why in _unlike(a, b, words)))


def _unlike(old: str, new: str, words: SourceWords | None) -> Iterator[str]:
    old, new = (unicodedata.normalize("NFC", text).translate(_MARKS) for text in (old, new))
    if placeholders(old) != placeholders(new):
        yield "a placeholder changed"
    if _TAGS.findall(old) != _TAGS.findall(new) or _NAMED.findall(old) != _NAMED.findall(new) or _edges(old) != _edges(new):
        yield "a tag, or a word inside one, changed"
    if _DIGITS.findall(old) != _DIGITS.findall(new):
        yield "a number changed"
    if len(_ASKS.findall(old)) != len(_ASKS.findall(new)):
        yield "a question became a statement, or the other way round"
    if _signs(old) != _signs(new):
        yield "a sign such as % changed"
    before, after = _words(old), _words(new)
    if before == after:
        return
    if words is None:
        yield "there are no word lists for this language: only punctuation, capitals and spaces may change"
    else:
        yield from _worded(old, new, words)
    if _beside(before) != _beside(after):
        yield "a word beside a number changed"


def _worded(old: str, new: str, words: SourceWords) -> Iterator[str]:
    """What the word lists see."""
    numbers = [_ends(words.numbers, text, ("number",)) for text in (old, new)]
    if numbers[0] != numbers[1]:
        yield "a number word changed"
    guarded = bool(numbers[0]) or bool(placeholders(old))
    for why, groups in _GUARDED.items():
        before, after = (_ends(words.lexicon, text, groups) for text in (old, new))
        guarded = guarded or bool(before)
        if before != after:
            yield why
    if _sides(words.lexicon, _respelled(old, new)) != _sides(words.lexicon, new):
        yield "a word for a gain, a harm or a promise changed"
    if guarded and _moved(old, new):
        yield "words change places in a text that counts, denies or hedges"


def _words(text: str) -> list[str]:
    """Words, placeholders and tags in order, without capitals; words with a hyphen count as two."""
    found = []
    for unit in units(text):
        marked = unit.startswith(("{", "<"))
        found += [unit] if marked else [w for w in unit.casefold().split("-") if any(map(str.isalnum, w))]
    return found


def _edges(text: str) -> list[list[str]]:
    """The first and the last word inside each tag: the same words are set off from the rest."""
    words = _words(text)
    return [words[i - 1 : i] if word[1] == "/" else words[i + 1 : i + 2] for i, word in enumerate(words) if word.startswith("<")]


def _signs(text: str) -> list[str]:
    return [c for c in _TAGS.sub(" ", text) if c in _SIGNS or unicodedata.category(c) in ("Sm", "Sc", "So")]


def _ends(lexicon: Lexicon, text: str, groups: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """The phrases of some groups (`number`: of each `number:…`) in order: group, first word, last word; others may stand between."""
    found = []
    for hit in lexicon.scan(text):
        if hit.group.partition(":")[0] in groups:
            inside = _words(text[hit.start : hit.end]) or [""]
            found.append((hit.group, inside[0], inside[-1]))
    return found


def _sides(lexicon: Lexicon, text: str) -> list[str]:
    return [hit.group for hit in lexicon.scan(text) if hit.group in _SIDES]


def _beside(words: list[str]) -> list[list[str]]:
    """The two words on each side of each placeholder: they say what is counted, and whether it is a limit."""
    return [words[max(0, i - 2) : i + 3] for i, word in enumerate(words) if PLACEHOLDER.fullmatch(word)]


def _moved(old: str, new: str) -> bool:
    """True when a word goes in one place and comes in another."""
    pieces = changes(*(text.casefold().replace("-", " ") for text in (old, new)))
    gone, come = ({w for p in pieces if p.kind == kind for w in _words(p.text)} for kind in ("gone", "new"))
    return bool(gone & come)


def _respelled(old: str, new: str) -> str:
    """The old text with each word that is only spelled differently in the new one put as there: a typing error is no harm."""
    pieces = changes(old, new)
    out = []
    for i, piece in enumerate(pieces):
        other = pieces[i + 1].text if i + 1 < len(pieces) and pieces[i + 1].kind == "new" else ""
        if piece.kind != "new":
            out.append(other if piece.kind == "gone" and _alike(piece.text.casefold(), other.casefold()) else piece.text)
    return "".join(out)


def _alike(a: str, b: str) -> bool:
    """True for two longer words with one letter too many, too few, wrong, or two that changed places."""
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or not (a.isalpha() and b.isalpha()):
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    p, q = a[start:], b[start:]
    return p[1:] == q[1:] or p == q[1:] or p[1:] == q or (p[:2] == q[1::-1] and p[2:] == q[2:])
