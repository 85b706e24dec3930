"""The other leg, where the two differ: where it hangs or stands, what it weighs, and the balance over both feet.

The working leg is placed by the chain as ever (``foot``, ``shank``, ``thigh``, heel at x = 0). The other leg stands on
one spot under its sole (the ball of the foot, or wherever the technique has it press) about which the foot may turn, or
it is held in the air at its own hip and knee angles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from thrustworthy.mechanics._body import Body, Piece
from thrustworthy.mechanics._chain import LEG, OTHER, Motion, Posture, Trunk, place_chain
from thrustworthy.mechanics._feet_fixed import _on_back
from thrustworthy.mechanics._jet import Jet, constant
from thrustworthy.mechanics._planar import Point, add, sine_cosine, solve_turn, turn, two_link
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import number

HALF = 0.5 * np.pi
Technique = Mapping[str, Array]


@dataclass(frozen=True)
class OtherPose:
    """Absolute turns (rad) of the other leg's pieces; they hang from the hip."""

    thigh: Jet
    shank: Jet
    foot: Jet


@dataclass(frozen=True)
class Upper:
    """All that turns with the trunk: moment is mass times position in the pelvis frame (kg m), mass in kg."""

    moment: Point
    mass: Array


def leg_pieces(body: Body) -> Mapping[str, Piece]:
    """Foot, shank and thigh of one leg."""
    return {name: body.pieces[name].share(0.5) for name in LEG}


def ankle_above(body: Body, spot: Point, foot: Jet, sole: Array) -> Point:
    """The ankle of a foot that stands on ``spot`` with the place ``sole`` (m from its heel), turned by ``foot``."""
    return add(spot, turn(sine_cosine(foot), body.ankle_x - sole, body.ankle_y))


def stand_on(body: Body, spot: Point, foot: Jet, sole: Array, hip: Point) -> OtherPose:
    """The other leg between its spot and the hip, knee forward; NaN where it cannot reach."""
    shank, thigh = two_link(ankle_above(body, spot, foot, sole), hip, body.shank, body.thigh, -1)
    return OtherPose(thigh - HALF, shank - HALF, foot)


def hold_in_air(pelvis: Jet, hip_flexion: Jet, knee_flexion: Jet) -> OtherPose:
    """The other leg at its own hip and knee angles (rad), the foot square to the shank."""
    thigh = pelvis + hip_flexion
    shank = thigh - knee_flexion
    return OtherPose(thigh, shank, shank)


def other_points(body: Body, hip: Point, pose: OtherPose, sole: Array) -> dict[str, Point]:
    """Knee, ankle, heel, toe and sole (``sole`` m from the heel) of the other leg."""
    knee = add(hip, turn(sine_cosine(pose.thigh), 0 * body.thigh, -body.thigh))
    ankle = add(knee, turn(sine_cosine(pose.shank), 0 * body.shank, -body.shank))
    facing = sine_cosine(pose.foot)
    heel = add(ankle, turn(facing, -body.ankle_x, -body.ankle_y))
    toe = add(heel, turn(facing, body.foot, 0 * body.foot))
    under = add(heel, turn(facing, sole, 0 * body.foot))
    return {"knee": knee, "ankle": ankle, "heel": heel, "toe": toe, "sole": under}


def other_centres(body: Body, points: Mapping[str, Point], pose: OtherPose) -> dict[str, Point]:
    """Centres of mass of the other leg's pieces."""
    origins = (("foot", "heel", pose.foot), ("shank", "ankle", pose.shank), ("thigh", "knee", pose.thigh))
    return {
        name: add(points[at], turn(sine_cosine(angle), body.pieces[name].x, body.pieces[name].y))
        for name, at, angle in origins
    }


def attach(motion: Motion, body: Body, pose: OtherPose, sole: Array) -> Motion:
    """The motion with a leg of its own on the other side."""
    points = other_points(body, motion.points["hip"], pose, sole)
    centres = other_centres(body, points, pose)
    turns = {"foot": pose.foot, "shank": pose.shank, "thigh": pose.thigh}
    return replace(
        motion,
        points=dict(motion.points) | {name + OTHER: place for name, place in points.items()},
        centres=dict(motion.centres) | {name + OTHER: place for name, place in centres.items()},
        turns=dict(motion.turns) | {name + OTHER: angle for name, angle in turns.items()},
    )


