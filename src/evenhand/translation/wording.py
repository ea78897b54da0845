"""Say a message with its data: numbers, dates, times, ranges and lists as the language writes them (Babel, CLDR)."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from babel import Locale, UnknownLocaleError, localedata
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from evenhand.content.evidence import Figure
from evenhand.content.text import Run
from evenhand.translation.digits import own_system, written
from evenhand.translation.language import Language, capitalised, plural_rule

# Languages in countries that are known, of which a project has some hundreds.
_LOCALES = 1_000
_locales: dict[tuple[str, str], str] = {}
# Numbers as they are written, of which the editions of a project share most.
_NUMBERS = 4_000
_numbers: dict[tuple[str, str, type, int | float], str] = {}

Value = str | int | float | dt.date | Run | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A message in one language, ready to be said: its forms as runs; `count` names the value that chooses the form.

    `state` is `translated`, `stale` (the source has changed since) or `missing`; a missing phrase has no forms.
    """

    key: str
    forms: tuple[tuple[Run, ...], ...]
    count: str = ""
    state: str = "translated"


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language says things in one country.

    `plural` is the catalog's Plural-Forms header; `digits` a CLDR numbering system ("" for the language's own default);
    `phrases` are the interface's words by key.
    """

    language: Language
    phrases: Mapping[str, Phrase]
    plural: str
    country: str = ""
    digits: str = ""

    # Found once: every number and date asks for them. The language as written in the country where CLDR knows it
    # (en + GB -> en_GB), else the language alone; and the digits of numbers in sentences (telephone numbers keep 0-9).
    locale: str = field(init=False)
    numbering: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "locale", _locale(self.language.locale, self.country))
        object.__setattr__(self, "numbering", self.digits or own_system(Locale.parse(self.locale)))

    def number(self, value: int | float) -> Run:
        key = (self.locale, self.numbering, type(value), value)
        if key not in _numbers:
            if len(_numbers) >= _NUMBERS:
                _numbers.clear()
            text = self._digits(format_decimal(value, locale=self.locale, numbering_system=self.numbering))
            _numbers[key] = text.replace(" ", "\u00a0")
        return Run(_numbers[key], data="ltr")

    def range(self, low: int | float, high: int | float) -> Run:
        return Run(f"{self.number(low).text}{self._dash}{self.number(high).text}", data="ltr")

    @property
    def _dash(self) -> str:
        """Between the ends of a range. On a page that reads from the right a hyphen: the reader inside Chrome and Edge
        keeps the two numbers of 15-20 in order, and tells 15–20 as 20–15."""
        return "-" if self.language.rtl else "–"

    def year(self, value: int) -> Run:
        """A year has no thousands mark."""
        return Run(self._digits(str(value)), data="ltr")

    def date(self, value: dt.date) -> Run:
        text = format_date(value, "long", locale=self.locale)
        return Run(self._digits(text).replace(" ", "\u00a0"), data=self.language.direction)

    def time(self, value: dt.time) -> str:
        return self._digits(format_time(value, _clock(self.locale), locale=self.locale)).replace(" ", "\u00a0")

    def times(self, start: dt.time, end: dt.time) -> Run:
        """Opening hours of a day, from and to."""
        ends = (self.time(start), self.time(end))
        # Urdu writes AM and PM: set from right to left, the hour would part from them.
        back = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in "".join(ends))
        dash = "–" if any(letter.isalpha() for letter in ends[0]) else self._dash
        return Run(dash.join(ends), data="rtl" if back else "ltr")

    def weekday(self, day: int) -> str:
        """Name of a day as it stands alone; 0 is Monday."""
        return capitalised(self._weekday(day))

    def _weekday(self, day: int) -> str:
        days = localedata.load(str(Locale.parse(self.locale)))["days"]
        return str(_resolved(days["stand-alone"]["wide"], days)[day])

    def weekdays(self, first: int, last: int) -> Run:
        if first == last:
            return Run(self.weekday(first), data=self.language.direction)
        # Only the first begins the line; most languages write days with a small letter inside one.
        return Run(f"{self.weekday(first)} – {self._weekday(last)}", data=self.language.direction)

    def joined(self, items: Iterable[str]) -> Run:
        """A list in the language's own way: "a, b and c"."""
        return Run(format_list(list(items), locale=self.locale), data=self.language.direction)

    def share(self, events: int, out_of: int) -> tuple[Run, ...]:
        """ "74 of every 100", to stand inside a sentence; kept together on a line."""
        runs = self.say(self.phrases["effect.of-every"], events=events, out_of=out_of)
        return tuple(replace(run, text=run.text.replace(" ", "\u00a0")) for run in runs)

    def figure(self, figure: Figure) -> Value:
        """A figure of a handout as it stands in a sentence."""
        if figure.events is not None and figure.out_of is not None:
            return self.share(figure.events, figure.out_of)
        if figure.range is not None:
            return self.range(*figure.range)
        if figure.date is not None:
            return self.date(figure.date)
        if figure.year is not None:
            return self.year(figure.year)
        assert figure.number is not None
        return self.number(figure.number)

    def word(self, key: str, **values: Value) -> tuple[Run, ...]:
        """Say one of the interface's words."""
        return self.say(self.phrases[key], **values)

    def say(self, phrase: Phrase, **values: Value) -> tuple[Run, ...]:
        """The phrase with its data filled in. A missing phrase gives the interface's gap mark; never another language."""
        if not phrase.forms:
            gap = self.phrases.get("gap")
            text = "".join(r.text for r in gap.forms[0]) if gap and gap.forms else "[…]"
            return (Run(text, bold=True),)
        form = phrase.forms[self._form(phrase, values)]
        return tuple(_one_stop([out for run in form for out in self._filled(run, values)]))

    def _form(self, phrase: Phrase, values: Mapping[str, Value]) -> int:
        number = values.get(phrase.count) if phrase.count else None
        if not isinstance(number, int) or len(phrase.forms) == 1:
            return len(phrase.forms) - 1
        return min(plural_rule(self.plural).form(number), len(phrase.forms) - 1)

    def _filled(self, run: Run, values: Mapping[str, Value]) -> tuple[Run, ...]:
        if not run.slot or run.slot not in values:
            return (run,)
        value = values[run.slot]
        runs = value if isinstance(value, tuple) else (self._run(value),)
        return tuple(replace(r, bold=run.bold or r.bold, term=run.term or r.term, lang=run.lang or r.lang) for r in runs)

    def _run(self, value: str | int | float | dt.date | Run) -> Run:
        if isinstance(value, Run):
            return value
        if isinstance(value, dt.date):
            return self.date(value)
        return Run(value, data=self.language.direction) if isinstance(value, str) else self.number(value)

    def _digits(self, text: str) -> str:
        return written(text, self.numbering)


