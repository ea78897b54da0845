"""Run every rule over a shelf; the one list of all rules, and the exceptions that handouts ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from evenhand.checks import (
    balance,
    content,
    echo,
    evidence,
    letters,
    meaning,
    orthography,
    page,
    phrases,
    place,
    signing,
    tone,
    translation,
    verdict,
    wording,
)
from evenhand.checks.lexicon import Lexicon, read_lexicon
from evenhand.checks.notes import brand_told
from evenhand.checks.pair import Pair, read_source
from evenhand.checks.rule import Rule
from evenhand.checks.subject import Spoken, Told, Written
from evenhand.checks.usage import Usages
from evenhand.checks.waiver import waived
from evenhand.content.source import Document
from evenhand.finding import Finding, Severity
from evenhand.project import Project
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.shelf import Shelf, gather
from evenhand.translation.language import script_for
from evenhand.translation.messages import INTERFACE

S = TypeVar("S")
WORD_RULES = {**phrases.RULES, **tone.RULES}
ALL_RULES: tuple[Rule[Any], ...] = (
    *content.RULES,
    *evidence.RULES,
    *balance.RULES,
    balance.how_often,
    balance.unlisted,
    *WORD_RULES.values(),
    *translation.RULES,
    *signing.RULES,
    *wording.RULES,
    *orthography.RULES,
    *echo.RULES,
    *meaning.RULES,
    *place.RULES,
    *letters.RULES,
    *page.RULES,
    *verdict.RULES,
)
# The rules that a leaflet must pass; those of the verdict are for articles that evenhand did not make.
LEAFLET_RULES = tuple(r for r in ALL_RULES if r not in verdict.RULES)


def check(
    shelf: Shelf, fonts: FontShelf, today: dt.date, *, interface: bool = True, languages: frozenset[str] = frozenset()
) -> list[Finding]:
    """Every finding of the project, in reading order; what a handout's `allow` excuses is left as a note with its reason.

    `interface`: look at the interface's catalogs too. `languages`: judge the words of these translations only (all when
    empty); what stops a build is looked for in every one.
    """
    usages = Usages(shelf.project.templates, shelf.glossed)
    # The interface and the brands' own words: what no handout has for itself.
    shared = [name for name in shelf.messages if name not in shelf.handouts] if interface else []
    found = [f for name in shared for f in _catalogs(shelf, name, usages, languages)]
    found += signing.signing_findings(shelf) if interface else []
    lexicons: dict[str, Lexicon | None] = {}
    if interface:
        for told in brand_told(shelf, lambda tag: _lexicon(shelf, tag, lexicons), languages):
            found += _judged(told)
    for handout in shelf.handouts:
        rules = {rule.code: rule for rule in ALL_RULES}
        document = shelf.documents[handout]
        seen = chain(_handout(shelf, handout, lexicons, today, languages), _catalogs(shelf, handout, usages, languages))
        found += waived(seen, shelf.handouts[handout].allow, rules, document, today)
    found += [*_unlisted(lexicons), *_letters(shelf, fonts), *_meanings(shelf)]
    # What is wrong with a brand is found again for each handout, and told once.
    return sorted(dict.fromkeys(found), key=lambda f: f.sort_key)


def blocking(findings: list[Finding]) -> list[Finding]:
    """The findings that stop a build before it writes anything."""
    codes = {r.code for r in ALL_RULES if r.blocks}
    return [f for f in findings if f.code in codes]


def grave(shelf: Shelf, faults: list[Finding], fonts: FontShelf, today: dt.date) -> list[Finding]:
    """What must be mended first when files cannot be read: their faults, and what blocks a build in the rest of the shelf.

    The other findings wait: some would only follow from the file that is missing.
    """
    return sorted([*faults, *blocking(check(shelf, fonts, today))], key=lambda f: f.sort_key)


def faulty(shelf: Shelf, findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """The (handout or brand's words, language) pairs in whose words or data an error was found; language "" where the
    source is at fault."""
    own = [name for name in shelf.messages if name != INTERFACE]
    files = {shelf.messages[name].file: (name, "") for name in own}
    files |= {c.name: (name, language) for (language, name), c in shelf.catalogs.items() if name in own}
    return {files[f.place.file] for f in findings if f.severity is Severity.ERROR and f.place.file in files}


def _handout(shelf: Shelf, name: str, lexicons: dict[str, Lexicon | None], today: dt.date, languages: frozenset[str]) -> Iterator[Finding]:
    handout, document, messages = shelf.handouts[name], shelf.documents[name], shelf.messages[name]
    written = Written(handout, document, today, not shelf.standing(name, handout.language).open)
    yield from _every((*content.RULES, *evidence.RULES), written)
    for brand in shelf.brands.values():
        yield from (_at_its_line(f, document) for f in _every(place.RULES, place.Issue(handout, brand, messages.file)))
    source = Spoken(handout, messages, handout.language, _lexicon(shelf, handout.language, lexicons), document, None)
    yield from _words(source)
    for language in shelf.languages:
        catalog = shelf.catalogs.get((language, name))
        if catalog is None or (languages and language not in languages):
            continue
        spoken = Spoken(handout, messages, language, _lexicon(shelf, language, lexicons), document, catalog)
        yield from _words(spoken)
        if source.lexicon and spoken.lexicon:
            yield from _every(echo.RULES, echo.Echo(source, spoken))


def _at_its_line(finding: Finding, document: Document) -> Finding:
    """A finding about a handout that names only a key, shown at the key's line."""
    spot = finding.place
    if spot.file != document.name or spot.line or not spot.key:
        return finding
    return replace(finding, place=replace(document.place(spot.key.split(".")), key=spot.key))


def _every(rules: Iterable[Rule[S]], subject: S) -> Iterator[Finding]:
    for rule in rules:
        for seen in rule.see(subject):
            yield rule.finding(seen)


def _words(spoken: Spoken) -> Iterator[Finding]:
    yield from _every(balance.RULES, spoken)
    for told in spoken.told():
        yield from _judged(told)


def _judged(told: Told) -> Iterator[Finding]:
    yield from balance.how_often.check(told)
    for group in dict.fromkeys(slant.group for slant in told.slants()):
        yield from WORD_RULES[group].check(told)


def _lexicon(shelf: Shelf, language: str, known: dict[str, Lexicon | None]) -> Lexicon | None:
    if language not in known:
        known[language] = read_lexicon(shelf.project.templates, language)
    return known[language]


def unlisted_languages(shelf: Shelf) -> frozenset[str]:
    """Languages of the project whose words are not checked."""
    sources = {h.language for h in shelf.handouts.values()}
    return frozenset(tag for tag in {*shelf.languages, *sources} if read_lexicon(shelf.project.templates, tag) is None)


def _unlisted(lexicons: dict[str, Lexicon | None]) -> Iterator[Finding]:
    for language, lexicon in lexicons.items():
        if lexicon is None:
            yield from balance.unlisted.check(language)


PAIR_RULES = (*wording.RULES, *orthography.RULES)
_GRAVE_PAIRS = tuple(r for r in PAIR_RULES if r.blocks)


def _catalogs(shelf: Shelf, name: str, usages: Usages, languages: frozenset[str]) -> Iterator[Finding]:
    if not any(catalog_name == name for _, catalog_name in shelf.catalogs):
        return
    messages = shelf.messages[name]
    sources = [read_source(message, usages.of(messages.language)) for message in messages.messages]
    for (language, catalog_name), catalog in shelf.catalogs.items():
        if catalog_name != name:
            continue
        entries = catalog.entries
        # In languages that nobody asked for, only what stops a build is looked for.
        rules = PAIR_RULES if not languages or language in languages else _GRAVE_PAIRS
        usage = usages.of(language) if rules else None
        for source in sources:
            subject = translation.Translated(source.message, entries.get(source.message.key), catalog, language)
            yield from _every(translation.RULES, subject)
            if usage is not None and subject.current:
                yield from _every(rules, Pair(subject, source, usage))


def _meanings(shelf: Shelf) -> Iterator[Finding]:
    """Of the records of same meaning, those of this shelf's handouts and those of none: another process has the rest."""
    for record in meaning.as_records(shelf.meanings, shelf.message_sets(), shelf.project.templates):
        if record.meaning.handout in shelf.messages or record.meaning.handout not in _all(shelf.project):
            yield from _every(meaning.RULES, record)


def _letters(shelf: Shelf, fonts: FontShelf) -> Iterator[Finding]:
    places = {(h.language, name): shelf.messages[name].file for name, h in shelf.handouts.items()}
    places |= {(language, name): c.name for (language, name), c in shelf.catalogs.items() if name in shelf.handouts}
    for (language, name), file in places.items():
        if fonts.lacking_in(_characters(shelf, language, name), script_for(language)):
            yield from _every(letters.RULES, letters.Lettering(shelf.edition(name, language), file, fonts))


def _characters(shelf: Shelf, language: str, name: str) -> set[str]:
    """Every character that an edition can have; a first look that spares making the edition."""
    catalog = shelf.catalogs.get((language, name))
    texts = (form for m in shelf.messages[name].messages for form in m.text.forms)
    return set("".join((form for e in catalog.entries.values() for form in e.msgstr) if catalog else texts))


def check_part(project: Project, names: frozenset[str], fonts: tuple[Path, ...], today: dt.date) -> tuple[list[Finding], bool]:
    """The findings of some of a project's handouts, for a process of its own; and whether its files could be read.

    The interface's catalogs are looked at with the part that holds the first handout.
    """
    shelf, faults = gather(project, names)
    return (faults, False) if faults else (check(shelf, FontShelf(fonts), today, interface=min(_all(project)) in names), True)


def _all(project: Project) -> list[str]:
    return [path.stem for path in project.handouts.glob("*.yaml")]
