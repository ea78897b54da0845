"""The translators' round over a whole project: extract templates, start languages, bring catalogs up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from evenhand.files import clear_scraps, write_whole
from evenhand.finding import Finding, Place, Trouble, usage_trouble
from evenhand.project import Project, packed
from evenhand.translation.batch import spread
from evenhand.translation.catalog import Catalog, forms, new_catalog, read_catalog, template, update
from evenhand.translation.language import Language, find_language, normal, tag_faults
from evenhand.translation.meaning import Forms, Meaning
from evenhand.translation.memory import Memory
from evenhand.translation.messages import INTERFACE, MessageSet
from evenhand.translation.po import parse_po
from evenhand.translation.signoff import FILE as SIGNOFFS

TEMPLATES = "templates"


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the round and whether it changed."""

    name: str
    changed: bool


def project_languages(project: Project) -> tuple[str, ...]:
    """Tags of the languages that have a folder under translations/, sorted. Raises Trouble for every unknown one."""
    tags, faults = language_folders(project)
    if faults:
        raise Trouble(faults)
    return tags


def language_folders(project: Project) -> tuple[tuple[str, ...], list[Finding]]:
    """The same, with the faults beside it: one folder with a wrong name must not hide what is in the others."""
    folders = project.translations.iterdir() if project.translations.is_dir() else ()
    found = sorted(f.name for f in folders if f.is_dir() and f.name != TEMPLATES and not f.name.startswith(".") and not _signed_only(f))
    faults = {name: tag_faults(name, Place(f"translations/{name}")) for name in found}
    return tuple(normal(name) for name in found if not faults[name]), [f for told in faults.values() for f in told]


def catalog_path(project: Project, language: str, name: str) -> Path | None:
    """The project's own catalog; for the interface, that of the program stands in when the project has none."""
    folders = project.word_catalogs if name == INTERFACE else (project.translations,)
    candidates = [folder / tag / f"{name}.po" for folder in folders for tag in (language, language.replace("-", "_"))]
    return next((path for path in candidates if path.is_file()), None)


def _signed_only(folder: Path) -> bool:
    """True for a folder that holds only sign-offs, as that of a source language does: nothing is translated there."""
    return {f.name for f in folder.iterdir()} == {SIGNOFFS}


def extract(project: Project, sets: Iterable[MessageSet]) -> Iterator[Written]:
    """Write `translations/templates/<name>.pot` for each message set."""
    clear_scraps(project.translations / TEMPLATES)
    for messages in sets:
        path = project.translations / TEMPLATES / f"{messages.name}.pot"
        yield Written(project.name(path), write_whole(path, template(messages).encode()))


def update_catalogs(
    project: Project,
    sets: tuple[MessageSet, ...],
    languages: tuple[str, ...],
    day: str,
    records: tuple[Meaning, ...] = (),
    jobs: int = 1,
) -> list[Written]:
    """Bring every catalog up to date, and start the ones that are missing. Raises Trouble before anything is written.

    `records` are the changes of source texts that left their meaning as it was, and hold. `jobs`: how many processes may
    share the work, a language each. Only the new text of files that change is kept until all are planned.
    """
    rounds = [_Round(project, sets, find_language(tag), day, records) for tag in languages]
    plans = [plan for found in spread(_plan, rounds, jobs if len(sets) * len(languages) >= _MANY else 1) for plan in found]
    faults = [fault for plan in plans for fault in plan.faults]
    if faults:
        raise Trouble(faults)
    for folder in dict.fromkeys(plan.path.parent for plan in plans):
        clear_scraps(folder)
    return [Written(project.name(p.path), p.text is not None and write_whole(p.path, p.text)) for p in plans]


# From this many catalogs on, a process for each core pays.
_MANY = 200


class _Plan(NamedTuple):
    """What an update makes of one catalog: its new text, None where it stays; or what keeps a language from being read."""

    path: Path
    text: bytes | None
    faults: tuple[Finding, ...] = ()


