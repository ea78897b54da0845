"""Records of who signed which words: `translations/<language>/signoffs.yaml`, read, proven and written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from evenhand.content.evidence import Id, Part, Plain
from evenhand.content.source import read_model
from evenhand.content.value import Date
from evenhand.finding import Finding, Place, error

FILE = "signoffs.yaml"
Role = Literal["translator", "checker", "clinician", "reader"]
_END = "...\n"
_HEAD = """\
# Who signed which words. Written by evenhand sign; a record that was changed by hand does not count.
# Each line under words: a key, the hash of its source text, the hash of its translation.
"""
_Hashes = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{24}( [0-9a-f]{24})?$")]


class BackTranslation(Part):
    """A translation back into the source language, by somebody who had not seen the source: a file and its SHA-256."""

    file: Plain
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(alias="sha256")


class SignOff(Part):
    """One person's signature, in one role, on the words of a handout (or of the interface) in one language.

    `words` has the hashes of source and translation by key ("source translation"; the source alone in the source
    language); `data` the figures and facts that were signed with it, as JSON, so that a later change shows both.
    `seal` is the SHA-256 over all of it; `signature` an SSH signature over the same bytes.
    """

    handout: Id
    language: Plain
    role: Role
    by: Plain
    date: Date
    back_translation: BackTranslation | None = None
    words: dict[str, _Hashes] = Field(min_length=1)
    data: dict[str, str] = Field(default={})
    seal: str = ""
    signature: str | None = None

    @property
    def name(self) -> str:
        """The signer's name as two records of one person share it."""
        return " ".join(self.by.casefold().split())

    @property
    def order(self) -> tuple[str, str, str]:
        """Where a record stands in its file: so that two people's records merge without a conflict of order."""
        return self.handout, self.role, self.name


class _File(Part):
    sign_offs: tuple[SignOff, ...]


@dataclass(frozen=True, slots=True)
class SignOffs:
    """The records of one language: those that can count, and what is wrong with the others."""

    records: tuple[SignOff, ...] = ()
    faults: tuple[Finding, ...] = ()
    places: tuple[Place, ...] = ()


def word_hash(key: str, forms: Iterable[str]) -> str:
    """The hash of one text: 96 bits of SHA-256 over its key and its forms."""
    return hashlib.sha256(json.dumps([key, *forms], ensure_ascii=False).encode()).hexdigest()[:24]


def sealed(record: SignOff) -> bytes:
    """The bytes that the seal and an SSH signature stand for: every part of the record, words in their order."""
    back = record.back_translation
    parts = [
        "evenhand sign-off 1",
        record.handout,
        record.language,
        record.role,
        record.by,
        record.date.isoformat(),
        [back.file, back.sha256] if back else [],
        list(record.words.items()),
        list(record.data.items()),
    ]
    return (json.dumps(parts, ensure_ascii=False) + "\n").encode()


def seal_of(record: SignOff) -> str:
    """SHA-256 over `sealed(record)`."""
    return hashlib.sha256(sealed(record)).hexdigest()


def read_signoffs(path: Path, name: str, language: str, root: Path) -> SignOffs:
    """Read a language's records; damaged ones are told and do not count. Raises Trouble when the file is not YAML at all.

    `root` is the project's folder, where recorded back-translations lie.
    """
    file, document = read_model(path, name, _File)
    places = tuple(document.place(("sign-offs", i)) for i in range(len(file.sign_offs)))
    if not path.read_text(encoding="utf-8").endswith(_END):
        lost = error("S006", Place(name), "the end of the file is missing", "take the file from its history; none of its records counts")
        return SignOffs((), (lost,), ())
    good: list[tuple[SignOff, Place]] = []
    faults: list[Finding] = []
    before: SignOff | None = None
    for record, place in zip(file.sign_offs, places, strict=True):
        found = list(_damage(record, before, place, language, root))
        faults += found
        if not found:
            good.append((record, place))
            before = record
    return SignOffs(tuple(r for r, _ in good), tuple(faults), tuple(p for _, p in good))


def _damage(record: SignOff, before: SignOff | None, place: Place, language: str, root: Path) -> Iterator[Finding]:
    who = f"the {record.role}'s sign-off of {record.handout} by {record.by}"
    if record.seal != seal_of(record):
        yield error("S002", place, f"{who} was changed after it was signed", "take it from the file's history, or sign again")
    elif record.language != language:
        what = f"{who} is for {record.language}; it was copied here"
        yield error("S003", place, what, "remove it; each language is signed on its own")
    elif before and record.order == before.order:
        yield error("S004", place, f"{who} stands twice", "keep one of the two")
    elif before and record.order < before.order:
        what = f"{who} stands in the wrong place"
        yield error("S005", place, what, "put records in the order of handout, role and name, as evenhand sign writes them")
    if record.back_translation and not _unchanged(record.back_translation, root):
        what = f"the back-translation of {who} is missing or was changed: {record.back_translation.file}"
        yield error("S008", place, what, "take it from the file's history, or sign again")


def _unchanged(back: BackTranslation, root: Path) -> bool:
    path = (root / back.file).resolve()
    return path.is_relative_to(root) and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == back.sha256


def with_record(records: Iterable[SignOff], new: SignOff) -> tuple[SignOff, ...]:
    """The records with a new one, which takes the place of an older one of the same person, role and handout."""
    kept = [r for r in records if r.order != new.order]
    return tuple(sorted((*kept, new), key=lambda r: r.order))


def as_yaml(records: Iterable[SignOff]) -> str:
    """The file of these records; it ends with YAML's mark of the end, so that a cut file is known."""
    return _HEAD + "sign-offs:\n" + "".join(_block(r) for r in records) + _END


def _single(text: str) -> str:
    """A YAML string in single quotes, in which nothing but the quote itself is special: JSON stays readable."""
    return "'" + text.replace("'", "''") + "'"


def _block(record: SignOff) -> str:
    back = record.back_translation
    lines = [
        f"- handout: {record.handout}",
        f"  language: {record.language}",
        f"  role: {record.role}",
        f"  by: {json.dumps(record.by, ensure_ascii=False)}",
        f"  date: {record.date.isoformat()}",
        f"  seal: {record.seal}",
        *([f"  back-translation: {{file: {json.dumps(back.file, ensure_ascii=False)}, sha256: {back.sha256}}}"] if back else []),
        *(["  signature: |", *(f"    {line}" for line in record.signature.splitlines())] if record.signature else []),
        "  words:",
        *(f"    {key}: {hashes}" for key, hashes in record.words.items()),
        *(["  data:", *(f"    {key}: {_single(value)}" for key, value in record.data.items())] if record.data else []),
    ]
    return "\n".join(lines) + "\n"
