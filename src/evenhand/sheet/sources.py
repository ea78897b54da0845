"""What authors and clinics wrote: handouts and brands with their messages, and the settings' faults; no catalogs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evenhand.content.model import Handout
from evenhand.content.references import reference_faults
from evenhand.content.source import Document, read_model
from evenhand.finding import Finding, Place, Trouble, error
from evenhand.project import Project
from evenhand.sheet.brand import Brand, brand_sets, read_brand
from evenhand.translation.digits import ZEROS
from evenhand.translation.language import tag_faults
from evenhand.translation.messages import MessageSet, handout_messages, read_words


def handout_names(project: Project, only: frozenset[str] | None = None) -> list[str]:
    """The names of the handouts' files, those that cannot be read among them."""
    return sorted(path.stem for path in project.handouts.glob("*.yaml") if only is None or path.stem in only)


def setting_faults(project: Project) -> Iterator[Finding]:
    """Languages and digits of the settings that do not exist."""
    settings = project.settings
    for tag in settings.languages:
        yield from tag_faults(tag, Place(settings.file, key="languages"))
    for tag, system in settings.digits.items():
        place = Place(settings.file, key=f"digits.{tag}")
        yield from tag_faults(tag, place)
        if system not in ZEROS:
            yield error("F005", place, f"unknown digits: {system}", f"known: {', '.join(ZEROS)}")


def read_sources(project: Project) -> tuple[MessageSet, ...]:
    """The message sets alone: interface, handouts, brands; catalogs are not read. Raises Trouble with every fault."""
    faults: list[Finding] = []
    _, messages, _ = read_handouts(project, faults)
    brands, folders = read_brands(project, faults)
    sets = brand_sets(brands, {b: project.name(f) for b, f in folders.items()}, handout_names(project), faults)
    if faults:
        raise Trouble(faults)
    return (read_words(project.templates), *messages.values(), *sets.values())


def read_handouts(
    project: Project, faults: list[Finding], only: frozenset[str] | None = None
) -> tuple[dict[str, Handout], dict[str, MessageSet], dict[str, Document]]:
    """The handouts that can be read, their messages and their files by id; what is wrong is added to `faults`."""
    documents: dict[str, Document] = {}
    handouts: dict[str, Handout] = {}
    messages: dict[str, MessageSet] = {}
    for stem in handout_names(project, only):
        path = project.handouts / f"{stem}.yaml"
        name = project.name(path)
        try:
            handout, document = read_model(path, name, Handout)
        except Trouble as trouble:
            faults += trouble.findings
            continue
        found = reference_faults(handout, document, project.handouts / path.stem)
        found += tag_faults(handout.language, document.place(("language",)))
        faults += found
        if not found:
            handouts[handout.id] = handout
            messages[handout.id] = handout_messages(handout, name)
            documents[handout.id] = document
    return handouts, messages, documents


def read_brands(project: Project, faults: list[Finding]) -> tuple[dict[str, Brand], dict[str, Path]]:
    """The project's brands and their folders by id; what is wrong with them is added to `faults`."""
    brands: dict[str, Brand] = {}
    folders: dict[str, Path] = {}
    # A project's own brands only: the program's two demonstration clinics must not print in a clinic's folder.
    for path in sorted((project.root / "templates" / "brands").glob("*/brand.yaml")):
        try:
            brand = read_brand(path, project.name(path), handout_names(project))
        except Trouble as trouble:
            faults += trouble.findings
            continue
        brands[brand.id], folders[brand.id] = brand, path.parent
    return brands, folders
