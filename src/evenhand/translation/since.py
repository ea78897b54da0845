"""What changed in the source since a translation was made and signed: the matter of change sheets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from evenhand.translation.catalog import Catalog
from evenhand.translation.edition import same_source
from evenhand.translation.messages import Message, MessageSet
from evenhand.translation.po import Entry
from evenhand.translation.signoff import SignOff

Kind = Literal["changed", "new", "gone", "unsure", "data"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the present source and what was translated or signed.

    `changed`: another source text (`old` and `new`, form by form; `translation` is that of the old one). `new`: not
    translated yet. `gone`: signed, and no longer in the source. `unsure`: the source is the same, and somebody has
    marked the translation for another look. `data`: a figure or fact; `old` and `new` have one line for each difference.
    """

    key: str
    kind: Kind
    old: tuple[str, ...]
    new: tuple[str, ...]
    translation: tuple[str, ...]
    safety: bool


def changed_words(messages: MessageSet, catalog: Catalog | None, signed: Iterable[SignOff] = ()) -> Iterator[Change]:
    """What a catalog lacks of the present source, in reading order; then what its signers saw and is gone."""
    entries = catalog.entries if catalog else {}
    for m in messages.messages:
        found = _change(m, entries.get(m.key))
        if found:
            yield found
    known = messages.by_key()
    for key in dict.fromkeys(key for record in signed for key in record.words if key not in known and not key.startswith("data.")):
        entry = next((e for e in reversed(catalog.file.entries) if e.msgctxt == key), None) if catalog else None
        yield Change(key, "gone", _source(entry) if entry else (), (), entry.msgstr if entry else (), _noted_safety(entry))


def _change(message: Message, entry: Entry | None) -> Change | None:
    new = message.text.forms
    if entry is None or not any(entry.msgstr):
        return Change(message.key, "new", (), new, (), message.safety)
    if not entry.fuzzy and same_source(entry, message.text):
        return None
    old = _previous(entry) if entry.fuzzy and entry.previous and same_source(entry, message.text) else _source(entry)
    kind: Kind = "unsure" if old == new else "changed"
    return Change(message.key, kind, old, new, entry.msgstr, message.safety)


def _source(entry: Entry) -> tuple[str, ...]:
    return (entry.msgid, *((entry.msgid_plural,) if entry.msgid_plural is not None else ()))


def _previous(entry: Entry) -> tuple[str, ...]:
    """The source that the words translate: what `#|` holds."""
    held = dict(entry.previous)
    return tuple(held[k] for k in ("msgid", "msgid_plural") if k in held)


def _noted_safety(entry: Entry | None) -> bool:
    """A text that is gone may have been a warning: unless its notes say otherwise, it counts as one."""
    return entry is None or not entry.extracted or any(note.startswith("Safety: high") for note in entry.extracted)


def changed_data(now: Mapping[str, str], signed: Iterable[SignOff]) -> Iterator[Change]:
    """Figures and facts that differ from those that were signed last; `now` has them by key, as JSON."""
    records = sorted((r for r in signed if r.data), key=lambda r: r.date)
    before = records[-1].data if records else {}
    for key in dict.fromkeys((*before, *now)) if before else ():
        old, new = _leaves(before.get(key)), _leaves(now.get(key))
        differing = [path for path in dict.fromkeys((*old, *new)) if old.get(path) != new.get(path)]
        if differing:
            lines = tuple(tuple(f"{p}: {side[p]}" if p in side else "" for p in differing) for side in (old, new))
            yield Change(key, "data", lines[0], lines[1], (), True)


def _leaves(text: str | None) -> dict[str, str]:
    """Every value of a JSON text by its path."""
    found: dict[str, str] = {}

    def walk(value: Any, path: str) -> None:
        if isinstance(value, (dict, list)):
            for k, v in value.items() if isinstance(value, dict) else enumerate(value, 1):
                walk(v, f"{path}.{k}" if path else str(k))
        else:
            found[path or "value"] = str(value)

    if text is not None:
        walk(json.loads(text), "")
    return found


def marked(change: Change) -> Iterator[tuple[str, str]]:
    """Each form of the source as (old, new) for word-by-word display; a form that one side lacks is ""."""
    for i in range(max(len(change.old), len(change.new))):
        yield (change.old[i] if i < len(change.old) else "", change.new[i] if i < len(change.new) else "")
