"""One batch from draws to forces, before anything is summarised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from thrustworthy.mechanics._bench_pivot import solve_bench_pivot
from thrustworthy.mechanics._body import Body, build_body
from thrustworthy.mechanics._chain import Motion
from thrustworthy.mechanics._dynamics import BenchContact, Dynamics, inverse_dynamics
from thrustworthy.mechanics._feet_fixed import solve_bar_path, solve_hinge, solve_squat
from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._lift import LiftModel, draw_technique
from thrustworthy.mechanics._result import Array, Subject
from thrustworthy.mechanics._sampling import Draws, draw_people
from thrustworthy.mechanics._spine import EquivalentMuscles, draw_muscles
from thrustworthy.mechanics._tables import number
from thrustworthy.mechanics._timing import minimum_jerk

_LOAD_PIECE = {"none": "pelvis", "pelvis": "pelvis", "back": "thorax", "hands": "forearm"}


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
    progress = minimum_jerk(phase, technique["concentric_time"])
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        motion = _solve(model, body, technique, progress, load)
        contact = _contact(body, technique, load) if model.chain == "bench_pivot" else None
        dynamics = inverse_dynamics(body, motion, load, _LOAD_PIECE[model.load_place], contact)
    return Batch(
        body=body,
        technique=technique,
        motion=motion,
        dynamics=dynamics,
        muscles=muscles,
        time=phase[None, :] * technique["concentric_time"],
        solved=_solved(motion, dynamics),
    )


def _solve(model: LiftModel, body: Body, technique: Mapping[str, Array], progress: Jet, load: float) -> Motion:
    hands = model.load_place == "hands"
    match model.chain:
        case "bench_pivot":
            return solve_bench_pivot(body, technique, progress, loaded=model.load_place != "none")
        case "squat":
            return solve_squat(body, technique, progress, load)
        case "bar_path":
            return solve_bar_path(body, technique, progress, load)
        case _:
            return solve_hinge(body, technique, progress, load, hands)


def _contact(body: Body, technique: Mapping[str, Array], load: float) -> BenchContact:
    """Foot force in N as set, or as a share of body plus load weight; centre of pressure from the heel."""
    weight = (body.people.mass + load) * number("engine", "gravity")
    force = technique["foot_force"] if "foot_force" in technique else technique["foot_force_share"] * weight
    return BenchContact(force, technique["centre_of_pressure"] * body.foot, technique["feet_height"])


def _solved(motion: Motion, dynamics: Dynamics) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """True for samples whose every joint moment and force is a finite number, and whose joints bend the right way."""
    finite = np.isfinite(dynamics.moment["ankle"]).all(axis=1)
    for joint in ("knee", "hip", "t12l1", "shoulder", "elbow"):
        finite &= np.isfinite(dynamics.moment[joint]).all(axis=1)
    for joint in ("ankle", "knee", "hip", "shoulder"):
        finite &= np.isfinite(dynamics.rate[joint]).all(axis=1)
    knee = motion.turns["thigh"].v - motion.turns["shank"].v
    bends = (knee > -0.1).all(axis=1) & (knee < np.pi).all(axis=1)
    return np.asarray(finite & bends)
