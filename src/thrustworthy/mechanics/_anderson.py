"""Voluntary isometric strength of ordinary adults by age, sex, size and joint angle (Anderson, Madigan, Nussbaum 2007).

moment = C1 x height x body weight x cos(C2 (angle - C3)), of one limb. The published groups are 18 to 25, 55 to 65 and
over 65 years; between their middles the moments are interpolated, which is ours (DESIGN).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from thrustworthy.evidence import as_quantity, read_toml
from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import PACKAGE, number


@cache
def _data() -> dict[str, Any]:
    return read_toml(PACKAGE, "data/anderson.toml")


def strength_sources() -> tuple[str, ...]:
    """Ids of the sources behind the table."""
    return tuple(_data()["sources"])


def group_moment(joint: str, direction: str, angle: ArrayLike, sex: str, group: str) -> Array:
    """Mean moment of a published group over height times body weight, at a flexion angle in degrees: the plain formula,
    and zero where it would turn negative.

    group: ``young``, ``middle`` or ``old``. Raises SimulationError for a row the table does not have.
    """
    row = _row(joint, direction, sex, group)
    reach = np.clip(row["c2"] * (np.radians(angle) - row["c3"]), -0.5 * np.pi, 0.5 * np.pi)
    return np.asarray(row["c1"] * np.cos(reach), dtype=np.float64)


def voluntary_moment(
    joint: str,
    direction: str,
    angle: float,
    height: ArrayLike,
    mass: ArrayLike,
    age: ArrayLike,
    female: ArrayLike,
    deviate: ArrayLike = 0.0,
) -> Array:
    """Voluntary isometric moment of one limb, N·m.

    joint: ``hip`` or ``knee``. direction: ``extension`` or ``flexion``. angle: degrees of flexion. height m, mass kg,
    age years; female: 1 for women, 0 for men; arrays broadcast. deviate: how many standard deviations of C1 stronger
    than the mean of people alike, with the table's own spread; never below the share stated in the data.
    Raises SimulationError for another joint or direction.
    """
    weight = np.asarray(mass, dtype=np.float64) * number("engine", "gravity")
    female = np.asarray(female, dtype=np.float64)
    by_sex = {sex: _over_age(joint, direction, angle, sex, age, deviate) for sex in ("male", "female")}
    share = np.where(female > 0.5, by_sex["female"], by_sex["male"])
    return np.asarray(share * np.asarray(height) * weight, dtype=np.float64)


def _over_age(joint: str, direction: str, angle: float, sex: str, age: ArrayLike, deviate: ArrayLike) -> Array:
    groups = list(_data()["groups"])
    middles = [0.5 * (_data()["groups"][name]["low"] + _data()["groups"][name]["high"]) for name in groups]
    means = [float(group_moment(joint, direction, angle, sex, name)) for name in groups]
    spread = [_spread(joint, direction, sex, name) for name in groups]
    mean, relative = (np.interp(np.asarray(age, dtype=np.float64), middles, values) for values in (means, spread))
    weakest = as_quantity("anderson.weakest", _data()["weakest"]).value
    return np.asarray(mean * np.maximum(1.0 + relative * np.asarray(deviate), weakest))


def _spread(joint: str, direction: str, sex: str, group: str) -> float:
    row = _row(joint, direction, sex, group)
    return row["sd"] / row["c1"]


def _row(joint: str, direction: str, sex: str, group: str) -> dict[str, float]:
    try:
        return dict(_data()[joint][direction][sex][group])
    except KeyError:
        raise SimulationError(
            f"The strength table has no row for {sex} {group} {joint} {direction}; it has extension and flexion of hip "
            "and knee."
        ) from None
