"""The named outputs of one batch: time series (samples, frames) and one-number kinematics (samples,)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._chain import OTHER, Motion
from thrustworthy.mechanics._dynamics import Dynamics
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._spine import EquivalentMuscles, hip_contact, spine_loads
from thrustworthy.mechanics._tables import LEVELS

Limbs = Literal["both", "one"]
_ANGLE_NAMES = {
    "hip": "hip_flexion",
    "knee": "knee_flexion",
    "ankle": "ankle_dorsiflexion",
    "lumbar": "lumbar_extension",
    "trunk": "trunk_lean",
}


@dataclass(frozen=True)
class Output:
    """One output of every sample and frame; main outputs get a share-of-variance table."""

    values: Array
    unit: str
    limbs: Limbs | None = None
    main: bool = False


def series_outputs(
    body: Body, motion: Motion, dynamics: Dynamics, muscles: EquivalentMuscles, groups: tuple[str, ...]
) -> dict[str, Output]:
    """All series of the output groups a lift lists."""
    made: dict[str, Output] = {}
    if "leg_moments" in groups:
        made |= _leg_moments(dynamics)
    elif "hip_moment" in groups:
        made |= {name: one for name, one in _leg_moments(dynamics).items() if name.startswith("hip_")}
    if "spine" in groups:
        made |= {f"{level}_moment": Output(dynamics.moment[level], "N·m", main=level == "l5s1") for level in LEVELS}
        loads = spine_loads(body, motion, dynamics, muscles)
        made |= {name: Output(values, "N", main=name.startswith("l5s1")) for name, values in loads.items()}
    if "hip_contact" in groups:
        made["hip_contact_force"] = Output(hip_contact(body, motion, dynamics, muscles), "N", "one", main=True)
    if "ground" in groups:
        made |= _ground(body, dynamics)
    if "bench" in groups and dynamics.bench is not None:
        made |= _force("bench_force", dynamics.bench, None)
    if "bar" in groups and "bar" in motion.points:
        made["bar_height"] = Output(motion.points["bar"][1].v, "m")
    made["hip_height"] = Output(motion.points["hip"][1].v, "m")
    made |= {_ANGLE_NAMES[joint]: Output(values, "deg") for joint, values in angles(motion).items()}
    if motion.two_legs:
        bend = {joint: Output(values, "deg") for joint, values in angles(motion, OTHER).items()}
        made |= {f"{_ANGLE_NAMES[joint]}{OTHER}": bend[joint] for joint in ("hip", "knee", "ankle")}
    return made


def _leg_moments(dynamics: Dynamics) -> dict[str, Output]:
    """Legs that move as one: of both and of one. Legs that differ: of the working one and of the other."""
    made: dict[str, Output] = {}
    first = dynamics.limbs[0]
    for joint in ("hip", "knee", "ankle"):
        main = joint != "ankle"
        if first.count == 2:
            made[f"{joint}_moment"] = Output(dynamics.moment[joint], "N·m", "both", main=main)
            made[f"{joint}_moment_one_limb"] = Output(first.moment[joint], "N·m", "one")
        else:
            made[f"{joint}_moment"] = Output(first.moment[joint], "N·m", "one", main=main)
            made[f"{joint}_moment{OTHER}"] = Output(dynamics.limbs[1].moment[joint], "N·m", "one")
    if first.count == 1:
        made["hip_abduction"] = Output(first.hip_abduction, "N·m", "one", main=True)
        made[f"hip_abduction{OTHER}"] = Output(dynamics.limbs[1].hip_abduction, "N·m", "one")
    return made


def _ground(body: Body, dynamics: Dynamics) -> dict[str, Output]:
    """Floor force of both feet, or of each foot where the legs differ, and the (working) foot's centre of pressure."""
    other = dynamics.ground_other
    made = dict(_force("ground_force", dynamics.ground, "both" if other is None else "one"))
    if other is not None:
        made |= _force(f"ground_force{OTHER}", other, "one")
    made["centre_of_pressure"] = Output(dynamics.pressure / body.foot, "share of foot length")
    return made


def angles(motion: Motion, leg: str = "") -> dict[str, Array]:
    """Joint angles, deg (samples, frames): hip and knee flexion, ankle dorsiflexion, lumbar extension, trunk lean.

    trunk is the thorax from vertical, forward positive; a reclining trunk is negative. leg: ``_other`` for the other
    leg of a lift whose legs differ.
    """
    turns = motion.turns
    foot, shank, thigh = (turns[piece + leg].v for piece in ("foot", "shank", "thigh"))
    return {
        "hip": np.degrees(thigh - turns["pelvis"].v),
        "knee": np.degrees(thigh - shank),
        "ankle": np.degrees(foot - shank),
        "lumbar": np.degrees(motion.lumbar.v),
        "trunk": -np.degrees(turns["thorax"].v),
    }


def kinematics(motion: Motion) -> dict[str, tuple[str, Array]]:
    """Start, end and range of the posture: name -> (unit, (samples,))."""
    deg = angles(motion)
    hip = motion.points["hip"][1].v
    made = {
        "hip_travel": ("m", hip[:, -1] - hip[:, 0]),
        "hip_start": ("deg", deg["hip"][:, 0]),
        "hip_end": ("deg", deg["hip"][:, -1]),
        "knee_start": ("deg", deg["knee"][:, 0]),
        "knee_end": ("deg", deg["knee"][:, -1]),
        "knee_range": ("deg", np.ptp(deg["knee"], axis=1)),
        "ankle_start": ("deg", deg["ankle"][:, 0]),
        "ankle_end": ("deg", deg["ankle"][:, -1]),
        "lumbar_range": ("deg", np.ptp(deg["lumbar"], axis=1)),
        "trunk_start": ("deg", deg["trunk"][:, 0]),
        "trunk_end": ("deg", deg["trunk"][:, -1]),
    }
    if "bar" in motion.points:
        bar = motion.points["bar"][1].v
        made["bar_travel"] = ("m", bar[:, -1] - bar[:, 0])
    return made


def _force(name: str, vector: tuple[Array, Array], limbs: Limbs | None) -> Mapping[str, Output]:
    return {f"{name}_horizontal": Output(vector[0], "N", limbs), f"{name}_vertical": Output(vector[1], "N", limbs)}
