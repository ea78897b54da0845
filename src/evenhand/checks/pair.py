"""What the rules on a translation's words look at: the translated forms of one message, beside what its source holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evenhand.checks.lexicon import Hit
from evenhand.checks.rule import Fault
from evenhand.checks.translation import Translated
from evenhand.checks.units import units
from evenhand.checks.usage import Usage
from evenhand.finding import Severity
from evenhand.translation.messages import Message

# What stands in for tags, and for data and foreign words, so that places in a text stay the same.
TAG, DATA = "\ufffb", "\ufffc"
_MARKUP = re.compile(r"<foreign\b[^>]*>.*?</foreign>|<[^<>]*>|\{[a-z][^{}]*\}")
_TAGS = re.compile(r"</?[a-z][^<>]*>")
FOREIGN = re.compile(r"<foreign\b[^>]*>(.*?)</foreign>")
# Web and mail addresses; names of two and more capitals, digits and hyphens among them (MRI, COVID-19, B12).
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[a-z0-9-]+\.)+(?:org|com|net|uk|int|edu|gov|eu)\b"
)
CAPITALS = re.compile(r"(?<![\w.@/-])(?:[A-Z][A-Z]+(?:[-/&][A-Z0-9]+)*(?=s?(?![\w-]))|[A-Z]+-?\d+(?![\w-]))")


def masked(text: str) -> str:
    """A text of the same length in which tags, placeholders and foreign words are no words."""
    if "<" not in text and "{" not in text:
        return text
    return _MARKUP.sub(lambda m: (TAG if m[0][0] == "<" and not m[0].startswith("<foreign") else DATA) * len(m[0]), text)


def untagged(text: str) -> str:
    """A text of the same length in which tags are no words; foreign words are left, and placeholders are."""
    return _TAGS.sub(lambda m: TAG * len(m[0]), text) if "<" in text else text


# What may stand after the mark at the end of a text.
CLOSERS = f' \u00a0"”»’』」{TAG}'
_ENDS = {"。": ".", "۔": ".", "।": ".", "．": ".", ".": ".", "።": ".", "։": ".", "။": ".", "។": ".", "?": "?", "？": "?", "؟": "?",
         "!": "!", "！": "!", ":": ":", "：": ":", "…": "…", ")": ")", "）": ")", "]": ")"}  # fmt: skip


def end_of(form: str) -> str:
    """How a source ends: . ? ! : or … in any script, "" for a label, and ")" for a bracket, where a translator is free."""
    text = untagged(form).rstrip(CLOSERS)
    return "…" if text.endswith("...") else _ENDS.get(text[-1:], "")


@dataclass(frozen=True, slots=True)
class Source:
    """One message of the source and what a translation must keep of it; found once for all languages.

    `hits`: its number words and terms; `units`, `names` (capitals, addresses) and `foreign` words as they are written;
    `end`: the mark it ends with (. ? ! : …, or none); `asks`: a word that asks stands in it.
    """

    message: Message
    usage: Usage
    texts: tuple[str, ...]
    hits: tuple[Hit, ...]
    units: tuple[str, ...]
    names: tuple[Hit, ...]
    foreign: tuple[str, ...]
    end: str
    asks: bool

    def word(self, hit: Hit) -> str:
        return self.texts[-1][hit.start : hit.end]


def read_source(message: Message, usage: Usage) -> Source:
    """What a translation must keep of a message, by the last of its forms."""
    form = message.text.forms[-1]
    text = masked(form)
    names = [Hit("address", m.start(), m.end()) for m in ADDRESS.finditer(text)] if "." in text else []
    if not text.isupper():
        inside = [range(h.start, h.end) for h in names]
        found = (m for m in CAPITALS.finditer(text) if m[0] not in usage.no_names and not any(m.start() in r for r in inside))
        names += [Hit("capitals", m.start(), m.end()) for m in found]
    foreign = tuple(FOREIGN.findall(form)) if "<foreign" in form else ()
    texts = tuple(masked(f) for f in message.text.forms)
    hits = tuple(_counting(usage.words.scan(text)))
    return Source(message, usage, texts, hits, units(text), tuple(names), foreign, end_of(form), any(h.group == "question" for h in hits))


def _counting(hits: list[Hit]) -> Iterator[Hit]:
    """Hits without the number words inside phrases that count nothing."""
    idle = [hit for hit in hits if hit.group == "number:"]
    for hit in hits:
        if not (idle and hit.group.startswith("number:") and any(i.start <= hit.start < i.end for i in idle)):
            yield hit


class Pair:
    """A message whose translation would print: `forms` as written (T004 tells the empty ones), `texts` masked, `odd` letters.

    `usage` is that of the translation's language.
    """

    __slots__ = ("_hits", "_words", "forms", "odd", "source", "texts", "translated", "usage")

    def __init__(self, translated: Translated, source: Source, usage: Usage) -> None:
        self.translated, self.source, self.usage = translated, source, usage
        self.forms = tuple(form for form in translated.forms if form)
        self.texts = [masked(form) for form in self.forms]
        self.odd = usage.alphabet.odd(self.forms)
        self._words: list[list[str]] | None = None
        self._hits: list[list[Hit]] | None = None

    @property
    def hits(self) -> list[list[Hit]]:
        """The number words, terms and forbidden words of each form; looked for once, and only where the source asks."""
        if self._hits is None:
            self._hits = [self.usage.words.scan(text) for text in self.texts]
        return self._hits

    @property
    def words(self) -> list[list[str]]:
        """The parts between spaces of each form, signs still at them."""
        if self._words is None:
            self._words = [text.split() for text in self.texts]
        return self._words

    def groups(self) -> set[str]:
        return {hit.group for hits in self.hits for hit in hits}

    def fault(self, what: str, mend: str, form: str, span: tuple[int, int] | None = None, severity: Severity | None = None) -> Fault:
        """A fault in one form; `span` is where in it, else all of it."""
        return Fault(self.translated.place, what, mend, severity, form, span or (0, len(form)))
