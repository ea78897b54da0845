"""The proof of an edition: its messages beside their source, block by block, with all that a reviewer needs to judge them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from evenhand.checks.outline import Chapter, outline
from evenhand.finding import Finding
from evenhand.sheet.bits import Bit, Bits, bits, compared, filled
from evenhand.sheet.order import Order
from evenhand.sheet.shelf import Shelf
from evenhand.sheet.writer import Writer
from evenhand.translation.catalog import Catalog
from evenhand.translation.edition import SOURCE_PLURAL
from evenhand.translation.language import PluralRule, plural_rule
from evenhand.translation.marks import colon
from evenhand.translation.messages import INTERFACE, Message
from evenhand.translation.po import Entry
from evenhand.translation.wording import Value, Wording


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a message as it prints; `note` says for which numbers. Without bits it is a gap."""

    bits: Bits
    note: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One message, or (without `state`) lines that the page makes from data. `old`: words that are older than the source."""

    key: str
    source: tuple[Form, ...]
    target: tuple[Form, ...]
    state: str = ""
    remark: str = ""
    safety: bool = False
    purpose: str = ""
    comments: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def old(self) -> bool:
        return self.state == "stale"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the proof under its heading, in both languages; `number` is that of the printed section, 0 without one."""

    source: Bits
    target: Bits
    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What a proof is made of. `order.source` is the source's edition, None where the source itself is proven; `used` are
    the keys of the interface's words that its leaflet prints; `findings` all that the rules say."""

    shelf: Shelf
    order: Order
    findings: tuple[Finding, ...]
    used: frozenset[str]

    @property
    def catalogs(self) -> tuple[Catalog | None, Catalog | None]:
        """The handout's and the interface's in the language of the edition."""
        tag, name = self.order.edition.language.tag, self.order.edition.handout.id
        if self.order.edition.is_source:
            return None, None
        return self.shelf.catalogs.get((tag, name)), self.shelf.catalogs.get((tag, INTERFACE))


class Proof:
    """Makes the parts of one proof."""

    def __init__(self, case: Case) -> None:
        order = case.order
        self.case, self.source = case, order.source or order.edition
        self.ours = Writer(order.edition, order.staff, order.brand, order.digits)
        self.theirs = Writer(self.source, order.staff, order.brand, order.source_digits)
        self._told = _by_key(case.findings)

    def parts(self) -> Iterator[Part]:
        """The handout in the order of the page, then the interface's words that the leaflet uses."""
        messages = self.case.shelf.messages[self.source.handout.id].by_key()
        for chapter in outline(self.ours):
            yield Part(*self._heading(chapter), chapter.number, tuple(self._blocks(chapter, messages)))
        words = self.case.shelf.messages[INTERFACE].messages
        used = tuple(self._block(m, 1) for m in words if m.key in self.case.used)
        yield Part((Bit("Words of the leaflet itself, the same in every leaflet"),), (), 0, used)

    def _heading(self, chapter: Chapter) -> tuple[Bits, Bits]:
        if chapter.kind == "label":
            return (Bit(chapter.heading),), ()
        sides = []
        for writer in (self.theirs, self.ours):
            own = chapter.kind == "own"
            runs = (
                (writer.own.say(writer.edition.phrases[chapter.heading], **writer.values))
                if own
                else writer.interface.word(chapter.heading)
            )
            sides.append(bits(runs))
        return sides[0], () if self.case.order.edition.is_source else sides[1]

    def _blocks(self, chapter: Chapter, messages: Mapping[str, Message]) -> Iterator[Block]:
        effects = dict(chapter.effects)
        for key in chapter.keys:
            yield self._block(messages[key], 0)
            if key in effects:
                yield self._printed(effects[key])

    def _block(self, message: Message, which: int) -> Block:
        """A message's block; `which` is 0 for the handout's catalog and 1 for the interface's."""
        catalog, edition = self.case.catalogs[which], self.case.order.edition
        entry = catalog.entries.get(message.key) if catalog else None
        phrase = (edition.words if which else edition.phrases)[message.key]
        old = _old_source(entry, message) if phrase.state == "stale" else ()
        files = (self.case.shelf.messages[INTERFACE if which else edition.handout.id].file, catalog.name if catalog else "")
        return Block(
            key=f"interface:{message.key}" if which else message.key,
            source=tuple(self._forms(self.theirs, message, message.text.forms, (plural_rule(SOURCE_PLURAL), which), old)),
            target=() if edition.is_source else tuple(self._target(message, entry, (catalog, which))),
            state=phrase.state,
            remark=_remark(entry, old) if phrase.state == "stale" else "",
            safety=message.safety,
            purpose=message.notes[0] if message.notes else "",
            comments=entry.comments if entry else (),
            findings=tuple(f for file in files for f in self._told.get((file, message.key), ())),
        )

    def _target(self, message: Message, entry: Entry | None, where: tuple[Catalog | None, int]) -> Iterator[Form]:
        catalog, which = where
        if catalog is None or entry is None or not any(entry.msgstr):
            yield Form(())
            return
        yield from self._forms(self.ours, message, entry.msgstr, (catalog.plural, which))

    def _forms(
        self, writer: Writer, message: Message, forms: tuple[str, ...], how: tuple[PluralRule, int], old: tuple[str, ...] = ()
    ) -> Iterator[Form]:
        """Every form with its data, a counted one with a number that takes it; `old` are the forms of the source before."""
        (rule, which), count = how, message.text.count
        say, values = (writer.interface, {}) if which else (writer.own, writer.values)
        now = self._number(count) if count and not which else None
        for i, text in enumerate(forms):
            example = rule.examples()[i] if count and i < rule.count else None
            prints = now is not None and min(rule.form(now), len(forms) - 1) == i
            shown = now if prints else example
            own = values | ({count: say.number(shown)} if count and shown is not None and not prints else {})
            before = old[min(i, len(old) - 1)] if old else text
            yield Form(_said(say, (before, text), own), _note(count, shown, prints))

    def _number(self, count: str) -> int | None:
        figure = self.source.figures.get(count)
        return int(figure.number or 0) if figure else None

    def _printed(self, name: str) -> Block:
        """What the page makes of an effect's numbers, in both languages."""
        sides = [tuple(_effect(writer, name)) for writer in (self.theirs, self.ours)]
        return Block(f"numbers of {name}", sides[0], () if self.case.order.edition.is_source else sides[1], purpose="Made from data")


