"""Muscles of the drawn body: tapered bellies, wider the more they pull, and the legend that says how much."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from thrustworthy.answer._figure_words import figure_texts
from thrustworthy.answer._outline import distance, drawing
from thrustworthy.answer._svg import Point, el, join, polyline, text

if TYPE_CHECKING:
    from thrustworthy.mechanics import Figure, MuscleLine


@dataclass(frozen=True)
class Scale:
    """Force in N at which width and colour end; None where no muscle forces are known. steps: colours."""

    full: float | None
    steps: int

    def share(self, force: float) -> float:
        """Force as a share of the scale, 0 to 1."""
        return min(max(force / self.full, 0.0), 1.0) if self.full else 0.0

    def class_of(self, force: float | None) -> str:
        """Class of the colour step: ``muscle f0`` (least) and up; ``muscle plain`` where no force is known."""
        if force is None or self.full is None:
            return "muscle plain"
        return f"muscle f{min(int(self.share(force) * self.steps), self.steps - 1)}"


def scale_of(figure: Figure) -> Scale:
    """The scale that holds every line's force in every frame, its steps round numbers of N."""
    steps = int(drawing()["muscle"]["steps"])
    largest = max((float(line.force.max()) for line in figure.muscles if line.force is not None), default=0.0)
    if largest <= 0.0:
        return Scale(None, steps)
    least = largest / steps
    power = 10.0 ** math.floor(math.log10(least))
    step = next(
        k * power for k in (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0) if k * power >= least * (1 - 1e-9)
    )
    return Scale(step * steps, steps)


def force_at(line: MuscleLine, frame: int) -> float | None:
    """Force of a line in a frame, N."""
    return None if line.force is None else float(line.force[frame])


def belly(points: Sequence[Point], height: float, share: float, stations: int) -> list[Point]:
    """Closed outline of a muscle along its path: thin at both ends, widest where its belly is.

    height: of the body, in the points' own unit. share: of the full force, 0 to 1. stations: points along the path.
    """
    table = drawing()["muscle"]
    line = _along(points, stations)
    widest = height * (table["least"] + share * (table["most"] - table["least"]))
    thin = height * table["tendon"]
    left: list[Point] = []
    right: list[Point] = []
    for i, (x, y) in enumerate(line):
        (x0, y0), (x1, y1) = line[max(i - 1, 0)], line[min(i + 1, len(line) - 1)]
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        tx, ty = (x1 - x0) / length, (y1 - y0) / length
        w = thin + (widest - thin) * math.sin(math.pi * i / (len(line) - 1)) ** table["taper"]
        left.append((x - ty * w, y + tx * w))
        right.append((x + ty * w, y - tx * w))
    return [line[0], *left[1:-1], line[-1], *reversed(right[1:-1])]


def _along(points: Sequence[Point], count: int) -> list[Point]:
    """``count`` points at even steps along a Catmull-Rom curve through the points."""
    fine: list[Point] = [points[0]]
    for i in range(len(points) - 1):
        before, a, b, after = (points[min(max(i + k, 0), len(points) - 1)] for k in (-1, 0, 1, 2))
        fine += [_spline(before, a, b, after, t / 8) for t in range(1, 9)]
    far = [0.0]
    for a, b in pairwise(fine):
        far.append(far[-1] + distance(a, b))
    made, at = [], 0
    for k in range(count):
        wanted = far[-1] * k / (count - 1)
        while at < len(far) - 2 and far[at + 1] < wanted:
            at += 1
        share = (wanted - far[at]) / max(far[at + 1] - far[at], 1e-12)
        (x0, y0), (x1, y1) = fine[at], fine[at + 1]
        made.append((x0 + share * (x1 - x0), y0 + share * (y1 - y0)))
    return made


def _spline(before: Point, a: Point, b: Point, after: Point, t: float) -> Point:
    """Centripetal enough for short paths: tangents cut to the length of the piece, so that no loop forms."""
    reach = distance(a, b)

    def tangent(p: Point, q: Point) -> Point:
        length = distance(p, q) or 1.0
        factor = min(0.5 * length, reach) / length
        return factor * (q[0] - p[0]), factor * (q[1] - p[1])

    (ux, uy), (vx, vy) = tangent(before, b), tangent(a, after)
    h1, h2, h3, h4 = 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t, -2 * t**3 + 3 * t**2, t**3 - t**2
    return h1 * a[0] + h2 * ux + h3 * b[0] + h4 * vx, h1 * a[1] + h2 * uy + h3 * b[1] + h4 * vy


