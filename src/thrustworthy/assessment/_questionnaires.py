"""Questionnaires: a total, its band, and the change that counts. No item text of anybody else's is here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from thrustworthy.assessment._load import check_keys, cited
from thrustworthy.assessment._model import Change
from thrustworthy.evidence import DataError, read_toml

_PACKAGE = "thrustworthy.assessment"
_NEEDED = {"label", "low", "high", "whole", "better", "entry", "instruction", "licence", "scoring", "tag", "sources"}
_MAY = {"change", "change_unknown", "recovered", "signal", "bands", "part", "fewest"}


@dataclass(frozen=True)
class Threshold:
    """A change that counts: so many ``points`` and, where given, that ``share`` of the score before."""

    points: float
    tag: str
    sources: tuple[str, ...]
    share: float | None = None
    note: str = ""


@dataclass(frozen=True)
class BandRow:
    """A band of scores; ``part_at_least`` asks for the part score instead."""

    label: str
    tag: str
    sources: tuple[str, ...]
    at_most: float | None = None
    at_least: float | None = None
    part_at_least: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """One tool: its range, direction and thresholds. ``signal``: scores between which it can show improvement."""

    id: str
    label: str
    low: float
    high: float
    whole: bool
    better: Literal["higher", "lower"]
    entry: Literal["total", "activities"]
    instruction: str
    licence: str
    scoring: str
    tag: str
    sources: tuple[str, ...]
    change: tuple[Threshold, ...] = ()
    change_unknown: str | None = None
    recovered: BandRow | None = None
    signal: tuple[float, float] | None = None
    bands: tuple[BandRow, ...] = ()
    part_label: str | None = None
    part_high: float = 0.0
    fewest: int = 1


@cache
def questionnaires() -> Mapping[str, Questionnaire]:
    """Every questionnaire by its id: one for each file of the folder. Raises DataError naming file and key."""
    folder = files(_PACKAGE).joinpath("questionnaires")
    names = sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml"))
    return MappingProxyType({name: _made(name, read_toml(_PACKAGE, f"questionnaires/{name}.toml")) for name in names})


def _made(name: str, row: Mapping[str, Any]) -> Questionnaire:
    where = f"assessment/questionnaires/{name}.toml"
    check_keys(where, row, _NEEDED, _MAY)
    cited(where, row)
    if bool(row.get("change")) == bool(row.get("change_unknown")):
        raise DataError(f"{where}: give 'change' rows, or say in 'change_unknown' that none was found.")
    for one in (*row.get("change", ()), *row.get("bands", ())):
        cited(where, one)
    same = ("label", "whole", "better", "entry", "instruction", "licence", "scoring", "tag")
    signal, part = row.get("signal"), row.get("part", {})
    return Questionnaire(
        id=name,
        **{key: row[key] for key in same},
        low=float(row["low"]),
        high=float(row["high"]),
        sources=tuple(row["sources"]),
        change=tuple(Threshold(**_tupled(one)) for one in row.get("change", ())),
        change_unknown=row.get("change_unknown"),
        recovered=BandRow(label="recovered", **_tupled(row["recovered"])) if "recovered" in row else None,
        signal=(float(signal["low"]), float(signal["high"])) if signal else None,
        bands=tuple(BandRow(**_tupled(one)) for one in row.get("bands", ())),
        part_label=part.get("label"),
        part_high=float(part.get("high", 0.0)),
        fewest=int(row.get("fewest", 1)),
    )


def _tupled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def questionnaire(name: str) -> Questionnaire:
    """One questionnaire. Raises ValueError naming those there are."""
    if name not in questionnaires():
        raise ValueError(f"No questionnaire is called {name!r}; there are {', '.join(questionnaires())}.")
    return questionnaires()[name]


def score(name: str, given: float | Sequence[float]) -> float:
    """A total as typed in, or the mean of a person's own activities. Raises ValueError with the mend."""
    tool = questionnaire(name)
    if isinstance(given, (int, float)):
        return _checked(tool, float(given))
    if tool.entry != "activities":
        raise ValueError(f"{tool.label}: type in one total.")
    if len(given) < tool.fewest:
        raise ValueError(f"{tool.label}: rate at least {tool.fewest} activities; {len(given)} were given.")
    return sum(_checked(tool, float(one)) for one in given) / len(given)


def _checked(tool: Questionnaire, value: float) -> float:
    if not (math.isfinite(value) and tool.low <= value <= tool.high):
        raise ValueError(f"{tool.label}: {value:g} is outside {tool.low:g} to {tool.high:g}; correct the number.")
    if tool.whole and value != int(value):
        raise ValueError(f"{tool.label}: {value:g} is no whole number; correct it.")
    return value


def band(name: str, total: float, part: float | None = None) -> BandRow | None:
    """The band of a total; None where there is none or it cannot be told (a part score that decides is missing)."""
    tool = questionnaire(name)
    value = _checked(tool, total)
    by_part = [row for row in tool.bands if row.part_at_least is not None]
    if by_part:
        if part is None:
            return None
        if not 0 <= part <= min(tool.part_high, value):
            raise ValueError(f"{tool.label}: {tool.part_label} cannot be {part:g} of {value:g}; correct one of them.")
        for row in by_part:
            if row.part_at_least is not None and part >= row.part_at_least:
                return row
    for row in tool.bands:
        if row.part_at_least is not None:
            continue
        if (row.at_most is None or value <= row.at_most) and (row.at_least is None or value >= row.at_least):
            return row
    return None


def recovered(name: str, total: float) -> bool | None:
    """Whether people with this score call themselves recovered; None where no figure was seen."""
    tool = questionnaire(name)
    line = tool.recovered
    return None if line is None or line.at_most is None else _checked(tool, total) <= line.at_most


def changed(name: str, before: float | None, after: float | None) -> Change:
    """What became of a score: better, worse, within error, or cannot tell (an answer or a threshold is missing).

    Better asks for every threshold of the tool, points and share; worse for the smallest number of points alone: the
    careful end of figures that differ. Outside the range in which a tool gives a signal, better cannot be told.
    """
    tool = questionnaire(name)
    if before is None or after is None:
        return Change.CANNOT_TELL
    old, new = _checked(tool, before), _checked(tool, after)
    if old == new:
        return Change.WITHIN
    if not tool.change:
        return Change.CANNOT_TELL
    gain = new - old if tool.better == "higher" else old - new
    if -gain >= min(row.points for row in tool.change):
        return Change.WORSE
    if gain <= 0 or not all(_passes(row, gain, old) for row in tool.change):
        return Change.WITHIN
    if tool.signal is not None and not tool.signal[0] <= old <= tool.signal[1]:
        return Change.CANNOT_TELL
    return Change.BETTER


def _passes(row: Threshold, gain: float, before: float) -> bool:
    return gain >= row.points and (row.share is None or gain >= row.share * before)
