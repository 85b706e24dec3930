"""Lifts side by side on the same bodies: at the same load, the same share of the best lift, or the same effort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._lift import check_setup, lift_model
from thrustworthy.mechanics._result import Band, Subject
from thrustworthy.mechanics._study._paired import Difference, choose_outputs, difference
from thrustworthy.mechanics._study._pool import Place, Progress
from thrustworthy.mechanics._study._run import draw_conditions
from thrustworthy.mechanics._study._tasks import Condition
from thrustworthy.mechanics._summary import band


@dataclass(frozen=True)
class Side:
    """One lift of a comparison. peaks: by output. differences: this lift minus the first one, body by body."""

    lift: str
    load: float
    setup: Mapping[str, float]
    peaks: Mapping[str, Band]
    differences: Mapping[str, Difference]
    missing: float

    def to_json(self) -> dict[str, Any]:
        """As plain numbers."""
        return {
            "lift": self.lift,
            "load": self.load,
            "setup": dict(self.setup),
            "peaks": {name: one.to_json() for name, one in self.peaks.items()},
            "differences": {name: one.to_json() for name, one in self.differences.items()},
            "missing": self.missing,
        }


@dataclass(frozen=True)
class Comparison:
    """Lifts on the same bodies; the first one is what the others are compared with."""

    person: Subject
    samples: int
    seed: int
    outputs: tuple[str, ...]
    sides: tuple[Side, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "person": asdict(self.person),
            "samples": self.samples,
            "seed": self.seed,
            "outputs": list(self.outputs),
            "lifts": [one.to_json() for one in self.sides],
        }


def settable(lift: str) -> tuple[str, ...]:
    """The technique keys of a lift that a caller may hold. Raises SimulationError for an unknown lift."""
    return lift_model(lift).settable


def compare(
    loads: Sequence[tuple[str, float]],
    subject: Subject,
    *,
    setups: Mapping[str, Mapping[str, float]] | None = None,
    outputs: Sequence[str] = (),
    samples: int = 500,
    seed: int = 0,
    frames: int = 51,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Simulate several lifts on the same bodies.

    loads: (lift, kg), the first one being compared with; a lift may come twice with different loads. setups: technique
    values by lift. Other arguments as of ``run_study``. The bodies are the same, so a difference has a much narrower
    band than the two lifts apart would have.

    Raises SimulationError as ``run_study`` does, and for fewer than two lifts.
    """
    if len(loads) < 2:
        raise SimulationError("a comparison needs at least two lifts.")
    given = {lift: check_setup(lift_model(lift), (setups or {}).get(lift, {})) for lift, _ in loads}
    conditions = [Condition(lift, subject, load, given[lift]) for lift, load in loads]
    drawn = draw_conditions(conditions, samples, seed, frames, Place(workers, scheduler, progress))
    names = choose_outputs(drawn, outputs)
    sides = []
    for condition, peaks in zip(conditions, drawn, strict=True):
        bands = {name: band(peaks.highest[name], peaks.units[name]) for name in names}
        against = {} if peaks is drawn[0] else {name: difference(peaks, drawn[0], name) for name in names}
        differences = {name: one for name, one in against.items() if one is not None}
        missing = 1.0 - peaks.solved / peaks.drawn
        sides.append(Side(condition.lift, condition.load, condition.setup, bands, differences, missing))
    return Comparison(subject, samples, seed, names, tuple(sides))
