"""What travels to translators outside: a catalog as units with their notes, in no file format yet."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from evenhand.finding import Place, Trouble, error
from evenhand.translation.catalog import Catalog
from evenhand.translation.inline import Stream, aligned, cut
from evenhand.translation.language import Language, PluralRule, find_language
from evenhand.translation.messages import Message, MessageSet
from evenhand.translation.po import Entry

# "new": nothing there yet; "review": somebody must look; "": the file does not say.
State = Literal["new", "review", "translated", ""]
_FORM = re.compile(r"(.+)\[(\d+)\]")
# Numbers by which a plural form is told to a translator.
_SAMPLES = range(201)


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside a unit: from the source (`developer`) or a translator; priority 1 is the highest."""

    text: str
    author: Literal["developer", "translator"] = "developer"
    priority: int = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """One string to translate: a message, or one plural form of it (`form` of `forms`; 0 of 0 where nothing is counted).

    `previous` is the source text that the translation was made from, where that is not the present one; `room` is how
    many characters fit (0: not told).
    """

    key: str
    source: Stream
    target: Stream = ()
    state: State = ""
    form: int = 0
    forms: int = 0
    notes: tuple[Note, ...] = ()
    previous: Stream = ()
    room: int = 0
    line: int = 0

    @property
    def name(self) -> str:
        """How files call it: the key, with the form's number behind it."""
        return f"{self.key}[{self.form}]" if self.forms else self.key


@dataclass(frozen=True, slots=True)
class Part:
    """The units of one catalog. `original` is the catalog's name; `proof` is the hash of the source they were taken from.

    `machine`: a machine drafted the translations, and no person has been through them.
    """

    original: str
    source_language: str
    target_language: str
    units: tuple[Unit, ...]
    proof: str = ""
    machine: bool = False
    line: int = 0


def split_name(name: str) -> tuple[str, int | None]:
    """Key and plural form of a unit's name; None for a name without a form."""
    match = _FORM.fullmatch(name)
    return (match[1], int(match[2])) if match else (name, None)


def source_proof(messages: MessageSet) -> str:
    """A hash over every key and source text, so that a returning file can be told from one of an older source."""
    data = [[m.key, *m.text.forms] for m in messages.messages]
    return "sha256:" + hashlib.sha256(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def grouped(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    """Units of one message together: plural forms follow each other."""
    group: list[Unit] = []
    for unit in units:
        if group and (not unit.forms or unit.key != group[0].key):
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def same_language(given: str, tag: str) -> bool:
    """Whether a tag of a file means one of ours: `ur-PK` is `ur`, `zh-CN` is `zh-Hans`, but `zh-TW` is not."""
    given = given.replace("_", "-").lower()
    ours = {tag.lower(), find_language(tag).gettext_name.replace("_", "-").lower()}
    return given in ours or (len(tag) <= 3 and re.fullmatch(rf"{tag.lower()}-([a-z]{{2}}|\d{{3}})", given) is not None)


def export_part(catalog: Catalog, messages: MessageSet, language: Language) -> Part:
    """A catalog as units, in the order of the source. Raises Trouble when it is behind its source (F043).

    Why: a translator's work on an old text would be refused when it comes back.
    """
    behind = [m.key for m in messages.messages if not current(catalog.entries.get(m.key), m)]
    if behind:
        what = f"the catalog is behind its source: {', '.join(behind[:5])}{' …' if len(behind) > 5 else ''}"
        place = Place(catalog.name, language=language.tag)
        raise Trouble([error("F043", place, what, f"run evenhand translate update {language.tag}, then export again")])
    units = tuple(u for m in messages.messages for u in _units(catalog.entries[m.key], catalog.plural, m))
    return Part(catalog.name, messages.language, language.tag, units, source_proof(messages), catalog.machine)


def current(entry: Entry | None, message: Message) -> bool:
    """True for an entry that has the present source text."""
    return entry is not None and source_forms(entry) == message.text.forms


def source_forms(entry: Entry) -> tuple[str, ...]:
    """The source text of an entry: one, or singular and plural."""
    return (entry.msgid, *((entry.msgid_plural,) if entry.msgid_plural is not None else ()))


def form_source(forms: tuple[str, ...], plural: PluralRule, form: int) -> str:
    """The source text beside a plural form: the singular for the form that 1 takes, in a language with several forms."""
    return forms[0] if plural.count > 1 and plural.form(1) == form else forms[-1]


def _units(entry: Entry, plural: PluralRule, message: Message) -> Iterator[Unit]:
    forms, counted = source_forms(entry), entry.msgid_plural is not None
    # `#|` lines of an entry that is not fuzzy are older than its translation: beside it they would mislead.
    old = dict(entry.previous) if entry.fuzzy else {}
    before = (old["msgid"], old.get("msgid_plural", old["msgid"])) if "msgid" in old else ()
    for i, text in enumerate(entry.msgstr):
        source = cut(form_source(forms, plural, i))
        state: State = "new" if not text else "review" if entry.fuzzy else "translated"
        yield Unit(
            key=message.key,
            source=source,
            target=aligned(cut(text), source),
            state=state,
            form=i,
            forms=len(entry.msgstr) if counted else 0,
            notes=tuple(_notes(entry, _numbers(plural, i, len(entry.msgstr)) if counted else "")),
            previous=aligned(cut(form_source(before, plural, i) if counted else before[0]), source) if before else (),
            room=_room(entry),
        )


def _notes(entry: Entry, numbers: str) -> Iterator[Note]:
    yield from (Note(text, priority=1 if text.startswith("Safety:") else 3) for text in entry.extracted if text.strip())
    if numbers:
        yield Note(numbers, priority=2)
    yield from (Note(text, "translator") for text in entry.comments if text.strip())


def _numbers(plural: PluralRule, form: int, forms: int) -> str:
    """Which numbers take a form: how translators know the forms of their language."""
    numbers = [n for n in _SAMPLES if plural.form(n) == form]
    shown = ", ".join(map(str, numbers[:6])) + (" …" if len(numbers) > 6 else "")
    return f"Form {form + 1} of {forms}, for {f'numbers such as {shown}' if numbers else 'other numbers, such as millions'}"


def is_form_note(text: str) -> bool:
    """True for what `export_part` writes beside a plural form."""
    return re.match(r"Form \d+ of \d+, for ", text) is not None


def _room(entry: Entry) -> int:
    """N of the flag `max-length:N`."""
    found = (re.fullmatch(r"max-length:\s*(\d+)", flag) for flag in entry.flags)
    return next((int(m[1]) for m in found if m), 0)