def points_of(line: MuscleLine, frame: int) -> list[Point]:
    """The line's points in one frame, m."""
    return [(float(x), float(y)) for x, y in line.points[frame]]


def draw_muscles(figure: Figure, frame: int, place: Any, height: float, scale: Scale) -> Markup:
    """Every muscle of one frame. place: from metres to the picture. height: of the body, in the picture's unit."""
    stations = int(drawing()["muscle"]["stations_still"])
    made = []
    for line in figure.muscles:
        force = force_at(line, frame)
        outline = belly([place(p) for p in points_of(line, frame)], height, scale.share(force or 0.0), stations)
        made.append(el("path", d=polyline(outline, closed=True), class_=scale.class_of(force)))
    return el("g", join(made), class_="muscles", fill="none", stroke="currentColor")


def strongest(figure: Figure, frame: int) -> tuple[str, ...]:
    """Names of the muscle groups that pull most in a frame, first the strongest; none where none pulls much.

    Much is a share of the scale that belongs to the whole lift: at the top of a squat some group is always first.
    """
    names: Mapping[str, str] = figure_texts()["muscle_name"]
    sums: dict[str, float] = {}
    for line in figure.muscles:
        force = force_at(line, frame)
        if force is not None:
            sums[line.group] = sums.get(line.group, 0.0) + force
    table = drawing()["muscle"]
    much = table["named_from"] * (scale_of(figure).full or math.inf)
    ranked = sorted((group for group in sums if sums[group] >= much), key=lambda group: -sums[group])
    return tuple(names.get(group, group.replace("_", " ")) for group in ranked[: int(table["named"])])


def legend(figure: Figure, ids: str) -> Markup:
    """The scale of the muscles as a picture of its own: steps with their N, and what each arrow is."""
    say, table = figure_texts(), drawing()["picture"]
    scale = scale_of(figure)
    width, y = table["width"], 18.0
    rows: list[Markup] = [text(0, y, say["muscle_scale" if scale.full else "muscle_plain"], "t legend-title")]
    if scale.full:
        rows += _swatches(scale, width, y + 10)
        y += 52
    words = " ".join(_legend_words(scale))
    return el(
        "svg",
        el("title", say["legend_title"], id=f"{ids}-t"),
        el("desc", words, id=f"{ids}-d"),
        join(rows),
        viewbox=f"0 0 {width} {y + 8:.0f}",
        role="img",
        aria_labelledby=f"{ids}-t {ids}-d",
        class_="legend",
        xmlns="http://www.w3.org/2000/svg",
    )


def _swatches(scale: Scale, width: float, top: float) -> Iterable[Markup]:
    """One belly a step, as wide as the body of the picture would have it, with the forces where the steps meet."""
    assert scale.full is not None
    room = (width - 20) / scale.steps
    height = drawing()["muscle"]["swatch_body"]
    for step in range(scale.steps):
        middle, left = (step + 0.5) / scale.steps, 4 + step * room
        path = [(left + 3, top + 9), (left + room - 3, top + 9)]
        outline = belly(path, height, middle, 9)
        yield el("path", d=polyline(outline, closed=True), class_=f"muscle f{step}", fill="none", stroke="currentColor")
    for edge in range(scale.steps + 1):
        value = f"{scale.full * edge / scale.steps:.0f}"
        last = edge == scale.steps
        words = f"{value}\N{NO-BREAK SPACE}N" if last else value
        anchor = "start" if edge == 0 else "end" if last else "middle"
        yield text(width - 2 if last else 4 + edge * room, top + 34, words, "t tick", text_anchor=anchor)


def _legend_words(scale: Scale) -> Iterable[str]:
    say = figure_texts()
    if scale.full is None:
        yield say["muscle_plain"]
    else:
        yield say["legend_desc"].format(steps=scale.steps, full=f"{scale.full:.0f}")
