"""What a template may say: the edition's words with their data, as safe HTML."""

from __future__ import annotations

import datetime as dt
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from evenhand.content.evidence import Arm, Effect
from evenhand.content.text import Run
from evenhand.sheet.brand import Brand
from evenhand.sheet.breaking import broken
from evenhand.sheet.figures import certainty_mark, data_uri, icon_array, qr_code, warning_mark
from evenhand.sheet.links import Links
from evenhand.sheet.panel import Panel
from evenhand.sheet.room import unknowns_under
from evenhand.sheet.said import Said, said_by
from evenhand.sheet.setting import Setting, setting_of
from evenhand.translation.edition import Edition
from evenhand.translation.marks import brackets, colon, quotes, stop
from evenhand.translation.messages import BRAND
from evenhand.translation.wording import Phrase, Value, Wording

_MIME = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def wording(edition: Edition, country: str, digits: str = "", *, own: bool = False) -> Wording:
    """How an edition's language says things in a country; `own` takes the handout catalog's plural rule."""
    return Wording(edition.language, edition.words, edition.plurals[0 if own else 1], country, digits)


class Writer:
    """Writes one page. Keeps count of section numbers and of the terms that were already explained.

    `web` is true for a page on a screen, whose numbers and addresses are links.
    """

    def __init__(self, edition: Edition, staff: Edition, brand: Brand, digits: str, *, web: bool = False) -> None:
        self.edition, self.staff, self.brand = edition, staff, brand
        self.interface = wording(edition, brand.country, digits)
        self.own = wording(edition, brand.country, digits, own=True)
        self.staff_words = wording(staff, brand.country)
        self.panel = Panel(brand, self.interface)
        self.links = Links(brand.country, web)
        self.setting = setting_of(edition.language, digits)
        self._interface_said, self._own_said = (said_by(wording, web) for wording in (self.interface, self.own))
        self.values = self._values()
        self._number = 0
        self._explained, self._said = set[str](), set[str]()
        self._pending: list[str] = []
        self._order = {source: i for i, source in enumerate(edition.handout.sources, 1)}

    def _values(self) -> dict[str, Value]:
        """Every placeholder that a text of the handout may name, already in the language's own form."""
        values: dict[str, Value] = {name: self.interface.figure(f) for name, f in self.edition.figures.items()}
        for name, effect in self.edition.effects.items():
            for arm, a in effect.arms.items():
                if a.events is not None and a.out_of is not None:
                    values[f"{name}.{arm}"] = self.interface.share(a.events, a.out_of)
        values["clinic.name"] = Run(self.brand.name, lang=self.brand.language, data="ltr")
        values["clinic.phone"] = self.panel.first_phone()
        values["clinic.emergency"] = self.panel.emergency()
        return values

    def t(self, phrase: Phrase) -> Markup:
        """A message of the handout."""
        if phrase.count:
            number = self.edition.figures[phrase.count].number
            # The form is chosen by the bare number; the text shows it as the language writes it.
            form = self.own._form(phrase, {phrase.count: int(number or 0)})
            phrase = Phrase(phrase.key, phrase.forms[form : form + 1])
        return self._told(self._own_said, self.own, phrase, self.values)

    def plain(self, phrase: Phrase) -> str:
        """A message without markup, for titles and text alternatives."""
        return "".join(run.text for run in self.own.say(phrase, **self.values))

    def w(self, key: str, **values: Value) -> Markup:
        """One of the interface's words."""
        return self._told(self._interface_said, self.interface, self.interface.phrases[key], values)

    def _told(self, said: Said, wording: Wording, phrase: Phrase, values: Mapping[str, Value]) -> Markup:
        text, terms = said.told(wording, phrase, values, self._html)
        self._met(terms)
        return text

    def _met(self, terms: Iterable[str]) -> None:
        """Terms of a text, in their order: those that were not explained before wait for it."""
        new = [term for term in terms if term not in self._explained]
        self._explained.update(new)
        self._pending += dict.fromkeys(new)

    def w_plain(self, key: str, **values: Value) -> str:
        return "".join(run.text for run in self.interface.word(key, **values))

    def staff_word(self, key: str, **values: Value) -> Markup:
        """One of the interface's words in the language of the clinic's staff."""
        return self._html(self.staff_words.word(key, **values), setting_of(self.staff.language))

    def _html(self, runs: Iterable[Run], setting: Setting | None = None) -> Markup:
        setting = setting or self.setting
        # Browsers know where words end; signs of ours would stand in the way of search and of voices.
        runs = runs if self.links.web else broken(runs, setting.breaking, setting.language.tag)
        return Markup("").join(self._run(run, setting.language.direction) for run in runs)

    def _run(self, run: Run, main: str) -> Markup:
        out = self.links.linked(run.text, run.link)
        if run.term:
            self._met((run.term,))
        if run.lang:
            out = Markup('<span lang="{}" dir="{}">{}</span>').format(run.lang, run.data or "ltr", out)
        elif run.data and main == "rtl":
            # Each number, date or name is an island: without this, 15-20 or a telephone number turns round in Arabic.
            out = Markup('<span dir="{}" class="d">{}</span>').format(run.data, out)
        elif run.data and re.search(r"[\s–-]", run.text):
            out = Markup('<span class="d">{}</span>').format(out)
        return Markup("<b>{}</b>").format(out) if run.bold else out

    # What templates ask for

    def context(self, reasons: tuple[str, ...], brand_folder: Path, pictures: Path) -> dict[str, Any]:
        """The names that a template knows; nothing else reaches it."""
        edition, brand, body = self.edition, self.brand, self.edition.body
        names: dict[str, Any] = {name: getattr(self, name) for name in _OFFERED}
        names |= {name: getattr(self.panel, name) for name in ("phone", "first_phone", "closed_phone", "emergency", "calls")}
        names |= {name: getattr(self.links, name) for name in _LINKS}
        return names | {
            "web": self.links.web,
            "body": body,
            "brand": brand,
            "language": edition.language,
            "staff_language": self.staff.language,
            "staff_name": edition.language.name_in(self.staff.language),
            "staff_title": self.plain_of(self.staff),
            "same_language": edition.language.tag == self.staff.language.tag,
            "source_language": edition.handout.language,
            "colon": colon(edition.language),
            "stop": stop(edition.language),
            "opening": brackets(edition.language)[0],
            "closing": brackets(edition.language)[1],
            "staff_quotes": quotes(self.staff.language),
            "reasons": reasons,
            "unknowns_under": unknowns_under(edition.handout),
            "code": edition.handout.code,
            "issued": edition.handout.dates.issued.isoformat(),
            "approval": body.approval.get(brand.country),
            "earns": edition.handout.id in brand.earns_from,
            "any_industry": any(s.funding == "industry" for s in edition.handout.sources.values()),
            "any_secondary": any(s.checked == "secondary" for s in edition.handout.sources.values()),
            "logo": _inline(brand_folder / brand.logo),
            "report": self.panel.report(),
            "note": edition.phrases.get(f"{BRAND}{brand.id}:note"),
            "hours": [{"days": self._html((days,)), "times": self._html((times,))} for days, times in self.panel.hours()],
            "qr": data_uri(qr_code(brand.web)),
            "picture": lambda name: _inline(pictures / name),
        }

    def plain_of(self, edition: Edition) -> str:
        """The title of the handout in another edition."""
        other = Writer(edition, edition, self.brand, "") if edition is not self.edition else self
        return other.plain(edition.body.title)

    def next_number(self) -> int:
        self._number += 1
        return self._number

    def new_terms(self) -> list[SimpleNamespace]:
        """Terms used since the last call and not explained before."""
        pending, self._pending = self._pending, []
        return [self.edition.body.terms[term] for term in pending]

    def retold(self, kept: tuple[set[str], ...] | None = None) -> tuple[set[str], ...]:
        """What is explained and said so far; given an earlier answer, it goes back to that: a part is told in another form."""
        self._explained, self._said = kept or (self._explained, self._said)
        return set(self._explained), set(self._said)

    def numbers_of(self, sources: Iterable[str]) -> list[int]:
        return sorted(self._order[s] for s in sources)

    def all_sources(self, parts: Iterable[SimpleNamespace]) -> list[str]:
        """Sources of several parts, each once."""
        return list(dict.fromkeys(source for part in parts for source in part.sources))

    def page_of(self) -> list[str]:
        """ "Page {page} of {pages}" in pieces; the press fills in the numbers."""
        phrase = self.interface.phrases["foot.page"]
        runs = phrase.forms[0] if phrase.forms else (Run(slot="page"), Run(text=" / "), Run(slot="pages"))
        return [run.slot or run.text for run in runs]

    def people(self, effect: SimpleNamespace) -> int:
        """How many persons were studied, over all arms; 0 when not known."""
        counts = [a.people for a in effect.arms.values()]
        return sum(counts) if all(counts) else 0

    def fresh(self, phrase: Phrase) -> bool:
        """True the first time that these words are asked about: who was studied is said once, not at each number."""
        words = self.plain(phrase)
        seen = words in self._said
        self._said.add(words)
        return not seen

    def has_arrays(self, effect: Effect) -> bool:
        """Shares of a round number get a picture; a count of cases never does: it would look like a rate."""
        return all(arm.out_of is not None and arm.out_of % 10 == 0 and arm.out_of <= 100 for arm in effect.arms.values())

    def counting(self, arm: Arm) -> str:
        """The word for an arm's count: people of a study as they are, or a share of a round number."""
        return "effect.count" if arm.out_of == arm.people else "effect.people"

    def denominator(self, effect: Effect) -> int:
        return max(arm.out_of or 0 for arm in effect.arms.values())

    def difference(self, effect: Effect) -> tuple[Run, ...]:
        """How far apart two arms are: "5 of every 100"."""
        return self.interface.share(effect.gap, self.denominator(effect))

    def icon_array(self, arm: Arm) -> str:
        return data_uri(icon_array(arm.events or 0, arm.out_of or 0, self.brand.colours.brand, self.edition.language.rtl))

    def certainty_mark(self, steps: int) -> str:
        return data_uri(certainty_mark(steps, self.brand.colours.brand, self.edition.language.rtl))

    def warning_mark(self) -> str:
        return data_uri(warning_mark("#000000"))

    def ltr(self, text: str) -> Run:
        return Run(text, data="ltr")

    def date(self, value: dt.date) -> Markup:
        return self._html((self.interface.date(value),))


# The methods that templates may call.
_OFFERED = (
    *("t", "w", "w_plain", "plain", "staff_word", "date", "ltr"),
    *("next_number", "new_terms", "numbers_of", "all_sources", "page_of", "people", "fresh", "retold"),
    *("has_arrays", "counting", "denominator", "difference", "icon_array", "certainty_mark", "warning_mark"),
)
_LINKS = ("linked", "tel", "breakable", "where", "short")


def _inline(path: Path) -> str:
    """A picture as a data: address, so that a page needs no other file."""
    return f"data:{_MIME[path.suffix.lower()]};base64,{b64encode(path.read_bytes()).decode()}"
