"""How a language is written, for comparing a translation with its source: number words, little words, doubled words, terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from evenhand.checks.alphabet import Alphabet
from evenhand.checks.lexicon import Lexicon
from evenhand.checks.phrase import Phrase
from evenhand.content.evidence import Part
from evenhand.content.source import Document, read_model
from evenhand.finding import Finding, Place, Trouble, error
from evenhand.translation.glossary import Glossed, accepted, phrases, wanted
from evenhand.translation.language import Language, find_language
from evenhand.translation.marks import narrow_before, sentence_marks

# Scripts that are written without spaces between words.
_UNSPACED = frozenset({"Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr"})


class _File(Part):
    """templates/usage/<language>.yaml; the head of en.yaml says what stands where."""

    language: str
    spaces: bool = True
    prefixes: str = ""
    numbers: dict[str, str] = Field(default={})
    no_numbers: str = ""
    no_names: str = ""
    units: dict[str, str] = Field(default={})
    question_words: str = ""
    little_words: str = ""
    doubled: str = ""
    doubling: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """What is known of one language.

    `words` finds number words (group `number:3`), what looks like one (`number:`), words that ask (`question`), terms
    (`term:stem-cell`) and forbidden equivalents (`never:stem-cell`). `numbers` and `terms` are those that it has words for.
    `no_names`: capitals that are translated. `units`: further ways to write a unit. `doubling`: its grammar doubles words.
    `marks` end a text; `narrow`: a space that does not break stands before : ; ? !
    """

    language: Language
    words: Lexicon
    numbers: frozenset[str]
    terms: frozenset[str]
    little: frozenset[str]
    no_names: frozenset[str]
    units: dict[str, frozenset[str]]
    doubled: frozenset[str]
    doubling: bool
    alphabet: Alphabet
    marks: dict[str, str]
    narrow: bool


class Usages:
    """The usage of each language, read when it is first asked for. `folders` as for word lists."""

    def __init__(self, folders: tuple[Path, ...], glossed: Glossed | None = None) -> None:
        self.folders, self.glossed = folders, glossed
        self._known: dict[str, Usage] = {}

    def of(self, tag: str) -> Usage:
        """Raises Trouble with every phrase that cannot be read."""
        if tag not in self._known:
            self._known[tag] = _usage(self.folders, tag, self.glossed)
        return self._known[tag]


def _usage(folders: tuple[Path, ...], tag: str, glossed: Glossed | None) -> Usage:
    file, document = _read(folders, tag)
    language = find_language(tag)
    lists: dict[str, tuple[tuple[str, ...], str]] = {f"number:{n}": (("numbers", n), text) for n, text in file.numbers.items()}
    lists |= {"number:": (("no-numbers",), file.no_numbers), "question": (("question-words",), file.question_words)}
    groups = {group: phrases(text) for group, (_, text) in lists.items()}
    faults = [f for group, (loc, _) in lists.items() for f in _faults(groups[group], document, loc)] if document else []
    terms, more = _terms(glossed, tag)
    faults += more
    if faults:
        raise Trouble(faults)
    spaced = file.spaces and language.script not in _UNSPACED
    lexicon = Lexicon(tag, groups | terms, spaces=spaced, prefixes=phrases(file.prefixes))
    small = phrases(file.little_words)
    return Usage(
        language,
        lexicon,
        numbers=frozenset(file.numbers),
        terms=frozenset(name.partition(":")[2] for name in terms),
        little=frozenset((*small, *(word.capitalize() for word in small))),
        no_names=frozenset(phrases(file.no_names)),
        units={unit: frozenset(phrases(text)) for unit, text in file.units.items()},
        doubled=frozenset(phrases(file.doubled)),
        doubling=file.doubling,
        alphabet=Alphabet(language),
        marks=sentence_marks(language),
        narrow=narrow_before(language),
    )


def _read(folders: tuple[Path, ...], tag: str) -> tuple[_File, Document | None]:
    """The file of a language, or of its base language (`pt` for `pt-BR`); an empty one when there is none."""
    for name in dict.fromkeys((tag, tag.split("-")[0])):
        for folder in folders:
            path = folder / "usage" / f"{name}.yaml"
            if path.is_file():
                return read_model(path, f"templates/usage/{name}.yaml", _File)
    return _File(language=tag), None


def _terms(glossed: Glossed | None, tag: str) -> tuple[dict[str, list[str]], list[Finding]]:
    """The phrases of the terms in a language, by group, and what is wrong with them."""
    groups: dict[str, list[str]] = {}
    faults: list[Finding] = []
    for key, term in glossed.glossary.terms.items() if glossed else ():
        name = next((t for t in (tag, tag.split("-")[0]) if t in term.languages), "")
        found = {}
        if glossed and tag.split("-")[0] == glossed.glossary.language.split("-")[0]:
            found = {f"term:{key}": wanted(term)}
        elif name:
            equivalent = term.languages[name]
            found = {f"term:{key}": accepted(equivalent), f"never:{key}": phrases(equivalent.never)}
        for group, texts in found.items():
            loc = ("terms", key, "languages", name) if name else ("terms", key)
            faults += _faults(texts, glossed.document, loc) if glossed else []
            groups[group] = texts
    return groups, faults


def _faults(texts: Iterable[str], document: Document, loc: tuple[str, ...]) -> list[Finding]:
    """What is wrong with the phrases of one list."""
    faults = []
    for text in texts:
        try:
            Phrase(text, "")
        except ValueError as fault:
            place = document.place(loc)
            where = Place(place.file, place.line, place.column, ".".join(loc))
            faults.append(
                error(
                    "F013", where, f"cannot read the phrase {text}: {fault}", "the head of templates/phrases/en.yaml says how to write one"
                )
            )
    return faults
