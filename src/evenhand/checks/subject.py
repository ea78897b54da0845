"""What rules look at: a handout as written, and an edition as it speaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from evenhand.checks.lexicon import Lexicon
from evenhand.checks.rule import Fault
from evenhand.checks.slant import GROUPS, Passage, Reading, Slant, Spot, slants
from evenhand.content.evidence import Certainty
from evenhand.content.model import Claim, Handout
from evenhand.content.references import locate
from evenhand.content.source import Document
from evenhand.finding import Place
from evenhand.translation.catalog import Catalog
from evenhand.translation.messages import Message, MessageSet


@dataclass(frozen=True, slots=True)
class Written:
    """A handout as its author wrote it, with the places of its parts in the file; `today` decides what is overdue.

    `signed`: its words and data are signed off as the policy asks.
    """

    handout: Handout
    document: Document
    today: dt.date
    signed: bool = False

    def place(self, *loc: int | str) -> Place:
        return self.document.place(loc)


@dataclass(frozen=True, slots=True)
class Told:
    """One message as one language says it: its words, and what the word lists see in them.

    `key` is that of a handout's message; "" for a passage of an article that evenhand did not make. `counted` is true
    where the page prints the numbers of an effect beside the words.
    """

    key: str
    lexicon: Lexicon
    form: str
    spot: Spot
    proven: bool
    reading: Reading
    place: Place
    counted: bool = False

    def slants(self) -> Iterator[Slant]:
        yield from slants(self.reading, Passage(self.form, self.spot, self.proven))


def seen(subject: Told, group: str, what: str) -> Iterator[Fault]:
    """The faults of a message that a rule about one group of phrases yields."""
    for slant in subject.slants():
        if slant.group == group:
            words = subject.form[slant.start : slant.end]
            instead = subject.lexicon.instead.get(group, "")
            mend = f"for example: {instead}" if instead else ""
            yield Fault(subject.place, f"{what}: “{words}”", mend, slant.severity, subject.form, (slant.start, slant.end))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A handout in one language, with that language's word lists; only what would print, so stale and missing texts are left out.

    `lexicon` is None for a language without word lists: nothing can be said of its words, and the report says so.
    """

    handout: Handout
    messages: MessageSet
    language: str
    lexicon: Lexicon | None
    document: Document
    catalog: Catalog | None
    _readings: dict[str, list[Reading]] = field(default_factory=dict, compare=False)

    @property
    def is_source(self) -> bool:
        return self.catalog is None

    @property
    def file(self) -> str:
        return self.catalog.name if self.catalog else self.document.name

    def forms(self, message: Message) -> tuple[str, ...]:
        """The words of a message in this language; none where the translation is missing or stale."""
        if self.catalog is None:
            return message.text.forms
        entry = self.catalog.entries.get(message.key)
        if entry is None or entry.fuzzy or not entry.translated or entry.msgid != message.text.forms[0]:
            return ()
        return entry.msgstr

    def readings(self, message: Message) -> list[Reading]:
        """The words of a message, read once."""
        if self.lexicon is None:
            return []
        if message.key not in self._readings:
            self._readings[message.key] = [Reading(self.lexicon, form) for form in self.forms(message)]
        return self._readings[message.key]

    def place(self, message: Message) -> Place:
        if self.catalog is None:
            spot = self.document.place(locate(self.document, message.key, message.text))
            return Place(spot.file, spot.line, spot.column, message.key, self.language)
        entry = self.catalog.entries.get(message.key)
        return Place(self.catalog.name, entry.line if entry else 0, key=message.key, language=self.language)

    def told(self) -> Iterator[Told]:
        """Every message with its words and its place."""
        if self.lexicon is None:
            return
        for message in self.messages.messages:
            for form, reading in zip(self.forms(message), self.readings(message), strict=False):
                if any(h.group in _JUDGED for h in reading.hits):
                    yield Told(
                        message.key,
                        self.lexicon,
                        form,
                        spot_of(message.key, self.handout),
                        proven(message.key, self.handout),
                        reading,
                        self.place(message),
                        counted(message.key, self.handout),
                    )

    def under(self, *heads: str) -> list[Message]:
        """The messages of some parts of the handout, such as `benefits`."""
        return [m for m in self.messages.messages if m.key.split(".", 1)[0] in heads]

    def words(self, *heads: str) -> int:
        """How many words (or letters, in scripts without spaces) stand in some parts of the handout."""
        spaces = self.lexicon is None or self.lexicon.spaces
        texts = [form for m in self.under(*heads) for form in self.forms(m)[-1:]]
        return sum(len(t.split()) if spaces else len(t) for t in texts)


_HEADS: dict[str, Spot] = {
    "title": "title", "about": "benefits", "summary": "benefits", "benefits": "benefits", "risks": "risks", "unknowns": "unknowns",
    "options": "options", "approval": "approval", "questions": "questions",
}  # fmt: skip
# Groups that a rule about phrases judges; a message with none of them needs no closer look.
_JUDGED = frozenset((*GROUPS, "frequency"))


def spot_of(key: str, handout: Handout) -> Spot:
    """Where a message stands, for the rules about phrases."""
    parts = key.split(".")
    if parts[-1] in ("heading", "caption"):
        return "heading"
    if parts[0] == "blocks" and parts[1] in _myths(handout):
        return "myth"
    return _HEADS.get(parts[0], "elsewhere")


def _myths(handout: Handout) -> set[str]:
    return {b.id for s in handout.sections for b in s.blocks if getattr(b, "tone", "") == "myth"}


def proven(key: str, handout: Handout) -> bool:
    """True where plain words are earned: evidence of high certainty; or the bare name of a hope that the next line doubts."""
    parts = key.split(".")
    if parts[0] == "benefits" and len(parts) == 3:
        claim = next((c for c in handout.benefits.items if c.id == parts[1]), None)
        return claim is not None and (claim.certainty is Certainty.HIGH or (parts[2] == "what" and claim.unknown is not None))
    certain = [c.certainty is Certainty.HIGH for c in handout.benefits.items]
    return parts[0] in ("title", "about", "summary") and bool(certain) and all(certain)


def counted(key: str, handout: Handout) -> bool:
    """True for the words of a benefit or risk whose numbers stand beside them."""
    parts = key.split(".")
    if parts[0] not in ("benefits", "risks") or len(parts) != 3:
        return False
    items: tuple[Claim, ...] = getattr(handout, parts[0]).items
    return any(claim.id == parts[1] and claim.effect for claim in items)
