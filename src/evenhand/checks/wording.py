"""Family T, of words: what a translation must keep (numbers in words, units, names, terms), and what it must not leave as it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from evenhand.checks.lexicon import Hit
from evenhand.checks.pair import ADDRESS, CAPITALS, DATA, FOREIGN, Pair
from evenhand.checks.rule import Fault, Rule, rule
from evenhand.checks.units import spellings, units
from evenhand.finding import Severity

# A word in Latin letters with a small one in it; one letter is a name (vitamin C), and so are capitals alone.
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ'’-]*[A-Za-zÀ-ɏḀ-ỿ](?: [A-Za-zÀ-ɏḀ-ỿ'’-]*[A-Za-zÀ-ɏḀ-ỿ])*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")


@rule("T013", Severity.WARNING)
def number_lost(subject: Pair) -> Iterator[Fault]:
    """A number in words is lost.

    What it sees: a number word of the source (two, half, twice …) for which no form of the translation has a word or digits, by
    the number words of both languages in templates/usage/.
    Why it matters: "two weeks" that become "some weeks", or three, change what a reader does.
    How to mend: say the number; where the language has another word for it, add it to templates/usage/<language>.yaml.
    Example: "wait two weeks" became "espere unas semanas"
    """
    for hit in subject.source.hits:
        group, _, number = hit.group.partition(":")
        if group != "number" or number not in subject.usage.numbers or hit.group in subject.groups():
            continue
        if any(str(int(d)) == number for text in subject.texts for d in _DIGITS.findall(text)):
            continue
        yield subject.fault(f"a number is lost: the source says “{subject.source.word(hit)}”", "say the number", subject.forms[-1])


@rule("T014", Severity.WARNING)
def unit_lost(subject: Pair) -> Iterator[Fault]:
    """A unit of measure is lost.

    What it sees: mg, ml, mm, °C, % and other units of the source, against every way in which CLDR lets the language write them.
    Why it matters: an amount without its unit, or with another one, can be a thousand times too large.
    How to mend: write the unit, in the letters of the language.
    Example: source `{dose} mg`, translation `{dose} ml`
    """
    for unit in dict.fromkeys(subject.source.units):
        known = spellings(unit, subject.usage.language) | subject.usage.units.get(unit, frozenset())
        for form, text in zip(subject.forms, subject.texts, strict=True):
            if not any(_holds(text, spelling) for spelling in known):
                yield subject.fault(f"a unit is lost: {unit}", "write it as the language does", form)
                break


def _holds(text: str, unit: str) -> bool:
    """A unit in a text, not inside another word; scripts without spaces set none around it."""
    start = re.escape(unit)
    edge = r"(?![^\W\d_])" if unit.isascii() else ""
    return re.search((r"(?<![A-Za-z])" if unit.isascii() else "") + start + edge, text, re.IGNORECASE) is not None


@rule("T015", Severity.WARNING)
def name_lost(subject: Pair) -> Iterator[Fault]:
    """A name, an abbreviation or an address is lost.

    What it sees: words in capitals (MRI, FDA, COVID-19), web and mail addresses, and what stands in `<foreign>`, letter by letter.
    An abbreviation that is a term of translations/glossary.yaml is judged by T016.
    Why it matters: a reader looks for the letters on a form, a web page or a sign; a Latin name with a slip finds nothing.
    How to mend: write it as the source does; where the language has an abbreviation of its own, put it into the glossary.
    Example: source `Ask for an MRI scan`, translation `Pida una exploración`
    """
    source = subject.source
    if not source.names and not source.foreign:
        return
    terms = [hit for hit in source.hits if hit.group.startswith("term:") and hit.group[5:] in subject.usage.terms]
    for hit in source.names:
        if any(term.start < hit.end and hit.start < term.end for term in terms):
            continue
        yield from _missing(subject, source.word(hit))
    for words in source.foreign:
        yield from _missing(subject, words)


def _missing(subject: Pair, words: str) -> Iterator[Fault]:
    form = next((form for form in subject.forms if words not in form), None)
    if form is not None:
        yield subject.fault(f"lost: {words}", "write it exactly as the source has it, or name its equivalent in the glossary", form)


@rule("T016", Severity.WARNING)
def term_lost(subject: Pair) -> Iterator[Fault]:
    """A term of the glossary has none of its equivalents.

    What it sees: a term of translations/glossary.yaml in the source, and a form of the translation with no word that the glossary
    accepts for it in this language.
    Why it matters: a reader who meets two words for one thing looks for two things.
    How to mend: use the word of the glossary; where another one is as good, add it there under `say` or `find`.
    Example: source `stem cell`, translation `célula tronco`
    """
    for key, hit in _terms(subject):
        form = next((f for f, hits in zip(subject.forms, subject.hits, strict=True) if not any(h.group == hit.group for h in hits)), None)
        if form is not None:
            yield subject.fault(f"no equivalent of the term “{subject.source.word(hit)}” ({key})", "use a word of the glossary", form)


@rule("T017", Severity.ERROR)
def term_forbidden(subject: Pair) -> Iterator[Fault]:
    """A word that the glossary forbids stands for a term.

    What it sees: a term of translations/glossary.yaml in the source, and in the translation a phrase that stands there under
    `never` for this language.
    Why it matters: someone has decided that this word misleads: a false friend, or a word that promises or hurts.
    How to mend: use a word that stands under `say`.
    Example: source `evidence`, translation `évidence`
    """
    for key, _ in _terms(subject):
        for form, hits in zip(subject.forms, subject.hits, strict=True):
            for hit in hits:
                if hit.group == f"never:{key}":
                    word = form[hit.start : hit.end]
                    yield subject.fault(
                        f"the glossary forbids “{word}” for {key}", "use a word of the glossary", form, (hit.start, hit.end)
                    )


def _terms(subject: Pair) -> Iterator[tuple[str, Hit]]:
    """The terms of a source that the translation's language has equivalents for, each once."""
    seen = set()
    for hit in subject.source.hits:
        group, _, key = hit.group.partition(":")
        if group == "term" and key in subject.usage.terms and key not in seen:
            seen.add(key)
            yield key, hit


