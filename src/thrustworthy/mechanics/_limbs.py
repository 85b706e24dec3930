"""The legs one by one: what each carries in the sagittal plane, and the abduction its hip has to hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._chain import LEG, OTHER, Motion
from thrustworthy.mechanics._contacts import OtherLeg, Vector
from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._result import Array

_JOINTS = ("ankle", "knee", "hip")


@dataclass(frozen=True)
class Limb:
    """One leg. name: "each" (both legs move as one and carry the same), else "working" and "other".

    count: legs of this kind, 2 for "each". moment: ankle, knee, hip, N m of this one leg, signs as in ``Dynamics``.
    force: force of the piece below on the piece above, N. turns: absolute turns of foot, shank, thigh, rad.
    hip_abduction: moment of the frontal plane at this hip, N m, positive where the abductors work; 0 for "each".
    """

    name: str
    count: int
    moment: Mapping[str, Array]
    force: Mapping[str, Vector]
    turns: Mapping[str, Jet]
    hip_abduction: Array


def each_limb(motion: Motion, moment: Mapping[str, Array], force: Mapping[str, Vector]) -> tuple[Limb, ...]:
    """The one leg of a lift in which both carry the same."""
    return (
        Limb(
            name="each",
            count=2,
            moment={joint: 0.5 * moment[joint] for joint in _JOINTS},
            force={joint: (0.5 * force[joint][0], 0.5 * force[joint][1]) for joint in _JOINTS},
            turns={name: motion.turns[name] for name in LEG},
            hip_abduction=np.zeros_like(moment["hip"]),
        ),
    )


def two_limbs(
    body: Body, motion: Motion, moment: Mapping[str, Array], force: Mapping[str, Vector], other: OtherLeg
) -> tuple[Limb, ...]:
    """Working and other leg with their abduction moments.

    Frontal statics: trunk and load sit midway between the hips, so the two hip forces tilt the pelvis by half the
    distance between the hips times their difference, about the axis across the thigh. The bench takes its share of
    that. The rest is shared between the hips as the floor is: one foot in the air leaves it all to the working hip.
    """
    x, y = (force["hip"][axis] - force[f"hip{OTHER}"][axis] for axis in (0, 1))
    held = body.half_hip_distance * (1 - other.bench_roll)

    def limb(name: str, end: str, part: Array | float) -> Limb:
        thigh = motion.turns[f"thigh{end}"].v
        along = -x * np.sin(thigh) + y * np.cos(thigh)
        return Limb(
            name=name,
            count=1,
            moment={joint: moment[joint + end] for joint in _JOINTS},
            force={joint: force[joint + end] for joint in _JOINTS},
            turns={piece: motion.turns[piece + end] for piece in LEG},
            hip_abduction=np.asarray(part * held * along, dtype=np.float64),
        )

    return limb("working", "", 1 - other.share), limb("other", OTHER, -1.0 * other.share)
