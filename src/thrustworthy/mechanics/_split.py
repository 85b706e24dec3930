"""Posture of the lifts on two unlike feet: split squat, lunges, step-up.

The working leg's shank and thigh run from the bottom to the top; the other leg stands on the ball of its foot (or has
left the floor) and follows from the hip; in every frame the trunk leans so that body and load balance,
quasi-statically, over the two feet's centres of pressure in the share that each foot takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._chain import Motion, bend_trunk, pieces_of
from thrustworthy.mechanics._contacts import OtherLeg
from thrustworthy.mechanics._jet import Jet, constant, ramp
from thrustworthy.mechanics._planar import Point, add, sine_cosine, turn, two_link
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import number
from thrustworthy.mechanics._timing import between
from thrustworthy.mechanics._two_legs import (
    HALF,
    OtherPose,
    Technique,
    ankle_above,
    attach,
    balance_trunk,
    first_moment,
    first_root,
    leg_pieces,
    other_moment,
    other_points,
    place_all,
    stand_on,
    upper_body,
)

# Ranges that start and end are searched in, rad: turn of the thigh at the bottom, of the shank at the top.
_THIGHS = (np.radians(40.0), np.radians(125.0))
_SHANKS = (np.radians(-45.0), np.radians(60.0))
# Range of the way up in which the lower foot of a step-up leaves the floor.
_LEAVES = (0.02, 0.9)


@dataclass(frozen=True)
class OtherFoot:
    """The other foot over the lift. spot: what it stands on or passes over. turn: rad. share: of the vertical force."""

    spot: Point
    turn: Jet
    share: Jet
    sole: Array


@dataclass(frozen=True)
class _Task:
    """Body, technique and load of one batch."""

    body: Body
    technique: Technique
    load: float
    load_place: str


@dataclass(frozen=True)
class Stand:
    """Both legs at some angles of the working one. moment: of both legs, mass times place, kg m."""

    hip: Point
    other: OtherPose
    moment: Jet


def solve_split(body: Body, technique: Technique, progress: Jet, load: float, load_place: str) -> Motion:
    """Split squat and lunges: both feet stay.

    The start is set by the other knee's height (or by ``depth``) and the other foot's share there, which gives the
    trunk's lean; with ``trunk_angle`` the lean is given and the share follows. The top is set by both knees and the
    lean, and its share follows; with ``other_share_end`` that is given and the other knee follows.
    """
    task = _Task(body, technique, load, load_place)
    feet = split_feet(body, technique, progress)
    shank = -np.radians(technique["shank_angle"])
    thigh = HALF + np.radians(technique["depth"]) if "depth" in technique else _knee_down(task, feet, shank)
    first_share = technique["other_share_start"]
    if "trunk_angle" in technique:
        first_share = _share(task, "start", _stand(task, constant(shank), constant(thigh), _frozen(feet, 0)), feet)
    if "other_share_end" in technique:
        share = technique["other_share_end"]
        end = _balanced_top(task, replace(feet, share=constant(share)), shank)
    else:
        end, share = _top_by_knees(task, feet)
    feet = replace(feet, share=between(first_share, share, progress))
    return _rise(task, progress, feet, (shank, thigh), end)


def solve_step_up(body: Body, technique: Technique, progress: Jet, load: float, load_place: str) -> Motion:
    """Step-up: the other foot pushes off from the floor and comes up beside the working one.

    It leaves where its knee has straightened to ``other_knee_off`` (or at ``push_off`` of the way, where that is set).
    """
    task = _Task(body, on_step(technique), load, load_place)
    start, end, off = _step_posture(task)
    return _rise(task, progress, step_feet(body, task.technique, progress, off), start, end)


def _step_posture(task: _Task) -> tuple[tuple[Array, Array], tuple[Array, Array], Array]:
    """Shank and thigh at the start and at the top of a step-up, and how far up the other foot leaves the floor."""
    technique = task.technique
    shank = -np.radians(technique["shank_angle"])
    ends = step_feet(task.body, technique, constant(np.array([[0.0, 1.0]])), 0.5 + 0 * shank)
    start = (shank, _from_the_floor(task, ends, shank))
    end = _balanced_top(task, ends, shank)
    off = technique["push_off"] if "push_off" in technique else _leaving(task, start, end)
    return start, end, off


def _leaving(task: _Task, start: tuple[Array, Array], end: tuple[Array, Array]) -> Array:
    """How far up the other knee, its heel raised, has straightened as far as it does before the foot leaves."""
    wanted = np.radians(task.technique["other_knee_off"])

    def bent(off: Array) -> Array:
        feet = step_feet(task.body, task.technique, constant(off), off)
        shank, thigh = (constant(a + (b - a) * off) for a, b in zip(start, end, strict=True))
        both = _stand(task, shank, thigh, feet)
        return np.asarray(both.other.thigh.v - both.other.shank.v - wanted, dtype=np.float64)

    return first_root(bent, *_LEAVES, wanted)


def on_step(technique: Technique) -> Mapping[str, Array]:
    """The technique with the working foot on the step."""
    return dict(technique) | {"feet_height": technique["step_height"]}


def split_feet(body: Body, technique: Technique, progress: Jet) -> OtherFoot:
    """The other foot stays on its ball, a step behind, while its heel moves; the share is that of the start."""
    heel = between(-np.radians(technique["other_heel_start"]), -np.radians(technique["other_heel_end"]), progress)
    sole = technique["other_centre_of_pressure"] * body.foot
    x = -technique["step_length"] * body.people.height
    spot = (constant(x), constant(technique["feet_height"] + 0 * x))
    return OtherFoot(spot, heel, constant(technique["other_share_start"]), sole)


def step_feet(body: Body, technique: Technique, progress: Jet, off: Array) -> OtherFoot:
    """The other foot pushes off the floor until ``off`` of the way, then comes up, and forward onto the step."""
    rest = 1.0 - off
    start, end = (np.radians(technique[f"other_heel_{when}"]) for when in ("start", "end"))
    sole = technique["other_centre_of_pressure"] * body.foot
    behind = -technique["step_length"] * body.people.height
    up = ramp(progress, off, off + number("engine", "step_path.up") * rest)
    forward = ramp(progress, off + number("engine", "step_path.forward") * rest, off + rest)
    heel = ramp(progress, 0 * off, off) * (start - end) + ramp(progress, off, off + rest) * end - start
    share = (ramp(progress, 0 * off, off) * -1.0 + 1.0) * technique["other_share_start"]
    spot = (forward * (sole - behind) + behind, up * technique["step_height"])
    return OtherFoot(spot, heel, share, sole)


def standing_apart(body: Body, technique: Technique, motion: Motion, load: float) -> OtherLeg:
    """Feet a step apart: at rest the shares are those that balance, and speeding up moves force between the feet."""
    own = technique["centre_of_pressure"] * body.foot
    ratio = technique["other_force_ratio"]
    x, y = (one.v for one in motion.points["sole_other"])
    moment = first_moment(pieces_of(body, motion), motion.centres)[0].v
    if motion.load_point is not None:
        moment = moment + load * motion.load_point[0].v
    across = moment / (body.people.mass + load) - own
    share = across / (x - own - (y - technique["feet_height"]) * ratio)
    return OtherLeg(share, ratio, x, y, 0 * ratio, own_pressure=own)


def pushing_off(body: Body, technique: Technique, progress: Jet, load: float, load_place: str) -> OtherLeg:
    """The lower foot of a step-up: its share falls to nothing as the technique has it."""
    task = _Task(body, on_step(technique), load, load_place)
    feet = step_feet(body, task.technique, progress, _step_posture(task)[2])
    ratio = technique["other_force_ratio"]
    return OtherLeg(feet.share.v, ratio, feet.spot[0].v, feet.spot[1].v, 0 * ratio)


def _rise(task: _Task, progress: Jet, feet: OtherFoot, start: tuple[Array, Array], end: tuple[Array, Array]) -> Motion:
    """From the start turns of shank and thigh to those at the top, the trunk balancing."""
    body, technique = task.body, task.technique
    shank, thigh = (between(a, b, progress) for a, b in zip(start, end, strict=True))
    lumbar = between(np.radians(technique["lumbar_start"]), np.radians(technique["lumbar_end"]), progress)
    trunk = bend_trunk(body, lumbar)
    upper = upper_body(body, technique, trunk, task.load, task.load_place)
    both = _stand(task, shank, thigh, feet)
    pelvis = balance_trunk(upper, both.hip, _target(task, feet) - both.moment)
    motion = place_all(body, technique, trunk, (shank, thigh, pelvis, lumbar), task.load_place)
    return attach(motion, body, both.other, feet.sole)


def _ankle(task: _Task) -> Point:
    """Ankle of the working leg."""
    return constant(task.body.ankle_x), constant(task.body.ankle_y + task.technique["feet_height"])


def _stand(task: _Task, shank: Jet, thigh: Jet, feet: OtherFoot) -> Stand:
    """Both legs: the working one from its foot up to the hip, the other from the hip down to its spot."""
    body = task.body
    ankle = _ankle(task)
    knee = add(ankle, turn(sine_cosine(shank), 0 * body.shank, body.shank))
    hip = add(knee, turn(sine_cosine(thigh), 0 * body.thigh, body.thigh))
    pieces = leg_pieces(body)
    own = {
        "foot": (constant(pieces["foot"].x), constant(pieces["foot"].y)),
        "shank": add(ankle, turn(sine_cosine(shank), pieces["shank"].x, pieces["shank"].y)),
        "thigh": add(knee, turn(sine_cosine(thigh), pieces["thigh"].x, pieces["thigh"].y)),
    }
    other = stand_on(body, feet.spot, feet.turn, feet.sole, hip)
    return Stand(hip, other, first_moment(pieces, own)[0] + other_moment(body, hip, other)[0])


def _target(task: _Task, feet: OtherFoot) -> Jet:
    """First moment of everything, kg m, that balances at rest over both feet with the other foot's share."""
    own = task.technique["centre_of_pressure"] * task.body.foot
    return (feet.share * _reach_back(task, feet) + own) * (task.body.people.mass + task.load)


