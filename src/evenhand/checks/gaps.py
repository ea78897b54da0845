"""The parts that an imported article lacks, each opened with a TODO that no release passes."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable

SOURCE = "todo"
_WIDTH = 118
# Questions that help with any treatment (ISSCR's guide for patients, and what leaflets leave out).
_QUESTIONS = {
    "approved": "Is this approved for my problem, or is it part of a registered trial?",
    "results": "How many people like me got better here, and how many with a sham or without treatment?",
    "harms": "What has gone wrong here, and for how many people?",
    "wait": "What happens if I do nothing for now?",
    "other": "What else can I try first?",
    "price": "What does it cost in all, and does this clinic earn money from it?",
}


def options() -> list[str]:
    """The table of options: nothing, another one, this one; every cell to be written."""
    lines = ["options:", "  columns: {may-help: What it may do, harm: Possible harm}", "  rows:"]
    roles = (("nothing", "no-further-treatment"), ("other", "other"), ("this", "this-treatment"))
    for name, role in roles:
        what = {"nothing": "no further treatment for now", "other": "another option", "this": "this treatment"}[name]
        lines += [f"    - id: {name}\n      role: {role}\n      name: {todo(what)}"]
        lines += [f"      cells: {{may-help: {todo('what it may do')}, harm: {todo('its harms')}}}\n      sources: [{SOURCE}]"]
    return [*lines, ""]


def ends(figures: dict[str, str], countries: Iterable[str], today: dt.date) -> list[str]:
    """All that comes after the options: approval, cost, questions, the figures found, sources and people."""
    lines = ["approval:"]
    for country in sorted(set(countries)) or ["GB"]:
        lines.append(f"  {country}:\n    status: none-found\n    text: {todo('what the regulator there says of this very use')}")
        lines.append(f"    checked: {today}\n    sources: [{SOURCE}]")
    lines += [f"cost: {todo('what it costs, who pays, and who pays when something goes wrong')}", "", "questions:"]
    lines += [f"  {key}: {string(question)}" for key, question in _QUESTIONS.items()]
    lines += ["notes-lines: 5", ""]
    if figures:
        lines.append("figures:")
        for name, value in figures.items():
            kind = "year" if re.fullmatch(r"(19|20)\d\d", value) else "number"
            lines.append(f"  {name}: {{{kind}: {value}, what: {todo('what ' + value + ' counts')}, sources: [{SOURCE}]}}")
        lines.append("")
    lines += [
        "sources:",
        f"  {SOURCE}:",
        f"    title: {todo('the study, review, guideline or regulator; a page that sells is no source')}",
    ]
    lines += [
        f"    by: {todo('who published it')}",
        f"    year: {today.year}\n    kind: trial\n    url: https://example.org/todo\n    accessed: {today}",
        "",
    ]
    lines += ["people:", f"  authors: [{{name: {todo('your name')}, role: {todo('your role')}, date: {today}}}]", "  reviewers: []"]
    lines += [f"  {key}: {todo(what)}" for key, what in _PEOPLE.items()]
    return lines


_PEOPLE = {
    "funding": "who paid for this leaflet",
    "conflicts": "whether the authors gain from the treatment",
    "patients": "how patients were asked",
}


def todo(what: str) -> str:
    """A text that must be written, as a YAML string."""
    return json.dumps(f"TODO: {what}", ensure_ascii=False)


def string(text: str, indent: int = 2) -> str:
    """A YAML string on one line, or folded over several."""
    if len(text) < _WIDTH - indent - 20:
        return json.dumps(text, ensure_ascii=False)
    lines, line = list[str](), ""
    for word in text.split():
        if line and len(line) + len(word) + 1 > _WIDTH - indent:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return ">-\n" + "\n".join(" " * indent + part for part in [*lines, line])
