"""Lifts on one leg or on two unlike ones: energy, balance, scaling, mirror, shares, and what follows the literature."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mechanics.lab import SQUATTER, THRUSTER, batch_of, people
from thrustworthy.mechanics import Subject, simulate
from thrustworthy.mechanics._chain import OTHER, AppliedForce, Motion, pieces_of
from thrustworthy.mechanics._dynamics import BenchContact, Dynamics, OtherLeg, energy_error, inverse_dynamics, joints_of
from thrustworthy.mechanics._jet import Jet, constant
from thrustworthy.mechanics._lift import lift_model
from thrustworthy.mechanics._run import Batch, run_batch
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._select import keep_samples
from thrustworthy.mechanics._two_legs import OtherPose, attach

ON_TWO_FEET = ("split_squat", "lunge", "reverse_lunge")
STANDING = (*ON_TWO_FEET, "step_up", "single_leg_romanian_deadlift")
THRUSTS = ("b_stance_hip_thrust", "single_leg_hip_thrust", "single_leg_glute_bridge")
LIFTS = (*STANDING, *THRUSTS)
WOMAN = Subject(height=1.66, mass=62.0, sex="female")
MAN = Subject(height=1.80, mass=82.0, sex="male")
JOINTS = ("hip", "knee", "ankle")


def crowd(lift: str, frames: int, load: float = 20.0, samples: int = 130) -> Batch:
    """Adults drawn from the population."""
    return batch_of(lift, Subject(), load, samples=samples, frames=frames, seed=11)


@pytest.mark.parametrize("lift", LIFTS)
def test_joint_work_is_the_change_of_energy_in_a_hundred_people_and_refines(lift: str) -> None:
    coarse, fine = crowd(lift, 51), crowd(lift, 201)
    assert len(fine.time) >= 100
    errors = [energy_error(one.body, one.motion, one.dynamics, 20.0, one.time).max() for one in (coarse, fine)]
    assert errors[1] <= 0.002
    assert errors[1] < 0.25 * errors[0]


@pytest.mark.parametrize("lift", LIFTS)
def test_hardly_anybody_is_left_without_a_posture(lift: str) -> None:
    for load in (0.0, 25.0):
        assert len(crowd(lift, 11, load, samples=250).time) > 0.9 * 250


@pytest.mark.parametrize("lift", LIFTS)
@given(subject=people, load=st.floats(0, 60))
@settings(max_examples=6)
def test_thighs_spine_and_weight_balance_at_the_pelvis(lift: str, subject: Subject, load: float) -> None:
    dynamics = batch_of(lift, subject, load).dynamics
    assert dynamics.residual.max() < 1e-6


@pytest.mark.parametrize("lift", LIFTS)
def test_floor_and_bench_carry_body_and_load_between_them(lift: str) -> None:
    dynamics = batch_of(lift, WOMAN, 16.0, samples=60).dynamics
    assert dynamics.ground_other is not None
    for axis, whole in ((0, 0.0), (1, (62 + 16) * 9.81)):
        outside = dynamics.ground[axis] + dynamics.ground_other[axis]
        if dynamics.bench is not None:
            outside = outside + dynamics.bench[axis]
        np.testing.assert_allclose(outside[:, [0, -1]], whole, atol=1e-8)


@pytest.mark.parametrize("lift", LIFTS)
@given(subject=people, load=st.floats(10, 60))
@settings(max_examples=6)
def test_doubling_every_mass_doubles_every_moment_of_the_static_pose(lift: str, subject: Subject, load: float) -> None:
    once = batch_of(lift, subject, load)
    twice = batch_of(lift, Subject(subject.height, 2 * subject.mass, subject.sex), 2 * load)
    for joint in joints_of(once.motion):
        one, two = (made.dynamics.moment[joint][:, 0] for made in (once, twice))
        np.testing.assert_allclose(two, 2 * one, rtol=1e-8, atol=1e-7, err_msg=joint)
    for side in (0, 1):
        one, two = (made.dynamics.limbs[side].hip_abduction[:, 0] for made in (once, twice))
        np.testing.assert_allclose(two, 2 * one, rtol=1e-8, atol=1e-7)


def with_equal_legs(batch: Batch) -> Motion:
    """The same motion with the other leg told apart, though it does what the first does."""
    turns = batch.motion.turns
    pose = OtherPose(thigh=turns["thigh"], shank=turns["shank"], foot=constant(np.zeros((1, 1))))
    return attach(batch.motion, batch.body, pose, 0.5 * batch.body.foot)


def assert_same_as_both(whole: Batch, made: Dynamics) -> None:
    for joint in whole.dynamics.moment:
        wanted = whole.dynamics.moment[joint]
        for end in ("", OTHER) if joint in JOINTS else ("",):
            part = 0.5 if joint in JOINTS else 1.0
            np.testing.assert_allclose(made.moment[joint + end], part * wanted, atol=1e-8, err_msg=joint + end)
    for limb in made.limbs:
        np.testing.assert_allclose(limb.hip_abduction, 0.0, atol=1e-8)


def test_equal_legs_with_half_the_load_each_are_the_symmetric_squat() -> None:
    squat = batch_of("back_squat", SQUATTER, 80)
    zero = np.zeros((1, 1))
    other = OtherLeg(zero + 0.5, zero, squat.dynamics.pressure, zero, zero)
    made = inverse_dynamics(squat.body, with_equal_legs(squat), 80, "thorax", None, other)
    assert_same_as_both(squat, made)


def test_equal_legs_with_half_the_load_each_are_the_symmetric_thrust() -> None:
    thrust = batch_of("barbell_hip_thrust", THRUSTER, 100)
    zero = np.zeros((1, 1))
    other = OtherLeg(zero + 0.5, zero, thrust.dynamics.pressure, zero, zero)
    contact = BenchContact(thrust.dynamics.ground[0], thrust.dynamics.pressure, zero)
    made = inverse_dynamics(thrust.body, with_equal_legs(thrust), 100, "pelvis", contact, other)
    assert_same_as_both(thrust, made)


def test_a_b_stance_with_feet_side_by_side_and_even_is_the_barbell_hip_thrust() -> None:
    shared = {"bench_height": 0.4, "concentric_time": 0.9, "centre_of_pressure": 0.35}
    even = {"other_share": 0.5, "other_foot_ahead": 0.0, "other_force_ratio": 0.0, "other_centre_of_pressure": 0.35}
    both = batch_of("barbell_hip_thrust", THRUSTER, 100, shared)
    each = batch_of("b_stance_hip_thrust", THRUSTER, 100, shared | even)
    for joint in JOINTS:
        for end in ("", OTHER):
            np.testing.assert_allclose(
                each.dynamics.moment[joint + end], 0.5 * both.dynamics.moment[joint], atol=1e-7, err_msg=joint + end
            )
    np.testing.assert_allclose(each.dynamics.moment["l5s1"], both.dynamics.moment["l5s1"], atol=1e-7)


def test_left_and_right_are_names_only() -> None:
    """Swap what the two legs do: the loads change names and nothing else."""
    batch = batch_of("split_squat", MAN, 20)
    motion, dynamics = batch.motion, batch.dynamics
    assert dynamics.ground_other is not None
    assert dynamics.pressure_other is not None

    def swapped(values: dict[str, object]) -> dict[str, object]:
        legs = {name.removesuffix(OTHER) for name in values if name.endswith(OTHER)}
        moved = {name: values.get(name + OTHER) for name in legs} | {name + OTHER: values.get(name) for name in legs}
        return values | {name: value for name, value in moved.items() if value is not None}

    turned = replace(
        motion,
        points=swapped(dict(motion.points)),
        centres=swapped(dict(motion.centres)),
        turns=swapped(dict(motion.turns)),
    )
    up, other_up = dynamics.ground[1], dynamics.ground_other[1]
    total = dynamics.ground[0] + dynamics.ground_other[0]
    share = up / (up + other_up)
    ratio = (dynamics.ground[0] - share * total) / up
    ball = {"heel": (motion.points["sole_other"])}
    turned = replace(turned, points=dict(turned.points) | ball)
    other = OtherLeg(share, ratio, dynamics.pressure, np.zeros((1, 1)), np.zeros((1, 1)))
    made = inverse_dynamics(batch.body, turned, 20, "forearm", None, other)
    for joint in JOINTS:
        np.testing.assert_allclose(made.moment[joint], dynamics.moment[joint + OTHER], atol=1e-7, err_msg=joint)
        np.testing.assert_allclose(made.moment[joint + OTHER], dynamics.moment[joint], atol=1e-7, err_msg=joint)


@pytest.mark.parametrize("lift", STANDING)
def test_body_and_load_balance_over_the_feet_at_rest(lift: str) -> None:
    batch = batch_of(lift, MAN, 20, samples=60)
    mass, moment = 20.0, 20.0 * batch.motion.points["hand"][0].v
    for name, piece in pieces_of(batch.body, batch.motion).items():
        mass, moment = mass + piece.mass, moment + piece.mass * batch.motion.centres[name][0].v
    dynamics = batch.dynamics
    up, other_up, other_place = dynamics.ground[1], dynamics.ground_other[1], dynamics.pressure_other
    heights = batch.motion.points["sole_other"][1].v - batch.motion.points["heel"][1].v
    centre = (up * dynamics.pressure + other_up * other_place - heights * dynamics.ground_other[0]) / (up + other_up)
    for frame in (0, -1):
        np.testing.assert_allclose((moment / mass)[:, frame], centre[:, frame], atol=1e-8)
    wanted = (batch.technique["centre_of_pressure"] * batch.body.foot)[:, 0]
    np.testing.assert_allclose(dynamics.pressure[:, 0], wanted, atol=1e-8)
    if "other_share_start" in batch.technique:
        np.testing.assert_allclose(
            (other_up / (up + other_up))[:, 0], batch.technique["other_share_start"][:, 0], atol=1e-8
        )


@pytest.mark.parametrize("lift", (*ON_TWO_FEET, "b_stance_hip_thrust"))
def test_a_foot_that_stands_does_not_move(lift: str) -> None:
    x, y = batch_of(lift, WOMAN, 16, samples=60).motion.points["sole_other"]
    for one in (x, y):
        np.testing.assert_allclose(one.v - one.v[:, :1], 0.0, atol=1e-9)


def test_the_lower_foot_of_a_step_up_moves_only_when_it_carries_nothing() -> None:
    batch = batch_of("step_up", WOMAN, 16, samples=60, frames=81)
    assert batch.dynamics.ground_other is not None
    x, y = (one.v for one in batch.motion.points["sole_other"])
    away = np.hypot(x - x[:, :1], y - y[:, :1])
    assert away[abs(batch.dynamics.ground_other[1]) > 1e-9].max() < 1e-9
    assert (batch.dynamics.ground_other[1][:, 0] > 0).all()
    np.testing.assert_allclose(batch.dynamics.ground_other[1][:, -1], 0.0, atol=1e-9)
    np.testing.assert_allclose(y[:, -1:], batch.technique["step_height"], atol=1e-9)


@pytest.mark.parametrize("lift", ["single_leg_hip_thrust", "single_leg_glute_bridge", "single_leg_romanian_deadlift"])
def test_a_leg_held_in_the_air_does_not_pass_through_the_floor(lift: str) -> None:
    batch = crowd(lift, 21, samples=250)
    for point in ("heel", "toe"):
        assert batch.motion.points[point + OTHER][1].v.min() >= -0.05
    assert not batch.dynamics.ground_other[1].any()


def test_the_rear_knee_starts_as_high_as_set_and_depth_overrides_it() -> None:
    knee = batch_of("split_squat", WOMAN, 0, {"other_knee_height": 0.08}).motion.points["knee_other"][1].v
    np.testing.assert_allclose(knee[:, 0], 0.08 * 1.66, atol=1e-7)
    batch = batch_of("split_squat", WOMAN, 0, {"depth": -10})
    np.testing.assert_allclose(np.degrees(batch.motion.turns["thigh"].v[:, 0]), 80.0, atol=1e-7)


def test_the_feet_can_be_told_how_to_share_the_weight_at_the_top() -> None:
    batch = batch_of("split_squat", WOMAN, 10, {"other_share_end": 0.55}, samples=60)
    assert len(batch.time) >= 50
    other = batch.dynamics.ground_other
    assert other is not None
    np.testing.assert_allclose(other[1][:, -1] / ((62 + 10) * 9.81), 0.55, atol=1e-8)


def test_on_one_leg_the_abductors_hold_what_frontal_statics_says() -> None:
    """Half the hip distance times trunk and load, and the whole distance times the hanging leg."""
    batch = batch_of("single_leg_romanian_deadlift", WOMAN, 12, samples=20)
    one_leg = sum(batch.body.pieces[name].mass for name in ("foot", "shank", "thigh")) / 2
    above = 62 + 12 - 2 * one_leg
    leaning = np.cos(batch.motion.turns["thigh"].v[:, [-1]])
    wanted = 9.81 * batch.body.half_hip_distance * (above + 2 * one_leg) * leaning
    np.testing.assert_allclose(batch.dynamics.limbs[0].hip_abduction[:, [-1]], wanted, rtol=1e-9)
    np.testing.assert_allclose(batch.dynamics.limbs[1].hip_abduction, 0.0, atol=1e-9)


@pytest.mark.parametrize("lift", LIFTS)
def test_more_load_asks_more_of_the_working_hip_in_every_body(lift: str) -> None:
    made = [run_batch(lift_model(lift), MAN, load, {}, np.linspace(0, 1, 21), Draws(60, 0)) for load in (10, 30)]
    both = made[0].solved & made[1].solved
    light, heavy = (keep_samples(batch, both).dynamics.moment["hip"].max(axis=1) for batch in made)
    assert len(light) >= 50
    assert (heavy > light).all()


def test_the_hip_moment_of_the_loaded_lunge_is_the_largest_and_grows_most() -> None:
    """Men, lunge with a quarter of body weight (Gao and colleagues)."""
    free, loaded = (simulate("lunge", MAN, load, samples=120, frames=31) for load in (0.0, 20.5))
    peak = {joint: [float(made.peaks[f"{joint}_moment"].band.p50) for made in (free, loaded)] for joint in JOINTS}
    growth = {joint: after - before for joint, (before, after) in peak.items()}
    assert peak["hip"][1] > max(peak["knee"][1], peak["ankle"][1])
    assert growth["hip"] > max(growth["knee"], growth["ankle"])


def test_a_more_upright_front_shank_under_the_same_trunk_moves_the_load_to_the_rear_knee() -> None:
    """Measured in loaded lunges, reading a larger tibia angle as more upright: front knee less, rear knee more."""
    steep, forward = (
        batch_of("split_squat", MAN, 20, {"shank_angle": angle, "trunk_angle": 15}, samples=40) for angle in (8, 22)
    )
    np.testing.assert_allclose(np.degrees(steep.motion.turns["thorax"].v[:, 0]), -15, atol=1e-7)
    for joint, sign in (("knee", -1), (f"knee{OTHER}", 1)):
        change = steep.dynamics.moment[joint][:, 0] - forward.dynamics.moment[joint][:, 0]
        assert (sign * change > 0).mean() > 0.95, joint


@pytest.mark.parametrize("lift", LIFTS)
def test_an_asymmetric_lift_says_one_limb_and_names_the_other(lift: str) -> None:
    made = simulate(lift, WOMAN, 12, samples=40, frames=21)
    for joint in JOINTS:
        for end in ("", OTHER):
            assert made.peaks[f"{joint}_moment{end}"].limbs == "one"
        assert f"{joint}_moment_one_limb" not in made.peaks
    assert {"hip_abduction", "ground_force_vertical", "ground_force_other_vertical"} <= set(made.peaks)
    assert {f"{name}{OTHER}" for name in ("heel", "toe", "ankle", "knee")} <= set(made.figure.points)
    outside = sum(one["vector"] for one in made.figure.forces.values())
    np.testing.assert_allclose(outside[[0, -1]], [[0, 62 * 9.81]] * 2, atol=1e-6)


def pulled(batch: Batch, stores: bool) -> tuple[Motion, AppliedForce]:
    """A spring from the floor to the thigh's centre, 300 N/m, its rest length nothing."""
    x, y = batch.motion.centres["thigh"]
    stiffness = 300.0
    energy = 0.5 * stiffness * ((x.v - 0.1) ** 2 + y.v**2)
    force = AppliedForce("thigh", (x, y), -stiffness * (x.v - 0.1), -stiffness * y.v, energy if stores else None)
    return replace(batch.motion, forces=(force,)), force


