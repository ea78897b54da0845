from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from evenhand.content.evidence import Arm, Certainty, Effect, Figure, Source, Span

SOURCE = {"title": "T", "by": "B", "year": "2020", "kind": "trial", "accessed": "2026-11-23", "doi": "10.1000/x"}


def arm(**parts):
    return Arm.model_validate({"name": "Group", "events": "1", "out-of": "10", **parts})


def figure(**parts):
    return Figure.model_validate({"what": "people", **parts})


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
    limit = arm(events=0, **{"out-of": people}).upper_limit()
    assert limit == 1 or limit == pytest.approx(exact_upper(0, people), abs=0.5)
    assert limit >= 1


@pytest.mark.parametrize(("people", "limit"), [(1, 98), (10, 31), (58, 6), (100, 4), (300, 1), (100000, 1)])
def test_upper_limit_of_known_trials(people, limit):
    assert arm(events=0, **{"out-of": people}).upper_limit() == limit


def test_upper_limit_comes_from_the_people_studied_not_from_the_shown_denominator():
    assert arm(events=0, people=58, **{"out-of": 100}).upper_limit() == 6


def test_no_upper_limit_when_events_were_seen():
    assert arm(events=1).upper_limit() is None


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
