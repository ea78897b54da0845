"""A project in pseudo-languages: the same handouts and brands, with catalogs made in memory in place of the translators'."""

from __future__ import annotations

from dataclasses import replace

from evenhand.sheet.shelf import Shelf
from evenhand.translation.language import PSEUDO
from evenhand.translation.pseudo import pseudo_catalog

FOLDER = "pseudo"


def pseudo_shelf(shelf: Shelf) -> Shelf:
    """The shelf with every message set in each pseudo-language, and no other translation.

    Its leaflets can only be drafts: the catalogs say that a machine made them, and nobody can sign them.
    """
    catalogs = {(tag, name): pseudo_catalog(messages, tag) for tag in PSEUDO for name, messages in shelf.messages.items()}
    # The project's own list of languages would leave these out.
    project = replace(shelf.project, settings=replace(shelf.project.settings, languages=()))
    return replace(shelf, project=project, catalogs=catalogs, languages=PSEUDO, _editions={}, _standings={})
