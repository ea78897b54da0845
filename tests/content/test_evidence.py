from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from evenhand.content.evidence import Arm, Certainty, Effect, Figure, Source, Span
from evenhand.project import find_project
from evenhand.translation.messages import read_words

SOURCE = {"title": "T", "by": "B", "year": "2020", "kind": "trial", "accessed": "2026-11-23", "doi": "10.1000/x"}


def arm(**parts):
    return Arm.model_validate({"name": "Group", "events": "1", "out-of": "10", **parts})


def figure(**parts):
    return Figure.model_validate({"what": "people", **parts})


def uncounted(**parts):
    return Arm.model_validate({"name": "Group", "unknown": "Nobody counted.", **parts})


def compared(first, second, **parts):
    """An effect of two arms of 100; None for an arm that nobody counted. A part of None is left out."""
    arms = {
        name: {"name": "Group", "unknown": "Nobody counted."} if events is None else {"name": "Group", "events": events, "out-of": 100}
        for name, events in (("cells", first), ("sham", second))
    }
    whole = {
        "outcome": {"name": "Pain", "yes": "better", "no": "not better"},
        "group": "adults",
        "after": {"number": "12", "unit": "month"},
        "endpoint": "primary",
        "arms": arms,
        "comparator": "sham",
        "difference": "clear",
        "certainty": "moderate",
        "sources": ["respine"],
    }
    return Effect.model_validate({key: value for key, value in (whole | parts).items() if value is not None})


def effect(**arms):
    compared = {"comparator": "sham", "difference": "chance"} if len(arms) == 2 else {}
    return Effect.model_validate(
        {
            "outcome": {"name": "Pain", "yes": "better", "no": "not better"},
            "group": "adults",
            "after": {"number": "12", "unit": "month"},
            "endpoint": "primary",
            "arms": {name: {"name": "Group", "events": e, "out-of": n} for name, (e, n) in arms.items()},
            **compared,
            "certainty": "low",
            "sources": ["respine"],
        }
    )


def source(**parts):
    return Source.model_validate({**SOURCE, **parts})


def exact_upper(events, people, tail=0.025):
    """Clopper-Pearson by its definition: the chance at which so few events have probability `tail`; found by halving."""
    low, high = 0.0, 1.0
    for _ in range(80):
        p = (low + high) / 2
        few = sum(comb(people, k) * p**k * (1 - p) ** (people - k) for k in range(events + 1))
        low, high = (p, high) if few > tail else (low, p)
    return 100 * low


@given(st.integers(1, 2000))
def test_upper_limit_of_no_events_is_exact_binomial(people):
    group = arm(events=0, **{"out-of": people})
    limit = group.upper_limit()
    assert limit == 1 or limit == pytest.approx(exact_upper(0, people) * group.limit_out_of / 100, abs=0.5)
    assert limit >= 1


@pytest.mark.parametrize(("people", "limit"), [(1, 98), (10, 31), (58, 6), (100, 4), (300, 1), (1000, 4), (100000, 4)])
def test_upper_limit_of_known_trials(people, limit):
    assert arm(events=0, **{"out-of": people}).upper_limit() == limit


def test_upper_limit_comes_from_the_people_studied_not_from_the_shown_denominator():
    assert arm(events=0, people=58, **{"out-of": 100}).upper_limit() == 6


@pytest.mark.parametrize(("out_of", "told"), [(10, 100), (58, 100), (100, 100), (240, 100), (1000, 1000), (100000, 100000)])
def test_upper_limit_is_told_out_of_a_hundred_or_the_larger_round_number(out_of, told):
    assert arm(events=0, **{"out-of": out_of}).limit_out_of == told


def test_upper_limit_of_a_rare_harm_comes_from_the_people_studied():
    assert arm(events=0, people=20000, **{"out-of": 100000}).upper_limit() == 18


def test_no_upper_limit_when_events_were_seen():
    assert arm(events=1).upper_limit() is None


def test_no_upper_limit_for_a_group_that_nobody_counted():
    assert uncounted().upper_limit() is None


def test_rest_is_the_other_framing():
    assert arm(events=74, **{"out-of": 100}).rest == 26


@pytest.mark.parametrize("events", [0, 10])
def test_nobody_and_everybody_are_allowed(events):
    assert arm(events=events).events == events


