"""One batch from draws to forces, before anything is summarised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from thrustworthy.mechanics._body import Body, build_body
from thrustworthy.mechanics._chain import Motion
from thrustworthy.mechanics._chains import CHAINS, Task
from thrustworthy.mechanics._dynamics import Dynamics, inverse_dynamics, joints_of
from thrustworthy.mechanics._lift import LiftModel, draw_technique
from thrustworthy.mechanics._result import Array, Subject
from thrustworthy.mechanics._sampling import Draws, draw_people
from thrustworthy.mechanics._spine import EquivalentMuscles, draw_muscles
from thrustworthy.mechanics._tables import number
from thrustworthy.mechanics._timing import course

# The piece that a load rests on, by load place.
LOAD_PIECE = {"none": "pelvis", "pelvis": "pelvis", "back": "thorax", "hands": "forearm"}


@dataclass(frozen=True)
class Batch:
    """Everything known of one batch. time: (samples, frames), s. solved: (samples,), True where the posture exists."""

    body: Body
    technique: Mapping[str, Array]
    motion: Motion
    dynamics: Dynamics
    muscles: EquivalentMuscles
    time: Array
    solved: np.ndarray[tuple[int], np.dtype[np.bool_]]


def run_batch(
    model: LiftModel, subject: Subject, load: float, setup: Mapping[str, float], phase: Array, draws: Draws
) -> Batch:
    """Draw bodies and technique, solve the postures, and do the inverse dynamics."""
    body = build_body(draw_people(subject, draws), draws)
    technique = draw_technique(model, setup, draws)
    muscles = draw_muscles(body, draws)
    progress, duration = course(phase, technique)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        chain, task = CHAINS[model.chain], Task(body, technique, progress, load, model.load_place)
        motion = chain.solve(task)
        dynamics = inverse_dynamics(
            body,
            motion,
            load,
            LOAD_PIECE[model.load_place],
            chain.bench(task) if chain.bench else None,
            chain.other(task, motion) if chain.other else None,
        )
    return Batch(
        body=body,
        technique=technique,
        motion=motion,
        dynamics=dynamics,
        muscles=muscles,
        time=phase[None, :] * duration,
        solved=solved_postures(motion, dynamics),
    )


def solved_postures(motion: Motion, dynamics: Dynamics) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """True for samples whose every joint moment and force is a finite number, and whose joints bend the right way."""
    good = np.ones(len(dynamics.moment["hip"]), dtype=np.bool_)
    for joint in joints_of(motion):
        good &= np.isfinite(dynamics.moment[joint]).all(axis=1) & np.isfinite(dynamics.rate[joint]).all(axis=1)
    fastest = number("engine", "fastest_turn")
    for turn in motion.turns.values():
        good &= (abs(turn.d) <= fastest).all(axis=1)
    for limb in dynamics.limbs:
        knee = limb.turns["thigh"].v - limb.turns["shank"].v
        good &= (knee > -0.1).all(axis=1) & (knee < np.pi).all(axis=1)
    return good
