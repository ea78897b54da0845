"""An article becomes a handout to complete: its structure kept, its claims put where they belong, every gap opened with a TODO."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from evenhand.checks.gaps import SOURCE, ends, options, string, todo
from evenhand.checks.slant import Passage as Judged
from evenhand.checks.slant import slants
from evenhand.checks.verdict import CODES, Passage, Weighed
from evenhand.content.text import split_numbers

_LEAD = re.compile(r"^([^:.!?]{3,70}):\s+(?=\S)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(slots=True)
class _Draft:
    """What is known while the handout is written: ids in use, and the figures that were found in the text."""

    weighed: Weighed
    ids: set[str] = field(default_factory=set)
    figures: dict[str, str] = field(default_factory=dict)

    def id(self, words: str, fallback: str) -> str:
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
        stem = "-".join(re.findall(r"[a-z0-9]+", plain)[:4])[:30].strip("-") or fallback
        stem = stem if stem[0].isalpha() else f"{fallback}-{stem}"
        found, number = stem, 2
        while found in self.ids:
            found, number = f"{stem}-{number}", number + 1
        self.ids.add(found)
        return found

    def text(self, words: str) -> str:
        """Words of the article as a text of a handout: numbers become figures, signs of markup are written out."""
        words = words.replace("{", "(").replace("}", ")").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        words = _THOUSANDS.sub("", words)
        parts = split_numbers(words)
        for i in range(len(parts) - 2, 0, -1):
            # 0.5 is one number.
            if parts[i][0] == "." and parts[i - 1][1] and parts[i + 1][1]:
                parts[i - 1 : i + 2] = [(f"{parts[i - 1][0]}.{parts[i + 1][0]}", True)]
        return "".join(self._figure(part) if digits else part for part, digits in parts)

    def _figure(self, digits: str) -> str:
        value = "".join(str(unicodedata.digit(c)) if c != "." else c for c in digits).lstrip("0") or "0"
        value = f"0{value}" if value.startswith(".") else value
        name = next((n for n, v in self.figures.items() if v == value), f"n{len(self.figures) + 1}")
        self.figures[name] = value
        return f"{{{name}}}"


def adopt(weighed: Weighed, name: str, countries: Iterable[str], today: dt.date) -> str:
    """The YAML of a handout `name`; every part that the article lacks stands there as a TODO, which no release passes."""
    draft = _Draft(weighed)
    benefits = [p for p in _body(weighed) if p.spot == "benefits"]
    risks = [p for p in _body(weighed) if p.spot == "risks"]
    unknowns = [p for p in _body(weighed) if p.spot == "unknowns"]
    sections = _sections(weighed, draft)
    parts = [
        _head(weighed, draft, name, today),
        sections,
        *_claims(draft, "benefits", benefits),
        *_claims(draft, "risks", risks),
        *_unknowns(draft, unknowns),
        *options(),
        *ends(draft.figures, countries, today),
    ]
    return "\n".join(parts) + "\n"


def _body(weighed: Weighed) -> list[Passage]:
    return [p for p in weighed.passages if p.piece.kind not in ("title", "heading")]


def _head(weighed: Weighed, draft: _Draft, name: str, today: dt.date) -> str:
    title = next((p for p in weighed.passages if p.piece.kind == "title"), None)
    lines = [
        f"# Made by evenhand import from {weighed.article.name}. It stays a draft until every TODO is written.",
        "# A remark above a text says which of its words must change, by which rule, and how; evenhand explain CODE tells more.",
        f'id: {name}\nlanguage: {weighed.lexicon.language}\nkind: treatment\ncode: TODO\nversion: "0.1"',
        f"dates: {{evidence: {today}, issued: {today}, review: {_next_year(today)}}}\n",
        *(_remarks(title) if title else []),
        f"title: {string(draft.text(title.piece.text) if title else 'TODO: name the treatment and the trouble', 2)}",
        f"about: {todo('one sentence: what this leaflet is and is not')}\n",
        "summary:",
        f"  message: {todo('what may help and what is not sure, in one to three sentences')}",
        "  key-points:",
        *(f"    {key}: {todo(what)}" for key, what in _POINTS.items()),
        "\nred-flags:\n  - id: emergency\n    urgency: emergency",
        f"    when: {todo('when to call for help at once:')}\n    signs:\n      first: {todo('a sign of danger')}\n",
    ]
    return "\n".join(lines)


_POINTS = {"benefit": "what it may do, for how many", "harm": "what can go wrong", "other": "what else can be done"}


def _sections(weighed: Weighed, draft: _Draft) -> str:
    """The article's own sections in its order, less those whose claims go to benefits, risks and what is not known."""
    lines: list[str] = []
    heading, waiting = "", list[Passage]()

    def close() -> None:
        if waiting:
            words = heading or "What the article says"
            lines.append(f"  - id: {draft.id(words, 'section')}")
            lines.extend(f"    {line}" for p in weighed.passages if p.piece.text == heading for line in _remarks(p))
            lines.append(f"    heading: {string(draft.text(words), 6)}\n    blocks:")
            lines.extend(_blocks(draft, waiting))
            waiting.clear()

    for passage in weighed.passages:
        if passage.piece.kind == "title":
            continue
        if passage.piece.kind == "heading":
            close()
            heading = passage.piece.text
        elif passage.spot not in ("benefits", "risks", "unknowns"):
            waiting.append(passage)
    close()
    return "\n".join(["sections:", *lines, ""]) if lines else ""


