"""How much of a chosen lift: repetitions, reserve, and the working load that leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thrustworthy.case import TrainedLift
from thrustworthy.prescription._choose import Choice
from thrustworthy.prescription._tables import dose, words
from thrustworthy.screening import Constraints


@dataclass(frozen=True)
class Amount:
    """Repetitions a set, lowest and highest, and repetitions in reserve, with the row of ``dose.toml`` they stand on.

    most: kg at most for a working set (None: not told). as_now: as many repetitions as now, a number nobody said.
    from_best: the load comes from a repetition maximum.
    """

    low: int
    high: int
    rir: int
    source: Mapping[str, Any]
    most: float | None
    as_now: bool = False
    from_best: bool = False


def amount_of(choice: Choice, constraints: Constraints) -> Amount:
    """The amount of a choice. It never asks for more load, or more repetitions with it, than is reported."""
    stage = dose()["stage"][choice.stage]
    by_training = choice.trained is not None and choice.loaded and choice.by == words("admitted_training")
    row = dose()["trained"] if by_training and choice.stage != "S6" else stage
    rir = max(int(row["rir"]), constraints.min_rir or 0)
    trained = choice.trained
    light = dose()["light"]
    if set(light["flags"]) & set(constraints.flags):
        low, high = light["reps"]
        row = light
    elif trained is None or not choice.loaded:
        return Amount(*_no_more(stage["reps"], trained), rir, row, choice.most)
    elif trained.reps is None or _is_best(trained):
        low, high = row["reps"]
    else:
        low, high = _range_of(_reps_with(rir, trained.reps, trained.rir))
    if trained is None or not choice.loaded or trained.reps is None:
        return Amount(low, high, rir, row, choice.most, as_now=row is not light and choice.loaded)
    if _is_best(trained) or high > trained.reps:
        most = None if trained.load is None else trained.load.kg * _share(high + rir, trained.reps)
        most = choice.most if most is None or choice.most is None else min(choice.most, most)
        return Amount(low, high, rir, row, most, from_best=True)
    return Amount(low, high, rir, row, choice.most)


def _reps_with(rir: int, reps: int, reserve_now: int | None) -> int:
    """The repetitions reported, less those that a larger reserve leaves out where the present one is known."""
    return reps if reserve_now is None else max(1, reps - max(0, rir - reserve_now))


def _no_more(reps: list[int], trained: TrainedLift | None) -> tuple[int, int]:
    """The repetitions of the stage; a body-weight lift that is trained now keeps to what is reported."""
    low, high = reps
    if trained is None or trained.reps is None:
        return low, high
    return min(low, trained.reps), min(high, trained.reps)


def _is_best(trained: TrainedLift) -> bool:
    """A set of few repetitions is read as a maximum even where nobody said so: the careful reading."""
    return trained.reps is not None and (trained.best or trained.reps < dose()["trained"]["fewest"])


def _range_of(reps: int) -> tuple[int, int]:
    """The range that the repetitions reported fall into, never above them."""
    ranges = dose()["trained"]["ranges"]
    low = next((low for low, high in ranges if reps <= high), ranges[-1][0])
    return low, reps


def _share(wanted: int, best: int) -> float:
    """What is left of a load lifted ``best`` times at most, for ``wanted`` repetitions: the lowest of four formulas."""
    if wanted <= best:
        return 1.0
    return min(now / then for now, then in zip(_shares(wanted), _shares(best), strict=True))


def _shares(reps: float) -> tuple[float, ...]:
    """Shares of 1RM at this many repetitions: Epley, Brzycki, Lombardi, O'Conner; none was tested on the hip thrust."""
    row = dose()["rep_max"]
    return (
        1 / (1 + reps / row["epley"]),
        (row["brzycki"] - reps) / (row["brzycki"] - 1),
        float(reps ** -row["lombardi"]),
        1 / (1 + row["oconner"] * reps),
    )
