"""The muscles on the drawn body, their scale, and the picture that moves."""

import math
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.answer.conftest import OPEN
from thrustworthy.answer import to_html
from thrustworthy.answer._figure import draw_poses
from thrustworthy.answer._figure_frame import frame_of
from thrustworthy.answer._figure_moving import draw_moving, key_frames, relative, relative_smooth
from thrustworthy.answer._figure_muscles import Scale, belly, legend, points_of, scale_of, strongest
from thrustworthy.answer._figure_words import points_at
from thrustworthy.answer._outline import body_height, clear_of_floor, drawing, skin
from thrustworthy.answer._page import stylesheet

SVG = "{http://www.w3.org/2000/svg}"
LIFTS = [
    ("barbell_hip_thrust", 100.0),
    ("floor_glute_bridge", 0.0),
    ("back_squat", 60.0),
    ("deadlift", 100.0),
    ("single_leg_hip_thrust", 20.0),
    ("step_up", 20.0),
]


def pulling(simulation, largest=2950.0):
    """The same lift with made-up forces: every muscle its own, growing or falling over the lift, and a hip force."""
    figure = simulation.figure
    count, frames = len(figure.muscles), len(figure.phase)
    shape = [np.linspace(0.0, 1.0, frames), np.linspace(1.0, 0.0, frames)]
    muscles = tuple(
        replace(one, force=largest * (i + 1) / count * shape[i % 2]) for i, one in enumerate(figure.muscles)
    )
    hip = {"point": figure.points["hip"], "vector": np.tile([300.0, -2000.0], (frames, 1))}
    return replace(simulation, figure=replace(figure, muscles=muscles, joints={"hip": hip}))


@pytest.fixture(scope="module")
def moving_of(lift_of):
    made = {}

    def moving(lift, load):
        if (lift, load) not in made:
            simulation = pulling(lift_of(lift, load))
            made[lift, load] = simulation, draw_moving(simulation, ids="m", lift_name="a lift")
        return made[lift, load]

    return moving


def tree(svg):
    return ElementTree.fromstring(str(svg))


def animations(svg):
    return list(tree(svg).iter(f"{SVG}animate"))


def decode(data):
    """Corner points of straight relative path data, in picture units."""
    start, steps = re.fullmatch(r"M([^l]+)l([^z]*)z?", data).groups()
    numbers = [int(n) for n in re.findall(r"-?\d+", start + " " + re.sub(r"(?<=\d)-", " -", steps))]
    points = np.array(numbers).reshape(-1, 2).cumsum(axis=0)
    return points / 10.0


@pytest.mark.parametrize(("lift", "load"), LIFTS)
def test_the_moving_picture_is_small_well_formed_and_loads_nothing(moving_of, lift, load):
    _, moving = moving_of(lift, load)
    assert len(moving.svg.encode()) < 120_000
    for element in tree(moving.svg).iter():
        assert element.tag.removeprefix(SVG) in {
            "svg", "title", "desc", "g", "path", "line", "rect", "circle", "animate"
        }  # fmt: skip
        for name, value in element.attrib.items():
            assert name not in ("style", "href", "src", "id") or (
                name == "id" and element.tag[len(SVG) :] in ("title", "desc")
            )
            assert not name.startswith("on") and "url(" not in value and "http" not in value
    assert "nan" not in moving.svg.lower().replace("animate", "")


@pytest.mark.parametrize(("lift", "load"), LIFTS)
def test_every_animation_keeps_one_timetable_and_the_shape_of_its_path(moving_of, lift, load):
    _, moving = moving_of(lift, load)
    found = animations(moving.svg)
    assert len(found) > 20
    assert len({one.get("dur") for one in found}) == 1 == len({one.get("repeatCount") for one in found})
    for one in found:
        times = [float(t) for t in one.get("keyTimes").split(";")]
        values = one.get("values").split(";")
        assert len(times) == len(values) and times[0] == 0.0 and times[-1] <= 1.0
        assert all(a < b for a, b in pairwise(times))
        if one.get("calcMode") != "discrete":
            assert times[-1] == 1.0
        if one.get("attributeName") == "d":
            # A browser moves between two paths only where their commands and counts agree.
            assert len({"".join(re.findall("[a-zA-Z]", value)) for value in values}) == 1
            assert len({len(re.findall(r"-?\d+", value)) for value in values}) == 1
        assert one.get("attributeName") in ("d", "class", "cx", "cy", "opacity")


@pytest.mark.parametrize(("lift", "load"), LIFTS)
def test_the_spine_moves_through_the_models_own_places(moving_of, lift, load):
    simulation, moving = moving_of(lift, load)
    figure = simulation.figure
    keys = key_frames(len(figure.phase))
    frame = frame_of(simulation, keys, figures=False)
    spine = next(one for one in tree(moving.svg).iter(f"{SVG}path") if one.get("class") == "spine")
    values = spine.find(f"{SVG}animate").get("values").split(";")[1:-1]
    assert len(values) == len(keys)
    for value, at in zip(values, keys, strict=True):
        drawn = decode(value)
        for corner, name in zip(drawn, ("l5s1", "l4l5", "l3l4", "l2l3", "l1l2", "t12l1"), strict=True):
            # Rounded to a tenth of a unit.
            assert corner == pytest.approx(frame.at(points_at(figure, at)[name]), abs=0.051)


