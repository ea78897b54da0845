"""PO files as catalogs: read, template, update; nothing that a translator wrote is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from evenhand.content.text import tags
from evenhand.finding import Finding, Place, Trouble, error
from evenhand.translation.language import Language, PluralRule, plural_rule
from evenhand.translation.messages import Message, MessageSet, room_note
from evenhand.translation.po import Entry, PoFile, parse_po

ORIGIN = "X-Evenhand-Origin"
MACHINE = "machine-drafted, not reviewed"
# The flag by which Weblate knows how many letters have room; other tools drop it, and an update writes it again.
_ROOM = "max-length:"


@dataclass(frozen=True, slots=True)
class Catalog:
    """The messages of one handout in one language; `name` is how findings call the file."""

    name: str
    file: PoFile
    plural: PluralRule
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


def read_catalog(path: Path, name: str) -> Catalog:
    """Read a PO file. Raises Trouble with every fault: syntax, conflict marks, duplicates, header."""
    try:
        text = path.read_bytes().decode("utf-8")
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
    return Catalog(name, file, rule)


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
    forms = message.text.forms
    flags = [*(["python-brace-format"] if message.names else []), *(["xml-text"] if any(map(tags, forms)) else [])]
    flags += [f"{_ROOM}{message.room}"] if message.room else []
    return Entry(
        msgid=forms[0],
        msgid_plural=forms[1] if len(forms) == 2 else None,
        msgctxt=message.key,
        msgstr=("",) * len(forms),
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


def new_catalog(messages: MessageSet, language: Language, day: str) -> PoFile:
    """An empty catalog for a language, header filled in; `day` is its first revision date (2026-11-24)."""
    entries = [_header(messages.name, language, day)]
    rule = plural_rule(language.plural_forms)
    entries += [_sized(_wanted(m, messages.file), rule.count) for m in messages.messages]
    return PoFile(tuple(entries))


def _sized(entry: Entry, forms: int) -> Entry:
    return entry if entry.msgid_plural is None else entry.changed(msgstr=("",) * forms)


def update(catalog: Catalog, messages: MessageSet) -> PoFile:
    """Bring a catalog up to date by key.

    An entry whose source did not change is copied, to the byte. A changed source keeps its translation, marked fuzzy,
    with the source it translates under `#|`. A key that is gone becomes obsolete and comes back when it returns. New
    entries stand where the source has them.
    """
    entries, live = catalog.file.entries, catalog.entries
    wanted = {m.key: _wanted(m, messages.file) for m in messages.messages}
    found: dict[str | None, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.msgctxt, []).append(entry)
    chosen = {key: _chosen(found.get(key, []), entry) for key, entry in wanted.items()}
    fresh = {key: _refreshed(chosen[key], entry, catalog.plural.count) for key, entry in wanted.items()}
    used = {id(e) for e in chosen.values()}
    head = [e for e in entries if e.msgctxt is None and not e.obsolete]
    tail = [e for e in entries if e.msgctxt is None and e.obsolete]
    old = [e for e in entries if e.msgctxt is not None and e.obsolete and id(e) not in used]
    gone = [e.changed(obsolete=True, extracted=(), references=()) for e in live.values() if id(e) not in used and any(e.msgstr)]
    result = (*head, *_ordered(list(live), fresh), *tail, *old, *gone)
    return PoFile(_with_tail(result, entries), catalog.file.newline)


def _chosen(found: list[Entry], wanted: Entry) -> Entry | None:
    """Which entry of a key serves: one with the very source that is wanted, else the live one, else the last obsolete one.

    One without a translation serves only when there is no other: msgmerge leaves an empty one and retires the old words.
    """
    ranked = sorted(found, key=lambda e: (any(e.msgstr), _source(e) == _source(wanted), not e.obsolete, e.line))
    return ranked[-1] if ranked else None


def _source(entry: Entry) -> tuple[str, str | None]:
    return entry.msgid, entry.msgid_plural


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


def _refreshed(old: Entry | None, wanted: Entry, forms: int) -> Entry:
    if old is None:
        return _sized(wanted, forms)
    same_source = _source(old) == _source(wanted)
    unknown = tuple(f for f in old.flags if f not in ("fuzzy", "python-brace-format", "xml-text") and not _our_room(f, old, wanted))
    stale = any(old.msgstr) and (old.fuzzy or not same_source)
    flags = (*(("fuzzy",) if stale else ()), *wanted.flags, *unknown)
    previous = old.previous
    # An entry that is not fuzzy translates its own source: `#|` lines that an editor left there are older than that.
    if not same_source and any(old.msgstr) and not (old.fuzzy and previous):
        previous = (("msgid", old.msgid), *((("msgid_plural", old.msgid_plural),) if old.msgid_plural is not None else ()))
    notes = {"extracted": wanted.extracted, "references": wanted.references, "obsolete": False}
    if same_source and set(old.flags) == set(flags):
        return old.changed(**notes)
    msgstr = old.msgstr
    if (old.msgid_plural is None) != (wanted.msgid_plural is None):
        msgstr = (old.msgstr[0],) * forms if wanted.msgid_plural is not None else (old.msgstr[-1],)
    return old.changed(msgid=wanted.msgid, msgid_plural=wanted.msgid_plural, msgstr=msgstr, flags=flags, previous=previous, **notes)
