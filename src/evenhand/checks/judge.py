"""Words judged: those of handouts, of brands and of the interface, each language by its own lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from evenhand.checks import balance, echo, orthography, phrases, tone, translation, wording
from evenhand.checks.kept import Kept
from evenhand.checks.lexicon import Lexicon, listed, read_lexicon
from evenhand.checks.notes import brand_told
from evenhand.checks.pair import Pair, Source, read_source
from evenhand.checks.rule import Rule
from evenhand.checks.subject import Spoken, Told
from evenhand.checks.usage import Usages
from evenhand.finding import Finding
from evenhand.sheet.shelf import Shelf
from evenhand.translation.catalog import Catalog
from evenhand.translation.messages import BRAND

S = TypeVar("S")
WORD_RULES = {**phrases.RULES, **tone.RULES}
PAIR_RULES = (*wording.RULES, *orthography.RULES)
_GRAVE_PAIRS = tuple(r for r in PAIR_RULES if r.blocks)


def every(rules: Iterable[Rule[S]], subject: S) -> Iterator[Finding]:
    """What all of these rules find in a subject."""
    for rule in rules:
        for seen in rule.see(subject):
            yield rule.finding(seen)


class Judge:
    """Judges the words of a shelf; what was found in a text that is the same is not looked for again.

    `languages`: the words of these translations only, all when empty. What stops a build is looked for in every one.
    """

    def __init__(self, shelf: Shelf, languages: frozenset[str], kept: Kept) -> None:
        self._shelf, self._languages, self._kept = shelf, languages, kept
        self._usages = Usages(shelf.project.templates, shelf.glossed)
        self._lexicons: dict[str, Lexicon | None] = {}
        self._sources: dict[str, list[Source]] = {}
        self._written: dict[str, Spoken] = {}
        self._asked = dict[str, None]()
        self._glossary = shelf.glossed.document.digest if shelf.glossed else ""

    def brands(self) -> list[Finding]:
        """What is found in the brands' own words."""
        shelf, names = self._shelf, [name for name in self._shelf.messages if name.startswith(BRAND)]
        catalogs = {key: catalog.digest for key, catalog in shelf.catalogs.items() if key[1] in names}
        told = [shelf.home(name) for name in names] + [language for language, _ in catalogs if self._wanted(language)]
        self._asked |= dict.fromkeys(told)
        state = [str(shelf.messages[name]) for name in names], [str(row) for row in catalogs.items()], sorted(self._languages)
        return self._kept.findings(
            "brands", state, lambda: (f for told in brand_told(shelf, self._lexicon, self._languages) for f in _judged(told))
        )

    def words(self, name: str) -> Iterator[Finding]:
        """What is found in the words of a handout, in its own language and in each translation."""
        shelf = self._shelf
        document, home = shelf.documents[name], shelf.handouts[name].language
        self._asked[home] = None
        yield from self._kept.findings(f"{name} as written", (document.digest,), lambda: _words(self._source(name)))
        for language in filter(self._wanted, shelf.languages):
            catalog = shelf.catalogs.get((language, name))
            if catalog is not None:
                self._asked[language] = None
                state = document.digest, catalog.digest
                yield from self._kept.findings(f"{name} in {language}", state, partial(self._said, name, language, catalog))

    def catalogs(self, name: str) -> Iterator[Finding]:
        """What is found in the translations of a message set, entry by entry."""
        catalogs = [(language, catalog) for (language, named), catalog in self._shelf.catalogs.items() if named == name]
        messages = str(self._shelf.messages[name]) if catalogs else ""
        for language, catalog in catalogs:
            # In languages that nobody asked for, only what stops a build is looked for.
            rules = PAIR_RULES if self._wanted(language) else _GRAVE_PAIRS
            about = f"catalog {name} {language} {len(rules)}"
            state = messages, catalog.digest, self._glossary
            yield from self._kept.findings(about, state, partial(self._pairs, name, language, catalog, rules))

    def unlisted(self) -> Iterator[Finding]:
        """Languages that were to be judged and have no word lists."""
        for language in self._asked:
            if not listed(self._shelf.project.templates, language):
                yield from balance.unlisted.check(language)

    def _wanted(self, language: str) -> bool:
        return not self._languages or language in self._languages

    def _said(self, name: str, language: str, catalog: Catalog) -> Iterator[Finding]:
        source, spoken = self._source(name), self._spoken(name, language, catalog)
        yield from _words(spoken)
        if source.lexicon and spoken.lexicon:
            yield from every(echo.RULES, echo.Echo(source, spoken))

    def _source(self, name: str) -> Spoken:
        """A handout as it is written, read once for all its translations."""
        if name not in self._written:
            self._written = {name: self._spoken(name, self._shelf.handouts[name].language, None)}
        return self._written[name]

    def _spoken(self, name: str, language: str, catalog: Catalog | None) -> Spoken:
        shelf = self._shelf
        return Spoken(shelf.handouts[name], shelf.messages[name], language, self._lexicon(language), shelf.documents[name], catalog)

    def _pairs(self, name: str, language: str, catalog: Catalog, rules: tuple[Rule[Any], ...]) -> Iterator[Finding]:
        messages = self._shelf.messages[name]
        if name not in self._sources:
            self._sources = {name: [read_source(message, self._usages.of(messages.language)) for message in messages.messages]}
        usage = self._usages.of(language) if rules else None
        for source in self._sources[name]:
            subject = translation.Translated(source.message, catalog.entries.get(source.message.key), catalog, language)
            yield from every(translation.RULES, subject)
            if usage is not None and subject.current:
                yield from every(rules, Pair(subject, source, usage))

    def _lexicon(self, language: str) -> Lexicon | None:
        if language not in self._lexicons:
            self._lexicons[language] = read_lexicon(self._shelf.project.templates, language)
        return self._lexicons[language]


def _words(spoken: Spoken) -> Iterator[Finding]:
    yield from every(balance.RULES, spoken)
    for told in spoken.told():
        yield from _judged(told)


def _judged(told: Told) -> Iterator[Finding]:
    yield from balance.how_often.check(told)
    for group in dict.fromkeys(slant.group for slant in told.slants()):
        yield from WORD_RULES[group].check(told)
