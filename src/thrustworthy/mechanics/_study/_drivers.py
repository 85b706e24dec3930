"""What drives the band of a peak: how much of its variance each input explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._lift import check_setup, lift_model
from thrustworthy.mechanics._result import Array, Band, Subject
from thrustworthy.mechanics._study._paired import choose_outputs
from thrustworthy.mechanics._study._pool import Place, Progress
from thrustworthy.mechanics._study._run import draw_conditions
from thrustworthy.mechanics._study._tasks import Condition
from thrustworthy.mechanics._summary import band, ranks
from thrustworthy.mechanics._tables import number

_PER_COLUMN = 20
"""Samples for each column of a regression; with fewer, products of inputs are left out."""


@dataclass(frozen=True)
class Share:
    """One input's part in the variance of a peak.

    alone: correlation ratio, Var(E[peak | input]) / Var(peak), of any shape: the first-order Sobol index where the
    inputs are independent. straight: the part that a regression on ranks gives it. direction: +1 where the peak rises
    with the input, -1 where it falls (sign of the rank correlation).
    """

    alone: float
    straight: float
    direction: int


@dataclass(frozen=True)
class Driven:
    """One peak. shares: by input, the largest first. noise: what ``alone`` of an input without any part would not
    exceed, 95 of 100 times.

    together: inputs that were not drawn independently (the lengths of one body), with the share of them all; what each
    has alone overlaps with the others'. rest: 1 minus the shares of the independent inputs and of each such set: inputs
    that act in combination, and noise.
    """

    band: Band
    shares: Mapping[str, Share]
    together: Mapping[tuple[str, ...], float]
    rest: float
    noise: float

    def to_json(self) -> dict[str, Any]:
        """As plain numbers."""
        return {
            "band": self.band.to_json(),
            "shares": {name: asdict(one) for name, one in self.shares.items()},
            "together": [{"inputs": list(names), "share": share} for names, share in self.together.items()],
            "rest": self.rest,
            "noise": self.noise,
        }


@dataclass(frozen=True)
class Drivers:
    """What drives the peaks of a lift, by peak."""

    lift: str
    person: Subject
    load: float
    setup: Mapping[str, float]
    samples: int
    seed: int
    peaks: Mapping[str, Driven]

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "lift": self.lift,
            "person": asdict(self.person),
            "load": self.load,
            "setup": dict(self.setup),
            "samples": self.samples,
            "seed": self.seed,
            "peaks": {name: one.to_json() for name, one in self.peaks.items()},
        }


def drivers(
    lift: str,
    subject: Subject,
    load: float,
    *,
    setup: Mapping[str, float] | None = None,
    outputs: Sequence[str] = (),
    samples: int = 2000,
    seed: int = 0,
    frames: int = 51,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Drivers:
    """Share of the variance of each main peak (or of ``outputs``) by input. Other arguments as of ``run_study``.

    Raises SimulationError as ``run_study`` does, for an output the lift has not, and for too few samples.
    """
    fewest = int(number("study", "drivers_fewest"))
    if samples < fewest:
        raise SimulationError(f"samples is {samples}; shares of variance need at least {fewest}.")
    given = check_setup(lift_model(lift), setup or {})
    condition = Condition(lift, subject, load, given)
    place = Place(workers, scheduler, progress)
    peaks = draw_conditions([condition], samples, seed, frames, place)[0]
    names = choose_outputs([peaks], outputs)
    driven = {name: share_variance(peaks.highest[name], peaks.inputs, peaks.units[name]) for name in names}
    return Drivers(lift, subject, load, given, samples, seed, driven)


def share_variance(values: Array, inputs: Mapping[str, Array], unit: str = "") -> Driven:
    """Share of the variance of ``values`` by input; both one figure a sample."""
    moving = {name: one for name, one in inputs.items() if np.ptp(one) > 0}
    straight, directions = _straight(values, moving)
    alone = {name: correlation_ratio(one, values) for name, one in moving.items()}
    order = sorted(moving, key=lambda name: -alone[name])
    shares = {name: Share(alone[name], straight[name], directions[name]) for name in order}
    together = {names: _joint(values, [moving[name] for name in names]) for names in _dependent(moving)}
    apart = set(moving).difference(*together)
    rest = 1.0 - sum(alone[name] for name in apart) - sum(together.values())
    return Driven(band(values, unit), shares, together, rest, _noise(len(values)))


def _straight(values: Array, moving: Mapping[str, Array]) -> tuple[dict[str, float], dict[str, int]]:
    """Share and direction by regression of ranks on ranks, as in the short table of every simulation."""
    if not moving:
        return {}, {}
    design = np.stack([ranks(one) for one in moving.values()], axis=1)
    target = ranks(values)
    slopes = np.linalg.lstsq(design, target, rcond=None)[0]
    explained = 1.0 - ((target - design @ slopes) ** 2).mean()
    total = float((slopes**2).sum())
    shares = slopes**2 / total * explained if total > 0 else np.zeros(len(slopes))
    signs = np.sign(design.T @ target)
    return dict(zip(moving, shares.tolist(), strict=True)), dict(zip(moving, signs.astype(int).tolist(), strict=True))


def correlation_ratio(given: Array, values: Array) -> float:
    """Var(E[values | given]) / Var(values): Pearson's eta squared, freed of the bias of few samples. Never below 0.

    The mean of the values for a given input is a straight line in each of some bins of equal counts, so that a smooth
    course loses next to nothing; an input of few distinct values (sex) has a bin for each and no lines. The correction
    is that of the adjusted R squared.
    """
    spread = float(((values - values.mean()) ** 2).sum())
    bins, lines = _bins(given)
    count = int(bins.max()) + 1
    if spread == 0 or len(np.unique(given)) < 2:
        return 0.0
    left = _about_mean(values, bins, count)
    freedom = len(values) - count
    if lines:
        across = _about_mean(given, bins, count)
        reach = np.bincount(bins, weights=across**2, minlength=count)
        together = np.bincount(bins, weights=across * left, minlength=count)
        slope = np.divide(together, reach, out=np.zeros(count), where=reach > 0)
        left = left - slope[bins] * across
        freedom -= int((reach > 0).sum())
    return max(0.0, 1.0 - (float((left**2).sum()) / freedom) / (spread / (len(values) - 1)))


def _about_mean(values: Array, bins: np.ndarray[Any, np.dtype[np.intp]], count: int) -> Array:
    """What is left of the values when the mean of their bin is taken away."""
    means = np.bincount(bins, weights=values, minlength=count) / np.bincount(bins, minlength=count)
    return np.asarray(values - means[bins], dtype=np.float64)


def _bins(given: Array) -> tuple[np.ndarray[Any, np.dtype[np.intp]], bool]:
    """The bin of every sample, and whether the input has so many values that lines can be drawn in the bins."""
    unique, place = np.unique(given, return_inverse=True)
    count = _bin_count(len(given))
    if len(unique) <= 2 * count:
        return place.reshape(-1), False
    order = np.argsort(given, kind="stable")
    bins = np.empty(len(given), dtype=np.intp)
    bins[order] = np.arange(len(given)) * count // len(given)
    return bins, True


def _bin_count(samples: int) -> int:
    return max(1, min(int(number("study", "bins")), samples // int(number("study", "bin_fewest"))))


def _noise(samples: int) -> float:
    """The ratio of an input that has no part, by the normal approximation of its distribution, one-sided 95 %."""
    return 1.645 * float(np.sqrt(2.0 * (2 * _bin_count(samples) - 1))) / (samples - 1)


def _dependent(moving: Mapping[str, Array]) -> list[tuple[str, ...]]:
    """Sets of inputs that go together in the draws, by their rank correlations: a body's lengths, height and mass."""
    if len(moving) < 2:
        return []
    names = list(moving)
    design = np.stack([ranks(one) for one in moving.values()], axis=1)
    samples = len(design)
    # Correlations of independent inputs scatter by 1 / sqrt(samples); four times that is no accident.
    linked = abs(design.T @ design / samples) > max(number("study", "dependent"), 4.0 / np.sqrt(samples))
    reach = linked | np.eye(len(names), dtype=bool)
    for _ in names:
        reach = (reach.astype(int) @ reach.astype(int)) > 0
    sets = dict.fromkeys(tuple(names[i] for i in np.flatnonzero(row)) for row in reach)
    return [one for one in sets if len(one) > 1]


def _joint(values: Array, inputs: Sequence[Array]) -> float:
    """Share of the variance that several inputs explain together: adjusted R squared of a full quadratic in them."""
    columns = [(one - one.mean()) / one.std() for one in inputs]
    products = [a * b for i, a in enumerate(columns) for b in columns[i:]]
    design = np.stack([np.ones(len(values)), *columns, *products], axis=1)
    if len(values) < _PER_COLUMN * design.shape[1]:
        design = design[:, : 1 + len(columns)]
    spread = float(((values - values.mean()) ** 2).sum())
    if spread == 0:
        return 0.0
    left = values - design @ np.linalg.lstsq(design, values, rcond=None)[0]
    freedom = len(values) - int(np.linalg.matrix_rank(design))
    return max(0.0, 1.0 - (float((left**2).sum()) / freedom) / (spread / (len(values) - 1)))
