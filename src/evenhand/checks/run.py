"""Run every rule over a shelf; the one list of all rules, and the exceptions that handouts ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from evenhand.checks import (
    balance,
    content,
    echo,
    evidence,
    letters,
    meaning,
    orthography,
    page,
    place,
    signing,
    translation,
    verdict,
    wording,
)
from evenhand.checks.judge import WORD_RULES, Judge, every
from evenhand.checks.kept import Kept, Unkept
from evenhand.checks.lexicon import read_lexicon
from evenhand.checks.rule import Rule
from evenhand.checks.subject import Written
from evenhand.checks.waiver import waived
from evenhand.content.source import Document
from evenhand.finding import Finding, Severity
from evenhand.project import Project
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.shelf import Shelf, gather
from evenhand.translation.language import find_language
from evenhand.translation.messages import INTERFACE

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
    shelf: Shelf,
    fonts: FontShelf,
    today: dt.date,
    *,
    interface: bool = True,
    languages: frozenset[str] = frozenset(),
    kept: Kept | None = None,
) -> list[Finding]:
    """Every finding of the project, in reading order; what a handout's `allow` excuses is left as a note with its reason.

    `interface`: look at the interface's catalogs too. `languages`: judge the words of these translations only (all when
    empty); what stops a build is looked for in every one. `kept`: what earlier checks found in texts that are the same;
    whoever gives it writes it.
    """
    judge = Judge(shelf, languages, kept or Unkept())
    # The interface and the brands' own words: what no handout has for itself.
    shared = [name for name in shelf.messages if name not in shelf.handouts] if interface else []
    found = [f for name in shared for f in judge.catalogs(name)]
    found += [*signing.signing_findings(shelf), *judge.brands()] if interface else []
    for handout in shelf.handouts:
        rules = {rule.code: rule for rule in ALL_RULES}
        document = shelf.documents[handout]
        seen = chain(_written(shelf, handout, today), judge.words(handout), judge.catalogs(handout))
        found += waived(seen, shelf.handouts[handout].allow, rules, document, today)
    found += [*judge.unlisted(), *_letters(shelf, fonts), *_meanings(shelf)]
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


def _written(shelf: Shelf, name: str, today: dt.date) -> Iterator[Finding]:
    """What is found in a handout as written, and in what brands make of it."""
    handout, document, messages = shelf.handouts[name], shelf.documents[name], shelf.messages[name]
    written = Written(handout, document, today, not shelf.standing(name, handout.language).open)
    yield from every((*content.RULES, *evidence.RULES), written)
    for brand in shelf.brands.values():
        yield from (_at_its_line(f, document) for f in every(place.RULES, place.Issue(handout, brand, messages.file)))


def _at_its_line(finding: Finding, document: Document) -> Finding:
    """A finding about a handout that names only a key, shown at the key's line."""
    spot = finding.place
    if spot.file != document.name or spot.line or not spot.key:
        return finding
    return replace(finding, place=replace(document.place(spot.key.split(".")), key=spot.key))


def unlisted_languages(shelf: Shelf) -> frozenset[str]:
    """Languages of the project whose words are not checked."""
    sources = {h.language for h in shelf.handouts.values()}
    return frozenset(tag for tag in {*shelf.languages, *sources} if read_lexicon(shelf.project.templates, tag) is None)


def _meanings(shelf: Shelf) -> Iterator[Finding]:
    """Of the records of same meaning, those of this shelf's handouts and those of none: another process has the rest."""
    for record in meaning.as_records(shelf.meanings, shelf.message_sets(), shelf.project.templates):
        if record.meaning.handout in shelf.messages or record.meaning.handout not in _all(shelf.project):
            yield from every(meaning.RULES, record)


def _letters(shelf: Shelf, fonts: FontShelf) -> Iterator[Finding]:
    places = {(h.language, name): shelf.messages[name].file for name, h in shelf.handouts.items()}
    places |= {(language, name): c.name for (language, name), c in shelf.catalogs.items() if name in shelf.handouts}
    for (language, name), file in places.items():
        if fonts.lacking_in(_characters(shelf, language, name), find_language(language).script):
            yield from every(letters.RULES, letters.Lettering(shelf.edition(name, language), file, fonts))


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
