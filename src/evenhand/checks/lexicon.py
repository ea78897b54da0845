"""Word lists as data: one file a language under templates/phrases/, compiled so that a text is scanned once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from evenhand.checks.phrase import Phrase, WordLetters, head
from evenhand.content.evidence import Part
from evenhand.content.source import Document, read_model
from evenhand.finding import Finding, Place, Trouble, error


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
    word by word, and only the phrases that begin like the word are tried there, and of those only the ones whose later
    words stand somewhere in the text; without spaces, letter by letter. The time is linear in the text, and hardly depends
    on the length of the lists.
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
        self._letters = WordLetters("".join(p for phrases in groups.values() for p in phrases)) if spaces else None
        self._word = self._letters.word if self._letters else None
        # Little words that are written together with the next one, such as the Arabic article.
        self._prefixes = sorted(prefixes, key=len, reverse=True)
        self._whole: dict[str, _Box] = {}
        self._open: dict[str, _Box] = {}
        self._signs: dict[str, _Box] = {}
        # What begins like a word, found when the word is first met: texts say the same words again and again.
        self._met: dict[str, tuple[str, list[tuple[int, _Box]]]] = {}
        for group, phrases in groups.items():
            for text in phrases:
                self._file(group, Phrase(text, self._letters))
        self._lengths = sorted({len(s) for s in self._open})
        self._begins = re.compile(f"(?={trie(self._signs)})", re.IGNORECASE)
        self._first = (
            re.compile(f"[{''.join(sorted({re.escape(s[0]) for s in self._signs}))}]", re.IGNORECASE) if self._signs else self._begins
        )
        self._reach = sorted({len(s) for s in self._signs})

    def _file(self, group: str, phrase: Phrase) -> None:
        for start in phrase.starts:
            letters = start.letters.casefold()
            worded = self._word is not None and self._word.fullmatch(letters)
            shelf = self._signs if not worded else self._whole if start.whole else self._open
            shelf.setdefault(letters, _Box()).add(group, phrase)

    def scan(self, text: str) -> list[Hit]:
        """Every phrase in a text, in order; the longest of each group at each place."""
        found: dict[tuple[str, int], int] = {}
        heads, places = self._words(text)
        for at, end, box in places:
            for group, phrase in box.within(heads):
                stop = end if phrase.alone and end > 0 else phrase.end(text, at)
                if stop > found.get((group, at), at):
                    found[group, at] = stop
        return sorted((Hit(group, start, end) for (group, start), end in found.items()), key=lambda h: (h.start, -h.end, h.group))

    def _words(self, text: str) -> tuple[set[str], list[tuple[int, int, _Box]]]:
        """How the words of a text begin; and where phrases may begin: the place, the end of the word there (0: not a word), and
        the phrases that begin so.
        """
        heads: set[str] = set()
        places: list[tuple[int, int, _Box]] = []
        for match in self._word.finditer(text) if self._word else ():
            known = self._met.get(match[0])
            if known is None:
                known = self._meet(match[0])
            heads.add(known[0])
            for offset, box in known[1]:
                places.append((match.start() + offset, match.end(), box))
        if self._signs and self._first.search(text):
            places += self._sign_places(text)
        return heads, places

    def _meet(self, word: str) -> tuple[str, list[tuple[int, _Box]]]:
        if len(self._met) > _VOCABULARY:
            self._met.clear()
        known = self._met[word] = head(word), list(self._beginnings(word.casefold()))
        return known

    def _sign_places(self, text: str) -> Iterator[tuple[int, int, _Box]]:
        for match in self._begins.finditer(text):
            at = match.start()
            # A sign such as % may follow its number at once.
            if self._word is None or not at or not self._word.match(text[at - 1]) or not self._word.match(text[at]):
                for length in self._reach:
                    if sign := self._signs.get(text[at : at + length].casefold()):
                        yield at, 0, sign

    def _beginnings(self, word: str) -> Iterator[tuple[int, _Box]]:
        """The phrases that begin like a word, also behind the little words written together with it; and how far in they begin."""
        yield from ((0, box) for box in self._under(word))
        for prefix in self._prefixes:
            if len(prefix) < len(word) and word.startswith(prefix):
                yield from ((len(prefix), box) for box in self._under(word[len(prefix) :]))

    def _under(self, word: str) -> Iterator[_Box]:
        if word in self._whole:
            yield self._whole[word]
        yield from (self._open[word[:n]] for n in self._lengths if n <= len(word) and word[:n] in self._open)


# How many words of texts are kept in mind; a large language's patient leaflets hold fewer.
_VOCABULARY = 50_000


class _Box:
    """The phrases that begin with the same letters, those that need a further word apart by how that word begins."""

    def __init__(self) -> None:
        self._free: list[tuple[str, Phrase]] = []
        self._bound: dict[str, list[tuple[str, Phrase]]] = {}

    def add(self, group: str, phrase: Phrase) -> None:
        if not phrase.needs:
            self._free.append((group, phrase))
        for need in phrase.needs:
            self._bound.setdefault(need, []).append((group, phrase))

    def within(self, heads: set[str]) -> Iterable[tuple[str, Phrase]]:
        """Those that a text can hold whose words begin with `heads`."""
        needs = self._bound.keys() & heads if self._bound else ()
        return [*self._free, *(found for need in needs for found in self._bound[need])] if needs else self._free


def read_lexicon(folders: tuple[Path, ...], tag: str) -> Lexicon | None:
    """The word lists for a language (those of `pt` serve `pt-BR`), from the first folder that has them; None when there are none."""
    path = listed(folders, tag)
    return _lexicon(path) if path else None


def listed(folders: tuple[Path, ...], tag: str) -> Path | None:
    """The file with the word lists for a language."""
    paths = (folder / "phrases" / f"{name}.yaml" for name in (tag, tag.split("-")[0]) for folder in folders)
    return next((path for path in paths if path.is_file()), None)


def _lexicon(path: Path) -> Lexicon:
    file, document = read_model(path, f"templates/phrases/{path.name}", _File)
    lists = {name: getattr(file, name) for name in _PLAIN}
    lists |= file.phrases
    lists |= {f"needs.{k}": v for k, v in file.needs.items()} | {f"heading.{k}": v for k, v in file.headings.items()}
    groups = {name: _split(text) for name, text in lists.items()}
    try:
        return Lexicon(file.language, groups, spaces=file.spaces, prefixes=_split(file.prefixes), instead=file.instead)
    except ValueError:
        raise Trouble(_faults(path, document, groups)) from None


def _faults(path: Path, document: Document, groups: dict[str, list[str]]) -> Iterator[Finding]:
    """Every phrase that cannot be read."""
    for name, phrases in groups.items():
        for phrase in phrases:
            try:
                Phrase(phrase, None)
            except ValueError as fault:
                line = _line(path, phrase) or document.place((name,)).line
                yield error("F013", Place(document.name, line, key=name), f"cannot read the phrase {phrase}: {fault}", _HELP)


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