def _blocks(draft: _Draft, passages: list[Passage]) -> list[str]:
    lines: list[str] = []
    open_items = 0
    for passage in passages:
        if passage.piece.kind == "item":
            # A list holds nine items at most.
            if open_items % 9 == 0:
                lines.append(f"      - id: {draft.id('list', 'list')}\n        list:")
            open_items += 1
            lines += [f"          {line}" for line in _remarks(passage)]
            lines.append(f"          {draft.id(passage.piece.text, 'item')}: {string(draft.text(passage.piece.text), 12)}")
        else:
            open_items = 0
            lines += [f"      {line}" for line in _remarks(passage)]
            tone = "\n        tone: myth" if passage.spot == "myth" else ""
            key = "call-out" if tone else "text"
            lines.append(f"      - id: {draft.id('text', 'text')}{tone}\n        {key}: {string(draft.text(passage.piece.text), 10)}")
    return lines


def _claims(draft: _Draft, part: str, passages: list[Passage]) -> list[str]:
    """Each item or paragraph under a heading of benefits or risks is a claim: its lead, its words, and the number it lacks."""
    lines = [f"{part}:", "  items:"]
    for passage in passages:
        lead = _LEAD.match(passage.piece.text)
        words = passage.piece.text[lead.end() :] if lead else passage.piece.text
        name = lead[1] if lead else " ".join(words.split()[:6])
        lines += [f"    {line}" for line in _remarks(passage)]
        lines += [
            f"    - id: {draft.id(name, 'claim')}",
            f"      what: {string(draft.text(name.strip()), 8)}",
            f"      detail: {string(draft.text(words), 8)}",
            *_open_claim(part, "serious"),
        ]
    # What the article calls a risk is taken as serious until somebody has looked; the other kinds are asked for.
    kinds = ("serious", "common", "burden") if part == "risks" else ("",)
    for kind in kinds[1:] if passages else kinds:
        what = f"a {kind} harm" if kind else "a possible benefit"
        lines += [f"    - id: {draft.id(kind or 'benefit', 'claim')}", f"      what: {todo(what)}", *_open_claim(part, kind)]
    return [*lines, ""]


def _open_claim(part: str, kind: str) -> list[str]:
    lines = [f"      unknown: {todo('name an effect with its numbers in its place, or say why there are none')}"]
    if part == "risks":
        lines.append(f"      kind: {kind}")
    return [*lines, "      certainty: not-graded", f"      sources: [{SOURCE}]"]


def _unknowns(draft: _Draft, passages: list[Passage]) -> list[str]:
    lines = ["unknowns:", "  items:"]
    lines += [f"    {draft.id(p.piece.text, 'unknown')}: {string(draft.text(p.piece.text), 6)}" for p in passages]
    lines += [] if passages else [f"    later: {todo('what nobody knows yet, such as what happens after years')}"]
    return [*lines, ""]


def _remarks(passage: Passage) -> list[str]:
    """A comment for each slanted phrase: the rule, the words, and what to write."""
    instead = passage.reading.lexicon.instead
    found = []
    for slant in slants(passage.reading, Judged(passage.piece.text, passage.spot)):
        words = passage.piece.text[slant.start : slant.end]
        found.append(f"# CHANGE “{words}” ({CODES[slant.group]}). For example: {instead.get(slant.group, 'say what studies found')}")
    return found


def _next_year(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1, day=min(day.day, 28))
