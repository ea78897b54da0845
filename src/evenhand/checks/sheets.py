"""Change sheets: what changed in the source since an edition was translated and signed, for staff and for handing out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evenhand.sheet.order import Order
from evenhand.sheet.shelf import Shelf
from evenhand.translation.changes import Piece, as_marked, changes
from evenhand.translation.messages import INTERFACE
from evenhand.translation.signoff import SignOff, SignOffs
from evenhand.translation.since import Change, changed_data, changed_words, marked

_TAG = re.compile(r"</?[a-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class ChangeSheet:
    """The changes of one edition: those of its words and of its figures, and who had signed before.

    `since` names the signers ("" when nobody had signed); `allowed` says whether the older translation may be handed
    out with this sheet and the current source, and `why` gives the reason.
    """

    handout: str
    language: str
    changes: tuple[Change, ...]
    since: str
    allowed: bool
    why: str

    @property
    def name(self) -> str:
        return f"{self.language}/{self.handout}"


def change_sheet(shelf: Shelf, handout: str, language: str) -> ChangeSheet:
    """The sheet of one edition; without changes when it is current."""
    home = shelf.handouts[handout].language
    mine = _records(shelf, handout, language)
    source = _records(shelf, handout, home)
    values = {u.key: u.value for u in shelf.units(handout, home) if u.value}
    catalog = shelf.catalogs.get((language, handout))
    words = () if language == home else tuple(changed_words(shelf.messages[handout], catalog, mine))
    page = () if language == home else tuple(changed_words(shelf.messages[INTERFACE], shelf.catalogs.get((language, INTERFACE))))
    found = (*words, *changed_data(values, source), *(_of_the_page(c) for c in page))
    allowed, why = _may_be_handed_out(shelf, found, bool(mine))
    since = ", ".join(f"{r.by} ({r.role}, {r.date.isoformat()})" for r in mine)
    return ChangeSheet(handout, language, found, since, allowed, why)


def _of_the_page(change: Change) -> Change:
    key = f"{INTERFACE}:{change.key}"
    return Change(key, change.kind, change.old, change.new, change.translation, change.safety)


def _records(shelf: Shelf, handout: str, language: str) -> tuple[SignOff, ...]:
    return tuple(r for r in shelf.signoffs.get(language, SignOffs()).records if r.handout == handout)


def _may_be_handed_out(shelf: Shelf, found: tuple[Change, ...], signed: bool) -> tuple[bool, str]:
    """Whether the older translation may go out with the current source and this sheet: never where safety is touched."""
    grave = [c.key for c in found if c.safety]
    if grave:
        return False, f"a safety string or a number changed: {', '.join(grave[:4])}" + (" and more" if len(grave) > 4 else "")
    if not signed:
        return False, "nobody had signed the older translation"
    if not shelf.project.settings.policy.older_translations:
        return False, "the settings do not allow it (older-translations = true under [tool.evenhand.sign-off])"
    return True, "no safety string changed, and the clinic's policy allows it"


_KINDS = {
    "changed": "the source changed",
    "new": "new in the source; not translated",
    "gone": "no longer in the source",
    "unsure": "marked for another look; the source is the same",
    "data": "figures or facts changed",
}


def as_text(sheet: ChangeSheet) -> str:
    """The sheet for a terminal; changes are marked as `git diff --word-diff` marks them."""
    head = f"{sheet.name}: {len(sheet.changes)} changes" + (
        f" since it was signed by {sheet.since}" if sheet.since else "; nobody had signed it"
    )
    lines = [head, f"  the older translation may {'' if sheet.allowed else 'NOT '}be handed out with the current source: {sheet.why}"]
    for change in sheet.changes:
        lines += ["", f"{change.key}{' (safety)' if change.safety else ''}: {_KINDS[change.kind]}"]
        lines += [f"  {line}" for line in _told(change)]
        lines += [f"  older translation: {form}" for form in change.translation if form]
    return "\n".join(lines)


def _told(change: Change) -> Iterator[str]:
    if change.kind == "unsure":
        yield from change.new
        return
    for old, new in marked(change):
        yield as_marked(changes(old, new))


# The words of the page; it is in the program's language, like all that is for staff.
_LABELS = {
    "sheet": "Change sheet",
    "safety": "SAFETY",
    "since": "Signed before",
    "nobody": "nobody",
    "older": "Older translation, of the text before the change",
    "may": "The older translation may be handed out together with the current source and this sheet.",
    "may_not": "Do not hand out the older translation.",
    "why": "Why",
    "how": "has left the source",
    "new": "has come into it",
}


def page_values(sheet: ChangeSheet, order: Order) -> dict[str, object]:
    """The sheet for its page: every word of it, one block a change, the source as pieces that are the same, gone or new."""
    staff, own = order.staff.language, order.edition.language
    return {
        "labels": _LABELS,
        "staff_language": staff,
        "own": own,
        "beside": (order.source or order.edition).language,
        "title": f"{order.edition.handout.code} · {sheet.handout} · {own.name_in(staff)} ({own.tag})",
        "brand": order.brand.name,
        "issued": order.edition.handout.dates.issued.isoformat(),
        "since": sheet.since,
        "allowed": sheet.allowed,
        "why": sheet.why,
        "blocks": [_block(change) for change in sheet.changes],
    }


def _block(change: Change) -> dict[str, object]:
    return {
        "key": change.key,
        "safety": change.safety,
        "kind": _KINDS[change.kind],
        "forms": [[_plain(piece) for piece in changes(old, new)] for old, new in marked(change)],
        "translation": [_TAG.sub("", form) for form in change.translation if form],
    }


def _plain(piece: Piece) -> Piece:
    """Tags that did not change are of no interest to who reads the sheet; one that did is part of the change."""
    return Piece(_TAG.sub("", piece.text), "same") if piece.kind == "same" else piece