def _resolved(names: Any, days: Any) -> Any:
    """Names of days, which CLDR may give as "the same as those inside a sentence", in whole or for some days.

    Why not Babel's own way: it writes what it found into data that languages share, and the next one says Urdu days.
    """
    if isinstance(names, tuple):
        alias, own = names
        return {**_resolved(alias, days), **own}
    if isinstance(names, localedata.Alias):
        _, context, width = names.keys
        return _resolved(days[context][width], days)
    return names


def _one_stop(runs: list[Run]) -> list[Run]:
    """Data that ends with a full stop (a Russian date: "2026 г.") ends the sentence too: the text's own stop is left out."""
    for i in range(1, len(runs)):
        if runs[i - 1].data and runs[i - 1].text.endswith(".") and runs[i].text.startswith("."):
            runs[i] = replace(runs[i], text=runs[i].text[1:])
    return runs


def _clock(name: str) -> str:
    """The pattern of a short time. Where CLDR's short names of the halves of the day are the English ones and the long ones are
    not (Korean), the long ones."""
    locale = Locale.parse(name)
    pattern, names = locale.time_formats["short"].pattern, locale.day_periods["format"]
    foreign = names["abbreviated"]["am"] == "AM" and not names["wide"].get("am", "AM").isascii()
    return pattern.replace("a", "aaaa") if foreign else str(pattern)


def _locale(language: str, country: str) -> str:
    """A language as it is written in a country, where CLDR knows it there; found once, for Babel tries all names that it has."""
    key = (language, country)
    if key not in _locales:
        if len(_locales) >= _LOCALES:
            _locales.clear()
        _locales[key] = _found_locale(language, country)
    return _locales[key]


def _found_locale(language: str, country: str) -> str:
    base = Locale.parse(language)
    if country and not base.territory:
        parts = [base.language, base.script, country] if base.script else [base.language, country]
        try:
            return str(Locale.parse("_".join(p for p in parts if p)))
        except (UnknownLocaleError, ValueError):
            pass
    return language
