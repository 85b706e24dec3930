"""How long a muscle is decides what it can give: active force on a rigid tendon, passive force on one that gives.

The active factor holds the tendon rigid. The passive factor of a resting muscle is the equilibrium with its tendon: a
rigid one would leave all the stretch to the fibres and overstate the pull of muscles with long tendons.
"""

from __future__ import annotations

import numpy as np

from thrustworthy.mechanics._muscle_tables import Muscle
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import number

_ROUNDS = 45


def force_length(length: Array, muscle: Muscle) -> tuple[Array, Array]:
    """Active and passive force along the tendon as shares of the peak force, for whole lengths in m."""
    across = muscle.optimal_fibre * np.sin(muscle.pennation)
    along = np.maximum(length - muscle.tendon_slack, 0.05 * muscle.optimal_fibre)
    fibre = np.hypot(along, across)
    stretch = fibre / muscle.optimal_fibre
    active = np.exp(-((stretch - 1.0) ** 2) / number("muscle_model", "curve.width"))
    return active * along / fibre, _passive(np.asarray(length, dtype=np.float64), muscle, across)


def _passive(length: Array, muscle: Muscle, across: float) -> Array:
    """Force at which a resting fibre and its tendon together have the whole length, by bisection on the force."""
    most = number("muscle_model", "curve.passive_cap")
    low, high = np.zeros_like(length), np.full_like(length, most)
    for _ in range(_ROUNDS):
        middle = 0.5 * (low + high)
        longer = _length_at(middle, muscle, across) < length
        low, high = np.where(longer, middle, low), np.where(longer, high, middle)
    return 0.5 * (low + high)


def _length_at(force: Array, muscle: Muscle, across: float) -> Array:
    """Whole length of a resting muscle that pulls with a share of its peak force; grows with the force."""
    shape, strain = (number("muscle_model", f"curve.{name}") for name in ("passive_shape", "passive_strain"))
    # The fibre's own force is a little larger than its share along the tendon; at rest pennation hardly matters.
    stretch = 1.0 + strain / shape * np.log1p(force * np.expm1(shape))
    fibre = stretch * muscle.optimal_fibre
    return np.asarray(muscle.tendon_slack * (1.0 + _tendon_strain(force)) + np.sqrt(fibre**2 - across**2))


def _tendon_strain(force: Array) -> Array:
    """Strain of the tendon under a share of the muscle's peak force: an exponential toe, then a straight line."""
    at_peak, toe_force, toe_share, toe_shape = (
        number("muscle_model", f"tendon.{name}") for name in ("strain", "toe_force", "toe_strain", "toe_shape")
    )
    toe = toe_share * at_peak
    slope = (1.0 - toe_force) / (at_peak - toe)
    curved = toe / toe_shape * np.log1p(force / toe_force * np.expm1(toe_shape))
    return np.where(force <= toe_force, curved, toe + (force - toe_force) / slope)
