"""What a rule is: a plain function of one typed argument, with its code, its severity and its page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from evenhand.finding import Finding, Place, Severity

S = TypeVar("S")
# What a rule yields for each fault: where, what, and how to mend it.
Fault = tuple[Place, str, str]


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """One rule over subjects of type S. `blocks`: a build stops before it writes anything."""

    code: str
    severity: Severity
    see: Callable[[S], Iterable[Fault]]
    blocks: bool

    @property
    def page(self) -> str:
        """Its documentation: the docstring of its function."""
        return inspect.getdoc(self.see) or ""

    @property
    def title(self) -> str:
        return self.page.split("\n", 1)[0]

    def check(self, subject: S) -> Iterator[Finding]:
        for place, what, mend in self.see(subject):
            yield Finding(self.code, self.severity, place, what, mend)


def rule(code: str, severity: Severity, *, blocks: bool = False) -> Callable[[Callable[[Any], Iterable[Fault]]], Rule[Any]]:
    """Make a rule of a function."""
    return lambda see: Rule(code, severity, see, blocks)
