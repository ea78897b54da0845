"""HTML -> PDF, confined (the only file that imports WeasyPrint).

No network and no file but the fonts it was given; an empty fontconfig, so that a missing letter is an error and never a
silent substitute; the same input gives the same bytes.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import evenhand
from evenhand.finding import Finding, Place, Trouble, error
from evenhand.sheet.blocks import Area, Layout
from evenhand.sheet.boxes import read_layout
from evenhand.sheet.confined import confinement
from evenhand.sheet.finish import VARIANT, Deflater, finish
from evenhand.sheet.late import Colours
from evenhand.sheet.loading import lean
from evenhand.sheet.named import named
from evenhand.sheet.nofonts import confine
from evenhand.sheet.page import Page
from evenhand.sheet.papers import Papers
from evenhand.sheet.swift.keeping import Keeping
from evenhand.sheet.swift.lines import rest
from evenhand.sheet.swift.pages import Pages, simple
from evenhand.sheet.swift.rules import Sheets
from evenhand.sheet.swift.sections import Sections
from evenhand.sheet.swift.stages import Laid

# Sets of fonts kept loaded; pages in Han letters have a set of their own each.
_KEPT_FACES = 4
# C types of Pango, fontconfig and HarfBuzz that each leaflet needs. cffi reads such a name by a parser of C, 3 ms each; told here, the
# workers of a build know them from the process that they are forked from.
_TYPES = (
    *("PangoFcFontMap *", "PangoFont *", "PangoLogAttr", "PangoLogAttr[]", "PangoRectangle *", "FcChar8 **"),
    *("hb_codepoint_t[]", "hb_tag_t[100]", "char[]", "char[4]", "unsigned int *"),
)
_NOTDEF = re.compile(r'unsupported by fonts: "(.*)" \(U\+([0-9A-F]+)\)', re.DOTALL)


def load() -> Any:
    """Load WeasyPrint, mended; after `confine`, for it takes fontconfig's settings as they are now."""
    with warnings.catch_warnings(), lean():
        # "No fonts configured" is what we want.
        warnings.simplefilter("ignore", UserWarning)
        import weasyprint

    from weasyprint.text.ffi import ffi

    from evenhand.sheet import mend

    mend.apply(weasyprint)
    for name in _TYPES:
        ffi.typeof(name)
    return weasyprint


@dataclass(frozen=True, slots=True)
class Print:
    """A pressed leaflet: the PDF, its pages, the font families it used, and what went wrong."""

    pdf: bytes
    pages: int
    fonts: tuple[str, ...]
    findings: tuple[Finding, ...]


class Press:
    """One press a process. `folder` holds its scratch files (an empty fontconfig).

    Why the environment is set here: fontconfig reads FONTCONFIG_FILE once, when WeasyPrint loads it.
    """

    def __init__(self, folder: Path) -> None:
        confine(folder)
        self._weasyprint = load()
        self._watch, self._fetcher = _Watch(), confinement()
        self._sheets = Sheets(self._weasyprint, lambda: self._watch.messages)
        self._pages = Pages(self._weasyprint, lambda: self._watch.messages)
        self._deflated, self._sections = Deflater(), Sections()
        self._faces: dict[str, tuple[Any, Any]] = {}
        self._parsed: tuple[tuple[str, tuple[Path, ...]], Any] = (("", ()), None)
        self._last = ""

    def pages(self, page: Page, faces: str, roots: tuple[Path, ...], name: str, most: int | None = None) -> Drawn:
        """Lay a page out. `faces` are its `@font-face` rules, whose files lie under `roots`; `name` is for findings.

        `most`: only so many pages of it, for a look at them.
        """
        self._watch.listen([])
        fetches = self._fetcher(roots)
        with _told(name):
            config, face_sheet = self._loaded(faces, fetches)
            sheet = self._sheets.parse(page.css, config, fetches)
            if self._last != page.html:
                rest(config)
                self._last = page.html
            leaf = self._leaf(page.html, roots)
            leaf.simple = simple(page.html, page.css)
            keeping = Keeping(leaf.sections, (page.css, faces, str(leaf.simple)))
            laid = Laid(leaf, [face_sheet, sheet], config, VARIANT, keeping, most)
            if self._watch.messages:
                # What was complained of is to be told again.
                self._sections.forget()
                leaf.sections = {}
        return Drawn(laid, self._watch, name, self._deflated, page.colours)

    def elements(self, html: str, roots: tuple[Path, ...]) -> Any:
        """The root of a page's elements, as an `Element` of xml.etree."""
        return self._leaf(html, roots).etree_element

    def _leaf(self, html: str, roots: tuple[Path, ...]) -> Any:
        # The same words are laid out at several densities, one after the other: they are parsed once. The roots belong
        # to it: a page may open only what it was given itself.
        if self._parsed[0] != (html, roots):
            self._parsed = ((html, roots), self._pages.make(html, self._fetcher(roots)))
            leaf = self._parsed[1]
            leaf.sections = self._sections.shared(leaf.etree_element, roots)
        return self._parsed[1]

    def _loaded(self, faces: str, fetcher: Any) -> tuple[Any, Any]:
        """The fonts of a page, loaded once for all pages that ask for the very same; other pages never see them."""
        if faces not in self._faces:
            from weasyprint.text.fonts import FontConfiguration

            if len(self._faces) >= _KEPT_FACES:
                self._faces.pop(next(iter(self._faces)))
            config = FontConfiguration()
            self._faces[faces] = (config, self._weasyprint.CSS(string=faces, font_config=config, url_fetcher=fetcher))
        return self._faces[faces]


