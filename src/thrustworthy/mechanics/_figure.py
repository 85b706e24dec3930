"""The geometry and forces of one body, taken from a batch for drawing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from thrustworthy.mechanics._dynamics import JOINTS
from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._result import Array, Figure
from thrustworthy.mechanics._run import Batch
from thrustworthy.mechanics._spine import spine_loads
from thrustworthy.mechanics._tables import LEVELS, number

Row = Callable[[Array | float], Array]


def draw_figure(batch: Batch, phase: Array, load: float, sample: int = 0) -> Figure:
    """Points, forces, moments and spine loads of one sample of a batch."""
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
        moments={joint: row(batch.dynamics.moment[joint]) for joint in JOINTS},
        spine=_spine(batch, points, row),
        bottom=0,
        middle=int(np.argmin(abs(heights - 0.5 * (heights[0] + heights[-1])))),
        lockout=frames - 1,
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
    foot_y = row(batch.motion.points["heel"][1].v)
    forces = {
        "ground": {
            "point": np.stack([row(dynamics.pressure), foot_y], axis=1),
            "vector": np.stack([row(dynamics.ground[0]), row(dynamics.ground[1])], axis=1),
        }
    }
    if dynamics.bench is not None:
        vector = np.stack([row(dynamics.bench[0]), row(dynamics.bench[1])], axis=1)
        forces["bench"] = {"point": points["bench"], "vector": vector}
    if batch.motion.load_point is not None:
        x, y = batch.motion.load_point
        # The bar on the lifter: its weight and inertia.
        pull = np.stack([row(-load * x.a), row(-load * (y.a + number("engine", "gravity")))], axis=1)
        forces["load"] = {"point": points["bar"], "vector": pull}
    return forces


def _spine(batch: Batch, points: dict[str, Array], row: Row) -> dict[str, dict[str, Array]]:
    """Force of the trunk above on the vertebra below, at every level."""
    loads = spine_loads(batch.body, batch.motion, batch.dynamics, batch.muscles)
    below = dict(zip(LEVELS, ("pelvis", "l5", "l4", "l3", "l2", "l1"), strict=True))
    drawn: dict[str, dict[str, Array]] = {}
    for level in LEVELS:
        press, shear = row(loads[f"{level}_compression"]), row(loads[f"{level}_shear"])
        tilt = row(batch.body.endplate[level] - batch.motion.turns[below[level]].v)
        vector = np.stack(
            [-press * np.sin(tilt) + shear * np.cos(tilt), -press * np.cos(tilt) - shear * np.sin(tilt)], axis=1
        )
        drawn[level] = {"point": points[level], "compression": press, "shear": shear, "vector": vector}
    return drawn
