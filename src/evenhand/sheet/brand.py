"""Who issues a leaflet: name, logo, colours, contact panel, country."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Literal
from xml.etree import ElementTree as ET

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from evenhand.content.evidence import Id, Part, Plain
from evenhand.content.references import CLINIC_SLOTS
from evenhand.content.source import Document, read_model
from evenhand.content.text import Text, parse_markup, placeholders
from evenhand.content.value import Clock, Date, Number, wrong
from evenhand.finding import Finding, Place, Trouble, error
from evenhand.sheet.format import FORMATS
from evenhand.sheet.phone import emergency_fault, known_country, phone_fault
from evenhand.translation.language import tag_faults
from evenhand.translation.messages import MessageSet, brand_messages

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Role = Literal["doctor", "nurse", "physiotherapist", "pharmacist", "reception", "advice-line"]
INK = "#1b1b1b"
# WCAG 2.2, success criterion 1.4.3: text against its ground.
CONTRAST = 4.5
# Percent of all four inks together that coated paper takes (ISO 12647-2); a screen would show more.
INK_LIMIT = 300


def _known_format(name: str) -> str:
    if name not in FORMATS:
        raise ValueError(f"no format is called {name}; known are {', '.join(FORMATS)}")
    return name


def _printable(parts: tuple[int | float, ...]) -> tuple[int | float, ...]:
    if sum(parts) > INK_LIMIT:
        raise wrong(f"{sum(parts):g} % of ink in all; paper holds {INK_LIMIT} %", "ask the printing house for the clinic's colours")
    return parts


Percent = Annotated[Number, Field(ge=0, le=100)]
Plates = Annotated[tuple[Percent, Percent, Percent, Percent], AfterValidator(_printable)]


class Inks(Part):
    """The colours as a printing house mixes them: percent of cyan, magenta, yellow and black."""

    brand: Plates
    tint: Plates | None = None


class Colours(Part):
    """The brand's one colour, for structure, and a pale tint of it for grounds; and both as inks, for printing houses."""

    brand: Colour
    tint: Colour = "#f2f2f2"
    cmyk: Inks | None = None


class Contact(Part):
    """One number to call, and whom it reaches (a role, never a person: people change)."""

    role: Role
    phone: Plain


class Hours(Part):
    """Opening hours from one day of the week to another."""

    days: tuple[Day, Day]
    start: Clock = Field(alias="from")
    end: Clock = Field(alias="to")

    @model_validator(mode="after")
    def _forward(self) -> Hours:
        if self.start >= self.end or DAYS.index(self.days[0]) > DAYS.index(self.days[1]):
            raise wrong("the hours or the days run backwards", "write the earlier time and the earlier day first")
        return self


class Interpreter(Part):
    """How a reader of another language gets an interpreter."""

    phone: Plain
    free: bool


class ReportLine(Part):
    """The country's office for side effects, such as Britain's Yellow Card; printed so that a patient can report harm."""

    name: Plain
    web: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]{2,}(/\S*)?$")]


class LegalSignOff(Part):
    """Who allowed leaflets on topics that the country limits, and when."""

    name: Plain
    date: Date


class Brand(Part):
    """A clinic as it appears on its leaflets.

    `language` is what its staff read, and what `note` is written in; `earns-from` lists handouts whose treatment it sells.
    """

    id: Id
    name: Plain
    language: Plain
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    formats: tuple[Annotated[Plain, AfterValidator(_known_format)], ...] = Field(min_length=1)
    logo: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]+\.(svg|png)$")]
    colours: Colours
    address: tuple[Plain, ...] = Field(min_length=1)
    contacts: tuple[Contact, ...] = Field(min_length=1, max_length=3)
    hours: tuple[Hours, ...] = Field(min_length=1, max_length=4)
    out_of_hours: Plain
    emergency: Plain
    interpreter: Interpreter
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    web: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    earns_from: tuple[Id, ...] = ()
    report: ReportLine | None = None
    legal_sign_off: LegalSignOff | None = None
    note: Text | None = Field(default=None, description="The clinic's own sentence in the contact panel; keep it short")


def read_brand(path: Path, name: str, handouts: Collection[str] | None = None) -> Brand:
    """Read `brands/<id>/brand.yaml`. Raises Trouble with every fault: form, phones, logo, contrast.

    `handouts` are the ids that `earns-from` may name; without them it is not looked at.
    """
    brand, document = read_model(path, name, Brand)
    faults = [*_faults(brand, document, path.parent), *_earnings(brand, document, handouts)]
    if faults:
        raise Trouble(faults)
    return brand


