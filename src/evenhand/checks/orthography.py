"""Family T, of writing: doubled words, brackets, marks at the end, spaces, and letters that are not what they look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from evenhand.checks.pair import CLOSERS, DATA, TAG, Pair, untagged
from evenhand.checks.rule import Fault, Rule, rule
from evenhand.finding import Severity

_PAIRS = {")": "(", "]": "[", "）": "（", "】": "【", "」": "「", "』": "『", "》": "《", "〉": "〈"}
_BRACKET = re.compile(f"[{re.escape(''.join((*_PAIRS, *_PAIRS.values())))}]")
# A straight mark inside a word is a letter of Hebrew abbreviations.
_QUOTE = re.compile(r'(?<!\w)"|"(?!\w)|[“”„«»]')
_GAPS = r"^\s|\s$|\s\s|[(\[（]\s|\s[)\]）,،，。।۔]|[ \t][.](?![.\d])"
_SPACE = re.compile(rf"{_GAPS}|\s[:;?!؟؛：；？！]")
_SPACE_NARROW = re.compile(
    rf"{_GAPS}|[ \t](?:[:;?!»](?=\s|$|[{TAG}]))|[^\s:;?!({TAG}{DATA}](?:[:;?!])(?<!&lt;)(?<!&gt;)(?<!&amp;)(?=\s|$)|«[ \t]"
)
# A first look, much quicker: marks after a space; and in French, every mark that takes one.
_SPACED = re.compile(r"[)\]）,،，。।۔.:;?!؟؛：；？！](?<=\s.)")
_TAKES = re.compile("[:;?!«»]")
# Latin letters that another script's letters look like.
_TWINS = dict(zip("аеорсухіјѕһԁԛԝАВЕЅЗКМНОРСТХУІЈοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijshdqwABESZKMHOPCTXYIJoABEZHIKMNOPTYX", strict=False))
_LIKE_OTHERS = frozenset("aeopcyxijshdqwABESZKMHOPCTXYIJNg")
# Words of one letter in Cyrillic and Greek (а, о, с, у, ο) that a Latin letter looks like.
_SMALL_WORDS = frozenset("aocy")
_RUN = re.compile(r"[^\W\d_]+")
_SIGNS = ",;:.!?،۔।…"
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,6});")


@rule("T021", Severity.WARNING)
def doubled(subject: Pair) -> Iterator[Fault]:
    """A word stands twice in a row.

    What it sees: the same word twice, with a space between. Where the grammar doubles words (Hindi, Urdu, Vietnamese), only little
    words count; others that may stand twice are listed in templates/usage/.
    Why it matters: it is a slip of the hand, and often the trace of a word that was lost ("not not" for "not now").
    How to mend: take one away.
    Example: `Pare de de tomarlo.`
    """
    usage = subject.usage
    for form, text, words in zip(subject.forms, subject.texts, subject.words, strict=True):
        if len(set(words)) == len(words):
            continue
        for before, word in pairwise(words):
            if before != word or not word[0].isalpha() or word[-1] in _SIGNS or word in usage.doubled:
                continue
            if word in usage.little or not usage.doubling:
                at = re.search(rf"{re.escape(word)}\s+{re.escape(word)}", text)
                yield subject.fault(f"twice in a row: {word}", "take one away", form, at.span() if at else None)


@rule("T022", Severity.WARNING)
def unbalanced(subject: Pair) -> Iterator[Fault]:
    """A bracket or a quotation mark has no partner.

    What it sees: round, square and wide brackets, which must close as they opened; quotation marks, which must come in pairs, in the
    forms of any language (“ ”, „ ”, « », " ").
    Why it matters: a reader cannot tell where a remark or a quotation ends.
    How to mend: write both marks, of one kind.
    Example: `(si puede`
    """
    for form, text in zip(subject.forms, subject.texts, strict=True):
        if _BRACKET.search(text):
            lone = _lone(text)
            if lone >= 0:
                yield subject.fault(f"a bracket without its partner: {text[lone]}", "write both", form, (lone, lone + 1))
        if _QUOTE.search(text):
            found = _QUOTE.findall(text)
            curly, angled = sum(c in "“”„" for c in found), found.count("«") - found.count("»")
            if found.count('"') % 2 or curly % 2 or angled:
                yield subject.fault("a quotation mark without its partner", "write both, of one kind", form)


def _lone(text: str) -> int:
    """Where the first bracket without a partner stands; -1 when there is none. "a)" at the head of a line opens nothing."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        mark, at = match[0], match.start()
        if mark not in _PAIRS:
            opened.append(at)
        elif opened and text[opened[-1]] == _PAIRS[mark]:
            opened.pop()
        elif at > 2:
            return at
    return opened[0] if opened else -1


