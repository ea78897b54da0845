"""Further files of a leaflet for those who print it: imposed sheets, shades of grey, pages for a printing house."""

from __future__ import annotations

from collections.abc import Callable

from evenhand.build.asked import Prints
from evenhand.build.result import Files
from evenhand.sheet.booklet import booklet
from evenhand.sheet.brand import Brand
from evenhand.sheet.fold import Side, trifold
from evenhand.sheet.format import FORMATS
from evenhand.sheet.inks import Cmyk, Grey, tinted
from evenhand.sheet.measures import TINT_LINE, mixed
from evenhand.sheet.order import Order
from evenhand.sheet.press import Print


def further(order: Order, prints: Prints, drawn: Print, draw: Callable[[float], Print]) -> Files:
    """Endings and bytes of the further files of a leaflet; `draw` sets it anew with room for a bleed (millimetres).

    `print.pdf` are the sheets of a booklet or of a folded leaflet, `grey.pdf` and `grey.print.pdf` the same in grey,
    `press.pdf` single pages for a printing house, or the two sides of a folded leaflet. Raises Trouble for a colour that cannot be changed.
    """
    found: list[tuple[str, bytes]] = []
    name = order.edition.handout.id
    sheets = _sides(order, drawn.pages)
    if sheets:
        found.append(("print.pdf", _folded(order, sheets, drawn.pdf)))
    if prints.grey and not prints.house:
        from evenhand.sheet.recolour import recolour

        grey = recolour(drawn.pdf, Grey(), name)
        found.append(("grey.pdf", grey))
        if sheets:
            found.append(("grey.print.pdf", _folded(order, sheets, grey)))
    if prints.house:
        # Panels of a folded leaflet have unlike widths: a printing house needs their sheet as it is cut. Their pages end at folds.
        whole = order.format.folded and sheets
        pages = _folded(order, sheets, drawn.pdf) if whole else (draw(prints.bleed) if prints.bleed else drawn).pdf
        found.append(("press.pdf", _pressed(order, prints, pages)))
    return tuple(found)


def _sides(order: Order, pages: int) -> tuple[Side, ...]:
    """The sides of the sheets that a format is folded out of; none for formats that are not, and while panels are too full."""
    form, rtl = order.format, order.edition.language.rtl
    if form.folded and pages == form.pages:
        return trifold(3 * form.width, form.height, rtl)
    if form.bound:
        sheet = FORMATS[form.onto]
        return tuple(booklet(pages, (form.width, form.height), (sheet.height, sheet.width), rtl))
    return ()


def _folded(order: Order, sides: tuple[Side, ...], pdf: bytes) -> bytes:
    from evenhand.sheet.impose import imposed

    return imposed(pdf, sides, order.edition.language.rtl)


def _pressed(order: Order, prints: Prints, pdf: bytes) -> bytes:
    from evenhand.sheet.impose import Frame, Profile, declared, trimmed
    from evenhand.sheet.recolour import recolour

    if prints.grey or prints.cmyk:
        pdf = recolour(pdf, Grey() if prints.grey else inks_of(order.brand), order.edition.handout.id)
    pages = trimmed(pdf, Frame(prints.bleed, prints.marks, prints.cmyk), order.format.bound)
    if not prints.profile:
        return pages
    profile = Profile(prints.profile.stem, prints.profile.read_bytes())
    return declared(pages, profile, order.edition.handout.dates.issued.isoformat(), order.fingerprint[:32])


def inks_of(brand: Brand) -> Cmyk:
    """The inks of a brand: those that it gives, and the tones that its pages mix from them."""
    colours = brand.colours
    if not colours.cmyk:
        return Cmyk()
    own = tuple(part / 100 for part in colours.cmyk.brand)
    known = {colours.brand.lower(): own, mixed(colours.brand, TINT_LINE): tinted(own, TINT_LINE)}
    if colours.cmyk.tint:
        known[colours.tint.lower()] = tuple(part / 100 for part in colours.cmyk.tint)
    return Cmyk(known)
