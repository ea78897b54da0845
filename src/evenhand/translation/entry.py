"""One entry of a PO file, and the quick way to read the entries that are written as nearly all are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from evenhand.translation.strings import trim, unquote_lines

# Notes, msgctxt, msgid and msgstr, each string on one line or several; then the next entry, or the end of the file.
_STRING = r'((?:"[^"\\\n]*(?:\\.[^"\\\n]*)*"\n)+)'
_COMMON = re.compile(rf'((?:#(?![~|])[^\n]*\n)*)(?:msgctxt {_STRING})?msgid {_STRING}msgstr {_STRING}\n*(?=#[^~]|msgctxt "|msgid "|\Z)')


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a PO file; `raw` is its text in the file, with the blank lines after it ("" for a new entry).

    `base` is the text of a changed entry before: lines that still say the same are taken from it, as they were wrapped.
    `tail` holds the comments at the end of the file, after its last entry; they are part of that entry's `raw` too.
    """

    msgid: str
    msgstr: tuple[str, ...] = ("",)
    msgctxt: str | None = None
    msgid_plural: str | None = None
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: tuple[tuple[str, str], ...] = ()
    obsolete: bool = False
    line: int = 0
    raw: str = field(default="", compare=False)
    base: str = field(default="", compare=False)
    tail: str = field(default="", compare=False)

    @property
    def fuzzy(self) -> bool:
        return "fuzzy" in self.flags

    @property
    def translated(self) -> bool:
        return all(self.msgstr)

    def changed(self, **what: object) -> Entry:
        """A changed entry, which will be printed anew; the same entry when nothing differs."""
        if all(getattr(self, name) == value for name, value in what.items()):
            return self
        return replace(self, **{**what, "raw": "", "base": self.raw or self.base})  # type: ignore[arg-type]


class Notes(NamedTuple):
    """The comments of an entry by their kind: a translator's, those from the source, where it stands, and its flags."""

    comments: tuple[str, ...]
    extracted: tuple[str, ...]
    references: tuple[str, ...]
    flags: tuple[str, ...]


def notes_of(comments: Iterable[str]) -> Notes:
    """Sort the comment lines of an entry; each comes without the spaces around it."""
    kinds: dict[str, list[str]] = {"": [], ".": [], ":": [], ",": []}
    for line in comments:
        mark = line[1:2] if line[1:2] in (".", ":", ",") else ""
        kinds[mark].append(line[1 + len(mark) :].removeprefix(" "))
    flags = (flag.strip() for line in kinds[","] for flag in line.split(","))
    return Notes(tuple(kinds[""]), tuple(kinds["."]), tuple(kinds[":"]), tuple(flag for flag in flags if flag))


def common_entry(text: str, at: int, line: int, known: dict[str, Notes]) -> Entry | None:
    """The entry at a place when it is a common one; None leaves it to the reader that goes line by line.

    Why two readers: catalogs are most of what a large project has to read, and one pattern reads them in a third of the
    time. What it takes, it reads as the other would; the tests compare the two. `known` keeps notes that entries share.
    """
    match = _COMMON.match(text, at)
    if match is None:
        return None
    written, msgctxt, msgid, msgstr = match.groups()
    notes = known.get(written)
    if notes is None:
        notes = known[written] = notes_of(trim(note) for note in written.split("\n")[:-1])
    key = None if msgctxt is None else unquote_lines(msgctxt)
    return Entry(unquote_lines(msgid), (unquote_lines(msgstr),), key, None, *notes, (), False, line, match[0])