@rule("T023", Severity.WARNING)
def end_mark(subject: Pair) -> Iterator[Fault]:
    """A translation ends with another mark than its source.

    What it sees: the full stop, question mark, exclamation mark, colon or dots at the end of the source, and the mark of the
    language for it (۔ । 。 ؟ ；) at the end of each form; a label without a mark must stay without. Thai and Lao need none; dates and
    other data may bring their own full stop; and an indirect question may become a direct one.
    Why it matters: a question that became a statement, a list that is not introduced, two labels set in two ways.
    How to mend: end it as the source ends, with the mark of the language.
    Example: source `Is it new?`, translation `هل هو جديد?`
    """
    marks, kind = subject.usage.marks, subject.source.end
    if not marks or kind == ")":
        return
    for form in subject.forms:
        text = untagged(form).rstrip(f"{CLOSERS})）]" if kind else CLOSERS) or form
        end = "…" if text.endswith("...") else text[-1]
        if (end in marks[kind]) if kind else (end not in marks["all"]):
            continue
        if kind == "." and (end == "}" or (end in marks["?"] and subject.source.asks)):
            continue
        what = f"it ends with “{end}”, the source with {f'“{kind}”' if kind else 'no mark'}"
        yield subject.fault(what, f"end with {marks[kind][0]}" if kind else "take it away", form, (len(form) - 1, len(form)))


@rule("T024", Severity.WARNING)
def spaces(subject: Pair) -> Iterator[Fault]:
    """A space is too many, missing or of the wrong kind.

    What it sees: spaces at the ends, two in a row, one inside a bracket or before a mark; in French, before : ; ? ! » a space that can
    break, or none.
    Why it matters: a mark or a bracket slips alone to the next line.
    How to mend: take the space away; in French, write the space that does not break (U+00A0 or U+202F).
    Example: `Pare ahora .`
    """
    pattern = _SPACE_NARROW if subject.usage.narrow else _SPACE
    for form, text in zip(subject.forms, subject.texts, strict=True):
        tidy = "  " not in text and "( " not in text and text[0] > " " and text.strip() == text and "\u00a0 " not in text
        if tidy and not _SPACED.search(text) and not (subject.usage.narrow and _TAKES.search(text)):
            continue
        match = pattern.search(text)
        if match:
            mend = (
                "write the space that does not break (U+00A0)"
                if re.search("[:;?!»«]", match[0]) and pattern is _SPACE_NARROW
                else "take it away"
            )
            yield subject.fault(f"a space is wrong at “{match[0].strip() or 'the end'}”", mend, form, match.span())


@rule("T025", Severity.ERROR)
def look_alike(subject: Pair) -> Iterator[Fault]:
    """A letter of another script hides among letters that it looks like.

    What it sees: words in which Latin, Greek or Cyrillic letters stand together, and single letters that look like a word of the
    language. An error where the stranger looks like a letter of the language, else a warning.
    Why it matters: no search finds the word, a screen reader spells it, and the font may change in the middle.
    How to mend: type the word anew on the keyboard of the language.
    Example: `сáncer`, with a Cyrillic с
    """
    strangers = {c for c, kind in subject.odd.items() if kind == "foreign"}
    if not strangers:
        return
    for form, text in zip(subject.forms, subject.texts, strict=True):
        for match in _RUN.finditer(text):
            odd = [c for c in match[0] if c in strangers]
            if not odd or (len(odd) == len(match[0]) and not _alone(match)):
                continue
            alike = all(c in _TWINS or c in _LIKE_OTHERS for c in odd)
            what = " ".join(f"{c} is {unicodedata.name(c).lower()}" for c in dict.fromkeys(odd))
            if alike or not all(unicodedata.name(c).startswith("GREEK") for c in odd):
                severity = Severity.ERROR if alike else Severity.WARNING
                yield subject.fault(f"in “{match[0]}”, {what}", "type the word anew", form, match.span(), severity)


