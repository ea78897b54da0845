"""Words that an entry has no room for any more (plural forms of a text that is not counted now) are kept as its comments."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evenhand.translation.po import Entry
from evenhand.translation.strings import quote, unquote

# A comment that any editor shows and no tool rewrites: `# earlier msgstr[2] "dwa koty"`.
_EARLIER = re.compile(r'earlier msgstr(?:\[(\d+)\])? (".*")$')


def reshaped(old: Entry, counted: bool, forms: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The msgstr and the comments of an entry whose source became counted, or plain; every word of it is in one of them.

    Forms that were put aside at an earlier change come back; else the plain text stands in each form, or the last form
    in the plain text. What has no room is put aside.
    """
    aside = [(m[1] or "", unquote(m[2]) or "") for m in map(_EARLIER.match, old.comments) if m]
    comments = tuple(c for c in old.comments if not _EARLIER.match(c))
    if counted:
        kept = tuple(next((text for n, text in aside if n == str(i)), "") for i in range(forms))
        msgstr = kept if all(kept) else (old.msgstr[0],) * forms
    else:
        plain = next((text for n, text in aside if not n), "")
        msgstr = (plain or next((text for text in reversed(old.msgstr) if text), ""),)
    said, aside = _numbered(old), [line for line in aside if line[1] not in msgstr]
    # All forms go aside together, so that they can come back together; the latest stand first.
    lost = dict.fromkeys((*said, *aside)) if any(text not in msgstr for _, text in said) else aside
    return msgstr, (*comments, *(_comment(*line) for line in lost))


def holds_words(entry: Entry) -> bool:
    """True for an entry with a translation, or with one that was put aside: who empties an entry takes back what it says, not that."""
    return any(entry.msgstr) or any(map(_EARLIER.match, entry.comments))


def distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, without obsolete ones whose key and source stand in another: gettext refuses a file with both.

    What such a twin said is put aside in the entry that stays.
    """
    out: list[Entry] = []
    at: dict[tuple[str, str], int] = {}
    for entry in entries:
        place = at.setdefault((entry.msgctxt, entry.msgid), len(out)) if entry.msgctxt is not None else len(out)
        if place < len(out) and entry.obsolete:
            stays = out[place]
            said = (_comment(*line) for line in _numbered(entry) if line[1] not in stays.msgstr)
            out[place] = stays.changed(comments=tuple(dict.fromkeys((*stays.comments, *entry.comments, *said))))
        else:
            out.append(entry)
    return tuple(out)


def _numbered(entry: Entry) -> tuple[tuple[str, str], ...]:
    counted = entry.msgid_plural is not None
    return tuple((str(i) if counted else "", text) for i, text in enumerate(entry.msgstr) if text)


def _comment(number: str, text: str) -> str:
    return f"earlier msgstr{f'[{number}]' if number else ''} {' '.join(quote(text).splitlines())}"