def _said(say: Wording, texts: tuple[str, str], values: Mapping[str, Value]) -> Bits:
    old, new = texts
    return filled(say, new, values) if old == new or not new else compared(say, old, new, values)


def _note(count: str, shown: int | None, prints: bool) -> str:
    if not count:
        return ""
    if shown is None:
        return "no whole number takes this form"
    return f"for {shown}, as it prints now" if prints else f"such as for {shown}"


def _by_key(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    told: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        told.setdefault((finding.place.file, finding.place.key), []).append(finding)
    return told


def _old_source(entry: Entry | None, message: Message) -> tuple[str, ...]:
    """The source that a stale translation translates; none where it is not known."""
    if entry is None:
        return ()
    before = dict(entry.previous)
    if entry.fuzzy and "msgid" in before:
        return tuple(before[k] for k in ("msgid", "msgid_plural") if k in before)
    own = (entry.msgid, *((entry.msgid_plural,) if entry.msgid_plural is not None else ()))
    return own if own != message.text.forms else ()


def _remark(entry: Entry | None, old: tuple[str, ...]) -> str:
    return "Older than the source" if old else "Marked as unsure: the source has not changed, or nobody kept the old one"


def _effect(writer: Writer, name: str) -> Iterator[Form]:
    effect: Any = writer.edition.body.effects[name]
    mark, w = Bit(colon(writer.edition.language) + " "), writer.interface.word
    for arm in effect.arms.values():
        lead = (*_phrase(writer, arm.name), Bit(" – "))
        if not arm.counted:
            yield Form((*lead, *_phrase(writer, arm.unknown)))
            continue
        counting = writer.counting(arm)
        for label, events in ((effect.outcome.yes, arm.events), (effect.outcome.no, arm.rest)):
            yield Form((*lead, *_phrase(writer, label), mark, *bits(w(counting, events=events, out_of=arm.out_of))))
        if arm.events == 0:
            yield Form(bits(w("effect.upper", upper=arm.upper_limit, out_of=arm.limit_out_of)))
    if effect.verdict:
        gap = (Bit(" "), *bits(w("effect.difference", share=writer.difference(effect)))) if effect.gap else ()
        chance = (Bit(" "), *bits(w("effect.chance"))) if effect.difference == "chance" else ()
        yield Form((*bits(w(effect.verdict)), *gap, *chance))


def _phrase(writer: Writer, phrase: Any) -> Bits:
    return bits(writer.own.say(phrase, **writer.values))


def heard(order: Order) -> tuple[Order, set[str]]:
    """An order whose edition notes which of the interface's words are asked for; composing its page fills the set."""
    keys: set[str] = set()

    class Words(dict[str, Any]):
        def __getitem__(self, key: str) -> Any:
            keys.add(key)
            return super().__getitem__(key)

    return replace(order, edition=replace(order.edition, words=Words(order.edition.words)), source=None), keys


def loose(case: Case, parts: Iterable[Part]) -> tuple[Finding, ...]:
    """Findings in the files of this edition that stand beside no block: on its data, its people, its catalog as a whole."""
    shown = {f for part in parts for block in part.blocks for f in block.findings}
    own = {case.shelf.messages[case.order.edition.handout.id].file, *(c.name for c in case.catalogs if c)}
    keys = {m.key for m in case.shelf.messages[INTERFACE].messages}
    words = case.catalogs[1].name if case.catalogs[1] else ""
    # Words of the interface that this leaflet does not print are proven with those that do.
    elsewhere = [f for f in case.findings if f.place.file == words and f.place.key in keys]
    return tuple(f for f in case.findings if f.place.file in own and f not in shown and f not in elsewhere)
