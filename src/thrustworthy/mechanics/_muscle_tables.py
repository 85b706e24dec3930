"""The muscles of one side as tables: what each muscle is, and its geometry as polynomials in six angles.

``data/muscles`` is replaceable: nothing outside it knows a muscle by name, only its group and the joints it crosses.
The columns of every exponent table are the angles of ``angles.csv`` in its order; angles are in rad, lengths in m.

Quantities of a muscle in ``terms.csv``:

- ``length``: of muscle and tendon, m. Arms about hip, knee, ankle and the whole lumbar spine are its derivatives.
- ``arm_l5s1`` to ``arm_t12l1``: extension arm about one lumbar level, m.
- ``hip_x``, ``hip_y``, ``hip_z``: pull of a unit muscle force on everything below the hip, in the pelvis (forward, up,
  right). ``knee_*``: on everything below the knee, in the tibia. ``patella_*``: on the patella, in the femur;
  ``patella``: its size. ``l5s1_*`` to ``t12l1_*``: on everything above the level, in the vertebra (or pelvis) below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from thrustworthy.evidence import DataError
from thrustworthy.mechanics._polynomial import Polynomial
from thrustworthy.mechanics._result import Array

_ANGLE_COLUMNS = ("angle", "low_deg", "high_deg", "positive", "arm", "sign")
_MUSCLE_COLUMNS = (
    "name",
    "region",
    "group",
    "peak_force_N",
    "optimal_fibre_m",
    "tendon_slack_m",
    "pennation_rad",
    "max_velocity_per_s",
    "joints",
    "tag",
    "sources",
)


@dataclass(frozen=True)
class Angle:
    """One joint angle of the tables.

    low, high: range of the fit, rad; beyond it a polynomial means nothing. positive: which way the angle counts.
    arm, sign: the arm whose positive direction the project uses, and its factor on the derivative of length.
    """

    name: str
    low: float
    high: float
    positive: str
    arm: str
    sign: int


@dataclass(frozen=True)
class Muscle:
    """One muscle, or one fascicle, of one side.

    region: ``leg`` or ``trunk``. peak_force: N, isometric. optimal_fibre, tendon_slack: m. pennation: rad at optimal
    fibre length. max_velocity: optimal lengths a second. joints: what it crosses: ``hip``, ``knee``, ``patella``,
    ``ankle`` and lumbar levels. tag, sources: of these parameters.
    """

    name: str
    region: str
    group: str
    peak_force: float
    optimal_fibre: float
    tendon_slack: float
    pennation: float
    max_velocity: float
    joints: tuple[str, ...]
    tag: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class MuscleTables:
    """All muscles of the right side; the left is its mirror image.

    angles: columns of the exponents. terms: (muscle, quantity) -> polynomial in those angles.
    """

    angles: tuple[Angle, ...]
    muscles: tuple[Muscle, ...]
    terms: Mapping[tuple[str, str], Polynomial]

    def column(self, angle: str) -> int:
        """Column of an angle. Raises ValueError for an unknown one."""
        return [one.name for one in self.angles].index(angle)

    def shape_of(self, muscle: str, quantity: str) -> Polynomial | None:
        """A quantity of one muscle, arms about a joint's angle included; None where the muscle does not have it."""
        for column, angle in enumerate(self.angles):
            if quantity == f"arm_{angle.arm}":
                arm = self.terms[muscle, "length"].derivative(column).times(angle.sign)
                return arm if len(arm.coefficients) else None
        return self.terms.get((muscle, quantity))


def evaluate(tables: MuscleTables, quantity: str, angles: Array) -> Array:
    """Value of a quantity for every muscle, by plain NumPy; slow, for tests and as the reference of faster code.

    angles: (..., angles), rad. Returns (..., muscles), 0 where a muscle lacks the quantity.
    Raises KeyError where no muscle has it.
    """
    shapes = [tables.shape_of(muscle.name, quantity) for muscle in tables.muscles]
    if all(shape is None for shape in shapes):
        raise KeyError(quantity)
    columns = [np.zeros(angles.shape[:-1]) if shape is None else shape.value(angles) for shape in shapes]
    return np.stack(columns, axis=-1)


@cache
def muscle_tables() -> MuscleTables:
    """The tables of the package, read once. Raises DataError naming file and line where a row is malformed."""
    return read_muscle_tables(files("thrustworthy.mechanics").joinpath("data", "muscles"))