def _reach_back(task: _Task, feet: OtherFoot) -> Jet:
    """How far the balance moves, m, as the whole weight goes from the working foot to the other."""
    technique = task.technique
    x, y = feet.spot
    # Feet of unlike height: their opposite horizontal forces make a couple.
    couple = (y - technique["feet_height"]) * technique["other_force_ratio"]
    return x - couple - technique["centre_of_pressure"] * task.body.foot


def _at(jet: Jet, frame: int) -> Jet:
    """The value at one frame, standing still."""
    return constant(jet.v[:, [frame]] if jet.v.shape[1] > 1 else jet.v)


def _frozen(feet: OtherFoot, frame: int) -> OtherFoot:
    x, y = (_at(one, frame) for one in feet.spot)
    return OtherFoot((x, y), _at(feet.turn, frame), _at(feet.share, frame), feet.sole)


def _knee_down(task: _Task, feet: OtherFoot, shank: Array) -> Array:
    """Turn of the thigh at which the other knee is as far above the floor as the technique has it."""
    first = _frozen(feet, 0)
    wanted = task.technique["other_knee_height"] * task.body.people.height + task.technique["feet_height"]

    def above(thigh: Array) -> Array:
        both = _stand(task, constant(shank), constant(thigh), first)
        knee = other_points(task.body, both.hip, both.other, first.sole)["knee"]
        return np.asarray(knee[1].v - wanted, dtype=np.float64)

    return first_root(above, *_THIGHS, shank)


