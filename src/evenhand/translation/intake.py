"""What comes back from outside, held against the catalog and its source: what would change, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from evenhand.content.text import MarkupFault, parse_markup
from evenhand.finding import Finding, Place, error
from evenhand.translation.catalog import ORIGIN, Catalog
from evenhand.translation.changes import as_marked, changes
from evenhand.translation.exchange import Part, State, Unit, current, form_source, is_form_note, source_proof
from evenhand.translation.inline import code_counts, cut, join
from evenhand.translation.messages import Message, MessageSet
from evenhand.translation.po import Entry, PoFile
from evenhand.translation.xml import clean

_AGAIN = "run evenhand translate export again, and carry the translation over to the new file"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that an import changes: its key, the line of the unit, and the entry before and after."""

    key: str
    line: int
    old: Entry
    new: Entry


@dataclass(frozen=True, slots=True)
class Intake:
    """What a file does to one catalog. `same` units say what the catalog says, `left` are not translated in the file.

    `whole`: every message of the source came back translated, and none of them waits for review. `remarks` are notes
    that somebody outside wrote: key and text. `older`: the file says that it was made from another source than the present one.
    """

    catalog: Catalog
    changes: tuple[Change, ...]
    refused: tuple[Finding, ...]
    same: int
    left: int
    whole: bool
    remarks: tuple[tuple[str, str], ...] = ()
    older: bool = False

    def file(self) -> PoFile:
        """The catalog with the changes in it; all other entries keep their bytes."""
        new = {id(change.old): change.new for change in self.changes}
        return replace(self.catalog.file, entries=tuple(new.get(id(e), e) for e in self.catalog.file.entries))


def take_in(part: Part, catalog: Catalog, messages: MessageSet, name: str, *, translated: bool = False) -> Intake:
    """Hold the units of a file (`name`) against a catalog; nothing is written.

    An entry changes only for a translation whose source is the present one and whose codes and forms are all there. A
    unit without a translation changes nothing. New words wait for review (`fuzzy`) where the file does not call them
    translated; `translated` counts all of them as such.
    """
    desk = _Desk(part, catalog, messages, name, translated)
    found, refused = [], list[Finding]()
    for key, units in desk.grouped(refused).items():
        faults = list(desk.faults(key, units))
        refused += faults
        if not faults:
            found.append(desk.outcome(key, units))
    changed = tuple(Change(key, line, old, new) for key, line, old, new in found if new is not old)
    done = {key for key, _, _, new in found if new.translated and not new.fuzzy}
    left = sum(1 for key, _, _, _ in found if not any(u.target for u in desk.units[key]))
    whole = not refused and not left and all(m.key in done for m in messages.messages)
    same = len(found) - len(changed) - left
    return Intake(catalog, changed, tuple(refused), same, left, whole, tuple(desk.remarks()), not desk.fresh)