def read_muscle_tables(folder: Traversable) -> MuscleTables:
    """Read ``angles.csv``, ``muscles.csv`` and ``terms.csv`` of a folder. Raises DataError naming file and line."""
    angles = tuple(_angle(*row) for row in _rows(folder, "angles.csv", _ANGLE_COLUMNS))
    muscles = tuple(_muscle(*row) for row in _rows(folder, "muscles.csv", _MUSCLE_COLUMNS))
    names = tuple(muscle.name for muscle in muscles)
    if not muscles or not angles:
        raise DataError("data/muscles: the tables have no angle or no muscle; make them anew.")
    for name in names:
        if names.count(name) > 1:
            raise DataError(f"muscles.csv: {name} stands twice; keep one row.")
    terms = _terms(folder, tuple(angle.name for angle in angles), frozenset(names))
    for name in names:
        if (name, "length") not in terms:
            raise DataError(f"terms.csv: {name} has no length; add its rows or leave the muscle out of muscles.csv.")
    return MuscleTables(angles, muscles, MappingProxyType(terms))


def _rows(folder: Traversable, file: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Each row as its place (file and line) and its cells; the first line that is no comment names the columns."""
    seen_head = False
    for number, line in enumerate(folder.joinpath(file).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split(",")
        if not seen_head:
            if tuple(cells) != columns:
                raise DataError(f"{file} line {number}: the columns are {line!r}, expected {','.join(columns)!r}.")
            seen_head = True
        elif len(cells) != len(columns):
            raise DataError(f"{file} line {number}: {len(cells)} cells, expected {len(columns)}.")
        else:
            yield f"{file} line {number}", cells


def _number(place: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise DataError(f"{place}: {text!r} is not a number.") from None
    if not np.isfinite(value):
        raise DataError(f"{place}: {text!r} is not a finite number.")
    return value


def _angle(place: str, cells: list[str]) -> Angle:
    name, low, high, positive, arm, sign = cells
    if sign not in ("1", "-1"):
        raise DataError(f"{place}: sign {sign!r} is neither 1 nor -1.")
    made = Angle(
        name, float(np.radians(_number(place, low))), float(np.radians(_number(place, high))), positive, arm, int(sign)
    )
    if made.low >= made.high:
        raise DataError(f"{place}: the range of {name} is empty; low_deg must be below high_deg.")
    return made


def _muscle(place: str, cells: list[str]) -> Muscle:
    name, region, group, *_, joints, tag, sources = cells
    peak, fibre, slack, pennation, velocity = (_number(place, figure) for figure in cells[3:8])
    if region not in ("leg", "trunk"):
        raise DataError(f"{place}: region {region!r} is neither leg nor trunk.")
    if min(peak, fibre, velocity) <= 0 or min(slack, pennation) < 0:
        raise DataError(f"{place}: {name} needs a peak force, fibre length and velocity above 0, and nothing negative.")
    if not name or not group or not joints:
        raise DataError(f"{place}: name, group and joints may not be empty.")
    crossed, cited = tuple(joints.split()), tuple(sources.split())
    return Muscle(name, region, group, peak, fibre, slack, pennation, velocity, crossed, tag, cited)


def _terms(folder: Traversable, angles: tuple[str, ...], known: frozenset[str]) -> dict[tuple[str, str], Polynomial]:
    """Group the rows by muscle and quantity; their order is free."""
    grouped: dict[tuple[str, str], list[int]] = {}
    powers: list[list[str]] = []
    coefficients: list[str] = []
    places: list[str] = []
    for place, cells in _rows(folder, "terms.csv", ("muscle", "quantity", *angles, "coefficient")):
        if cells[0] not in known:
            raise DataError(f"{place}: {cells[0]!r} is not in muscles.csv.")
        grouped.setdefault((cells[0], cells[1]), []).append(len(places))
        powers.append(cells[2:-1])
        coefficients.append(cells[-1])
        places.append(place)
    exponents, values = _numbers(places, powers, coefficients)
    return {key: Polynomial(exponents[index], values[index]) for key, index in grouped.items()}


def _numbers(places: list[str], powers: list[list[str]], coefficients: list[str]) -> tuple[NDArray[np.int64], Array]:
    """All exponents and coefficients at once; only where that fails is the bad row looked for."""
    try:
        exponents = np.array(powers, dtype=np.str_).astype(np.int64)
        values = np.array(coefficients, dtype=np.float64)
    except ValueError:
        exponents, values = np.full((len(places), 1), -1), np.full(len(places), np.nan)
    if (exponents < 0).any() or not np.isfinite(values).all():
        for place, row, coefficient in zip(places, powers, coefficients, strict=True):
            _number(place, coefficient)
            if not all(power.isdigit() for power in row):
                raise DataError(f"{place}: every exponent must be a whole number, 0 or more.")
    return exponents, values