def _from_the_floor(task: _Task, feet: OtherFoot, shank: Array) -> Array:
    """Turn of the thigh with the other foot on the floor and its knee bent as the technique has it."""
    body, first = task.body, _frozen(feet, 0)
    ankle = ankle_above(body, first.spot, first.turn, first.sole)
    knee = add(_ankle(task), turn(sine_cosine(constant(shank)), 0 * body.shank, body.shank))
    # From the working knee the hip lies up and back, to the right of the line down to the other ankle.
    thigh, _ = two_link(knee, ankle, body.thigh, _leg_at(body, task.technique["other_knee_start"]), -1)
    return np.asarray(np.mod(thigh.v, 2 * np.pi) - HALF, dtype=np.float64)


def _leg_at(body: Body, knee: Array) -> Array:
    """From ankle to hip, m, with the knee bent by so many degrees."""
    square = body.shank**2 + body.thigh**2 + 2 * body.shank * body.thigh * np.cos(np.radians(knee))
    return np.asarray(np.sqrt(square), dtype=np.float64)


def _top_by_knees(task: _Task, feet: OtherFoot) -> tuple[tuple[Array, Array], Array]:
    """Shank and thigh at the top with both knees as the technique has them, and the share that balances the trunk."""
    body, last = task.body, _frozen(feet, -1)
    own, other = _ankle(task), ankle_above(body, last.spot, last.turn, last.sole)
    long, other_long = (_leg_at(body, task.technique[key]) for key in ("knee_end", "other_knee_end"))
    _, down = two_link(other, own, other_long, long, 1)
    # The second link runs from the hip to the ankle of the working leg: seen from there the hip is the other way.
    up = down - np.pi
    hip = add(own, turn(sine_cosine(up), long, 0 * long))
    shank, thigh = (angle.v - HALF for angle in two_link(own, hip, body.shank, body.thigh, -1))
    both = _stand(task, constant(shank), constant(thigh), last)
    return (shank, thigh), _share(task, "end", both, last)


