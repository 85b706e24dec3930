"""The lift moving on the way up: one picture that animates itself, without script and without style of its own.

Every shape is drawn once and carries its own ``animate`` with the values of all key frames (SMIL); a shape that does
not move carries none. Colours and line styles are classes, so that light, dark and print each have theirs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from thrustworthy.answer._figure import plain_bench, plain_step
from thrustworthy.answer._figure_frame import Frame, frame_of
from thrustworthy.answer._figure_muscles import belly, force_at, points_of, scale_of, strongest
from thrustworthy.answer._figure_words import contacts_of, figure_texts, points_at
from thrustworthy.answer._outline import (
    Points,
    arm,
    body_height,
    clear_of_floor,
    drawing,
    head_outlines,
    other_leg,
    round_outline,
    skin,
    spine_curve,
)
from thrustworthy.answer._svg import Point, el, join, line, num, polyline

if TYPE_CHECKING:
    from thrustworthy.mechanics import Figure, Simulation


@dataclass(frozen=True)
class Moving:
    """The moving picture, what it shows in words, and in how many seconds it shows the way up."""

    svg: Markup
    words: tuple[str, ...]
    seconds: str


def draw_moving(simulation: Simulation, *, ids: str, lift_name: str) -> Moving:
    """The lift from bottom to lockout, again and again. ids: prefix that no other picture of the page has."""
    figure = simulation.figure
    keys = key_frames(len(figure.phase))
    frame = frame_of(simulation, keys, figures=False)
    words = _words(figure, lift_name)
    clock = _Clock(len(keys))
    shown = [clear_of_floor(points_at(figure, at), figure.floor) for at in keys]
    layers = [
        plain_bench(figure, frame),
        line((0, frame.floor), (frame.width, frame.floor), "floor", stroke="currentColor"),
        _way(figure, frame),
        _plate(figure, frame, clock, keys, "plate-back"),
        plain_step(figure, frame, shown[0]),
        _tenfold(*_body(frame, clock, shown), _muscles(figure, frame, clock, keys, shown), _arm(frame, clock, shown)),
        _plate(figure, frame, clock, keys, "plate-front"),
        _tenfold(*_arrows(figure, frame, clock, keys)),
    ]
    svg = el(
        "svg",
        el("title", figure_texts()["moving_title"].format(lift=lift_name), id=f"{ids}-t"),
        el("desc", " ".join(words), id=f"{ids}-d"),
        el("g", clock.fade(), join(layers)),
        viewbox=f"0 0 {num(frame.width)} {num(frame.height)}",
        role="img",
        aria_labelledby=f"{ids}-t {ids}-d",
        class_="body-figure",
        xmlns="http://www.w3.org/2000/svg",
    )
    return Moving(svg, words, f"{drawing()['moving']['way_up']:g}")


def key_frames(frames: int) -> tuple[int, ...]:
    """Frames that are drawn, evenly over the way up, first and last among them."""
    count = min(int(drawing()["moving"]["keys"]), frames)
    return tuple(round(i * (frames - 1) / (count - 1)) for i in range(count))


class _Clock:
    """One timetable for every shape: wait below, go up, wait above, fade over to the beginning."""

    def __init__(self, keys: int) -> None:
        times = drawing()["moving"]
        self._whole = times["wait_below"] + times["way_up"] + times["wait_above"] + times["turn"]
        marks = [times["wait_below"] + times["way_up"] * i / (keys - 1) for i in range(keys)]
        self._marks = [_short(mark / self._whole) for mark in marks]
        turn, still = times["turn"] / self._whole, 1.0 - times["turn"] / self._whole
        self._fade = ";".join(["0", _short(0.5 * turn), _short(still), "1"])

    def slide(self, attribute: str, values: Sequence[str]) -> Markup:
        """The smooth change of one attribute over the key frames; nothing where it does not change."""
        if len(set(values)) == 1:
            return Markup("")
        times = ";".join(["0", *self._marks, "1"])
        shown = ";".join([values[0], *values, values[-1]])
        return el("animate", attributeName=attribute, values=shown, keyTimes=times, **self._every())

    def step(self, attribute: str, values: Sequence[str]) -> Markup:
        """The change of one attribute by steps, each named once; nothing where it does not change."""
        changes = [i for i in range(1, len(values)) if values[i] != values[i - 1]]
        if not changes:
            return Markup("")
        return el(
            "animate",
            attributeName=attribute,
            values=";".join([values[0], *(values[i] for i in changes)]),
            keyTimes=";".join(["0", *(self._marks[i] for i in changes)]),
            calcMode="discrete",
            **self._every(),
        )

    def fade(self) -> Markup:
        """The turn back is hidden: the picture fades out above and in below."""
        return el("animate", attributeName="opacity", values="0;1;1;0", keyTimes=self._fade, **self._every())

    def _every(self) -> dict[str, str]:
        return {"dur": f"{_short(self._whole)}s", "repeatCount": "indefinite"}


def _short(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".").removeprefix("0") or "0"


def _tenfold(*shapes: Markup) -> Markup:
    """Shapes whose path data are in tenths of the picture's unit: whole numbers are shorter."""
    return el("g", *shapes, transform="scale(.1)", class_="tenths")


