"""The body: mass is neither lost nor made, whoever it is."""

import numpy as np
from hypothesis import given, settings

from tests.mechanics.lab import people
from thrustworthy.mechanics import Subject
from thrustworthy.mechanics._body import PIECES, VERTEBRAE, Body, build_body
from thrustworthy.mechanics._chain import lumbar_shares
from thrustworthy.mechanics._sampling import Draws, draw_people


def body_of(subject: Subject, samples: int = 20, central: bool = False) -> Body:
    draws = Draws(samples=samples, seed=1, central=central)
    return build_body(draw_people(subject, draws), draws)


@given(people)
@settings(max_examples=30)
def test_the_pieces_sum_to_the_body(subject: Subject) -> None:
    body = body_of(subject)
    total = sum(body.pieces[name].mass for name in PIECES)
    np.testing.assert_allclose(total, subject.mass, rtol=1e-12)
    for name in PIECES:
        assert (body.pieces[name].mass > 0).all(), name
        assert (body.pieces[name].inertia >= 0).all(), name


def test_the_trunk_of_the_table_is_cut_and_nothing_falls_off() -> None:
    body = body_of(Subject(1.80, 84.0, "male"), samples=1, central=True)
    trunk = sum(float(body.pieces[name].mass[0, 0]) for name in ("pelvis", *VERTEBRAE, "thorax"))
    np.testing.assert_allclose(trunk / 84.0, 0.4346, atol=2e-4)


def test_the_centre_of_the_cut_trunk_is_that_of_the_table() -> None:
    body = body_of(Subject(1.741, 73.0, "male"), samples=1, central=True)
    names = ("pelvis", *VERTEBRAE, "thorax")
    places = ("hip", "l5s1", "l4l5", "l3l4", "l2l3", "l1l2", "t12l1")
    base = {"hip": 0.0} | {level: float(body.joint[level][1][0, 0]) for level in places[1:]}
    mass = [float(body.pieces[name].mass[0, 0]) for name in names]
    height = [base[place] + float(body.pieces[name].y[0, 0]) for name, place in zip(names, places, strict=True)]
    centre = float(np.dot(mass, height) / np.sum(mass))
    # Whole trunk of the table: 44.86 % of 531.9 mm below the suprasternal notch.
    np.testing.assert_allclose(centre, 0.5319 * (1 - 0.4486), atol=0.004)


def test_the_lumbar_joints_share_the_whole_movement_in_order() -> None:
    shares = lumbar_shares()
    np.testing.assert_allclose(sum(shares.values()), 1.0)
    assert max(shares, key=lambda level: shares[level]) == "l4l5"
    np.testing.assert_allclose(shares["l4l5"] / shares["l5s1"], 1.857)


def test_the_lumbosacral_joint_lies_nine_to_twelve_centimetres_above_the_hip() -> None:
    body = body_of(Subject(1.70, 75.0, "male"), samples=400)
    height = body.joint["l5s1"][1]
    assert 0.09 <= height.min() < 0.093
    assert 0.117 < height.max() <= 0.12


def test_what_is_not_given_is_drawn_and_what_is_given_is_kept() -> None:
    draws = Draws(samples=400, seed=3)
    drawn = draw_people(Subject(height=1.66), draws)
    assert (drawn.height == 1.66).all()
    assert drawn.mass.std() > 5
    assert 0.5 < drawn.female.mean() < 0.95, "1.66 m is more often a woman's height"
    assert {"body.mass", "body.sex"} <= set(draws.varied)


def test_heavier_people_are_drawn_taller() -> None:
    draws = Draws(samples=400, seed=3)
    drawn = draw_people(Subject(sex="male"), draws)
    assert np.corrcoef(drawn.height[:, 0], drawn.mass[:, 0])[0, 1] > 0.25
