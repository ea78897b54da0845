"""Family T: what a translation must keep of its source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from evenhand.checks.rule import Fault, Rule, rule
from evenhand.content.text import MarkupFault, numbers, parse_markup, placeholders, tags
from evenhand.finding import Place, Severity
from evenhand.translation.catalog import SUGGESTION, Catalog, suggested
from evenhand.translation.messages import Message
from evenhand.translation.po import Entry

# Characters that turn the direction of text; evenhand isolates data itself, so none belongs in a catalog.
# Control characters belong nowhere in a text.
_UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x1f\x7f-\x9f]")
_MARKS, _DIGIT = re.compile(r"[<>&{}]"), re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Translated:
    """One message and what a catalog has for it (`entry` None: nothing).

    `current`: the translation would print, for it is whole, not fuzzy, and of the present source; then `forms` are its forms.
    """

    message: Message
    entry: Entry | None
    catalog: Catalog
    language: str
    current: bool = field(init=False, compare=False)
    forms: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        entry, current = self.entry, False
        if entry is not None and any(entry.msgstr) and not entry.fuzzy:
            current = (entry.msgid, *((entry.msgid_plural,) if entry.msgid_plural is not None else ())) == self.message.text.forms
        object.__setattr__(self, "current", current)
        object.__setattr__(self, "forms", entry.msgstr if entry is not None and current else ())

    @property
    def place(self) -> Place:
        line = self.entry.line if self.entry else 0
        return Place(self.catalog.name, line, key=self.message.key, language=self.language)


@rule("T001", Severity.ERROR)
def missing(subject: Translated) -> Iterator[Fault]:
    """A message has no translation.

    What it sees: an empty msgstr, a message that the catalog does not have, or a suggestion that nobody has taken on.
    Why it matters: the leaflet prints as a draft with a gap; nothing is filled in from another language.
    How to mend: translate it; when the catalog lacks it, run `evenhand translate update` first. A suggestion (`# suggestion
    from …`, fuzzy) has the words of another text with the same source: correct it for this place, take the fuzzy mark away.
    Example: `msgstr ""`
    """
    entry = subject.entry
    if entry is None or not any(entry.msgstr):
        yield Fault(subject.place, "not translated", "translate it, after evenhand translate update")
    elif suggested(entry):
        origin = next(c for c in entry.comments if c.startswith(SUGGESTION)).removeprefix(SUGGESTION)
        mend = "see whether the words fit here, then take the fuzzy mark away"
        yield Fault(subject.place, f"not translated; the same text is translated in {origin}", mend)


@rule("T002", Severity.ERROR)
def stale(subject: Translated) -> Iterator[Fault]:
    """A translation is older than its source.

    What it sees: an entry marked fuzzy, or one whose msgid is not the present source text.
    Why it matters: a patient would read the old words; the leaflet prints as a draft with a gap instead.
    How to mend: compare with the source (`#|` shows the old one), correct the msgstr, take the fuzzy mark away.
    Example: `#, fuzzy`
    """
    entry = subject.entry
    if entry is not None and any(entry.msgstr) and not subject.current and not suggested(entry):
        yield Fault(subject.place, "older than its source text", "run evenhand translate update, then check the marked text")


@rule("T003", Severity.ERROR, blocks=True)
def placeholder(subject: Translated) -> Iterator[Fault]:
    """A placeholder was lost, added or renamed.

    What it sees: the names in braces of the source and of each form, counted.
    Why it matters: without `{deaths}` the number is gone from the page.
    How to mend: write the placeholder exactly as in the source. A form for one or two may say the number in words.
    Example: source `{n} people`, translation `personnes`
    """
    if not any("{" in form for form in (*subject.message.text.forms, *subject.forms)):
        return
    if subject.message.text.count:
        wanted = Counter(placeholders(subject.message.text.other))
        free = {subject.message.text.count}
    else:
        wanted, free = Counter(placeholders(subject.message.text.forms[0])), set()
    for i, form in enumerate(subject.forms):
        found = Counter(placeholders(form))
        lost = [n for n in (wanted - found) if not (n in free and len(subject.forms) > 1 and i < len(subject.forms) - 1)]
        added = list(found - wanted)
        if lost:
            yield Fault(subject.place, f"lost: {', '.join('{' + n + '}' for n in lost)}", "write it exactly as the source has it")
        if added:
            yield Fault(subject.place, f"not in the source: {', '.join('{' + n + '}' for n in added)}", "take it away, or correct its name")


@rule("T004", Severity.ERROR, blocks=True)
def plural_forms(subject: Translated) -> Iterator[Fault]:
    """A counted message lacks plural forms, or an uncounted one has them.

    What it sees: how many msgstr[n] an entry has, against the nplurals of its header; empty forms.
    Why it matters: with a form missing, some numbers would print nothing.
    How to mend: fill every form that the language has.
    Example: Arabic has six forms, and msgstr[3] is empty.
    """
    entry = subject.entry
    if entry is None or not subject.current:
        return
    wanted = subject.catalog.plural.count if subject.message.text.count else 1
    if len(entry.msgstr) != wanted or not entry.translated:
        filled = sum(1 for form in entry.msgstr if form)
        yield Fault(subject.place, f"{filled} of {wanted} plural forms are filled", "fill every msgstr[…] of this entry")


@rule("T005", Severity.ERROR, blocks=True)
def markup(subject: Translated) -> Iterator[Fault]:
    """Tags differ from the source, or cannot be read.

    What it sees: `<b>`, `<term id="…">` and `<foreign lang="…">`, each as often as in the source, well nested.
    Why it matters: a broken tag hides words or prints as letters.
    How to mend: copy the tags of the source around the translated words.
    Example: source `<b>Stop</b> now`, translation `Detente <b>ya`
    """
    wanted = tags(subject.message.text.forms[-1])
    for form in subject.forms:
        if not wanted and not _MARKS.search(form):
            continue
        try:
            parse_markup(form)
        except MarkupFault as fault:
            yield Fault(subject.place, str(fault), "copy the tags of the source")
            continue
        if tags(form) != wanted:
            yield Fault(
                subject.place,
                f"tags differ: {' '.join(tags(form)) or 'none'} for {' '.join(wanted) or 'none'}",
                "copy the tags of the source",
            )


@rule("T006", Severity.ERROR, blocks=True)
def number_in_text(subject: Translated) -> Iterator[Fault]:
    """A number stands in the text of a translation.

    What it sees: digits of any script outside placeholders and foreign words.
    Why it matters: numbers come from data, checked once for all languages; one that is typed here can be wrong or old.
    How to mend: use the placeholder of the source, or say it without a number.
    Example: `7 sur 100` for `{infection.cells}`
    """
    for form in subject.forms:
        if not _DIGIT.search(form):
            continue
        try:
            runs = parse_markup(form)
        except MarkupFault:
            continue
        for run in runs:
            for found in [] if run.lang else numbers(run.text):
                yield Fault(subject.place, f"the number {found} is written in the text", "numbers come from placeholders")


@rule("T007", Severity.ERROR, blocks=True)
def invisible(subject: Translated) -> Iterator[Fault]:
    """A character that changes direction or cannot be seen stands in a translation.

    What it sees: direction marks and embeddings (U+200E, U+202A …), control characters.
    Why it matters: evenhand isolates numbers and foreign words itself; a stray mark turns a dose or a telephone number round.
    How to mend: delete the character.
    Example: U+202B before an Arabic sentence
    """
    for form in subject.forms:
        for character in sorted(set(_UNSEEN.findall(form))):
            yield Fault(subject.place, f"invisible character U+{ord(character):04X}", "delete it")


RULES: tuple[Rule[Translated], ...] = (missing, stale, placeholder, plural_forms, markup, number_in_text, invisible)
