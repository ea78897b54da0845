"""Family L, of the words alone: the fonts must have every letter before anything is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evenhand.checks.rule import Fault, Rule, rule
from evenhand.finding import Place, Severity
from evenhand.sheet.fonts import FontShelf
from evenhand.translation.edition import Edition


@dataclass(frozen=True, slots=True)
class Lettering:
    """An edition and the fonts it will be set in; `file` is its catalog's (or its handout's)."""

    edition: Edition
    file: str
    fonts: FontShelf


@rule("L002", Severity.ERROR, blocks=True)
def letters(subject: Lettering) -> Iterator[Fault]:
    """A letter stands in no font of the leaflet.

    What it sees: each character of an edition against the characters of the fonts that its language is set in.
    Why it matters: it would print as an empty box, or in a font that nobody chose.
    How to mend: replace the character; if the language needs it, tell us, and the fonts will be extended.
    Example: U+1F9FF in a Spanish sentence
    """
    families = subject.fonts.families((subject.edition.language.script,))
    for key, phrase in subject.edition.phrases.items():
        text = "".join(run.text for form in phrase.forms for run in form)
        for letter in subject.fonts.lacking(text, families):
            place = Place(subject.file, key=key, language=subject.edition.language.tag)
            yield Fault(place, f"no font has the letter {letter} (U+{ord(letter):04X})", "replace the character")


RULES: tuple[Rule[Lettering], ...] = (letters,)
