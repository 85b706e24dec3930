"""The named outputs that need muscles: joint loads, force and activation of each muscle group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thrustworthy.mechanics._loads import disc_loads, hip_loads, knee_loads
from thrustworthy.mechanics._muscle_model import muscle_model
from thrustworthy.mechanics._outputs import Limbs, Output
from thrustworthy.mechanics._recruitment import MuscleResult
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._run import Batch
from thrustworthy.mechanics._spine import spine_loads
from thrustworthy.mechanics._strength import EQUIVALENT, Strength

_MAIN = ("l5s1_compression", "l5s1_shear", "hip_contact_force")


@dataclass(frozen=True)
class MusclePeak:
    """Largest force of one muscle in each sample, N, (samples,), and the frame it fell in."""

    force: Array
    frame: NDArray[np.int64]


@dataclass(frozen=True)
class MuscleOutputs:
    """What the muscles add to the outputs.

    loads: joint loads by output name. groups, activations: by muscle group, one side (of an uneven lift the working).
    muscles: each muscle's own peak.
    """

    loads: Mapping[str, Output]
    groups: Mapping[str, Output]
    activations: Mapping[str, Output]
    muscles: Mapping[str, MusclePeak]


def muscle_outputs(batch: Batch, strength: Strength, result: MuscleResult, groups: tuple[str, ...]) -> MuscleOutputs:
    """Everything the muscles add to the outputs of the groups a lift lists."""
    loads: dict[str, Output] = {}
    if "spine" in groups:
        loads |= _spine(batch, strength, result)
    if "hip_contact" in groups:
        for side, limb in enumerate(batch.dynamics.limbs):
            after = "" if side == 0 else "_other"
            made = dict(hip_loads(batch.body, batch.motion, limb, side, batch.muscles, result))
            direction = made.pop("hip_contact_direction")
            loads[f"hip_contact_direction{after}"] = Output(direction, "deg", "one")
            made |= knee_loads(batch.body, batch.motion, limb, side, result)
            loads |= {f"{name}{after}": _newton(name + after, values, "one") for name, values in made.items()}
    names = muscle_model().groups
    return MuscleOutputs(
        loads=loads,
        groups={name: _newton(name, result.group_force[:, :, 0, i], "one") for i, name in enumerate(names)},
        activations={name: Output(result.group_activation[:, :, 0, i], "share", "one") for i, name in enumerate(names)},
        muscles={
            name: MusclePeak(result.peak[:, 0, i], result.peak_frame[:, 0, i])
            for i, name in enumerate(muscle_model().names)
        },
    )


def _spine(batch: Batch, strength: Strength, result: MuscleResult) -> dict[str, Output]:
    """Disc loads of every level; samples drawn for the equivalent extensor take that one's."""
    many = disc_loads(batch.body, batch.motion, batch.dynamics, batch.muscles, result)
    one = spine_loads(batch.body, batch.motion, batch.dynamics, batch.muscles)
    simple = (strength.spine_model == EQUIVALENT)[:, None]
    return {name: _newton(name, np.where(simple, one[name], many[name]), None) for name in many}


def _newton(name: str, values: Array, limbs: Limbs | None) -> Output:
    return Output(values, "N", limbs, main=name in _MAIN)
