"""Values as people write them, read once into SI: ``"5 ft 11 in"``, ``"185 lb"``, ``"8 weeks"``, ``"48 years"``.

Each keeps its text as written, so that a case can be shown back. Conversions are definitions: an inch is 0.0254 m, a
pound 0.45359237 kg, a year 365.25 days and a month a twelfth of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from pydantic_core import core_schema

from thrustworthy.case._dates import DateSpan
from thrustworthy.case._limits import limits
from thrustworthy.case._texts import NUMBER, number_of, shown

__all__ = ["Age", "DateSpan", "Duration", "Length", "Mass"]

_METRES = {
    "m": 1.0,
    "metre": 1.0,
    "meter": 1.0,
    "cm": 0.01,
    "mm": 0.001,
    "in": 0.0254,
    "inch": 0.0254,
    "inche": 0.0254,
    "ft": 0.3048,
    "foot": 0.3048,
    "feet": 0.3048,
}
_KILOGRAMS = {
    "kg": 1.0,
    "kilo": 1.0,
    "kilogram": 1.0,
    "lb": 0.45359237,
    "pound": 0.45359237,
}
_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_PLAIN = re.compile(rf"({NUMBER})\s*([a-z]+)\.?")
_FEET = re.compile(rf"({NUMBER})\s*(?:ft|feet|foot|')\s*({NUMBER})\s*(?:inches|inch|in|\"|'')?")
_AGE = re.compile(r"([0-9]{1,3})(?:\s*(?:years?|yrs?|y)(?: old)?)?")
_DURATION = re.compile(rf"(?:({NUMBER}|[a-z]+) to )?({NUMBER}|[a-z]+) (day|week|month|year)s?")

LENGTH_PATTERN = (
    r"^\s*([0-9]+(\.[0-9]+)?\s*([mM][mM]?|[cC][mM]|[iI][nN](ch|ches)?|ft|feet|foot|metres?|meters?)\.?"
    r"|[0-9]+(\.[0-9]+)?\s*(ft|feet|foot|')\s*[0-9]+(\.[0-9]+)?\s*(inches|inch|in|\"|'')?)\s*$"
)
MASS_PATTERN = r"^\s*[0-9]+(\.[0-9]+)?\s*(kg|KG|Kg|lbs?|LBS?|kilos?|kilograms?|pounds?)\.?\s*$"


def schema_of(
    read: Callable[[Any], object], written: core_schema.CoreSchema, back: Callable[[Any], object]
) -> core_schema.CoreSchema:
    """A pydantic schema: read with ``read``, described as ``written`` in the JSON Schema, shown back with ``back``."""
    return core_schema.no_info_plain_validator_function(
        read,
        json_schema_input_schema=written,
        serialization=core_schema.plain_serializer_function_ser_schema(back),
    )


def _with_unit(raw: object, units: dict[str, float], example: str) -> tuple[str, float]:
    """The text and its number in SI. Raises ValueError with the mend."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        raise ValueError(f"{shown(raw)} has no unit; {example}")
    if not isinstance(raw, str):
        raise ValueError(f"{shown(raw)} is no amount with a unit; {example}")
    text = raw.strip().lower()
    found = _PLAIN.fullmatch(text)
    if found is None:
        if re.fullmatch(NUMBER, text):
            raise ValueError(f"{shown(raw)} has no unit; {example}")
        if "," in text:
            raise ValueError(f"{shown(raw)} has a comma; write decimals with a point, as in {example.split(' ', 1)[1]}")
        raise ValueError(f"{shown(raw)} is no amount with a unit; {example}")
    unit = found[2]
    factor = units.get(unit, units.get(unit.removesuffix("s")) if len(unit) > 1 else None)
    if factor is None:
        raise ValueError(f"{shown(raw)} has a unit that does not fit here; {example}")
    return raw, float(found[1]) * factor


