"""What can be measured on the simulations: each measurement by name, one number a body (or one number).

A measurement is told ``given``, the rest of its check's row in the table: ``run`` (and ``over`` or ``minus``, another
run, compared body by body), ``output`` (of ``over``: ``over_output`` where it differs), ``phase``, ``per`` (mass or
body weight).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from thrustworthy.mechanics._anderson import group_moment
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._spine import muscle_load
from thrustworthy.mechanics._validate._runs import Runs

Given = Mapping[str, Any]
Measure = Callable[[Runs, Given], Array]

_READ: Mapping[str, Callable[[Array], Array]] = {
    "peak": lambda values: values.max(axis=1),
    "least": lambda values: values.min(axis=1),
    "mean": lambda values: values.mean(axis=1),
    "largest": lambda values: abs(values).max(axis=1),
    "start": lambda values: values[:, 0],
    "end": lambda values: values[:, -1],
    "range": lambda values: np.ptp(values, axis=1),
    "change": lambda values: values[:, -1] - values[:, 0],
}
"""How one number is read from a series: the largest signed value, the smallest, the mean, the largest size, ..."""


def figure(runs: Runs, given: Given) -> Array:
    """One number of a series: ``read`` (peak, least, mean, largest, start, end, range, change), divided by ``per``."""
    values = runs.series(given["run"], given["output"])
    made = _READ[given.get("read", "peak")](values) / runs.unit(given["run"], given.get("per", "one"))
    return np.asarray(made, dtype=np.float64)


def at_phase(runs: Runs, given: Given) -> Array:
    """A series at one phase of the way up, 0 to 1."""
    values = runs.series(given["run"], given["output"])
    return _at(runs, given["run"], values, given["phase"]) / runs.unit(given["run"], given.get("per", "one"))


def phase_of_peak(runs: Runs, given: Given) -> Array:
    """Where on the way up the series is largest, 0 to 1."""
    frame = runs.series(given["run"], given["output"]).argmax(axis=1)
    return np.asarray(runs.get(given["run"]).phase[frame], dtype=np.float64)


def at_the_peak_of(runs: Runs, given: Given) -> Array:
    """A series in the frame in which another one, ``of``, is largest."""
    values, other = (runs.series(given["run"], given[key]) for key in ("output", "of"))
    return np.asarray(values[np.arange(len(values)), other.argmax(axis=1)], dtype=np.float64)


def ratio(runs: Runs, given: Given) -> Array:
    """One number of a series over one of another, in the same run or, body by body, in two."""
    return _paired(runs, given, "over", operator.truediv)


def difference(runs: Runs, given: Given) -> Array:
    """One number of a series less one of another; ``per`` as in ``figure``."""
    return _paired(runs, given, "minus", operator.sub)


def difference_at_phase(runs: Runs, given: Given) -> Array:
    """Two runs' series at one phase, the first less the second, body by body."""
    here, there = runs.together(given["run"], given["minus"])
    one, two = (
        _at(runs, name, runs.series(name, given["output"]), given["phase"]) for name in (given["run"], given["minus"])
    )
    return np.asarray(one[here] - two[there], dtype=np.float64)


def kinematic(runs: Runs, given: Given) -> Array:
    """One number of the posture, such as bar_travel."""
    return runs.get(given["run"]).kinematics[given["name"]][1]


def ratio_of_kinematics(runs: Runs, given: Given) -> Array:
    """One number of the posture in two runs, body by body."""
    here, there = runs.together(given["run"], given["over"])
    one, two = (runs.get(given[key]).kinematics[given["name"]][1] for key in ("run", "over"))
    return np.asarray(one[here] / two[there], dtype=np.float64)


def mean_speed(runs: Runs, given: Given) -> Array:
    """Travel of the bar over the time of the way up, m/s."""
    samples = runs.get(given["run"])
    return np.asarray(samples.kinematics["bar_travel"][1] / samples.technique["concentric_time"][:, 0], np.float64)


def share_of_bodies(runs: Runs, given: Given) -> Array:
    """Share of the bodies in which the number of ``figure`` is above nothing; one number."""
    return np.array([float((figure(runs, given) > 0).mean())])


