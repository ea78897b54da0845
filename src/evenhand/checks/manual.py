"""The page of every code, for `evenhand explain`, code hosts and docs/rules.md, which `python -m evenhand.checks.manual` prints."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from evenhand.checks.faults import FAULTS
from evenhand.checks.run import ALL_RULES
from evenhand.checks.slant import WEIGHT
from evenhand.checks.verdict import CODES

# The prose of docs/rules.md: how word lists work, and what was left out. `{rules}`, `{weights}` and `{faults}` are filled in here.
_PROSE = Path(__file__).with_name("manual.md")
_FAMILIES = {
    "C": "Content: what a handout must hold",
    "B": "Balance: what is said, how surely, and how it looks",
    "T": "Translation: what must be kept",
    "P": "Place: what the clinic's country asks for",
    "L": "Layout",
    "A": "Accessibility",
}
_LABEL = re.compile(r"^(What it sees|Why it matters|How to mend|Example): ?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CodePage:
    """All that is known of one code: how grave it is, what it does to a build, and its text."""

    code: str
    severity: str
    waivable: bool
    stops: bool
    text: str

    @property
    def title(self) -> str:
        return self.text.split("\n", 1)[0]

    def __str__(self) -> str:
        """As `evenhand explain` shows it."""
        return f"{self.code} ({self.facts})\n\n{self.text}"

    @property
    def facts(self) -> str:
        return ", ".join(
            (self.severity, "can be waived" if self.waivable else "cannot be waived", *(["stops a build"] if self.stops else []))
        )


def pages() -> dict[str, CodePage]:
    """Every code's page, in order of codes."""
    found = [CodePage(r.code, str(r.severity), r.waivable, r.blocks, r.page) for r in ALL_RULES]
    found += [CodePage(f.code, str(f.severity), False, f.stops, f.text) for f in FAULTS]
    return {page.code: page for page in sorted(found, key=lambda p: p.code)}


def manual() -> str:
    """docs/rules.md."""
    rules = {rule.code for rule in ALL_RULES}
    known = pages()
    ruled = [page for code, page in known.items() if code in rules]
    faults = [page for code, page in known.items() if code not in rules]
    parts = ["\n".join(_table(ruled))]
    for letter, name in _FAMILIES.items():
        parts += [f"### {name}", *(_section(page) for page in ruled if page.code.startswith(letter))]
    filled = {"rules": "\n\n".join(parts), "weights": _weights(), "faults": "\n\n".join(map(_section, faults))}
    return re.sub(r"\{(rules|weights|faults)\}", lambda slot: filled[slot[1]], _PROSE.read_text(encoding="utf-8"))


def _weights() -> str:
    head = ["| rule | phrases | title, heading | benefits | risks | unsorted | elsewhere |", "|---|---|---|---|---|---|---|"]
    return "\n".join([*head, *(f"| {CODES[group]} | {group} | {' | '.join(map(str, row))} |" for group, row in WEIGHT.items())])


def _table(known: list[CodePage]) -> list[str]:
    head = ["| code | what it finds | severity | can be waived | stops a build |", "|---|---|---|---|---|"]
    rows = (
        f"| [{p.code}](#{p.code.lower()}) | {p.title} | {p.severity} | {'yes' if p.waivable else 'no'} | {'yes' if p.stops else ''} |"
        for p in known
    )
    return [*head, *rows]


def _section(page: CodePage) -> str:
    title, _, body = page.text.partition("\n")
    # The lines of a docstring run on; each label begins a line of the list.
    items = [" ".join(part.split()) for part in re.split(r"\n(?=What it|Why it|How to|Example)", body.strip())]
    lines = ("- " + _LABEL.sub(r"*\1:* ", item) for item in items if item)
    return "\n".join((f'<a id="{page.code.lower()}"></a>\n#### {page.code} {title}\n\n{page.facts.capitalize()}.\n', *lines))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # the same bytes on every machine
    sys.stdout.write(manual())
