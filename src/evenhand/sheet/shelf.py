"""The whole project, read once: handouts, catalogs, brands and words as plain data, or every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from evenhand.content.model import Handout
from evenhand.content.source import Document
from evenhand.content.text import Text
from evenhand.finding import Finding, Trouble, usage_trouble
from evenhand.project import Project
from evenhand.sheet.brand import Brand, brand_sets
from evenhand.sheet.sources import handout_names, read_brands, read_handouts, setting_faults
from evenhand.translation.catalog import Catalog, read_catalog
from evenhand.translation.edition import Edition, issued, make_edition
from evenhand.translation.glossary import Glossed, read_glossary
from evenhand.translation.meaning import FILE as MEANINGS
from evenhand.translation.meaning import Meanings, earlier, read_meanings
from evenhand.translation.messages import BRAND, INTERFACE, INTERFACE_LANGUAGE, MessageSet, read_words
from evenhand.translation.round import catalog_path, language_folders
from evenhand.translation.signoff import FILE as SIGNOFFS
from evenhand.translation.signoff import SignOffs, read_signoffs, word_hash
from evenhand.translation.ssh import proven
from evenhand.translation.standing import Approved, Signable, Standing, counting, final_code, source_units, standing, translation_units


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything people wrote. `catalogs` are keyed by (language, name); `messages` by name, those of the interface and of
    brands (`brand-<id>`) among them.

    `documents` are the handouts' files, for the line at which a finding stands. `signoffs` are the records by language;
    `trusted` the seals of those whose SSH signature was proven. `meanings` are the changes of source texts that somebody
    says left their meaning; a rule that stops a build sees whether they hold.
    """

    project: Project
    handouts: dict[str, Handout]
    brands: dict[str, Brand]
    brand_folders: dict[str, Path]
    messages: dict[str, MessageSet]
    catalogs: dict[tuple[str, str], Catalog]
    languages: tuple[str, ...]
    documents: dict[str, Document] = field(default_factory=dict, compare=False)
    signoffs: dict[str, SignOffs] = field(default_factory=dict)
    trusted: frozenset[str] = frozenset()
    glossed: Glossed | None = None
    meanings: Meanings = field(default_factory=Meanings)
    _standings: dict[tuple[str, str], Standing] = field(default_factory=dict, compare=False)
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

    def issued(self, brand: str, handout: str, language: str) -> Edition:
        """The edition as a brand issues it: with the brand's own words, where it has any."""
        edition, name = self.edition(handout, language), f"{BRAND}{brand}"
        if name not in self.messages:
            return edition
        return issued(edition, self.messages[name], self.catalogs.get((language, name)), self.brands[brand].language)

    def approved(self, handout: str, language: str, brand: str = "") -> Approved:
        """Whether the words of an edition are signed as the policy asks: the handout's and the interface's, and their sources;
        for a brand that has words of its own, those too."""
        edition = self.issued(brand, handout, language) if brand else self.edition(handout, language)
        names = [name for name in (handout, INTERFACE, f"{BRAND}{brand}") if name in self.messages]
        source = tuple(self.standing(name, self.home(name)) for name in names)
        own = tuple(self.standing(name, language) for name in names)
        approved = Approved(source, own)
        return replace(approved, code=final_code(edition.fingerprint, (*source, *own))) if approved.stands else approved

    def is_source(self, name: str, language: str) -> bool:
        """True where a message set is written in this language: nothing is translated."""
        return language == self.home(name)

    def home(self, name: str) -> str:
        """The language that a message set is written in."""
        if name in self.handouts:
            return self.handouts[name].language
        return INTERFACE_LANGUAGE if name == INTERFACE else self.brands[name.removeprefix(BRAND)].language

    def units(self, name: str, language: str) -> tuple[Signable, ...]:
        """What is signed of a message set in a language."""
        messages = self.messages[name]
        if self.is_source(name, language):
            return source_units(messages, self.handouts.get(name), self._older)
        return translation_units(messages, self.catalogs.get((language, name)), self._older)

    def _older(self, name: str, key: str, text: Text) -> Iterator[str]:
        """The hashes of earlier texts of a message that mean the same as the present one."""
        for old in earlier(self.meanings.records, name, key, text.forms):
            yield word_hash(key, old)

    def standing(self, name: str, language: str) -> Standing:
        """Who has signed a message set in a language, and what is still open; found once."""
        key = (name, language)
        if key not in self._standings:
            policy, source = self.project.settings.policy, self.is_source(name, language)
            mine = (r for r in self.signoffs.get(language, SignOffs()).records if r.handout == name)
            records = counting(mine, policy, source, self.trusted)
            wanted, safety = (policy.source, ()) if source else (policy.translation, policy.safety)
            self._standings[key] = standing(self.units(name, language), records, wanted, safety)
        return self._standings[key]

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
    faults = list(setting_faults(project))
    words = read_words(project.templates)
    handouts, messages, documents = read_handouts(project, faults, only)
    brands, folders = read_brands(project, faults)
    languages, unknown = language_folders(project)
    faults += unknown
    sets = brand_sets(brands, {b: project.name(f) for b, f in folders.items()}, handout_names(project), faults)
    catalogs = _catalogs(project, languages, (INTERFACE, *handout_names(project, only), *sets), faults)
    homes = {INTERFACE_LANGUAGE, *(h.language for h in handouts.values()), *(b.language for b in brands.values())}
    catalogs |= _catalogs(project, sorted(homes - {*languages, INTERFACE_LANGUAGE}), (INTERFACE,), faults)
    signoffs, trusted = _signoffs(project, sorted(homes | {*languages}), faults)
    glossed, meanings = _glossed(project, faults), _meanings(project, faults)
    if not handouts and not faults:
        raise usage_trouble("there is no handout in handouts/", "write one, or run evenhand init in an empty folder")
    sets = {INTERFACE: words, **messages, **sets}
    shelf = Shelf(project, handouts, brands, folders, sets, catalogs, languages, documents, signoffs, trusted, glossed, meanings)
    return shelf, faults


def _glossed(project: Project, faults: list[Finding]) -> Glossed | None:
    try:
        return read_glossary(project)
    except Trouble as trouble:
        faults += trouble.findings
        return None


def _catalogs(project: Project, languages: Iterable[str], names: Iterable[str], faults: list[Finding]) -> dict[tuple[str, str], Catalog]:
    catalogs: dict[tuple[str, str], Catalog] = {}
    for language in languages:
        for name in names:
            path = catalog_path(project, language, name)
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


def _signoffs(project: Project, languages: Iterable[str], faults: list[Finding]) -> tuple[dict[str, SignOffs], frozenset[str]]:
    """The records of each language that has some, and the seals whose SSH signature holds; unreadable files are faults."""
    found: dict[str, SignOffs] = {}
    trusted: frozenset[str] = frozenset()
    for language in languages:
        path = project.translations / language / SIGNOFFS
        try:
            if path.is_file():
                read = read_signoffs(path, project.name(path), language, project.root)
                found[language], seals = proven(read, project.root / project.settings.policy.signers)
                trusted |= seals
        except Trouble as trouble:
            if trouble.usage:
                raise
            faults += trouble.findings
    return found, trusted
