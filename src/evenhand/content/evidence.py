"""Evidence as data: figures, effects, sources. No probability is prose; every number names where it comes from."""

from __future__ import annotations

import datetime as dt
import math
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_snake

from evenhand.content.text import Text

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
# Figures and arms are named in messages, so their names have the form that gettext's python-brace-format takes.
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Plain = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
SourceIds = Annotated[tuple[Id, ...], Field(min_length=1)]
Unit = Literal["day", "week", "month", "year", "hour", "minute"]


def kebab(name: str) -> str:
    """The YAML spelling of a field: `key-points` for `key_points`."""
    return to_snake(name).replace("_", "-")


class Part(BaseModel):
    """Base of all that authors write: frozen, unknown keys refused, kebab-case in YAML.

    `safety` marks parts whose words can hurt when wrong; their messages carry "Safety: high" to the translator.
    `rooted` parts keep their key wherever they move in the handout.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=kebab, validate_by_name=False, validate_by_alias=True)
    safety: ClassVar[bool] = False
    rooted: ClassVar[bool] = False


class Certainty(StrEnum):
    """GRADE's four levels (doi:10.1016/j.jclinepi.2019.10.014), or an honest "not graded"."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very-low"
    NOT_GRADED = "not-graded"

    @property
    def steps(self) -> int:
        """Filled marks out of four; 0 when nobody graded it."""
        return {"high": 4, "moderate": 3, "low": 2, "very-low": 1}.get(self.value, 0)


class SourceKind(StrEnum):
    """What kind of document a source is. A page that sells the treatment has no kind here: it is not a source."""

    TRIAL = "trial"
    REVIEW = "review"
    GUIDELINE = "guideline"
    REGULATOR = "regulator"
    CASE_REPORT = "case-report"
    SURVEY = "survey"
    OFFICIAL = "official"
    PATIENT_INFORMATION = "patient-information"


class Source(Part):
    """Where a fact comes from. Titles are not translated: the page prints them as foreign words.

    `checked` is `primary` when the document itself was read, `secondary` when only a report of it was; a secondary
    source may stand behind words, never behind a number.
    """

    title: Plain
    by: Plain
    year: int = Field(ge=1900, le=2100)
    kind: SourceKind
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    accessed: dt.date
    checked: Literal["primary", "secondary"] = "primary"

    @model_validator(mode="after")
    def _findable(self) -> Source:
        if not (self.doi or self.url):
            raise ValueError("a source needs a doi or a url, so that a reader can find it")
        return self

    @property
    def link(self) -> str:
        """The web address of the source."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url or ""


class Span(Part):
    """A length of time: `{number: 12, unit: month}`."""

    number: int = Field(gt=0)
    unit: Unit


class Figure(Part):
    """A number that text may name as `{id}`: an amount, a range, a share of a round number, a year or a date."""

    number: int | float | None = None
    range: tuple[int | float, int | float] | None = None
    events: int | None = Field(default=None, ge=0)
    out_of: int | None = Field(default=None, gt=0)
    year: int | None = Field(default=None, ge=1900, le=2100)
    date: dt.date | None = None
    what: Plain = Field(description="what the figure counts, for translators and reviewers")
    sources: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _one_value(self) -> Figure:
        share = self.events is not None and self.out_of is not None
        given = [share, *(v is not None for v in (self.number, self.range, self.year, self.date))]
        if sum(given) != 1 or (self.events is None) != (self.out_of is None):
            raise ValueError("give exactly one of: number, range, year, date, or events with out-of")
        if share and self.events > self.out_of:  # type: ignore[operator]
            raise ValueError(f"{self.events} events are more than {self.out_of}")
        if self.range and self.range[0] >= self.range[1]:
            raise ValueError("the range must rise from its first number to its second")
        return self


class Arm(Part):
    """What happened to one group of people: `events` among `out_of`, studied in `people` real persons."""

    name: Text = Field(description="Name of the group, over its icon array, such as 'With the injection'")
    events: int = Field(ge=0)
    out_of: int = Field(gt=0)
    people: int | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _sane(self) -> Arm:
        if self.events > self.out_of:
            raise ValueError(f"{self.events} events are more than the {self.out_of} people they happened to")
        return self

    @property
    def rest(self) -> int:
        """The other framing: how many it did not happen to."""
        return self.out_of - self.events

    def upper_limit(self) -> int | None:
        """For zero events: how many of 100 could still be affected, rounded; None when events were seen.

        Exact binomial (Clopper-Pearson) upper end of the two-sided 95 % interval: 1 - 0.025 ** (1 / n).
        For 0 of 58 that is 6.2, printed as 6.
        """
        if self.events:
            return None
        return max(1, round(100 * -math.expm1(math.log(0.025) / (self.people or self.out_of))))


class Outcome(Part):
    """An outcome in plain words, with the two labels that stand beside its icon array."""

    safety: ClassVar[bool] = True

    name: Text = Field(description="The outcome, as a short heading without a number")
    yes: Text = Field(description="Label of the filled figures: it happened, such as 'clearly better'")
    no: Text = Field(description="Label of the empty figures: it did not happen, such as 'not clearly better'")
    felt: Literal["patient", "surrogate"] = "patient"


class Effect(Part):
    """One measured effect, good or bad: outcome, people, time, arms with their counts, certainty and sources."""

    safety: ClassVar[bool] = True

    outcome: Outcome
    group: Text = Field(description="Who was studied, as a short phrase")
    after: Span
    endpoint: Literal["primary", "secondary", "subgroup", "post-hoc"]
    arms: dict[Name, Arm] = Field(min_length=1, max_length=2)
    certainty: Certainty
    sources: SourceIds

    @model_validator(mode="after")
    def _one_denominator(self) -> Effect:
        if len({arm.out_of for arm in self.arms.values()}) > 1:
            raise ValueError("the arms have different denominators; patients cannot compare them: use one out-of")
        return self