def test_a_path_in_short_steps_says_the_same_as_the_plain_one():
    points = [(10.0, 20.0), (13.4, 18.25), (-2.0, 7.31), (0.0, 0.0)]
    assert decode(relative(points)) == pytest.approx(np.array(points), abs=0.051)
    assert relative(points).endswith("z") and not relative(points, closed=False).endswith("z")


def test_the_short_smooth_path_passes_through_every_point():
    points = [(10.0 + 30 * math.cos(a), 50.0 + 20 * math.sin(a)) for a in np.linspace(0, 2 * math.pi, 9)[:-1]]
    data = relative_smooth(points)
    start, first, rest = re.fullmatch(r"M([^c]+)c([^s]+)s(.+)z", data).groups()
    numbers = [[int(n) for n in re.findall(r"-?\d+", part)] for part in (start, first, rest)]
    here = np.array(numbers[0])
    ends = [here := here + numbers[1][4:6]]
    ends += [here := here + numbers[2][i + 2 : i + 4] for i in range(0, len(numbers[2]), 4)]
    assert np.array(ends) / 10 == pytest.approx(np.array([*points[1:], points[0]]), abs=0.051)


def test_key_frames_run_from_the_first_to_the_last():
    for frames in (2, 11, 21, 51):
        keys = key_frames(frames)
        assert keys[0] == 0 and keys[-1] == frames - 1
        assert all(a < b for a, b in pairwise(keys)) and len(keys) == min(frames, drawing()["moving"]["keys"])


def test_the_same_lift_gives_the_same_bytes(lift_of):
    simulation = pulling(lift_of("back_squat", 60.0))
    first, second = (draw_moving(simulation, ids="m", lift_name="x").svg for _ in range(2))
    assert first == second


def test_what_is_no_number_is_not_drawn(lift_of):
    simulation = pulling(lift_of("back_squat", 60.0))
    broken = replace(simulation.figure.muscles[0], points=simulation.figure.muscles[0].points * np.nan)
    figure = replace(simulation.figure, muscles=(broken, *simulation.figure.muscles[1:]))
    with pytest.raises(ValueError, match="finite"):
        draw_moving(replace(simulation, figure=figure), ids="m", lift_name="x")


def test_the_moving_picture_has_a_text_that_says_what_it_shows(moving_of):
    _, moving = moving_of("back_squat", 60.0)
    root = tree(moving.svg)
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert set(root.get("aria-labelledby").split()) == {title.get("id"), desc.get("id")}
    assert desc.text == " ".join(moving.words) and "bottom to lockout" in desc.text
    assert "The muscles that pull most at the bottom" in desc.text


def test_the_strongest_groups_are_named_first(lift_of):
    figure = lift_of("back_squat", 60.0).figure
    size = {"glmax1": 900.0, "glmax2": 900.0, "soleus": 1000.0, "vaslat": 5000.0, "iliacus": 1.0}
    made = replace(
        figure,
        muscles=tuple(replace(m, force=np.full(len(figure.phase), size.get(m.name, 0.0))) for m in figure.muscles),
    )
    assert strongest(made, 0) == ("vasti (front of the thigh)", "gluteus maximus", "calf")
    calm = replace(
        made, muscles=tuple(replace(m, force=m.force * np.linspace(1.0, 0.01, len(m.force))) for m in made.muscles)
    )
    assert strongest(calm, 0) and strongest(calm, calm.lockout) == ()
    bare = replace(figure, muscles=tuple(replace(m, force=None) for m in figure.muscles))
    assert strongest(bare, 0) == ()


def test_more_force_is_never_a_lighter_step_nor_a_thinner_belly():
    scale = Scale(3000.0, 6)
    forces = np.linspace(0.0, 3000.0, 61)
    steps = [int(scale.class_of(force)[-1]) for force in forces]
    assert steps == sorted(steps) and set(steps) == set(range(6))
    widths = []
    for force in forces:
        outline = np.array(belly([(0.0, 0.0), (100.0, 0.0)], 330.0, scale.share(force), 9))
        widths.append(np.ptp(outline[:, 1]))
    assert all(a < b for a, b in pairwise(widths))


def test_the_scale_holds_every_force_and_its_steps_are_round(lift_of):
    for largest in (37.0, 333.0, 2950.0, 6569.0, 12001.0):
        scale = scale_of(pulling(lift_of("back_squat", 60.0), largest).figure)
        assert largest <= scale.full <= 1.7 * largest
        step = scale.full / scale.steps
        assert step == pytest.approx(float(f"{step:.2g}"))


