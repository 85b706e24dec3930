"""The geometry and forces of one body, taken from a batch for drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from thrustworthy.mechanics._dynamics import joints_of
from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._muscle_lines import muscle_lines
from thrustworthy.mechanics._result import Array, Figure
from thrustworthy.mechanics._run import Batch
from thrustworthy.mechanics._spine import spine_loads
from thrustworthy.mechanics._tables import LEVELS, number

Row = Callable[[Array | float], Array]


def draw_figure(
    batch: Batch,
    phase: Array,
    load: float,
    sample: int = 0,
    forces: Mapping[str, Array] | None = None,
    activations: Mapping[str, Array] | None = None,
    loads: Mapping[str, Array] | None = None,
) -> Figure:
    """Points, forces, moments, spine loads and muscles of one sample of a batch.

    forces (N), activations (0 to 1): by muscle name, one side (where the legs differ: the working one), (frames,).
    loads: that sample's own joint loads by output name, (frames,): ``l5s1_compression``, ``l5s1_shear`` and so on,
    ``hip_contact_force`` with ``hip_contact_direction``, ``knee_compression`` with ``knee_shear``. A level that is not
    given is drawn from the equivalent muscle, a joint that is not given not at all.
    """
    shape = batch.dynamics.moment["hip"].shape
    frames = shape[1]

    def row(values: Array | float) -> Array:
        return np.asarray(np.broadcast_to(values, shape)[sample], dtype=np.float64)

    def track(x: Jet, y: Jet) -> Array:
        return np.stack([row(x.v), row(y.v)], axis=1)

    points = {name: track(*place) for name, place in batch.motion.points.items()}
    heights = points["bar"][:, 1] if "bar" in points else points["hip"][:, 1]
    return Figure(
        phase=phase,
        points=points,
        floor=0.0,
        plate_radius=number("engine", "plate_radius") if "bar" in points else None,
        bench=_bench(points),
        forces=_forces(batch, points, row, load),
        moments={joint: row(batch.dynamics.moment[joint]) for joint in joints_of(batch.motion)},
        spine=_spine(batch, points, row, loads or {}),
        bottom=0,
        middle=int(np.argmin(abs(heights - 0.5 * (heights[0] + heights[-1])))),
        lockout=frames - 1,
        muscles=muscle_lines(batch, sample, forces, activations),
        joints=_joints(batch, points, row, loads or {}),
    )


def _bench(points: dict[str, Array]) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The bench behind the contact point; a lift on the floor has none."""
    if "bench" not in points or float(points["bench"][0, 1]) <= 0.0:
        return None
    x, y = (float(v) for v in points["bench"][0])
    depth = number("engine", "bench_depth")
    return (x - depth, 0.0), (x, y)


def _forces(batch: Batch, points: dict[str, Array], row: Row, load: float) -> dict[str, dict[str, Array]]:
    dynamics = batch.dynamics

    def force(x: Array, y: Array, vector: tuple[Array, Array]) -> dict[str, Array]:
        ends = (x, y), vector
        return dict(zip(("point", "vector"), (np.stack([row(a), row(b)], axis=1) for a, b in ends), strict=True))

    forces = {"ground": force(dynamics.pressure, batch.motion.points["heel"][1].v, dynamics.ground)}
    if dynamics.ground_other is not None and dynamics.pressure_other is not None:
        height = batch.motion.points["sole_other"][1].v
        forces["ground_other"] = force(dynamics.pressure_other, height, dynamics.ground_other)
    if dynamics.bench is not None:
        vector = np.stack([row(dynamics.bench[0]), row(dynamics.bench[1])], axis=1)
        forces["bench"] = {"point": points["bench"], "vector": vector}
    for index, one in enumerate(batch.motion.forces):
        forces[f"applied_{index + 1}"] = force(one.point[0].v, one.point[1].v, (one.x, one.y))
    if batch.motion.load_point is not None:
        x, y = batch.motion.load_point
        # What is held, on the lifter: its weight and inertia.
        forces["load"] = force(x.v, y.v, (-load * x.a, -load * (y.a + number("engine", "gravity"))))
    return forces


def _spine(batch: Batch, points: dict[str, Array], row: Row, given: Mapping[str, Array]) -> dict[str, dict[str, Array]]:
    """Force of the trunk above on the vertebra below, at every level."""
    simple = spine_loads(batch.body, batch.motion, batch.dynamics, batch.muscles)
    below = dict(zip(LEVELS, ("pelvis", "l5", "l4", "l3", "l2", "l1"), strict=True))
    drawn: dict[str, dict[str, Array]] = {}
    for level in LEVELS:
        press, shear = (
            given[name] if name in given else row(simple[name]) for name in (f"{level}_compression", f"{level}_shear")
        )
        tilt = row(batch.body.endplate[level] - batch.motion.turns[below[level]].v)
        vector = np.stack(
            [-press * np.sin(tilt) + shear * np.cos(tilt), -press * np.cos(tilt) - shear * np.sin(tilt)], axis=1
        )
        drawn[level] = {"point": points[level], "compression": press, "shear": shear, "vector": vector}
    return drawn


def _joints(
    batch: Batch, points: dict[str, Array], row: Row, given: Mapping[str, Array]
) -> dict[str, dict[str, Array]]:
    """Contact forces of hip and knee on the piece below; the hip's at its whole size along its sagittal direction."""
    drawn: dict[str, dict[str, Array]] = {}
    if {"hip_contact_force", "hip_contact_direction"} <= set(given):
        angle = np.radians(given["hip_contact_direction"]) - row(batch.motion.turns["pelvis"].v)
        size = given["hip_contact_force"]
        drawn["hip"] = {
            "point": points["hip"],
            "vector": -np.stack([size * np.sin(angle), size * np.cos(angle)], axis=1),
        }
    if {"knee_compression", "knee_shear"} <= set(given):
        turn = row(batch.motion.turns["shank"].v)
        s, c = np.sin(turn), np.cos(turn)
        x, y = given["knee_shear"], given["knee_compression"]
        drawn["knee"] = {"point": points["knee"], "vector": -np.stack([x * c - y * s, x * s + y * c], axis=1)}
    return drawn
