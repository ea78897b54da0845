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
    base = spot.key
    safety = spot.safety or getattr(value, "safety", False)
    own_id = getattr(value, "id", None) if base else None
    if own_id:
        base = _join("blocks" if getattr(value, "rooted", False) else base, own_id)
    result = SimpleNamespace(type=type(value).__name__)
    for name, field in type(value).model_fields.items():
        key = _join(base, (field.alias or name).removesuffix("-items"))
        # The list of a part adds nothing to a key: risks.infection.what, not risks.items.infection.what.
        inner = base if name == "items" and isinstance(getattr(value, name), tuple) else key
        room = field.json_schema_extra.get("room", 0) if isinstance(field.json_schema_extra, dict) else 0
        here = Spot(inner, field.description or spot.purpose, safety, room if isinstance(room, int) else 0)
        setattr(result, name, _value(getattr(value, name), here, change))
    for name in ("rest", "upper_limit", "limit_out_of", "counted", "gap", "verdict", "link"):
        extra = getattr(value, name, None)
        if extra is not None and name not in type(value).model_fields:
            setattr(result, name, extra() if callable(extra) else extra)
    return result


def _join(base: str, name: str) -> str:
    return f"{base}.{name}" if base else name