@pytest.mark.parametrize("stores", [True, False])
def test_a_force_from_outside_enters_balance_and_energy(stores: bool) -> None:
    batch = batch_of("back_squat", SQUATTER, 40, frames=201)
    motion, force = pulled(batch, stores)
    made = inverse_dynamics(batch.body, motion, 40, "thorax", None)
    np.testing.assert_allclose(made.ground[1], batch.dynamics.ground[1] - force.y, atol=1e-8)
    np.testing.assert_allclose(made.moment["hip"], batch.dynamics.moment["hip"], atol=1e-8)
    assert abs(made.moment["knee"] - batch.dynamics.moment["knee"]).max() > 10
    assert energy_error(batch.body, motion, made, 40, batch.time).max() <= 0.002
    unseen = replace(motion, forces=())
    assert energy_error(batch.body, unseen, made, 40, batch.time).min() > 0.02


def test_each_of_two_equal_limbs_carries_half() -> None:
    dynamics = batch_of("deadlift", SQUATTER, 60).dynamics
    (limb,) = dynamics.limbs
    assert (limb.name, limb.count) == ("each", 2)
    for joint in JOINTS:
        np.testing.assert_array_equal(2 * limb.moment[joint], dynamics.moment[joint])
    assert isinstance(limb.turns["thigh"], Jet)


WITHOUT_A_PRIOR = {
    "depth": -5.0,
    "trunk_angle": 20.0,
    "other_share_end": 0.5,
    "push_off": 0.2,
    "foot_distance": 0.7,
    "foot_force": -40.0,
}


@pytest.mark.parametrize("lift", LIFTS)
def test_every_setting_of_the_lift_moves_something(lift: str) -> None:
    model = lift_model(lift)
    phase = np.linspace(0, 1, 11)

    def moments(setup: dict[str, float]) -> np.ndarray:
        batch = run_batch(model, MAN, 20, setup, phase, Draws(8, 3))
        made = batch.dynamics
        return np.stack([*(made.moment[joint] for joint in joints_of(batch.motion)), made.limbs[0].hip_abduction])

    base = moments({})
    for key in model.settable:
        row = model.technique.get(key)
        value = WITHOUT_A_PRIOR[key] if row is None else 0.9 * row.value + 0.02
        moved = moments({key: value})
        both = np.isfinite(base) & np.isfinite(moved)
        assert both.any(), key
        assert abs(moved - base)[both].max() > 0.01, key
