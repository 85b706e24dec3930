"""The drawn lift mirrors the model, and says nothing without a band."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from tests.answer.pages import Page
from thrustworthy.answer._figure import draw_poses
from thrustworthy.answer._figure_words import points_at
from thrustworthy.answer._outline import clear_of_floor

LIFTS = [("barbell_hip_thrust", 100.0), ("floor_glute_bridge", 0.0), ("back_squat", 60.0), ("deadlift", 100.0)]


def badge(svg, joint):
    """Centre of the small letter at a joint, in picture units."""
    found = re.search(rf'<g class="badge {joint}"><circle cx="([-\d.]+)" cy="([-\d.]+)"', svg)
    return float(found[1]), float(found[2])


def poses(simulation, ids="x", **more):
    return draw_poses(simulation, ids=ids, lift_name="a lift", **more)


def test_the_hip_is_higher_at_lockout_than_at_the_bottom_of_a_thrust(lift_of):
    drawn = poses(lift_of("barbell_hip_thrust", 100.0))
    assert badge(drawn[2].svg, "hip")[1] < badge(drawn[1].svg, "hip")[1] < badge(drawn[0].svg, "hip")[1]


@pytest.mark.parametrize(("lift", "load"), LIFTS)
def test_every_joint_is_drawn_where_the_model_has_it_on_one_scale(lift_of, lift, load):
    simulation = lift_of(lift, load)
    figure = simulation.figure
    drawn = dict(zip(("bottom", "middle", "lockout"), poses(simulation), strict=True))
    scales = []
    for name, pose in drawn.items():
        real = points_at(figure, getattr(figure, name))
        places = {joint: badge(pose.svg, joint) for joint in ("hip", "knee", "l5s1")}
        for a, b in (("hip", "knee"), ("hip", "l5s1")):
            wide = places[b][0] - places[a][0], places[a][1] - places[b][1]
            true = real[b][0] - real[a][0], real[b][1] - real[a][1]
            scales.append(math.hypot(*wide) / math.hypot(*true))
            # Picture coordinates have one decimal, hence the 0.2 units.
            assert wide == pytest.approx([v * scales[0] for v in true], abs=0.2)
    assert max(scales) == pytest.approx(min(scales), rel=0.02)


def test_all_poses_share_one_frame(lift_of):
    boxes = {re.search(r'viewBox="([^"]+)"', pose.svg)[1] for pose in poses(lift_of("back_squat", 60.0))}
    assert len(boxes) == 1


@pytest.mark.parametrize(("lift", "load"), LIFTS)
def test_nothing_is_drawn_outside_the_picture(lift_of, lift, load):
    for pose in poses(lift_of(lift, load)):
        width, height = (float(v) for v in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', pose.svg).groups())
        data = " ".join(re.findall(r' d="([^"]+)"', pose.svg))
        numbers = [float(v) for v in re.findall(r"-?\d+(?:\.\d+)?", data)]
        assert min(numbers) >= -1
        assert max(numbers[0::2]) <= width + 1
        assert max(numbers[1::2]) <= height + 1


def test_a_picture_has_no_inline_style_no_script_and_a_text_alternative(lift_of):
    for pose in poses(lift_of("barbell_hip_thrust", 100.0)):
        page = Page(pose.svg)
        assert not any("style" in attrs or name == "script" for name, attrs in page.elements)
        assert not any(key.startswith("on") for _, attrs in page.elements for key in attrs)
        svg = page.all("svg")[0]
        assert svg["role"] == "img"
        assert set((svg["aria-labelledby"] or "").split()) == set(page.ids)
        assert {"title", "desc"} <= {name for name, _ in page.elements}


def test_ids_of_two_pictures_with_two_prefixes_never_meet(lift_of):
    ids = [
        one
        for prefix in ("a", "b")
        for pose in poses(lift_of("back_squat", 60.0), ids=prefix)
        for one in Page(pose.svg).ids
    ]
    assert len(ids) == len(set(ids)) > 0


@pytest.mark.parametrize(("lift", "load"), LIFTS)
def test_every_number_under_the_body_has_its_band(lift_of, lift, load):
    for pose in poses(lift_of(lift, load)):
        rows = re.findall(r'class="t figure-words">([^<]+)<', pose.svg)
        assert len(rows) >= 5
        assert all(re.search(r"\(−?[\d.]+ to −?[\d.]+\)$", row) for row in rows), rows


def test_the_spine_arrow_ends_beside_l5s1(lift_of):
    svg = poses(lift_of("barbell_hip_thrust", 100.0))[0].svg
    drawn = svg[svg.index('class="arrow spine-force"') - 400 : svg.index('class="arrow spine-force"')]
    assert "NaN" not in svg
    head = re.search(r'd="M([-\d.]+) ([-\d.]+)L([-\d.]+) ([-\d.]+)L', svg[svg.index("arrow spine-force") :])
    x, y = badge(svg, "l5s1")
    assert math.hypot(float(head[3]) - x, float(head[4]) - y) < 10, drawn


def test_the_area_of_a_disc_is_the_size_of_its_moment(lift_of):
    simulation = lift_of("barbell_hip_thrust", 100.0)
    figure = simulation.figure
    sizes, areas = [], []
    for frame, pose in zip((figure.bottom, figure.middle, figure.lockout), poses(simulation), strict=True):
        areas += [float(r) ** 2 for r in re.findall(r'r="([\d.]+)" class="moment', pose.svg)]
        sizes += [abs(float(figure.moments[joint][frame])) for joint in ("hip", "knee", "l5s1")]
    assert max(areas) == pytest.approx(24**2, rel=0.01)
    expected = [size / max(sizes) * 24**2 for size in sizes]
    # A radius has one decimal: 0.05 units of up to 24.
    assert areas == pytest.approx(expected, abs=2 * 0.05 * 24)


def test_a_moment_that_bends_the_joint_has_a_dashed_edge(lift_of):
    simulation = lift_of("barbell_hip_thrust", 100.0)
    turned = {name: np.abs(values) for name, values in simulation.figure.moments.items()}
    straight = poses(replace(simulation, figure=replace(simulation.figure, moments=turned)))[0].svg
    bent = poses(replace(simulation, figure=replace(simulation.figure, moments={k: -v for k, v in turned.items()})))[
        0
    ].svg
    assert straight.count("moment bends") == 0 and straight.count("moment extends") == 3
    assert len(re.findall(r'moment bends"[^>]*stroke-dasharray', bent)) == 3


def test_a_lift_without_a_bar_shows_no_plate_and_no_bench(lift_of):
    svg = poses(lift_of("floor_glute_bridge", 0.0))[0].svg
    assert "plate" not in svg and 'class="bar"' not in svg and 'class="bench"' not in svg
    with_bar = poses(lift_of("barbell_hip_thrust", 100.0))[0].svg
    assert "plate-front" in with_bar and 'class="bench"' in with_bar


def test_head_and_arms_lie_on_the_floor_and_not_in_it(lift_of):
    for lift, load in (("floor_glute_bridge", 0.0), ("barbell_glute_bridge", 100.0)):
        figure = lift_of(lift, load).figure
        for frame in (figure.bottom, figure.lockout):
            shown = clear_of_floor(points_at(figure, frame), figure.floor)
            assert shown["head_top"][1] > figure.floor and shown["elbow"][1] > figure.floor


def test_what_lies_clear_of_the_floor_is_left_as_the_model_has_it(lift_of):
    figure = lift_of("back_squat", 60.0).figure
    real = points_at(figure, figure.lockout)
    assert clear_of_floor(real, figure.floor) == real


def test_nothing_is_drawn_from_what_is_no_number(lift_of):
    simulation = lift_of("back_squat", 60.0)
    points = dict(simulation.figure.points) | {"knee": simulation.figure.points["knee"] * np.nan}
    with pytest.raises(ValueError, match="finite"):
        poses(replace(simulation, figure=replace(simulation.figure, points=points)))


def test_the_name_of_a_lift_is_text_and_never_markup(lift_of):
    drawn = draw_poses(lift_of("back_squat", 60.0), ids="x", lift_name="<script>&\x07")
    assert "<script>" not in drawn[0].svg and "&lt;script&gt;&amp;" in drawn[0].svg and "\x07" not in drawn[0].svg
