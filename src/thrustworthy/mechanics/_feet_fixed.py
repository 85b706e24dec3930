"""Posture of the standing lifts: in every frame body and load balance (quasi-statically) over one place of the foot.

Three chains share the balance equation, which is always of the form a cos + b sin = c in one unknown angle:
squat (shank and thigh run, the trunk balances), bar_path (bar on a straight vertical path in the hands; shank and trunk
run, the thigh balances) and hinge (knee and trunk angles run, the ankle balances).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._chain import Motion, Posture, Trunk, bend_trunk, place_chain
from thrustworthy.mechanics._jet import Jet, arctan2, constant, sqrt
from thrustworthy.mechanics._planar import Point, add, sine_cosine, solve_turn, turn
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import number
from thrustworthy.mechanics._timing import between

Technique = Mapping[str, Array]
# Extra turns of the shank towards upright that are tried, smallest first, rad.
_DIPS = tuple(np.radians(np.arange(0.0, 17.0, 1.0)).tolist())


@dataclass(frozen=True)
class Balance:
    """What the balance equation needs at one lumbar posture.

    moment: mass times position, in the pelvis frame, of all that turns with the trunk (kg m). mass: of that.
    target: total mass times the wanted centre of pressure less what does not move (foot, hanging load), kg m.
    """

    body: Body
    moment: Point
    mass: Array
    target: Array


def solve_squat(body: Body, technique: Technique, progress: Jet, load: float) -> Motion:
    """Squat: thigh and shank angles run from the bottom to standing, the trunk keeps the balance."""
    thigh_start = 0.5 * np.pi + np.radians(technique["depth"])
    shank_start = -np.radians(technique["shank_angle"]) - _least_lean(body, technique, thigh_start, load)
    shank_end, thigh_end, _ = _standing(body, technique, load, hands=False)
    shank = between(shank_start, shank_end, progress)
    thigh = between(thigh_start, thigh_end, progress)
    bend = _bend(technique, progress)
    trunk = bend_trunk(body, bend)
    even = _balance(body, technique, trunk, load, hands=False)
    pelvis = _balance_pelvis(even, shank, thigh)
    return finish_standing(body, technique, trunk, shank, thigh, pelvis, bend, load, hands=False)


def _least_lean(body: Body, technique: Technique, thigh: Array, load: float) -> Array:
    """Smallest extra lean of the shank (rad) with which the trunk balances at the bottom without lying flat.

    Zero where none up to ``lean_more`` is enough: the posture then finds no solution, or lies flatter.
    """
    best = np.full_like(thigh, np.nan)
    bend = np.radians(technique["lumbar_start"])
    even = _balance(body, technique, bend_trunk(body, constant(bend)), load, hands=False)
    flattest = -np.radians(technique["trunk_most"])
    most = np.radians(technique["lean_more"])
    for size in _DIPS:
        lean = np.minimum(size, most)
        shank = constant(-np.radians(technique["shank_angle"]) - lean)
        thorax = _balance_pelvis(even, shank, constant(thigh)).v + bend
        best = np.where(np.isnan(best) & (thorax >= flattest), lean, best)
    return np.nan_to_num(best)


def solve_hinge(body: Body, technique: Technique, progress: Jet, load: float, hands: bool) -> Motion:
    """Romanian deadlift and good morning: knee and trunk angles run, the ankle keeps the balance."""
    knee = between(np.radians(technique["knee_angle"]), np.radians(technique["knee_end"]), progress)
    thorax = between(-np.radians(technique["trunk_angle"]), -np.radians(technique["trunk_end"]), progress)
    bend = _bend(technique, progress)
    trunk = bend_trunk(body, bend)
    even = _balance(body, technique, trunk, load, hands)
    pelvis = thorax - bend
    shank = _balance_shank(even, knee, pelvis)
    return finish_standing(body, technique, trunk, shank, shank + knee, pelvis, bend, load, hands)


def solve_bar_path(body: Body, technique: Technique, progress: Jet, load: float) -> Motion:
    """Deadlift: the bar leaves floor_height on a straight vertical path, arms straight, the thigh keeps the balance.

    The shank comes upright as the bar passes the knee, just as far as the bar needs to clear it; NaN where it cannot.
    """
    shank_end, _, thorax_end = _standing(body, technique, load, hands=True)
    shank_start = -np.minimum(np.radians(technique["shank_angle"]), _shin_limit(body, technique))
    thorax_start = _lift_off(body, technique, shank_start, load)
    thorax = between(thorax_start, thorax_end, progress)
    bend = _bend(technique, progress)
    trunk = bend_trunk(body, bend)
    even = _balance(body, technique, trunk, load, hands=True)
    pelvis = thorax - bend
    # The shank leads the trunk; the dip, largest (1) a third of the way up, makes it more upright there.
    ahead = 1.0 - progress
    leading = ahead * ahead * (shank_start - shank_end) + shank_end
    dip = progress * ahead * ahead * 6.75

    # Whether the bar clears is a matter of place: the search leaves the derivatives out.
    places = replace(even, moment=(constant(even.moment[0].v), constant(even.moment[1].v)))

    def leg(size: Array) -> tuple[Array, Array]:
        shank = leading.v + dip.v * size
        return shank, _balance_thigh(places, constant(shank), constant(pelvis.v)).v

    shank = leading + dip * _least_dip(body, technique, trunk, pelvis, leg)
    thigh = _balance_thigh(even, shank, pelvis)
    return finish_standing(body, technique, trunk, shank, thigh, pelvis, bend, load, hands=True)


def _least_dip(
    body: Body, technique: Technique, trunk: Trunk, pelvis: Jet, leg: Callable[[Array], tuple[Array, Array]]
) -> Array:
    """Smallest extra turn (rad) of the shank with which the bar clears shin and knee in every frame; NaN if none."""
    line = bar_line(body, technique)
    reach = body.upper_arm + body.forearm
    clearance, touch = number("engine", "bar_clearance"), number("engine", "bar_touch")
    x, y = (one.v for one in turn(sine_cosine(pelvis), *trunk.joints["shoulder"]))
    ankle_y = body.ankle_y + technique["feet_height"]
    best = np.full_like(line, np.nan)
    for size in _DIPS:
        shank, thigh = leg(np.full_like(line, size))
        knee_x, knee_y = body.ankle_x - body.shank * np.sin(shank), ankle_y + body.shank * np.cos(shank)
        across = line - (knee_x - body.thigh * np.sin(thigh) + x)
        bar_y = knee_y + body.thigh * np.cos(thigh) + y - np.sqrt(reach**2 - across**2)
        # Fore-aft place of the shank's axis at the height of the bar, up to the knee.
        axis = body.ankle_x - np.tan(shank) * np.clip(bar_y - ankle_y, 0.0, knee_y - ankle_y)
        room = np.where(bar_y < knee_y + clearance, line - axis, np.inf)
        clears = (room > clearance - touch).all(axis=1, keepdims=True)
        best = np.where(clears & np.isnan(best), size, best)
        if not np.isnan(best).any():
            break
    return best


def bar_line(body: Body, technique: Technique) -> Array:
    """Fore-aft place of a bar held in the hands, m from the heel."""
    return technique["centre_of_pressure"] * body.foot + technique["bar_foot_distance"]


def _bend(technique: Technique, progress: Jet) -> Jet:
    return between(np.radians(technique["lumbar_start"]), np.radians(technique["lumbar_end"]), progress)


def _balance(body: Body, technique: Technique, trunk: Trunk, load: float, hands: bool) -> Balance:
    arm = body.pieces["upper_arm"].mass + body.pieces["forearm"].mass
    total = trunk.mass + arm + sum(body.pieces[name].mass for name in ("foot", "shank", "thigh")) + load
    target = total * technique["centre_of_pressure"] * body.foot - body.pieces["foot"].mass * body.pieces["foot"].x
    if hands:
        # A straight arm's centre lies on the line from shoulder to bar: part of it rides on each end.
        share = _arm_share(body)
        extra = trunk.joints["shoulder"]
        moment = add(trunk.moment, (extra[0] * (arm * (1 - share)), extra[1] * (arm * (1 - share))))
        target = target - (arm * share + load) * bar_line(body, technique)
        return Balance(body, moment, trunk.mass + arm * (1 - share), target)
    parts = _on_back(body, technique, trunk, load)
    moment = trunk.moment
    for mass, place in parts:
        moment = add(moment, (place[0] * mass, place[1] * mass))
    return Balance(body, moment, trunk.mass + arm + load, target)


def _on_back(body: Body, technique: Technique, trunk: Trunk, load: float) -> list[tuple[Array, Point]]:
    """Arms and bar with the bar on the back, in the pelvis frame: (mass, place)."""
    thorax = trunk.turns["thorax"]
    upper, fore = (thorax + angle for angle in _arm_turns(technique, load))
    shoulder = trunk.joints["shoulder"]
    elbow = _down(shoulder, upper, body.upper_arm)
    parts = [
        (body.pieces["upper_arm"].mass, _down(shoulder, upper, -body.pieces["upper_arm"].y)),
        (body.pieces["forearm"].mass, _down(elbow, fore, -body.pieces["forearm"].y)),
    ]
    bar = add(shoulder, turn(sine_cosine(thorax), technique["bar_x"], technique["bar_height_on_back"]))
    return [*parts, (np.full_like(body.thigh, load), bar)]


def _arm_turns(technique: Technique, load: float) -> tuple[Array, Array]:
    """Turns of upper arm and forearm on the thorax, rad: hands on the bar; without one, reaching forward if so set."""
    if load <= 0 and "arms_reach" in technique:
        reach = np.radians(technique["arms_reach"])
        return reach, reach
    upper, fore = (
        np.radians(technique.get(name, np.full((1, 1), number("engine", f"arm_on_back.{name}"))))
        for name in ("upper_arm", "forearm")
    )
    return upper, fore


def _down(root: Point, angle: Jet, length: Array) -> Point:
    s, c = sine_cosine(angle)
    return root[0] + s * length, root[1] - c * length


def _arm_share(body: Body) -> Array:
    """How far down the straight arm its centre of mass lies, as a share of its length."""
    upper, fore = body.pieces["upper_arm"], body.pieces["forearm"]
    reach = -(upper.mass * upper.y + fore.mass * (fore.y - body.upper_arm)) / (upper.mass + fore.mass)
    return np.asarray(reach / (body.upper_arm + body.forearm), dtype=np.float64)


def _leg_terms(even: Balance) -> tuple[Array, Array, Array]:
    """First moments, kg m: target = ankle - of_shank sin(shank) - of_thigh sin(thigh) + trunk."""
    body, shank, thigh = even.body, even.body.pieces["shank"], even.body.pieces["thigh"]
    ankle = body.ankle_x * (shank.mass + thigh.mass + even.mass)
    return (
        ankle,
        shank.mass * shank.y + (thigh.mass + even.mass) * body.shank,
        (thigh.mass * thigh.y + even.mass * body.thigh),
    )


def _balance_pelvis(even: Balance, shank: Jet, thigh: Jet) -> Jet:
    ankle, of_shank, of_thigh = _leg_terms(even)
    rest = sine_cosine(shank)[0] * of_shank + sine_cosine(thigh)[0] * of_thigh + (even.target - ankle)
    # x cos - y sin = rest; of two answers the one with the trunk above the hip.
    return solve_turn(even.moment[0], -even.moment[1], rest, 1)


def _balance_shank(even: Balance, knee: Jet, pelvis: Jet) -> Jet:
    ankle, of_shank, of_thigh = _leg_terms(even)
    s, c = sine_cosine(knee)
    upper = turn(sine_cosine(pelvis), *even.moment)[0]
    # shank_term sin(q) + thigh_term sin(q + knee) = ankle + trunk - target
    return solve_turn(s * of_thigh, c * of_thigh + of_shank, upper + (ankle - even.target), -1)


def _balance_thigh(even: Balance, shank: Jet, pelvis: Jet) -> Jet:
    ankle, of_shank, of_thigh = _leg_terms(even)
    upper = turn(sine_cosine(pelvis), *even.moment)[0]
    rest = upper + (ankle - even.target) - sine_cosine(shank)[0] * of_shank
    return solve_turn(constant(0 * of_thigh), constant(of_thigh), rest, -1)


def _standing(body: Body, technique: Technique, load: float, hands: bool) -> tuple[Array, Array, Array]:
    """Shank, thigh and thorax turns at lockout: knee and trunk as the technique has them, the ankle balances."""
    lumbar = np.radians(technique["lumbar_end"])
    thorax = -np.radians(technique["trunk_end"])
    knee = np.radians(technique["knee_end"])
    even = _balance(body, technique, bend_trunk(body, constant(lumbar)), load, hands)
    shank = _balance_shank(even, constant(knee), constant(thorax - lumbar)).v
    return shank, shank + knee, thorax


def _shin_limit(body: Body, technique: Technique) -> Array:
    """The most the shank can lean before the shin meets the bar at floor_height, rad."""
    room = bar_line(body, technique) - body.ankle_x - number("engine", "bar_clearance")
    rise = np.maximum(technique["floor_height"] - technique["feet_height"] - body.ankle_y, 0.0)
    return np.asarray(np.arctan2(np.maximum(room, 0.0), rise), dtype=np.float64)


def _lift_off(body: Body, technique: Technique, shank: Array, load: float) -> Array:
    """Thorax turn at which straight arms just reach the bar at floor_height: the most upright such posture."""
    lumbar = np.radians(technique["lumbar_start"])
    trunk = bend_trunk(body, constant(lumbar))
    even = _balance(body, technique, trunk, load, hands=True)
    line = bar_line(body, technique)
    reach = body.upper_arm + body.forearm

    def above_floor(pelvis: Array) -> Array:
        """Bar height less floor_height."""
        thigh = _balance_thigh(even, constant(shank), constant(pelvis)).v
        x, y = turn(sine_cosine(constant(pelvis)), *trunk.joints["shoulder"])
        sx = body.ankle_x - body.shank * np.sin(shank) - body.thigh * np.sin(thigh) + x.v
        sy = body.ankle_y + technique["feet_height"] + body.shank * np.cos(shank) + body.thigh * np.cos(thigh) + y.v
        with np.errstate(invalid="ignore"):
            hang = np.sqrt(reach**2 - (line - sx) ** 2)
        return np.asarray(sy - hang - technique["floor_height"], dtype=np.float64)

    return _first_root(above_floor, 0.0, -np.radians(130.0), 66) + lumbar


def _first_root(function: Callable[[Array], Array], start: float, stop: float, steps: int) -> Array:
    """First sign change from positive to negative on a walk from start to stop, refined by bisection; NaN if none."""
    grid = np.linspace(start, stop, steps)
    values = function(grid[None, :])
    with np.errstate(invalid="ignore"):
        crossing = (values[:, :-1] > 0) & (values[:, 1:] <= 0)
    found = np.asarray(crossing.any(axis=1))
    index = np.asarray(crossing.argmax(axis=1))
    low, high = grid[index][:, None], grid[index + 1][:, None]
    for _ in range(50):
        middle = 0.5 * (low + high)
        positive = np.asarray(function(middle) > 0)
        low, high = np.where(positive, middle, low), np.where(positive, high, middle)
    return np.where(found[:, None], 0.5 * (low + high), np.nan)


def finish_standing(
    body: Body,
    technique: Technique,
    trunk: Trunk,
    shank: Jet,
    thigh: Jet,
    pelvis: Jet,
    bend: Jet,
    load: float,
    hands: bool,
) -> Motion:
    """Place arms and bar, and make the motion.

    technique: feet_height; hands: centre_of_pressure and bar_foot_distance; otherwise bar_x and bar_height_on_back.
    hands: the bar hangs from straight arms over its own place of the foot; otherwise it lies on the back.
    """
    still = constant(np.zeros((1, 1)))
    thorax = pelvis + trunk.turns["thorax"]
    if hands:
        bare = place_chain(body, trunk, _posture(technique, shank, thigh, pelvis, bend, still, still))
        shoulder = bare.points["shoulder"]
        across = bar_line(body, technique) - shoulder[0]
        reach = body.upper_arm + body.forearm
        hang = sqrt(reach**2 - across * across)
        arm = arctan2(across, hang)
        arms = (arm, arm)
    else:
        upper, fore = (thorax + angle for angle in _arm_turns(technique, load))
        arms = (upper, fore)
    motion = place_chain(body, trunk, _posture(technique, shank, thigh, pelvis, bend, *arms))
    if hands:
        bar = motion.points["hand"]
    else:
        facing = sine_cosine(thorax)
        bar = add(motion.points["shoulder"], turn(facing, technique["bar_x"], technique["bar_height_on_back"]))
    return replace(motion, points=dict(motion.points) | {"bar": bar}, load_point=bar)


def _posture(
    technique: Technique, shank: Jet, thigh: Jet, pelvis: Jet, bend: Jet, upper_arm: Jet, forearm: Jet
) -> Posture:
    return Posture(shank, thigh, pelvis, bend, upper_arm, forearm, technique["feet_height"])
