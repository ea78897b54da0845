"""Word lists as data: one file a language under templates/phrases/, compiled so that a text is scanned once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from evenhand.checks.phrase import Phrase, letter_class
from evenhand.content.evidence import Part
from evenhand.content.source import read_model
from evenhand.finding import Place, Trouble, error


class _File(Part):
    """The parts of a word list, as people write them; docs/rules.md says how each is used."""

    language: str
    spaces: bool = True
    prefixes: str = ""
    negations: str
    false_negations: str = ""
    after_negations: str = ""
    clause_words: str = ""
    unsure: str
    may: str
    probably: str
    benefit: str
    harm: str
    frequency: str
    phrases: dict[str, str] = Field(min_length=1)
    fair: str = ""
    attributed: str = ""
    laboratory: str = ""
    evidence_words: str = ""
    needs: dict[str, str] = Field(default={})
    headings: dict[str, str] = Field(default={})
    instead: dict[str, str] = Field(default={})


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that stands in a text: the group it belongs to (`promise`, `harm`, `needs.cost`) and where."""

    group: str
    start: int
    end: int


class Lexicon:
    """The compiled word lists of one language.

    Every phrase is indexed by the letters it begins with; a text is searched once for all beginnings, and only the
    phrases that begin so are tried there. The time is linear in the text, whatever the length of the lists.
    """

    def __init__(
        self,
        language: str,
        groups: dict[str, list[str]],
        *,
        spaces: bool = True,
        prefixes: Iterable[str] = (),
        instead: dict[str, str] | None = None,
    ) -> None:
        self.language, self.spaces, self.instead = language, spaces, instead or {}
        self.letter = letter_class("".join(p for phrases in groups.values() for p in phrases)) if spaces else ""
        self._index: dict[str, list[tuple[str, Phrase]]] = {}
        for group, phrases in groups.items():
            for text in phrases:
                phrase = Phrase(text, self.letter)
                for start in phrase.starts:
                    self._index.setdefault(start.casefold(), []).append((group, phrase))
        edge = f"(?<!{self.letter})" if spaces else ""
        beginnings = _trie(self._index)
        self._starts = [re.compile(f"{edge}(?={beginnings})", re.IGNORECASE)]
        if prefixes:
            # Little words that are written together with the next one, such as the Arabic article.
            glued = "|".join(sorted(map(re.escape, prefixes), key=len, reverse=True))
            self._starts.append(re.compile(f"{edge}(?:{glued})(?={beginnings})", re.IGNORECASE))
        self._lengths = sorted({len(s) for s in self._index})

    def scan(self, text: str) -> list[Hit]:
        """Every phrase in a text, in order; the longest of each group at each place."""
        found: dict[tuple[str, int], int] = {}
        for at in sorted({spot.end() for starts in self._starts for spot in starts.finditer(text)}):
            for length in self._lengths:
                for group, phrase in self._index.get(text[at : at + length].casefold(), ()):
                    end = phrase.end(text, at)
                    if end > found.get((group, at), at):
                        found[group, at] = end
        return sorted((Hit(group, start, end) for (group, start), end in found.items()), key=lambda h: (h.start, -h.end, h.group))


def read_lexicon(folders: tuple[Path, ...], tag: str) -> Lexicon | None:
    """The word lists for a language (those of `pt` serve `pt-BR`), from the first folder that has them; None when there are none."""
    for name in (tag, tag.split("-")[0]):
        for folder in folders:
            path = folder / "phrases" / f"{name}.yaml"
            if path.is_file():
                return _lexicon(path)
    return None


def _lexicon(path: Path) -> Lexicon:
    file, document = read_model(path, f"templates/phrases/{path.name}", _File)
    lists = {name: getattr(file, name) for name in _PLAIN}
    lists |= file.phrases
    lists |= {f"needs.{k}": v for k, v in file.needs.items()} | {f"heading.{k}": v for k, v in file.headings.items()}
    groups = {name: _split(text) for name, text in lists.items()}
    faults = []
    for name, phrases in groups.items():
        for phrase in phrases:
            try:
                Phrase(phrase, "")
            except ValueError as fault:
                line = _line(path, phrase) or document.place((name,)).line
                faults.append(error("F013", Place(document.name, line, key=name), f"cannot read the phrase {phrase}: {fault}", _HELP))
    if faults:
        raise Trouble(faults)
    return Lexicon(file.language, groups, spaces=file.spaces, prefixes=_split(file.prefixes), instead=file.instead)


_PLAIN = (
    *("negations", "false_negations", "after_negations", "clause_words", "unsure", "may", "probably", "benefit", "harm", "frequency"),
    *("fair", "attributed", "laboratory", "evidence_words"),
)
_HELP = "the head of the file says how to write a phrase"


def _split(text: str) -> list[str]:
    """Phrases stand one a line, or with commas between (the comma of any script)."""
    return [p.strip() for p in re.split(r"[\n,،，、]", text) if p.strip()]


def _line(path: Path, phrase: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((i for i, line in enumerate(lines, 1) if phrase in line), 0)


def _trie(words: Iterable[str]) -> str:
    """One pattern for many beginnings, branching letter by letter; a beginning that begins another stands for both."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in sorted(words):
        node = tree
        for letter in word:
            if "" in node:
                break
            node = node.setdefault(letter, {})
        else:
            node.clear()
            node[""] = {}
    return _branch(tree) if tree else "(?!)"


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    if "" in node:
        return ""
    parts = [re.escape(letter) + _branch(child) for letter, child in node.items()]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
