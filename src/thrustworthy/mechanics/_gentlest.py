"""The set-up of a lift that costs least, for the same stimulus, on the same bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import NormalDist
from typing import Any

import numpy as np

from thrustworthy.evidence import Quantity
from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._lift import LiftModel, check_setup, lift_model
from thrustworthy.mechanics._result import Band, Subject
from thrustworthy.mechanics._samples import refuse_unsolved
from thrustworthy.mechanics._study._paired import (
    Difference,
    at_places,
    choose_outputs,
    difference,
    in_common,
    unknown_output,
)
from thrustworthy.mechanics._study._pool import Place, Progress, growing
from thrustworthy.mechanics._study._run import draw_conditions
from thrustworthy.mechanics._study._tasks import Condition, Peaks
from thrustworthy.mechanics._summary import band
from thrustworthy.mechanics._tables import number, settings

STIMULI = ("hip_moment",)
"""What counts as the stimulus, the first that answers to the load: a muscle at its full force does not."""

Point = tuple[float, ...]


@dataclass(frozen=True)
class Key:
    """One technique key of the search. usual: where it starts. chosen: where it ends. low, high: the range searched.

    worth: by how much the median cost rises when this key alone goes back to ``usual`` (the load following); None where
    no near load then gives the stimulus.
    at_end: the chosen value lies at an end of the range, so more of the same might cost still less.
    """

    unit: str
    low: float
    high: float
    usual: float
    chosen: float
    worth: float | None
    at_end: bool


@dataclass(frozen=True)
class Gentlest:
    """The set-up found. keys: what was searched. load, usual_load: kg for the same median stimulus, here and before.

    cost, stimulus: names of the outputs. before, after: bands of the cost. gain: after minus before, body by body.
    trade: the same of every other main output. tried: how many set-ups were simulated.
    """

    lift: str
    person: Subject
    setup: Mapping[str, float]
    cost: str
    stimulus: str
    keys: Mapping[str, Key]
    load: float
    usual_load: float
    before: Band
    after: Band
    gain: Difference
    trade: Mapping[str, Difference]
    tried: int
    samples: int
    seed: int

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "lift": self.lift,
            "person": asdict(self.person),
            "setup": dict(self.setup),
            "cost": self.cost,
            "stimulus": self.stimulus,
            "keys": {name: asdict(one) for name, one in self.keys.items()},
            "load": self.load,
            "usual_load": self.usual_load,
            "before": self.before.to_json(),
            "after": self.after.to_json(),
            "gain": self.gain.to_json(),
            "trade": {name: one.to_json() for name, one in self.trade.items()},
            "tried": self.tried,
            "samples": self.samples,
            "seed": self.seed,
        }


def gentlest_setup(
    lift: str,
    subject: Subject,
    load: float,
    *,
    over: Mapping[str, tuple[float, float] | None] | None = None,
    setup: Mapping[str, float] | None = None,
    cost: str = "l5s1_compression",
    stimulus: str | None = None,
    samples: int = 500,
    seed: int = 0,
    frames: int = 51,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Gentlest:
    """Find the technique that costs the least median ``cost`` for the same median ``stimulus``.

    load: kg of the usual set-up, whose stimulus is kept; the load of every other set-up follows from that. over: keys
    to vary, with a range or None for the range of the lift's prior; None for every key with a prior. setup: keys held.
    stimulus: an output or muscle group (gluteus_maximus); None for the hip moment.

    Method: pattern search (all keys up and down by a step, which is halved where nothing gains), the same bodies at
    every point. It finds a good set-up, which need not be the best of all.

    Raises SimulationError as ``run_study`` does, for unknown outputs, and where no key is left to vary.
    """
    model = lift_model(lift)
    given = check_setup(model, setup or {})
    ranges = _ranges(model, given, over)
    search = _Search(model, subject, load, given, ranges, cost, stimulus, samples, seed, frames)
    with Place(workers, scheduler, growing(progress)) as search.place:
        search.start()
        search.descend()
        return search.result()


def _ranges(
    model: LiftModel, given: Mapping[str, float], over: Mapping[str, tuple[float, float] | None] | None
) -> dict[str, tuple[float, float, float]]:
    """Low, usual and high of every key to vary."""
    if over is None:
        varied = {key: row for key, row in model.technique.items() if row.distribution != "fixed"}
        over = {key: None for key in model.settable if key in varied and key not in given}
    if not over:
        raise SimulationError(f"{model.lift}: no technique key is left to vary; hold fewer of them.")
    ranges = {}
    for key, ends in over.items():
        row = model.technique.get(key)
        if key in given:
            raise SimulationError(f"{key} is held and varied at once; leave one of them out.")
        if ends is None and (row is None or row.distribution == "fixed"):
            check_setup(model, {key: settings()[key].low if key in settings() else 0.0})
            raise SimulationError(f"{key} has no usual range; give one, such as {key}=LOW:HIGH.")
        low, high = ends if ends is not None else _prior_range(row)
        check_setup(model, {key: low})
        check_setup(model, {key: high})
        if not low < high:
            raise SimulationError(f"the range of {key} is {low:g} to {high:g}; give the lower end first.")
        middle = 0.5 * (low + high) if row is None else row.value
        ranges[key] = (low, min(max(middle, low), high), high)
    return ranges


def _prior_range(row: Quantity | None) -> tuple[float, float]:
    """Where the prior leaves the same small share outside at each end."""
    assert row is not None
    share = number("study", "search.range_low")
    if row.distribution == "uniform":
        assert row.low is not None and row.high is not None
        inside = share * (row.high - row.low)
        return row.low + inside, row.high - inside
    assert row.sd is not None
    reach = -NormalDist().inv_cdf(share) * row.sd
    low = row.value - reach if row.low is None else max(row.low, row.value - reach)
    high = row.value + reach if row.high is None else min(row.high, row.value + reach)
    return low, high


@dataclass(frozen=True)
class _Trial:
    """Median cost above the usual set-up's at the same stimulus, and the load that gives it; inf where none does."""

    cost: float
    load: float


