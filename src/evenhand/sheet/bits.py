"""Texts of a proof cut into bits that carry marks: numbers from data, changed words, terms, what is still open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import unescape

from evenhand.content.text import PLACEHOLDER, MarkupFault, Run, parse_markup
from evenhand.translation.changes import changes
from evenhand.translation.wording import Phrase, Value, Wording

_MARKED = re.compile(r"(\{[a-z][a-z0-9_.]*\}|</?(?:b|term|foreign)\b[^<>]*>)")


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text with its marks, as names of CSS classes; `lang` and `dir` where it is not of the text around it.

    Marks: `n` a number or name from data, `b` bold, `t` a word that is explained, `slot` a placeholder without a value,
    `gone` and `new` what a change took away and brought, `tag` a piece of markup that changed.
    """

    text: str
    marks: tuple[str, ...] = ()
    lang: str = ""
    dir: str = ""


Bits = tuple[Bit, ...]


def bits(runs: Iterable[Run]) -> Bits:
    """Runs as bits."""
    return tuple(_bit(run) for run in runs)


def _bit(run: Run) -> Bit:
    if run.slot:
        return Bit("{" + run.slot + "}", ("slot",), dir="ltr")
    marks = [name for name, holds in (("n", run.data), ("b", run.bold), ("t", run.term)) if holds]
    return Bit(run.text, tuple(marks), run.lang, run.data or ("ltr" if run.lang else ""))


def filled(say: Wording, text: str, values: Mapping[str, Value]) -> Bits:
    """One form of a message with its data; markup that cannot be read stands as it was written."""
    try:
        form = parse_markup(text)
    except MarkupFault:
        return (Bit(text, ("tag",)),)
    return bits(say.say(Phrase("", (form,)), **values))


def compared(say: Wording, old: str, new: str, values: Mapping[str, Value]) -> Bits:
    """The new text with what it took away and brought, word by word, and with its data."""
    found: list[Bit] = []
    for piece in changes(old, new):
        change = () if piece.kind == "same" else (piece.kind,)
        for part in filter(None, _MARKED.split(piece.text)):
            if PLACEHOLDER.fullmatch(part):
                value = bits(say.say(Phrase("", ((Run(slot=part[1:-1]),),)), **values))
                found += [replace(bit, marks=(*bit.marks, *change)) for bit in value]
            elif not _MARKED.fullmatch(part):
                found.append(Bit(unescape(part), change))
            elif change:
                found.append(Bit(part, ("tag", *change), dir="ltr"))
    return tuple(found)


def plain(told: Iterable[Bit]) -> str:
    """The words of bits alone."""
    return "".join(bit.text for bit in told)
