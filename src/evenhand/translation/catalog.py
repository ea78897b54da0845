"""PO files as catalogs: read, template, update; nothing that a translator wrote is ever lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from evenhand.content.text import tags
from evenhand.finding import Finding, Place, Trouble, error
from evenhand.translation.language import Language, PluralRule, plural_rule
from evenhand.translation.meaning import Meaning, same_meaning
from evenhand.translation.messages import Message, MessageSet, room_note
from evenhand.translation.po import Entry, PoFile, parse_po
from evenhand.translation.shape import distinct, holds_words, reshaped

ORIGIN = "X-Evenhand-Origin"
MACHINE = "machine-drafted, not reviewed"
# How the comment of an offered translation begins; the handout and the key that it comes from follow.
SUGGESTION = "suggestion from "
# The flag by which Weblate knows how many letters have room; other tools drop it, and an update writes it again.
_ROOM = "max-length:"


@dataclass(frozen=True, slots=True)
class Catalog:
    """The messages of one handout in one language; `name` is how findings call the file, `digest` is over its bytes."""

    name: str
    file: PoFile
    plural: PluralRule
    digest: str = field(default="", compare=False, repr=False)
    _live: dict[str, Entry] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        live = {e.msgctxt: e for e in self.file.entries if e.msgctxt is not None and not e.obsolete}
        object.__setattr__(self, "_live", live)

    @property
    def entries(self) -> dict[str, Entry]:
        """Live entries by key."""
        return self._live

    @property
    def machine(self) -> bool:
        """True when the header says that a machine drafted it; a person's name in its place ends that."""
        return self.file.header.get(ORIGIN, "").startswith("machine")


class Offers(Protocol):
    """Who may know a translation of a new entry's text; see `memory.Memory`."""

    def offer(self, name: str, wanted: Entry, forms: int) -> Entry:
        """The entry, with a suggestion or as it was."""


def suggested(entry: Entry) -> bool:
    """True for an offered translation that nobody has taken on: no translation yet, and nothing that grew old."""
    return entry.fuzzy and not entry.previous and any(c.startswith(SUGGESTION) for c in entry.comments)


