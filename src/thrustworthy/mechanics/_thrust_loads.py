"""Hip thrusts whose load is no held mass (band, machine lever), and the one with the back on a ball.

The posture is that of the bench-pivot, from the buttocks on the floor up, or from as low as the hip sinks (hip_drop).
Band and lever act on the pelvis at the place of the bar by an applied force; neither adds a mass to the body.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from thrustworthy.mechanics._bench_pivot import solve_bench_pivot
from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._chain import AppliedForce, Motion
from thrustworthy.mechanics._jet import Jet, arctan2, constant, sqrt
from thrustworthy.mechanics._planar import Point
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import number
from thrustworthy.mechanics._two_legs import Technique


def solve_banded_thrust(body: Body, technique: Technique, progress: Jet, load: float) -> Motion:
    """A band from the pelvis to one place of the floor. load: its force at lockout over gravity, kg.

    technique keys beside those of the bench-pivot: band_anchor, and band_rest_length or band_stiffness; the other of
    the two follows from the load. NaN where the band would have to be slack at lockout or shorter than nothing.
    """
    motion, pad = _with_pad(body, technique, progress)
    top, pad_top = _with_pad(body, technique, _lockout(technique))
    anchor = (constant(top.points["hip"][0].v + technique["band_anchor"]), constant(0 * technique["band_anchor"]))
    motion = replace(motion, points=dict(motion.points) | {"anchor": _still_over(anchor, pad)})
    if load == 0:
        return motion
    longest, _ = _line(anchor, pad_top)
    stiffness, rest = _band(technique, longest.v, load * number("engine", "gravity"))
    length, (along_x, along_y) = _line(anchor, pad)
    # A band never pushes: below its rest length it hangs slack.
    stretch = np.maximum(length.v - rest, 0.0)
    pull = stiffness * stretch
    force = AppliedForce("pelvis", pad, -pull * along_x, -pull * along_y, 0.5 * stiffness * stretch**2)
    return replace(motion, forces=(force,))


def _band(technique: Technique, longest: Array, force: Array | float) -> tuple[Array, Array]:
    """Stiffness (N/m) and rest length (m) with which the band pulls with ``force`` at its lockout length."""
    if "band_stiffness" in technique:
        stiffness = technique["band_stiffness"]
        rest = longest - force / stiffness
        return stiffness, np.where(rest >= 0, rest, np.nan)
    rest = technique["band_rest_length"]
    stretch = longest - rest
    return np.where(stretch > 0, force / stretch, np.nan), rest


def solve_machine_thrust(body: Body, technique: Technique, progress: Jet, load: float) -> Motion:
    """A weight on a hinged lever, which rests on the pelvis. load: kg at the pad, the lever's length from the hinge.

    The pad slides along the lever without friction, so it pushes at right angles to it. technique keys beside those of
    the bench-pivot: lever_length (hinge to pad at lockout), hinge_height. NaN where the lever does not reach.
    """
    motion, pad = _with_pad(body, technique, progress)
    _, (x, y) = _with_pad(body, technique, _lockout(technique))
    length, height = technique["lever_length"], technique["hinge_height"]
    hinge = (constant(x.v - np.sqrt(length**2 - (y.v - height) ** 2)), constant(height))
    motion = replace(motion, points=dict(motion.points) | {"hinge": _still_over(hinge, pad)})
    if load == 0:
        return motion
    g = number("engine", "gravity")
    reach, (cosine, sine) = _line(hinge, pad)
    angle = arctan2(pad[1] - hinge[1], pad[0] - hinge[0])
    # Moments about the hinge: the pelvis turns the weight's inertia and holds its weight.
    push = load * length * (length * angle.a + g * cosine) / reach.v
    energy = 0.5 * load * (length * angle.d) ** 2 + load * g * length * sine
    return replace(motion, forces=(AppliedForce("pelvis", pad, push * sine, -push * cosine, energy),))


def solve_ball_thrust(body: Body, technique: Technique, progress: Jet, load: float) -> Motion:
    """The back turning about one place of a ball that stands still; a load may rest on the pelvis.

    technique keys beside those of the bench-pivot (bench_height aside): ball_radius, ball_contact. The point
    ``ball_floor`` is where the ball stands.
    """
    tilt = np.radians(technique["ball_contact"])
    radius = technique["ball_radius"]
    height = radius * (1 + np.cos(tilt))
    motion, pad = _with_pad(body, dict(technique) | {"bench_height": height}, progress)
    back = motion.points["bench"][0]
    points = dict(motion.points) | {"ball_floor": (back - radius * np.sin(tilt), back * 0.0)}
    del points["pad"]
    return replace(motion, points=points, load_point=pad if load > 0 else None)


def _with_pad(body: Body, technique: Technique, progress: Jet) -> tuple[Motion, Point]:
    """The bench-pivot from the buttocks up, hands at the hips, and the place on the pelvis where the load acts.

    A trunk too short for the height of its contact ends above the floor: hip_drop is the most the hip sinks.
    """
    lowest = technique["bench_height"] / body.people.height - technique["hip_drop"]
    # No bar: nothing but the buttocks decides how low the start is.
    given = {"buttock_radius": np.maximum(technique["buttock_radius"], lowest), "load_radius": np.full((1, 1), np.nan)}
    motion = solve_bench_pivot(body, dict(technique) | given, progress, loaded=True)
    points = dict(motion.points)
    points["pad"] = pad = points.pop("bar")
    return replace(motion, points=points, load_point=None), pad


def _lockout(technique: Technique) -> Jet:
    """Progress of 1, standing still, whatever part of the lift is simulated."""
    return constant(np.ones_like(technique["concentric_time"]))


def _line(root: Point, tip: Point) -> tuple[Jet, tuple[Array, Array]]:
    """Distance from root to tip, and its direction."""
    x, y = tip[0] - root[0], tip[1] - root[1]
    distance = sqrt(x * x + y * y)
    return distance, (x.v / distance.v, y.v / distance.v)


def _still_over(place: Point, like: Point) -> Point:
    """The same place in every frame."""
    return place[0] + like[0] * 0.0, place[1] + like[1] * 0.0
