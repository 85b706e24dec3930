"""Posture of the back extension: straight legs held on an inclined bench, everything above the hips turns about them.

The legs are held by three forces that statics finds: the pad pushes on the front of the thighs and a roller on the back
of the ankles, both at right angles to the legs, and the foot plate along them, in line with the ankles.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._chain import AppliedForce, Motion, Posture, bend_trunk, place_chain
from thrustworthy.mechanics._contacts import Wrench
from thrustworthy.mechanics._dynamics import needs_of
from thrustworthy.mechanics._jet import Jet, constant
from thrustworthy.mechanics._planar import Point, add, sine_cosine, turn
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._timing import between
from thrustworthy.mechanics._two_legs import Technique


def solve_back_extension(body: Body, technique: Technique, progress: Jet, load: float) -> Motion:
    """Trunk from bent at the hips to straight, the load held at the chest.

    technique keys: bench_angle, pad_below_hip, hip_start, hip_end, lumbar_start, lumbar_end, upper_arm, forearm.
    """
    legs = np.radians(technique["bench_angle"]) - 0.5 * np.pi
    flexion = between(np.radians(technique["hip_start"]), np.radians(technique["hip_end"]), progress)
    lumbar = between(np.radians(technique["lumbar_start"]), np.radians(technique["lumbar_end"]), progress)
    pelvis = legs - flexion
    trunk = bend_trunk(body, lumbar)
    thorax = pelvis + trunk.turns["thorax"]
    posture = Posture(
        shank=constant(legs),
        thigh=constant(legs),
        pelvis=pelvis,
        lumbar=lumbar,
        upper_arm=thorax + np.radians(technique["upper_arm"]),
        forearm=thorax + np.radians(technique["forearm"]),
        foot_y=_heel_height(body, legs),
    )
    motion = _on_plate(body, place_chain(body, trunk, posture), constant(legs))
    motion = replace(motion, load_point=motion.points["hand"])
    return replace(motion, forces=_held(body, technique, motion, load))


def _heel_height(body: Body, legs: Array) -> Array:
    """How high the heel is with the foot square to the leg and its toes on the floor."""
    return np.asarray(-np.sin(legs) * body.foot, dtype=np.float64)


def _on_plate(body: Body, motion: Motion, legs: Jet) -> Motion:
    """The motion with the foot square to the leg, turned about its heel, and all above it moved along."""
    facing = sine_cosine(legs)
    heel = motion.points["heel"]
    foot = body.pieces["foot"]
    ankle = add(heel, turn(facing, body.ankle_x, body.ankle_y))
    shift = (ankle[0] - motion.points["ankle"][0], ankle[1] - motion.points["ankle"][1])
    points = {name: add(place, shift) for name, place in motion.points.items()}
    points |= {"heel": heel, "toe": add(heel, turn(facing, body.foot, 0 * body.foot))}
    centres = {name: add(place, shift) for name, place in motion.centres.items()}
    centres["foot"] = add(heel, turn(facing, foot.x, foot.y))
    return replace(motion, points=points, centres=centres, turns=dict(motion.turns) | {"foot": legs})


def _held(body: Body, technique: Technique, motion: Motion, load: float) -> tuple[AppliedForce, AppliedForce]:
    """Pad and roller: with the plate's force along the legs they balance what body and load need."""
    total = Wrench.sum(needs_of(body.pieces, motion, load, "forearm").values())
    # Front of the legs. Along the legs there is only the plate, which dynamics finds as the force on the feet.
    legs = motion.turns["thigh"]
    front: Point = turn(sine_cosine(legs), 1.0 + 0 * body.foot, 0 * body.foot)
    down = technique["pad_below_hip"] * body.people.height
    pad = add(motion.points["hip"], turn(sine_cosine(legs), 0 * down, -down))
    ankle = motion.points["ankle"]
    span = body.shank + body.thigh - down
    roller = total.about((pad[0].v, pad[1].v)) / span
    push = total.x * front[0].v + total.y * front[1].v - roller
    return (
        AppliedForce("thigh", pad, push * front[0].v, push * front[1].v),
        AppliedForce("shank", ankle, roller * front[0].v, roller * front[1].v),
    )
