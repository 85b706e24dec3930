"""The chain every lift shares: flat foot, shank, thigh, pelvis, six lumbar joints, thorax, head and arms.

World frame: x from heel to toes, y up, heel at x = 0. Every angle is the counter-clockwise turn (rad) of a piece from
neutral standing; hip flexion is thigh minus pelvis, knee flexion thigh minus shank, ankle dorsiflexion minus shank,
lumbar extension thorax minus pelvis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from thrustworthy.mechanics._body import VERTEBRAE, Body, Piece
from thrustworthy.mechanics._jet import Jet, constant
from thrustworthy.mechanics._planar import Point, add, sine_cosine, turn
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import LEVELS, table

LEG = ("foot", "shank", "thigh")
# What the names of the other leg's pieces, points and joints end with, where the two legs differ.
OTHER = "_other"
_TRUNK_PIECES = (*VERTEBRAE, "thorax")


@dataclass(frozen=True)
class Trunk:
    """Everything above the hip axis but the arms, in the frame of the pelvis at one lumbar posture.

    joints: lumbar joints, shoulder, neck. centres and turns: of each piece. moment: sum of mass times position.
    """

    joints: Mapping[str, Point]
    centres: Mapping[str, Point]
    turns: Mapping[str, Jet]
    mass: Array
    moment: Point


@dataclass(frozen=True)
class Posture:
    """The angles (rad) that place the whole chain; arms are absolute turns, the head keeps its turn on the thorax."""

    shank: Jet
    thigh: Jet
    pelvis: Jet
    lumbar: Jet
    upper_arm: Jet
    forearm: Jet
    foot_y: Array


@dataclass(frozen=True)
class AppliedForce:
    """A force from outside on one piece (band, machine pad), besides the held load, the floor and the bench.

    point: where it acts, m. x, y: on the lifter, world frame, N, of shape (samples, frames). energy: stored in what
    pulls, J, (samples, frames); None where nothing is stored: then its work is counted as power.
    """

    piece: str
    point: Point
    x: Array
    y: Array
    energy: Array | None = None


@dataclass(frozen=True)
class Motion:
    """Points, centres and turns of all pieces over the lift; jets of shape (samples, frames).

    A motion with ``thigh_other`` among its turns has two legs of their own: foot, shank and thigh are the working leg,
    ``foot_other``, ``shank_other`` and ``thigh_other`` the other one. Without it both legs move as one.
    forces: what acts from outside besides load, floor and bench.
    """

    points: Mapping[str, Point]
    centres: Mapping[str, Point]
    turns: Mapping[str, Jet]
    lumbar: Jet
    load_point: Point | None
    forces: tuple[AppliedForce, ...] = ()

    @property
    def two_legs(self) -> bool:
        """Whether the legs move each on its own."""
        return f"thigh{OTHER}" in self.turns


def pieces_of(body: Body, motion: Motion) -> Mapping[str, Piece]:
    """The body's pieces as this motion moves them: each leg by itself where the two differ, else both as one."""
    if not motion.two_legs:
        return body.pieces
    each = {name: body.pieces[name].share(0.5) for name in LEG}
    return dict(body.pieces) | each | {name + OTHER: piece for name, piece in each.items()}


def lumbar_shares() -> Mapping[str, float]:
    """Share of the total lumbar angle that each joint takes, L5/S1 upward; they sum to 1."""
    slopes = {level: table("lumbar")[f"share.{level}"].value for level in LEVELS}
    total = sum(slopes.values())
    return {level: slope / total for level, slope in slopes.items()}


