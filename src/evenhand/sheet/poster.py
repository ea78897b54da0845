"""What a poster says to readers of each language: its name, how to ask for the leaflet, and where it is on the web."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from evenhand.sheet.address import edition_address
from evenhand.sheet.order import Order
from evenhand.sheet.writer import Writer
from evenhand.translation.language import Language

_ASK = "poster.ask"


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language in which the leaflet exists; `number` counts from 1. `ask` is empty where nobody has translated the sentence:
    the name alone stands."""

    number: int
    language: Language
    ask: Markup
    address: str


def tongues(order: Order) -> list[Tongue]:
    """The editions that a notice tells of, in its order."""
    found = []
    for number, edition in enumerate(order.named, 1):
        ask = Writer(edition, order.staff, order.brand, "").w(_ASK) if edition.words[_ASK].forms else Markup("")
        found.append(Tongue(number, edition.language, ask, edition_address(order.brand, edition.handout.id, edition.language.tag)))
    return found
