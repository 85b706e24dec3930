"""One renderer of the lift: the body from the model's own points, side view, with its moments and forces.

Every pose of a lift is one SVG; all share one frame and one scale, so that they can stand side by side or above each
other. Looks come from the classes of the page's stylesheet; plain attributes keep a picture readable without it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from thrustworthy.answer._figure_frame import Frame, frame_of, hip_of
from thrustworthy.answer._figure_muscles import draw_muscles, scale_of
from thrustworthy.answer._figure_words import JOINTS, contacts_of, figure_texts, legend_rows, points_at, words_of
from thrustworthy.answer._outline import (
    Points,
    arm,
    body_height,
    clear_of_floor,
    drawing,
    head_of,
    other_leg,
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
class Show:
    """What a pose shows besides the body: the numbers under it, the muscles on it."""

    figures: bool
    muscles: bool


def draw_poses(
    simulation: Simulation,
    *,
    ids: str,
    lift_name: str,
    poses: tuple[str, ...] = POSES,
    figures: bool = True,
    muscles: bool = False,
) -> tuple[Pose, ...]:
    """The poses of a lift, all in one frame and scale.

    ids: prefix that no other picture of the page has. poses: of ``bottom``, ``middle``, ``lockout``.
    figures: write the numbers under the body (False for a small picture). muscles: draw them on the body.
    """
    frames = {name: int(getattr(simulation.figure, name)) for name in poses}
    frame = frame_of(simulation, tuple(frames.values()), figures=figures)
    show = Show(figures, muscles)
    return tuple(_pose(simulation, frame, name, at, f"{ids}-{name}", lift_name, show) for name, at in frames.items())


def _pose(simulation: Simulation, frame: Frame, name: str, at: int, ids: str, lift_name: str, show: Show) -> Pose:
    say = figure_texts()
    figure = simulation.figure
    real = points_at(figure, at)
    shown = clear_of_floor(real, figure.floor)
    words = words_of(simulation, name, at, lift_name)
    layers = [
        plain_bench(figure, frame),
        line((0, frame.floor), (frame.width, frame.floor), "floor", stroke="currentColor"),
        _path_of_load(figure, frame),
        _plates(figure, frame, shown, "plate-back"),
        plain_step(figure, frame, shown),
        _far_leg(frame, shown),
        _body(frame, shown, _muscles(figure, frame, at, shown) if show.muscles else Markup("")),
        _plates(figure, frame, shown, "plate-front"),
        _contacts(figure, frame, at),
        _moments(figure, frame, real, at),
        _hip_force(figure, frame, at) if show.figures else Markup(""),
        _spine_force(figure, frame, at),
        _badges(frame, real),
        text(8, 20, say[name], "t pose-name"),
    ]
    if show.figures:
        layers.append(_legend(simulation, frame, at))
    svg = el(
        "svg",
        el("title", f"{lift_name}: {say[name]}", id=f"{ids}-t"),
        el("desc", " ".join(words), id=f"{ids}-d"),
        join(layers),
        viewbox=f"0 0 {num(frame.width)} {num(frame.height)}",
        role="img",
        aria_labelledby=f"{ids}-t {ids}-d",
        class_="body-figure muscled" if show.muscles else "body-figure",
        xmlns="http://www.w3.org/2000/svg",
    )
    return Pose(say[name], svg, words)


def _closed(frame: Frame, outline: list[Point], class_: str) -> Markup:
    return el("path", d=smooth([frame.at(p) for p in outline]), class_=class_)


def _muscles(figure: Figure, frame: Frame, at: int, points: Points) -> Markup:
    return draw_muscles(figure, at, frame.at, body_height(points) * frame.scale, scale_of(figure))


def _body(frame: Frame, points: Points, muscles: Markup) -> Markup:
    """Skin as one silhouette (all edges first, then all fills), muscles and lumbar joints on it, the arm above."""
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
        "g",
        join(edges),
        join(fills),
        muscles,
        bones,
        discs,
        el("g", join(over), class_="arm"),
        class_="body",
        fill="none",
        stroke="currentColor",
    )


def _far_leg(frame: Frame, points: Points) -> Markup:
    """The other leg, fainter and behind, where the legs differ."""
    pieces = other_leg(points, body_height(points))
    if not pieces:
        return Markup("")
    edges, fills = ([_closed(frame, outline, kind) for outline in pieces] for kind in ("edge", "skin"))
    return el("g", join(edges), join(fills), class_="far", opacity=0.5, fill="none", stroke="currentColor")


def plain_step(figure: Figure, frame: Frame, points: Points) -> Markup:
    """What the working foot stands on, where that is not the floor."""
    heel, toe = points["heel"], points["toe"]
    if heel[1] <= figure.floor + 1e-6:
        return Markup("")
    margin = 0.15 * (toe[0] - heel[0])
    (x0, y0), (x1, _) = frame.at((heel[0] - margin, heel[1])), frame.at((toe[0] + margin, toe[1]))
    return el(
        "rect", x=x0, y=y0, width=x1 - x0, height=frame.floor - y0, class_="bench", fill="none", stroke="currentColor"
    )


def plain_bench(figure: Figure, frame: Frame) -> Markup:
    """The bench, where there is one."""
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
    return _joint_force(figure.spine["l5s1"], frame, at, "spine-force", frame.largest_spine)


def _hip_force(figure: Figure, frame: Frame, at: int) -> Markup:
    """The force of the pelvis on one thigh bone, its tip at the hip."""
    return join(_joint_force(one, frame, at, "hip-force", frame.largest_hip) for one in hip_of(figure))


def _joint_force(force: Any, frame: Frame, at: int, kind: str, largest: float) -> Markup:
    fx, fy = (float(v) for v in force["vector"][at])
    x, y = frame.at((float(force["point"][at][0]), float(force["point"][at][1])))
    size = math.hypot(fx, fy)
    if size <= 0:
        return Markup("")
    picture = drawing()["picture"]
    length = picture["spine_arrow"] * frame.scale * size / max(largest, 1e-9)
    ux, uy = fx / size, -fy / size
    gap = picture["badge"] + 1
    tip = (x - gap * ux, y - gap * uy)
    return arrow((tip[0] - length * ux, tip[1] - length * uy), tip, kind, 13)


def _contacts(figure: Figure, frame: Frame, at: int) -> Markup:
    """What floor and bench push with, thin, tips on the contact points; on a scale of their own."""
    reach = drawing()["picture"]["contact_arrow"] * frame.scale
    made = []
    for name in contacts_of(figure):
        fx, fy = (float(v) for v in figure.forces[name]["vector"][at])
        if math.hypot(fx, fy) < 1.0:
            continue
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
        elif kind == "hip_force":
            symbol = arrow((6, y - 4), (24, y - 4), "hip-force", 11)
        elif kind == "contact":
            symbol = arrow((6, y - 4), (24, y - 4), "contact", 8)
        else:
            symbol = _badge(15, y - 4, say[kind], kind)
        made.append(join([symbol, text(32, y, words, "t figure-words")]))
        y += picture["line"]
    return join(made)
