"""Plane geometry on jets: rotations, triangles and the two-term trigonometric equation postures are solved with."""

from __future__ import annotations

from thrustworthy.mechanics._jet import Jet, arccos, arctan2, sin_cos, sqrt
from thrustworthy.mechanics._result import Array

Point = tuple[Jet, Jet]


def turn(angle: tuple[Jet, Jet], x: Jet | Array, y: Jet | Array) -> Point:
    """The vector (x, y) turned counter-clockwise; ``angle`` is its (sine, cosine)."""
    s, c = angle
    return c * x - s * y, s * x + c * y


def add(a: Point, b: Point) -> Point:
    """Sum of two vectors."""
    return a[0] + b[0], a[1] + b[1]


def solve_turn(a: Jet, b: Jet, c: Jet, branch: int) -> Jet:
    """The angle with a cos + b sin = c; branch +1 or -1 picks one of two, NaN where there is none."""
    size = sqrt(a * a + b * b)
    return arctan2(b, a) + branch * arccos(c / size)


def two_link(root: Point, tip: Point, first: Array, second: Array, branch: int) -> tuple[Jet, Jet]:
    """Directions (rad from the x axis) of two links that join root to tip; branch +1 bends the joint to the left.

    NaN where the points are farther apart than the links reach, or nearer than they fold.
    """
    dx, dy = tip[0] - root[0], tip[1] - root[1]
    r2 = dx * dx + dy * dy
    r = sqrt(r2)
    line = arctan2(dy, dx)
    at_root = arccos((r2 + (first**2 - second**2)) / (r * (2 * first)))
    at_tip = arccos((r2 + (second**2 - first**2)) / (r * (2 * second)))
    return line + branch * at_root, line - branch * at_tip


def sine_cosine(angle: Jet) -> tuple[Jet, Jet]:
    """(sine, cosine) of an angle."""
    return sin_cos(angle)