class Drawn:
    """A page that is laid out and not yet written."""

    def __init__(self, laid: Laid, watch: _Watch, name: str, deflated: Deflater, colours: Colours) -> None:
        self._laid, self._watch, self._name, self._deflated, self._colours = laid, watch, name, deflated, colours
        self._heard = watch.messages
        self._areas: tuple[Area, ...] | None = None

    @property
    def count(self) -> int:
        return len(self._laid.pages)

    @property
    def whole(self) -> bool:
        """False for a look at the first pages of one that has more."""
        return self._laid.whole

    def areas(self) -> tuple[Area, ...]:
        """Every element that has an id, in reading order."""
        if self._areas is not None:
            return self._areas
        found: dict[tuple[str, int], Area] = {}
        for number, page in enumerate(self._laid.pages, 1):
            for name, *edges in named(page):
                # The outermost box comes first; those inside it belong to the same element.
                found.setdefault((name, number), Area(name, number, *edges))
        self._areas = tuple(found.values())
        return self._areas

    def layout(self) -> Layout:
        """Every block and line of text."""
        self._watch.listen(self._heard)
        with _told(self._name):
            return read_layout((page._page_box for page in self._laid.finished().pages), self._colours)

    def write(self, families: tuple[str, ...], papers: Papers | None = None) -> Print:
        """Write the PDF, both PDF/A-3a and PDF/UA-1; fonts other than `families` and letters that no font has are findings."""
        self._watch.listen(self._heard)
        with _told(self._name):
            document = self._laid.finished()
            document.metadata.generator = f"evenhand {evenhand.__version__}"
            pdf: bytes = document.write_pdf(pdf_variant=VARIANT, finisher=lambda _, pdf: finish(pdf, papers, self._deflated, self._colours))
        used = tuple(sorted({f.family.decode() if isinstance(f.family, bytes) else f.family for f in document.fonts.values()}))
        findings = [*self._watch.findings(self._name), *_strangers(used, families, self._name)]
        return Print(pdf, self.count, used, tuple(findings))


@contextmanager
def _told(name: str) -> Iterator[None]:
    """What the press may not open becomes a finding of one leaflet.

    Why: WeasyPrint's own exception is no `Exception`; it would end the worker, and every other leaflet with it.
    """
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as fault:
        raise Trouble([error("L004", Place(name), str(fault), "put the file into the project, as a picture or a font")]) from None


def _strangers(used: tuple[str, ...], families: tuple[str, ...], name: str) -> list[Finding]:
    # An alias of a family carries a suffix after a dash in fontconfig; compare the beginning.
    odd = [u for u in used if not any(u.startswith(f) for f in families)]
    return [error("L003", Place(name), f"the font {u} was used, which nobody asked for", "report this as a fault of evenhand") for u in odd]


class _Watch(logging.Handler):
    """Keeps what WeasyPrint complains of, so that it becomes findings."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def listen(self, messages: list[str]) -> None:
        """Put WeasyPrint's complaints into this list; another press of this process may have had them last."""
        self.messages = messages
        logger = logging.getLogger("weasyprint")
        logger.handlers, logger.propagate = [self], False
        logger.setLevel(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def findings(self, name: str) -> list[Finding]:
        return [_as_finding(m, name) for m in dict.fromkeys(self.messages)]


def _as_finding(message: str, name: str) -> Finding:
    match = _NOTDEF.search(message)
    if match:
        return error(
            "L002", Place(name), f"no font has the letter {match[1]} (U+{match[2]})", "use a letter that the language's fonts have"
        )
    message = re.sub(r"data:[^\s\"')]{40,}", "data:…", message)
    return error("L004", Place(name), f"the press complained: {message}", "see docs/house.md, or report this as a fault of evenhand")
