"""Whether an edition's words are signed as the policy asks, and which signatures a later change has voided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from evenhand.content.model import Handout
from evenhand.content.text import Text
from evenhand.policy import Policy
from evenhand.translation.catalog import Catalog
from evenhand.translation.edition import same_source
from evenhand.translation.messages import MessageSet
from evenhand.translation.signoff import SignOff, word_hash


@dataclass(frozen=True, slots=True)
class Signable:
    """One thing that is signed: a message, or (`data.…`, in the source language) a part of the handout's data.

    `hashes` are those of its present source and translation; "" where there is no current translation. `older` are
    others that count as the same, since a person has said that only the source's spelling changed. `value` is a part
    of the data itself, as JSON.
    """

    key: str
    hashes: str
    safety: bool
    older: frozenset[str] = frozenset()
    value: str = ""

    def signed_by(self, record: SignOff) -> bool:
        given = record.words.get(self.key)
        return given is not None and (given == self.hashes or given in self.older) and bool(self.hashes)


# The hashes of earlier source texts of a key of a message set that mean the same as the present one.
SameMeaning = Callable[[str, str, Text], Iterable[str]]


def translation_units(messages: MessageSet, catalog: Catalog | None, same: SameMeaning | None = None) -> tuple[Signable, ...]:
    """What is signed of a translation: every message of the set with what the catalog has for it now."""
    found = []
    for m in messages.messages:
        entry = catalog.entries.get(m.key) if catalog else None
        if entry is None or not entry.translated or entry.fuzzy or not same_source(entry, m.text):
            found.append(Signable(m.key, "", m.safety))
            continue
        target = word_hash(m.key, entry.msgstr)
        older = frozenset(f"{old} {target}" for old in same(messages.name, m.key, m.text)) if same else frozenset()
        found.append(Signable(m.key, f"{word_hash(m.key, m.text.forms)} {target}", m.safety, older))
    return tuple(found)


def source_units(messages: MessageSet, handout: Handout | None, same: SameMeaning | None = None) -> tuple[Signable, ...]:
    """What is signed in the source language: every text, and every number and fact of the handout.

    Why the data here alone: all languages print the same figures, so one clinician's eye on them serves all, and a
    changed number makes every leaflet of the handout a draft until that clinician has signed again.
    """
    found = [
        Signable(m.key, word_hash(m.key, m.text.forms), m.safety, frozenset(same(messages.name, m.key, m.text)) if same else frozenset())
        for m in messages.messages
    ]
    return (*found, *(_data(handout) if handout else ()))


# Parts of a handout that a clinician does not sign: who made it, its number and its look.
_UNSIGNED = frozenset({"version", "code", "people", "max_pages", "notes_lines", "allow", "id", "language"})


def _data(handout: Handout) -> Iterator[Signable]:
    """The handout without its texts, cut into parts: one for each effect, figure and source, and one for each other field."""
    for name, value in handout.model_dump(mode="json").items():
        if name in _UNSIGNED:
            continue
        own = getattr(handout, name)
        split = name in ("effects", "figures", "sources") and isinstance(value, dict)
        for part, inner, model in ((f"{name}.{k}", v, own[k]) for k, v in value.items()) if split else ((name, value, own),):
            bare = _bare(model, inner)
            if bare not in (None, {}, []):
                key, text = f"data.{part}", json.dumps(bare, ensure_ascii=False, sort_keys=True)
                yield Signable(key, word_hash(key, (text,)), True, value=text)


def _bare(model: object, dumped: object) -> object:
    """What was dumped, without the texts that are messages of their own."""
    if isinstance(model, Text):
        return None
    if isinstance(dumped, dict):
        pairs = {k: _bare(model[k] if isinstance(model, dict) else getattr(model, k, None), v) for k, v in dumped.items()}
        return {k: v for k, v in pairs.items() if v not in (None, {}, [])}
    if isinstance(dumped, list):
        inner = model if isinstance(model, (list, tuple)) else [None] * len(dumped)
        return [_bare(m, v) for m, v in zip(inner, dumped, strict=True)]
    return dumped


@dataclass(frozen=True, slots=True)
class Open:
    """A role whose signature is lacking: on which keys; `changed` those it had signed before the words changed."""

    role: str
    keys: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """A record and how much of it still stands: `good` of `total` of its words."""

    record: SignOff
    good: int
    total: int

    @property
    def stands(self) -> bool:
        return self.good == self.total

    def as_data(self) -> dict[str, str]:
        """Plain data; `stands` is "yes", or how many of its words have changed since."""
        r = self.record
        stands = "yes" if self.stands else f"{self.total - self.good} of {self.total} changed"
        who = {"role": r.role, "by": r.by, "date": r.date.isoformat()}
        return {"handout": r.handout, "language": r.language, **who, "stands": stands, "seal": r.seal}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one message set in one language stands."""

    open: tuple[Open, ...] = ()
    signers: tuple[Signer, ...] = ()

    @property
    def changed(self) -> bool:
        """True when words changed after they were signed."""
        return any(o.changed for o in self.open)

    def lacks(self, role: str) -> bool:
        return any(o.role == role for o in self.open)


