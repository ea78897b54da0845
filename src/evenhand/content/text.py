"""Translatable text: a string, or a pair of singular and plural chosen by a figure, with its inline markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree as ET

from pydantic_core import PydanticCustomError, core_schema

# A figure's name may be followed by one part ("improved.cells"); the form that gettext's python-brace-format takes.
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}")
TAGS: dict[str, tuple[str, ...]] = {"b": (), "term": ("id",), "foreign": ("lang",)}
_LOOSE = re.compile(r"&(?!amp;|lt;|gt;)|<(?=[\s\d=])")
# Text without markup needs no parser: most messages are such.
_BARE = re.compile(r"[^<>&\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]*")
_BRACE = re.compile(r"[{}]")
# Letters of the scripts that have large and small ones (Latin, Greek, Cyrillic, Armenian); they are written with spaces.
_CASED = "A-Za-zªµºÀ-ÖØ-öø-ɏ\u0300-\u03ff\u0400-\u052f\u0531-\u0587\u1e00-\u1fff"
# A digit that hangs on such a letter is part of a name (vitamin B12, COVID-19, L5), not an amount. In other scripts it
# is an amount (每7人, و7): only a hyphen after a word makes it part of a name there, as in कोविड-19.
_NUMBER = re.compile(
    rf"(?<![{_CASED}\d])[{_CASED}][{_CASED}\d]*(?:[-‐‑]\d+)?"
    rf"|[^\s\d][^\W\d_ـ{_CASED}][-‐‑]\d+"
    r"|(\d+)"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one dress, or the slot of a placeholder waiting for its data.

    `slot` names the placeholder; `data` is the direction ("ltr" or "rtl") of text that came from data (a number, a
    date, a name): the page isolates it from the sentence around it and keeps it on one line. `link` is where it leads on a
    page that can be tapped (a `tel:` or a web address).
    """

    text: str = ""
    slot: str = ""
    bold: bool = False
    term: str = ""
    lang: str = ""
    data: str = ""
    link: str = ""


class MarkupFault(ValueError):
    """Inline markup that cannot be read; the message says what is wrong and how to write it."""


def parse_markup(source: str) -> tuple[Run, ...]:
    """Cut one message into runs.

    The set of tags is closed (`<b>`, `<term id="…">`, `<foreign lang="…">`): translators' editors protect tags, while
    Markdown emphasis breaks in scripts that are written without spaces. A bare `&`, or `<` before a space or a digit,
    counts as text. Raises MarkupFault.
    """
    if _BARE.fullmatch(source):
        return tuple(_split(source, Run()))
    if "<!" in source or "<?" in source:
        raise MarkupFault("comments and other marks that begin with <! or <? hide words; take them away")
    try:
        root = ET.fromstring(f"<m>{_LOOSE.sub(_escape, source)}</m>")
    except ET.ParseError as fault:
        raise MarkupFault(f"markup cannot be read ({fault.msg.split(':')[0]}); write &lt; for < and close every tag") from None
    return tuple(_walk(root, Run()))


def _escape(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else "&lt;"


def _walk(node: ET.Element, dress: Run) -> Iterator[Run]:
    yield from _split(node.text or "", dress)
    for child in node:
        yield from _walk(child, _dressed(child, dress))
        yield from _split(child.tail or "", dress)


def _dressed(node: ET.Element, dress: Run) -> Run:
    allowed = TAGS.get(node.tag)
    if allowed is None:
        raise MarkupFault(f"tag <{node.tag}> is not known; use " + ", ".join(f"<{t}>" for t in TAGS))
    if tuple(node.attrib) != allowed:
        wanted = " ".join(f'{a}="…"' for a in allowed) or "no attribute"
        raise MarkupFault(f"tag <{node.tag}> takes {wanted}")
    if node.tag == "b":
        return replace(dress, bold=True)
    if node.tag == "term":
        return replace(dress, term=node.attrib["id"])
    return replace(dress, lang=node.attrib["lang"])


def _split(text: str, dress: Run) -> Iterator[Run]:
    parts = PLACEHOLDER.split(text) if "{" in text else (text,)
    for i, part in enumerate(parts):
        if i % 2:
            yield _dress(dress, "", part)
        elif part:
            if _BRACE.search(part):
                raise MarkupFault("a brace { or } that is no {placeholder}; names are small letters, digits and _")
            yield _dress(dress, part, "")


def _dress(dress: Run, text: str, slot: str) -> Run:
    """The dress with words in it, or with a slot; said in full because `replace` takes three times as long."""
    return Run(text, slot, dress.bold, dress.term, dress.lang, dress.data)


def placeholders(source: str) -> list[str]:
    """Names of the placeholders in a message, in order, repeats kept."""
    return PLACEHOLDER.findall(source)


def numbers(text: str) -> list[str]:
    """Numbers written in digits of any script; names such as B12 or COVID-19 do not count."""
    return [number for number in _NUMBER.findall(text) if number]


def split_numbers(text: str) -> list[tuple[str, bool]]:
    """A text cut at its numbers: (part, whether it is a number); joined, the parts are the text."""
    parts: list[tuple[str, bool]] = []
    done = 0
    for match in _NUMBER.finditer(text):
        if match[1]:
            parts += [(text[done : match.start()], False), (match[0], True)]
            done = match.end()
    return [part for part in (*parts, (text[done:], False)) if part[0]]


def tags(source: str) -> list[str]:
    """Tags with their attributes as written, sorted: what a translation must hold exactly as often as its source."""
    return [] if "<" not in source else sorted(re.findall(r"<(?:b|term\b[^>]*|foreign\b[^>]*)>", source))


@dataclass(frozen=True, slots=True)
class Text:
    """One translatable message of an author: `other` alone, or `one` and `other` with the figure that `count`s.

    In YAML a plain string, or `{count: figure, one: "…", other: "…"}` where the words depend on a number.
    """

    other: str
    one: str = ""
    count: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """The source's forms: (singular, plural) for a counted text, else the one string."""
        return (self.one, self.other) if self.count else (self.other,)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def read(cls, value: Any) -> Text:
        """Validate a YAML value. Raises PydanticCustomError, which the reader turns into a finding with a line."""
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            text = cls(other=tidy(value))
        elif isinstance(value, dict) and set(value) == {"count", "one", "other"} and all(isinstance(v, str) for v in value.values()):
            text = cls(tidy(value["other"]), tidy(value["one"]), value["count"])
        else:
            raise PydanticCustomError("text", "expected a text, or a mapping with exactly count, one and other")
        for form in text.forms:
            _check_form(form)
        return text


def tidy(value: str) -> str:
    """One message is one line: YAML's folded lines come together with single spaces."""
    return " ".join(value.split())


def _check_form(form: str) -> None:
    if not form:
        raise PydanticCustomError("text", "the text is empty")
    try:
        runs = parse_markup(form)
    except MarkupFault as fault:
        raise PydanticCustomError("markup", "{why}", {"why": str(fault)}) from None
    digit = next((d for run in runs if not run.lang for d in numbers(run.text)), None)
    if digit:
        raise PydanticCustomError("digit", "{why}", {"why": f"the number {digit} stands in the text"})
