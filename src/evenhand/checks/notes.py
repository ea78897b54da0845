"""The own words of brands, as rules about words see them: a clinic's sentence stands on every leaflet and must not sell."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from evenhand.checks.lexicon import Lexicon
from evenhand.checks.slant import Reading
from evenhand.checks.subject import Told
from evenhand.checks.translation import Translated
from evenhand.finding import Place
from evenhand.sheet.shelf import Shelf
from evenhand.translation.messages import BRAND


def brand_told(shelf: Shelf, lexicon: Callable[[str], Lexicon | None], languages: frozenset[str] = frozenset()) -> Iterator[Told]:
    """Every sentence of every brand, in its own language and in each current translation.

    They are judged like headings, as strictly as can be: no evidence stands beside them. `languages`: these translations
    only (all when empty).
    """
    for brand in shelf.brands.values():
        messages = shelf.messages.get(f"{BRAND}{brand.id}")
        for message in messages.messages if messages else ():
            assert messages is not None
            source = Place(messages.file, key=message.key, language=brand.language)
            yield from _told(lexicon(brand.language), message.text.forms, message.key, source)
            for language in (tag for tag in shelf.languages if not languages or tag in languages):
                catalog = shelf.catalogs.get((language, messages.name))
                if catalog is not None and language != brand.language:
                    said = Translated(message, catalog.entries.get(message.key), catalog, language)
                    yield from _told(lexicon(language), said.forms, message.key, said.place)


def _told(lexicon: Lexicon | None, forms: tuple[str, ...], key: str, place: Place) -> Iterator[Told]:
    if lexicon is not None:
        yield from (Told(key, lexicon, form, "heading", False, Reading(lexicon, form), place) for form in forms)
