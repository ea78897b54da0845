"""Translations that a language has already for the very same source text: offered to a new string, marked as a suggestion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evenhand.translation.catalog import SUGGESTION, Catalog
from evenhand.translation.po import Entry

_Found = tuple[tuple[bool, bool, str, str], Entry]


@dataclass(slots=True)
class Memory:
    """The catalogs of one language by name. The index over them is made at the first question: most updates ask nothing."""

    catalogs: Mapping[str, Catalog]
    _index: dict[tuple[str, str | None], list[_Found]] | None = field(default=None, repr=False)

    def offer(self, name: str, wanted: Entry, forms: int) -> Entry:
        """The new entry of the catalog `name`: with a suggestion where the same text is translated already, else empty.

        Never by likeness: the whole source text is the same, placeholders too. Of several translations, one of the same
        handout comes first (its key was renamed), then those of people before those of machines, then by handout and key.
        """
        found = [(rank, e) for rank, e in self._all().get((wanted.msgid, wanted.msgid_plural), ()) if len(e.msgstr) == forms]
        # The obsolete words of another handout may have been given up for good reason.
        ranked = [((rank[2] != name, *rank), e) for rank, e in found if not e.obsolete or rank[2] == name]
        if not ranked:
            return wanted
        (*_, origin, key), best = min(ranked, key=lambda pair: pair[0])
        comment = f"{SUGGESTION}{origin}: {key}"
        return wanted.changed(msgstr=best.msgstr, flags=("fuzzy", *wanted.flags), comments=(comment,))

    def _all(self) -> dict[tuple[str, str | None], list[_Found]]:
        if self._index is None:
            self._index = {}
            for name, catalog in self.catalogs.items():
                machine = catalog.machine
                for e in catalog.file.entries:
                    if e.msgctxt is not None and not e.fuzzy and e.translated:
                        rank = (machine, e.obsolete, name, e.msgctxt)
                        self._index.setdefault((e.msgid, e.msgid_plural), []).append((rank, e))
        return self._index