@dataclass
class _Search:
    """The state of one search. Points are shares of each key's range, 0 to 1."""

    model: LiftModel
    subject: Subject
    load: float
    given: Mapping[str, float]
    ranges: Mapping[str, tuple[float, float, float]]
    cost: str
    stimulus: str | None
    samples: int
    seed: int
    frames: int
    place: Place = field(default_factory=Place)
    trials: dict[Point, _Trial] = field(default_factory=dict)

    def start(self) -> None:
        """Simulate the usual set-up: its stimulus is what every other one has to give."""
        self.usual = tuple((middle - low) / (high - low) for low, middle, high in self.ranges.values())
        self.base = self._draw([(self.usual, self.load)])[0]
        refuse_unsolved(self.model, self.base)
        names = STIMULI if self.stimulus is None else (self.stimulus,)
        found = [name for name in names if name in self.base.highest]
        for name in (self.cost, *(() if found else names[-1:])):
            if name not in self.base.highest:
                raise SimulationError(unknown_output(self.base, name))
        # A muscle at its full force tells no load from another: then the next stimulus stands in.
        self.kept = next((name for name in found if self._answers(name)), found[-1])
        if float(np.median(self.base.highest[self.kept])) <= 0:
            raise SimulationError(f"{self.kept} is not above 0 in the usual set-up; choose another stimulus.")
        self.best = self.usual
        self.trials[self.usual] = _Trial(0.0, self.load)

    def _answers(self, name: str) -> bool:
        """Whether the stimulus of the usual set-up changes with the load enough to fix one."""
        loads = self._loads_around(self.load)
        if len(loads) == 1:
            return True
        low, high = (float(np.median(one.highest[name])) for one in self._draw([(self.usual, one) for one in loads]))
        return high - low > number("study", "search.answers") * low * (loads[1] - loads[0]) / loads[0]

    def descend(self) -> None:
        """Step to the best neighbour until no step gains, then take back what gains next to nothing."""
        step = number("study", "search.first_step")
        for _ in range(int(number("study", "search.rounds"))):
            if step < number("study", "search.last_step"):
                break
            moves = [_moved(self.best, i, way * step) for i in range(len(self.best)) for way in (-1, 1)]
            self._try(moves)
            better = [one for one in moves if self._gains(one)]
            if not better:
                step *= 0.5
                continue
            # All gains at once are often the better step.
            together = tuple(_clip(here + sum(one[i] - here for one in better)) for i, here in enumerate(self.best))
            self._try([together])
            self.best = min((*better, together), key=lambda one: self.trials[one].cost)
        self._take_back()

    def _gains(self, point: Point) -> bool:
        least = number("study", "search.gain") * float(np.median(self.base.highest[self.cost]))
        return self.trials[point].cost < self.trials[self.best].cost - least

    def _take_back(self) -> None:
        for i, here in enumerate(self.usual):
            back = _put(self.best, i, here)
            self._try([back])
            least = number("study", "search.gain") * float(np.median(self.base.highest[self.cost]))
            if self.trials[back].cost <= self.trials[self.best].cost + least:
                self.best = back

    def _try(self, points: Sequence[Point]) -> None:
        """Simulate new points at two loads around their own, and read the load of the same stimulus between."""
        new = list(dict.fromkeys(point for point in points if point not in self.trials))
        if not new:
            return
        loads = self._loads_around(self.trials[self.best].load)
        drawn = iter(self._draw([(point, load) for point in new for load in loads]))
        for point in new:
            self.trials[point] = self._trial([(load, next(drawn)) for load in loads])

    def _loads_around(self, load: float) -> tuple[float, ...]:
        if load == 0:
            return (0.0,)
        span = number("study", "search.load_span")
        return load * (1.0 - span), min(load * (1.0 + span), number("engine", "load.highest"))

    def _trial(self, tried: Sequence[tuple[float, Peaks]]) -> _Trial:
        bodies = in_common([self.base, *(one for _, one in tried)])
        # Near the end of what bodies can do, those that remain are no measure.
        if len(bodies) < (1.0 - number("study", "search.lost")) * self.base.solved:
            return _Trial(np.inf, self.load)
        median = [
            [float(np.median(at_places(one, name, bodies))) for name in (self.cost, self.kept)]
            for one in (self.base, *(peaks for _, peaks in tried))
        ]
        (before, target), (cost, first) = median[0], median[1]
        if len(tried) == 1:
            same = first >= target * (1.0 - number("study", "search.same"))
            return _Trial(cost - before if same else np.inf, self.load)
        (low, _), (high, _) = tried
        cost_high, second = median[2]
        if second - first <= number("study", "search.answers") * first * (high - low) / low:
            return _Trial(np.inf, self.load)
        share = (target - first) / (second - first)
        load = low + share * (high - low)
        # Far outside of what was simulated the straight line says nothing.
        beyond = number("study", "search.load_beyond")
        if not -beyond <= share <= 1.0 + beyond or load > number("engine", "load.highest"):
            return _Trial(np.inf, self.load)
        return _Trial(cost + share * (cost_high - cost) - before, load)

    def _draw(self, points: Sequence[tuple[Point, float]], *, whole: bool = False) -> list[Peaks]:
        """Peaks at some points; for the search on fewer bodies and frames than what is shown in the end."""
        conditions = [Condition(self.model.lift, self.subject, load, self._setup(point)) for point, load in points]
        samples, frames = self.samples, self.frames
        if not whole:
            samples, frames = (
                min(n, int(number("study", f"search.{of}"))) for n, of in ((samples, "samples"), (frames, "frames"))
            )
        return draw_conditions(conditions, samples, self.seed, frames, self.place, refuse=whole)

    def _setup(self, point: Point) -> dict[str, float]:
        return {**self.given, **dict(zip(self.ranges, self._values(point), strict=True))}

    def _values(self, point: Point) -> list[float]:
        """Key values; the ends of the ranges are met exactly."""
        ends = zip(point, self.ranges.values(), strict=True)
        return [min(max(low + share * (high - low), low), high) for share, (low, _, high) in ends]

    def _same_load(self, base: Peaks) -> tuple[float, Peaks]:
        """The chosen set-up at the load of the same stimulus, on the whole study."""

        def medians(*others: Peaks) -> list[float]:
            bodies = in_common([base, *others])
            return [float(np.median(at_places(one, self.kept, bodies))) for one in (base, *others)]

        load = self.trials[self.best].load
        found: dict[float, tuple[float, Peaks]] = {}
        for _ in range(int(number("study", "search.load_rounds"))):
            peaks = self._draw([(self.best, load)], whole=True)[0]
            want, have = medians(peaks)
            found[load] = have / want - 1.0, peaks
            if load == 0 or abs(found[load][0]) <= number("study", "search.same"):
                break
            load = _next_load({one: off for one, (off, _) in found.items()})
        load = min(found, key=lambda one: abs(found[one][0]))
        off, peaks = found[load]
        if abs(off) > number("study", "search.near") and not (load == 0 and off > 0):
            raise SimulationError(f"no load of the set-up found gives the same {self.kept}; vary fewer keys.")
        return load, peaks

    def result(self) -> Gentlest:
        """The set-up, what it gains and what it costs elsewhere, on the whole study."""
        base = self._draw([(self.usual, self.load)], whole=True)[0]
        load, peaks = self._same_load(base)
        names = dict.fromkeys((self.cost, *choose_outputs([base], ()), self.kept))
        trade = {name: one for name in names if (one := difference(peaks, base, name)) is not None}
        if self.cost not in trade:
            raise SimulationError(f"{self.model.lift}: no body finds a posture in both set-ups; vary fewer keys.")
        return Gentlest(
            lift=self.model.lift,
            person=self.subject,
            setup=self.given,
            cost=self.cost,
            stimulus=self.kept,
            keys=self._keys(),
            load=load,
            usual_load=self.load,
            before=band(base.highest[self.cost], base.units[self.cost]),
            after=band(peaks.highest[self.cost], peaks.units[self.cost]),
            gain=trade.pop(self.cost),
            trade=trade,
            tried=len(self.trials),
            samples=self.samples,
            seed=self.seed,
        )

    def _keys(self) -> dict[str, Key]:
        """Every key, what it is worth alone: its way back, tried from the set-up found."""
        back = {key: _put(self.best, i, self.usual[i]) for i, key in enumerate(self.ranges)}
        self._try(list(back.values()))
        here = self.trials[self.best].cost
        worth = {key: self.trials[point].cost - here for key, point in back.items()}
        chosen = self._values(self.best)
        return {
            key: Key(
                unit=settings()[key].unit,
                low=low,
                high=high,
                usual=middle,
                chosen=value,
                worth=worth[key] if np.isfinite(worth[key]) else None,
                at_end=min(share, 1.0 - share) < 1e-6,
            )
            for share, value, (key, (low, middle, high)) in zip(self.best, chosen, self.ranges.items(), strict=True)
        }


def _next_load(off: Mapping[float, float]) -> float:
    """The next load to try, from how far off the stimulus was at the others: on the line between the nearest two."""
    if len(off) == 1:
        ((load, by),) = off.items()
        return load / (1.0 + by)
    below = [load for load in off if off[load] < 0]
    above = [load for load in off if off[load] > 0]
    one, other = (max(below), min(above)) if below and above else sorted(off, key=lambda load: abs(off[load]))[:2]
    if off[other] == off[one]:
        return 0.5 * (one + other)
    return max(0.0, one - off[one] * (other - one) / (off[other] - off[one]))


def _moved(point: Point, index: int, by: float) -> Point:
    return _put(point, index, _clip(point[index] + by))


def _put(point: Point, index: int, value: float) -> Point:
    return (*point[:index], value, *point[index + 1 :])


def _clip(value: float) -> float:
    return min(max(value, 0.0), 1.0)
