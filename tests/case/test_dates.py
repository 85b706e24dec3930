"""A date may be a day, a month, a year, a range, relative or by age, and is always an interval of days."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thrustworthy.case import DateSpan, case_schema, facts_of, parse_case
from thrustworthy.case._dates import Reading, birth_dates

ASKED_ON = date(2012, 7, 24)
DAYS = st.dates(date(1990, 1, 1), date(2020, 12, 31))


def read(raw: object, years: int | None = 48, asked_on: date = ASKED_ON) -> tuple[date, date]:
    """Read a date; return its first and last day."""
    span = DateSpan.read(raw, Reading(asked_on, years))
    return span.first, span.last


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        (date(2011, 10, 4), date(2011, 10, 4), date(2011, 10, 4)),
        ("2011-10-04", date(2011, 10, 4), date(2011, 10, 4)),
        ("2011-12", date(2011, 12, 1), date(2011, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2011", date(2011, 1, 1), date(2011, 12, 31)),
        ("2012-05 to 2012-07", date(2012, 5, 1), date(2012, 7, 31)),
        ("2010 to 2011-03-05", date(2010, 1, 1), date(2011, 3, 5)),
        ("2 months ago", date(2012, 5, 8), date(2012, 6, 9)),
        ("about a month ago", date(2012, 6, 8), date(2012, 7, 9)),
        ("3 days ago", date(2012, 7, 21), date(2012, 7, 21)),
        ("2 weeks ago", date(2012, 7, 6), date(2012, 7, 14)),
        ("at age 17", date(1980, 7, 25), date(1982, 7, 23)),
    ],
)
def test_a_date_is_read(raw: object, first: date, last: date) -> None:
    assert read(raw) == (first, last)
    pattern = case_schema()["$defs"]["HistoryItem"]["properties"]["date"]["pattern"]
    assert re.match(pattern, raw.isoformat() if isinstance(raw, date) else str(raw))


@given(DAYS, st.integers(1, 60), st.sampled_from(["weeks", "months", "years"]))
def test_a_relative_date_holds_half_a_unit_each_side(asked_on: date, count: int, unit: str) -> None:
    days = {"weeks": 7.0, "months": 365.25 / 12, "years": 365.25}[unit]
    first, last = read(f"{count} {unit} ago", asked_on=asked_on)
    assert (asked_on - first).days - 1 < (count + 0.5) * days <= (asked_on - first).days
    assert (asked_on - last).days <= (count - 0.5) * days < (asked_on - last).days + 1


@given(DAYS, st.integers(0, 100))
def test_the_birth_dates_are_just_those_that_give_that_age(asked_on: date, years: int) -> None:
    def age_of(born: date) -> int:
        return asked_on.year - born.year - ((asked_on.month, asked_on.day) < (born.month, born.day))

    first, last = birth_dates(years, asked_on)
    day = timedelta(days=1)
    leap = (asked_on.month, asked_on.day) in ((2, 28), (2, 29))
    if not leap:  # whoever is born on 29 February has a birthday that not all years have
        assert [age_of(born) for born in (first, last, first - day, last + day)] == [years, years, years + 1, years - 1]


@given(DAYS, st.integers(20, 90), st.integers(0, 110))
def test_a_date_by_age_lies_in_that_year_of_life_for_every_birthday(asked_on: date, years: int, age: int) -> None:
    if age > years:
        with pytest.raises(ValueError, match="later than the present age"):
            read(f"at age {age}", years, asked_on)
        return
    first, last = read(f"at age {age}", years, asked_on)
    assert first <= last <= asked_on
    assert timedelta(days=0) <= last - first < timedelta(days=2 * 366)


def test_a_date_by_age_needs_the_age() -> None:
    with pytest.raises(ValueError, match=r"needs body\.age"):
        read("at age 17", None)


def test_a_date_by_age_in_a_scenario_counts_from_that_persons_age() -> None:
    case = parse_case(
        'name = "two"\nasked_on = 2012-07-24\n[body]\nage = 30\n[scenario]\nwho = "an older man"\n'
        '[scenario.body]\nage = 60\n[[scenario.history.item]]\nkind = "disc"\ndate = "at age 50"\n'
    )
    assert case.scenario is not None
    when = case.scenario.history.item[0].date
    assert when is not None
    assert (when.first, when.last) == (date(2001, 7, 25), date(2003, 7, 23))


@given(DAYS, st.integers(0, 4000))
def test_days_since_are_the_days_between(asked_on: date, days: int) -> None:
    when = asked_on - timedelta(days=days)
    case = parse_case(f'name = "x"\nasked_on = {asked_on}\n[[history.item]]\nkind = "back_injury"\ndate = {when}\n')
    (item,) = facts_of(case).items
    assert (item["days_since"].low, item["days_since"].high) == (days, days)


def test_a_year_that_is_not_over_counts_up_to_the_day_of_the_case() -> None:
    case = parse_case('name = "x"\nasked_on = 2012-07-24\n[[history.item]]\nkind = "disc"\ndate = "2012"\n')
    (item,) = facts_of(case).items
    assert (item["days_since"].low, item["days_since"].high) == (0, 205)


@given(st.text(max_size=30) | st.integers() | st.booleans() | st.none())
def test_anything_else_is_a_date_or_one_refusal(raw: object) -> None:
    try:
        read(raw)
    except ValueError as error:
        assert "\n" not in str(error)
        assert ";" in str(error)


@pytest.mark.parametrize("raw", ["99999 years ago", "9999", "0001", "9999-12", "0000-01", "1 to 2", " to "])
def test_a_date_at_the_ends_of_the_calendar_raises_nothing_else(raw: str) -> None:
    try:
        read(raw)
    except ValueError as error:
        assert ";" in str(error)
