"""Branches of the tag tree: those of sections that are kept (`swift/keeping.py`), made again but for their numbers."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from evenhand.sheet.swift.keeping import once

# The element of a piece of text: its tag, the number of the piece, and the element around it.
_PIECE = re.compile(rb"<</Type /StructElem/S /\w+/K \[([0-9]+)\]/Pg [0-9]+ 0 R/P ([0-9]+) 0 R>>")


class _Element(NamedTuple):
    """An element, with places in the branch: the element around it, its name, those in it, what else it says; or the text that it is."""

    around: int
    kind: bytes
    inside: tuple[int, ...]
    more: bytes
    text: Any


def branch(plain: Any, box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any) -> Any:
    """The element of a section with all that is in it. `plain` makes elements; what it makes a second time is kept, as far as it made
    all of it by itself: what is made before that may be of one leaflet."""
    known = once(box, "evenhand_branch", lambda: [None])
    if known[-1]:
        return _grown(plain, known[-1], parent, pdf, page_number, nums, tags)
    texts = {told["mcid"]: text for text, told in tags.items()} if len(known) == 2 else {}
    first = len(pdf.objects)
    element = plain.element(box, parent, pdf, page_number, nums, annotations, tags)
    known.append(_read(plain, pdf.objects[first:], texts) if len(known) == 2 else None)
    return element


def _read(plain: Any, made: list[Any], texts: dict[int, Any]) -> tuple[_Element, ...]:
    """What a branch is made of; nothing where it needs more than that."""
    first, found = made[0].number, list[_Element]()
    for one in made:
        if type(one) is plain.kid:
            piece = _PIECE.fullmatch(one.data)
            if not piece or int(piece[1]) not in texts:
                return ()
            found.append(_Element(int(piece[2]) - first, b"", (), b"", texts[int(piece[1])]))
        elif type(one) is plain.made:
            kids, more = [int(kid.split()[0]) - first for kid in one["K"]], one.more()
            found.append(_Element(int(one["P"].split()[0]) - first, one["S"].encode(), tuple(kids), more, None))
        else:
            return ()
    whole = all(
        0 <= place < len(found) for element in found for place in (*element.inside, *([element.around] if element is not found[0] else ()))
    )
    return tuple(found) if whole and made[0]["S"] != "/LI" else ()


def _grown(plain: Any, elements: tuple[_Element, ...], parent: Any, pdf: Any, page_number: int, nums: Any, tags: Any) -> Any:
    """A branch made again."""
    objects, page = pdf.objects, b"%d 0 R" % pdf.pages["Kids"][3 * page_number]
    first = len(objects)
    references = [b"%d 0 R" % number for number in range(first, first + len(elements))]
    for place, (around, kind, inside, more, text) in enumerate(elements):
        above = references[around] if place else parent.reference
        if text is None:
            kids = b" ".join([references[kid] for kid in inside])
            data = b"<</Type /StructElem/S %b/K [%b]/Pg %b/P %b%b>>" % (kind, kids, page, above, more)
        else:
            told = tags.pop(text)
            nums[told["mcid"]] = references[place]
            data = b"<</Type /StructElem/S /%b/K [%d]/Pg %b/P %b>>" % (told["tag"].encode(), told["mcid"], page, above)
        objects.append(plain.kid(first + place, data))
    return objects[first]
