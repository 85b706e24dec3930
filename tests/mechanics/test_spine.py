"""Loads on the discs and the hip: the formula, the signs, and that more weight is never shown as less."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mechanics.lab import LIFTS, SQUATTER, batch_of, load_for, people
from thrustworthy.mechanics import Subject, simulate
from thrustworthy.mechanics._spine import contact_load, hip_contact, muscle_load, spine_loads
from thrustworthy.mechanics._tables import LEVELS, hip_arms, number

PULL = np.radians(5.0)


def test_the_published_moment_gives_the_published_extensor_force() -> None:
    press, shear = muscle_load(np.array(988.0), np.array(0.06), np.array(0.079), PULL)
    np.testing.assert_allclose(press, 16_400, rtol=0.002)
    np.testing.assert_allclose(shear, -1_440, rtol=0.005)


def test_a_flexion_moment_loads_the_rectus_arm_and_still_compresses() -> None:
    press, shear = muscle_load(np.array(-79.0), np.array(0.05), np.array(0.079), PULL)
    np.testing.assert_allclose(press, 1000.0)
    assert shear == 0


def test_the_weight_above_a_forward_sloping_sacrum_pushes_the_vertebra_forward() -> None:
    batch = batch_of("back_squat", SQUATTER, 60, {"lumbar_end": 0, "trunk_end": 0}, central=True)
    press, shear = contact_load(batch.body, batch.motion, batch.dynamics, "l5s1")
    weight = batch.dynamics.force["l5s1"][1][0, -1]
    slope = np.radians(number("lumbar", "endplate.l5s1"))
    np.testing.assert_allclose(press[0, -1], weight * np.cos(slope), rtol=1e-6)
    np.testing.assert_allclose(shear[0, -1], weight * np.sin(slope), rtol=1e-6)
    assert shear[0, -1] > 0


@pytest.mark.parametrize("lift", LIFTS)
@given(subject=people, load=st.floats(20, 120), more=st.floats(1, 60))
@settings(max_examples=8)
def test_more_load_never_lowers_the_reported_compression(lift: str, subject: Subject, load: float, more: float) -> None:
    if lift == "floor_glute_bridge":
        light = simulate(lift, subject, 0, samples=30, frames=21)
        heavy = simulate("barbell_glute_bridge", subject, load + 20, samples=30, frames=21)
    else:
        light = simulate(lift, subject, load, samples=30, frames=21)
        heavy = simulate(lift, subject, load + more, samples=30, frames=21)
    for level in LEVELS:
        below, above = (one.peaks[f"{level}_compression"].band for one in (light, heavy))
        assert above.p50 >= below.p50, level
        assert above.p95 >= below.p95, level


@pytest.mark.parametrize("lift", LIFTS)
@given(people)
@settings(max_examples=8)
def test_nothing_pulls_a_disc_apart(lift: str, subject: Subject) -> None:
    batch = batch_of(lift, subject, load_for(lift, 50))
    loads = spine_loads(batch.body, batch.motion, batch.dynamics, batch.muscles)
    assert all((loads[f"{level}_compression"] >= 0).all() for level in LEVELS)
    assert all(np.isfinite(one).all() for one in loads.values())


def test_the_hip_extensor_arm_is_longest_in_mid_flexion() -> None:
    arms = hip_arms()
    assert 30 <= arms.flexion[np.argmax(arms.extensor)] <= 60
    assert 0.025 < arms.extensor.min() < arms.extensor.max() < 0.065
    assert (arms.flexor > 0).all()


def test_the_hip_carries_at_least_the_joint_reaction_of_its_side() -> None:
    batch = batch_of("back_squat", SQUATTER, 91, samples=50)
    x, y = batch.dynamics.force["hip"]
    contact = hip_contact(batch.body, batch.motion, batch.dynamics, batch.muscles)
    assert (contact[:, 0] > 0.5 * np.hypot(x, y)[:, 0]).all()
