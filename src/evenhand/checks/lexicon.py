"""Word lists as data: one file a language under templates/phrases/, compiled so that a text is scanned once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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

    Every phrase is filed under the letters it begins with: a whole word, or the beginning of one. A text is gone through
    word by word, and only the phrases that begin like the word are tried there; without spaces, letter by letter. The
    time is linear in the text, and hardly depends on the length of the lists.
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
        self._word = re.compile(f"{self.letter}+") if spaces else None
        # Little words that are written together with the next one, such as the Arabic article.
        self._prefixes = sorted(prefixes, key=len, reverse=True)
        self._whole: _Shelf = {}
        self._open: _Shelf = {}
        self._signs: _Shelf = {}
        for group, phrases in groups.items():
            for text in phrases:
                self._file(group, Phrase(text, self.letter))
        self._lengths = sorted({len(s) for s in self._open})
        self._begins = re.compile(f"(?={trie(self._signs)})", re.IGNORECASE)
        self._reach = sorted({len(s) for s in self._signs})

    def _file(self, group: str, phrase: Phrase) -> None:
        for start in phrase.starts:
            letters = start.letters.casefold()
            worded = self._word is not None and self._word.fullmatch(letters)
            shelf = self._signs if not worded else self._whole if start.whole else self._open
            shelf.setdefault(letters, []).append((group, phrase))

    def scan(self, text: str) -> list[Hit]:
        """Every phrase in a text, in order; the longest of each group at each place."""
        found: dict[tuple[str, int], int] = {}
        for at, end, candidates in self._candidates(text):
            for group, phrase in candidates:
                stop = end if phrase.alone and end > 0 else phrase.end(text, at)
                if stop > found.get((group, at), at):
                    found[group, at] = stop
        return sorted((Hit(group, start, end) for (group, start), end in found.items()), key=lambda h: (h.start, -h.end, h.group))

    def _candidates(self, text: str) -> Iterator[tuple[int, int, list[tuple[str, Phrase]]]]:
        """Where phrases may begin: the place, the end of the word there (0: not a word), and the phrases that begin so."""
        for match in self._word.finditer(text) if self._word else ():
            word, start, end = match[0].casefold(), match.start(), match.end()
            yield from self._under(word, start, end)
            for prefix in self._prefixes:
                if len(prefix) < len(word) and word.startswith(prefix):
                    yield from self._under(word[len(prefix) :], start + len(prefix), end)
        for match in self._begins.finditer(text) if self._signs else ():
            at = match.start()
            # A sign such as % may follow its number at once.
            if self._word is None or not at or not self._word.match(text[at - 1]) or not self._word.match(text[at]):
                for length in self._reach:
                    phrases = self._signs.get(text[at : at + length].casefold())
                    if phrases:
                        yield at, 0, phrases

    def _under(self, word: str, start: int, end: int) -> Iterator[tuple[int, int, list[tuple[str, Phrase]]]]:
        if word in self._whole:
            yield start, end, self._whole[word]
        for length in self._lengths:
            if length > len(word):
                return
            if word[:length] in self._open:
                yield start, end, self._open[word[:length]]


_Shelf = dict[str, list[tuple[str, Phrase]]]


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


def trie(words: Iterable[str]) -> str:
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
