"""The engine against published and designed figures; the same table, with the misses, stands in docs/physics.md."""

import numpy as np
import pytest

from tests.mechanics.lab import REFERENCE, SQUATTER, THRUSTER, batch_of
from thrustworthy.mechanics import Simulation, simulate
from thrustworthy.mechanics._outputs import angles


@pytest.fixture(scope="module")
def thrust() -> Simulation:
    return simulate("barbell_hip_thrust", THRUSTER, 120, setup=REFERENCE)


@pytest.fixture(scope="module")
def squat() -> Simulation:
    return simulate("back_squat", SQUATTER, 91)


@pytest.fixture(scope="module")
def deadlift() -> Simulation:
    return simulate("deadlift", SQUATTER, 91)


def middle(made: Simulation, peak: str) -> float:
    return float(made.peaks[peak].band.p50)


def test_the_bar_of_the_thrust_travels_as_measured(thrust: Simulation) -> None:
    assert 0.28 <= thrust.kinematics["bar_travel"].p50 <= 0.42


def test_the_knee_of_the_thrust_moves_little(thrust: Simulation) -> None:
    assert 10 <= thrust.kinematics["knee_range"].p50 <= 35


def test_the_hip_starts_near_a_right_angle_and_its_moment_peaks_early_then_falls(thrust: Simulation) -> None:
    assert 75 <= thrust.kinematics["hip_start"].p50 <= 110
    assert 350 <= middle(thrust, "hip_moment") <= 480
    assert thrust.peaks["hip_moment"].at_phase < 1 / 3
    assert 0.45 <= thrust.series["hip_moment"].band.p50[-1] / middle(thrust, "hip_moment") <= 0.75
    assert (thrust.series["hip_moment"].band.p05 > 0).all(), "extensor throughout"


def test_order_of_demand_in_the_thrust(thrust: Simulation) -> None:
    assert 220 <= middle(thrust, "l5s1_moment") <= 340
    assert middle(thrust, "knee_moment") < middle(thrust, "l5s1_moment") < middle(thrust, "hip_moment")
    assert middle(thrust, "ankle_moment") < 0.10 * middle(thrust, "hip_moment")


@pytest.mark.parametrize(("light", "heavy"), [(100, 120), (120, 140)])
def test_twenty_kilograms_move_the_hip_peak_by_what_they_should(light: float, heavy: float) -> None:
    peaks = [
        middle(simulate("barbell_hip_thrust", THRUSTER, kg, setup=REFERENCE), "hip_moment") for kg in (light, heavy)
    ]
    assert 35 <= peaks[1] - peaks[0] <= 70


def test_feet_pushing_away_by_120_newtons_raise_the_knee_peak_of_both_legs_by_about_60() -> None:
    peaks = [
        middle(simulate("barbell_hip_thrust", THRUSTER, 120, setup=REFERENCE | {"foot_force": force}), "knee_moment")
        for force in (0.0, -120.0)
    ]
    assert 40 <= peaks[1] - peaks[0] <= 80


def test_the_bar_of_the_thrust_travels_about_twice_that_of_the_bridge() -> None:
    thrust, bridge = (simulate(lift, THRUSTER, 120) for lift in ("barbell_hip_thrust", "barbell_glute_bridge"))
    assert 0.06 <= bridge.kinematics["bar_travel"].p50 <= 0.25
    assert 1.8 <= thrust.kinematics["bar_travel"].p50 / bridge.kinematics["bar_travel"].p50 <= 2.8


def test_mean_vertical_force_of_thrust_and_bridge_is_the_same() -> None:
    means = []
    for lift in ("barbell_hip_thrust", "barbell_glute_bridge"):
        dynamics = batch_of(lift, THRUSTER, 120, samples=50, frames=101).dynamics
        assert dynamics.bench is not None
        means.append((dynamics.ground[1] + dynamics.bench[1]).mean())
    np.testing.assert_allclose(means[0], means[1], rtol=0.10)


