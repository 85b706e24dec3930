"""From what the format refuses to the sentence a person can act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from thrustworthy.case._errors import Problem, problem
from thrustworthy.case._paths import path_of
from thrustworthy.case._schema import keys_at
from thrustworthy.case._texts import listed, nearest, shown

_EXAMPLES: Mapping[str, str] = {
    "name": 'name = "my_back"',
    "asked_on": "asked_on = 2012-07-24",
    "kind": 'kind = "back_injury"',
    "lift": 'lift = "barbell_hip_thrust"',
    "test": 'test = "bridge_hold"',
    "value": "value = 60",
    "day": 'day = "Monday"',
    "who": 'who = "a man of 50"',
}


def sentence_of(error: ErrorDetails) -> Problem:
    """One fault of the format as a problem."""
    place, kind, raw = error["loc"], error["type"], error["input"]
    path = path_of(place)
    if kind == "missing":
        key = str(place[-1])
        return problem(path, f"this key is needed and missing; write {_EXAMPLES.get(key, f'{key} = ...')}")
    if kind == "extra_forbidden":
        return problem(path, f"there is no such key here; {_other_key(place)}")
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return problem(path, f"a table is due here, not {shown(raw)}; write {_as_table(place, raw)}")
    if kind == "tuple_type":
        return problem(path, f"a list is due here, not {shown(raw)}; write {_as_list(place, raw)}")
    if kind == "too_long":
        most = error.get("ctx", {}).get("max_length", "?")
        return problem(path, f"the list is too long; leave {most} entries at most")
    if kind == "value_error":
        return problem(path, error["msg"].removeprefix("Value error, "))
    return problem(path, f"{shown(raw)} does not fit here; see the case format for what this key takes")


def _other_key(place: Sequence[str | int]) -> str:
    keys = keys_at(place[:-1])
    near = nearest(str(place[-1]), keys)
    if near is not None:
        return f'perhaps "{near}" is meant'
    if not keys:
        return "take it out"
    return f"take it out or write {listed(sorted(keys))}"


def _as_table(place: Sequence[str | int], raw: Any) -> str:
    keys = [part for part in place if isinstance(part, str)]
    head = ".".join(keys)
    if isinstance(place[-1], int):
        return f"[[{head}]] on a line of its own and the keys below it"
    if isinstance(raw, list):
        return f"[{head}] in single brackets, once"
    return f"[{head}] on a line of its own and the keys below it"


def _as_list(place: Sequence[str | int], raw: Any) -> str:
    if isinstance(raw, dict):
        return f"[[{'.'.join(str(part) for part in place if isinstance(part, str))}]] in double brackets"
    return f"{place[-1]} = [...] with the entries between brackets"