def _shape(clock: _Clock, paths: Sequence[str], classes: Sequence[str], **attributes: object) -> Markup:
    """One path over the key frames; its class steps where it changes."""
    moves = [clock.slide("d", paths), clock.step("class", classes)]
    return el("path", *moves, d=paths[0], class_=classes[0], **attributes)


def _spot(clock: _Clock, places: Sequence[Point], radius: float, class_: str, **attributes: object) -> Markup:
    moves = [clock.slide(name, [num(place[i]) for place in places]) for i, name in enumerate(("cx", "cy"))]
    (x, y) = places[0]
    return el("circle", *moves, cx=x, cy=y, r=radius, class_=class_, **attributes)


def _body(frame: Frame, clock: _Clock, shown: Sequence[Points]) -> Iterable[Markup]:
    """The silhouette as one path, its edge painted below its fill, and the lumbar joints as a line."""

    def outlines(points: Points) -> list[list[Point]]:
        height = body_height(points)
        return [*skin(points, height), *head_outlines(points, height)]

    far = [_whole(frame, other_leg(points, body_height(points))) for points in shown]
    if far[0]:
        yield el("g", _shape(clock, far, ["silhouette"] * len(far), paint_order="stroke"), class_="far", opacity=0.5)
    whole = [_whole(frame, outlines(points)) for points in shown]
    yield _shape(clock, whole, ["silhouette"] * len(whole), paint_order="stroke")
    bones = [relative([frame.at(p) for p in spine_curve(points)], closed=False) for points in shown]
    yield _shape(clock, bones, ["spine"] * len(bones), fill="none", stroke="currentColor")


def _arm(frame: Frame, clock: _Clock, shown: Sequence[Points]) -> Markup:
    if "elbow" not in shown[0]:
        return Markup("")
    hand = drawing()["tube"]["hand"]
    paths = []
    for points in shown:
        height = body_height(points)
        paths.append(_whole(frame, [*arm(points, height), round_outline(points["hand"], hand * height)]))
    return _shape(clock, paths, ["silhouette arm"] * len(paths), paint_order="stroke")


def _whole(frame: Frame, outlines: Iterable[Sequence[Point]]) -> str:
    """Closed outlines as one path; all turn the same way round, so that they fill as one."""
    return "".join(relative_smooth(_one_way([frame.at(p) for p in outline])) for outline in outlines)


def _one_way(points: list[Point]) -> list[Point]:
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))
    return points if area >= 0 else points[::-1]


def _muscles(figure: Figure, frame: Frame, clock: _Clock, keys: Sequence[int], shown: Sequence[Points]) -> Markup:
    scale = scale_of(figure)
    height = body_height(shown[0]) * frame.scale
    stations = int(drawing()["muscle"]["stations_moving"])
    made = []
    for one in figure.muscles:
        pulls = [force_at(one, at) for at in keys]
        paths = [
            relative(belly([frame.at(p) for p in points_of(one, at)], height, scale.share(pull or 0.0), stations))
            for at, pull in zip(keys, pulls, strict=True)
        ]
        made.append(_shape(clock, paths, [scale.class_of(pull) for pull in pulls]))
    return el("g", join(made), class_="muscles", fill="none", stroke="currentColor")


def _plate(figure: Figure, frame: Frame, clock: _Clock, keys: Sequence[int], class_: str) -> Markup:
    if figure.plate_radius is None or "bar" not in figure.points:
        return Markup("")
    places = [frame.at((float(x), float(y))) for x, y in figure.points["bar"][list(keys)]]
    plain = {"fill": "none", "stroke": "currentColor"}
    ring = _spot(clock, places, figure.plate_radius * frame.scale, class_, **plain)
    if class_ == "plate-back":
        return ring
    return join([ring, _spot(clock, places, max(0.025 * frame.scale, 3.0), "bar", fill="currentColor")])


def _way(figure: Figure, frame: Frame) -> Markup:
    track = figure.points.get("bar", figure.points["hip"])
    way = [frame.at((float(x), float(y))) for x, y in track]
    return el("path", d=polyline(way), class_="way", fill="none", stroke="currentColor")


