"""The inverse question: with how much load does a limit still hold, in each of the simulated bodies?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._lift import LiftModel, check_setup, lift_model
from thrustworthy.mechanics._result import Array, Band, Subject
from thrustworthy.mechanics._study._paired import unknown_output
from thrustworthy.mechanics._study._pool import Place, Progress, growing
from thrustworthy.mechanics._study._run import draw_conditions
from thrustworthy.mechanics._study._tasks import STRENGTH, Condition, Peaks
from thrustworthy.mechanics._summary import band
from thrustworthy.mechanics._tables import number

_LEVELS = {"p05": 5.0, "p50": 50.0, "p95": 95.0}


@dataclass(frozen=True)
class Tried:
    """One load that was simulated. within: share of the bodies in which the limit holds. peak: band of the output."""

    load: float
    within: float
    peak: Band


@dataclass(frozen=True)
class MostLoad:
    """The most load with which a limit holds, with its band over bodies, kg.

    on, at, unit: the output and its limit (of strength: 0 is able and 1 is not, and the limit lies between).
    p05: the limit holds up to here in 95 of 100 bodies; None where the figure is no load: held at none that was tried
    (``never``), or still held at the highest (``always``).
    lowest, highest: kg tried; the lowest is 0, or where the lift has postures. never: share of the bodies in which the
    limit holds at no load tried. always: in which it still holds at ``highest``. missing: share left out, since they
    have no posture where their limit is reached. tried: the loads simulated, in order.
    """

    lift: str
    person: Subject
    setup: Mapping[str, float]
    on: str
    at: float
    unit: str
    p05: float | None
    p50: float | None
    p95: float | None
    never: float
    always: float
    missing: float
    lowest: float
    highest: float
    samples: int
    seed: int
    tried: tuple[Tried, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        shown = asdict(self)
        tried = [{"load": one.load, "within": one.within, "peak": one.peak.to_json()} for one in self.tried]
        return {**shown, "setup": dict(self.setup), "tried": tried}


def most_load(
    lift: str,
    subject: Subject,
    *,
    on: str = STRENGTH,
    at: float | None = None,
    setup: Mapping[str, float] | None = None,
    samples: int = 500,
    seed: int = 0,
    frames: int = 51,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> MostLoad:
    """Find the load up to which the highest value of an output stays at or below a limit.

    on: name of an output, limited by ``at`` in its unit; or "strength": the load that the body's own muscles can lift.
    Other arguments as of ``run_study``.

    Method: the same bodies at a grid of loads; in each body the first crossing of the limit, straight between two
    loads; the intervals that hold the 5, 50 and 95 % figures are halved until these stand still.

    For strength it is the other way about: who can lift a load can lift less, so the last load that is lifted counts.

    Raises SimulationError as ``run_study`` does, for a lift without a load, and for an output that it lacks.
    """
    model = lift_model(lift)
    given = check_setup(model, setup or {})
    _check(model, on, at)
    with Place(workers, scheduler, growing(progress)) as place:
        study = _Loads(model, subject, given, on, at, samples, seed, frames, place)
        study.bracket()
        return study.result()


def _check(model: LiftModel, on: str, at: float | None) -> None:
    if model.load_place == "none":
        raise SimulationError(f"{model.lift} is done at body weight; choose a lift with a load.")
    if on == STRENGTH and at is not None:
        raise SimulationError("strength is a limit of its own; leave its value out.")
    if on != STRENGTH and (at is None or not np.isfinite(at)):
        raise SimulationError(f"the limit on {on} is {at!r}; give it as a number in the unit of the output.")


class _Loads:
    """The loads simulated so far, and what follows from them."""

    def __init__(
        self,
        model: LiftModel,
        subject: Subject,
        given: Mapping[str, float],
        on: str,
        at: float | None,
        samples: int,
        seed: int,
        frames: int,
        place: Place,
    ) -> None:
        self.model, self.subject, self.given, self.on = model, subject, given, on
        self.samples, self.seed, self.frames, self.place = samples, seed, frames, place
        self.limit = 0.0 if at is None else at
        self.unit = ""
        self.peaks: dict[float, Array] = {}

    def simulate(self, loads: list[float]) -> None:
        """Add these loads; a body without a posture has NaN there."""
        new = [load for load in loads if load not in self.peaks]
        conditions = [Condition(self.model.lift, self.subject, load, self.given) for load in new]
        drawn = draw_conditions(conditions, self.samples, self.seed, self.frames, self.place, refuse=False)
        for load, peaks in zip(new, drawn, strict=True):
            values = np.full(peaks.drawn, np.nan)
            values[peaks.place] = self._measure(peaks)
            self.peaks[load] = values

    def _measure(self, peaks: Peaks) -> Array:
        if self.on != STRENGTH:
            if self.on not in peaks.highest:
                raise SimulationError(unknown_output(peaks, self.on))
            self.unit = peaks.units[self.on]
            return peaks.highest[self.on]
        # Able or not: the crossing is halfway between a load that can be lifted and one that cannot.
        self.unit, self.limit = "share", 0.5
        return 1.0 - peaks.checks["able"]

    def bracket(self) -> None:
        """Find a load that hardly any body holds, then the loads between, closer where the figures lie."""
        cap = number("engine", "load.highest")
        top = min(number("study", "load.start"), cap)
        self._start(top)
        while top < cap and self._within(top) > number("study", "load.held"):
            top = min(2.0 * top, cap)
            self.simulate([top])
        low, steps = min(self.peaks), int(number("study", "load.intervals"))
        self.simulate([low + (top - low) * step / steps for step in range(steps + 1)])
        before = self.figures()
        for _ in range(int(number("study", "load.rounds"))):
            middles = self._middles(before)
            if not middles:
                break
            self.simulate(middles)
            now = self.figures()
            still = all(_near(before[name], now[name]) for name in _LEVELS)
            before = now
            if still:
                break

    def _start(self, top: float) -> None:
        """The lowest load with enough postures (some lifts balance only with a weight), and the first highest one."""
        for share in (0.0, 0.25, 0.5):
            self.simulate([share * top])
            if np.isnan(self.peaks[share * top]).mean() <= number("engine", "unsolved_share"):
                break
            del self.peaks[share * top]
        self.simulate([top])

    def _middles(self, figures: Mapping[str, float | None]) -> list[float]:
        loads = sorted(self.peaks)
        found = [value for value in figures.values() if value is not None]
        return [0.5 * (a + b) for a, b in pairwise(loads) if any(a <= value <= b for value in found)]

    def _within(self, load: float) -> float:
        values = self.peaks[load]
        known = values[np.isfinite(values)]
        return float((known <= self.limit).mean()) if len(known) else 0.0

    def most(self) -> Array:
        """The most load of every drawn body; -inf: held at none; inf: held at the highest; NaN: unknown."""
        loads = np.array(sorted(self.peaks))
        values = np.stack([self.peaks[load] for load in loads])
        if self.on == STRENGTH:
            values = np.fmin.accumulate(values[::-1])[::-1]
        over = values > self.limit
        crossed = over.any(axis=0)
        first = np.where(crossed, over.argmax(axis=0), len(loads) - 1)
        body = np.arange(values.shape[1])
        before = np.maximum(first - 1, 0)
        low, high = values[before, body], values[first, body]
        with np.errstate(invalid="ignore", divide="ignore"):
            between = loads[before] + (self.limit - low) / (high - low) * (loads[first] - loads[before])
        held = (np.arange(len(loads))[:, None] < first) & (values <= self.limit)
        never = crossed & ~held.any(axis=0)
        # Without a posture right before the crossing, or at the end, it stays open where the limit is reached.
        opened = ~never & np.where(crossed, np.isnan(low), np.isnan(values[-1]))
        return np.where(opened, np.nan, np.where(never, -np.inf, np.where(crossed, between, np.inf)))

    def figures(self) -> dict[str, float | None]:
        """The percentiles; None where one is no finite load."""
        most = self.most()
        most = most[~np.isnan(most)]
        return {name: _percentile(most, level) for name, level in _LEVELS.items()}

    def result(self) -> MostLoad:
        """The answer. Raises SimulationError where too many bodies have no posture on the way."""
        most = self.most()
        known = most[~np.isnan(most)]
        missing = 1.0 - len(known) / len(most)
        if missing > number("engine", "unsolved_share") or not len(known):
            raise SimulationError(
                f"{self.model.lift}: {missing:.0%} of the drawn bodies find no posture before the limit is reached; "
                f"change {', '.join(self.model.settable[:4])}, or give a lower limit."
            )
        figures = self.figures()
        return MostLoad(
            lift=self.model.lift,
            person=self.subject,
            setup=self.given,
            on=self.on,
            at=self.limit,
            unit=self.unit,
            p05=figures["p05"],
            p50=figures["p50"],
            p95=figures["p95"],
            never=float((known == -np.inf).mean()),
            always=float((known == np.inf).mean()),
            missing=missing,
            lowest=min(self.peaks),
            highest=max(self.peaks),
            samples=self.samples,
            seed=self.seed,
            tried=tuple(self._tried(load) for load in sorted(self.peaks)),
        )

    def _tried(self, load: float) -> Tried:
        values = self.peaks[load]
        return Tried(load, self._within(load), band(values[np.isfinite(values)], self.unit))


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < number("study", "load.tolerance")


def _percentile(values: Array, level: float) -> float | None:
    if not len(values):
        return None
    ends = (np.percentile(values, level, method="lower"), np.percentile(values, level, method="higher"))
    if not np.isfinite(ends).all():
        return None
    # Only finite neighbours are averaged; the order of the others is kept by any figures far away.
    return float(np.percentile(np.nan_to_num(values, posinf=1e9, neginf=-1e9), level))


def effort_loads(
    lifts: Sequence[str],
    subject: Subject,
    effort: float,
    *,
    setups: Mapping[str, Mapping[str, float]] | None = None,
    samples: int = 500,
    seed: int = 0,
    frames: int = 51,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> list[tuple[str, float]]:
    """The load of every lift that is this share of the most that the same bodies can lift in it, kg.

    effort: 0 to 1; 1 is the median body's most load. Other arguments as of ``most_load``.

    Raises SimulationError as ``most_load`` does, and where half of the bodies can lift nothing.
    """
    if not 0.0 < effort <= 1.0:
        raise SimulationError(f"effort is {effort!r}; give a share of the most load, above 0 and up to 1.")
    step = growing(progress)
    loads = []
    for lift in lifts:
        most = most_load(
            lift,
            subject,
            setup=(setups or {}).get(lift),
            samples=samples,
            seed=seed,
            frames=frames,
            workers=workers,
            scheduler=scheduler,
            progress=step,
        )
        if most.p50 is None:
            raise SimulationError(f"{lift}: the most load of the median body is outside of what was tried.")
        loads.append((lift, effort * most.p50))
    return loads
