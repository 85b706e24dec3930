"""The kinds of keys a case has, each refusing what it is not with one sentence that ends in the mend."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from thrustworthy.case._catalogue import bans
from thrustworthy.case._limits import limits
from thrustworthy.case._texts import listed, meant, nearest, shown
from thrustworthy.case._values import Length, Mass

UNCLEAR_WORD = "unclear"
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A ban this near to a word of the list, and not on it, is a slip; a lift id that only shares a part is not this near.
_SLIP = 0.8


def _plain(read: Callable[[Any], object], written: core_schema.CoreSchema) -> core_schema.CoreSchema:
    return core_schema.no_info_plain_validator_function(read, json_schema_input_schema=written)


def read_yes_no(raw: object) -> bool | str:
    """True, false or ``"unclear"``. Raises ValueError with the mend."""
    if isinstance(raw, bool):
        return raw
    if raw == UNCLEAR_WORD:
        return UNCLEAR_WORD
    raise ValueError(f'{shown(raw)} is no answer; write true, false or "unclear", or leave the key out')


class _YesNo:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        written = core_schema.union_schema([core_schema.bool_schema(), core_schema.literal_schema([UNCLEAR_WORD])])
        return _plain(read_yes_no, written)


YesNo = Annotated[bool | Literal["unclear"], _YesNo()]
"""An answer: true, false, or "unclear" when something hints at it without saying."""


def read_flag(raw: object) -> bool:
    """True or false, with no third. Raises ValueError with the mend."""
    if isinstance(raw, bool):
        return raw
    raise ValueError(f"{shown(raw)} is neither yes nor no; write true or false, or leave the key out")


Flag = Annotated[bool, BeforeValidator(read_flag)]
"""True or false."""


def read_text(raw: object) -> str:
    """Words, not too many. Raises ValueError with the mend."""
    if not isinstance(raw, str):
        raise ValueError(f"{shown(raw)} is no text; put words between quotes")
    longest = limits()["text_length"]
    if not longest.holds(len(raw)):
        raise ValueError(f"the text has {len(raw)} characters; shorten it to {longest.high:.0f} at most")
    return raw


class _Words:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return _plain(read_text, core_schema.str_schema(max_length=int(limits()["text_length"].high)))


Text = Annotated[str, _Words()]
"""Words of a person."""


@dataclass(frozen=True)
class OneOf:
    """One word of a list that a data file or the format gives. ``what``: what the word names."""

    words: Callable[[], Iterable[str]]
    what: str

    def read(self, raw: object) -> str:
        """The word. Raises ValueError with the nearest word, or with the list."""
        words = list(self.words())
        if isinstance(raw, str) and raw in words:
            return raw
        raise ValueError(f"{shown(raw)} is no {self.what}; {meant(raw, words)}")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return _plain(self.read, core_schema.literal_schema(list(self.words())))


def choice(what: str, *words: str) -> OneOf:
    """One of these words."""
    return OneOf(lambda: words, what)


@dataclass(frozen=True)
class Whole:
    """A whole number within the limit of this name."""

    limit: str

    def read(self, raw: object) -> int:
        """The number. Raises ValueError with the mend."""
        span = limits()[self.limit]
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise ValueError(f"{shown(raw)} is no whole number; write one from {span.words}")
        if not span.low <= raw <= span.high:
            raise ValueError(f"{shown(raw)} is outside {span.words}; correct the number")
        return raw

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        span = limits()[self.limit]
        return _plain(self.read, core_schema.int_schema(ge=math.ceil(span.low), le=math.floor(span.high)))


@dataclass(frozen=True)
class Number:
    """A number within the limit of this name."""

    limit: str

    def read(self, raw: object) -> float:
        """The number. Raises ValueError with the mend."""
        span = limits()[self.limit]
        if isinstance(raw, bool) or not isinstance(raw, (int, float)):
            raise ValueError(f"{shown(raw)} is no number; write one from {span.words}, without quotes")
        if not span.low <= raw <= span.high:
            raise ValueError(f"{shown(raw)} is outside {span.words}; correct the number")
        return float(raw)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        span = limits()[self.limit]
        return _plain(self.read, core_schema.float_schema(ge=span.low, le=span.high))


def within(limit: str) -> AfterValidator:
    """Refuse a length or mass outside the limit of this name."""

    def check(value: Length | Mass) -> Length | Mass:
        span = limits()[limit]
        if span.holds(value.metres if isinstance(value, Length) else value.kg):
            return value
        raise ValueError(f"{shown(value.text)} is outside {span.words}; check the number and its unit")

    return AfterValidator(check)


def read_ban(raw: object) -> str:
    """A lift id, or a word of ``data/bans.toml``. Raises ValueError with the mend."""
    words = bans().words
    if not isinstance(raw, str) or not _ID.fullmatch(raw):
        raise ValueError(f'{shown(raw)} is no lift id and no pattern; write a word such as "squat_heavy"')
    if raw in words:
        return raw
    near = nearest(raw, words, _SLIP)
    ending = next((ending for ending in bans().endings if raw.endswith(f"_{ending}")), None)
    if near is not None or ending is not None:
        mend = f'"{near}"' if near is not None else listed(f"{pattern}_{ending}" for pattern in bans().patterns)
        raise ValueError(f"{shown(raw)} is no lift id and no pattern; write {mend}")
    return raw


def read_allowed(raw: object) -> str:
    """A lift id, a stage (``S1``) or ``training``. Raises ValueError with the mend."""
    if isinstance(raw, str) and (_ID.fullmatch(raw) or re.fullmatch(r"S[0-6]", raw)):
        return raw
    raise ValueError(
        f'{shown(raw)} is nothing that can be allowed; write a lift id, a stage "S0" to "S6", or "training"'
    )


_ID_SCHEMA = {"type": "string", "pattern": r"^[a-z][a-z0-9_]{0,63}$"}
BanWord = Annotated[str, BeforeValidator(read_ban), WithJsonSchema(_ID_SCHEMA)]
"""One thing that is ruled out."""

AllowedWord = Annotated[
    str,
    BeforeValidator(read_allowed),
    WithJsonSchema({"type": "string", "pattern": r"^([a-z][a-z0-9_]{0,63}|S[0-6])$"}),
]
"""One thing that is allowed."""


def read_name(raw: object) -> str:
    """The name of a case. Raises ValueError with the mend."""
    if isinstance(raw, str) and re.fullmatch(r"[a-z0-9_]{1,64}", raw):
        return raw
    raise ValueError(f'{shown(raw)} is no case name; write 1 to 64 small letters, digits and underscores, as "my_back"')


CaseName = Annotated[
    str, BeforeValidator(read_name), WithJsonSchema({"type": "string", "pattern": r"^[a-z0-9_]{1,64}$"})
]
"""The name of a case."""


def read_lift(raw: object) -> str:
    """A lift id or, for a lift outside the formulary, its name in words. Raises ValueError with the mend."""
    text = read_text(raw)
    if not text.strip() or len(text) > 100 or not text.isprintable():
        raise ValueError(
            f'{shown(raw)} names no lift; write an id such as "barbell_hip_thrust", or its name on one line'
        )
    return text.strip()


LiftName = Annotated[
    str, BeforeValidator(read_lift), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 100})
]
"""A lift, by id or in words."""


def read_result(raw: object) -> bool | int | float | str:
    """The result of a test. Raises ValueError with the mend."""
    if isinstance(raw, str):
        return read_text(raw)
    if isinstance(raw, (bool, int)) or (isinstance(raw, float) and math.isfinite(raw)):
        return raw
    raise ValueError(f"{shown(raw)} is no result; write a number, true, false or a word in quotes")


Result = Annotated[
    bool | int | float | str,
    BeforeValidator(read_result),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "number"}, {"type": "string"}]}),
]
"""What a test gave."""


def read_day(raw: object) -> date:
    """One day of the calendar. Raises ValueError with the mend."""
    span = limits()["asked_year"]
    if isinstance(raw, str) and _DAY.fullmatch(raw):
        try:
            raw = date.fromisoformat(raw)
        except ValueError as error:
            raise ValueError(f"{shown(raw)} is not in the calendar; write a day such as 2012-07-24") from error
    if isinstance(raw, datetime) or not isinstance(raw, date):
        raise ValueError(f"{shown(raw)} is no day; write one such as 2012-07-24")
    if not span.holds(raw.year):
        raise ValueError(f"{shown(raw)} is outside the years {span.low:.0f} to {span.high:.0f}; correct the year")
    return raw


class _Day:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return _plain(read_day, core_schema.str_schema())

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "format": "date"}


Day = Annotated[date, _Day()]
"""One day."""