@pytest.mark.parametrize(
    "parts", [{"events": 11}, {"events": -1}, {"out-of": 0}, {"people": 0}, {"events": "1.5"}, {"events": "some"}, {"percent": "5"}]
)
def test_impossible_arm_is_refused(parts):
    with pytest.raises(ValidationError):
        arm(**parts)


def test_more_events_than_people_says_both_numbers():
    with pytest.raises(ValidationError, match="11 events are more than the 10 people"):
        arm(events=11)


def test_arms_with_one_denominator_compare():
    assert list(effect(cells=(74, 100), sham=(69, 100)).arms) == ["cells", "sham"]


def test_mixed_denominators_are_refused():
    with pytest.raises(ValidationError, match="different denominators"):
        effect(cells=(74, 100), sham=(39, 56))


@pytest.mark.parametrize("arms", [{}, {"a": (1, 10), "b": (1, 10), "c": (1, 10)}, {"Upper": (1, 10)}, {"da-sh": (1, 10)}])
def test_one_or_two_well_named_arms(arms):
    with pytest.raises(ValidationError):
        effect(**arms)


@pytest.mark.parametrize(
    "parts",
    [
        {"number": "20"},
        {"number": "2.5"},
        {"range": ["2", "5"]},
        {"year": "2020"},
        {"date": "2026-11-23"},
        {"events": "8", "out-of": "100"},
        {"events": "0", "out-of": "100"},
    ],
)
def test_figure_holds_one_value(parts):
    assert figure(**parts)


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"number": "20", "year": "2020"},
        {"number": "20", "events": "1", "out-of": "2"},
        {"events": "1"},
        {"out-of": "10"},
        {"number": "20", "out-of": "100"},
        {"events": "11", "out-of": "10"},
        {"range": ["5", "2"]},
        {"range": ["5", "5"]},
        {"range": ["5"]},
        {"range": ["1", "2", "3"]},
        {"number": "many"},
        {"number": "nan"},
        {"number": "inf"},
        {"year": "20"},
        {"date": "23.11.2026"},
    ],
)
def test_figure_with_none_or_more_or_odd_values_is_refused(parts):
    with pytest.raises(ValidationError):
        figure(**parts)


def test_figure_says_what_it_counts():
    with pytest.raises(ValidationError):
        Figure.model_validate({"number": "20"})


@pytest.mark.parametrize("number", ["0", "-1", "1.5"])
def test_span_is_a_whole_number_above_zero(number):
    with pytest.raises(ValidationError):
        Span.model_validate({"number": number, "unit": "month"})


def test_source_links_to_its_doi_first():
    assert source(url="https://x.example/").link == "https://doi.org/10.1000/x"


def test_source_without_doi_links_to_its_page():
    assert source(doi=None, url="https://x.example/a").link == "https://x.example/a"


@pytest.mark.parametrize(
    "parts",
    [
        {"doi": None},
        {"doi": "https://doi.org/10.1000/x"},
        {"url": "http://x.example/"},
        {"kind": "advertisement"},
        {"kind": "clinic"},
        {"year": "1850"},
        {"accessed": "yesterday"},
        {"checked": "maybe"},
        {"title": " "},
    ],
)
def test_source_that_nobody_can_find_or_trust_is_refused(parts):
    with pytest.raises(ValidationError):
        source(**parts)


def test_a_source_counts_as_read_unless_marked():
    assert (source().checked, source(checked="secondary").checked) == ("primary", "secondary")


def test_certainty_marks_fall_from_four_to_none():
    assert [c.steps for c in Certainty] == [4, 3, 2, 1, 0]


def test_what_was_read_cannot_be_changed():
    with pytest.raises(ValidationError):
        arm().events = 5


@pytest.mark.parametrize(
    "parts",
    [
        {"unknown": "Nobody counted."},
        {"unknown": "Nobody counted.", "events": None},
        {"unknown": "Nobody counted.", "out-of": None},
        {"events": None},
        {"out-of": None},
        {"events": None, "out-of": None},
    ],
)
def test_a_group_has_numbers_or_a_reason_and_never_both_or_half(parts):
    numbers = {"name": "Group", "events": "1", "out-of": "10"} | parts
    with pytest.raises(ValidationError, match="either numbers or a reason"):
        Arm.model_validate({key: value for key, value in numbers.items() if value is not None})


def test_a_group_that_nobody_counted_has_no_numbers():
    group = uncounted()
    assert (group.counted, group.rest, group.raw) == (False, None, False)


