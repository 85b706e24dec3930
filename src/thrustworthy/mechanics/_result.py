"""What goes into a simulation and what comes out: plain frozen records, no physics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Sex = Literal["male", "female"]


@dataclass(frozen=True)
class Subject:
    """The body that lifts, as numbers only; what is None is drawn from a sourced adult population.

    height in m, mass in kg, age in years (age does not yet change the physics; it is kept for strength).
    """

    height: float | None = None
    mass: float | None = None
    sex: Sex | None = None
    age: float | None = None


@dataclass(frozen=True)
class Band:
    """A median with its 5 to 95 % band over the sampled bodies and techniques; floats, or arrays over frames."""

    unit: str
    p05: float | Array
    p50: float | Array
    p95: float | Array

    def to_json(self) -> dict[str, Any]:
        """The band as plain numbers and lists."""
        return {"unit": self.unit, "p05": _plain(self.p05), "p50": _plain(self.p50), "p95": _plain(self.p95)}


@dataclass(frozen=True)
class Peak:
    """The largest signed value over the lift (band over samples of each sample's own peak), and the smallest.

    at_phase: median phase of the peak. minimum: None where it is not kept (single muscles). limbs: "both" or "one" for
    leg outputs, None for the trunk and the whole body.
    """

    band: Band
    at_phase: float
    minimum: Band | None
    limbs: Literal["both", "one"] | None = None

    def to_json(self) -> dict[str, Any]:
        """The peak in the shape of the public JSON contract."""
        out = {**self.band.to_json(), "at_phase": self.at_phase}
        if self.minimum is not None:
            out["min"] = {key: value for key, value in self.minimum.to_json().items() if key != "unit"}
        return _with_limbs(out, self.limbs)


@dataclass(frozen=True)
class Series:
    """One output over the concentric phase; band values are arrays of shape (frames,)."""

    band: Band
    limbs: Literal["both", "one"] | None = None

    def to_json(self) -> dict[str, Any]:
        """The series in the shape of the public JSON contract."""
        return _with_limbs(self.band.to_json(), self.limbs)


@dataclass(frozen=True)
class MuscleLine:
    """One drawn line of muscle, of one side (where the legs differ: of the working one).

    name, group: as in the muscle tables. points: (frames, k, 2), m, from origin to insertion. force: (frames,) N, of
    all the muscles the line stands for, one side; activation: (frames,) 0 to 1, their largest. None where not known.
    """

    name: str
    group: str
    points: Array
    force: Array | None = None
    activation: Array | None = None


@dataclass(frozen=True)
class Figure:
    """Geometry and forces of the representative (median-parameter) body, for drawing.

    Sagittal plane, metres: x forward in the direction of the toes from the heel (x = 0), y up from the floor (y = 0).
    points: name -> (frames, 2). Names: heel, toe, ankle, knee, hip, l5s1, l4l5, l3l4, l2l3, l1l2, t12l1, neck,
    head_top, shoulder, elbow, hand, bar (no load: absent), bench (contact on the back; feet-fixed lifts: absent).
    bench: ((x0, y0), (x1, y1)) lower left and upper right corner of the bench, None where there is none.
    Where the legs differ: heel_other, toe_other, ankle_other, knee_other, and sole_other, where that foot presses.
    forces: name -> {"point": (frames, 2), "vector": (frames, 2)} in N, as they act on the lifter: ground (both feet,
    or the working one beside ground_other), bench, load, applied_1 and on (band, machine pad).
    moments: name -> (frames,) net moment in N·m (both limbs, or the working one beside hip_other and so on), signs as
    in the outputs.
    spine: {"l5s1": {"point": (frames, 2), "compression": (frames,), "shear": (frames,), "vector": (frames, 2)}} where
    vector is the force of the trunk above on the sacrum.
    bottom, middle, lockout: frame indices.
    muscles: the drawn lines of muscle. joints: name -> {"point": (frames, 2), "vector": (frames, 2)} in N, one side:
    hip (force of the pelvis on the femur) and knee (of the femur on the tibia); absent where none were given.
    """

    phase: Array
    points: Mapping[str, Array]
    floor: float
    plate_radius: float | None
    bench: tuple[tuple[float, float], tuple[float, float]] | None
    forces: Mapping[str, Mapping[str, Array]]
    moments: Mapping[str, Array]
    spine: Mapping[str, Mapping[str, Array]]
    bottom: int
    middle: int
    lockout: int
    muscles: tuple[MuscleLine, ...] = ()
    joints: Mapping[str, Mapping[str, Array]] = field(default_factory=dict)


@dataclass(frozen=True)
class Simulation:
    """One lift, simulated over many bodies: every figure a median with its band.

    lift: id. person: the subject as given, with what was drawn named in ``notes``. load: kg held.
    setup: technique key -> {"unit", "p05", "p50", "p95", "given"}; given is True where the caller set it.
    series, peaks: output name -> band over samples (moments N·m, forces N, heights m; signs as in the design).
    kinematics: bar_travel, hip_travel (m), hip_start, hip_end, knee_start, knee_end, knee_range, lumbar_range,
    trunk_start (degrees).
    muscle_series, muscle_force, muscle_activation: by muscle group, one side (N; activation as a share, weighted by
    peak force); muscle_force holds single muscles too where they were asked for.
    feasible: {"probability": share of bodies strong enough, before any was chosen for it}. checks: energy_error,
    friction, tipping, reserve (median shortfall of the muscles), weak (share whose muscles fall short all the same),
    unsolved. drivers: peak name -> {input name: share of variance}. sources: ids of the evidence behind the figures.
    """

    lift: str
    person: Mapping[str, Any]
    load: float
    setup: Mapping[str, Any]
    samples: int
    seed: int
    engine: Mapping[str, str]
    phase: Array
    series: Mapping[str, Series]
    peaks: Mapping[str, Peak]
    muscle_series: Mapping[str, Series]
    muscle_force: Mapping[str, Peak]
    muscle_activation: Mapping[str, Peak]
    kinematics: Mapping[str, Band]
    feasible: Mapping[str, float | None]
    checks: Mapping[str, float | None]
    drivers: Mapping[str, Mapping[str, float]]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    figure: Figure = field(repr=False, compare=False)

    @property
    def shown(self) -> Mapping[str, Peak]:
        """Every peak by name: the outputs, and the force of each muscle group."""
        return {**self.muscle_force, **self.peaks}

    def to_json(self) -> dict[str, Any]:
        """Everything but the figure as plain JSON values; the figure has a renderer of its own."""
        return {
            "lift": self.lift,
            "person": dict(self.person),
            "load": self.load,
            "setup": {key: dict(value) for key, value in self.setup.items()},
            "samples": self.samples,
            "seed": self.seed,
            "engine": dict(self.engine),
            "phase": _plain(self.phase),
            "series": {
                **{name: one.to_json() for name, one in self.series.items()},
                "muscle_force": {name: one.to_json() for name, one in self.muscle_series.items()},
            },
            "peaks": {
                **{name: one.to_json() for name, one in self.peaks.items()},
                "muscle_force": {name: one.to_json() for name, one in self.muscle_force.items()},
                "muscle_activation": {name: one.to_json() for name, one in self.muscle_activation.items()},
            },
            "kinematics": {name: one.to_json() for name, one in self.kinematics.items()},
            "feasible": dict(self.feasible),
            "checks": dict(self.checks),
            "drivers": {name: dict(value) for name, value in self.drivers.items()},
            "notes": list(self.notes),
            "sources": list(self.sources),
        }


def _plain(value: float | Array) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else float(value)


def _with_limbs(out: dict[str, Any], limbs: str | None) -> dict[str, Any]:
    return {"unit": out.pop("unit"), **({"limbs": limbs} if limbs else {}), **out}
