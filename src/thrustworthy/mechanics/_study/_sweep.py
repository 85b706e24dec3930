"""What a lift loads while one or more of its inputs move through a range: the same bodies at every point."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._lift import LiftModel, check_setup, lift_model
from thrustworthy.mechanics._result import Band, Subject
from thrustworthy.mechanics._samples import refuse_unsolved
from thrustworthy.mechanics._study._paired import Difference, choose_outputs, difference
from thrustworthy.mechanics._study._pool import Place, Progress
from thrustworthy.mechanics._study._run import draw_conditions
from thrustworthy.mechanics._study._tasks import Condition, Peaks
from thrustworthy.mechanics._summary import band
from thrustworthy.mechanics._tables import number, settings

BODY = {"height": "m", "mass": "kg", "age": "years"}
LOAD = {"load": "kg"}


@dataclass(frozen=True)
class Point:
    """One point of a sweep. at: key -> value. peaks, changes: by output; changes are from the first solved point.

    missing: share of the bodies without a posture here. Where it is too large, said is the sentence and peaks is empty.
    """

    at: Mapping[str, float]
    peaks: Mapping[str, Band]
    changes: Mapping[str, Difference]
    missing: float
    said: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As plain numbers."""
        return {
            "at": dict(self.at),
            "peaks": {name: one.to_json() for name, one in self.peaks.items()},
            "changes": {name: one.to_json() for name, one in self.changes.items()},
            "missing": self.missing,
            "said": self.said,
        }


@dataclass(frozen=True)
class Sweep:
    """A lift over a grid. units: of the keys that move. outputs: those shown; points: the last key moves fastest."""

    lift: str
    person: Subject
    load: float
    setup: Mapping[str, float]
    samples: int
    seed: int
    units: Mapping[str, str]
    outputs: tuple[str, ...]
    points: tuple[Point, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "lift": self.lift,
            "person": asdict(self.person),
            "load": self.load,
            "setup": dict(self.setup),
            "samples": self.samples,
            "seed": self.seed,
            "over": dict(self.units),
            "outputs": list(self.outputs),
            "points": [one.to_json() for one in self.points],
        }


def sweep(
    lift: str,
    subject: Subject,
    load: float,
    over: Mapping[str, Sequence[float]],
    *,
    setup: Mapping[str, float] | None = None,
    outputs: Sequence[str] = (),
    samples: int = 500,
    seed: int = 0,
    frames: int = 51,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Simulate every point of a grid on the same bodies.

    over: key -> values; a key is load (kg), height (m), mass (kg), age (years) or a technique key of the lift. The last
    key moves fastest. Other arguments as of ``run_study``; a point equals ``simulate`` with its values.

    Raises SimulationError for a key the lift has not, an impossible value, or where no point has enough postures.
    """
    model = lift_model(lift)
    given = check_setup(model, setup or {})
    _check(model, given, over)
    grid = [dict(zip(over, values, strict=True)) for values in itertools.product(*over.values())]
    conditions = [_condition(lift, subject, load, given, point) for point in grid]
    place = Place(workers, scheduler, progress)
    drawn = draw_conditions(conditions, samples, seed, frames, place, refuse=False)
    said = [_refused(model, one) for one in drawn]
    first = next((one for one, sentence in zip(drawn, said, strict=True) if sentence is None), None)
    if first is None:
        raise SimulationError(f"no point of the sweep has enough postures; at the first one: {said[0]}")
    names = choose_outputs([first], outputs)
    points = [_point(*one, first, names) for one in zip(grid, drawn, said, strict=True)]
    return Sweep(lift, subject, load, given, samples, seed, _units(over), names, tuple(points))


def _check(model: LiftModel, given: Mapping[str, float], over: Mapping[str, Sequence[float]]) -> None:
    if not over:
        raise SimulationError("a sweep needs a key that moves, such as load.")
    for key, values in over.items():
        if key not in BODY and key not in LOAD:
            check_setup(model, dict.fromkeys([key], values[0] if values else 0.0))
        if key in given:
            raise SimulationError(f"{key} is held and moved at once; leave one of them out.")
        if not values or len(set(values)) < len(values):
            raise SimulationError(f"{key} needs at least one value, and each of them once.")
    points, most = math.prod(len(values) for values in over.values()), int(number("study", "most_points"))
    if points > most:
        raise SimulationError(f"the sweep has {points} points; take fewer than {most + 1}.")


def _condition(
    lift: str, subject: Subject, load: float, given: Mapping[str, float], point: Mapping[str, float]
) -> Condition:
    body: dict[str, Any] = {key: value for key, value in point.items() if key in BODY}
    technique = {key: value for key, value in point.items() if key not in BODY and key not in LOAD}
    return Condition(lift, replace(subject, **body), point.get("load", load), {**given, **technique})


def _units(over: Mapping[str, Sequence[float]]) -> dict[str, str]:
    return {key: BODY.get(key) or LOAD.get(key) or settings()[key].unit for key in over}


def _refused(model: LiftModel, peaks: Peaks) -> str | None:
    try:
        refuse_unsolved(model, peaks)
    except SimulationError as error:
        return str(error)
    return None


def _point(at: Mapping[str, float], peaks: Peaks, said: str | None, first: Peaks, names: tuple[str, ...]) -> Point:
    missing = 1.0 - peaks.solved / peaks.drawn
    if said is not None:
        return Point(at, {}, {}, missing, said)
    bands = {name: band(peaks.highest[name], peaks.units[name]) for name in names}
    changes = {name: change for name in names if (change := difference(peaks, first, name)) is not None}
    return Point(at, bands, changes, missing)