@pytest.mark.parametrize(("out_of", "people", "raw"), [(58, 58, True), (100, 58, False), (100, None, False)])
def test_a_count_of_the_very_people_studied_is_raw(out_of, people, raw):
    assert arm(people=people, **{"out-of": out_of}).raw is raw


@pytest.mark.parametrize("comparator", ["sham", "placebo", "no-treatment", "usual-care", "other-treatment"])
def test_two_arms_name_what_they_are_compared_with(comparator):
    assert compared(74, 69, comparator=comparator).comparator == comparator


def test_two_arms_without_comparator_are_refused():
    with pytest.raises(ValidationError, match="two arms need a comparator"):
        compared(74, 69, comparator=None)


@pytest.mark.parametrize("comparator", ["baseline", "before", ""])
def test_a_change_over_time_is_no_comparator(comparator):
    with pytest.raises(ValidationError):
        compared(74, 69, comparator=comparator)


def test_one_arm_with_comparator_is_refused():
    alone = {"cells": {"name": "Group", "events": 1, "out-of": 100}}
    with pytest.raises(ValidationError, match="compares nothing"):
        compared(0, 0, arms=alone, difference=None)


@pytest.mark.parametrize(
    ("first", "second", "difference"), [(74, 69, None), (74, None, "clear"), (None, 69, "chance"), (None, None, "clear")]
)
def test_difference_belongs_to_two_arms_with_numbers(first, second, difference):
    with pytest.raises(ValidationError, match="difference belongs to two arms with numbers"):
        compared(first, second, difference=difference)


def test_one_arm_alone_has_no_difference():
    alone = {"cells": {"name": "Group", "events": 1, "out-of": 100}}
    assert compared(0, 0, arms=alone, comparator=None, difference=None).gap == 0
    with pytest.raises(ValidationError, match="difference belongs"):
        compared(0, 0, arms=alone, comparator=None)


@pytest.mark.parametrize(("first", "second", "gap"), [(74, 69, 5), (69, 74, 5), (50, 50, 0), (74, None, 0), (None, 69, 0), (0, 100, 100)])
def test_gap_is_how_far_two_counted_arms_lie_apart(first, second, gap):
    difference = None if None in (first, second) else "clear"
    assert compared(first, second, difference=difference).gap == gap


@pytest.mark.parametrize("certainty", ["high", "moderate", "low"])
@pytest.mark.parametrize(
    ("first", "second", "difference", "way"),
    [
        (74, 69, "clear", "more"),
        (69, 74, "clear", "fewer"),
        (74, 69, "chance", "same"),
        (69, 74, "chance", "same"),
        (50, 50, "clear", "same"),
        (50, 50, "chance", "same"),
    ],
)
def test_verdict_follows_direction_and_certainty(first, second, difference, way, certainty):
    assert compared(first, second, difference=difference, certainty=certainty).verdict == f"verdict.{way}-{certainty}"


@pytest.mark.parametrize("difference", ["clear", "chance"])
@pytest.mark.parametrize(("first", "second"), [(74, 69), (69, 74), (50, 50)])
def test_very_low_certainty_gives_no_direction(first, second, difference):
    assert compared(first, second, difference=difference, certainty="very-low").verdict == "verdict.very-low"


@pytest.mark.parametrize("certainty", [c.value for c in Certainty])
@pytest.mark.parametrize(("first", "second"), [(74, None), (None, 69), (None, None)])
def test_no_verdict_without_two_numbers(first, second, certainty):
    assert compared(first, second, difference=None, certainty=certainty).verdict == ""


def test_no_verdict_where_nobody_graded_the_evidence():
    assert compared(74, 69, certainty="not-graded").verdict == ""


def test_every_verdict_is_a_word_of_the_interface():
    words = {message.key for message in read_words(find_project(Path(__file__).parents[2]).templates).messages}
    told = {
        compared(*events, difference=difference, certainty=certainty.value).verdict
        for events in ((74, 69), (69, 74))
        for difference in ("clear", "chance")
        for certainty in Certainty
    }
    assert told - {""} == {key for key in words if key.startswith("verdict.")}


def test_a_harm_is_rare_only_when_flagged():
    assert (compared(1, 2).rare, compared(1, 2, rare="true").rare) == (False, True)
    with pytest.raises(ValidationError):
        compared(1, 2, rare="very")
