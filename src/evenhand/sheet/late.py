"""Brand colours that are put in last: a leaflet is set in stand-ins, and its own colours take their place where it is written.

Why: the same edition is printed for many clinics. With stand-ins its style sheet and its drawings are the same for all of them, and
what the press has found out for one serves the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pydyf

from evenhand.sheet.measures import TINT_LINE, mixed
from evenhand.sheet.order import Order

# Colours that nobody would choose: the press must never see them beside the same colour of somebody else.
_BRAND, _TINT = "#fe01b7", "#fef1b5"
# What makes other colours of those it is given, or puts them where they are not looked for.
_MAKING = ("gradient", "inset", "outset", "groove", "ridge", "color-mix", "@import", "filter")
_FROM = re.compile(r"\(\s*from\b")

# An operator that chooses a colour is no longer than this; drawings are one piece of many operators.
_SINGLE = 40

# Each stand-in with the colour that takes its place, as #rrggbb.
Colours = Mapping[str, str]


def plain(order: Order) -> Order:
    """The order with stand-ins for its brand's colours."""
    colours = order.brand.colours.model_copy(update={"brand": _BRAND, "tint": _TINT})
    return replace(order, brand=order.brand.model_copy(update={"colours": colours}))


def colours_of(order: Order) -> Colours:
    """What stands where the stand-ins are."""
    own = order.brand.colours
    return {_BRAND: own.brand, _TINT: own.tint, mixed(_BRAND, TINT_LINE): mixed(own.brand, TINT_LINE)}


def fills(html: str, css: str) -> bool:
    """True for a page all of whose brand colours are painted as they are given."""
    said = css.lower()
    return not any(word in said for word in _MAKING) and not _FROM.search(said) and "gradient" not in html


def put_in(pdf: Any, colours: Colours) -> None:
    """Put the colours into a document that WeasyPrint is about to write."""
    swaps = {_operator(one, stroke): _operator(other, stroke) for one, other in colours.items() for stroke in (False, True)}
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream):
            _put_into(thing.stream, swaps)


def _put_into(stream: list[Any], swaps: Mapping[bytes, bytes]) -> None:
    for place, item in enumerate(stream):
        if type(item) is not bytes:
            continue
        if len(item) <= _SINGLE:
            if item in swaps:
                stream[place] = swaps[item]
        elif not item.endswith(b"TJ"):
            for stand_in, own in swaps.items():
                item = item.replace(stand_in, own)
            stream[place] = item


def _operator(colour: str, stroke: bool) -> bytes:
    """How a colour is chosen in a content stream."""
    stream = pydyf.Stream()
    stream.set_color_rgb(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)), stroke)
    chosen: bytes = stream.stream[0]
    return chosen
