"""The skin around the model's joints: tapered limbs, a trunk that bends with the lumbar joints, a head."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from thrustworthy.answer._svg import Point
from thrustworthy.evidence import read_toml

Points = Mapping[str, Point]
_LUMBAR = ("l5s1", "l4l5", "l3l4", "l2l3", "l1l2", "t12l1")


@cache
def drawing() -> Mapping[str, Any]:
    """The drawing choices of ``data/drawing.toml``."""
    return read_toml("thrustworthy.answer", "data/drawing.toml")


def between(a: Point, b: Point, share: float) -> Point:
    """The point at this share of the way from a to b."""
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def distance(a: Point, b: Point) -> float:
    """Distance between two points."""
    return math.hypot(b[0] - a[0], b[1] - a[1])


def direction(a: Point, b: Point) -> Point:
    """Unit vector from a to b; upwards where they coincide."""
    length = distance(a, b)
    return ((b[0] - a[0]) / length, (b[1] - a[1]) / length) if length > 1e-9 else (0.0, 1.0)


def body_height(points: Points) -> float:
    """Standing height that the drawn points add up to, m."""
    chain = ("ankle", "knee", "hip", *_LUMBAR, "neck", "head_top")
    ankle = max(points["ankle"][1] - points["heel"][1], 0.0)
    return ankle + sum(distance(points[a], points[b]) for a, b in pairwise(chain))


def tube(start: Point, end: Point, stations: list[list[float]], height: float) -> list[Point]:
    """A tapered limb with round ends."""
    ux, uy = direction(start, end)
    left: list[Point] = []
    right: list[Point] = []
    for share, width in stations:
        x, y = between(start, end, share)
        w = width * height
        left.append((x - uy * w, y + ux * w))
        right.append((x + uy * w, y - ux * w))
    first, last = stations[0][1] * height, stations[-1][1] * height
    cap_start = (start[0] - ux * first, start[1] - uy * first)
    cap_end = (end[0] + ux * last, end[1] + uy * last)
    return [*left, cap_end, *reversed(right), cap_start]


@dataclass(frozen=True)
class Head:
    """Ellipse of the skull (its long axis at ``angle`` degrees from x, counter-clockwise) and the nose on it."""

    centre: Point
    half_length: float
    half_width: float
    angle: float
    nose: Point
    nose_radius: float


def clear_of_floor(points: Points, floor: float) -> dict[str, Point]:
    """The model's points, with head and arms kept above the floor for drawing.

    The model holds the head in line with the chest and bends the arms in the picture's plane; lying on the floor both
    could pass below it. In life the head tips forward and the elbows go out to the side (seen here as a straight arm).
    """
    shown = dict(points)
    height = body_height(points)
    clearance = drawing()["head"]["half_width"] * height
    neck, top = points["neck"], points["head_top"]
    reach = distance(neck, top) * drawing()["head"]["centre"]
    lowest = floor + clearance - neck[1]
    sine = (top[1] - neck[1]) / max(distance(neck, top), 1e-9)
    if reach > 0 and sine * reach < lowest:
        up = min(lowest / reach, 1.0)
        across = math.copysign(math.sqrt(1 - up * up), top[0] - neck[0])
        shown["head_top"] = (neck[0] + across * distance(neck, top), neck[1] + up * distance(neck, top))
    if "toe_other" in points:
        # The model's foot is rigid: raised on its ball it would dip its toes below the floor, where in life they bend.
        x, y = points["toe_other"]
        shown["toe_other"] = (x, max(y, floor))
    lowest_hand = floor + drawing()["tube"]["hand"] * height
    if "hand" in points and points["hand"][1] < lowest_hand:
        shown["hand"] = (points["hand"][0], lowest_hand)
    if "elbow" in points and points["elbow"][1] < floor + 0.02 * height:
        shown["elbow"] = between(points["shoulder"], shown["hand"], 0.5)
    return shown


def trunk_outline(points: Points, height: float) -> list[Point]:
    """The trunk: offsets behind and in front of the curve hip, lumbar joints, chest, neck."""
    table = drawing()["trunk"]
    hip, low, top = points["hip"], points["l5s1"], points["t12l1"]
    up = direction(hip, low)
    along = table["seat"]["along"] * height
    curve: list[tuple[str, Point]] = [
        ("seat", (hip[0] + along * up[0], hip[1] + along * up[1])),
        ("hip", hip),
        *((name, points[name]) for name in ("l5s1", "l3l4", "l1l2", "t12l1")),
        ("chest", between(top, points["shoulder"], 0.5)),
        ("shoulder", between(top, points["shoulder"], 0.92)),
        ("neck", points["neck"]),
    ]
    back: list[Point] = []
    front: list[Point] = []
    for i, (name, (x, y)) in enumerate(curve):
        # The base of the neck lies behind the shoulder, not above it: there the chest gives the way up.
        tx, ty = (
            direction(top, points["shoulder"])
            if name == "neck"
            else direction(curve[max(i - 1, 0)][1], curve[min(i + 1, len(curve) - 1)][1])
        )
        # The front of the body lies clockwise of its way up, as the toes do in standing.
        behind, ahead = table[name]["back"] * height, table[name]["front"] * height
        back.append((x - ty * behind, y + tx * behind))
        front.append((x + ty * ahead, y - tx * ahead))
    return [*front, *reversed(back)]


def head_of(points: Points, height: float) -> Head:
    """The skull on the line from the neck to the crown, nose to the front."""
    table = drawing()["head"]
    neck, top = points["neck"], points["head_top"]
    ux, uy = direction(neck, top)
    centre = between(neck, top, table["centre"])
    width = table["half_width"] * height
    return Head(
        centre=centre,
        half_length=table["half_length"] * distance(neck, top),
        half_width=width,
        angle=math.degrees(math.atan2(uy, ux)),
        nose=(centre[0] + uy * width, centre[1] - ux * width),
        nose_radius=table["nose"] * height,
    )


def head_outlines(points: Points, height: float) -> list[list[Point]]:
    """Neck, skull and nose as closed outlines."""
    head = head_of(points, height)
    turned = math.radians(head.angle)
    c, s = math.cos(turned), math.sin(turned)
    skull = []
    for k in range(10):
        along, across = head.half_length * math.cos(k * math.pi / 5), head.half_width * math.sin(k * math.pi / 5)
        skull.append((head.centre[0] + along * c - across * s, head.centre[1] + along * s + across * c))
    width = drawing()["head"]["neck_width"]
    neck = tube(points["neck"], head.centre, [[0.0, width], [1.0, width]], height)
    return [neck, skull, round_outline(head.nose, head.nose_radius)]


def round_outline(centre: Point, radius: float) -> list[Point]:
    """A small circle as a closed outline."""
    steps = [k * math.pi / 3 for k in range(6)]
    return [(centre[0] + radius * math.cos(k), centre[1] + radius * math.sin(k)) for k in steps]


def foot_outline(points: Points, height: float) -> list[Point]:
    """The foot around heel, toe and ankle."""
    heel, toe, ankle = points["heel"], points["toe"], points["ankle"]
    ux, uy = direction(heel, toe)
    vx, vy = -uy, ux

    def at(origin: Point, along: float, above: float) -> Point:
        return origin[0] + height * (along * ux + above * vx), origin[1] + height * (along * uy + above * vy)

    return [
        at(heel, -0.002, 0.002),
        at(heel, -0.010, 0.020),
        at(ankle, -0.020, 0.004),
        at(ankle, 0.020, 0.006),
        at(toe, -0.055, 0.026),
        at(toe, -0.006, 0.018),
        at(toe, 0.0, 0.003),
        at(toe, -0.03, 0.0),
    ]


def skin(points: Points, height: float) -> list[list[Point]]:
    """Closed outlines of every piece but head and arm, from the foot up, in the points' own coordinates."""
    table = drawing()["tube"]
    return [
        foot_outline(points, height),
        tube(points["knee"], points["ankle"], table["shank"], height),
        tube(points["hip"], points["knee"], table["thigh"], height),
        trunk_outline(points, height),
    ]


def other_leg(points: Points, height: float) -> list[list[Point]]:
    """Closed outlines of the other leg, where the model tells the legs apart; else none."""
    if "knee_other" not in points:
        return []
    own = {name: points[f"{name}_other"] for name in ("heel", "toe", "ankle", "knee")}
    table = drawing()["tube"]
    return [
        foot_outline(own, height),
        tube(own["knee"], own["ankle"], table["shank"], height),
        tube(points["hip"], own["knee"], table["thigh"], height),
    ]


def arm(points: Points, height: float) -> list[list[Point]]:
    """Closed outlines of upper arm and forearm."""
    table = drawing()["tube"]
    return [
        tube(points["shoulder"], points["elbow"], table["upper_arm"], height),
        tube(points["elbow"], points["hand"], table["forearm"], height),
    ]


def spine_curve(points: Points) -> list[Point]:
    """The lumbar joints from the sacrum up."""
    return [points[name] for name in _LUMBAR]
