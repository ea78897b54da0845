"""A project in pseudo-languages: the same handouts and brands, with catalogs made in memory in place of the translators'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from evenhand.sheet.shelf import Shelf
from evenhand.translation.catalog import Catalog
from evenhand.translation.language import PSEUDO
from evenhand.translation.messages import MessageSet
from evenhand.translation.pseudo import pseudo_catalog

FOLDER = "pseudo"


def pseudo_shelf(shelf: Shelf) -> Shelf:
    """The shelf with every message set in each pseudo-language, and no other translation.

    Its leaflets can only be drafts: the catalogs say that a machine made them, and nobody can sign them.
    """
    return made_shelf(shelf, PSEUDO, pseudo_catalog)


def made_shelf(shelf: Shelf, tags: tuple[str, ...], make: Callable[[MessageSet, str], Catalog]) -> Shelf:
    """The shelf with every message set in each of `tags` as `make` makes it, and no other translation."""
    catalogs = {(tag, name): make(messages, tag) for tag in tags for name, messages in shelf.messages.items()}
    # The project's own list of languages would leave these out.
    project = replace(shelf.project, settings=replace(shelf.project.settings, languages=()))
    return replace(shelf, project=project, catalogs=catalogs, languages=tags, _editions={}, _standings={})
