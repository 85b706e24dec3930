"""Lifts against a band or a lever, off a ball, and the back extension: energy, balance, and what pulls how much."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mechanics.lab import THRUSTER, batch_of, people
from thrustworthy.mechanics import SimulationError, Subject, simulate
from thrustworthy.mechanics._dynamics import energy_error
from thrustworthy.mechanics._lift import check_setup, lift_model
from thrustworthy.mechanics._run import Batch, run_batch
from thrustworthy.mechanics._sampling import Draws

BAND, MACHINE, BALL, BACK = "banded_hip_thrust", "machine_hip_thrust", "ball_hip_thrust", "back_extension"
LIFTS = (BAND, MACHINE, BALL, BACK)
G = 9.81


def crowd(lift: str, frames: int, load: float = 30.0, setup: dict[str, float] | None = None) -> Batch:
    """Adults drawn from the population."""
    return batch_of(lift, Subject(), load, setup, samples=130, frames=frames, seed=11)


def error(batch: Batch, load: float) -> np.ndarray:
    """Energy error of every sample."""
    return energy_error(batch.body, batch.motion, batch.dynamics, load, batch.time)


def pull(batch: Batch) -> np.ndarray:
    """Size of the band's or lever's force on the lifter."""
    (force,) = batch.motion.forces
    return np.hypot(force.x, force.y)


@pytest.mark.parametrize("lift", LIFTS)
@pytest.mark.parametrize("setup", [{}, {"eccentric_time": 0.9}])
def test_joint_work_is_the_change_of_energy_with_what_the_band_stores_and_refines(lift, setup) -> None:
    coarse, fine = (error(crowd(lift, frames, setup=setup), 30.0).max() for frames in (51, 201))
    assert fine <= 0.002
    assert fine < 0.25 * coarse


@pytest.mark.parametrize("lift", LIFTS)
def test_hardly_anybody_from_one_and_a_half_to_two_metres_is_left_without_a_posture(lift: str) -> None:
    model, solved = lift_model(lift), []
    rng = np.random.default_rng(3)
    for seed in range(120):
        who = Subject(height=rng.uniform(1.5, 2.0), mass=rng.uniform(50, 110), sex=("male", "female")[seed % 2])
        solved.append(run_batch(model, who, 25.0, {}, np.linspace(0, 1, 11), Draws(4, seed)).solved)
    assert np.mean(solved) > 0.9


@pytest.mark.parametrize("lift", [BAND, MACHINE])
def test_a_short_woman_starts_above_the_floor_where_her_trunk_does_not_reach_it(lift: str) -> None:
    woman = Subject(height=1.50, mass=50, sex="female")
    batch = batch_of(lift, woman, 20, {"bench_height": 0.45}, samples=100)
    assert len(batch.time) > 90
    drop = batch.motion.points["bench"][1].v[:, 0] - batch.motion.points["hip"][1].v[:, 0]
    most = batch.technique["hip_drop"][:, 0] * 1.5
    assert (drop < most + 1e-9).all() and (drop > most - 1e-9).any()


@pytest.mark.parametrize("lift", LIFTS)
@given(subject=people, load=st.floats(0, 60))
@settings(max_examples=6, deadline=None)
def test_foot_and_all_above_it_balance(lift: str, subject: Subject, load: float) -> None:
    residual = batch_of(lift, subject, load).dynamics.residual
    assert (residual < 1e-6).all()


@pytest.mark.parametrize("lift", LIFTS)
def test_floor_back_rest_and_what_holds_carry_body_and_load(lift: str) -> None:
    batch = batch_of(lift, THRUSTER, 40.0, samples=60)
    dynamics = batch.dynamics
    held = 0.0 if batch.motion.load_point is None else 40.0
    for axis, whole in (("x", 0.0), ("y", (84 + held) * G)):
        index = "xy".index(axis)
        outside = dynamics.ground[index] + sum(getattr(force, axis) for force in batch.motion.forces)
        if dynamics.bench is not None:
            outside = outside + dynamics.bench[index]
        np.testing.assert_allclose(outside[:, [0, -1]], whole, atol=1e-8)


@pytest.mark.parametrize("lift", LIFTS)
def test_more_load_asks_more_of_the_hip(lift: str) -> None:
    peaks = [crowd(lift, 21, load).dynamics.moment["hip"] for load in (0.0, 20.0, 60.0)]
    # A slack band adds nothing at the start; half-way up every band and weight pulls.
    for less, more in pairwise(peaks):
        assert (more.max(axis=1) >= less.max(axis=1) - 1e-9).all()
        assert (more[:, 10] > less[:, 10] + 1.0).all()


@pytest.mark.parametrize("setup", [{}, {"band_stiffness": 1500.0}, {"band_rest_length": 0.35, "band_anchor": 0.2}])
@pytest.mark.parametrize("way", [{}, {"eccentric_time": 1.0}])
def test_the_band_pulls_at_lockout_with_the_weight_of_the_load_and_never_pushes(setup, way) -> None:
    batch = crowd(BAND, 41, 30.0, setup | way)
    lockout = 0 if way else -1
    np.testing.assert_allclose(pull(batch)[:, lockout], 30 * G, rtol=1e-9)
    (force,) = batch.motion.forces
    place, anchor = batch.motion.points["pad"], batch.motion.points["anchor"]
    along = force.x * (anchor[0].v - place[0].v) + force.y * (anchor[1].v - place[1].v)
    assert (along >= 0).all()
    np.testing.assert_allclose(force.x * (anchor[1].v - place[1].v), force.y * (anchor[0].v - place[0].v), atol=1e-9)
    np.testing.assert_allclose(anchor[1].v, 0)


def test_a_band_that_is_longer_than_its_way_hangs_slack_at_the_start() -> None:
    batch = crowd(BAND, 201, 30.0, {"band_rest_length": 0.40})
    assert (pull(batch)[:, 0] == 0).all()
    assert error(batch, 30.0).max() <= 0.002


def test_a_stiffness_gives_the_rest_length_and_a_rest_length_the_stiffness() -> None:
    stiff = crowd(BAND, 11, 30.0, {"band_stiffness": 1200.0})
    (force,) = stiff.motion.forces
    np.testing.assert_allclose(force.energy, 0.5 * pull(stiff) ** 2 / 1200)
    assert "band_rest_length" not in stiff.technique
    with pytest.raises(SimulationError, match="set only one"):
        check_setup(lift_model(BAND), {"band_stiffness": 1200, "band_rest_length": 0.2})


@pytest.mark.parametrize("setup", [{"band_rest_length": 0.95}, {"band_stiffness": 60.0}])
def test_a_band_that_cannot_hold_the_load_at_lockout_is_refused(setup) -> None:
    with pytest.raises(SimulationError, match="no posture"):
        simulate(BAND, THRUSTER, 60, setup=setup, samples=10)


@pytest.mark.parametrize("lift", [BAND, MACHINE])
def test_band_and_lever_add_no_mass(lift: str) -> None:
    batch = crowd(lift, 5, 50.0)
    assert batch.motion.load_point is None
    assert crowd(lift, 5, 0.0).motion.forces == ()


def test_a_level_lever_at_rest_weighs_what_rides_on_it() -> None:
    batch = crowd(MACHINE, 3, 50.0, {"hold_at": 1.0, "lever_length": 0.9})
    (force,) = batch.motion.forces
    hinge, pad = batch.motion.points["hinge"], batch.motion.points["pad"]
    x, y = pad[0].v - hinge[0].v, pad[1].v - hinge[1].v
    np.testing.assert_allclose(np.hypot(x, y), 0.9)
    np.testing.assert_allclose(pull(batch), 50 * G * x / 0.9)
    # At right angles to the lever and down.
    np.testing.assert_allclose(force.x * x + force.y * y, 0, atol=1e-9)
    assert (force.y < 0).all()


def test_the_ball_takes_force_only_along_the_line_from_the_floor_to_the_back() -> None:
    batch = crowd(BALL, 11, 10.0)
    assert batch.dynamics.bench is not None
    x, y = batch.dynamics.bench
    back, floor = batch.motion.points["bench"], batch.motion.points["ball_floor"]
    np.testing.assert_allclose(x * (back[1].v - floor[1].v), y * (back[0].v - floor[0].v), atol=1e-9)
    assert (batch.dynamics.ground[0][:, [0, -1]] < 0).all()
    np.testing.assert_allclose(floor[1].v, 0)


def test_a_ball_touched_at_its_very_top_asks_no_horizontal_force_of_resting_feet() -> None:
    batch = crowd(BALL, 3, 10.0, {"ball_contact": 0.0, "hold_at": 0.5})
    np.testing.assert_allclose(batch.dynamics.ground[0], 0, atol=1e-8)


def test_pad_and_roller_push_and_the_plate_pushes_along_the_legs() -> None:
    batch = crowd(BACK, 21, 20.0)
    pad, roller = batch.motion.forces
    angle = batch.motion.turns["thigh"].v
    for force, side in ((pad, -1), (roller, 1)):
        push = side * (force.x * np.cos(angle) + force.y * np.sin(angle))
        assert (push[:, [0, -1]] > 0).all()
        # Those who come up fastest may lift off the roller for a moment while the load slows down.
        assert (push > 0).mean() > 0.99
        np.testing.assert_allclose(force.y * np.cos(angle) - force.x * np.sin(angle), 0, atol=1e-9)
    x, y = batch.dynamics.ground
    np.testing.assert_allclose(x * np.cos(angle) + y * np.sin(angle), 0, atol=1e-8)


def test_the_straight_body_on_the_bench_holds_its_upper_part_about_the_hip() -> None:
    batch = crowd(BACK, 3, 15.0, {"hold_at": 1.0, "bench_angle": 30})
    above = ("pelvis", "l5", "l4", "l3", "l2", "l1", "thorax", "head", "upper_arm", "forearm")
    hip = batch.motion.points["hip"][0].v
    moment = 15 * G * (batch.motion.points["hand"][0].v - hip)
    for name in above:
        moment = moment + batch.body.pieces[name].mass * G * (batch.motion.centres[name][0].v - hip)
    np.testing.assert_allclose(batch.dynamics.moment["hip"], moment, rtol=1e-9)
    np.testing.assert_allclose(np.degrees(batch.motion.turns["thigh"].v), -60)


def test_a_flatter_bench_asks_more_of_the_straight_hip() -> None:
    flat, steep = (crowd(BACK, 3, 0.0, {"bench_angle": angle, "hold_at": 1.0}) for angle in (15, 60))
    assert (flat.dynamics.moment["hip"] > steep.dynamics.moment["hip"]).all()


@pytest.mark.parametrize("lift", LIFTS)
def test_moments_muscles_and_joint_loads_are_finite(lift: str) -> None:
    made = simulate(lift, THRUSTER, 30, samples=20, frames=11)
    for rows in (made.peaks, made.muscle_force, made.muscle_activation):
        assert rows
        for name, peak in rows.items():
            assert np.isfinite([peak.band.p05, peak.band.p50, peak.band.p95]).all(), name
    for name, series in made.series.items():
        assert np.isfinite(series.band.p50).all(), name
    assert made.peaks["hip_moment"].band.p50 > 0
    assert made.peaks["l5s1_compression"].band.p50 > 500
    assert made.checks["weak"] == pytest.approx(0.0, abs=0.2)
    assert made.checks["energy_error"] <= 0.05


def test_the_back_extension_gives_no_moments_of_held_knees_and_ankles() -> None:
    made = simulate(BACK, THRUSTER, 0, samples=10, frames=5)
    assert {"hip_moment", "hip_moment_one_limb"} <= set(made.series)
    assert not {"knee_moment", "ankle_moment", "ground_force_vertical"} & set(made.series)


# Keys without a prior, and one whose prior does not bind a tall body.
ASKED = {"foot_distance": 0.7, "foot_force": -40.0, "band_stiffness": 1500.0, "hip_drop": 0.11}


@pytest.mark.parametrize("lift", LIFTS)
def test_every_setting_of_the_lift_moves_something(lift: str) -> None:
    model = lift_model(lift)
    phase = np.linspace(0, 1, 11)

    def moments(setup: dict[str, float]) -> np.ndarray:
        made = run_batch(model, THRUSTER, 30, check_setup(model, setup), phase, Draws(8, 3)).dynamics
        return np.stack(list(made.moment.values()))

    base = moments({})
    for key in model.settable:
        moved = moments({key: ASKED[key] if key in ASKED else 0.9 * model.technique[key].value + 0.02})
        both = np.isfinite(base) & np.isfinite(moved)
        assert both.any(), key
        assert abs(moved - base)[both].max() > 0.01, key
