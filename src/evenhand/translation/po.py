"""Read and write PO files without losing a byte: an entry that did not change keeps its text as it was.

Why not a library: Babel's reader loses `#|` lines and custom headers, polib rewraps entries that nobody touched, and
translate-toolkit, which does keep them, is GPL (see docs/house.md). gettext's own tools check this module in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evenhand.finding import Finding, Place, error
from evenhand.translation.entry import Entry as Entry
from evenhand.translation.entry import Notes, common_entry, notes_of
from evenhand.translation.strings import blocks, lines, lines_from, quote, trim, unquote

_KEYWORD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[(\d+)\])?)\s*(".*)$')
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)")


@dataclass(frozen=True, slots=True)
class PoFile:
    """The entries of a file in order; joined, their texts are the file."""

    entries: tuple[Entry, ...]
    newline: str = "\n"

    @property
    def header(self) -> dict[str, str]:
        """Fields of the header entry, in order."""
        first = next((e for e in self.entries if e.msgid == "" and not e.msgctxt and not e.obsolete), None)
        fields = first.msgstr[0].split("\n") if first else []
        return {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in fields) if k.strip()}

    def text(self) -> str:
        """The whole file; entries without `raw` are printed."""
        out: list[str] = []
        before: Entry | None = None
        for entry in self.entries:
            if out and not _neighbours(before, entry) and not out[-1].endswith(("\n\n", "\r\n\r\n")):
                out.append(self.newline if out[-1].endswith("\n") else 2 * self.newline)
            out.append(entry.raw or print_entry(entry).replace("\n", self.newline) + self.newline + entry.tail)
            before = entry
        return "".join(out)


def _neighbours(first: Entry | None, second: Entry) -> bool:
    """True for two entries that stood one after the other in the file: what was between them is part of their texts."""
    return first is not None and bool(first.raw and second.raw) and first.line + first.raw.count("\n") == second.line


def parse_po(text: str, name: str) -> tuple[PoFile, list[Finding]]:
    """Read a PO file; every fault comes with its line. `name` is how findings call the file."""
    faults: list[Finding] = []
    entries: list[Entry] = []
    known: dict[str, Notes] = {}
    at, line = 0, 1
    while at < len(text):
        entry = common_entry(text, at, line, known)
        raw = entry.raw if entry else text[at : _end(text, at)]
        entry = entry or _Reader(name, line, faults).read(raw)
        if entry is not None:
            entries.append(entry)
        elif entries:
            entries[-1] = replace(entries[-1], raw=entries[-1].raw + raw, tail=raw)
        else:
            entries.append(Entry("", (), obsolete=True, line=line, raw=raw))
        at, line = at + len(raw), line + raw.count("\n")
    newline = "\r\n" if "\r\n" in text else "\n"
    return PoFile(tuple(entries), newline), [*faults, *_duplicates(entries, name)]


def _end(text: str, at: int) -> int:
    """Where the entry that begins at a place ends: where, after its msgstr, a comment or a keyword begins."""
    seen_msgstr = False
    for start, line in lines_from(text, at):
        body = trim(trim(line).removeprefix("#~"))
        # msgid continues the entry when msgctxt or comments stand before it.
        if seen_msgstr and body and not body.startswith(('"', "msgstr", "msgid_plural")):
            return start
        seen_msgstr = seen_msgstr or body.startswith("msgstr")
    return len(text)


class _Reader:
    """Reads the lines of one entry."""

    def __init__(self, name: str, line: int, faults: list[Finding]) -> None:
        self.name, self.first, self.faults = name, line, faults
        self.fields: dict[str, str] = {}
        self.previous: dict[str, str] = {}
        self.notes: list[str] = []
        self.obsolete = False
        self.open: tuple[dict[str, str], str] | None = None

    def read(self, raw: str) -> Entry | None:
        """The entry, or None when the text holds no message at all (comments at the end of a file)."""
        for offset, line in enumerate(lines(raw)):
            self._line(trim(line), self.first + offset)
        if not self.fields:
            return None
        strings = [(k, v) for k, v in self.fields.items() if k.startswith("msgstr")]
        strs = tuple(v for _, v in (sorted(strings, key=lambda kv: _number(kv[0])) if len(strings) > 1 else strings))
        if "msgid" not in self.fields or not strs:
            self._fault(self.first, f"this entry has no {'msgstr' if 'msgid' in self.fields else 'msgid'}", "complete it, or restore it")
        notes = notes_of(self.notes)
        return Entry(
            msgid=self.fields.get("msgid", ""),
            msgstr=strs or ("",),
            msgctxt=self.fields.get("msgctxt"),
            msgid_plural=self.fields.get("msgid_plural"),
            comments=notes.comments,
            extracted=notes.extracted,
            references=notes.references,
            flags=notes.flags,
            previous=tuple(self.previous.items()),
            obsolete=self.obsolete,
            line=self.first,
            raw=raw,
        )

    def _line(self, line: str, number: int) -> None:
        if not line:
            return
        if line[0] in "<=>|" and _CONFLICT.match(line):
            self._fault(number, "a merge conflict is left in the file", "choose one side and remove the marks <<<<<<<, ======= and >>>>>>>")
        elif line.startswith("#~"):
            self.obsolete = True
            self._content(trim(line[2:]), number)
        elif line.startswith("#|"):
            self._content(line, number)
        elif line.startswith("#"):
            self.notes.append(line)
        else:
            self._content(line, number)

    def _content(self, line: str, number: int) -> None:
        target = self.fields
        if line.startswith(("#|", "|")):
            target, line = self.previous, trim(line.lstrip("#|"))
        elif line.startswith("#"):
            return
        match = _KEYWORD.match(line)
        if match:
            self.open = (target, match[1])
            if match[1] in target:
                self._fault(number, f"{match[1]} stands twice in this entry", "an empty line or a msgctxt is missing between two entries")
            target[match[1]] = self._string(match[3], number)
        elif line.startswith('"') and self.open:
            target, keyword = self.open
            target[keyword] += self._string(line, number)
        else:
            self._fault(
                number, f"cannot read this line: {line[:60]}", "a PO line starts with #, msgctxt, msgid, msgstr or a quotation mark"
            )

    def _string(self, quoted: str, number: int) -> str:
        text = unquote(quoted)
        if text is None:
            self._fault(number, "a quotation mark is missing or stands in the middle of the text", 'write \\" for a mark inside the text')
        return text or ""

    def _fault(self, line: int, what: str, mend: str) -> None:
        self.faults.append(error("F020", Place(self.name, line), what, mend))


def _number(keyword: str) -> int:
    digits = re.search(r"\d+", keyword)
    return int(digits[0]) if digits else 0


def _duplicates(entries: list[Entry], name: str) -> Iterator[Finding]:
    seen: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        if entry.obsolete:
            continue
        key = (entry.msgctxt, entry.msgid)
        if key in seen:
            what = f"{entry.msgctxt or entry.msgid} stands already at line {seen[key]}"
            yield error("F021", Place(name, entry.line), f"duplicate entry: {what}", "keep one of the two")
        seen.setdefault(key, entry.line)


def print_entry(entry: Entry) -> str:
    """One entry in gettext's order, each string on one line (a header on one line for each field) unless it stood otherwise."""
    mark, old = ("#~ ", "#~| ") if entry.obsolete else ("", "#| ")
    notes, kept = blocks(entry.base)
    out = [notes.get(c) or f"# {c}".rstrip() for c in entry.comments]
    if not entry.obsolete:
        out += [f"#. {c}".rstrip() for c in entry.extracted]
        out += [f"#: {r}" for r in entry.references]
    if entry.flags:
        out.append("#, " + ", ".join(entry.flags))
    out += [_marked(old, k, v) for k, v in entry.previous]
    fields = {k: getattr(entry, k) for k in ("msgctxt", "msgid", "msgid_plural") if getattr(entry, k) is not None}
    counted = entry.msgid_plural is not None
    fields |= {f"msgstr[{i}]" if counted else "msgstr": text for i, text in enumerate(entry.msgstr if counted else entry.msgstr[:1])}
    out += [kept[k, v] if not mark and (k, v) in kept else _marked(mark, k, v) for k, v in fields.items()]
    return "\n".join(out) + "\n"


def _marked(mark: str, keyword: str, text: str) -> str:
    """A keyword and its string; every line of it carries the mark, or gettext could not read it."""
    return mark + f"{keyword} {quote(text)}".replace("\n", f"\n{mark}")
