"""The whole project, read once: handouts, catalogs, brands and words as plain data, or every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evenhand.content.model import Handout
from evenhand.content.references import reference_faults
from evenhand.content.source import Document, read_model
from evenhand.finding import Finding, Place, Trouble, error, usage_trouble
from evenhand.project import Project
from evenhand.sheet.brand import Brand, read_brand
from evenhand.translation.catalog import Catalog, read_catalog
from evenhand.translation.digits import ZEROS
from evenhand.translation.edition import Edition, make_edition
from evenhand.translation.language import tag_faults
from evenhand.translation.meaning import FILE as MEANINGS
from evenhand.translation.meaning import Meanings, read_meanings
from evenhand.translation.messages import INTERFACE, MessageSet, handout_messages, read_words
from evenhand.translation.round import language_folders


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything people wrote. `catalogs` are keyed by (language, name); `messages` by name, the interface among them.

    `documents` are the handouts' files, for the line at which a finding stands. `meanings` are the changes of source texts
    that somebody says left their meaning; whether they hold is for a rule to see.
    """

    project: Project
    handouts: dict[str, Handout]
    brands: dict[str, Brand]
    brand_folders: dict[str, Path]
    messages: dict[str, MessageSet]
    catalogs: dict[tuple[str, str], Catalog]
    languages: tuple[str, ...]
    documents: dict[str, Document] = field(default_factory=dict, compare=False)
    meanings: Meanings = field(default_factory=Meanings, compare=False)
    _editions: dict[tuple[str, str], Edition] = field(default_factory=dict, compare=False)

    def edition(self, handout: str, language: str) -> Edition:
        """One handout in one language; each is made once."""
        key = (handout, language)
        if key not in self._editions:
            own, words = self.catalogs.get((language, handout)), self.catalogs.get((language, INTERFACE))
            self._editions[key] = make_edition(
                self.handouts[handout], self.messages[handout], self.messages[INTERFACE], (own, words), language
            )
        return self._editions[key]

    def message_sets(self) -> tuple[MessageSet, ...]:
        return tuple(self.messages.values())


def read_shelf(project: Project) -> Shelf:
    """Read the project. Raises Trouble with every fault of every file."""
    shelf, faults = gather(project)
    if faults:
        raise Trouble(faults)
    return shelf


def gather(project: Project, only: frozenset[str] | None = None) -> tuple[Shelf, list[Finding]]:
    """All of the project that can be read, and every fault of the rest; `only` some handouts, by the names of their files.

    Why both: a fault in one file must not hide what a rule sees in another.
    """
    faults = list(_settings(project))
    words = read_words(project.templates)
    handouts, messages, documents = _handouts(project, faults, only)
    brands, folders = read_brands(project, faults)
    languages, unknown = language_folders(project)
    faults += unknown
    catalogs = _catalogs(project, languages, (INTERFACE, *_names(project, only)), faults)
    meanings = _meanings(project, faults)
    if not handouts and not faults:
        raise usage_trouble("there is no handout in handouts/", "write one, or run evenhand init in an empty folder")
    shelf = Shelf(project, handouts, brands, folders, {INTERFACE: words, **messages}, catalogs, languages, documents, meanings)
    return shelf, faults


def _names(project: Project, only: frozenset[str] | None = None) -> list[str]:
    """The names of the handouts' files, those that cannot be read among them."""
    return sorted(path.stem for path in project.handouts.glob("*.yaml") if only is None or path.stem in only)


def _settings(project: Project) -> Iterator[Finding]:
    settings = project.settings
    for tag in settings.languages:
        yield from tag_faults(tag, Place(settings.file, key="languages"))
    for tag, system in settings.digits.items():
        place = Place(settings.file, key=f"digits.{tag}")
        yield from tag_faults(tag, place)
        if system not in ZEROS:
            yield error("F005", place, f"unknown digits: {system}", f"known: {', '.join(ZEROS)}")


def read_sources(project: Project) -> tuple[MessageSet, ...]:
    """The message sets alone, interface first; catalogs are not read. Raises Trouble with every fault."""
    faults: list[Finding] = []
    _, messages, _ = _handouts(project, faults)
    if faults:
        raise Trouble(faults)
    return (read_words(project.templates), *messages.values())


def _handouts(
    project: Project, faults: list[Finding], only: frozenset[str] | None = None
) -> tuple[dict[str, Handout], dict[str, MessageSet], dict[str, Document]]:
    documents: dict[str, Document] = {}
    handouts: dict[str, Handout] = {}
    messages: dict[str, MessageSet] = {}
    for stem in _names(project, only):
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
            brand = read_brand(path, project.name(path), _names(project))
        except Trouble as trouble:
            faults += trouble.findings
            continue
        brands[brand.id], folders[brand.id] = brand, path.parent
    return brands, folders


def _catalogs(project: Project, languages: Iterable[str], names: Iterable[str], faults: list[Finding]) -> dict[tuple[str, str], Catalog]:
    catalogs: dict[tuple[str, str], Catalog] = {}
    for language in languages:
        for name in names:
            path = _catalog_path(project, language, name)
            if path is None:
                continue
            try:
                catalogs[language, name] = read_catalog(path, project.name(path))
            except Trouble as trouble:
                faults += trouble.findings
    return catalogs


def _meanings(project: Project, faults: list[Finding]) -> Meanings:
    path = project.translations / MEANINGS
    try:
        return read_meanings(path, project.name(path))
    except Trouble as trouble:
        faults += trouble.findings
        return Meanings()


def _catalog_path(project: Project, language: str, name: str) -> Path | None:
    """The project's own catalog; for the interface, that of the program stands in when the project has none."""
    folders = project.word_catalogs if name == INTERFACE else (project.translations,)
    candidates = [folder / tag / f"{name}.po" for folder in folders for tag in (language, language.replace("-", "_"))]
    return next((path for path in candidates if path.is_file()), None)
