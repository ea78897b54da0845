"""The translators' round over a whole project: extract templates, start languages, bring catalogs up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from evenhand.files import write_whole
from evenhand.finding import Finding, Place, Trouble, usage_trouble
from evenhand.project import Project, packed
from evenhand.translation.batch import spread
from evenhand.translation.catalog import new_catalog, read_catalog, template, update
from evenhand.translation.language import Language, find_language, tag_faults
from evenhand.translation.messages import INTERFACE, MessageSet
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
    return tuple(find_language(name).tag for name in found if not faults[name]), [f for told in faults.values() for f in told]


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
    for messages in sets:
        path = project.translations / TEMPLATES / f"{messages.name}.pot"
        yield Written(project.name(path), write_whole(path, template(messages).encode()))


def update_catalogs(project: Project, sets: tuple[MessageSet, ...], languages: tuple[str, ...], day: str, jobs: int = 1) -> list[Written]:
    """Bring every catalog up to date, and start the ones that are missing. Raises Trouble before anything is written.

    `jobs`: how many processes may share the work. Only the new text of files that change is kept until all are planned.
    """
    tasks = [_Task(project, messages, languages, day) for messages in sets]
    plans = {
        (p.language, p.handout): p for found in spread(_plan, tasks, jobs if len(sets) * len(languages) >= _MANY else 1) for p in found
    }
    faults = [fault for plan in plans.values() for fault in plan.faults]
    if faults:
        raise Trouble(faults)
    ordered = (plans.get((tag, messages.name)) for tag in languages for messages in sets)
    return [Written(project.name(p.path), p.text is not None and write_whole(p.path, p.text)) for p in ordered if p]


# From this many catalogs on, a process for each core pays.
_MANY = 200


class _Task(NamedTuple):
    """One message set in all languages: the work that goes to one process."""

    project: Project
    messages: MessageSet
    languages: tuple[str, ...]
    day: str


class _Plan(NamedTuple):
    """What an update makes of one catalog: its new text, None where it stays; or what keeps it from being read."""

    language: str
    handout: str
    path: Path
    text: bytes | None
    faults: tuple[Finding, ...] = ()


def _plan(task: _Task) -> list[_Plan]:
    project, messages, plans = task.project, task.messages, []
    for tag in task.languages:
        path = project.translations / tag / f"{messages.name}.po"
        if messages.name == INTERFACE and not path.is_file() and (packed("translations") / tag / path.name).is_file():
            # The program's own interface catalog serves; an empty one here would hide it.
            continue
        try:
            text = _updated(project, path, messages, find_language(tag), task.day).encode()
        except Trouble as trouble:
            plans.append(_Plan(tag, messages.name, path, None, trouble.findings))
        else:
            same = path.is_file() and path.read_bytes() == text
            plans.append(_Plan(tag, messages.name, path, None if same else text))
    return plans


def _updated(project: Project, path: Path, messages: MessageSet, language: Language, day: str) -> str:
    if not path.is_file():
        return new_catalog(messages, language, day).text()
    return update(read_catalog(path, project.name(path)), messages).text()


def add_language(project: Project, sets: tuple[MessageSet, ...], tag: str, day: str) -> list[Written]:
    """Start a language: an empty catalog for every handout and the interface."""
    language = find_language(tag)
    faults = tag_faults(tag, Place())
    if faults:
        raise Trouble(faults, usage=True)
    folder = project.translations / language.tag
    if folder.exists() and not (folder.is_dir() and _signed_only(folder)):
        raise usage_trouble(f"translations/{language.tag} exists already", "run evenhand translate update")
    return update_catalogs(project, sets, (language.tag,), day)
