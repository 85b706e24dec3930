"""Load on each lumbar endplate and on the hip with one equivalent muscle a joint.

The equivalent extensor pulls with F = M / r, five degrees posterior of the compression axis: cos compresses, sin shears
backward. A net flexion moment goes to the rectus arm. Weight, inertia and contact are resolved on the endplate.
Compression positive; shear positive when the upper vertebra is pushed anteriorly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from thrustworthy.mechanics._body import VERTEBRAE, Body
from thrustworthy.mechanics._chain import Motion
from thrustworthy.mechanics._dynamics import Dynamics
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._tables import LEVELS, hip_arms, table

_BELOW = dict(zip(LEVELS, ("pelvis", *VERTEBRAE), strict=True))


@dataclass(frozen=True)
class EquivalentMuscles:
    """Arms of the equivalent muscles, m, shape (samples, 1): trunk extensor, trunk flexor by level, hip factor."""

    extensor: Array
    pull: float
    flexor: Mapping[str, Array]
    hip_factor: Array


def draw_muscles(body: Body, draws: Draws) -> EquivalentMuscles:
    """Draw the equivalent arms of every sample."""
    rows = table("lumbar")
    draws.sources.update((*rows["extensor.pull"].sources, *hip_arms().sources))
    for level in LEVELS:
        draws.sources.update(rows[f"flexor_arm.{level}"].sources)
    return EquivalentMuscles(
        extensor=draws.draw(rows["extensor.arm"], "muscle.extensor_arm"),
        pull=float(np.radians(rows["extensor.pull"].value)),
        flexor={level: rows[f"flexor_arm.{level}"].value * body.scale for level in LEVELS},
        hip_factor=draws.draw(table("hip_spread")["spread"], "muscle.hip_arm"),
    )


def muscle_load(moment: Array, extensor: Array, flexor: Array, pull: float) -> tuple[Array, Array]:
    """Compression and (negative: posterior) shear, N, of the equivalent muscles for a net extension moment, N m."""
    back = np.maximum(moment, 0.0) / extensor
    front = np.maximum(-moment, 0.0) / flexor
    return back * np.cos(pull) + front, -back * np.sin(pull)


def contact_load(body: Body, motion: Motion, dynamics: Dynamics, level: str) -> tuple[Array, Array]:
    """Compression and shear, N, on the endplate under a level from weight, inertia and contact alone."""
    tilt = body.endplate[level] - motion.turns[_BELOW[level]].v
    x, y = dynamics.force[level]
    # The endplate's normal leans forward by its tilt; the force is that of the lower vertebra on the upper one.
    return x * np.sin(tilt) + y * np.cos(tilt), -(x * np.cos(tilt) - y * np.sin(tilt))


def spine_loads(body: Body, motion: Motion, dynamics: Dynamics, muscles: EquivalentMuscles) -> dict[str, Array]:
    """Compression and shear of every level, keys like ``l5s1_compression``; arrays (samples, frames), N.

    Compression is never negative: nothing in the model pulls a disc apart.
    """
    loads: dict[str, Array] = {}
    for level in LEVELS:
        press, shear = muscle_load(dynamics.moment[level], muscles.extensor, muscles.flexor[level], muscles.pull)
        own_press, own_shear = contact_load(body, motion, dynamics, level)
        loads[f"{level}_compression"] = np.maximum(press + own_press, 0.0)
        loads[f"{level}_shear"] = shear + own_shear
    return loads


def hip_contact(body: Body, motion: Motion, dynamics: Dynamics, muscles: EquivalentMuscles) -> Array:
    """Size of the contact force in one hip (the working one), N: joint reaction plus one muscle along the thigh.

    The muscle's arm is that of the extensors (or flexors) weighted by their peak forces. No muscle works against
    another, so this is a lower estimate.
    """
    arms = hip_arms()
    limb = dynamics.limbs[0]
    flexion = np.degrees(limb.turns["thigh"].v - motion.turns["pelvis"].v)
    moment = limb.moment["hip"]
    scale = body.scale * muscles.hip_factor
    extensor = np.interp(flexion, arms.flexion, arms.extensor) * scale
    flexor = np.interp(flexion, arms.flexion, arms.flexor) * scale
    force = np.where(moment > 0, moment / extensor, -moment / flexor)
    thigh = limb.turns["thigh"].v
    # The muscle pulls the pelvis towards the knee, so the femoral head pushes back along knee to hip.
    x = limb.force["hip"][0] - force * np.sin(thigh)
    y = limb.force["hip"][1] + force * np.cos(thigh)
    return np.asarray(np.hypot(x, y), dtype=np.float64)
