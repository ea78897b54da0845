"""Handout and interface become keyed messages: what a translator gets, with all that they need to know about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from evenhand.content.evidence import Figure, Part
from evenhand.content.model import Handout
from evenhand.content.source import read_model
from evenhand.content.text import Text, placeholders
from evenhand.content.walk import texts
from evenhand.finding import usage_trouble

INTERFACE = "interface"
# What the name of a brand's catalog begins with: `brand-harborview`.
BRAND = "brand-"
# The language in which `words.yaml` is written.
INTERFACE_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Message:
    """One translatable string: its stable key, its text, and the notes for the translator.

    `room` is how many letters have room where it stands; 0 where the page gives way.
    """

    key: str
    text: Text
    notes: tuple[str, ...] = ()
    safety: bool = False
    room: int = 0

    @property
    def names(self) -> list[str]:
        """Placeholders of the text, sorted; every form of a counted text may use them all."""
        return sorted({name for form in self.text.forms for name in placeholders(form)})


@dataclass(frozen=True, slots=True)
class MessageSet:
    """The messages of one catalog: `name` is the handout's id, `interface` or `brand-<id>`; `file` is where the texts are written.

    `language` is the one they are written in.
    """

    name: str
    file: str
    messages: tuple[Message, ...]
    language: str = INTERFACE_LANGUAGE

    def by_key(self) -> dict[str, Message]:
        return {m.key: m for m in self.messages}


_OF_THE_CLINIC = "a telephone number or a name of the clinic"


class _Word(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    text: Text
    note: str
    safety: Literal["high"] | None = None
    room: int = Field(default=0, ge=0)


_Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]*(\.[a-z][a-z-]*)?$")]


class _Words(RootModel[dict[_Key, _Word]]):
    pass


def read_words(folders: tuple[Path, ...]) -> MessageSet:
    """The interface's own words, from the first `words.yaml` on the search path."""
    for folder in folders:
        path = folder / "words.yaml"
        if path.is_file():
            words, _ = read_model(path, "templates/words.yaml", _Words)
            messages = (_word(key, word) for key, word in words.root.items())
            return MessageSet(INTERFACE, "templates/words.yaml", tuple(messages))
    raise usage_trouble("templates/words.yaml is missing", "install evenhand again")


def _word(key: str, word: _Word) -> Message:
    high = word.safety == "high"
    return Message(key, word.text, (word.note, *_room(word.room), *_safety(high)), high, word.room)


def handout_messages(handout: Handout, file: str) -> MessageSet:
    """Every text of a handout in reading order."""
    found = []
    for spot, text in texts(handout):
        notes = [spot.purpose, *_placeholder_notes(handout, text), *_room(spot.room), *_safety(spot.safety)]
        found.append(Message(spot.key, text, tuple(n for n in notes if n), spot.safety, spot.room))
    return MessageSet(handout.id, file, tuple(found), handout.language)


def _room(letters: int) -> tuple[str, ...]:
    return (room_note(letters),) if letters else ()


def room_note(letters: int | str) -> str:
    """The note on room; the same stands as a flag, which msgmerge and editors drop."""
    return f"Room for {letters} letters."


def brand_messages(brand: str, part: Part, file: str, language: str) -> MessageSet:
    """A brand's own words; no messages where it has none, as most brands."""
    found = []
    for spot, text in texts(part):
        names = sorted({n for form in text.forms for n in placeholders(form)})
        notes = (spot.purpose, *(f"{{{name}}} is filled in: {_OF_THE_CLINIC}" for name in names))
        found.append(Message(spot.key, text, notes))
    return MessageSet(f"{BRAND}{brand}", file, tuple(found), language)


def _safety(high: bool) -> tuple[str, ...]:
    return ("Safety: high. A wrong word here can hurt someone.",) if high else ()


def _placeholder_notes(handout: Handout, text: Text) -> list[str]:
    names = sorted({n for form in text.forms for n in placeholders(form)})
    return [f"{{{name}}} is filled in: {_example(handout, name)}" for name in names]


def _example(handout: Handout, name: str) -> str:
    """What a placeholder holds, without its present value: a changed number must not make a string stale."""
    if name in handout.figures:
        figure = handout.figures[name]
        return f"{_shape(figure)}; {figure.what}"
    effect, _, arm = name.partition(".")
    if effect in handout.effects:
        return f"a share such as “7 of every 10”; {handout.effects[effect].arms[arm].name.other}"
    return _OF_THE_CLINIC


def _shape(figure: Figure) -> str:
    if figure.events is not None:
        return "a share such as “7 of every 10”"
    if figure.range is not None:
        return "a range of numbers"
    if figure.date is not None:
        return "a date"
    return "a year" if figure.year is not None else "a number"
