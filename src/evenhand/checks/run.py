"""Run every rule over a shelf; the one list of all rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evenhand.checks import letters, place, translation
from evenhand.checks.rule import Rule
from evenhand.finding import Finding
from evenhand.sheet.fonts import FontShelf
from evenhand.sheet.shelf import Shelf

ALL_RULES: tuple[Rule[Any], ...] = (*translation.RULES, *place.RULES, *letters.RULES)


def check(shelf: Shelf, fonts: FontShelf) -> list[Finding]:
    """Every finding of the project, in reading order."""
    found = [*_translations(shelf), *_places(shelf), *_letters(shelf, fonts)]
    return sorted(found, key=lambda f: f.sort_key)


def blocking(findings: list[Finding]) -> list[Finding]:
    """The findings that stop a build before it writes anything."""
    codes = {r.code for r in ALL_RULES if r.blocks}
    return [f for f in findings if f.code in codes]


def _translations(shelf: Shelf) -> Iterator[Finding]:
    for (language, name), catalog in shelf.catalogs.items():
        entries = catalog.entries
        for message in shelf.messages[name].messages:
            subject = translation.Translated(message, entries.get(message.key), catalog, language)
            for rule in translation.RULES:
                yield from rule.check(subject)


def _places(shelf: Shelf) -> Iterator[Finding]:
    for handout in shelf.handouts.values():
        for brand in shelf.brands.values():
            subject = place.Issue(handout, brand, shelf.messages[handout.id].file)
            for rule in place.RULES:
                yield from rule.check(subject)


def _letters(shelf: Shelf, fonts: FontShelf) -> Iterator[Finding]:
    places = {(h.language, name): shelf.messages[name].file for name, h in shelf.handouts.items()}
    places |= {(language, name): c.name for (language, name), c in shelf.catalogs.items() if name in shelf.handouts}
    for (language, name), file in places.items():
        for rule in letters.RULES:
            yield from rule.check(letters.Lettering(shelf.edition(name, language), file, fonts))
