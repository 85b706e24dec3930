"""When something happened: a day, a month, a year, a range, so long ago, or at an age. Always an interval of days."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from pydantic_core import core_schema

from thrustworthy.case._texts import number_of, shown

_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_AGO = re.compile(r"(?:about )?(?:([0-9]{1,5}|[a-z]+) )(day|week|month|year)s? ago")
_AT_AGE = re.compile(r"at(?: the)? age(?: of)? ([0-9]{1,3})")
_MEND = 'write a day (2011-10-04), "2011-12", "2011", "2012-05 to 2012-07", "2 months ago" or "at age 17"'
DATE_PATTERN = (
    r"^\s*([0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?(\s+to\s+[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?)?"
    r"|([aA]bout\s+)?[0-9A-Za-z]+\s+([dD]ay|[wW]eek|[mM]onth|[yY]ear)s?\s+ago"
    r"|[aA]t\s+(the\s+)?age\s+(of\s+)?[0-9]{1,3})\s*$"
)


@dataclass
class Reading:
    """What relative dates are counted from while one case is read: its day, and the age of the person spoken of.

    ``years`` is None when the case states no age. Where the stated one cannot be read, any number stands in for it: the
    case is refused anyway, and no second fault is made of the first.
    """

    asked_on: date
    years: int | None = None

    @contextmanager
    def about(self, years: int | None) -> Iterator[None]:
        """Count "at age" from another person's age for a while."""
        mine, self.years = self.years, years
        try:
            yield
        finally:
            self.years = mine


@dataclass(frozen=True)
class DateSpan:
    """An interval of days, ``first`` to ``last``, both included; ``text`` as written; ``at_age`` when said by age."""

    text: str
    first: date
    last: date
    at_age: int | None = None

    @classmethod
    def read(cls, raw: object, reading: Reading) -> Self:
        """Read any way of writing a date. Raises ValueError with the mend."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, datetime):
            raise ValueError(f"{shown(raw)} has a time of day; write the day alone: {raw.date().isoformat()}")
        if isinstance(raw, date):
            return cls(raw.isoformat(), raw, raw)
        if not isinstance(raw, str):
            raise ValueError(f"{shown(raw)} is no date; {_MEND}")
        text = " ".join(raw.lower().split())
        try:
            span = _absolute(text, raw) or _ago(text, raw, reading.asked_on) or _at_age(text, reading)
        except OverflowError as error:
            raise ValueError(f"{shown(raw)} is too long ago to count; {_MEND}") from error
        if span is None:
            raise ValueError(f"{shown(raw)} is no date; {_MEND}")
        return cls(raw, *span)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        def read(raw: object, info: core_schema.ValidationInfo) -> DateSpan:
            if not isinstance(info.context, Reading):
                raise ValueError("a date is read together with its case; use parse_case or read_case")
            return cls.read(raw, info.context)

        return core_schema.with_info_plain_validator_function(
            read,
            json_schema_input_schema=core_schema.str_schema(pattern=DATE_PATTERN),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value.text),
        )


def _absolute(text: str, raw: str) -> tuple[date, date] | None:
    """A day, a month, a year, or a range of these."""
    parts = [_ISO.fullmatch(part) for part in text.split(" to ")]
    if len(parts) > 2 or any(part is None for part in parts):
        return None
    spans = [_day_month_year(part, raw) for part in parts if part is not None]
    if spans[0][0] > spans[-1][1] or spans[0][1] > spans[-1][1]:
        raise ValueError(f"{shown(raw)} runs backwards; write the earlier date first")
    return spans[0][0], spans[-1][1]


def _day_month_year(found: re.Match[str], raw: str) -> tuple[date, date]:
    year, month, day = (None if part is None else int(part) for part in found.groups())
    try:
        if year is None or month is None:
            return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
        if day is not None:
            return date(year, month, day), date(year, month, day)
        after = date(year + month // 12, month % 12 + 1, 1) if year < 9999 else date(year, 12, 31)
        return date(year, month, 1), after - timedelta(days=1)
    except ValueError as error:
        raise ValueError(f"{shown(raw)} is not in the calendar; {_MEND}") from error


def _ago(text: str, raw: str, asked_on: date) -> tuple[date, date] | None:
    """So many days, weeks, months or years before the case was asked, with half a unit each side."""
    found = _AGO.fullmatch(text)
    count = number_of(found[1]) if found else None
    if found is None or count is None:
        return None
    if count < 1:
        raise ValueError(f"{shown(raw)} says no time at all; write the day itself")
    unit = _DAYS[found[2]]
    half = 0.0 if unit == 1 else unit / 2
    oldest, newest = math.ceil(count * unit + half), math.floor(count * unit - half)
    return asked_on - timedelta(days=oldest), asked_on - timedelta(days=newest)


def _at_age(text: str, reading: Reading) -> tuple[date, date, int] | None:
    """The year of life that began with that birthday, as far as the present age tells when it was."""
    found = _AT_AGE.fullmatch(text)
    if found is None:
        return None
    if reading.years is None:
        raise ValueError("a date by age needs body.age; write the age there, or the year here")
    age = int(found[1])
    if age > reading.years:
        raise ValueError(f'"at age {age}" is later than the present age of {reading.years}; correct one of the two')
    born_first, born_last = birth_dates(reading.years, reading.asked_on)
    last = min(years_after(born_last, age + 1) - timedelta(days=1), reading.asked_on)
    return years_after(born_first, age), last, age


def birth_dates(years: int, on: date) -> tuple[date, date]:
    """The first and last day on which someone can have been born who is so many completed years old on a day."""
    return years_after(on, -years - 1) + timedelta(days=1), years_after(on, -years)


def years_after(day: date, years: int) -> date:
    """The same day so many years later (earlier when negative); 29 February becomes 28 in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        if not 1 <= day.year + years <= 9999:
            raise OverflowError from None
        return day.replace(year=day.year + years, day=28)
