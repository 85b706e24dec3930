"""What the comparison shares: random people under each lift, OpenSim's answer to each, how far apart the two are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from thrustworthy.formulary import lift_ids, read_lift_file
from thrustworthy.mechanics import Subject
from thrustworthy.mechanics._chain import OTHER
from thrustworthy.mechanics._dynamics import JOINTS, joints_of
from thrustworthy.mechanics._lift import lift_model
from thrustworthy.mechanics._run import Batch, run_batch
from thrustworthy.mechanics._sampling import Draws
from validation.opensim_model import Solution, Tamper, load_of, solve

LIFTS = tuple(lift for lift in lift_ids() if "simulation" in read_lift_file(lift))
PEOPLE = 10
FRAMES = 51
# Far more people than are needed are asked, since some bodies have no posture in some lifts.
ASKED = 60
# Height of what the feet stand on, m: every other pair of people stands higher, so that a lost height shows.
FEET_HEIGHTS = (0.0, 0.1)
# The two solve the same equations on their own ways, so only rounding may differ. The tightest claim on the figures
# elsewhere is 1 %; this leaves rounding of any platform four orders below it.
LIMIT = 1e-6
# The same for places, m.
APART = 1e-9


@dataclass(frozen=True)
class Lifter:
    """One person under one load, as the engine computes it: a batch of one sample."""

    load: float
    place: str
    batch: Batch


@cache
def lifters(lift: str) -> tuple[Lifter, ...]:
    """The first random women and men who have a posture in this lift: 1.50 to 2.00 m, body mass index 18.5 to 30."""
    model = lift_model(lift)
    chance = np.random.default_rng(LIFTS.index(lift))
    phase = np.linspace(0.0, 1.0, FRAMES)
    found: list[Lifter] = []
    for seed in range(ASKED):
        height = float(chance.uniform(1.50, 2.00))
        mass = float(chance.uniform(18.5, 30.0)) * height**2
        subject = Subject(height=height, mass=mass, sex=("female", "male")[seed % 2])
        load = 0.0 if model.load_place == "none" else float(chance.uniform(20.0, 150.0))
        setup = {"feet_height": FEET_HEIGHTS[seed // 2 % 2]}
        batch = run_batch(model, subject, load, setup, phase, Draws(samples=1, seed=seed, central=False))
        if batch.solved.all():
            found.append(Lifter(load, model.load_place, batch))
        if len(found) == PEOPLE:
            return tuple(found)
    raise AssertionError(f"{lift}: only {len(found)} of {ASKED} random people have a posture.")


def by_opensim(lifter: Lifter, tamper: Tamper | None = None) -> Solution:
    """OpenSim's inverse dynamics of the same person, load, motion and outer forces."""
    return solve(lifter.batch, load_of(lifter.batch, lifter.load, lifter.place), tamper)


def moment_differences(lifter: Lifter, solution: Solution) -> dict[str, float]:
    """Joint -> largest difference of its net moment in any frame, as a share of that moment's peak over the lift."""
    differences = {}
    for joint in joints_of(lifter.batch.motion):
        sign = JOINTS[joint.removesuffix(OTHER)][2]
        ours = lifter.batch.dynamics.moment[joint][0]
        differences[joint] = float(abs(sign * solution.moment[joint] - ours).max() / abs(ours).max())
    return differences


def residual_shares(lifter: Lifter, solution: Solution) -> dict[str, float]:
    """What floor and bench leave unbalanced: forces over body and bar weight, the moment over that weight x height."""
    people = lifter.batch.body.people
    weight = (float(people.mass[0, 0]) + lifter.load) * 9.81
    scale = {"x": weight, "y": weight, "moment": weight * float(people.height[0, 0])}
    return {name: float(abs(values).max() / scale[name]) for name, values in solution.residual.items()}


def beyond(differences: dict[str, float], limit: float) -> dict[str, float]:
    """What is not within a limit; a figure that is no number is not."""
    return {name: away for name, away in differences.items() if not away <= limit}


def place_differences(lifter: Lifter, solution: Solution) -> dict[str, float]:
    """Point -> largest distance (m) between where OpenSim and where the engine puts it."""
    shape = lifter.batch.time.shape
    differences = {}
    motion = lifter.batch.motion
    points = dict(motion.points) | ({"load": motion.load_point} if motion.load_point is not None else {})
    for name, track in solution.place.items():
        ours = np.stack([np.broadcast_to(one.v, shape)[0] for one in points[name]], axis=1)
        differences[name] = float(np.linalg.norm(track - ours, axis=1).max())
    return differences