def bend_trunk(body: Body, lumbar: Jet) -> Trunk:
    """Place lumbar joints, thorax and head in the pelvis frame for a total lumbar extension (rad)."""
    shares = lumbar_shares()
    joints: dict[str, Point] = {}
    centres: dict[str, Point] = {"pelvis": _still(body.pieces["pelvis"].x, body.pieces["pelvis"].y)}
    still = lumbar * 0.0
    turns: dict[str, Jet] = {"pelvis": still}
    here = _still(*body.joint["l5s1"])
    angle = still
    for index, (level, name) in enumerate(zip(LEVELS, _TRUNK_PIECES, strict=True)):
        joints[level] = here
        angle = angle + lumbar * shares[level]
        facing = sine_cosine(angle)
        turns[name] = angle
        centres[name] = add(here, turn(facing, body.pieces[name].x, body.pieces[name].y))
        above = [LEVELS[index + 1]] if name != "thorax" else ["shoulder", "neck"]
        base = body.joint[level]
        ends = {n: add(here, turn(facing, body.joint[n][0] - base[0], body.joint[n][1] - base[1])) for n in above}
        if name == "thorax":
            joints |= ends
            turns["head"] = angle
            head = body.pieces["head"]
            centres["head"] = add(ends["neck"], turn(facing, head.x, head.y))
            joints["head_top"] = add(ends["neck"], turn(facing, head.x, body.head_top))
        else:
            here = ends[LEVELS[index + 1]]
    mass = sum((body.pieces[name].mass for name in centres), np.zeros_like(body.people.mass))
    return Trunk(joints, centres, turns, mass, _weighted(body, centres))


def place_chain(body: Body, trunk: Trunk, posture: Posture) -> Motion:
    """Positions of every joint and centre in the world, from the angles."""
    ankle = _still(body.ankle_x, body.ankle_y + posture.foot_y)
    knee, shank_centre = _limb(body, "shank", ankle, posture.shank, body.shank)
    hip, thigh_centre = _limb(body, "thigh", knee, posture.thigh, body.thigh)
    facing = sine_cosine(posture.pelvis)
    points: dict[str, Point] = {
        "heel": _still(0 * body.foot, posture.foot_y + 0 * body.foot),
        "toe": _still(body.foot, posture.foot_y + 0 * body.foot),
        "ankle": ankle,
        "knee": knee,
        "hip": hip,
    }
    points |= {name: add(hip, turn(facing, *place)) for name, place in trunk.joints.items()}
    foot = body.pieces["foot"]
    centres: dict[str, Point] = {
        "foot": _still(foot.x, foot.y + posture.foot_y),
        "shank": shank_centre,
        "thigh": thigh_centre,
    }
    centres |= {name: add(hip, turn(facing, *place)) for name, place in trunk.centres.items()}
    turns: dict[str, Jet] = {"foot": constant(np.zeros((1, 1))), "shank": posture.shank, "thigh": posture.thigh}
    turns |= {name: angle + posture.pelvis for name, angle in trunk.turns.items()}
    elbow, centres["upper_arm"] = _limb(body, "upper_arm", points["shoulder"], posture.upper_arm, -body.upper_arm)
    hand, centres["forearm"] = _limb(body, "forearm", elbow, posture.forearm, -body.forearm)
    points |= {"elbow": elbow, "hand": hand}
    turns |= {"upper_arm": posture.upper_arm, "forearm": posture.forearm}
    return Motion(points, centres, turns, posture.lumbar, None)


def _limb(body: Body, name: str, root: Point, angle: Jet, length: Array) -> tuple[Point, Point]:
    """The far joint and the centre of a limb piece."""
    s, c = sine_cosine(angle)
    piece = body.pieces[name]
    return (root[0] - s * length, root[1] + c * length), (root[0] - s * piece.y, root[1] + c * piece.y)


def _weighted(body: Body, centres: Mapping[str, Point]) -> Point:
    parts = [(body.pieces[name].mass, place) for name, place in centres.items()]
    x, y = parts[0][1][0] * parts[0][0], parts[0][1][1] * parts[0][0]
    for mass, place in parts[1:]:
        x, y = x + place[0] * mass, y + place[1] * mass
    return x, y


def _still(x: Array, y: Array) -> Point:
    return constant(x), constant(y)
