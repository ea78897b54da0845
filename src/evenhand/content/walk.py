"""Walk a model's translatable texts in reading order, each with its stable key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from pydantic import BaseModel

from evenhand.content.evidence import Part
from evenhand.content.text import Text


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text stands: its key (`risks.infection.what`), what it is for, and whether a wrong word can hurt.

    `room` is how many letters have room there; 0 where the page gives way. A field says it as `json_schema_extra={"room": …}`.
    """

    key: str
    purpose: str
    safety: bool
    room: int = 0


Change = Callable[[Spot, Text], Any]


def render(part: Part, change: Change) -> SimpleNamespace:
    """The same tree as plain objects, each Text replaced by what `change` makes of it.

    Why not a copy of the model: the page only reads, and plain objects travel to other processes cheaply.
    """
    result: SimpleNamespace = _value(part, Spot("", "", False), change)
    return result


def texts(part: Part) -> Iterator[tuple[Spot, Text]]:
    """Every text of a handout in the order of its fields, with its key."""
    found: list[tuple[Spot, Text]] = []
    render(part, lambda spot, text: found.append((spot, text)))
    yield from found


def _value(value: Any, spot: Spot, change: Change) -> Any:
    if isinstance(value, Text):
        return change(spot, value)
    if isinstance(value, BaseModel):
        return _model(value, spot, change)
    if isinstance(value, dict):
        return {k: _value(v, Spot(_join(spot.key, k), spot.purpose, spot.safety, spot.room), change) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(_value(v, spot, change) for v in value)
    return value


def _model(value: BaseModel, spot: Spot, change: Change) -> SimpleNamespace:
    kind, base = type(value), spot.key
    fields, more = kind.model_fields, _more(kind)
    safety = spot.safety or getattr(value, "safety", False)
    own_id = getattr(value, "id", None) if base and ("id" in fields or "id" in more) else None
    if own_id:
        base = _join("blocks" if getattr(value, "rooted", False) else base, own_id)
    result = SimpleNamespace(type=kind.__name__)
    for name, field in fields.items():
        part = getattr(value, name)
        if isinstance(part, _WITH_TEXTS):
            key = _join(base, (field.alias or name).removesuffix("-items"))
            # The list of a part adds nothing to a key: risks.infection.what, not risks.items.infection.what.
            inner = base if name == "items" and isinstance(part, tuple) else key
            room = field.json_schema_extra.get("room", 0) if isinstance(field.json_schema_extra, dict) else 0
            here = Spot(inner, field.description or spot.purpose, safety, room if isinstance(room, int) else 0)
            part = _value(part, here, change)
        setattr(result, name, part)
    for name in _EXTRAS:
        if name in more and name not in fields:
            extra = getattr(value, name)
            if extra is not None:
                setattr(result, name, extra() if callable(extra) else extra)
    return result


_WITH_TEXTS = (Text, BaseModel, dict, tuple)
# What the page reads of some parts besides their fields.
_EXTRAS = ("rest", "upper_limit", "limit_out_of", "counted", "gap", "verdict", "link")


def _more(kind: type[BaseModel]) -> set[str]:
    """Which of these parts of a kind have, by their classes: pydantic takes long to say that an object has none."""
    wanted = {*_EXTRAS, "id"}
    return {name for base in kind.__mro__ for name in vars(base).keys() & wanted}


def _join(base: str, name: str) -> str:
    return f"{base}.{name}" if base else name