def share_able(runs: Runs, given: Given) -> Array:
    """Share of the bodies drawn whose muscles could do the lift before strength was conditioned on it; one number."""
    return np.array([float(runs.get(given["run"]).checks["able"].mean())])


def slope_ratio(runs: Runs, given: Given) -> Array:
    """How steep a series is over the second stretch of another one, as a share of the first.

    ``against`` is the other series, which rises or falls throughout; ``marks`` are three of its values.
    """
    values = _at_marks(runs, given)
    low, middle, high = given["marks"]
    return np.asarray(
        (values[2] - values[1]) / (high - middle) / ((values[1] - values[0]) / (middle - low)), np.float64
    )


def rise(runs: Runs, given: Given) -> Array:
    """How much a series rises between two values, ``marks``, of another one, ``against``."""
    values = _at_marks(runs, given)
    return np.asarray((values[-1] - values[0]) / runs.unit(given["run"], given.get("per", "one")), dtype=np.float64)


def equivalent_extensor(runs: Runs, given: Given) -> Array:
    """Compression or shear (N, backward positive) of one trunk extensor with the stated moment, arm and angle."""
    moment, arm = np.array([given["moment"]], dtype=np.float64), np.array([given["arm"]], dtype=np.float64)
    press, shear = muscle_load(moment, arm, arm, float(np.radians(given["angle"])))
    return press if given["part"] == "compression" else -shear


def strength_curve(runs: Runs, given: Given) -> Array:
    """Largest distance of the strength curve from the printed values, as a share of body weight times height."""
    made = group_moment(given["joint"], given["direction"], given["angles"], given["sex"], given["group"])
    return np.array([float(abs(made - np.asarray(given["printed"])).max())])


def strength_peak(runs: Runs, given: Given) -> Array:
    """Flexion at which the strength curve is highest, deg, to a tenth; ``which`` of the groups: lowest or highest."""
    angles = np.arange(0.0, 120.05, 0.1)
    curves = [group_moment(given["joint"], given["direction"], angles, sex, group) for sex, group in given["people"]]
    peaks = [float(angles[curve.argmax()]) for curve in curves]
    return np.array([min(peaks) if given["which"] == "lowest" else max(peaks)])


MEASURES: Mapping[str, Measure] = {
    one.__name__: one
    for one in (
        figure,
        at_phase,
        phase_of_peak,
        at_the_peak_of,
        ratio,
        difference,
        difference_at_phase,
        kinematic,
        ratio_of_kinematics,
        mean_speed,
        share_of_bodies,
        share_able,
        slope_ratio,
        rise,
        equivalent_extensor,
        strength_curve,
        strength_peak,
    )
}


def _paired(runs: Runs, given: Given, other: str, join: Callable[[Array, Array], Array]) -> Array:
    """One number of each of two series, joined body by body; ``run`` again where no other run is named."""
    second = given.get(other, given["run"])
    here, there = runs.together(given["run"], second)
    one = figure(runs, given)
    how = {**given, "run": second, "output": given.get("over_output", given["output"])}
    two = figure(runs, {**how, "read": given.get("over_read", given.get("read", "peak"))})
    return np.asarray(join(one[here], two[there]), dtype=np.float64)


def _at(runs: Runs, name: str, values: Array, phase: float) -> Array:
    place = phase * (values.shape[1] - 1)
    low = int(np.floor(place))
    high = min(low + 1, values.shape[1] - 1)
    return np.asarray(values[:, low] + (place - low) * (values[:, high] - values[:, low]), dtype=np.float64)


def _at_marks(runs: Runs, given: Given) -> Array:
    """The series where the other one has the marked values, (marks, samples); the ends where it never has."""
    values, against = (runs.series(given["run"], given[key]) for key in ("output", "against"))
    order = np.argsort(against, axis=1)
    found = [
        np.interp(given["marks"], other[place], own[place])
        for own, other, place in zip(values, against, order, strict=True)
    ]
    return np.asarray(found, dtype=np.float64).T
