"""What the contact panel says: whom to call, when, and where to report harm, as the reader's language writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evenhand.content.text import Run
from evenhand.sheet.brand import DAYS, Brand
from evenhand.sheet.phone import dialled, printed
from evenhand.translation.wording import Wording


@dataclass(frozen=True, slots=True)
class Panel:
    """A brand's numbers and hours, said in one language."""

    brand: Brand
    say: Wording

    def phone(self, number: str) -> str:
        number = printed(number, self.brand.country)
        # On a page that reads from the right, the reader inside Chrome and Edge turns the groups of a number round at each
        # bracket; without brackets, and with spaces that do not break, a copy is the number.
        return re.sub("[()]", "", number).replace(" ", "\u00a0") if self.say.language.rtl else number

    def first_phone(self) -> Run:
        return self._number(self.brand.contacts[0].phone, bold=True)

    def closed_phone(self) -> Run:
        return self._number(self.brand.out_of_hours)

    def emergency(self) -> Run:
        return self._number(self.brand.emergency, bold=True)

    def _number(self, number: str, *, bold: bool = False) -> Run:
        # Emergency numbers stay as they are: the library has no way of its own to write them.
        shown = number if number == self.brand.emergency else self.phone(number)
        return Run(shown, bold=bold, data="ltr", link=dialled(number, self.brand.country))

    def calls(self) -> list[tuple[str, str]]:
        """The numbers in the order of use: (the interface's label, the number as printed)."""
        brand = self.brand
        return [
            *((f"role.{c.role}", self.phone(c.phone)) for c in brand.contacts),
            ("contact.closed", self.phone(brand.out_of_hours)),
            ("contact.emergency", brand.emergency),
            ("contact.interpreter", self.phone(brand.interpreter.phone)),
        ]

    def hours(self) -> list[tuple[Run, Run]]:
        """Days and times of each row of opening hours."""
        return [(self.say.weekdays(DAYS.index(h.days[0]), DAYS.index(h.days[1])), self.say.times(h.start, h.end)) for h in self.brand.hours]

    def report(self) -> Run | None:
        """Where a patient reports harm by a treatment; None where the country has no such office that we know."""
        report = self.brand.report
        return Run(f"{report.name}, {report.web}", lang=self.brand.language, data="ltr", link=f"https://{report.web}") if report else None
