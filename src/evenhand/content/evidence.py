"""Evidence as data: figures, effects, sources. No probability is prose; every number names where it comes from."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_snake

from evenhand.content.text import Text
from evenhand.content.value import Date, Number, wrong

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
# Figures and arms are named in messages, so their names have the form that gettext's python-brace-format takes.
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Plain = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
SourceIds = Annotated[tuple[Id, ...], Field(min_length=1)]
TimeUnit = Literal["day", "week", "month", "year", "hour", "minute"]


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


Comparator = Literal["sham", "placebo", "no-treatment", "usual-care", "other-treatment"]


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
    source may stand behind words, never behind a number. `funding`: who paid; the page marks what industry paid for.
    """

    title: Plain
    by: Plain
    year: int = Field(ge=1900, le=2100)
    kind: SourceKind
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    accessed: Date
    checked: Literal["primary", "secondary"] = "primary"
    funding: Literal["public", "industry", "mixed", "not-stated"] = "not-stated"

    @model_validator(mode="after")
    def _findable(self) -> Source:
        if not (self.doi or self.url):
            raise wrong("a reader cannot find this source", "give it a doi or a url")
        return self

    @property
    def link(self) -> str:
        """The web address of the source."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url or ""


class Span(Part):
    """A length of time: `{number: 12, unit: month}`."""

    number: int = Field(gt=0)
    unit: TimeUnit


class Figure(Part):
    """A number that text may name as `{id}`: an amount, a range, a share of a round number, a year or a date."""

    number: Number | None = None
    range: tuple[Number, Number] | None = None
    events: int | None = Field(default=None, ge=0)
    out_of: int | None = Field(default=None, gt=0)
    year: int | None = Field(default=None, ge=1900, le=2100)
    date: Date | None = None
    what: Plain = Field(description="what the figure counts, for translators and reviewers")
    sources: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _one_value(self) -> Figure:
        share = self.events is not None and self.out_of is not None
        given = [share, *(v is not None for v in (self.number, self.range, self.year, self.date))]
        if sum(given) != 1 or (self.events is None) != (self.out_of is None):
            raise wrong("a figure holds exactly one value", "give one of: number, range, year, date, or events with out-of")
        if share and self.events > self.out_of:  # type: ignore[operator]
            raise wrong(f"{self.events} events are more than {self.out_of}", "correct one of the two numbers")
        if self.range and self.range[0] >= self.range[1]:
            raise wrong("the range does not rise from its first number to its second", "write the smaller number first")
        return self


class Arm(Part):
    """What happened to one group of people: `events` among `out_of`, studied in `people` real persons; or why nobody knows."""

    name: Text = Field(description="Name of the group, over its icon array, such as 'With the injection'")
    events: int | None = Field(default=None, ge=0)
    out_of: int | None = Field(default=None, gt=0)
    people: int | None = Field(default=None, gt=0)
    unknown: Text | None = Field(default=None, description="Why there is no number for this group")

    @model_validator(mode="after")
    def _sane(self) -> Arm:
        if (self.events is None) != (self.out_of is None) or (self.events is None) == (self.unknown is None):
            raise wrong("a group has either numbers or a reason", "give events with out-of, or unknown: why there is no number")
        if self.events is not None and self.out_of is not None and self.events > self.out_of:
            raise wrong(f"{self.events} events are more than the {self.out_of} people they happened to", "correct events or out-of")
        return self

    @property
    def counted(self) -> bool:
        """True when there are numbers."""
        return self.events is not None

    @property
    def rest(self) -> int | None:
        """The other framing: how many it did not happen to; None when nobody knows."""
        return None if self.events is None or self.out_of is None else self.out_of - self.events

    @property
    def raw(self) -> bool:
        """A count of the very people who were studied, not yet a share of a round number."""
        return self.events is not None and self.out_of == self.people

    @property
    def limit_out_of(self) -> int:
        """What an upper limit is out of: 100, or the larger round number that the group is told in.

        Why: 0 of 100,000 told as "up to 1 of every 100" would frighten without a reason.
        """
        return self.out_of if self.out_of in (1000, 10_000, 100_000) else 100

    def upper_limit(self) -> int | None:
        """For zero events: how many of `limit_out_of` could still be affected, rounded; None when events were seen.

        Exact binomial (Clopper-Pearson) upper end of the two-sided 95 % interval: 1 - 0.025 ** (1 / n).
        For 0 of 58 that is 6.2, printed as 6.
        """
        people = self.people or self.out_of
        if self.events != 0 or people is None:
            return None
        return max(1, round(self.limit_out_of * -math.expm1(math.log(0.025) / people)))


class Outcome(Part):
    """An outcome in plain words, with the two labels that stand beside its icon array."""

    safety: ClassVar[bool] = True

    name: Text = Field(description="The outcome, as a short heading without a number")
    yes: Text = Field(description="Label of the filled figures: it happened, such as 'clearly better'")
    no: Text = Field(description="Label of the empty figures: it did not happen, such as 'not clearly better'")
    felt: Literal["patient", "surrogate"] = "patient"


class Effect(Part):
    """One measured effect, good or bad: outcome, people, time, arms with their counts, certainty and sources.

    With two arms, the first had the treatment and the second had what `comparator` names; `difference` says whether the
    study could tell them apart (`clear`) or not (`chance`). `rare` flags a harm that is counted out of more people than
    the other numbers of the leaflet.
    """

    safety: ClassVar[bool] = True

    outcome: Outcome
    group: Text = Field(description="Who was studied, as a short phrase")
    after: Span
    endpoint: Literal["primary", "secondary", "subgroup", "post-hoc"]
    arms: dict[Name, Arm] = Field(min_length=1, max_length=2)
    comparator: Comparator | None = None
    difference: Literal["clear", "chance"] | None = None
    rare: bool = False
    certainty: Certainty
    sources: SourceIds

    @model_validator(mode="after")
    def _comparable(self) -> Effect:
        counted = [arm for arm in self.arms.values() if arm.counted]
        if len({arm.out_of for arm in counted}) > 1:
            raise wrong("the arms have different denominators, which patients cannot compare", "use one out-of for all arms")
        if len(self.arms) == 2 and self.comparator is None:
            raise wrong("two arms need a comparator", f"add comparator: one of {', '.join(get_args(Comparator))}")
        if len(self.arms) == 1 and self.comparator is not None:
            raise wrong("one arm alone compares nothing", "leave comparator out, or add the arm that it names")
        if (len(counted) == 2) != (self.difference is not None):
            raise wrong("difference belongs to two arms with numbers", "say difference: clear or chance for two such arms, and only then")
        return self

    @property
    def gap(self) -> int:
        """How many more (or fewer) it happened to in the first arm than in the second; 0 without two numbers."""
        events = [arm.events for arm in self.arms.values() if arm.events is not None]
        return abs(events[0] - events[1]) if len(events) == 2 else 0

    @property
    def verdict(self) -> str:
        """The interface message that says the result with the verb that the certainty allows; "" when none can be said.

        GRADE's plain verbs (doi:10.1016/j.jclinepi.2019.10.014): does, probably, may, very unsure.
        """
        events = [arm.events for arm in self.arms.values() if arm.events is not None]
        if len(events) < 2 or self.certainty is Certainty.NOT_GRADED:
            return ""
        if self.certainty is Certainty.VERY_LOW:
            return "verdict.very-low"
        way = "same" if self.difference == "chance" or not self.gap else "more" if events[0] > events[1] else "fewer"
        return f"verdict.{way}-{self.certainty.value}"