@rule("T018", Severity.WARNING)
def same(subject: Pair) -> Iterator[Fault]:
    """A translation is its source.

    What it sees: a form that equals a form of the source. One word alone may be the same in two languages of one script; names,
    abbreviations, units, placeholders and foreign words may stand as they are.
    Why it matters: a copied source looks finished to every tool, and prints a line that the reader cannot read.
    How to mend: translate it.
    Example: source `Ask your doctor`, translation `Ask your doctor`
    """
    if subject.forms[-1] not in subject.source.message.text.forms:
        return
    form, text = subject.forms[-1], subject.texts[-1]
    words = [w for w in _WORD.findall(ADDRESS.sub(" ", text)) if len(w) > 1 and not w[0].isupper() and not units(DATA + w)]
    head = next(iter(_WORD.findall(text)), "")
    foreign = subject.usage.language.script != subject.source.usage.language.script
    if (words and (len(_WORD.findall(text)) > 1 or foreign)) or (foreign and head[1:].islower()):
        yield subject.fault("the translation is the source text", "translate it", form)


@rule("T019", Severity.WARNING)
def left_over(subject: Pair) -> Iterator[Fault]:
    """A word of the source was left inside a translation.

    What it sees: words in Latin letters with a small letter in them, in a script of other letters; in a language of the source's own
    script, its little words (the, with …) of templates/usage/. Foreign words, units, addresses and the glossary's words are allowed.
    Why it matters: half a sentence is not understood, and the half can say the opposite.
    How to mend: translate it; put a name of another language into `<foreign lang="…">`.
    Example: source `Ask your doctor`, translation `Pregunte a your doctor`
    """
    if subject.forms[-1] in subject.source.message.text.forms:
        return  # T018 tells it once
    mine, theirs = subject.usage.language.script, subject.source.usage.language.script
    if mine == theirs:
        yield from _little(subject)
    elif theirs == "Latn":
        yield from _latin(subject)


def _little(subject: Pair) -> Iterator[Fault]:
    little = subject.source.usage.little
    for form, text, words in zip(subject.forms, subject.texts, subject.words, strict=True):
        if little.isdisjoint(words):
            continue
        for match in _WORD.finditer(text):
            if match[0].lower() in little and match[0].lower() not in subject.usage.little:
                yield subject.fault(f"left in the language of the source: {match[0]}", "translate it", form, match.span())


def _latin(subject: Pair) -> Iterator[Fault]:
    for number, (form, text) in enumerate(zip(subject.forms, subject.texts, strict=True)):
        if text.isascii() or _LATIN.search(text):
            allowed = [range(*m.span()) for m in ADDRESS.finditer(text)] + [range(*m.span()) for m in CAPITALS.finditer(text)]
            allowed += [range(hit.start, hit.end) for hit in subject.hits[number] if hit.group.startswith("term:")]
            for match in _LATIN.finditer(text):
                word = match[0]
                if not word.isupper() and not units(DATA + word) and not any(match.start() in place for place in allowed):
                    mend = 'translate it, or write <foreign lang="…">'
                    yield subject.fault(f"left in the language of the source: {word}", mend, form, match.span())


@rule("T020", Severity.WARNING)
def too_long(subject: Pair) -> Iterator[Fault]:
    """A translation is longer than its room.

    What it sees: letters of a translation against the room of its message (`max-length` in the catalog): headings of the rail and of
    tables, labels of the panel, the foot. Placeholders count as they are written; tags and marks above letters do not count.
    Why it matters: a label that runs into a second or third line pushes text off the page, or is cut.
    How to mend: say it shorter.
    Example: a heading of 60 letters where 40 have room
    """
    room = subject.source.message.room
    if not room:
        return
    for form in subject.forms:
        if len(form) > room:
            text = FOREIGN.sub(r"\1", re.sub(r"</?(?:b|term)\b[^>]*>", "", form))
            length = sum(1 for c in text if unicodedata.category(c) not in ("Mn", "Cf"))
            if length > room:
                yield subject.fault(f"{length} letters where {room} have room", "say it shorter", form)


RULES: tuple[Rule[Pair], ...] = (number_lost, unit_lost, name_lost, term_lost, term_forbidden, same, left_over, too_long)
