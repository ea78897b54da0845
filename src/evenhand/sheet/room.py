"""Where a part of a leaflet stands by the room that it takes; weighed in the source's words, the same in every language."""

from __future__ import annotations

from evenhand.content.model import Claim, Handout
from evenhand.content.text import Text

# A box of numbers takes the room of about as many letters.
_BOX = 260


def unknowns_under(handout: Handout) -> bool:
    """True when what is not known has room under the benefits, because the risks beside them take more lines.

    Even half of it under the benefits is a gain: beside its own heading it takes half as many lines, but lines of the
    whole sheet. Weighed in the source's words, so that sections have the same numbers in every language.
    """
    if handout.kind == "warning":
        return True
    good, bad = (_weight(p.intro) + sum(map(_claim_weight, p.items)) for p in (handout.benefits, handout.risks))
    return good + 0.45 * _weight(handout.unknowns.intro, *handout.unknowns.items.values()) <= bad


def _claim_weight(claim: Claim) -> int:
    return _weight(claim.what, claim.detail, claim.unknown) + (_BOX if claim.effect else 0)


def _weight(*texts: Text | None) -> int:
    # Forty letters more for each: it begins and ends a line.
    return sum(len(text.other) + 40 for text in texts if text)