def read_catalog(path: Path, name: str) -> Catalog:
    """Read a PO file. Raises Trouble with every fault: syntax, conflict marks, duplicates, header."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Trouble([error("F020", Place(name), f"the file is not UTF-8 (byte {fault.start})", "save it as UTF-8")]) from None
    file, faults = parse_po(text, name)
    faults += _twins(file, name)
    header = file.header
    if not faults and "Plural-Forms" not in header:
        faults.append(
            error(
                "F022",
                Place(name, 1),
                "the header has no Plural-Forms",
                "run evenhand translate update, or copy the line from a new catalog",
            )
        )
    try:
        rule = plural_rule(header.get("Plural-Forms", "nplurals=1; plural=0"))
    except ValueError:
        rule = PluralRule(1, lambda n: 0)
        faults.append(
            error("F022", Place(name, 1), f"Plural-Forms cannot be read: {header['Plural-Forms']}", "copy the line from a new catalog")
        )
    if faults:
        raise Trouble(faults)
    return Catalog(name, file, rule, hashlib.sha256(data).hexdigest())


def _twins(file: PoFile, name: str) -> Iterator[Finding]:
    """Entries of one key with several sources: fine in PO files of others, but here only one of them could be kept."""
    seen: dict[str, Entry] = {}
    for entry in file.entries:
        if entry.msgctxt is None or entry.obsolete:
            continue
        first = seen.setdefault(entry.msgctxt, entry)
        if first.msgid != entry.msgid:
            what = f"the key {entry.msgctxt} stands already at line {first.line}, with another source"
            yield error("F021", Place(name, entry.line), what, "keep one of the two")


def _wanted(message: Message, file: str) -> Entry:
    """The entry that a template has for a message."""
    texts = message.text.forms
    flags = [*(["python-brace-format"] if message.names else []), *(["xml-text"] if any(map(tags, texts)) else [])]
    flags += [f"{_ROOM}{message.room}"] if message.room else []
    return Entry(
        msgid=texts[0],
        msgid_plural=texts[1] if len(texts) == 2 else None,
        msgctxt=message.key,
        msgstr=("",) * len(texts),
        extracted=message.notes,
        references=(file,),
        flags=tuple(flags),
    )


def _header(title: str, language: Language | None, day: str = "YEAR-MO-DA") -> Entry:
    """The header entry: of a template when there is no language. No clock is read: the same input gives the same file."""
    fields = [
        f"Project-Id-Version: {title}",
        f"PO-Revision-Date: {day} {'00:00+0000' if language else 'HO:MI+ZONE'}",
        f"Last-Translator: {'nobody yet' if language else 'FULL NAME <EMAIL@ADDRESS>'}",
        f"Language-Team: {language.tag if language else 'LANGUAGE <LL@li.org>'}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Language: {language.gettext_name if language else ''}",
        f"Plural-Forms: {language.plural_forms if language else 'nplurals=INTEGER; plural=EXPRESSION;'}",
    ]
    return Entry("", ("\n".join([*fields, ""]),), flags=() if language else ("fuzzy",))


def template(messages: MessageSet) -> str:
    """The POT file of a message set; the same messages always give the same bytes (no dates)."""
    entries = (_header(messages.name, None), *(_wanted(m, messages.file) for m in messages.messages))
    return PoFile(entries).text()


def new_catalog(messages: MessageSet, language: Language, day: str, offers: Offers | None = None) -> PoFile:
    """A catalog for a language, header filled in, without a word but `offers`; `day` is its first revision date (2026-11-24)."""
    rule = plural_rule(language.plural_forms)
    entries = (_started(_wanted(m, messages.file), messages.name, rule.count, offers) for m in messages.messages)
    return PoFile((_header(messages.name, language, day), *entries))


def _started(wanted: Entry, name: str, count: int, offers: Offers | None) -> Entry:
    """A new entry, with room for the forms of its language."""
    sized = wanted if wanted.msgid_plural is None else wanted.changed(msgstr=("",) * count)
    return offers.offer(name, sized, len(sized.msgstr)) if offers else sized


def update(catalog: Catalog, messages: MessageSet, offers: Offers | None = None, records: Sequence[Meaning] = ()) -> PoFile:
    """Bring a catalog up to date by key.

    An entry whose source did not change is copied, to the byte. A changed source keeps its translation, marked fuzzy,
    with the source it translates under `#|`, unless `records` say that the two mean the same. A key that is gone becomes
    obsolete and comes back when it returns. New entries stand where the source has them, with what `offers` knows.
    """
    entries, live = catalog.file.entries, catalog.entries
    wanted = {m.key: _wanted(m, messages.file) for m in messages.messages}
    found: dict[str | None, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.msgctxt, []).append(entry)
    chosen = {key: _chosen(found.get(key, []), entry) for key, entry in wanted.items()}
    count, name = catalog.plural.count, messages.name
    fresh = {
        key: _started(entry, name, count, offers) if (old := chosen[key]) is None else _refreshed(old, entry, count, name, records)
        for key, entry in wanted.items()
    }
    used = {id(e) for e in chosen.values()}
    head = [e for e in entries if e.msgctxt is None and not e.obsolete]
    tail = [e for e in entries if e.msgctxt is None and e.obsolete]
    retired = [e for e in entries if e.msgctxt is not None and e.obsolete and id(e) not in used]
    gone = [e.changed(obsolete=True, extracted=(), references=()) for e in live.values() if id(e) not in used and holds_words(e)]
    result = distinct((*head, *_ordered(list(live), fresh), *tail, *retired, *gone))
    return PoFile(_with_tail(result, entries), catalog.file.newline)


def _chosen(found: list[Entry], wanted: Entry) -> Entry | None:
    """Which entry of a key serves: one with the very source that is wanted, else the live one, else the last obsolete one.

    One without a translation serves only when there is no other: msgmerge leaves an empty one and retires the old words.
    """
    ranked = sorted(found, key=lambda e: (any(e.msgstr), forms(e) == forms(wanted), not e.obsolete, e.line))
    return ranked[-1] if ranked else None


def forms(entry: Entry) -> tuple[str, ...]:
    """The source text of an entry as `Text.forms` has it: one form, or singular and plural."""
    return (entry.msgid,) if entry.msgid_plural is None else (entry.msgid, entry.msgid_plural)


def _with_tail(result: tuple[Entry, ...], before: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The comments at the end of the file go to the new last entry when the one that had them goes."""
    tail = before[-1].tail if before else ""
    if not tail or not result or any(e.tail for e in result):
        return result
    last = result[-1]
    return (*result[:-1], replace(last, tail=tail, raw=last.raw + tail if last.raw else ""))


def _ordered(old: list[str], fresh: dict[str, Entry]) -> list[Entry]:
    """The file's own order kept where it still holds every key; else the source's order."""
    return [fresh[k] for k in old] if set(old) == set(fresh) else list(fresh.values())


def _our_room(flag: str, old: Entry, wanted: Entry) -> bool:
    """True for a flag of room that this program wrote, or that gives way to one: a translator's own stays."""
    letters = flag.removeprefix(_ROOM)
    return letters != flag and (any(f.startswith(_ROOM) for f in wanted.flags) or room_note(letters) in old.extracted)


def _refreshed(old: Entry, wanted: Entry, count: int, name: str, records: Sequence[Meaning]) -> Entry:
    """An entry of the catalog `name` brought to its present source."""
    same_source = forms(old) == forms(wanted)
    stands = same_source or same_meaning(records, name, wanted.msgctxt or "", forms(old), forms(wanted))
    notes: dict[str, object] = {"extracted": wanted.extracted, "references": wanted.references, "obsolete": False}
    msgstr, counted = old.msgstr, wanted.msgid_plural is not None
    if (old.msgid_plural is not None) != counted:
        msgstr, notes["comments"] = reshaped(old, counted, count)
    unknown = tuple(f for f in old.flags if f not in ("fuzzy", "python-brace-format", "xml-text") and not _our_room(f, old, wanted))
    stale = any(msgstr) and (old.fuzzy or not stands)
    flags = (*(("fuzzy",) if stale else ()), *wanted.flags, *unknown)
    if same_source and set(old.flags) == set(flags):
        return old.changed(**notes)
    previous = old.previous
    # An entry that is not fuzzy translates its own source: `#|` lines that an editor left there are older than that.
    if not stands and any(msgstr) and not (old.fuzzy and previous):
        previous = (("msgid", old.msgid), *((("msgid_plural", old.msgid_plural),) if old.msgid_plural is not None else ()))
    return old.changed(msgid=wanted.msgid, msgid_plural=wanted.msgid_plural, msgstr=msgstr, flags=flags, previous=previous, **notes)