@dataclass(frozen=True)
class Length:
    """A length: ``metres``, and the ``text`` as written."""

    text: str
    metres: float

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read ``"1.80 m"``, ``"180 cm"``, ``"71 in"`` or ``"5 ft 11 in"``. Raises ValueError with the mend."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str) and (feet := _FEET.fullmatch(raw.strip().lower())):
            if float(feet[2]) >= 12:
                raise ValueError(f"{shown(raw)} has 12 inches or more beside the feet; write {_feet_example(feet)}")
            return cls(raw, float(feet[1]) * _METRES["ft"] + float(feet[2]) * _METRES["in"])
        return cls(*_with_unit(raw, _METRES, 'write "1.80 m", "180 cm" or "5 ft 11 in"'))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return schema_of(cls.read, core_schema.str_schema(pattern=LENGTH_PATTERN), lambda value: value.text)


def _feet_example(feet: re.Match[str]) -> str:
    whole, inches = divmod(float(feet[2]), 12)
    return f'"{float(feet[1]) + whole:g} ft {inches:g} in"'


@dataclass(frozen=True)
class Mass:
    """A mass or a load: ``kg``, and the ``text`` as written."""

    text: str
    kg: float

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read ``"84 kg"`` or ``"185 lb"``. Raises ValueError with the mend."""
        return raw if isinstance(raw, cls) else cls(*_with_unit(raw, _KILOGRAMS, 'write "84 kg" or "185 lb"'))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return schema_of(cls.read, core_schema.str_schema(pattern=MASS_PATTERN), lambda value: value.text)


@dataclass(frozen=True)
class Duration:
    """How long something lasted, between ``low`` and ``high`` days; ``days`` is the shorter end, which is certain."""

    text: str
    low: float
    high: float

    @property
    def days(self) -> float:
        """The days it lasted at least."""
        return self.low

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read ``"8 weeks"``, ``"a year"`` or ``"4 to 5 months"``. Raises ValueError with the mend."""
        if isinstance(raw, cls):
            return raw
        example = 'write "8 weeks", "5 months" or "4 to 5 months"'
        if not isinstance(raw, str):
            raise ValueError(f"{shown(raw)} is no length of time; {example}")
        found = _DURATION.fullmatch(" ".join(raw.lower().split()))
        numbers = [number_of(word) for word in (found[1] or found[2], found[2])] if found else [None, None]
        low, high = numbers
        if found is None or low is None or high is None:
            raise ValueError(f"{shown(raw)} is no length of time; {example}")
        if low > high:
            raise ValueError(f"{shown(raw)} runs from long to short; write the shorter time first")
        if not limits()["duration"].holds(high * _DAYS[found[3]]):
            raise ValueError(f"{shown(raw)} is longer than anybody lives; check the number and its unit")
        return cls(raw, low * _DAYS[found[3]], high * _DAYS[found[3]])

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return schema_of(
            cls.read,
            core_schema.str_schema(pattern=r"^\s*(\S+ +to +)?\S+ +([dD]ay|[wW]eek|[mM]onth|[yY]ear)s?\s*$"),
            lambda value: value.text,
        )


@dataclass(frozen=True)
class Age:
    """An age in completed years: 48 is the interval from 48 to just under 49."""

    text: str
    years: int

    @property
    def low(self) -> float:
        """The least it can be, in years."""
        return float(self.years)

    @property
    def high(self) -> float:
        """The most it can be: the largest number below the next birthday."""
        return math.nextafter(self.years + 1.0, 0.0)

    @property
    def middle(self) -> float:
        """The middle of the interval."""
        return (self.low + self.high) / 2

    @classmethod
    def read(cls, raw: object) -> Self:
        """Read ``48`` or ``"48 years"``. Raises ValueError with the mend."""
        if isinstance(raw, cls):
            return raw
        example = 'write the completed years: 48 or "48 years"'
        if isinstance(raw, int) and not isinstance(raw, bool):
            years = raw
        elif isinstance(raw, str) and (found := _AGE.fullmatch(raw.strip().lower())):
            years = int(found[1])
        else:
            raise ValueError(f"{shown(raw)} is no age; {example}")
        if not limits()["age"].holds(years):
            raise ValueError(f"{shown(raw)} is outside {limits()['age'].words}; {example}")
        return cls(str(raw), years)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        span = limits()["age"]
        written = core_schema.union_schema(
            [
                core_schema.int_schema(ge=int(span.low), le=int(span.high)),
                core_schema.str_schema(pattern=r"^\s*[0-9]{1,3}(\s*([yY]ears?|yrs?|y)( old)?)?\s*$"),
            ]
        )
        return schema_of(cls.read, written, lambda value: value.years)
