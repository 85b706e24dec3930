"""The stick figures of the tests as SVG: attributes and classes alone, a title for screen readers, fixed bytes.

A pose gives directions of segments in degrees (0 right, 90 up). From the side the hip is the origin; the near leg is
``thigh``, ``shank``, ``foot``, the far one ``far_thigh`` and so on; ``thigh_length`` shortens what points at the eye.
From the front both hips stand beside the origin.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from thrustworthy.assessment._model import Assessment, Drawing, Pose
from thrustworthy.evidence import DataError, read_quantities

Point = tuple[float, float]


@dataclass(frozen=True)
class _Body:
    """Joints by name, limbs as runs of joints (the far ones apart), and where the floor is; shares of height, y up."""

    joints: Mapping[str, Point]
    near: tuple[tuple[str, ...], ...]
    far: tuple[tuple[str, ...], ...]
    floor: float


def _size(name: str) -> float:
    return read_quantities("thrustworthy.assessment", "data/drawing.toml")[name].value


def _step(start: Point, angle: float, length: float) -> Point:
    turned = math.radians(angle)
    return start[0] + length * math.cos(turned), start[1] + length * math.sin(turned)


def svg(test: Assessment) -> str | None:
    """The drawing of a test as a whole SVG text; None where it has none. Raises DataError for a pose it cannot draw."""
    return None if test.drawing is None else svg_of(test.drawing)


def svg_of(drawing: Drawing) -> str:
    """One drawing: its poses side by side on one floor."""
    scale, margin, gap = _size("picture.scale"), _size("picture.margin"), _size("picture.gap")
    bodies = [(pose, _body(pose)) for pose in drawing.poses]
    boxes = [_box(pose, body) for pose, body in bodies]
    height = max(top - body.floor for (_, body), (_, _, top) in zip(bodies, boxes, strict=True)) * scale + 2 * margin
    parts, left = [], margin
    for (pose, body), (low, high, _) in zip(bodies, boxes, strict=True):
        parts.append(_group(pose, body, left - low * scale, height - margin + body.floor * scale, scale))
        left += (high - low) * scale + gap
    width = left - gap + margin
    floor = height - margin + _size("picture.limb") / 2
    ground = _element("line", x1=0, y1=floor, x2=width, y2=floor, class_="floor", stroke="currentColor")
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="test-drawing" role="img" '
        f'viewBox="0 0 {_num(width)} {_num(height)}" width="{_num(width)}" height="{_num(height)}">'
    )
    return f"{head}<title>{escape(drawing.title)}</title>{ground}{''.join(parts)}</svg>"


def _group(pose: Pose, body: _Body, x: float, y: float, scale: float) -> str:
    def at(point: Point) -> Point:
        return x + point[0] * scale, y - point[1] * scale

    inner = [_block(body, name, at) for name in (pose.block, pose.under) if name is not None]
    inner += [_limb((at(body.joints[name]) for name in run), "limb far", 0.4) for run in body.far]
    inner += [_limb((at(body.joints[name]) for name in run), "limb near", 1.0) for run in body.near]
    centre = at(body.joints["head"])
    inner.append(
        _element(
            "circle",
            cx=centre[0],
            cy=centre[1],
            r=_size("figure.head") * scale,
            class_="head",
            fill="none",
            stroke="currentColor",
            stroke_width=_size("picture.limb") / 2,
        )
    )
    return f'<g class="pose pose-{escape(pose.name, quote=True)}">{"".join(inner)}</g>'


def _block(body: _Body, joint: str, at: Callable[[Point], Point]) -> str:
    """What the body rests on: from just below a joint down to the floor."""
    x, y = body.joints[joint]
    half = _size("picture.half_block")
    left, top = at((x - half, y - _size("picture.thickness")))
    right, bottom = at((x + half, body.floor))
    return _element(
        "rect",
        x=left,
        y=top,
        width=right - left,
        height=max(bottom - top, 1.0),
        class_="block",
        fill="currentColor",
        fill_opacity=0.15,
    )


def _limb(points: Iterable[Point], class_: str, opacity: float) -> str:
    return _element(
        "polyline",
        points=" ".join(f"{_num(x)},{_num(y)}" for x, y in points),
        class_=class_,
        fill="none",
        stroke="currentColor",
        stroke_width=_size("picture.limb"),
        stroke_opacity=opacity,
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def _element(name: str, /, **attributes: object) -> str:
    shown = []
    for key, value in attributes.items():
        text = _num(value) if isinstance(value, (int, float)) else str(value)
        shown.append(f'{key.rstrip("_").replace("_", "-")}="{escape(text, quote=True)}"')
    return f"<{name} {' '.join(shown)}/>"


def _num(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _body(pose: Pose) -> _Body:
    try:
        joints, near, far = _from_front(pose) if pose.view == "front" else _from_side(pose)
    except KeyError as missing:
        raise DataError(f"drawing, pose {pose.name!r}: the angle {missing} is missing.") from None
    if strange := {one for one in (pose.block, pose.under) if one is not None} - set(joints):
        raise DataError(f"drawing, pose {pose.name!r}: {min(strange)!r} is no joint of it.")
    lowest = min([y for _, y in joints.values()] + [joints["head"][1] - _size("figure.head")])
    return _Body(joints, tuple(near), tuple(far), lowest - pose.drop)


def _upper(pose: Pose, shoulder: Point) -> Iterator[tuple[str, Point]]:
    yield "head", _step(shoulder, pose.angles["head"], _size("figure.neck") + _size("figure.head"))


def _chain(pose: Pose, names: Iterable[tuple[str, str]], start: Point) -> Iterator[tuple[str, Point]]:
    """Joints along a limb: each segment's angle, and the joint at its end. It ends where an angle is not given."""
    here = start
    for segment, joint in names:
        if segment not in pose.angles:
            return
        plain = segment.removeprefix("far_")
        own, both = f"{segment}_length", f"{plain}_length"
        length = pose.angles.get(own, pose.angles.get(both, _size(f"figure.{plain}")))
        here = _step(here, pose.angles[segment], length)
        yield joint, here


