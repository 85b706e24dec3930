"""Constraints of all fired rules in one: the strictest cap, the union of bans, the surgeon's own limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from thrustworthy.case import Interval
from thrustworthy.evidence import read_toml
from thrustworthy.screening._logic import View
from thrustworthy.screening._model import NEUTRAL, Constraints

NONE_IN_COMMON = "none_in_common"
"""Stands in ``only_lifts`` when two clearances name lifts and share none: no lift has that id, so none comes out."""

_HIGHEST = ("stages_back", "min_rir", "min_hip_flexion")
_LOWEST = ("max_stage", "load_factor", "pain_cap", "max_step", "max_hip_flexion", "max_load")
_UNION = ("ban_patterns", "ban_lifts", "flags")


def _only(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    if not first or not second:
        return first or second
    return tuple(one for one in first if one in second) or (NONE_IN_COMMON,)


def _two(name: str, first: Any, second: Any) -> Any:
    if name == "only_lifts":
        return _only(first, second)
    if name in _UNION:
        return first + tuple(one for one in second if one not in first)
    if name == "no_reported_training":
        return first or second
    given = [one for one in (first, second) if one is not None]
    if not given:
        return None
    return max(given) if name in _HIGHEST else min(given)


_NAMES = tuple(field.name for field in fields(Constraints))
assert set(_HIGHEST + _LOWEST + _UNION) | {"only_lifts", "no_reported_training"} == set(_NAMES)


def combined(parts: Iterable[Constraints]) -> Constraints:
    """The strictest of every field. With no parts: no constraint."""
    found = NEUTRAL
    for part in parts:
        if part != NEUTRAL:
            found = Constraints(**{name: _two(name, getattr(found, name), getattr(part, name)) for name in _NAMES})
    return found


@cache
def _words() -> Mapping[str, Any]:
    return read_toml("thrustworthy.screening", "data/clearances.toml")


def _stem(ban: str) -> str:
    for ending in _words()["endings"]:
        ban = ban.removesuffix(ending)
    return ban


def _of_bans(bans: tuple[str, ...]) -> Constraints:
    rows = [_words()["bans"].get(_stem(one), {"patterns": [one], "lifts": [one]}) for one in bans]
    return Constraints(
        ban_patterns=tuple(dict.fromkeys(name for row in rows for name in row.get("patterns", ()))),
        ban_lifts=tuple(dict.fromkeys(name for row in rows for name in row.get("lifts", ()))),
        flags=tuple(dict.fromkeys(name for row in rows for name in row.get("flags", ()))),
    )


def _of_allows(allows: tuple[str, ...]) -> Constraints:
    words = _words()
    stages = [one for one in allows if one in words["stages"]]
    lifts = [one for one in allows if one not in words["stages"] and one not in words["everything"]]
    along = [more for one in lifts for more in words["along"].get(one, ())]
    return Constraints(max_stage=max(stages, default=None), only_lifts=tuple(dict.fromkeys(lifts + along)))


def limits_of(view: View, wanted: tuple[str, ...]) -> Constraints:
    """What the surgeon said about the entry in focus, as constraints; an interval counts at its careful end."""
    parts = []
    for name in wanted:
        value = view.value(f"item.{name}")
        if isinstance(value, tuple):
            parts.append(_of_bans(value) if name == "bans" else _of_allows(value))
        elif isinstance(value, Interval):
            end: dict[str, Any] = {name: value.high if name in _HIGHEST else value.low}
            parts.append(Constraints(**end))
    return combined(parts)