@dataclass(frozen=True, slots=True)
class Approved:
    """How an edition stands: its handout's words, the interface's and those of the source.

    `source` is the standing of the words in the source language, `own` that of the translation (the same for the
    source language itself). `code` is "" unless all is signed; it changes with every signature and every word.
    """

    source: tuple[Standing, ...]
    own: tuple[Standing, ...]
    code: str = ""

    @property
    def stands(self) -> bool:
        return not any(s.open for s in (*self.source, *self.own))

    @property
    def changed(self) -> bool:
        return any(s.changed for s in (*self.source, *self.own))

    def clinicians(self) -> tuple[str, ...]:
        """Names of those whose signature on the source text stands, each once."""
        signers = (s for standing in self.source[:1] for s in standing.signers)
        return tuple(dict.fromkeys(s.record.by for s in signers if s.record.role == "clinician" and s.stands))

    def people(self) -> tuple[dict[str, str], ...]:
        """Every record with how it stands, as plain data: for the ledger, the status and the audit."""
        found = {s.record.seal: s for standing in (*self.source, *self.own) for s in standing.signers}
        return tuple(s.as_data() for s in found.values())

    def read_by_a_person(self) -> bool:
        """True when a named translator has signed every word: a machine's draft has become a person's work."""
        return bool(self.own) and not any(s.lacks("translator") for s in self.own) and all(s.signers for s in self.own)


def standing(units: tuple[Signable, ...], records: Iterable[SignOff], wanted: Iterable[str], safety: Iterable[str] = ()) -> Standing:
    """Who of `wanted` (on every unit) and of `safety` (on units that can hurt) has signed, and what is still open.

    A checker counts only where another person is the translator.
    """
    mine = tuple(records)
    roles = dict.fromkeys(wanted, units)
    for role in safety:
        roles[role] = units if role in roles else tuple(u for u in units if u.safety)
    found = (_lacking(role, part, mine, "translator" in roles) for role, part in roles.items())
    by_key = {u.key: u for u in units}
    return Standing(tuple(o for o in found if o.keys), tuple(_signer(r, by_key) for r in mine))


def _lacking(role: str, units: Iterable[Signable], records: tuple[SignOff, ...], pair: bool) -> Open:
    mine = [r for r in records if r.role == role]
    translators = [r for r in records if r.role == "translator"] if role == "checker" and pair else []
    keys, changed = [], []
    for unit in units:
        signers = [r for r in mine if unit.signed_by(r)]
        if translators:
            names = {t.name for t in translators if unit.signed_by(t)}
            signers = [r for r in signers if not names or names - {r.name}]
        if not signers:
            keys.append(unit.key)
            if any(unit.key in r.words and not unit.signed_by(r) for r in mine):
                changed.append(unit.key)
    return Open(role, tuple(keys), tuple(changed))


def _signer(record: SignOff, units: Mapping[str, Signable]) -> Signer:
    good = sum(1 for key in record.words if key in units and units[key].signed_by(record))
    return Signer(record, good, len(record.words))


def counting(records: Iterable[SignOff], policy: Policy, source: bool, trusted: frozenset[str]) -> tuple[SignOff, ...]:
    """The records that count under a policy. `trusted` holds the seals whose SSH signature was proven."""
    return tuple(
        r
        for r in records
        if (not policy.signature or r.seal in trusted)
        and not (policy.back_translation and not source and r.role == "clinician" and r.back_translation is None)
    )


def final_code(fingerprint: str, standings: Iterable[Standing]) -> str:
    """Eight characters that stand for these words with these signatures; printed on a final leaflet and kept in the ledger."""
    seals = sorted({s.record.seal for standing in standings for s in standing.signers})
    return hashlib.sha256("\n".join([fingerprint, *seals]).encode()).hexdigest()[:8]