def _plan(this: _Round) -> list[_Plan]:
    """What becomes of the catalogs of one language: the work that goes to one process."""
    catalogs, faults = _catalogs(this.project, this.sets, this.language.tag)
    if faults:
        return [_Plan(catalog_folder(this.project, this.language.tag), None, tuple(faults))]
    plans = []
    for path, text in _language(this, catalogs):
        data = text.encode()
        plans.append(_Plan(path, None if path.is_file() and path.read_bytes() == data else data))
    return plans


def _catalogs(project: Project, sets: Iterable[MessageSet], tag: str) -> tuple[dict[str, Catalog], list[Finding]]:
    """The catalogs that a language has, and the faults of those that cannot be read."""
    catalogs: dict[str, Catalog] = {}
    faults: list[Finding] = []
    for name in (messages.name for messages in sets):
        path = catalog_folder(project, tag) / f"{name}.po"
        try:
            if path.is_file():
                catalogs[name] = read_catalog(path, project.name(path))
        except Trouble as trouble:
            faults += trouble.findings
    return catalogs, faults


@dataclass(frozen=True, slots=True)
class _Round:
    """What the catalogs of one language share while they are brought up to date."""

    project: Project
    sets: tuple[MessageSet, ...]
    language: Language
    day: str
    records: tuple[Meaning, ...]


def _language(this: _Round, catalogs: dict[str, Catalog]) -> Iterator[tuple[Path, str]]:
    """The files of one language as they should be."""
    tag = this.language.tag
    spare = packed("translations") / tag / f"{INTERFACE}.po"
    # The program's own interface catalog serves where a project has none; an empty one here would hide it.
    served = INTERFACE not in catalogs and spare.is_file()
    memory = Memory({**catalogs, INTERFACE: read_catalog(spare, this.project.name(spare))} if served else catalogs)
    for messages in this.sets:
        path = catalog_folder(this.project, tag) / f"{messages.name}.po"
        if messages.name in catalogs:
            yield path, update(catalogs[messages.name], messages, memory, this.records).text()
        elif not (served and messages.name == INTERFACE):
            yield path, new_catalog(messages, this.language, this.day, memory).text()


def catalog_folder(project: Project, tag: str) -> Path:
    """Where a language's catalogs lie: under its tag, or under the name with an underscore where a project has that."""
    other = project.translations / tag.replace("-", "_")
    return other if other.is_dir() and not (project.translations / tag).is_dir() else project.translations / tag


def older_texts(project: Project, messages: MessageSet, key: str) -> tuple[Forms, ...]:
    """The source texts of a message that the last extract or the catalogs still have, without the present one.

    The template's alone where it is older: that is the change that was made last. Raises Trouble for broken files.
    """
    now = messages.by_key()[key].text.forms
    pot = project.translations / TEMPLATES / f"{messages.name}.pot"
    if pot.is_file():
        entries = parse_po(pot.read_bytes().decode("utf-8", "replace"), project.name(pot))[0].entries
        told = tuple(forms(e) for e in entries if e.msgctxt == key and forms(e) != now)
        if told:
            return told
    found: list[Forms] = []
    faults: list[Finding] = []
    for tag in project_languages(project):
        catalogs, wrong = _catalogs(project, [messages], tag)
        faults += wrong
        found += [forms(e) for c in catalogs.values() if (e := c.entries.get(key)) and any(e.msgstr) and forms(e) != now]
    if faults:
        raise Trouble(faults)
    return tuple(dict.fromkeys(found))


def add_language(project: Project, sets: tuple[MessageSet, ...], tag: str, day: str) -> list[Written]:
    """Start a language: a catalog for every handout and the interface."""
    language = find_language(tag)
    faults = tag_faults(tag, Place())
    if faults:
        raise Trouble(faults, usage=True)
    folder = catalog_folder(project, language.tag)
    if folder.exists() and not (folder.is_dir() and _signed_only(folder)):
        raise usage_trouble(f"translations/{language.tag} exists already", "run evenhand translate update")
    return update_catalogs(project, sets, (language.tag,), day)
