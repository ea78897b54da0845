"""Handout + catalog = edition: complete, or it says what is missing; never another language inside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace

from evenhand.content.evidence import Effect, Figure
from evenhand.content.model import Handout
from evenhand.content.text import MarkupFault, Text, parse_markup
from evenhand.content.walk import render
from evenhand.translation.catalog import Catalog, forms, suggested
from evenhand.translation.language import Language, find_language
from evenhand.translation.messages import INTERFACE_LANGUAGE, Message, MessageSet
from evenhand.translation.po import Entry
from evenhand.translation.wording import Phrase

SOURCE_PLURAL = "nplurals=2; plural=(n != 1);"


@dataclass(frozen=True, slots=True)
class Edition:
    """One handout in one language: what is checked, previewed, signed and printed.

    `body` is the handout's tree with a Phrase in each text's place; `phrases` are the same by key, `words` the interface's.
    `plurals` are the Plural-Forms of the handout's catalog and of the interface's.
    `missing` and `stale` hold keys, those of the interface with "interface:" before them.
    """

    handout: Handout
    language: Language
    body: SimpleNamespace
    phrases: Mapping[str, Phrase]
    words: Mapping[str, Phrase]
    plurals: tuple[str, str]
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    machine: bool
    fingerprint: str

    @property
    def name(self) -> str:
        return f"{self.language.tag}/{self.handout.id}"

    @property
    def named(self) -> dict[str, Phrase]:
        """Every phrase by its key, those of the interface with "interface:" before it."""
        return {**self.phrases, **{f"interface:{key}": phrase for key, phrase in self.words.items()}}

    @property
    def is_source(self) -> bool:
        return self.language.tag == self.handout.language

    @property
    def figures(self) -> dict[str, Figure]:
        return self.handout.figures

    @property
    def effects(self) -> dict[str, Effect]:
        return self.handout.effects


def make_edition(
    handout: Handout, messages: MessageSet, words: MessageSet, catalogs: tuple[Catalog | None, Catalog | None], tag: str
) -> Edition:
    """Put one edition together; `catalogs` are the handout's and the interface's (None: nothing translated yet).

    In the source language the texts themselves are the edition, and the catalog is not looked at; so too for the
    interface in its own language, which need not be the handout's.
    """
    language = find_language(tag)
    source, plain = tag == handout.language, tag == INTERFACE_LANGUAGE
    own, interface = None if source else catalogs[0], None if plain else catalogs[1]
    phrases = {m.key: _phrase(m, own, source) for m in messages.messages}
    spoken = {m.key: _phrase(m, interface, plain) for m in words.messages}
    named = {**{f"interface:{k}": p for k, p in spoken.items()}, **phrases}
    return Edition(
        handout=handout,
        language=language,
        body=render(handout, lambda spot, text: phrases[spot.key]),
        phrases=phrases,
        words=spoken,
        plurals=(_plural(own), _plural(interface)),
        missing=tuple(k for k, p in named.items() if p.state == "missing"),
        stale=tuple(k for k, p in named.items() if p.state == "stale"),
        machine=any(c is not None and c.machine for c in (own, interface)),
        fingerprint=_fingerprint(handout, tag, named),
    )


def _plural(catalog: Catalog | None) -> str:
    return catalog.file.header["Plural-Forms"] if catalog else SOURCE_PLURAL


def _phrase(message: Message, catalog: Catalog | None, source: bool) -> Phrase:
    text = message.text
    if source:
        return Phrase(message.key, tuple(parse_markup(form) for form in text.forms), text.count)
    entry = catalog.entries.get(message.key) if catalog else None
    if entry is None or not entry.translated or suggested(entry):
        return Phrase(message.key, (), text.count, "missing")
    # The file's own source text is compared too: a catalog that nobody has updated must not print as current.
    state = "stale" if entry.fuzzy or not same_source(entry, text) else "translated"
    if state == "stale":
        return Phrase(message.key, (), text.count, state)
    try:
        spoken = tuple(parse_markup(form) for form in entry.msgstr)
    except MarkupFault:
        return Phrase(message.key, (), text.count, "missing")
    return Phrase(message.key, spoken, text.count)


def same_source(entry: Entry, text: Text) -> bool:
    """True when a catalog's entry translates this very text."""
    return forms(entry) == text.forms


def _fingerprint(handout: Handout, tag: str, phrases: Mapping[str, Phrase]) -> str:
    """SHA-256 over the data of the handout and every word of the edition, those of the interface too."""
    return _digest([tag, handout.model_dump(mode="json", by_alias=True), _spelled(phrases)])


def _spelled(phrases: Mapping[str, Phrase]) -> object:
    return {key: [[(r.text, r.slot, r.bold, r.term, r.lang) for r in form] for form in p.forms] for key, p in phrases.items()}


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def issued(edition: Edition, words: MessageSet, catalog: Catalog | None, source: str) -> Edition:
    """The edition with the own words of the brand that issues it, keyed `<set>:<key>` among its phrases.

    `source` is the language that the brand writes in. What of its words is missing, stale or drafted by a machine counts
    like the handout's own, so that such a leaflet is a draft with a gap.
    """
    own = edition.language.tag == source
    found = (_phrase(m, None if own else catalog, own) for m in words.messages)
    phrases = {key: replace(p, key=key) for p in found for key in (f"{words.name}:{p.key}",)}
    return replace(
        edition,
        phrases={**edition.phrases, **phrases},
        missing=(*edition.missing, *(k for k, p in phrases.items() if p.state == "missing")),
        stale=(*edition.stale, *(k for k, p in phrases.items() if p.state == "stale")),
        machine=edition.machine or (not own and catalog is not None and catalog.machine),
        fingerprint=_digest([edition.fingerprint, _spelled(phrases)]),
    )
