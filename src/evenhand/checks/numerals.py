"""Number words of a language, from `templates/usage/<language>.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evenhand.checks.lexicon import Lexicon, phrases_of
from evenhand.checks.phrase import Phrase
from evenhand.content.source import Document
from evenhand.finding import Trouble, error


def number_words(folders: tuple[Path, ...], tag: str) -> Lexicon | None:
    """The words for numbers by group (`number:2`; `number:` for what only looks like one), those of `pt` for `pt-BR`; None without a file.

    Raises Trouble for a file or a phrase that cannot be read.
    """
    for name in dict.fromkeys((tag, tag.split("-")[0])):
        for folder in folders:
            path = folder / "usage" / f"{name}.yaml"
            if path.is_file():
                return _read(path, tag)
    return None


def _read(path: Path, tag: str) -> Lexicon:
    document = Document(path, f"templates/usage/{path.name}")
    data: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
    lists = {f"number:{n}": ("numbers", n) for n in (data.get("numbers") or {})} | {"number:": ("no-numbers",)}
    groups: dict[str, list[str]] = {}
    faults = list(document.faults)
    for group, loc in lists.items():
        value = data.get("numbers", {}).get(loc[1]) if len(loc) == 2 else data.get("no-numbers")
        groups[group] = phrases_of(value) if isinstance(value, str) else []
        for phrase in groups[group]:
            try:
                Phrase(phrase, "")
            except ValueError as fault:
                faults.append(error("F013", document.place(loc), f"cannot read the phrase {phrase}: {fault}", "see the head of en.yaml"))
    if faults:
        raise Trouble(faults)
    spaced = str(data.get("spaces", "true")).strip() != "false"
    prefixes = data.get("prefixes", "")
    return Lexicon(tag, groups, spaces=spaced, prefixes=phrases_of(prefixes) if isinstance(prefixes, str) else ())
