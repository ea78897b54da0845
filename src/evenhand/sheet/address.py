"""Where an edition is found on the clinic's web pages: one rule for every QR code."""

from __future__ import annotations

from evenhand.sheet.brand import Brand
from evenhand.sheet.format import FORMATS


def edition_address(brand: Brand, handout: str, language: str) -> str:
    """The web address of an edition: the files of a brand's folder, put under its web address as they were built.

    `<web>/<language>/<handout>.<language>.html` where the brand has web pages made, else its sheet as a PDF, else the
    clinic's page of leaflets.
    """
    forms = [FORMATS[name] for name in brand.formats]
    whole = [f for f in forms if f.medium == "html"] or [f for f in forms if f.template == "leaflet" and f.sized]
    folder = brand.web.rstrip("/")
    return f"{folder}/{language}/{handout}.{language}.{whole[0].ending}" if whole else brand.web
