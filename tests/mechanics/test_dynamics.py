"""Free checks of the dynamics: energy, balance, an independent sum, scaling, the sign of the foot force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mechanics.lab import LIFTS, REFERENCE, THRUSTER, THRUSTS, batch_of, load_for, people
from thrustworthy.mechanics import Subject
from thrustworthy.mechanics._dynamics import JOINTS, energy_error
from thrustworthy.mechanics._run import Batch


def error_of(lift: str, subject: Subject, load: float, frames: int) -> np.ndarray:
    batch = batch_of(lift, subject, load, samples=6, frames=frames)
    return energy_error(batch.body, batch.motion, batch.dynamics, load, batch.time)


@pytest.mark.parametrize("lift", LIFTS)
@given(subject=people, load=st.floats(0, 150))
@settings(max_examples=12)
def test_joint_work_is_the_change_of_energy_and_refines(lift: str, subject: Subject, load: float) -> None:
    load = load_for(lift, load)
    coarse, fine = error_of(lift, subject, load, 51), error_of(lift, subject, load, 201)
    assert fine.max() <= 0.002
    assert fine.max() < 0.25 * coarse.max()


@pytest.mark.parametrize("lift", LIFTS)
@given(subject=people, load=st.floats(0, 150))
@settings(max_examples=12)
def test_force_and_moment_close_at_the_free_end(lift: str, subject: Subject, load: float) -> None:
    batch = batch_of(lift, subject, load_for(lift, load))
    assert batch.dynamics.residual.max() < 1e-9 * 1e3, "nano-newtons on kilonewtons"


@pytest.mark.parametrize("lift", LIFTS)
def test_moments_equal_an_independent_sum_from_the_floor_up(lift: str) -> None:
    """Accelerations from finite differences, moments from the foot upward: nothing shared with the engine's own sum."""
    load = load_for(lift, 80.0)
    batch = batch_of(lift, THRUSTER, load, samples=3, frames=2001)
    dt = batch.time[:, 1:2] - batch.time[:, :1]
    inner = slice(1, -1)

    def second(values: np.ndarray) -> np.ndarray:
        values = np.broadcast_to(values, batch.time.shape)
        return (values[:, 2:] - 2 * values[:, 1:-1] + values[:, :-2]) / dt**2

    def at(values: np.ndarray) -> np.ndarray:
        return np.broadcast_to(values, batch.time.shape)[:, inner]

    place = {name: (at(x.v), at(y.v)) for name, (x, y) in batch.motion.points.items()}
    foot_y = place["heel"][1]
    force_x, force_y = (at(one) for one in batch.dynamics.ground)
    # Force and moment about the world origin that the pieces above still receive.
    moment = at(batch.dynamics.pressure) * force_y - foot_y * force_x
    for name, joint in (("foot", "ankle"), ("shank", "knee"), ("thigh", "hip"), ("pelvis", "l5s1")):
        piece, (cx, cy) = batch.body.pieces[name], batch.motion.centres[name]
        fx, fy = piece.mass * second(cx.v), piece.mass * (second(cy.v) + 9.81)
        turning = piece.inertia * second(batch.motion.turns[name].v)
        if name == "pelvis" and lift.startswith("barbell"):
            bx, by = batch.motion.points["bar"]
            lx, ly = load * second(bx.v), load * (second(by.v) + 9.81)
            turning = turning + at(bx.v) * ly - at(by.v) * lx
            force_x, force_y = force_x - lx, force_y - ly
        moment = moment - turning - (at(cx.v) * fy - at(cy.v) * fx)
        force_x, force_y = force_x - fx, force_y - fy
        jx, jy = place[joint]
        net = JOINTS[joint][2] * (moment - (jx * force_y - jy * force_x))
        np.testing.assert_allclose(at(batch.dynamics.moment[joint]), net, atol=0.05, err_msg=joint)


@pytest.mark.parametrize("lift", LIFTS)
@given(subject=people, load=st.floats(10, 150))
@settings(max_examples=10)
def test_doubling_every_mass_doubles_every_moment_of_the_static_pose(lift: str, subject: Subject, load: float) -> None:
    load = load_for(lift, load)
    once = batch_of(lift, subject, load)
    twice = batch_of(lift, Subject(subject.height, 2 * subject.mass, subject.sex), 2 * load)
    for joint in JOINTS:
        one, two = once.dynamics.moment[joint][:, 0], twice.dynamics.moment[joint][:, 0]
        np.testing.assert_allclose(two, 2 * one, rtol=1e-9, atol=1e-8, err_msg=joint)


def knee_peak(force: float, subject: Subject = THRUSTER) -> np.ndarray:
    batch = batch_of("barbell_hip_thrust", subject, 120, REFERENCE | {"foot_force": force})
    assert np.allclose(batch.dynamics.ground[0], force)
    return batch.dynamics.moment["knee"].max(axis=1)


@given(subject=people, force=st.floats(-300, 200), more=st.floats(5, 200))
@settings(max_examples=15)
def test_feet_that_push_away_raise_knee_extension_in_every_body(subject: Subject, force: float, more: float) -> None:
    assert (knee_peak(force - more, subject) > knee_peak(force, subject)).all()


@pytest.mark.parametrize("lift", THRUSTS)
def test_floor_and_bench_carry_body_and_load_between_them(lift: str) -> None:
    load = load_for(lift, 100.0)
    batch = batch_of(lift, THRUSTER, load)
    assert batch.dynamics.bench is not None
    at_rest = (batch.dynamics.ground[1] + batch.dynamics.bench[1])[:, [0, -1]]
    np.testing.assert_allclose(at_rest, (84 + load) * 9.81, rtol=1e-9)
    across = (batch.dynamics.ground[0] + batch.dynamics.bench[0])[:, [0, -1]]
    np.testing.assert_allclose(across, 0.0, atol=1e-9)


def test_a_heavier_bar_needs_more_of_every_extensor() -> None:
    def peaks(load: float) -> Batch:
        return batch_of("barbell_hip_thrust", THRUSTER, load, REFERENCE)

    light, heavy = peaks(80), peaks(120)
    for joint in ("hip", "l5s1", "t12l1"):
        assert (heavy.dynamics.moment[joint].max(axis=1) > light.dynamics.moment[joint].max(axis=1)).all()
