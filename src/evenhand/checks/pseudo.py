"""What a leaflet in a pseudo-language shows of its theme: words that no catalog gave."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator

from evenhand.content.text import Run
from evenhand.finding import Finding, Place, error
from evenhand.sheet.address import edition_address
from evenhand.sheet.blocks import Letters
from evenhand.sheet.order import Order
from evenhand.sheet.panel import Panel
from evenhand.sheet.writer import wording
from evenhand.translation.pseudo import alphabet

# Two letters and more; single ones are marks of units or of clauses.
_WORD = re.compile(r"[^\W\d_]{2,}")


def fixed_words(path: str, order: Order, sheets: Iterable[Letters]) -> Iterator[Finding]:
    """Each word that is neither in the pseudo-language nor data, once for each page it stands on.

    `order` is that of the leaflet at `path`, `sheets` its pages as a PDF reader gives them.
    """
    own = alphabet(order.edition.language.tag)
    known = {_same(word) for text in _data(order) for word in words(text)}
    for number, sheet in enumerate(sheets, 1):
        for word in dict.fromkeys(words(sheet.text)):
            if not own.issuperset(word) and _same(word) not in known:
                what = f"page {number}: “{word}” comes from no catalog"
                yield error("L010", Place(path, key=word, language=order.edition.language.tag), what, "make it a message of words.yaml")


def words(text: str) -> list[str]:
    """The words of a text, in the form that its letters have when they are put together (NFC)."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def _same(word: str) -> str:
    """What stays of a word whatever the order in which a reader gives the letters of a right-to-left page and its ligatures."""
    return word if word.isascii() else "".join(sorted(word))


def _data(order: Order) -> Iterator[str]:
    """All that a page prints without asking a translator: names, addresses, sources, dates, and what the staff reads."""
    brand, handout = order.brand, order.edition.handout
    yield from (
        brand.name,
        *brand.address,
        brand.email,
        brand.web,
        _found(order),
        handout.code,
        handout.version,
        order.fingerprint[:8],
    )
    if brand.report:
        yield from (brand.report.name, brand.report.web)
    for source in handout.sources.values():
        yield from (source.title, source.by, source.doi or "", source.url or "")
    for person in (*handout.people.authors, *handout.people.reviewers):
        yield from (person.name, person.role)
    yield from _dates(order)
    yield from _staff(order)
    for phrase in (*order.edition.phrases.values(), *order.edition.words.values()):
        yield from (run.text for form in phrase.forms for run in form if run.lang)
    # Other editions on the same page speak their own languages.
    for edition in (*order.editions[1:], *order.named):
        yield edition.language.endonym
        yield from (_said(form) for phrase in (*edition.phrases.values(), *edition.words.values()) for form in phrase.forms)


def _found(order: Order) -> str:
    """Where the edition is on the web."""
    return edition_address(order.brand, order.edition.handout.id, order.edition.language.tag)


def _dates(order: Order) -> Iterator[str]:
    """Names of months and days, which CLDR gives."""
    for edition, digits in zip(order.editions, (order.digits, order.source_digits), strict=False):
        say = wording(edition, order.brand.country, digits)
        yield from (say.date(dt.date(2000, month, 1)).text for month in range(1, 13))
        for days, times in Panel(order.brand, say).hours():
            yield from (days.text, times.text)


def _staff(order: Order) -> Iterator[str]:
    """What stands on the page in the language of the clinic's staff, and the names of the two languages."""
    language, staff = order.edition.language, order.staff
    yield from (language.endonym, language.name_in(staff.language))
    phrases = [staff.body.title, *(staff.words[key] for key in ("draft.mark", *order.reasons, "contact.i-speak"))]
    yield from (_said(form) for phrase in phrases for form in phrase.forms)


def _said(form: Iterable[Run]) -> str:
    return "".join(run.text for run in form)
