"""Records of source texts that changed and mean the same: which hold, what is wrong with the others, and new ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from evenhand.checks.likeness import SourceWords, source_words, unlike
from evenhand.checks.rule import Fault, Rule, rule
from evenhand.finding import Finding, Place, Severity, Trouble, usage_trouble
from evenhand.project import Project
from evenhand.translation.meaning import FILE, Meaning, Meanings, read_meanings, with_record
from evenhand.translation.messages import MessageSet
from evenhand.translation.round import older_texts


@dataclass(frozen=True, slots=True)
class Record:
    """A record of same meaning, with what is known of its language; `known`: its message exists in the handout."""

    meaning: Meaning
    place: Place
    words: SourceWords | None
    known: bool


@rule("T040", Severity.ERROR, blocks=True)
def changed_meaning(subject: Record) -> Iterator[Fault]:
    """A record says "same meaning" of two texts that differ in what matters.

    What it sees: old and new text of each record in `translations/same-meaning.yaml`: other numbers, number words,
    placeholders, tags, negations, hedges, words beside a number; by the word lists of the source language.
    Why it matters: translations of the old text would stand under the new one, in every language. The record is not honoured.
    How to mend: take the record away and run `evenhand translate update`: the strings are then marked for the translators.
    Example: old "It may help.", new "It helps."
    """
    reasons = unlike(subject.meaning.old, subject.meaning.new, subject.words) if subject.known else ()
    if reasons:
        mend = "take the record away, then run evenhand translate update"
        yield Fault(subject.place, f"the texts do not mean the same: {'; '.join(reasons)}", mend)


@rule("T041", Severity.WARNING)
def useless_record(subject: Record) -> Iterator[Fault]:
    """A record of same meaning belongs to no message.

    What it sees: the handout and the key of each record in `translations/same-meaning.yaml`.
    Why it matters: a name that was mistyped keeps nothing; the strings go stale all the same.
    How to mend: correct the name, or take the record away when the message is gone.
    Example: `key: sumary.message`
    """
    if not subject.known:
        what = f"there is no message {subject.meaning.key} in {subject.meaning.handout}"
        yield Fault(subject.place, what, "correct the name, or take the record away")


RULES: tuple[Rule[Record], ...] = (changed_meaning, useless_record)


def read_records(project: Project, sets: Iterable[MessageSet]) -> Iterator[Record]:
    """The records of a project for the rules. Raises Trouble when their file, or a word list, cannot be read."""
    path = project.translations / FILE
    return as_records(read_meanings(path, project.name(path)), sets, project.templates)


def as_records(meanings: Meanings, sets: Iterable[MessageSet], folders: tuple[Path, ...]) -> Iterator[Record]:
    """Records with what the rules need; `folders` are those of the word lists."""
    by_name = {messages.name: messages for messages in sets}
    lists: dict[str, SourceWords | None] = {}
    for meaning, place in zip(meanings.records, meanings.places, strict=True):
        messages = by_name.get(meaning.handout)
        language = messages.language if messages else ""
        if language not in lists:
            lists[language] = source_words(folders, language) if language else None
        known = messages is not None and meaning.key in messages.by_key()
        yield Record(meaning, place, lists[language], known)


def honoured(found: Iterable[Record]) -> tuple[tuple[Meaning, ...], list[Finding]]:
    """The records that hold, and what is wrong with the others."""
    sound: list[Meaning] = []
    faults: list[Finding] = []
    for record in found:
        wrong = list(changed_meaning.check(record))
        sound += [] if wrong else [record.meaning]
        faults += wrong
    return tuple(sound), faults


def marked(
    project: Project, sets: Iterable[MessageSet], handout: str, keys: Iterable[str], signed: tuple[str, dt.date]
) -> tuple[tuple[Meaning, ...], tuple[Meaning, ...]]:
    """Records for the present change of some texts of a handout, and all records of the project with them.

    `signed` says by whom and when. Raises Trouble for what can't be taken to mean the same, and for texts that did not change.
    """
    messages = next((m for m in sets if m.name == handout), None)
    if messages is None:
        raise usage_trouble(f"unknown handout: {handout}", f"known: {', '.join(m.name for m in sets)}")
    new = tuple(m for key in dict.fromkeys(keys) for m in _changes(project, messages, key, signed))
    words = source_words(project.templates, messages.language)
    place = Place(messages.file, language=messages.language)
    faults = [f for m in new for f in changed_meaning.check(Record(m, replace(place, key=m.key), words, True))]
    if faults:
        raise Trouble(replace(f, mend="leave the strings to the translators: evenhand translate update") for f in faults)
    path = project.translations / FILE
    kept = read_meanings(path, project.name(path)).records
    for meaning in new:
        kept = with_record(kept, meaning)
    return new, kept


def _changes(project: Project, messages: MessageSet, key: str, signed: tuple[str, dt.date]) -> Iterator[Meaning]:
    by_key = messages.by_key()
    if key not in by_key:
        near = get_close_matches(key, by_key, n=3) or list(by_key)[:3]
        raise usage_trouble(f"there is no message {key} in {messages.name}", f"for example: {', '.join(near)}")
    older = older_texts(project, messages, key)
    if not older:
        mend = "mark a change before evenhand translate update; after it, take the catalogs and templates from their history first"
        raise usage_trouble(f"neither template nor catalog has another text of {key} than the present one", mend)
    for old in older:
        yield Meaning.model_validate(
            {
                "handout": messages.name,
                "key": key,
                "old": old,
                "new": by_key[key].text.forms,
                "by": signed[0],
                "date": signed[1].isoformat(),
            }
        )