def _share(task: _Task, when: str, both: Stand, feet: OtherFoot) -> Array:
    """The other foot's share of the force that balances the trunk as it leans at the start or at the end."""
    moment = _leaning(task, when)(both)
    behind = moment / (task.body.people.mass + task.load) - task.technique["centre_of_pressure"] * task.body.foot
    return np.asarray(behind / _reach_back(task, feet).v, dtype=np.float64)


def _balanced_top(task: _Task, feet: OtherFoot, like: Array) -> tuple[Array, Array]:
    """Shank and thigh at the top: knee, trunk and share as the technique has them, the ankle balances."""
    last = _frozen(feet, -1)
    knee = np.radians(task.technique["knee_end"])
    target, moment = _target(task, last).v, _leaning(task, "end")

    def forward(shank: Array) -> Array:
        return moment(_stand(task, constant(shank), constant(shank + knee), last)) - target

    shank = first_root(forward, *_SHANKS, like)
    return shank, shank + knee


def _leaning(task: _Task, when: str) -> Callable[[Stand], Array]:
    """First moment of everything, kg m, with the trunk as at the start or at the end, over any stance of the legs."""
    lumbar = np.radians(task.technique[f"lumbar_{when}"])
    trunk = bend_trunk(task.body, constant(lumbar))
    upper = upper_body(task.body, task.technique, trunk, task.load, task.load_place)
    lean = task.technique["trunk_angle" if when == "start" else "trunk_end"]
    upright = turn(sine_cosine(constant(-np.radians(lean) - lumbar)), *upper.moment)[0].v

    def moment(both: Stand) -> Array:
        return np.asarray(both.moment.v + both.hip[0].v * upper.mass + upright, dtype=np.float64)

    return moment