def _alone(match: re.Match[str]) -> bool:
    """A whole word of strangers that looks like a word of the language; capitals are names (vitamin C), and so is x in x-ray."""
    word, before, after = match[0], match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    if word[0] in _TWINS:
        return all(c in _TWINS for c in word) and not word.isupper()
    return word in _SMALL_WORDS and not before.strip() and not after.strip(" ,.")


@rule("T026", Severity.ERROR)
def forbidden(subject: Pair) -> Iterator[Fault]:
    """A character stands in a text that belongs in none.

    What it sees: soft hyphens, spaces of no width, byte order marks, the sign for a lost letter (U+FFFD), private and unassigned
    characters, joiners in scripts that do not join, a mark above nothing at the start, and `&nbsp;` and the like typed as text.
    Why it matters: it prints as a box, as letters of a program, or not at all, and hides words from search and from other rules.
    How to mend: delete it; lines are broken by the page.
    Example: `Pare&nbsp;ya.`
    """
    odd = [c for c, kind in subject.odd.items() if kind == "forbidden"]
    for form in subject.forms:
        for letter in odd:
            at = form.find(letter)
            if at >= 0:
                yield subject.fault(f"the character U+{ord(letter):04X} belongs in no text", "delete it", form, (at, at + 1))
        if "&" in form and (entity := _ENTITY.search(form)):
            yield subject.fault(f"{entity[0]} would print as these letters", "write the character itself", form, entity.span())
        if not form[0].isalnum() and unicodedata.category(form[0])[0] == "M":
            yield subject.fault(f"it starts with a mark (U+{ord(form[0]):04X}) that needs a letter before it", "delete it", form, (0, 1))


@rule("T027", Severity.WARNING)
def decomposed(subject: Pair) -> Iterator[Fault]:
    """A letter is written in pieces.

    What it sees: a letter and its accent as two characters where Unicode has one (text that is not in the form NFC). Letters that
    Unicode itself keeps in pieces, such as क़, may stand in either form, and Arabic and Hebrew vowel signs in any order.
    Why it matters: the same word written in two ways is found by no search, and counts as another word.
    How to mend: type the letter anew, or let an editor turn the file into NFC.
    Example: `nervio óptico` with o and U+0301
    """
    for form in subject.forms:
        if unicodedata.is_normalized("NFC", form):
            continue
        rest = "".join(c for c in form if len(unicodedata.normalize("NFC", c)) == 1)
        if len(unicodedata.normalize("NFC", rest)) < len(rest):
            yield subject.fault("letters are written in pieces (not NFC)", "type them anew", form)


@rule("T028", Severity.WARNING)
def neighbour(subject: Pair) -> Iterator[Fault]:
    """A letter of a neighbouring language stands in a word.

    What it sees: letters that look like those of the language and belong to another one: the Arabic ي and ك in Persian and Urdu, the
    Urdu ہ in Arabic, the Ukrainian і in Russian, ş in Romanian.
    Why it matters: it joins in another shape, is found in no search, and screen readers stumble over it.
    How to mend: type the letter of the language.
    Example: `ميں` for `میں` in Urdu
    """
    wrong = {c for c, kind in subject.odd.items() if kind == "neighbour"}
    for form, text in zip(subject.forms, subject.texts, strict=True) if wrong else ():
        for letter in sorted(wrong):
            at = text.find(letter)
            if at >= 0:
                what = f"{letter} is {unicodedata.name(letter).lower()}"
                yield subject.fault(what, f"write {subject.usage.alphabet.instead(letter)}", form, (at, at + 1))


RULES: tuple[Rule[Pair], ...] = (doubled, unbalanced, end_mark, spaces, look_alike, forbidden, decomposed, neighbour)
