"""A project in pseudo-languages: the same handouts and brands, with catalogs made in memory in place of the translators'."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from evenhand.build.plan import Filters, Job, plan
from evenhand.sheet.format import FORMATS
from evenhand.sheet.longest import longest
from evenhand.sheet.shelf import Shelf
from evenhand.translation.catalog import Catalog
from evenhand.translation.language import LONGEST, PSEUDO, find_language
from evenhand.translation.messages import MessageSet
from evenhand.translation.pseudo import made_catalog, pseudo_catalog

FOLDER, STRESS_FOLDER = "pseudo", "stress"
STRESS = (*PSEUDO, LONGEST)


def pseudo_shelf(shelf: Shelf) -> Shelf:
    """The shelf with every message set in each pseudo-language, and no other translation.

    Its leaflets can only be drafts: the catalogs say that a machine made them, and nobody can sign them.
    """
    return made_shelf(shelf, PSEUDO, pseudo_catalog)


def stress_plan(shelf: Shelf, filters: Filters, today: dt.date) -> list[Job]:
    """The leaflets that put every format under stress: pseudo-languages longer by half as much again, in compounds, and the
    longest words and texts of all languages. Without filters, in every format there is.

    A poster speaks the staff's language: it is made for a clinic whose staff speak the pseudo-language.
    """
    say, tongue = longest((tag, catalog) for (tag, _), catalog in sorted(shelf.catalogs.items())), find_language(LONGEST)

    def make(messages: MessageSet, tag: str) -> Catalog:
        if tag == LONGEST:
            return made_catalog(messages, tongue, say, "machine-made, of the longest words")
        return pseudo_catalog(messages, tag, stressed=True)

    made = made_shelf(shelf, STRESS, make)
    formats = filters.formats or tuple(FORMATS)
    leaflets = tuple(name for name in formats if not FORMATS[name].notice)
    tags = filters.languages or STRESS
    jobs = plan(made, replace(filters, formats=leaflets, languages=tags), today) if leaflets else []
    for tag in tags if len(leaflets) < len(formats) else ():
        spoken = {name: brand.model_copy(update={"language": tag}) for name, brand in made.brands.items()}
        own = replace(made, brands=spoken, _editions={}, _standings={})
        jobs += plan(own, replace(filters, formats=tuple(set(formats) - set(leaflets)), languages=(tag,)), today)
    return jobs


def made_shelf(shelf: Shelf, tags: tuple[str, ...], make: Callable[[MessageSet, str], Catalog]) -> Shelf:
    """The shelf with every message set in each of `tags` as `make` makes it, and no other translation."""
    catalogs = {(tag, name): make(messages, tag) for tag in tags for name, messages in shelf.messages.items()}
    # The project's own list of languages would leave these out.
    project = replace(shelf.project, settings=replace(shelf.project.settings, languages=()))
    return replace(shelf, project=project, catalogs=catalogs, languages=tags, _editions={}, _standings={})