_LEG = (("thigh", "knee"), ("shank", "ankle"), ("foot", "toe"))
_ARM = (("arm", "elbow"), ("forearm", "hand"))


def _far(names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"far_{segment}", f"far_{joint}") for segment, joint in names]


def _from_side(pose: Pose) -> tuple[dict[str, Point], list[tuple[str, ...]], list[tuple[str, ...]]]:
    hip: Point = (0.0, 0.0)
    shoulder = _step(hip, pose.angles["trunk"], _size("figure.trunk"))
    leg, arm = dict(_chain(pose, _LEG, hip)), dict(_chain(pose, _ARM, shoulder))
    far_leg, far_arm = dict(_chain(pose, _far(_LEG), hip)), dict(_chain(pose, _far(_ARM), shoulder))
    joints = {"hip": hip, "shoulder": shoulder, **dict(_upper(pose, shoulder)), **leg, **arm, **far_leg, **far_arm}
    near = [("hip", "shoulder"), ("hip", *leg), ("shoulder", *arm)]
    far = [run for run in (("hip", *far_leg), ("shoulder", *far_arm)) if len(run) > 1]
    return joints, near, far


def _from_front(pose: Pose) -> tuple[dict[str, Point], list[tuple[str, ...]], list[tuple[str, ...]]]:
    middle: Point = (0.0, 0.0)
    tilt, trunk = pose.angles.get("tilt", 0.0), pose.angles["trunk"]
    hip, far_hip = (_step(middle, tilt + turn, _size("figure.half_hips")) for turn in (0, 180))
    top = _step(middle, trunk, _size("figure.trunk"))
    shoulder, far_shoulder = (_step(top, trunk - 90 + turn, _size("figure.half_shoulders")) for turn in (0, 180))
    leg, far_leg = dict(_chain(pose, _LEG, hip)), dict(_chain(pose, _far(_LEG), far_hip))
    arm, far_arm = dict(_chain(pose, _ARM, shoulder)), dict(_chain(pose, _far(_ARM), far_shoulder))
    joints = {"hips": middle, "top": top, "hip": hip, "far_hip": far_hip, "shoulder": shoulder}
    joints |= {"far_shoulder": far_shoulder, **dict(_upper(pose, top)), **leg, **far_leg, **arm, **far_arm}
    near = [("hips", "top"), ("hip", "far_hip"), ("shoulder", "far_shoulder"), ("hip", *leg), ("far_hip", *far_leg)]
    return joints, [*near, ("shoulder", *arm), ("far_shoulder", *far_arm)], []


def _box(pose: Pose, body: _Body) -> tuple[float, float, float]:
    """Left, right and top of what is drawn."""
    head, half = _size("figure.head"), _size("picture.half_block")
    xs = [x for x, _ in body.joints.values()]
    xs += [body.joints["head"][0] - head, body.joints["head"][0] + head]
    xs += [body.joints[one][0] + way * half for one in (pose.block, pose.under) if one for way in (-1, 1)]
    tops = [y for _, y in body.joints.values()] + [body.joints["head"][1] + head]
    return min(xs), max(xs), max(tops) + _size("picture.thickness")
