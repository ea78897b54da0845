"""Changes of a source text that left its meaning as it was: `translations/same-meaning.yaml`, read, asked and written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, field_validator

from evenhand.content.evidence import Id, Part, Plain
from evenhand.content.source import read_model
from evenhand.content.value import Date
from evenhand.finding import Place

FILE = "same-meaning.yaml"
Forms = tuple[str, ...]
_Texts = Annotated[tuple[Plain, ...], Field(min_length=1, max_length=2)]
_HEAD = """\
# Changes of source texts that left the meaning as it was (a comma, a spelling): translations of the old text stand.
# Written by evenhand translate same-meaning, before evenhand translate update. Take a block away to void it.
"""
# What a quoted YAML string would take as the end of a line, or refuse.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


class Meaning(Part):
    """One change: the texts before and after it (one form, or singular and plural), and who says that they mean the same."""

    handout: Id
    key: Plain
    old: _Texts
    new: _Texts
    by: Plain
    date: Date

    @property
    def order(self) -> tuple[str, str, Forms, Forms]:
        """What makes a record one of its own, and where it stands: two people's records merge without a conflict of order."""
        return self.handout, self.key, self.old, self.new


class _File(Part):
    same_meaning: tuple[Meaning, ...]

    @field_validator("same_meaning", mode="before")
    @classmethod
    def _none_left(cls, value: Any) -> Any:
        return () if value == "" else value


@dataclass(frozen=True, slots=True)
class Meanings:
    """The records of a project in the file's order, and the place of each."""

    records: tuple[Meaning, ...] = ()
    places: tuple[Place, ...] = ()


def read_meanings(path: Path, name: str) -> Meanings:
    """The records of a file; none when it is not there. Raises Trouble with every fault."""
    if not path.is_file():
        return Meanings()
    file, document = read_model(path, name, _File)
    return Meanings(file.same_meaning, tuple(document.place(("same-meaning", i)) for i in range(len(file.same_meaning))))


def same_meaning(records: Iterable[Meaning], handout: str, key: str, old: Forms, new: Forms) -> bool:
    """True when the records lead from the old text of a message to the new one, in one step or in several."""
    return old != new and old in earlier(records, handout, key, new)


def earlier(records: Iterable[Meaning], handout: str, key: str, new: Forms) -> tuple[Forms, ...]:
    """The older texts of a message that mean the same as `new`, the latest first."""
    mine = [r for r in records if r.handout == handout and r.key == key]
    found = [new]
    for text in found:
        found += [r.old for r in mine if r.new == text and r.old not in found]
    return tuple(found[1:])


def with_record(records: Iterable[Meaning], new: Meaning) -> tuple[Meaning, ...]:
    """The records with a new one, which takes the place of one about the same change."""
    return tuple(sorted((*(r for r in records if r.order != new.order), new), key=lambda r: r.order))


def as_yaml(records: Iterable[Meaning]) -> str:
    """The file of these records, a block for each."""
    return _HEAD + "same-meaning:\n" + "".join(_block(r) for r in records)


def _block(record: Meaning) -> str:
    lines = [
        f"- handout: {record.handout}",
        f"  key: {record.key}",
        *("  old:", *(f"  - {_quoted(form)}" for form in record.old)),
        *("  new:", *(f"  - {_quoted(form)}" for form in record.new)),
        f"  by: {_quoted(record.by)}",
        f"  date: {record.date.isoformat()}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))
