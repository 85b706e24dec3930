"""Joint loads: what is left for disc, hip and knee when the muscles' pull is taken from the net joint force.

The contact force on the piece above a joint is the net force from below minus the pull of the muscles on it. A moment
that no muscle could give is not free: the joint's equivalent muscle carries it, and its force is added.
Compression positive; shear positive when the upper vertebra is pushed anteriorly.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._chain import Motion
from thrustworthy.mechanics._dynamics import Dynamics, Limb
from thrustworthy.mechanics._recruitment import MuscleResult
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._spine import EquivalentMuscles, contact_load, muscle_load
from thrustworthy.mechanics._tables import LEVELS, hip_arms, number


def disc_loads(
    body: Body, motion: Motion, dynamics: Dynamics, equivalent: EquivalentMuscles, muscles: MuscleResult
) -> dict[str, Array]:
    """Compression and shear of every level, keys like ``l5s1_compression``; arrays (samples, frames), N."""
    loads: dict[str, Array] = {}
    for index, level in enumerate(LEVELS):
        press, shear = contact_load(body, motion, dynamics, level)
        # The muscles' attachments turn with the sacrum, so their pull meets the endplate as it does in the model.
        tilt = np.radians(number("lumbar", f"muscle_endplate.{level}"))
        x, y = -muscles.trunk[:, :, index, 0], -muscles.trunk[:, :, index, 1]
        press = press + x * np.sin(tilt) + y * np.cos(tilt)
        shear = shear + y * np.sin(tilt) - x * np.cos(tilt)
        more, back = muscle_load(
            muscles.trunk_missing[:, :, index], equivalent.extensor, equivalent.flexor[level], equivalent.pull
        )
        # Nothing in the model pulls a disc apart.
        loads[f"{level}_compression"] = np.maximum(press + more, 0.0)
        loads[f"{level}_shear"] = shear + back
    return loads


def hip_loads(
    body: Body, motion: Motion, limb: Limb, side: int, equivalent: EquivalentMuscles, muscles: MuscleResult
) -> Mapping[str, Array]:
    """Force of one femur on its socket, N: size, anterior part and its direction in the sagittal plane of the pelvis.

    direction: degrees from straight up in the frame of the pelvis, forward positive.
    """
    pelvis = motion.turns["pelvis"].v
    x, y = turned(limb.force["hip"], pelvis)
    pull = muscles.hip[:, :, side]
    reserve = muscles.missing(side, "hip")
    arms = hip_arms()
    bend = limb.turns["thigh"].v - pelvis
    scale = body.scale * equivalent.hip_factor
    extensor, flexor = (np.interp(np.degrees(bend), arms.flexion, arm) * scale for arm in (arms.extensor, arms.flexor))
    extra = np.where(reserve > 0, reserve / extensor, -reserve / flexor)
    # The equivalent muscle runs along the thigh: it presses the head from knee to hip.
    x = x + pull[:, :, 0] - extra * np.sin(bend)
    y = y + pull[:, :, 1] + extra * np.cos(bend)
    z = pull[:, :, 2]
    return {
        "hip_contact_force": np.sqrt(x**2 + y**2 + z**2),
        "hip_contact_anterior": x,
        "hip_contact_direction": np.degrees(np.arctan2(x, y)),
    }


def knee_loads(body: Body, motion: Motion, limb: Limb, side: int, muscles: MuscleResult) -> Mapping[str, Array]:
    """Force of one tibia on its femur along the shank and across it, and of the kneecap, N.

    compression: along the shank. shear: positive where the shank is pushed anteriorly on the femur.
    """
    x, y = turned(limb.force["knee"], limb.turns["shank"].v)
    pull = muscles.knee[:, :, side]
    reserve = abs(muscles.missing(side, "knee"))
    extra = reserve / (number("muscle_model", "knee.arm") * body.scale)
    return {
        "knee_compression": y + pull[:, :, 1] + extra,
        "knee_shear": x + pull[:, :, 0],
        "patellofemoral_force": muscles.patella[:, :, side] + extra,
    }


def turned(vector: tuple[Array, Array], angle: Array) -> tuple[Array, Array]:
    """A world vector in the frame of a piece that is turned by ``angle``, rad."""
    s, c = np.sin(angle), np.cos(angle)
    return vector[0] * c + vector[1] * s, vector[1] * c - vector[0] * s
