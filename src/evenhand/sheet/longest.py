"""A language of the longest texts: each as long as the longest translation of it, in the longest words of all of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import cycle

from evenhand.sheet.script import LATIN, script_of
from evenhand.translation.catalog import Catalog
from evenhand.translation.language import find_language
from evenhand.translation.pseudo import KEPT

_WORD = re.compile(r"[^\W\d_]{3,}")
_EDGES = re.compile(r"(\W*)(.*?)(\W*)$", re.DOTALL)
# So many of the longest lengths take turns, and so many words of one length.
_LENGTHS, _TURNS = 6, 5


def longest(catalogs: Iterable[tuple[str, Catalog]]) -> Callable[[str], str]:
    """What says any source text at the length of its longest translation, in letters as wide as Latin ones.

    `catalogs` are those of all languages, by tag. The words are the longest of their length in the languages of Latin
    letters, so that one font prints them; placeholders, tags and foreign words keep their places.
    """
    rooms: dict[str, float] = {}
    words: dict[int, set[str]] = {}
    for tag, catalog in catalogs:
        script = find_language(tag).script
        wide = script_of(script).width
        for entry in catalog.entries.values():
            texts = [part for form in entry.msgstr for i, part in enumerate(KEPT.split(form)) if not i % 2]
            room = max((wide * _letters(KEPT.sub("", form)) for form in entry.msgstr), default=0.0)
            for source in filter(None, (entry.msgid, entry.msgid_plural)):
                rooms[source] = max(room, rooms.get(source, 0.0))
            if script == LATIN:
                for word in _WORD.findall(unicodedata.normalize("NFC", " ".join(texts))):
                    words.setdefault(len(word), set()).add(word.lower())
    turns = {length: cycle(sorted(found)[:_TURNS]) for length, found in words.items()}
    lengths = cycle(sorted(turns, reverse=True)[:_LENGTHS] or (0,))

    def stretch(text: str, room: int) -> str:
        out = []
        while turns and room >= min(turns):
            wanted = min(next(lengths), room)
            out.append(next(turns[max(length for length in turns if length <= wanted)]))
            room -= len(out[-1])
        before, own, after = _EDGES.match(text).groups()  # type: ignore[union-attr]  # it matches any text
        said = " ".join(out) or own
        return f"{before}{said[:1].upper()}{said[1:]}{after}"

    def say(source: str) -> str:
        parts = KEPT.split(source)
        own = sum(map(_letters, parts[::2])) or 1
        share = max(1.0, rooms.get(source, 0.0) / own)
        return "".join(p if i % 2 or not _letters(p) else stretch(p, round(share * _letters(p))) for i, p in enumerate(parts))

    return say


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)