class _Desk:
    """One file, one catalog, one source side by side."""

    def __init__(self, part: Part, catalog: Catalog, messages: MessageSet, name: str, translated: bool) -> None:
        self.part, self.catalog, self.name, self.translated = part, catalog, name, translated
        self.messages = messages.by_key()
        self.fresh = part.proof in ("", source_proof(messages))
        self.units: dict[str, list[Unit]] = {}

    def grouped(self, refused: list[Finding]) -> dict[str, list[Unit]]:
        """Units by key; those of unknown keys and those that stand twice are refused."""
        twice: set[str] = set()
        for unit in self.part.units:
            unit = self._known(unit)
            if unit.key not in self.messages:
                what = f"there is no message {unit.key} in {self.catalog.name}"
                refused.append(self._fault("F041", unit, what, "take the unit away, or export again: its message is gone or was renamed"))
                continue
            group = self.units.setdefault(unit.key, [])
            first = next((u for u in group if u.form == unit.form), None)
            if first:
                refused.append(
                    self._fault("F041", unit, f"the unit {unit.name} stands already at line {first.line}", "keep one of the two")
                )
                twice.add(unit.key)
            group.append(unit)
        return {key: group for key, group in self.units.items() if key not in twice}

    def _known(self, unit: Unit) -> Unit:
        """A unit under the key that the source has: brackets at its end are a plural form only where something is counted."""
        return replace(unit, key=unit.name, form=0, forms=0) if unit.forms and unit.name in self.messages else unit

    def remarks(self) -> Iterator[tuple[str, str]]:
        """Notes that did not go out with the file: questions of a translator must not be lost."""
        for key, units in self.units.items():
            entry = self.catalog.entries.get(key)
            ours = {clean(text).strip() for text in (*entry.extracted, *entry.comments, "")} if entry else {""}
            notes = dict.fromkeys(note.text.strip() for unit in units for note in unit.notes)
            yield from ((key, text) for text in notes if text not in ours and not is_form_note(text))

    def faults(self, key: str, units: list[Unit]) -> Iterator[Finding]:
        """Why a message cannot be taken: another source, too few or too many forms, lost codes."""
        message, entry = self.messages[key], self.catalog.entries.get(key)
        if entry is None or not current(entry, message):
            mend = "run evenhand translate update, then import again"
            yield self._fault("F041", units[0], f"the catalog has not the present source text of {key}", mend)
            return
        wanted = self.catalog.plural.count if message.text.count else 0
        given = len(units) if any(u.forms for u in units) else 0
        if given != wanted or any(u.form >= max(wanted, 1) for u in units):
            mend = "every form of the exported file must come back, in its own unit"
            yield self._fault("F042", units[0], f"{given or 'no'} plural forms for {wanted or 'a text without any'}", mend)
            return
        for unit in units:
            yield from self._unit_faults(unit, message, entry)

    def _unit_faults(self, unit: Unit, message: Message, entry: Entry) -> Iterator[Finding]:
        expected = form_source(message.text.forms, self.catalog.plural, unit.form)
        try:
            source = join(unit.source, cut(expected))
            target = join(unit.target, cut(expected))
        except ValueError as fault:
            mend = "ask for the file with the inline elements that it was sent out with"
            yield self._fault("F042", unit, f"the inline element {fault} is not one of its source", mend)
            return
        if source != expected:
            what = f"its source is not the present one: {as_marked(changes(source, expected))}"
            yield self._fault("F041", unit, what, "the source must come back as it was sent out" if self.fresh else _AGAIN)
        elif target and target != entry.msgstr[unit.form]:
            yield from self._word_faults(unit, message, target)

    def _word_faults(self, unit: Unit, message: Message, target: str) -> Iterator[Finding]:
        """Placeholders and tags, counted; all forms but the last may say a counted number in words."""
        wanted, found = code_counts([message.text.other]), code_counts([target])
        free = "{" + message.text.count + "}" if message.text.count and unit.form < self.catalog.plural.count - 1 else ""
        lost, added = [c for c in wanted - found if c != free], list(found - wanted)
        if lost or added:
            what = "; ".join(
                [*([f"lost: {' '.join(lost)}"] if lost else []), *([f"not in the source: {' '.join(added)}"] if added else [])]
            )
            yield self._fault("F042", unit, what, "the translation needs each placeholder and tag of the source, as often as there")
            return
        try:
            parse_markup(target)
        except MarkupFault as fault:
            yield self._fault("F042", unit, str(fault), "copy the tags of the source around the translated words")

    def outcome(self, key: str, units: list[Unit]) -> tuple[str, int, Entry, Entry]:
        """Key, line, the entry, and the entry with what came back (the same one when nothing differs)."""
        message, old = self.messages[key], self.catalog.entries[key]
        msgstr = list(old.msgstr)
        for unit in units:
            expected = form_source(message.text.forms, self.catalog.plural, unit.form)
            msgstr[unit.form] = join(unit.target, cut(expected)) or msgstr[unit.form]
        fuzzy = self._fuzzy(old, tuple(msgstr), {u.state for u in units if u.target})
        flags = tuple(f for f in old.flags if f != "fuzzy")
        if fuzzy == old.fuzzy:
            return key, units[0].line, old, old.changed(msgstr=tuple(msgstr))
        # What a translation was once made from is of no use any more when somebody has been through it.
        new = old.changed(msgstr=tuple(msgstr), flags=("fuzzy", *flags) if fuzzy else flags, previous=old.previous if fuzzy else ())
        return key, units[0].line, old, new

    def _fuzzy(self, old: Entry, msgstr: tuple[str, ...], states: set[State]) -> bool:
        if msgstr != old.msgstr:
            return not self.translated and bool(states & {"review", "new"})
        # The same words: only a state that the file names for all of them counts.
        return {frozenset({"translated"}): False, frozenset({"review"}): True}.get(frozenset(states), old.fuzzy)

    def _fault(self, code: str, unit: Unit, what: str, mend: str) -> Finding:
        return error(code, Place(self.name, unit.line, key=unit.name, language=self.part.target_language), what, mend)


def credited(file: PoFile, by: str, *, reviewed: bool) -> PoFile:
    """A catalog whose header names who translated it; `reviewed` takes the word that a machine drafted it away."""
    head = next((e for e in file.entries if e.msgid == "" and not e.msgctxt and not e.obsolete), None)
    if head is None:
        return file
    lines = [line for line in head.msgstr[0].split("\n") if not (reviewed and line.startswith(f"{ORIGIN}:"))]
    named = [f"Last-Translator: {by}" if line.startswith("Last-Translator:") else line for line in lines]
    if not any(line.startswith("Last-Translator:") for line in lines):
        named.insert(len(named) - (named[-1] == ""), f"Last-Translator: {by}")
    comments = tuple(c for c in head.comments if not (reviewed and c.startswith("Machine-drafted translation")))
    new = head.changed(msgstr=("\n".join(named),), comments=comments)
    return replace(file, entries=tuple(new if e is head else e for e in file.entries))
