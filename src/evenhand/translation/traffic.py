"""Exchange over a whole project: which catalogs go out, and which ones a file that came back belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evenhand.finding import Finding, Place, Trouble, error, usage_trouble
from evenhand.project import Project
from evenhand.translation.catalog import Catalog, read_catalog
from evenhand.translation.exchange import Part, export_part
from evenhand.translation.formats import address, read_exchange
from evenhand.translation.intake import Intake, take_in
from evenhand.translation.language import find_language
from evenhand.translation.messages import MessageSet
from evenhand.translation.round import catalog_path, project_languages
from evenhand.translation.tmx import Pair, offers


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file does to one catalog, and where that is written."""

    path: Path
    intake: Intake


def outgoing(project: Project, sets: tuple[MessageSet, ...], name: str | None, tag: str) -> list[tuple[str, Part]]:
    """The units of one catalog, or of all that a language has in the project, by name. Raises Trouble with every fault."""
    language, names = find_language(tag), [s.name for s in sets]
    if name is not None and name not in names:
        raise usage_trouble(f"unknown handout: {name}", f"known: {', '.join(names)}")
    parts: list[tuple[str, Part]] = []
    faults: list[Finding] = []
    for messages in sets:
        path = catalog_path(project, language.tag, messages.name)
        # The program's own interface catalog goes out only when it is asked for.
        if path is None or messages.name != (name or messages.name) or (name is None and not path.is_relative_to(project.translations)):
            continue
        try:
            parts.append((messages.name, export_part(_catalog(project, language.tag, messages.name)[1], messages, language)))
        except Trouble as trouble:
            faults += trouble.findings
    if faults:
        raise Trouble(faults)
    if not parts:
        mend = f"evenhand translate add {tag} starts a language, evenhand translate update the catalogs that are missing"
        raise usage_trouble(f"no catalog of {name or 'any handout'} in {tag}", mend)
    return parts


def incoming(project: Project, sets: tuple[MessageSet, ...], file: Path, *, translated: bool = False) -> list[Incoming]:
    """What a file would do to the catalogs it belongs to; nothing is written. Raises Trouble when it cannot be read or placed."""
    received = read_exchange(file, project.name(file))
    languages = project_languages(project)
    if not received.parts:
        return list(_offered(project, sets, received.memory, (project.name(file), translated)))
    by_name = {s.name: s for s in sets}
    found: dict[Path, Incoming] = {}
    faults: list[Finding] = []
    for part in received.parts:
        try:
            tag, name = address(part, by_name, languages, project.name(file))
            path, catalog = _catalog(project, tag, name)
            if path in found:
                what = f"{catalog.name} stands twice in this file"
                raise Trouble([error("F041", Place(project.name(file), part.line), what, "keep one of the two parts")])
            found[path] = Incoming(path, take_in(part, catalog, by_name[name], project.name(file), translated=translated))
        except Trouble as trouble:
            faults += trouble.findings
    if faults:
        raise Trouble(faults)
    return list(found.values())


def _offered(project: Project, sets: tuple[MessageSet, ...], memory: Iterable[Pair], how: tuple[str, bool]) -> Iterator[Incoming]:
    """What a memory has for the empty entries of all catalogs of the project."""
    file, translated = how
    for tag in project_languages(project):
        for messages in sets:
            found = catalog_path(project, tag, messages.name)
            if found is None or not found.is_relative_to(project.translations):
                continue
            path, catalog = _catalog(project, tag, messages.name)
            part = offers(memory, catalog, messages, tag)
            if part.units:
                yield Incoming(path, take_in(part, catalog, messages, file, translated=translated))


def _catalog(project: Project, tag: str, name: str) -> tuple[Path, Catalog]:
    """A catalog and where it is written: that of the program, changed, becomes one of the project."""
    path = catalog_path(project, tag, name)
    if path is None:
        raise usage_trouble(f"no catalog of {name} in {tag}", f"run evenhand translate update {tag}")
    own = path if path.is_relative_to(project.translations) else project.translations / tag / f"{name}.po"
    return own, read_catalog(path, project.name(own))
