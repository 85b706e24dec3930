"""Where each quantity of a muscle has its place in the kernel: on the grid of one angle, or as a polynomial."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from thrustworthy.mechanics._chain import lumbar_shares
from thrustworthy.mechanics._muscle_state import force_length
from thrustworthy.mechanics._muscle_tables import Muscle, MuscleTables
from thrustworthy.mechanics._polynomial import Polynomial
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import LEVELS

Ints = NDArray[np.int64]
LIMB_ROWS = ("ankle", "knee", "hip", "adduction", "rotation")
# The angles the buffers hang on, and those held at zero.
MOVING = ("hip_flexion", "knee", "ankle", "lumbar")
STILL = ("hip_adduction", "hip_rotation")


@dataclass
class Slots:
    """Collects quantities: those of one angle for its grid, the others as polynomials; handles become slots later."""

    tables: MuscleTables
    grids: list[list[Callable[[Array], Array]]] = field(default_factory=lambda: [[] for _ in MOVING])
    mixed: list[Polynomial] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    def add(self, quantity: Polynomial) -> int:
        on = quantity.angles()
        if len(on) > 1:
            self.mixed.append(quantity)
            self.places.append((len(MOVING), len(self.mixed) - 1))
            return len(self.places) - 1
        angle = on[0] if on else len(MOVING) - 1
        return self.sample(angle, lambda nodes: quantity.value(along(angle, nodes)))

    def add_alone(self, quantity: Polynomial | None) -> int:
        """A quantity of the lumbar angle, a constant or nothing, on the lumbar grid in any case."""
        angle = MOVING.index("lumbar")
        if quantity is None:
            return self.sample(angle, lambda nodes: 0.0 * nodes)
        assert set(quantity.angles()) <= {angle}, quantity.angles()
        return self.sample(angle, lambda nodes: quantity.value(along(angle, nodes)))

    def add_negative(self, quantity: Polynomial) -> int:
        """A quantity of one angle that is held at zero where it would be positive."""
        (angle,) = quantity.angles()
        return self.sample(angle, lambda nodes: np.minimum(quantity.value(along(angle, nodes)), 0.0))

    def sample(self, angle: int, function: Callable[[Array], Array]) -> int:
        self.grids[angle].append(function)
        self.places.append((angle, len(self.grids[angle]) - 1))
        return len(self.places) - 1

    def starts(self) -> Ints:
        return np.concatenate([[0], np.cumsum([len(grid) for grid in self.grids])]).astype(np.int64)

    def slot(self, handle: int) -> int:
        block, index = self.places[handle]
        return int(self.starts()[block]) + index


def along(angle: int, nodes: Array) -> Array:
    """Points (nodes, 4) where one angle runs and the others are zero."""
    points = np.zeros((len(nodes), len(MOVING)))
    points[:, angle] = nodes
    return points


def shape(tables: MuscleTables, muscle: str, quantity: str) -> Polynomial | None:
    """A quantity over the four moving angles, adduction and rotation zero; None where the muscle lacks it."""
    whole = tables.shape_of(muscle, quantity)
    if whole is None:
        return None
    left = whole.at_zero(tuple(tables.column(angle) for angle in STILL))
    order = [angle.name for angle in tables.angles if angle.name not in STILL]
    return Polynomial(left.exponents[:, [order.index(angle) for angle in MOVING]], left.coefficients)


def add_state(slots: Slots, muscle: Muscle) -> tuple[int, int, int]:
    """Handles of active factor, passive factor and length; the unused are -1."""
    length = shape(slots.tables, muscle.name, "length")
    assert length is not None
    on = length.angles()
    if len(on) > 1:
        return -1, -1, slots.add(length)

    def factor(which: int) -> Callable[[Array], Array]:
        return lambda nodes: force_length(length.value(along(on[0], nodes)), muscle)[which]

    return slots.sample(on[0], factor(0)), slots.sample(on[0], factor(1)), -1


def spans_levels_alone(tables: MuscleTables, muscle: Muscle) -> bool:
    """True for a muscle that joint angles of the legs do nothing to."""
    if any(shape(tables, muscle.name, f"arm_{row}") is not None for row in LIMB_ROWS):
        return False
    length = shape(tables, muscle.name, "length")
    return length is not None and length.angles() == (MOVING.index("lumbar"),)


def add_block(slots: Slots, muscle: Muscle) -> int:
    """Samples of one muscle side by side: active and passive factor, arm at each level, pull on each; first handle."""
    first, *_ = add_state(slots, muscle)
    for name in [f"arm_{level}" for level in LEVELS] + [f"{level}_{axis}" for level in LEVELS for axis in "xy"]:
        slots.add_alone(shape(slots.tables, muscle.name, name))
    return first


def add_stretch(slots: Slots, muscle: Muscle) -> int:
    """How much a turn of the whole lumbar spine shortens the muscle, m/rad: each level's arm times its share."""
    arms = [(share, shape(slots.tables, muscle.name, f"arm_{level}")) for level, share in lumbar_shares().items()]
    lumbar = MOVING.index("lumbar")

    def shortened(nodes: Array) -> Array:
        points = along(lumbar, nodes)
        return np.asarray(sum(share * arm.value(points) for share, arm in arms if arm is not None) + 0.0 * nodes)

    return slots.sample(lumbar, shortened)
