"""Lays a case flat for the rules: names of the question catalogue, values as intervals, "unclear" as itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from thrustworthy.case._asked import SECTIONS, WRITTEN_ELSEWHERE
from thrustworthy.case._catalogue import history_kinds, questions_of
from thrustworthy.case._dates import DateSpan, birth_dates
from thrustworthy.case._facts import UNCLEAR, Facts, Interval, Value
from thrustworthy.case._fields import UNCLEAR_WORD
from thrustworthy.case._limits import limits
from thrustworthy.case._model import Body, Case, HistoryItem, Training
from thrustworthy.case._origins import origin_of
from thrustworthy.case._values import Age, Duration, Length, Mass

_YEAR = 365.25
_OF_WOMEN = ("pregnancy", "birth")
_ABDOMEN, _CREASE = "lower_abdomen", "hip_crease"


def facts_of(case: Case) -> Facts:
    """Everything the rules may ask about, by the names of ``data/questions.toml``.

    Days are counted back from ``asked_on``; ages are in years, loads in kg, hip flexion in degrees. Beside the
    catalogue's names there are ``training.bar_on_abdomen``, ``training.new_condition_since`` and, for each entry of the
    history, ``groups``, ``side`` and ``age_then`` (years at the event). Of a man, pregnancy and birth are left out.
    """
    found: dict[str, tuple[Value, str]] = {}
    for section in SECTIONS:
        if section in _OF_WOMEN and case.body.sex == "male":
            continue
        for key, answer in getattr(case, section).items():
            _put(found, f"{section}.{key}", answer, f"{section}.{key}", case.asked_on)
    for section, part in (
        ("body", case.body),
        ("history", case.history),
        ("equipment", case.equipment),
        ("goal", case.goal),
    ):
        for key in questions_of(section):
            _put(found, f"{section}.{key}", getattr(part, key, None), f"{section}.{key}", case.asked_on)
    _put_age(found, case.body)
    _put_training(found, case.training, case.asked_on)
    origins = {name: origin_of(path, case.origin) for name, (_, path) in found.items()}
    items = []
    for index, item in enumerate(case.history.item):
        entry = dict(_of_item(item, case.body, case.asked_on))
        items.append(MappingProxyType({name: value for name, (value, _) in entry.items()}))
        here = f"history.item[{index}]"
        for name, (_, written) in entry.items():
            origins[f"{here}.{name}"] = origins[f"{here}.{written}"] = origin_of(f"{here}.{written}", case.origin)
    values = MappingProxyType({name: value for name, (value, _) in found.items()})
    return Facts(values, tuple(items), MappingProxyType(origins))


def as_value(answer: Any, asked_on: date) -> Value | None:
    """An answer as the rules see it; None where there is none."""
    if answer is None or isinstance(answer, bool):
        return answer
    if answer == UNCLEAR_WORD:
        return UNCLEAR
    if isinstance(answer, (str, tuple)):
        return answer
    if isinstance(answer, DateSpan):
        return days_before(answer, asked_on)
    low, high = _ends(answer)
    return Interval(low, high)


def _ends(answer: Any) -> tuple[float, float]:
    if isinstance(answer, (Age, Duration)):
        return answer.low, answer.high
    if isinstance(answer, Mass):
        return answer.kg, answer.kg
    if isinstance(answer, Length):
        return answer.metres, answer.metres
    return float(answer), float(answer)


def days_before(when: DateSpan, asked_on: date) -> Interval:
    """How many days before a day something happened; what would lie after that day is cut off."""
    return Interval(float(max(0, (asked_on - when.last).days)), float(max(0, (asked_on - when.first).days)))


def _put(found: dict[str, tuple[Value, str]], name: str, answer: Any, path: str, asked_on: date) -> None:
    value = as_value(answer, asked_on)
    if value is not None:
        found[name] = (value, path)


def _put_age(found: dict[str, tuple[Value, str]], body: Body) -> None:
    """Where only adult is known, the age lies on one side of where adults begin."""
    if body.age is not None or body.adult is None:
        return
    grown, any_age = limits()["adult_age"], limits()["age"]
    below = Age(text="", years=int(grown.low) - 1).high
    span = Interval(grown.low, grown.high) if body.adult else Interval(any_age.low, below)
    found["body.age"] = (span, "body.adult")


def _put_training(found: dict[str, tuple[Value, str]], training: Training, asked_on: date) -> None:
    """The questions about training, each joined with what the single lifts say."""
    joined = ("heaved", "bar_bruise", "bar_place")
    for key in dict.fromkeys([*questions_of("training"), "new_condition_since"]):
        if key not in joined:
            _put(found, f"training.{key}", getattr(training, key, None), f"training.{key}", asked_on)
    for key in joined[:2]:
        said = _said(training, key)
        for answer in (True, UNCLEAR_WORD, False):
            if path := next((path for path, one in said if one == answer), None):
                _put(found, f"training.{key}", answer, path, asked_on)
                break
    places = _said(training, "bar_place")
    for place in (_ABDOMEN, UNCLEAR_WORD, _CREASE):
        if path := next((path for path, one in places if one == place), None):
            _put(found, "training.bar_place", place, path, asked_on)
            on_it = place if place == UNCLEAR_WORD else place == _ABDOMEN
            _put(found, "training.bar_on_abdomen", on_it, path, asked_on)
            break


def _said(training: Training, key: str) -> list[tuple[str, Any]]:
    """What is said of a key, for all training and lift by lift, with the path of each."""
    whole = [(f"training.{key}", getattr(training, key, None))]
    single = [(f"training.lift[{i}].{key}", getattr(entry, key)) for i, entry in enumerate(training.lift)]
    return [(path, answer) for path, answer in whole + single if answer is not None]


def _of_item(item: HistoryItem, body: Body, asked_on: date) -> Iterator[tuple[str, tuple[Value, str]]]:
    """One entry of the history: fact name to its value and the path below the entry where it is written."""
    yield "kind", (item.kind, "kind")
    yield "groups", (history_kinds()[item.kind].groups, "kind")
    elsewhere: Mapping[str, str] = WRITTEN_ELSEWHERE["item"]
    for name in dict.fromkeys([*questions_of("item"), *elsewhere, "side", "approach", "detail", "bans"]):
        written = elsewhere.get(name, name)
        answer = _at(item, written)
        if name == "allows" and answer == ():
            continue
        value = as_value(answer, asked_on)
        if value is not None and name != "kind":
            yield name, (value, written)
    if item.date is not None and (then := _age_then(item.date, body, asked_on)) is not None:
        yield "age_then", (then, "date")


def _at(part: BaseModel, path: str) -> Any:
    """What stands at a path of keys below a part; None where something on the way is missing."""
    found: Any = part
    for key in path.split("."):
        found = getattr(found, key, None)
    return found


def _age_then(when: DateSpan, body: Body, asked_on: date) -> Interval | None:
    """The age in years at an event, when the age now and the date are known."""
    if when.at_age is not None:
        then = Age(text="", years=when.at_age)
        return Interval(then.low, then.high)
    if body.age is None:
        return None
    born_first, born_last = birth_dates(body.age.years, asked_on)
    low, high = (when.first - born_last).days / _YEAR, (when.last - born_first).days / _YEAR
    return Interval(max(0.0, low), max(0.0, high))
