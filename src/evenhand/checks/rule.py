"""What a rule is: a plain function of one typed argument, with its code, its severity and its page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from evenhand.finding import Finding, Place, Severity

S = TypeVar("S")


class Fault(NamedTuple):
    """What a rule yields for each fault: where, what, and how to mend it.

    `severity` differs from the rule's where the place decides; `excerpt` and `span` show the words themselves.
    """

    place: Place
    what: str
    mend: str
    severity: Severity | None = None
    excerpt: str = ""
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """One rule over subjects of type S. `blocks`: a build stops before it writes anything.

    What blocks can't be waived: the page would be broken, whatever anybody allows. Some others can't be waived either.
    """

    code: str
    severity: Severity
    see: Callable[[S], Iterable[tuple[Any, ...]]]
    blocks: bool = False
    waivable: bool = True

    @property
    def page(self) -> str:
        """Its documentation: the docstring of its function."""
        return inspect.getdoc(self.see) or ""

    @property
    def title(self) -> str:
        return self.page.split("\n", 1)[0]

    def check(self, subject: S) -> Iterator[Finding]:
        for seen in self.see(subject):
            yield self.finding(seen)

    def finding(self, seen: tuple[Any, ...]) -> Finding:
        """The finding of one fault that the function saw."""
        fault = Fault(*seen)
        severity = self.severity if fault.severity is None else fault.severity
        return Finding(self.code, severity, fault.place, fault.what, fault.mend, fault.excerpt, fault.span)


def rule(
    code: str, severity: Severity, *, blocks: bool = False, waivable: bool = True
) -> Callable[[Callable[[Any], Iterable[tuple[Any, ...]]]], Rule[Any]]:
    """Make a rule of a function."""
    return lambda see: Rule(code, severity, see, blocks, waivable and not blocks)
