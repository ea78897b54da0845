"""Two languages on one page: what a template may say when the source stands beside the patient's language."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from evenhand.sheet.writer import Writer
from evenhand.translation.wording import Phrase


class Facing:
    """Two writers of one handout, the patient's language first.

    The template walks one body and says each phrase of it twice. Why by key: both editions have the same tree, and a
    phrase knows its key, so that no list can fall out of step.
    """

    def __init__(self, ours: Writer, theirs: Writer) -> None:
        self.ours, self.theirs = ours, theirs
        self._explained: set[str] = set()

    def context(self, names: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
        """The names of the patient's page, and `both`: what each of the two languages says. `names` and `others` are the
        contexts of the two writers."""
        first = SimpleNamespace(**{**names, **_by_key(self.ours)}, first=True)
        second = SimpleNamespace(**{**others, **_by_key(self.theirs)}, first=False)
        return names | {"both": (first, second), "new_terms": self.new_terms}

    def new_terms(self) -> list[SimpleNamespace]:
        """Terms that either language has used since the last call, each explained once in both."""
        pending = {term.name.key: term for writer in (self.ours, self.theirs) for term in writer.new_terms()}
        fresh = [term for key, term in pending.items() if key not in self._explained]
        self._explained |= set(pending)
        return fresh


def _by_key(writer: Writer) -> dict[str, Any]:
    """`t` and `plain` of a writer for phrases of any edition of its handout."""
    phrases = writer.edition.phrases

    def t(phrase: Phrase) -> Any:
        return writer.t(phrases[phrase.key])

    def plain(phrase: Phrase) -> str:
        return writer.plain(phrases[phrase.key])

    return {"t": t, "plain": plain}
