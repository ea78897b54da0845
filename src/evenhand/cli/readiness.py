"""What a new language needs besides its translations: how it counts, its digits, its fonts, its word lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from evenhand.checks.balance import unlisted
from evenhand.checks.lexicon import read_lexicon
from evenhand.finding import Finding, Place, Severity
from evenhand.project import Project
from evenhand.sheet.fonts import FontShelf, missing_fonts
from evenhand.sheet.script import LATIN, SCRIPTS, script_of
from evenhand.translation.digits import ZEROS, own_system, written
from evenhand.translation.language import Language, find_language, plural_rule


def readiness(project: Project, fonts: tuple[Path, ...], tag: str) -> tuple[str, list[Finding]]:
    """A line of facts about a language, and what is missing for it on this machine, as notes that say how to get it."""
    language = find_language(tag)
    name = f"{language.name_in(find_language('en'))} ({language.tag})"
    count = plural_rule(language.plural_forms).count
    forms = "1 form of words that are counted" if count == 1 else f"{count} forms of words that are counted"
    facts = f"{name}: {'right to left' if language.rtl else 'left to right'}, {forms}, {_digits(project, language)}"
    return facts, [*_fonts(fonts, language), *_words(project, language)]


def _digits(project: Project, language: Language) -> str:
    locale = Locale.parse(language.locale)
    chosen = project.settings.digits.get(language.tag, "")
    system = chosen or own_system(locale)
    told = f"numbers print as {written('0123456789', system)}"
    if chosen:
        return f"{told} ({project.settings.file} says so)"
    native = locale.other_numbering_systems.get("native", "latn")
    other = native if native in ZEROS and native != system else "latn"
    if other == system:
        return told
    return f'{told}; for {written("0123456789", other)} write digits = {{ {language.tag} = "{other}" }} in {project.settings.file}'


def _fonts(folders: tuple[Path, ...], language: Language) -> Iterator[Finding]:
    shelf = FontShelf(folders)
    if language.script not in SCRIPTS:
        what = f"nothing says how the script {language.script} is set"
        mend = "add a line for it to src/evenhand/sheet/script.py: font files, leading, size"
        yield Finding("L001", Severity.NOTE, Place(language=language.tag), what, mend)
    for code in dict.fromkeys((language.script, LATIN)):
        if code in SCRIPTS and not shelf.has(script_of(code)):
            found = missing_fonts(script_of(code))
            yield Finding(found.code, Severity.NOTE, Place(language=language.tag), found.what, found.mend)


def _words(project: Project, language: Language) -> Iterator[Finding]:
    if read_lexicon(project.templates, language.tag) is None:
        for found in unlisted.check(language.tag):
            yield Finding(found.code, Severity.NOTE, found.place, found.what, found.mend)
