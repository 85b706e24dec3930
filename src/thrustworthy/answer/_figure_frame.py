"""The frame that all pictures of one lift share: scale, place on the picture, and what the longest arrows stand for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thrustworthy.answer._figure_words import JOINTS, contacts_of, legend_rows, points_at
from thrustworthy.answer._outline import body_height, clear_of_floor, drawing
from thrustworthy.answer._svg import Point

if TYPE_CHECKING:
    from thrustworthy.mechanics import Figure, Simulation


@dataclass(frozen=True)
class Frame:
    """The shared frame: metres to picture units, origin at the left end of the floor."""

    scale: float
    left: float
    floor: float
    width: float
    height: float
    largest_moment: float
    largest_spine: float
    largest_hip: float
    largest_contact: float

    def at(self, point: Point) -> Point:
        """A point in metres as a point of the picture (y runs down)."""
        return (point[0] - self.left) * self.scale, self.floor - point[1] * self.scale


def hip_of(figure: Figure) -> list[Any]:
    """The force in the hip, where it is known."""
    return [figure.joints["hip"]] if "hip" in figure.joints else []


def _size(vector: Any) -> float:
    return math.hypot(float(vector[0]), float(vector[1]))


def frame_of(simulation: Simulation, frames: tuple[int, ...], *, figures: bool) -> Frame:
    """The frame that holds all these frames of the lift. figures: with room for the numbers under the body."""
    picture = drawing()["picture"]
    figure = simulation.figure
    boxes = [_box(figure, at) for at in frames]
    left, right = min(b[0] for b in boxes), max(b[1] for b in boxes)
    top = max(b[2] for b in boxes)
    room = picture["width"] - 2 * picture["pad"]
    scale = min(room / (right - left), picture["most_height"] / max(top - figure.floor, 0.1))
    body_top = 2.4 * picture["pad"] + (top - figure.floor) * scale
    rows = len(legend_rows(simulation, frames[0])) if figures else 0
    below = picture["under_floor"] + rows * picture["line"] + (picture["pad"] if figures else 0)
    spare = (picture["width"] - (right - left) * scale) / 2
    return Frame(
        scale=scale,
        left=left - spare / scale,
        floor=body_top + figure.floor * scale,
        width=picture["width"],
        height=body_top + below,
        largest_moment=max((abs(float(figure.moments[j][at])) for j, _ in JOINTS for at in frames), default=1.0),
        largest_spine=max(_size(figure.spine["l5s1"]["vector"][at]) for at in frames),
        largest_hip=max((_size(one["vector"][at]) for one in hip_of(figure) for at in frames), default=1.0),
        largest_contact=max(
            (_size(figure.forces[name]["vector"][at]) for name in contacts_of(figure) for at in frames),
            default=1.0,
        ),
    )


def _box(figure: Figure, frame: int) -> tuple[float, float, float]:
    """Left, right and top of everything drawn in a frame, m."""
    points = clear_of_floor(points_at(figure, frame), figure.floor)
    margin = 0.07 * body_height(points)
    xs = [x for x, _ in points.values()]
    tops = [y + margin for _, y in points.values()]
    left, right = min(xs) - margin, max(xs) + margin
    radius = figure.plate_radius or 0.0
    for x, y in ((float(p[0]), float(p[1])) for p in figure.points.get("bar", ())):
        left, right = min(left, x - radius), max(right, x + radius)
        tops.append(y + radius)
    if figure.bench is not None:
        left = min(left, figure.bench[0][0])
    return left, right, max(tops)
