"""Which elements the selectors of a style sheet mean, found once for all style sheets that have the same selectors.

The style sheets of an edition's steps of density differ in what they say, and not of whom.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import itemgetter
from typing import Any

_SIMPLE = re.compile(r"[a-z][a-z0-9]*|\.[\w-]+|#[\w-]+|\[dir=\w+\]|:(?:first-child|last-child|nth-child\([^)]*\))")
_STEP = re.compile(r"\s*([>+])\s*|\s+")


class Kind:
    """Elements that no selector can tell apart: what they are, what they stand in, and what stands before them."""

    __slots__ = ("features", "inline", "parent", "previous", "tag")

    def __init__(self, tag: str, features: frozenset[str], inline: str, parent: Kind | None, previous: Kind | None) -> None:
        self.tag, self.features, self.inline, self.parent, self.previous = tag, features, inline, parent, previous


class Selector(dict[Kind, bool]):
    """Which kinds of elements a selector means. Its steps are how each hangs on the one before and what the element must have, none where
    it is not known; `last` is a thing that its element has.
    """

    __slots__ = ("last", "steps", "weight")

    def __init__(self, text: str) -> None:
        self.steps, self.weight, self.last = _steps(text)

    def __missing__(self, kind: Kind) -> bool:
        found = self[kind] = _matches(kind, self.steps, len(self.steps) - 1)
        return found


class Told:
    """Elements that the same rules speak of and that stand in such of which that is so: `rules` are the numbers of their selectors, the
    weightier later. `said` is what those rules say together, by what each of them says; `of` takes theirs out of a list of what all say."""

    __slots__ = ("above", "inline", "of", "rules", "said", "tag")

    def __init__(self, tag: str, inline: str, above: Told | None, rules: tuple[int, ...]) -> None:
        self.tag, self.inline, self.above, self.rules = tag, inline, above, rules
        self.of: Callable[[list[int]], Any] = itemgetter(*rules) if rules else bool
        self.said: dict[Any, Any] = {}


class Outline:
    """The selectors of a style sheet in their order, without what it says. `rules` are for each selector that is known the number of its
    rule and the part of the element that it means ("" for the whole)."""

    def __init__(self, rules: tuple[str, ...], known: dict[str, Selector]) -> None:
        self.rules: list[tuple[int, str]] = []
        self._asked: dict[str, list[tuple[int, int, Selector]]] = {}
        self._told: dict[Kind, Told] = {}
        self._alike: dict[tuple[object, ...], Told] = {}
        for rule, texts in enumerate(rules):
            for text in texts.split(","):
                plain, _, part = text.strip().partition("::")
                if plain not in known:
                    known[plain] = Selector(plain)
                selector = known[plain]
                if selector.steps:
                    self._asked.setdefault(selector.last, []).append((selector.weight, len(self.rules), selector))
                    self.rules.append((rule, part and f"::{part}"))

    def told(self, kind: Kind) -> Told:
        """What is told of elements of a kind."""
        found = self._told.get(kind)
        if found is None:
            asked = sorted([rule for name in kind.features for rule in self._asked.get(name, ()) if rule[2][kind]])
            above, rules = self.told(kind.parent) if kind.parent else None, tuple(rule[1] for rule in asked)
            key = (kind.tag, kind.inline, above, rules)
            if key not in self._alike:
                self._alike[key] = Told(kind.tag, kind.inline, above, rules)
            found = self._told[kind] = self._alike[key]
        return found


def _steps(selector: str) -> tuple[tuple[tuple[str, frozenset[str]], ...], int, str]:
    found, how, at = [], " ", 0
    for match in [*_STEP.finditer(selector), None]:
        compound = selector[at : match.start() if match else None]
        parts = _SIMPLE.findall(compound)
        if not parts or sum(map(len, parts)) != len(compound):
            return (), 0, ""
        found.append((how, frozenset(parts)))
        if match:
            how, at = match[1] or " ", match.end()
    weight = sum(1 + 9 * (part[0] in ".[:") + 90 * (part[0] == "#") for _, parts in found for part in parts)
    return tuple(found), weight, max(found[-1][1], key=lambda part: (part[0] in ".#", part))


def _matches(kind: Kind, steps: tuple[tuple[str, frozenset[str]], ...], at: int) -> bool:
    how, parts = steps[at]
    if not parts <= kind.features:
        return False
    if at == 0:
        return True
    if how == "+":
        return kind.previous is not None and _matches(kind.previous, steps, at - 1)
    above = kind.parent
    while above is not None:
        if _matches(above, steps, at - 1):
            return True
        above = above.parent if how == " " else None
    return False
