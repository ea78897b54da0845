"""Strings of PO files: how they are quoted, escaped and cut into lines, as gettext does it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Line ends are \n alone: str.splitlines() would also cut at U+2028, U+0085 and others, which may stand inside a string.
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*"')
_STRINGS = re.compile(r'(?:"(?:[^"\\]|\\.)*"\s*)+')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_BYTE = r"\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2})"
_ESCAPE = re.compile(rf"(?P<bytes>(?:{_BYTE})+)|\\(?P<letter>.)")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_ESCAPED = {c: f"\\{letter}" for letter, c in _LETTERS.items()}
_SPECIAL = re.compile('[\x00-\x1f\x7f"\\\\]')


def lines(text: str) -> list[str]:
    """The lines of a file, each with its line end."""
    return _LINE.findall(text)


def lines_from(text: str, at: int) -> Iterator[tuple[int, str]]:
    """The lines from a place on, each with where it begins."""
    return ((match.start(), match[0]) for match in _LINE.finditer(text, at))


def trim(line: str) -> str:
    """A line without the spaces around it (those that gettext knows)."""
    return line.strip(" \t\r\n\f\v")


def unquote(quoted: str) -> str | None:
    """What one or more quoted strings on a line say; None when they cannot be read."""
    if len(quoted) > 1 and quoted[0] == quoted[-1] == '"' and "\\" not in quoted and quoted.count('"') == 2:
        # One plain string, as nearly all are.
        return quoted[1:-1]
    if not _STRINGS.fullmatch(quoted):
        return None
    return "".join(_ESCAPE.sub(_unescaped, inside) for inside in _STRING.findall(quoted))


def unquote_lines(block: str) -> str:
    """What well-formed strings say that stand one a line, with nothing else around them."""
    if "\\" not in block:
        return block[1:-2].replace('"\n"', "")
    # Line by line: numbers that spell bytes do not reach over a line's end.
    return "".join(unquote(line[:-1]) or "" for line in lines(block))


def _unescaped(match: re.Match[str]) -> str:
    """One letter, or the bytes that several numbers spell: C counts bytes, so `\\303\\251` is one letter of UTF-8."""
    if match["letter"] is not None:
        return _LETTERS.get(match["letter"], match[0])
    codes = [int(code[1:], 16) if code[0] == "x" else int(code, 8) & 0xFF for code in match["bytes"][1:].split("\\")]
    return bytes(codes).decode("utf-8", "replace")


def quote(text: str) -> str:
    """A PO string; several lines where the text has line ends in it."""
    parts = text.split("\n")
    if len(parts) == 1:
        return f'"{_escaped(text)}"'
    quoted = [f'"{_escaped(p)}\\n"' for p in parts[:-1]] + ([f'"{_escaped(parts[-1])}"'] if parts[-1] else [])
    return '""\n' + "\n".join(quoted) if len(quoted) > 1 else quoted[0]


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda m: _ESCAPED.get(m[0]) or f"\\{ord(m[0]):03o}", text)


def blocks(text: str) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """The parts of an entry as they were written: people's comments by what they say, strings by keyword and value.

    Without line ends at their ends. Entries that are retired have none, and comments after the first keyword are left out.
    """
    notes: dict[str, str] = {}
    found: list[tuple[str, list[str]]] = []
    for line in (trim(line) for line in lines(text)):
        match = _KEYWORD.match(line)
        if match:
            found.append((match[1], [line]))
        elif line.startswith('"') and found:
            found[-1][1].append(line)
        elif line.startswith("#") and not found and line[1:2] not in (".", ":", ",", "|", "~"):
            notes.setdefault(line[1:].removeprefix(" "), line)
    values = ((k, [unquote(part.removeprefix(k).lstrip()) for part in block], block) for k, block in found)
    return notes, {(k, "".join(map(str, parts))): "\n".join(block) for k, parts, block in values if None not in parts}
