"""The order in which a leaflet's messages are read: its parts with their headings and keys, for proofs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Literal

from evenhand.sheet.room import unknowns_under
from evenhand.sheet.writer import Writer
from evenhand.translation.wording import Phrase

Kind = Literal["label", "word", "own"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the leaflet: its number on the page (0 without one), the keys of its messages, and the effects whose numbers
    print in it, each after the key it follows. `heading` is a plain label, a `word` of the interface or the key of a
    message of the handout's `own`, as `kind` says."""

    heading: str
    kind: Kind
    number: int
    keys: tuple[str, ...]
    effects: tuple[tuple[str, str], ...] = ()


def outline(writer: Writer) -> Iterator[Chapter]:
    """Every message of the handout once, in the order of the page; what prints nowhere in this brand's country stands last."""
    seen: set[str] = set()
    number = 0
    for heading, kind, numbered, parts in _parts(writer):
        keys: list[str] = []
        effects: list[tuple[str, str]] = []
        for part in parts:
            fresh = [key for key in _keys(part) if key not in seen]
            seen |= set(fresh)
            keys += fresh
            name = next((n for n, e in writer.edition.body.effects.items() if e is part), "")
            # An effect that several claims show is told once.
            if name and fresh:
                effects.append((fresh[-1], name))
        if keys or numbered:
            number += numbered
            yield Chapter(heading, kind, number if numbered else 0, tuple(keys), tuple(effects))
    rest = tuple(key for key in writer.edition.phrases if key not in seen)
    if rest:
        yield Chapter("Not printed for this clinic", "label", 0, rest)


_Part = tuple[str, Kind, bool, list[Any]]


def _parts(writer: Writer) -> Iterator[_Part]:
    """(heading, its kind, whether the page numbers it, the parts of the body under it)."""
    body, country = writer.edition.body, writer.brand.country
    yield "Title", "label", False, [body.title, body.about]
    yield "summary.message", "word", False, [body.summary.message]
    yield "summary.key-points", "word", False, [body.summary.key_points]
    yield "help.heading", "word", False, [body.red_flags]
    yield from _sections(body, "background")
    for effect in body.effects.values():
        if writer.has_arrays(effect):
            yield effect.outcome.name.key, "own", False, [effect]
    yield from _weighed(writer, body)
    if body.options:
        yield "options.heading", "word", True, [body.options]
    yield from _sections(body, "practical")
    here = [a for c, a in body.approval.items() if c == country]
    if here:
        yield "approval.heading", "word", True, here
    if body.cost:
        yield "cost.heading", "word", True, [body.cost]
    if body.questions:
        yield "questions.heading", "word", True, [body.questions]
    yield "Words that are explained", "label", False, [body.terms]
    yield "makers.heading", "word", False, [body.people]


def _sections(body: SimpleNamespace, place: str) -> Iterator[_Part]:
    yield from ((s.heading.key, "own", True, [s]) for s in body.sections if s.place == place)


def _weighed(writer: Writer, body: SimpleNamespace) -> Iterator[_Part]:
    unknowns: _Part = ("unknowns.heading", "word", True, [body.unknowns])
    under = unknowns_under(writer.edition.handout)
    yield "benefits.heading", "word", True, _claims(body, body.benefits)
    if under:
        yield unknowns
    yield "risks.heading", "word", True, _claims(body, body.risks)
    if not under:
        yield unknowns


def _claims(body: SimpleNamespace, part: SimpleNamespace) -> list[Any]:
    found: list[Any] = [part.intro] if part.intro else []
    for claim in getattr(part, "items"):  # noqa: B009  a field, not the method of a mapping
        found += [claim, *([body.effects[claim.effect]] if claim.effect else [])]
    return found


def _keys(part: Any) -> Iterator[str]:
    """Keys of every phrase in a part of the body, in its order."""
    if isinstance(part, Phrase):
        yield part.key
    elif isinstance(part, SimpleNamespace):
        for value in vars(part).values():
            yield from _keys(value)
    elif isinstance(part, dict):
        for value in part.values():
            yield from _keys(value)
    elif isinstance(part, (tuple, list)):
        for value in part:
            yield from _keys(value)
