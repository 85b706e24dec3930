"""One renderer of the lift: the body from the model's own points, side view, with its moments and forces.

Every pose of a lift is one SVG; all share one frame and one scale, so that they can stand side by side or above each
other. Looks come from the classes of the page's stylesheet; plain attributes keep a picture readable without it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from thrustworthy.answer._figure_words import CONTACTS, JOINTS, figure_texts, legend_rows, points_at, words_of
from thrustworthy.answer._outline import (
    Points,
    arm,
    body_height,
    clear_of_floor,
    drawing,
    head_of,
    skin,
    spine_curve,
)
from thrustworthy.answer._svg import Point, arrow, el, join, line, num, polyline, smooth, text

if TYPE_CHECKING:
    from thrustworthy.mechanics import Figure, Simulation

POSES = ("bottom", "middle", "lockout")


@dataclass(frozen=True)
class Pose:
    """One drawn moment of the lift: its name for a reader, the picture, and what the picture says, in words."""

    name: str
    svg: Markup
    words: tuple[str, ...]


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
    largest_contact: float

    def at(self, point: Point) -> Point:
        """A point in metres as a point of the picture (y runs down)."""
        return (point[0] - self.left) * self.scale, self.floor - point[1] * self.scale


def draw_poses(
    simulation: Simulation, *, ids: str, lift_name: str, poses: tuple[str, ...] = POSES, figures: bool = True
) -> tuple[Pose, ...]:
    """The poses of a lift, all in one frame and scale.

    ids: prefix that no other picture of the page has. poses: of ``bottom``, ``middle``, ``lockout``.
    figures: write the numbers under the body (False for a small picture).
    """
    frames = {name: int(getattr(simulation.figure, name)) for name in poses}
    frame = _frame(simulation, tuple(frames.values()), figures)
    return tuple(_pose(simulation, frame, name, at, f"{ids}-{name}", lift_name, figures) for name, at in frames.items())


def _size(vector: Any) -> float:
    return math.hypot(float(vector[0]), float(vector[1]))


def _frame(simulation: Simulation, frames: tuple[int, ...], figures: bool) -> Frame:
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
        largest_contact=max(
            (
                _size(figure.forces[name]["vector"][at])
                for name, _ in CONTACTS
                if name in figure.forces
                for at in frames
            ),
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


def _pose(simulation: Simulation, frame: Frame, name: str, at: int, ids: str, lift_name: str, figures: bool) -> Pose:
    say = figure_texts()
    figure = simulation.figure
    real = points_at(figure, at)
    shown = clear_of_floor(real, figure.floor)
    words = words_of(simulation, name, at, lift_name)
    layers = [
        _bench(figure, frame),
        line((0, frame.floor), (frame.width, frame.floor), "floor", stroke="currentColor"),
        _path_of_load(figure, frame),
        _plates(figure, frame, shown, "plate-back"),
        _body(frame, shown),
        _plates(figure, frame, shown, "plate-front"),
        _contacts(figure, frame, at),
        _moments(figure, frame, real, at),
        _spine_force(figure, frame, at),
        _badges(frame, real),
        text(8, 20, say[name], "t pose-name"),
    ]
    if figures:
        layers.append(_legend(simulation, frame, at))
    svg = el(
        "svg",
        el("title", f"{lift_name}: {say[name]}", id=f"{ids}-t"),
        el("desc", " ".join(words), id=f"{ids}-d"),
        join(layers),
        viewbox=f"0 0 {num(frame.width)} {num(frame.height)}",
        role="img",
        aria_labelledby=f"{ids}-t {ids}-d",
        class_="body-figure",
        xmlns="http://www.w3.org/2000/svg",
    )
    return Pose(say[name], svg, words)


def _closed(frame: Frame, outline: list[Point], class_: str) -> Markup:
    return el("path", d=smooth([frame.at(p) for p in outline]), class_=class_)


def _body(frame: Frame, points: Points) -> Markup:
    """Skin as one silhouette (all edges first, then all fills), the lumbar joints on it, the arm above."""
    height = body_height(points)
    pieces = skin(points, height)
    head = head_of(points, height)
    centre = frame.at(head.centre)
    skull = {
        "cx": centre[0],
        "cy": centre[1],
        "rx": head.half_length * frame.scale,
        "ry": head.half_width * frame.scale,
        "transform": f"rotate({num(-head.angle)} {num(centre[0])} {num(centre[1])})",
    }
    nose = frame.at(head.nose)
    tip = {"cx": nose[0], "cy": nose[1], "r": head.nose_radius * frame.scale}
    width = 2 * drawing()["head"]["neck_width"] * height * frame.scale
    neck = {"d": polyline([frame.at(points["neck"]), centre]), "stroke_width": width, "stroke": "currentColor"}
    edges = [
        el("path", class_="neck-edge", **{**neck, "stroke_width": width + 2.4}),
        *(_closed(frame, outline, "edge") for outline in pieces),
        el("circle", class_="edge", **tip),
        el("ellipse", class_="edge", **skull),
    ]
    fills = [
        el("path", class_="neck", **neck),
        *(_closed(frame, outline, "skin") for outline in pieces),
        el("circle", class_="skin", **tip),
        el("ellipse", class_="skin", **skull),
    ]
    spine = [frame.at(p) for p in spine_curve(points)]
    bones = el("path", d=polyline(spine), class_="spine", fill="none", stroke="currentColor")
    discs = join(el("circle", cx=x, cy=y, r=1.9, class_="disc") for x, y in spine[1:])
    limbs = arm(points, height) if "elbow" in points else []
    hand = drawing()["tube"]["hand"] * height * frame.scale
    over = [_closed(frame, outline, "edge") for outline in limbs]
    over += [_closed(frame, outline, "skin arm") for outline in limbs]
    if limbs:
        x, y = frame.at(points["hand"])
        over.append(el("circle", cx=x, cy=y, r=hand, class_="skin arm"))
    return el(
        "g", join(edges), join(fills), bones, discs, join(over), class_="body", fill="none", stroke="currentColor"
    )


def _bench(figure: Figure, frame: Frame) -> Markup:
    if figure.bench is None:
        return Markup("")
    (x0, y0), (x1, y1) = (frame.at(corner) for corner in figure.bench)
    top = min(0.3 * (y0 - y1), 26.0)
    legs = join(
        line((x, y1 + top), (x, y0), "bench-leg", stroke="currentColor")
        for x in (x0 + 0.15 * (x1 - x0), x1 - 0.15 * (x1 - x0))
    )
    pad = el("rect", x=x0, y=y1, width=x1 - x0, height=top, rx=4, class_="bench", fill="none", stroke="currentColor")
    return el("g", legs, pad)


def _path_of_load(figure: Figure, frame: Frame) -> Markup:
    """The way of the bar (without a bar: of the hip) over the lift, dotted."""
    track = figure.points.get("bar", figure.points["hip"])
    way = [frame.at((float(p[0]), float(p[1]))) for p in track]
    return el("path", d=polyline(way), class_="way", fill="none", stroke="currentColor")


def _plates(figure: Figure, frame: Frame, points: Points, class_: str) -> Markup:
    if figure.plate_radius is None or "bar" not in points:
        return Markup("")
    x, y = frame.at(points["bar"])
    radius = figure.plate_radius * frame.scale
    ring = el("circle", cx=x, cy=y, r=radius, class_=class_, fill="none", stroke="currentColor")
    if class_ == "plate-back":
        return ring
    return join([ring, el("circle", cx=x, cy=y, r=max(0.025 * frame.scale, 3.0), class_="bar", fill="currentColor")])


def _moments(figure: Figure, frame: Frame, points: Points, at: int) -> Markup:
    """A disc at each joint, its area as the moment; a dashed edge where the moment bends the joint."""
    largest = drawing()["picture"]["largest_disc"]
    made = []
    for joint, _ in JOINTS:
        moment = float(figure.moments[joint][at])
        x, y = frame.at(points[joint])
        radius = largest * math.sqrt(abs(moment) / max(frame.largest_moment, 1e-9))
        kind = "extends" if moment >= 0 else "bends"
        dashes = None if moment >= 0 else "4 3"
        made.append(
            el(
                "circle",
                cx=x,
                cy=y,
                r=radius,
                class_=f"moment {kind}",
                fill="none",
                stroke="currentColor",
                stroke_dasharray=dashes,
            )
        )
    return join(made)


def _badges(frame: Frame, points: Points) -> Markup:
    """A small letter on each joint that has a number."""
    say = figure_texts()["letter"]
    return join(_badge(*frame.at(points[joint]), say[joint], joint) for joint, _ in JOINTS)


def _badge(x: float, y: float, letter: str, joint: str) -> Markup:
    return el(
        "g",
        el(
            "circle",
            cx=x,
            cy=y,
            r=drawing()["picture"]["badge"],
            class_="badge-disc",
            fill="none",
            stroke="currentColor",
        ),
        text(x, y + 3.6, letter, "t badge-letter", text_anchor="middle"),
        class_=f"badge {joint}",
    )


def _spine_force(figure: Figure, frame: Frame, at: int) -> Markup:
    """The force of the trunk above on the sacrum, its tip at L5/S1."""
    force = figure.spine["l5s1"]
    fx, fy = (float(v) for v in force["vector"][at])
    x, y = frame.at((float(force["point"][at][0]), float(force["point"][at][1])))
    size = math.hypot(fx, fy)
    if size <= 0:
        return Markup("")
    picture = drawing()["picture"]
    length = picture["spine_arrow"] * frame.scale * size / max(frame.largest_spine, 1e-9)
    ux, uy = fx / size, -fy / size
    gap = picture["badge"] + 1
    tip = (x - gap * ux, y - gap * uy)
    return arrow((tip[0] - length * ux, tip[1] - length * uy), tip, "spine-force", 13)


def _contacts(figure: Figure, frame: Frame, at: int) -> Markup:
    """What floor and bench push with, thin, tips on the contact points; on a scale of their own."""
    reach = drawing()["picture"]["contact_arrow"] * frame.scale
    made = []
    for name, _ in CONTACTS:
        if name not in figure.forces:
            continue
        fx, fy = (float(v) for v in figure.forces[name]["vector"][at])
        px, py = (float(v) for v in figure.forces[name]["point"][at])
        share = reach / max(frame.largest_contact, 1e-9)
        x, y = frame.at((px, py))
        # Below the floor there is little room: what would pass it is drawn from the contact upwards instead.
        down = min(fy * share, drawing()["picture"]["under_floor"] - 6) if py <= figure.floor + 1e-6 else fy * share
        along = fx * share * (down / (fy * share) if fy else 1.0)
        made.append(arrow((x - along, y + down), (x, y), "contact", 8))
    return join(made)


def _legend(simulation: Simulation, frame: Frame, at: int) -> Markup:
    say = figure_texts()["letter"]
    picture = drawing()["picture"]
    y = frame.floor + picture["under_floor"] + 10
    made = []
    for kind, words in legend_rows(simulation, at):
        if kind == "force":
            symbol = arrow((6, y - 4), (24, y - 4), "spine-force", 11)
        elif kind == "contact":
            symbol = arrow((6, y - 4), (24, y - 4), "contact", 8)
        else:
            symbol = _badge(15, y - 4, say[kind], kind)
        made.append(join([symbol, text(32, y, words, "t figure-words")]))
        y += picture["line"]
    return join(made)