def test_squat_moments_of_one_limb_per_kilogram(squat: Simulation) -> None:
    assert 1.5 <= middle(squat, "hip_moment_one_limb") / 78 <= 3.8
    assert 1.0 <= middle(squat, "knee_moment_one_limb") / 78 <= 2.8


def test_the_same_bar_from_the_floor_asks_less_of_the_knee(squat: Simulation, deadlift: Simulation) -> None:
    assert middle(deadlift, "knee_moment") < middle(squat, "knee_moment")
    assert 50 <= deadlift.kinematics["trunk_start"].p50 <= 80


def test_order_of_the_knee_in_squat_thrust_and_deadlift(squat: Simulation, deadlift: Simulation) -> None:
    thrust = simulate("barbell_hip_thrust", SQUATTER, 91)
    assert middle(squat, "knee_moment") > middle(thrust, "knee_moment")


def test_the_knee_of_the_romanian_deadlift_is_held_by_its_flexors() -> None:
    made = simulate("romanian_deadlift", SQUATTER, 91)
    assert (made.series["knee_moment"].band.p50 < 0).all()


def test_where_the_bar_hangs_decides_the_moment_at_the_sacrum() -> None:
    batch = batch_of("deadlift", SQUATTER, 68, {"bar_foot_distance": 0.02}, central=True)
    moment = batch.dynamics.moment
    over_mid_foot = float(moment["l5s1"][0, 0])
    assert over_mid_foot == pytest.approx(270, abs=20)
    # The same posture with the bar hanging straight below the shoulder: no shoulder moment holds it back.
    assert over_mid_foot - float(moment["shoulder"][0, 0]) == pytest.approx(400, abs=20)


def test_half_squat_compression_at_l3l4_in_body_weights() -> None:
    """Half squat, trunk at 30 to 45 degrees, bar of 0.8 to 1.6 body weights: 6 to 10 published, 5 to 11 allowed."""
    peaks = []
    for load in (0.8 * 78, 1.6 * 78):
        made = simulate("back_squat", SQUATTER, load, setup={"depth": -30, "shank_angle": 33})
        assert 30 <= made.kinematics["trunk_start"].p50 <= 45
        peaks.append(middle(made, "l3l4_compression") / (78 * 9.81))
    assert 5 <= peaks[0] < peaks[1] <= 11


def test_a_trunk_that_leans_more_loads_the_spine_more() -> None:
    upright, leaning = (
        batch_of("back_squat", SQUATTER, 78, {"depth": -30.0, "shank_angle": shank}, central=True)
        for shank in (30.0, 15.0)
    )
    lean = [float(angles(one.motion)["trunk"][0, 0]) for one in (upright, leaning)]
    moment = [float(one.dynamics.moment["l3l4"][0, 0]) for one in (upright, leaning)]
    assert lean[1] > lean[0] + 5
    assert moment[1] > moment[0] + 20


def test_hip_moment_of_the_thrust_per_kilogram_and_limb() -> None:
    """Published 3.13 with a spread of 0.48 at 70 % of the maximum, per limb or sum not said: one of the two fits."""
    made = simulate("barbell_hip_thrust", SQUATTER, 1.2 * 78)
    one = middle(made, "hip_moment_one_limb") / 78
    assert abs(one - 3.13) < 0.96 or abs(2 * one - 3.13) < 0.96


def test_the_deadlift_asks_more_of_the_hip_early_and_the_thrust_late() -> None:
    """Measured at 90 % of each maximum, where both are slow; here one bar and one slow tempo, which favours neither."""
    slow = {"concentric_time": 2.0}
    thrust = simulate("barbell_hip_thrust", SQUATTER, 120, setup=slow).series["hip_moment"].band.p50
    deadlift = simulate("deadlift", SQUATTER, 120, setup=slow).series["hip_moment"].band.p50
    assert deadlift[10] > thrust[10]
    assert thrust[40] > deadlift[40]