def test_without_forces_the_muscles_are_drawn_plain_and_the_legend_says_so(lift_of):
    simulation = lift_of("back_squat", 60.0)
    bare = replace(
        simulation,
        figure=replace(simulation.figure, muscles=tuple(replace(m, force=None) for m in simulation.figure.muscles)),
    )
    svg = draw_moving(bare, ids="m", lift_name="x").svg
    assert svg.count('class="muscle plain"') == len(bare.figure.muscles)
    assert not re.search(r"muscle f\d", svg)
    assert "without their force" in legend(bare.figure, "l")


def test_the_legend_shows_every_step_in_newtons(lift_of):
    figure = pulling(lift_of("back_squat", 60.0)).figure
    root = tree(legend(figure, "l"))
    assert [p.get("class") for p in root.iter(f"{SVG}path")] == [f"muscle f{i}" for i in range(6)]
    ticks = [t.text for t in root.iter(f"{SVG}text") if "tick" in t.get("class")]
    assert ticks == ["0", "500", "1000", "1500", "2000", "2500", "3000\N{NO-BREAK SPACE}N"]
    assert "in N" in root.find(f"{SVG}desc").text and "one side" in root.find(f"{SVG}desc").text


def light(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [0, 1, 2], ids=["light", "dark", "print"])
def test_each_step_is_further_from_the_skin_in_lightness_than_the_one_before(palette):
    block = re.findall(r":root \{([^}]+)\}", stylesheet("tokens.css"))[palette]
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", block))
    # Lightness as the eye has it (CIE), so that the order holds in grey and without colour vision.
    seen = [116 * light(colours[name]) ** (1 / 3) - 16 for name in ("skin", "f0", "f1", "f2", "f3", "f4", "f5")]
    away = [abs(one - seen[0]) for one in seen]
    assert all(b - a > 6.0 for a, b in pairwise(away)), seen


@pytest.mark.parametrize(("lift", "load"), LIFTS)
def test_no_muscle_leaves_the_body(lift_of, lift, load):
    figure = lift_of(lift, load).figure
    for at in (figure.bottom, figure.middle, figure.lockout):
        shown = clear_of_floor(points_at(figure, at), figure.floor)
        height = body_height(shown)
        outlines = [np.array(outline) for outline in skin(shown, height)]
        for one in figure.muscles:
            points = points_of(one, at)
            centre = np.array([a + (b - a) * t for a, b in pairwise(np.array(points)) for t in (0.0, 0.5, 1.0)])
            for place in centre:
                # A belly at the skin may bulge it by a hundredth of the body's height.
                assert min(outside(place, outline) for outline in outlines) < 0.01 * height, (one.name, at, place)


def outside(place, outline):
    """Distance from a closed outline, m; 0 inside it."""
    a, b = outline, np.roll(outline, -1, axis=0)
    edge = b - a
    inside = False
    for (x0, y0), (x1, y1) in zip(a, b, strict=True):
        if (y0 > place[1]) != (y1 > place[1]) and place[0] < (x1 - x0) * (place[1] - y0) / (y1 - y0) + x0:
            inside = not inside
    if inside:
        return 0.0
    share = np.clip(((place - a) * edge).sum(axis=1) / (edge**2).sum(axis=1), 0.0, 1.0)
    return float(np.linalg.norm(a + share[:, None] * edge - place, axis=1).min())


def test_the_stills_carry_the_muscles_and_the_letter_does_not(lift_of):
    simulation = pulling(lift_of("back_squat", 60.0))
    count = len(simulation.figure.muscles)
    with_them = draw_poses(simulation, ids="x", lift_name="y", muscles=True)
    without = draw_poses(simulation, ids="x", lift_name="y", figures=False)
    assert all(pose.svg.count('class="muscle f') == count for pose in with_them)
    assert all("muscle" not in pose.svg and "hip-force" not in pose.svg for pose in without)


def test_the_report_moves_only_for_those_who_want_it(answer_of):
    page = to_html(answer_of(OPEN))
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    calm = style[style.index("@media (prefers-reduced-motion: reduce)") :].split("\n")[0]
    assert ".lift-top .moving { display: none; }" in calm
    printed = style[style.rindex("@media print") :]
    assert ".lift-top .moving { display: none; }" in printed
    # Whoever sees no motion has the three stills, and motion can be stopped by closing it.
    assert len(re.findall(r'<div class="pose">', page)) == 3
    assert re.search(r'<details class="moving" open>\s*<summary>[^<]*close this to stop it', page)
    moved = page[
        page.index('<details class="moving"') : page.index("</details>", page.index('<details class="moving"'))
    ]
    assert moved.count("<animate") == page.count("<animate") > 20


def test_the_report_says_that_the_body_is_a_model(answer_of):
    page = to_html(answer_of(OPEN))
    assert "A model figure, not a picture of you" in page and 'class="legend"' in page
