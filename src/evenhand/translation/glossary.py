"""The glossary of a project: which words a language has for the terms of our leaflets, and which are wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from evenhand.content.evidence import Id, Part, Plain
from evenhand.content.source import Document, read_model
from evenhand.finding import Finding, Place, Trouble
from evenhand.project import Project
from evenhand.translation.language import tag_faults

NAME = "glossary.yaml"


class Equivalent(Part):
    """A term in one language: the words to say, first choice first; further forms to be found; words that are wrong.

    `find` and `never` are phrases as in the word lists (`célula* madre*`), one a line or with commas between.
    """

    say: tuple[Plain, ...] = Field(min_length=1)
    find: str = ""
    never: str = ""
    note: str = ""


class Term(Part):
    """A term of the source language, how it is found in texts (by itself, when `find` is empty), and its equivalents."""

    term: Plain
    find: str = ""
    definition: Plain
    languages: dict[str, Equivalent] = Field(default={})


class Glossary(Part):
    """All terms of one source language; `origin` says who made the glossary and who has looked at it."""

    language: Plain = "en"
    origin: Plain
    terms: dict[Id, Term] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Glossed:
    """A glossary and the file that it stands in, for the lines of findings."""

    glossary: Glossary
    document: Document


def read_glossary(project: Project) -> Glossed | None:
    """`translations/glossary.yaml`; None where a project has none. Raises Trouble with every fault."""
    path = project.translations / NAME
    return read_glossary_file(path, project.name(path)) if path.is_file() else None


def read_glossary_file(path: Path, name: str) -> Glossed:
    """Read one glossary; `name` is how findings call it. Raises Trouble with every fault, tags of languages among them."""
    glossary, document = read_model(path, name, Glossary)
    faults: list[Finding] = tag_faults(glossary.language, _place(document, "language"))
    for key, term in glossary.terms.items():
        for tag in term.languages:
            faults += tag_faults(tag, _place(document, "terms", key, "languages", tag))
    if faults:
        raise Trouble(faults)
    return Glossed(glossary, document)


def _place(document: Document, *loc: str) -> Place:
    return document.place(loc)


def phrases(text: str) -> list[str]:
    """Phrases of a list: one a line, or with commas between (the comma of any script)."""
    return [p.strip() for p in re.split(r"[\n,،，、]", text) if p.strip()]


def wanted(term: Term) -> list[str]:
    """The phrases by which a term is found in a source text."""
    return phrases(term.find) or [term.term]


def accepted(equivalent: Equivalent) -> list[str]:
    """The phrases that stand for a term in a translation."""
    return [*equivalent.say, *phrases(equivalent.find)]