def other_moment(body: Body, hip: Point, pose: OtherPose) -> Point:
    """Sum of mass times position of the other leg, kg m, in the frame the hip is given in."""
    centres = other_centres(body, other_points(body, hip, pose, 0 * body.foot), pose)
    return first_moment(leg_pieces(body), centres)


def first_moment(pieces: Mapping[str, Piece], centres: Mapping[str, Point]) -> Point:
    """Sum of mass times position, kg m."""
    x, y = constant(np.zeros((1, 1))), constant(np.zeros((1, 1)))
    for name, (cx, cy) in centres.items():
        x, y = x + cx * pieces[name].mass, y + cy * pieces[name].mass
    return x, y


def upper_body(body: Body, technique: Technique, trunk: Trunk, load: float, load_place: str) -> Upper:
    """Trunk, arms and load: a bar on the back turns with it, arms and what they hold hang from the shoulder."""
    arm = body.pieces["upper_arm"].mass + body.pieces["forearm"].mass
    moment = trunk.moment
    if load_place == "back":
        for mass, place in _on_back(body, technique, trunk, load):
            moment = add(moment, (place[0] * mass, place[1] * mass))
    else:
        x, y = trunk.joints["shoulder"]
        moment = add(moment, (x * (arm + load), y * (arm + load)))
    return Upper(moment, trunk.mass + arm + load)


def balance_trunk(upper: Upper, hip: Point, target: Jet) -> Jet:
    """Pelvis turn that puts the first moment of the upper body (kg m) at the target; the trunk above the hip."""
    rest = target - hip[0] * upper.mass
    return solve_turn(upper.moment[0], -upper.moment[1], rest, 1)


def place_all(
    body: Body, technique: Technique, trunk: Trunk, angles: tuple[Jet, Jet, Jet, Jet], load_place: str
) -> Motion:
    """Working leg, trunk, arms (hanging, or on the bar on the back) and load. angles: shank, thigh, pelvis, lumbar."""
    shank, thigh, pelvis, lumbar = angles
    thorax = pelvis + trunk.turns["thorax"]
    hang = constant(np.zeros((1, 1)))
    upper_arm, forearm = hang, hang
    if load_place == "back":
        turns = (np.radians(number("engine", f"arm_on_back.{name}")) for name in ("upper_arm", "forearm"))
        upper_arm, forearm = (thorax + one for one in turns)
    posture = Posture(shank, thigh, pelvis, lumbar, upper_arm, forearm, technique["feet_height"])
    motion = place_chain(body, trunk, posture)
    if load_place == "back":
        place = turn(sine_cosine(thorax), technique["bar_x"], technique["bar_height_on_back"])
        bar = add(motion.points["shoulder"], place)
        return replace(motion, points=dict(motion.points) | {"bar": bar}, load_point=bar)
    return replace(motion, load_point=motion.points["hand"] if load_place == "hands" else None)


def first_root(residual: Callable[[Array], Array], low: float, high: float, like: Array) -> Array:
    """The first zero (samples, 1) of a function of one value a sample between two bounds; NaN where there is none.

    Places where the function is not a number are passed over.
    """
    steps = np.linspace(low, high, int(number("engine", "root_steps")))
    left, right = np.full_like(like, np.nan), np.full_like(like, np.nan)
    before = residual(np.full_like(like, steps[0]))
    for start, end in pairwise(steps):
        after = residual(np.full_like(like, end))
        crosses = np.isnan(left) & (before * after <= 0)
        left, right = np.where(crosses, start, left), np.where(crosses, end, right)
        before = after
    at_left = residual(left)
    for _ in range(45):
        middle = 0.5 * (left + right)
        value = residual(middle)
        same = value * at_left > 0
        left, at_left = np.where(same, middle, left), np.where(same, value, at_left)
        right = np.where(same, right, middle)
    return 0.5 * (left + right)