def brand_sets(
    brands: dict[str, Brand], folders: dict[str, str], handouts: Collection[str], faults: list[Finding]
) -> dict[str, MessageSet]:
    """The message sets of the brands that have words of their own, by name; a handout of such a name is added to `faults`.

    `folders` are the brands' folders as findings call them.
    """
    found = (brand_messages(name, brand, f"{folders[name]}/brand.yaml", brand.language) for name, brand in brands.items())
    sets = {messages.name: messages for messages in found if messages.messages}
    for name in sorted(set(sets) & set(handouts)):
        what = f"the handout {name} and the brand's words would share one catalog"
        faults.append(error("F007", Place(sets[name].file, key="note"), what, "give the handout another id"))
    return sets


def _faults(brand: Brand, document: Document, folder: Path) -> Iterator[Finding]:
    if brand.id != folder.name:
        yield error("F006", document.place(("id",)), f"the id {brand.id} is not the folder's name", f"write id: {folder.name}")
    if not (folder / brand.logo).is_file():
        yield error("F011", document.place(("logo",)), f"the logo {brand.logo} is missing", f"put it into {folder.name}/")
    elif brand.logo.endswith(".svg"):
        yield from _logo(folder / brand.logo, document)
    yield from _contrast(brand, document)
    yield from tag_faults(brand.language, document.place(("language",)))
    if brand.note:
        yield from _note(brand.note, document)
    if not known_country(brand.country):
        yield error("P001", document.place(("country",)), f"unknown country: {brand.country}", "use two letters such as GB or US")
        return
    yield from _phones(brand, document)


def _note(note: Text, document: Document) -> Iterator[Finding]:
    """A brand has no figures and no terms: its sentence may name only what the brand itself fills in."""
    place = document.place(("note",))
    for name in sorted({n for form in note.forms for n in placeholders(form)} - CLINIC_SLOTS):
        yield error("F010", place, f"unknown placeholder: {{{name}}}", f"known: {', '.join(sorted(CLINIC_SLOTS))}")
    for term in sorted({run.term for form in note.forms for run in parse_markup(form) if run.term}):
        yield error("F010", place, f"unknown term: {term}", "write the word without its tag; terms are explained in handouts")
    if note.count:
        yield error("F010", place, f"unknown figure: {note.count}", "write the note as one text, without a number")


def _earnings(brand: Brand, document: Document, handouts: Collection[str] | None) -> Iterator[Finding]:
    for i, handout in enumerate(brand.earns_from):
        if handouts is not None and handout not in handouts:
            yield error("F008", document.place(("earns-from", i)), f"unknown handout: {handout}", f"known: {', '.join(sorted(handouts))}")


def _logo(path: Path, document: Document) -> Iterator[Finding]:
    """A logo without a size crashes the press on right-to-left pages; letters in a picture cannot be translated or shaped."""
    try:
        picture = ET.parse(path).getroot()
    except (ET.ParseError, ValueError, LookupError) as fault:  # the last two: an encoding that nobody can read
        yield error("F012", document.place(("logo",)), f"the logo cannot be read: {fault}", "save it as plain SVG")
        return
    if not picture.get("width") or not picture.get("height"):
        yield error("F012", document.place(("logo",)), "the logo has no width and height", 'write width="64" height="64" into its <svg …>')
    if any(str(part.tag).rpartition("}")[2] == "text" for part in picture.iter()):
        yield error("F012", document.place(("logo",)), "the logo holds letters as text", "turn the letters into outlines (paths)")


def _contrast(brand: Brand, document: Document) -> Iterator[Finding]:
    white = "#ffffff"
    for key, front, ground, what in (
        ("brand", brand.colours.brand, white, "the brand colour on white"),
        ("brand", brand.colours.brand, brand.colours.tint, "the brand colour on the tint"),
        ("tint", INK, brand.colours.tint, "black text on the tint"),
    ):
        ratio = contrast(front, ground)
        if ratio < CONTRAST:
            mend = "choose a darker brand colour" if key == "brand" else "choose a paler tint"
            yield error("A001", document.place(("colours", key)), f"{what} has a contrast of {ratio:.1f}:1; {CONTRAST}:1 is needed", mend)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _phones(brand: Brand, document: Document) -> Iterator[Finding]:
    numbers: list[tuple[tuple[int | str, ...], str]] = [(("contacts", i, "phone"), c.phone) for i, c in enumerate(brand.contacts)]
    numbers += [(("out-of-hours",), brand.out_of_hours), (("interpreter", "phone"), brand.interpreter.phone)]
    for loc, number in numbers:
        fault = phone_fault(number, brand.country)
        if fault:
            yield error("P002", document.place(loc), fault, "correct the number, or the country")
    fault = emergency_fault(brand.emergency, brand.country)
    if fault:
        yield error("P003", document.place(("emergency",)), fault, "write the number that people there call for an ambulance")
