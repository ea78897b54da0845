"""What a page is made of, and when it is a draft."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from evenhand.sheet.brand import Brand
from evenhand.sheet.format import Format
from evenhand.sheet.papers import Attached, Papers
from evenhand.translation.edition import Edition
from evenhand.translation.standing import Approved


@dataclass(frozen=True, slots=True)
class Order:
    """All that a page is made of. `staff` is the same handout in the language that the clinic's staff read.

    `reasons` are the keys of why it is a draft (empty: final); `code` stands for the sign-offs of a final one,
    `signed` holds the clinicians who signed its source, `signers` every record as plain data.
    `pictures` is the handout's folder, `brand_folder` the brand's.
    `source` is the edition that a facing format shows beside it, `source_digits` the digits that it is set in;
    there, with `help_first` the warning signs stand over the main message, with `benefits_fresh` the benefits begin a page.
    `files` are those that its words come from, to be attached.
    `kept` is how short parts stand whole, where that takes no page more.
    `panels` are the parts that stand on each panel of a folded leaflet (none: the parts in one row, to be measured);
    `named` are the editions that a notice tells of.
    """

    edition: Edition
    staff: Edition
    brand: Brand
    format: Format
    reasons: tuple[str, ...]
    digits: str
    brand_folder: Path
    pictures: Path
    code: str = ""
    signed: tuple[str, ...] = ()
    signers: tuple[dict[str, str], ...] = ()
    source: Edition | None = None
    source_digits: str = ""
    help_first: bool = False
    benefits_fresh: bool = False
    files: tuple[Attached, ...] = ()
    kept: bool = False
    panels: tuple[tuple[str, ...], ...] = ()
    named: tuple[Edition, ...] = ()

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Whose texts stand on the page: the patient's, and in facing formats the source beside it."""
        return (self.edition, self.source) if self.source else (self.edition,)

    @property
    def scripts(self) -> tuple[str, ...]:
        """Scripts that the page needs fonts for, the most wanted first."""
        return tuple(edition.language.script for edition in (*self.editions, *self.named, self.staff))

    @property
    def papers(self) -> Papers:
        """What goes with the finished PDF."""
        return Papers(self.edition.handout.dates.issued, self.files)

    @property
    def page_limit(self) -> int:
        """How many pages it may take. A booklet has as many as its sheets hold."""
        limit = self.format.pages or int(self.edition.handout.max_pages * self.format.length)
        return -(-limit // 4) * 4 if self.format.bound else limit

    @property
    def fingerprint(self) -> str:
        """That of the edition; in facing formats one over both."""
        if not self.source:
            return self.edition.fingerprint
        return hashlib.sha256("".join(edition.fingerprint for edition in self.editions).encode()).hexdigest()


def draft_reasons(edition: Edition, approved: Approved, today: dt.date, *, faulty: bool = False) -> tuple[str, ...]:
    """Why an edition is a draft, as keys of the interface, the gravest first; empty when it may be printed as final.

    `faulty`: a rule of severity error found something in its words or its data.
    """
    machine = edition.machine and not approved.read_by_a_person()
    facts = {
        "draft.missing": bool(edition.missing),
        "draft.stale": bool(edition.stale),
        "draft.findings": faulty,
        "draft.changed": approved.changed,
        "draft.machine": machine,
        "draft.unsigned": not machine and any(s.open for s in approved.own if s not in approved.source),
        "draft.source": any(s.open for s in approved.source),
        "draft.overdue": today > edition.handout.dates.review,
    }
    return tuple(key for key, holds in facts.items() if holds)
