"""Posture of the lifts on one leg: the hinge with the other leg out behind, thrusts on one leg or on two unlike.

Hinge: knee and trunk angles run, the ankle of the standing leg keeps the (quasi-static) balance, the other leg is
held at its own angles. Thrusts: the linkage of working leg, trunk and bench is that of the lift on two legs; the other
leg is held in the air, or stands flat further out with a share of the load.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from thrustworthy.mechanics._bench_pivot import solve_bench_pivot
from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._chain import OTHER, Motion, bend_trunk
from thrustworthy.mechanics._contacts import OtherLeg
from thrustworthy.mechanics._jet import Jet, constant
from thrustworthy.mechanics._planar import add, sine_cosine, solve_turn, turn
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import number
from thrustworthy.mechanics._timing import between
from thrustworthy.mechanics._two_legs import (
    HALF,
    OtherPose,
    Technique,
    attach,
    hold_in_air,
    leg_pieces,
    other_moment,
    place_all,
    stand_on,
    upper_body,
)


def solve_single_leg_hinge(body: Body, technique: Technique, progress: Jet, load: float, load_place: str) -> Motion:
    """Single-leg Romanian deadlift: knee and trunk run, the ankle balances, the other leg is held out behind."""
    knee = between(np.radians(technique["knee_angle"]), np.radians(technique["knee_end"]), progress)
    thorax = between(-np.radians(technique["trunk_angle"]), -np.radians(technique["trunk_end"]), progress)
    lumbar = between(np.radians(technique["lumbar_start"]), np.radians(technique["lumbar_end"]), progress)
    trunk = bend_trunk(body, lumbar)
    upper = upper_body(body, technique, trunk, load, load_place)
    pelvis = thorax - lumbar
    pose = _held(technique, progress, pelvis)
    origin = (constant(np.zeros((1, 1))), constant(np.zeros((1, 1))))
    above = turn(sine_cosine(pelvis), *upper.moment)[0] + other_moment(body, origin, pose)[0]
    shank = _balance_shank(body, technique, knee, above, upper.mass, load)
    motion = place_all(body, technique, trunk, (shank, shank + knee, pelvis, lumbar), load_place)
    return _off_the_floor(attach(motion, body, pose, 0.5 * body.foot))


def _balance_shank(body: Body, technique: Technique, knee: Jet, above: Jet, upper: Array, load: float) -> Jet:
    """Turn of the shank that balances over the centre of pressure. above: first moment about the hip, kg m."""
    leg = leg_pieces(body)
    other = leg["foot"].mass + leg["shank"].mass + leg["thigh"].mass
    hung = upper + other
    of_shank = leg["shank"].mass * leg["shank"].y + (leg["thigh"].mass + hung) * body.shank
    of_thigh = leg["thigh"].mass * leg["thigh"].y + hung * body.thigh
    ankle = body.ankle_x * (leg["shank"].mass + leg["thigh"].mass + hung)
    target = (body.people.mass + load) * technique["centre_of_pressure"] * body.foot
    target = target - leg["foot"].mass * leg["foot"].x
    s, c = sine_cosine(knee)
    # of_shank sin(q) + of_thigh sin(q + knee) = ankle + above - target
    return solve_turn(s * of_thigh, c * of_thigh + of_shank, above + (ankle - target), -1)


def _held(technique: Technique, progress: Jet, pelvis: Jet) -> OtherPose:
    hip, knee = (
        between(np.radians(technique[f"other_{joint}_start"]), np.radians(technique[f"other_{joint}_end"]), progress)
        for joint in ("hip", "knee")
    )
    return hold_in_air(pelvis, hip, knee)


def solve_one_leg_thrust(body: Body, technique: Technique, progress: Jet, load: float) -> Motion:
    """Thrust or bridge on one leg from the buttocks up, the other held in the air; a load rests on the pelvis."""
    motion = solve_bench_pivot(body, technique, progress, loaded=False)
    pelvis = motion.turns["pelvis"]
    if load > 0:
        place = turn(sine_cosine(pelvis), technique["bar_x"], technique["bar_place"])
        motion = replace(motion, load_point=add(motion.points["hip"], place))
    return _off_the_floor(attach(motion, body, _held(technique, progress, pelvis), 0.5 * body.foot))


def _off_the_floor(motion: Motion) -> Motion:
    """The motion, without a posture (NaN) for bodies whose held foot would pass through the floor."""
    heel, toe = (motion.points[name + OTHER][1].v for name in ("heel", "toe"))
    sinks = np.minimum(heel, toe).min(axis=1, keepdims=True) < -number("engine", "foot_touch")
    nowhere = np.where(sinks, np.nan, 0.0)
    thigh = motion.turns[f"thigh{OTHER}"] + Jet(nowhere, nowhere, nowhere)
    return replace(motion, turns=dict(motion.turns) | {f"thigh{OTHER}": thigh})


def solve_b_stance(body: Body, technique: Technique, progress: Jet) -> Motion:
    """Thrust with a bar on two feet of which one stands flat further out."""
    motion = solve_bench_pivot(body, technique, progress, loaded=True)
    sole = technique["other_centre_of_pressure"] * body.foot
    x = sole + technique["other_foot_ahead"] * body.foot
    spot = (constant(x), constant(technique["feet_height"] + 0 * x))
    pose = stand_on(body, spot, constant(np.zeros((1, 1))), sole, motion.points["hip"])
    pose = OtherPose(_unwrap(pose.thigh), _unwrap(pose.shank), pose.foot)
    return attach(motion, body, pose, sole)


def in_air(technique: Technique) -> OtherLeg:
    """The other foot carries nothing."""
    zero = 0 * technique["concentric_time"]
    return OtherLeg(zero, zero, zero, zero, technique.get("bench_roll", zero))


def on_flat_foot(technique: Technique, motion: Motion) -> OtherLeg:
    """The other foot carries its share where it presses."""
    x, y = (one.v[:, :1] for one in motion.points["sole_other"])
    return OtherLeg(technique["other_share"], technique["other_force_ratio"], x, y, technique["bench_roll"])


def _unwrap(angle: Jet) -> Jet:
    """The same direction from a quarter turn forward of upright once around."""
    return Jet(np.mod(angle.v + HALF, 2.0 * np.pi) - HALF, angle.d, angle.a)
