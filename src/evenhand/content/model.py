"""The handout: what an author writes in YAML, typed and strict."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from evenhand.content.blocks import Block
from evenhand.content.evidence import Certainty, Effect, Figure, Id, Name, Part, Plain, Source, SourceIds
from evenhand.content.text import Text
from evenhand.content.value import Date, wrong

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Texts = dict[Id, Text]


class Dates(Part):
    """When the evidence was searched, when the leaflet was issued, and when it must be looked at again."""

    evidence: Date
    issued: Date
    review: Date

    @model_validator(mode="after")
    def _in_order(self) -> Dates:
        if not self.evidence <= self.issued < self.review:
            raise wrong("the dates do not follow one another", "put them in order: evidence, then issued, then review")
        return self


class Summary(Part):
    """What a reader who stops after page 1 must know."""

    safety: ClassVar[bool] = True

    message: Text = Field(description="The one main message, in the frame at the head of page 1")
    key_points: Texts = Field(min_length=3, max_length=5, description="A key point on page 1")


class RedFlag(Part):
    """Signs that need help, and how fast."""

    safety: ClassVar[bool] = True

    id: Id
    urgency: Literal["emergency", "same-day", "soon"]
    when: Text = Field(description="Introduces the list of signs below it; ends with a colon")
    signs: Texts = Field(min_length=1, description="One sign of danger; a line of the list")


class Section(Part):
    """A numbered section: a heading and its blocks. `practical` sections stand after the options."""

    id: Id
    heading: Text = Field(description="Heading in the narrow rail beside the text: keep it short", json_schema_extra={"room": 36})
    place: Literal["background", "practical"] = "background"
    blocks: tuple[Block, ...] = Field(min_length=1)


class Claim(Part):
    """A possible benefit or a risk: its numbers from an effect, or an honest reason why there are none."""

    safety: ClassVar[bool] = True

    id: Id
    what: Text = Field(description="The benefit or harm, as a short heading")
    detail: Text | None = Field(default=None, description="One to three sentences about it")
    effect: Name | None = None
    unknown: Text | None = Field(default=None, description="Why no number can be given")
    certainty: Certainty
    sources: SourceIds

    @model_validator(mode="after")
    def _number_or_reason(self) -> Claim:
        if (self.effect is None) == (self.unknown is None):
            raise wrong("a claim has either numbers or a reason", "give either effect (the numbers) or unknown (why there are none)")
        return self


class Risk(Claim):
    """A risk, and what kind it is."""

    kind: Literal["common", "serious", "burden"]


class Benefits(Part):
    """Possible benefits; best evidence first."""

    safety: ClassVar[bool] = True

    intro: Text | None = Field(default=None, description="Opens the section of possible benefits")
    items: tuple[Claim, ...] = Field(min_length=1)


class Risks(Part):
    """Possible harms and burdens, in the same detail as the benefits."""

    safety: ClassVar[bool] = True

    intro: Text | None = Field(default=None, description="Opens the section of risks")
    items: tuple[Risk, ...] = Field(min_length=1)


class Unknowns(Part):
    """What nobody knows yet; in the main flow, never small print."""

    safety: ClassVar[bool] = True

    intro: Text | None = Field(default=None, description="Opens the section of what is not known")
    items: Texts = Field(min_length=1, description="One thing that is not known")


class Option(Part):
    """A row of the options table: every option answers the same questions."""

    id: Id
    role: Literal["this-treatment", "other", "no-further-treatment"]
    name: Text = Field(description="Name of the option, first cell of its row")
    cells: dict[Id, Text] = Field(description="A cell of the options table, under the heading of its column")
    sources: SourceIds


class Options(Part):
    """The options side by side, doing nothing more among them."""

    safety: ClassVar[bool] = True

    intro: Text | None = Field(default=None, description="Opens the section of options")
    columns: Texts = Field(
        min_length=1, max_length=3, description="Heading of a column in the options table", json_schema_extra={"room": 40}
    )
    rows: tuple[Option, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _filled(self) -> Options:
        for row in self.rows:
            if set(row.cells) != set(self.columns):
                raise wrong(f"option {row.id} does not fill every column", f"fill exactly these: {', '.join(self.columns)}")
        if not any(row.role == "no-further-treatment" for row in self.rows):
            raise wrong("no option says what happens when nothing more is done", "add one with role: no-further-treatment")
        return self


class Approval(Part):
    """What the regulator of one country says of this treatment, and the day it was looked up."""

    safety: ClassVar[bool] = True

    status: Literal["approved", "not-approved", "none-found", "trial-only", "not-needed"]
    text: Text = Field(description="What the regulator of this country says")
    checked: Date
    sources: SourceIds


class Person(Part):
    """Someone who wrote or reviewed; names and roles are printed as they stand."""

    name: Plain
    role: Plain
    date: Date


class People(Part):
    """Who made the leaflet, who paid, and who gains."""

    authors: tuple[Person, ...] = Field(min_length=1)
    reviewers: tuple[Person, ...] = ()
    funding: Text = Field(description="Who paid for this leaflet")
    conflicts: Text = Field(description="Whether the authors gain from the treatment")
    patients: Text = Field(description="How patients were asked about this leaflet")


class Term(Part):
    """A word that needs explaining; texts mark it as `<term id="…">`."""

    name: Text = Field(description="The word itself, in its dictionary form")
    meaning: Text = Field(description="Its plain meaning; stands as a short note under the text that uses the word")


class Waiver(Part):
    """An exception to a rule: why, who allowed it, and until when. It is printed wherever the finding would be."""

    reason: Plain
    by: Plain
    until: Date


class Handout(Part):
    """One structured article in its source language, as an author wrote it.

    `id` equals the file's name; `code` stands in the foot of each page. A `treatment` must weigh benefits, options and
    cost; a `warning` is about acting in time. Both must state risks, unknowns and red flags.
    """

    id: Id
    language: Plain = "en"
    kind: Literal["treatment", "warning"]
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,11}$")]
    version: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)*$")]
    max_pages: int = Field(default=8, ge=1, le=40)
    dates: Dates
    title: Text = Field(description="Title of the leaflet")
    about: Text = Field(description="One sentence under the title: what this leaflet is and is not")
    summary: Summary
    red_flags: tuple[RedFlag, ...] = Field(min_length=1)
    sections: tuple[Section, ...] = ()
    benefits: Benefits
    risks: Risks
    unknowns: Unknowns
    options: Options | None = None
    approval: dict[Country, Approval] = Field(default={})
    cost: Text | None = Field(default=None, description="What it costs, who pays, and who pays when something goes wrong")
    questions: Texts = Field(default={}, max_length=12, description="A question for the patient to ask")
    notes_lines: int = Field(default=0, ge=0, le=20)
    terms: dict[Id, Term] = Field(default={})
    figures: dict[Name, Figure] = Field(default={})
    effects: dict[Name, Effect] = Field(default={})
    sources: dict[Id, Source] = Field(min_length=1)
    people: People
    topics: tuple[Literal["cell-product", "medicine", "procedure", "screening", "self-care"], ...] = ()
    allow: dict[Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{3}$")], Waiver] = Field(default={})

    @field_validator("language")
    @classmethod
    def _source_language(cls, value: str) -> str:
        if not value.isascii():
            raise wrong(f"{value} is no language tag", "write a tag such as en or pt-BR")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Handout:
        missing = [n for n in ("options", "cost", "approval", "questions") if self.kind == "treatment" and not getattr(self, n)]
        if missing:
            raise wrong(f"a treatment handout also needs: {', '.join(missing)}", "add these parts, or write kind: warning")
        return self
