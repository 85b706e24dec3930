"""Posture of the bench-pivot lifts: feet flat on the floor, the back turning about one point of the bench (or floor).

Between the foot and the pivot there is a closed linkage (shank, thigh, trunk of changing lumbar bend) with one free
angle, the pelvis; it runs from the start (bar or buttocks at the floor) to the lockout in minimum-jerk time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._chain import Motion, Posture, Trunk, bend_trunk, place_chain
from thrustworthy.mechanics._jet import Jet, constant
from thrustworthy.mechanics._planar import Point, add, sine_cosine, solve_turn, turn, two_link
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._tables import number
from thrustworthy.mechanics._timing import between

HALF = 0.5 * np.pi


def solve_bench_pivot(body: Body, technique: Mapping[str, Array], progress: Jet, loaded: bool) -> Motion:
    """The motion of every sample; NaN where the posture has no solution.

    technique keys: bench_height, feet_height, knee_angle, hip_end, lumbar_start, lumbar_end, contact_below_shoulder,
    contact_depth, buttock_radius, bar_place, bar_x; foot_distance if set; load_radius where the load is no bar with
    plates. loaded: a bar lies on the pelvis.
    """
    lumbar = {key: np.radians(technique[f"lumbar_{key}"]) for key in ("start", "end")}
    foot_y = technique["feet_height"]
    pivot, lockout_pelvis = _lockout(body, technique, lumbar["end"])
    start_pelvis = _start(body, technique, lumbar["start"], pivot[1], loaded)
    bend = between(lumbar["start"], lumbar["end"], progress)
    pelvis = between(start_pelvis, lockout_pelvis, progress)
    trunk = bend_trunk(body, bend)
    facing = sine_cosine(pelvis)
    away = turn(facing, *contact_in_pelvis(body, technique, trunk))
    hip = (pivot[0] - away[0], pivot[1] - away[1])
    ankle = (constant(body.ankle_x), constant(body.ankle_y + foot_y))
    # Seen from the ankle the hip lies towards the bench; the knee bends away from the floor, to the right of that line.
    shank, thigh = two_link(ankle, hip, body.shank, body.thigh, -1)
    bar = add(hip, turn(facing, technique["bar_x"], technique["bar_place"]))
    shoulder = add(hip, turn(facing, *trunk.joints["shoulder"]))
    upper_arm, forearm = arms_on_bar(body, trunk, pelvis, shoulder, bar, loaded)
    posture = Posture(
        shank=_unwrap(shank - HALF),
        thigh=_unwrap(thigh - HALF),
        pelvis=pelvis,
        lumbar=bend,
        upper_arm=upper_arm,
        forearm=forearm,
        foot_y=foot_y,
    )
    motion = place_chain(body, trunk, posture)
    points = dict(motion.points) | {"bench": (pivot[0], pivot[1])}
    if loaded:
        points["bar"] = bar
    return replace(motion, points=points, load_point=bar if loaded else None)


def contact_in_pelvis(body: Body, technique: Mapping[str, Array], trunk: Trunk) -> Point:
    """The point of the back that rests on the bench, in the pelvis frame."""
    facing = sine_cosine(trunk.turns["thorax"])
    x = -technique["contact_depth"] * body.people.height
    y = -technique["contact_below_shoulder"] * body.people.height
    return add(trunk.joints["shoulder"], turn(facing, x, y))


def _lockout(body: Body, technique: Mapping[str, Array], lumbar: Array) -> tuple[Point, Array]:
    """Pivot place and pelvis turn at lockout: knee and hip angle (or foot distance) decide, the bench height closes."""
    trunk = bend_trunk(body, constant(lumbar))
    hip_end = np.radians(technique["hip_end"])
    x, y = contact_in_pelvis(body, technique, trunk)
    s, c = sine_cosine(constant(-hip_end))
    # Thigh and trunk as one link in the thigh's own frame, from the knee to the contact point.
    arm = add(turn((s, c), x, y), (constant(0 * body.thigh), constant(body.thigh)))
    rise = technique["bench_height"] - technique["feet_height"] - body.ankle_y
    if "foot_distance" in technique:
        across = -technique["foot_distance"] - body.ankle_x
        root = (constant(0 * rise), constant(0 * rise))
        length = np.hypot(arm[0].v, arm[1].v)
        _, line = two_link(root, (constant(across), constant(rise)), body.shank, length, -1)
        thigh = line.v - np.arctan2(arm[1].v, arm[0].v)
    else:
        knee = np.radians(technique["knee_angle"])
        # The shank turned by -knee from the thigh: one rigid frame from ankle to pivot.
        ax = arm[0].v + np.sin(-knee) * -body.shank
        ay = arm[1].v + np.cos(-knee) * body.shank
        thigh = solve_turn(constant(ay), constant(ax), constant(rise), 1).v
        across = ax * np.cos(thigh) - ay * np.sin(thigh)
    thigh = _on_sheet(thigh)
    pivot = (constant(body.ankle_x + across), constant(technique["bench_height"] + 0 * across))
    return pivot, np.asarray(thigh - hip_end, dtype=np.float64)


def _start(body: Body, technique: Mapping[str, Array], lumbar: Array, pivot_y: Jet, loaded: bool) -> Array:
    """Pelvis turn at the start: buttocks on the floor, or the bar's plates on it, whichever leaves the hip higher."""
    trunk = bend_trunk(body, constant(lumbar))
    x, y = contact_in_pelvis(body, technique, trunk)
    hip_low = technique["buttock_radius"] * body.people.height
    if "hip_drop" in technique:
        # A trunk too short for the bench ends above the floor.
        hip_low = np.maximum(hip_low, technique["bench_height"] - technique["hip_drop"] * body.people.height)
    # Hip height is pivot_y - (x sin + y cos): solved for the hip, and again for the bar centre above it.
    seated = solve_turn(y, x, pivot_y - hip_low, 1)
    if not loaded:
        return _on_sheet(seated.v)
    bar_low = technique.get("load_radius", np.full((1, 1), number("engine", "plate_radius")))
    on_plates = solve_turn(y - technique["bar_place"], x - technique["bar_x"], pivot_y - bar_low, 1)
    # A larger turn lies flatter, with the hip higher. A seat that cannot reach the floor leaves the plates to decide.
    return np.asarray(np.fmax(_on_sheet(seated.v), _on_sheet(on_plates.v)), dtype=np.float64)


def arms_on_bar(body: Body, trunk: Trunk, pelvis: Jet, shoulder: Point, bar: Point, loaded: bool) -> tuple[Jet, Jet]:
    """Hands on the bar with the elbows towards the floor; without a bar the arms lie along the trunk."""
    if not loaded:
        thorax = pelvis + trunk.turns["thorax"]
        return thorax, thorax
    upper, lower = two_link(shoulder, bar, body.upper_arm, body.forearm, -1)
    return upper + HALF, lower + HALF


def _unwrap(angle: Jet) -> Jet:
    return Jet(_on_sheet(angle.v), angle.d, angle.a)


def _on_sheet(angle: Array) -> Array:
    """The same direction from a quarter turn forward of upright (-90 degrees) once around."""
    return np.asarray(np.mod(angle + HALF, 2.0 * np.pi) - HALF, dtype=np.float64)