def _arrows(figure: Figure, frame: Frame, clock: _Clock, keys: Sequence[int]) -> Iterable[Markup]:
    """What floor, bench and others push with, then the forces in hip and spine, each kind on a scale of its own."""
    picture = drawing()["picture"]
    lowest = frame.floor + picture["under_floor"] - 6
    for name in contacts_of(figure):
        reach = picture["contact_arrow"] * frame.scale / max(frame.largest_contact, 1e-9)
        yield _arrow(frame, clock, figure.forces[name], keys, "contact", reach, 8.0, lowest)
    for kind, force, largest in (
        ("hip-force", figure.joints.get("hip"), frame.largest_hip),
        ("spine-force", figure.spine["l5s1"], frame.largest_spine),
    ):
        if force is not None:
            reach = picture["spine_arrow"] * frame.scale / max(largest, 1e-9)
            yield _arrow(frame, clock, force, keys, kind, reach, 13.0, math.inf)


def _arrow(
    frame: Frame,
    clock: _Clock,
    force: Mapping[str, Any],
    keys: Sequence[int],
    kind: str,
    reach: float,
    head: float,
    lowest: float,
) -> Markup:
    """An arrow whose tip is the point of the force; it has no length where there is hardly a force."""
    shafts, heads = [], []
    point, vector = _column(force["point"]), _column(force["vector"])
    for at in keys:
        (x, y), (fx, fy) = frame.at(point(at)), vector(at)
        dx, dy = fx * reach, -fy * reach
        tail = (x - dx, y - dy)
        if tail[1] > lowest and dy:
            # Little room below the floor: what would pass it is cut, and points on.
            tail = (x - dx * (lowest - y) / -dy, lowest)
        length = math.hypot(x - tail[0], y - tail[1])
        size = min(head, length)
        ux, uy = ((x - tail[0]) / length, (y - tail[1]) / length) if length > 0 else (0.0, 1.0)
        neck = (x - size * ux, y - size * uy)
        wing = 0.45 * size
        barbs = [(neck[0] - wing * uy, neck[1] + wing * ux), (x, y), (neck[0] + wing * uy, neck[1] - wing * ux)]
        shafts.append(relative([tail, (x - 0.8 * size * ux, y - 0.8 * size * uy)], closed=False))
        heads.append(relative(barbs))
    shaft = _shape(clock, shafts, ["shaft"] * len(shafts), stroke="currentColor")
    tip = _shape(clock, heads, ["head"] * len(heads), fill="currentColor")
    return el("g", shaft, tip, class_=f"arrow {kind}")


def _column(values: Any) -> Callable[[int], Point]:
    def at(frame: int) -> Point:
        row = values[frame]
        return float(row[0]), float(row[1])

    return at


def _words(figure: Figure, lift_name: str) -> tuple[str, ...]:
    say = figure_texts()
    sentences = [say["moving_desc"].format(lift=lift_name)]
    for name in ("bottom", "lockout") if scale_of(figure).full else ():
        groups = strongest(figure, int(getattr(figure, name)))
        words = say[f"strongest_{name}"].format(groups=", ".join(groups)) if groups else say[f"strongest_none_{name}"]
        sentences.append(words)
    return tuple(sentences)


def relative(points: Sequence[Point], *, closed: bool = True) -> str:
    """Path data of straight pieces, in tenths, each as a short step from the one before."""
    steps = _pairs(points[1:], _tenths(points[0]), walk=True)
    return f"M{_pairs([points[0]], (0, 0))}l{steps}" + ("z" if closed else "")


def relative_smooth(points: Sequence[Point]) -> str:
    """The closed Catmull-Rom curve of ``_svg.smooth``, in tenths and short steps.

    Each piece names only its second handle: its first one mirrors the handle before, as the curve has it anyway.
    """
    count = len(points)

    def handle(i: int, side: float) -> Point:
        (x0, y0), (x, y), (x1, y1) = points[i - 1], points[i % count], points[(i + 1) % count]
        return x + side * (x1 - x0) / 6, y + side * (y1 - y0) / 6

    first = _pairs([handle(0, 1.0), handle(1, -1.0), points[1]], _tenths(points[0]))
    made = [f"M{_pairs([points[0]], (0, 0))}c{first}s"]
    for i in range(2, count + 1):
        step = _pairs([handle(i % count, -1.0), points[i % count]], _tenths(points[i - 1]))
        made.append(_joined(made[-1][-1], step))
    return "".join(made) + "z"


def _tenths(point: Point) -> tuple[int, int]:
    if not all(math.isfinite(v) for v in point):
        raise ValueError(f"A drawing needs finite numbers; it was given {point!r}.")
    return round(10 * point[0]), round(10 * point[1])


def _pairs(points: Iterable[Point], base: tuple[int, int], *, walk: bool = False) -> str:
    """Points as steps from ``base``, in tenths; walk: each from the point before."""
    made = ""
    for point in points:
        here = _tenths(point)
        for value in (here[0] - base[0], here[1] - base[1]):
            made += _joined(made[-1:], str(value))
        base = here if walk else base
    return made


def _joined(last: str, text: str) -> str:
    """A number behind another: a blank only where the two would run together."""
    return text if not last.isdigit() or text.startswith("-") else f" {text}"
