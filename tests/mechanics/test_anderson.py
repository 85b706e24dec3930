"""Voluntary strength by age, sex and size: the published curve, and what is ours between its groups."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thrustworthy.mechanics import SimulationError
from thrustworthy.mechanics._anderson import group_moment, voluntary_moment

MAN = (1.78, 80.0)
# Hip extension over body weight and height at 0 to 105 degrees of flexion, as printed with the table.
PRINTED = {
    ("male", "young"): (0.101, 0.129, 0.149, 0.159, 0.160, 0.151, 0.132, 0.105),
    ("female", "young"): (0.117, 0.140, 0.159, 0.172, 0.179, 0.181, 0.176, 0.166),
    ("male", "middle"): (0.080, 0.114, 0.141, 0.160, 0.170, 0.170, 0.160, 0.141),
    ("female", "middle"): (0.072, 0.096, 0.116, 0.130, 0.138, 0.140, 0.135, 0.123),
    ("male", "old"): (0.077, 0.103, 0.124, 0.137, 0.144, 0.142, 0.133, 0.116),
    ("female", "old"): (0.064, 0.085, 0.104, 0.119, 0.130, 0.136, 0.138, 0.135),
}
MIDDLES = {"young": 21.5, "middle": 60.0, "old": 72.5}
SEXES = ("male", "female")


@pytest.mark.parametrize(("sex", "group"), PRINTED)
def test_hip_extension_follows_the_published_curve(sex: str, group: str) -> None:
    made = group_moment("hip", "extension", np.arange(0, 106, 15), sex, group)
    np.testing.assert_allclose(made, PRINTED[sex, group], atol=0.0006)


@pytest.mark.parametrize(("sex", "group"), PRINTED)
def test_in_the_middle_of_a_group_a_person_has_that_groups_moment(sex: str, group: str) -> None:
    made = voluntary_moment("hip", "extension", 60, *MAN, MIDDLES[group], float(sex == "female"))
    weight = MAN[1] * 9.81
    assert made == pytest.approx(float(group_moment("hip", "extension", 60, sex, group)) * MAN[0] * weight)


def test_a_young_man_of_eighty_kilograms_has_224_newton_metres_at_sixty_degrees() -> None:
    assert voluntary_moment("hip", "extension", 60, *MAN, 20, 0) == pytest.approx(224, abs=1)


def test_hip_extension_peaks_between_53_and_88_degrees_in_every_group() -> None:
    angles = np.arange(0, 121)
    peaks = [int(group_moment("hip", "extension", angles, sex, group).argmax()) for sex, group in PRINTED]
    assert min(peaks) == 53
    assert max(peaks) == 88


def test_every_joint_direction_sex_and_age_group_has_strength_and_a_spread_of_it() -> None:
    for joint in ("hip", "knee"):
        for direction in ("extension", "flexion"):
            for sex, group in PRINTED:
                person = (*MAN, MIDDLES[group], float(sex == "female"))
                weak, usual, strong = (
                    float(voluntary_moment(joint, direction, 45, *person, deviate=z)) for z in (-1, 0, 1)
                )
                assert 0 < weak < usual < strong


@given(age=st.floats(10, 110), angle=st.floats(-20, 120), female=st.sampled_from([0, 1]))
def test_between_two_ages_of_the_table_the_moment_lies_between_theirs(age: float, angle: float, female: int) -> None:
    ends = [float(voluntary_moment("hip", "extension", angle, *MAN, a, female)) for a in MIDDLES.values()]
    made = float(voluntary_moment("hip", "extension", angle, *MAN, age, female))
    pair = ends[:2] if age <= 60 else ends[1:]
    assert min(pair) - 1e-9 <= made <= max(pair) + 1e-9


@given(angle=st.floats(-180, 180), deviate=st.floats(-10, 10), age=st.floats(10, 110))
def test_strength_is_never_negative_however_weak_the_person_or_odd_the_angle(
    angle: float, deviate: float, age: float
) -> None:
    for joint in ("hip", "knee"):
        for direction in ("extension", "flexion"):
            assert voluntary_moment(joint, direction, angle, *MAN, age, 1, deviate=deviate) >= 0


def test_a_stronger_person_is_stronger_and_a_bigger_one_too() -> None:
    usual, strong = (voluntary_moment("knee", "extension", 60, *MAN, 30, 0, deviate=z) for z in (0, 1))
    assert strong > usual
    big = voluntary_moment("knee", "extension", 60, MAN[0], 2 * MAN[1], 30, 0)
    assert big == pytest.approx(2 * float(usual))


def test_the_moment_is_one_number_a_person_for_many_people() -> None:
    made = voluntary_moment("hip", "extension", 60, np.full(3, 1.7), np.full(3, 70), np.array([20, 40, 80]), np.ones(3))
    assert made.shape == (3,)
    assert (np.diff(made) < 0).all()


def test_a_joint_without_a_row_is_refused() -> None:
    with pytest.raises(SimulationError, match="no row"):
        voluntary_moment("elbow", "extension", 60, *MAN, 30, 0)
