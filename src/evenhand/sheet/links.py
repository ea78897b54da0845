"""Where words lead: telephone numbers, mail, web pages and sources, as links on a page that can be tapped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import SimpleNamespace

from markupsafe import Markup, escape

from evenhand.sheet.phone import dialled

# Letters of an address that the small print still gives in full; the host alone finds the rest.
_LONG_ADDRESS = 45


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of one page; `web` is true for a page on a screen, where they are links. Paper shows the words alone."""

    country: str
    web: bool

    def linked(self, words: Markup | str, address: str) -> Markup:
        """Words that lead to an address."""
        return Markup('<a href="{}">{}</a>').format(address, words) if self.web and address else escape(words)

    def tel(self, number: str) -> Markup:
        """A telephone number as printed, to be called by a tap."""
        return self.linked(number, dialled(number, self.country))

    def breakable(self, address: str) -> Markup:
        """A web address that may break after its slashes and dots."""
        return Markup("\u200b").join(escape(part) for part in re.split(r"(?<=[/.@_-])(?=\w)", address))

    def where(self, source: SimpleNamespace) -> str:
        """Where a source is found: its DOI, else its address; the site alone when title or author hold the rest (an id)."""
        if source.doi:
            return str(source.doi)
        address = self.short(source.url)
        last = address.rsplit("/", 1)[-1]
        return address.split("/", 1)[0] if len(address) > _LONG_ADDRESS or last in f"{source.title} {source.by}" else address

    def short(self, url: str) -> str:
        """A web address without its scheme and last slash."""
        return re.sub(r"^https://(www\.)?", "", url).rstrip("/")
