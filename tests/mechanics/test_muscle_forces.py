"""Muscle forces and the joint loads they make: they balance the lift, hide no shortfall, and follow the load."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from thrustworthy.mechanics import Subject, simulate
from thrustworthy.mechanics._able import recruit_able
from thrustworthy.mechanics._lift import lift_model
from thrustworthy.mechanics._loads import disc_loads
from thrustworthy.mechanics._muscle_model import muscle_model, row_set, tuned_tables
from thrustworthy.mechanics._muscle_slots import LIMB_ROWS, shape
from thrustworthy.mechanics._muscle_state import force_length
from thrustworthy.mechanics._recruitment import MuscleResult, recruit_batch, targets_of
from thrustworthy.mechanics._run import Batch, run_batch
from thrustworthy.mechanics._samples import draw_samples
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._select import keep_samples, keep_solved
from thrustworthy.mechanics._strength import Strength, draw_strength
from thrustworthy.mechanics._tables import LEVELS, number

MAN = Subject(height=1.80, mass=84.0, sex="male", age=30)
LIFTS = ("barbell_hip_thrust", "back_squat", "deadlift", "romanian_deadlift")


@cache
def batch_of(lift: str, load: float, samples: int = 6) -> tuple[Batch, Strength]:
    draws = Draws(samples=samples, seed=3)
    whole = run_batch(lift_model(lift), MAN, load, {}, np.linspace(0, 1, 11), draws)
    strength = draw_strength(whole.body, MAN, draws)
    return keep_solved(whole), keep_samples(strength, whole.solved)


def recruited(batch: Batch, strength: Strength, coupled: bool = False) -> MuscleResult:
    return recruit_batch(batch.body, batch.motion, batch.dynamics, strength, coupled=coupled, keep=True)


def moments_of(batch: Batch, strength: Strength, result: MuscleResult, row: str) -> np.ndarray:
    """Moment of one side's muscle forces about a row, by the slow reading of the tables."""
    model, tables = muscle_model(), tuned_tables()
    limb, pelvis = batch.dynamics.limbs[0], batch.motion.turns["pelvis"].v
    shape_of = batch.dynamics.moment["hip"].shape
    thigh, shank = limb.turns["thigh"].v, limb.turns["shank"].v
    angles = [thigh - pelvis, thigh - shank, limb.turns["foot"].v - shank, batch.motion.lumbar.v]
    point = np.stack([np.broadcast_to(angle, shape_of) for angle in angles], axis=-1)
    point = np.clip(point, model.limits[:, 0], model.limits[:, 1])
    total = np.zeros(shape_of)
    for index, name in enumerate(model.names):
        arm = shape(tables, name, f"arm_{row}")
        if arm is not None:
            scale = batch.body.scale * strength.arm[:, [model.of_class[index]]]
            total += arm.value(point) * scale * result.forces[:, :, 0, index]
    return total


def assert_balanced(found: np.ndarray, asked: np.ndarray, atol: float) -> None:
    """Equal, but where stretched muscles alone give more than is asked, in its direction or against it."""
    rests = np.abs(found - asked) > atol
    assert rests.mean() < 0.1
    assert np.abs(found - asked)[rests].max(initial=0.0) < 25.0


@pytest.mark.parametrize("lift", LIFTS)
def test_muscles_and_shortfall_together_balance_every_joint(lift: str) -> None:
    batch, strength = batch_of(lift, 100.0)
    result = recruited(batch, strength)
    assert not result.failed.any()
    for joint in ("ankle", "knee", "hip"):
        found = moments_of(batch, strength, result, joint) + result.missing(0, joint)
        assert_balanced(found, batch.dynamics.limbs[0].moment[joint], atol=0.05)
    for index, level in enumerate(LEVELS):
        found = 2.0 * moments_of(batch, strength, result, level) + result.trunk_missing[:, :, index]
        np.testing.assert_allclose(found, batch.dynamics.moment[level], atol=0.1)


def test_one_balance_for_the_whole_spine_holds_the_sum_over_the_levels() -> None:
    batch, strength = batch_of("deadlift", 60.0)
    result = recruited(batch, strength, coupled=True)
    found = 2.0 * moments_of(batch, strength, result, "lumbar") + result.trunk_missing[:, :, 0]
    wanted = 2.0 * targets_of(batch.dynamics, row_set(1, True))[:, :, -1]
    np.testing.assert_allclose(found, wanted, atol=0.1)


def test_forces_are_never_negative_and_never_above_what_the_muscle_can_give() -> None:
    batch, strength = batch_of("back_squat", 140.0)
    result = recruited(batch, strength)
    model = muscle_model()
    most = model.peak * (strength.force[:, model.of_class] * number("muscle_model", "curve.lengthening") + 1.0)
    assert (result.forces >= 0).all()
    assert (result.forces[:, :, 0] <= most[:, None, :] + 1e-9).all()


def test_what_weak_muscles_cannot_give_is_carried_as_force_and_not_forgotten() -> None:
    batch, strength = batch_of("deadlift", 120.0)
    weak = Strength(strength.force * 0.2, strength.arm, strength.spine_model, strength.training, strength.trunk)
    strong_loads, weak_loads = (
        disc_loads(batch.body, batch.motion, batch.dynamics, batch.muscles, recruited(batch, one))
        for one in (strength, weak)
    )
    result = recruited(batch, weak)
    assert (result.deficit > 0.05).all()
    strong_peak, weak_peak = (one["l5s1_compression"].max(axis=1) for one in (strong_loads, weak_loads))
    assert (weak_peak > 0.75 * strong_peak).all()


@pytest.mark.parametrize("lift", LIFTS)
def test_more_load_never_lowers_the_compression_that_is_shown(lift: str) -> None:
    peaks = [
        np.percentile(
            draw_samples(lift, MAN, load, samples=60, seed=1, frames=15).outputs["l5s1_compression"].values.max(axis=1),
            (5, 50, 95),
        )
        for load in (40.0, 80.0, 120.0, 160.0, 200.0)
    ]
    assert (np.diff(np.array(peaks), axis=0) > 0).all()


def test_a_heavier_lift_is_never_more_likely_to_be_within_a_bodys_strength() -> None:
    chances = [
        simulate("back_squat", MAN, load, samples=80, frames=11).feasible["probability"]
        for load in (40.0, 120.0, 200.0, 320.0)
    ]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] >= 0.85
    assert chances[-1] < 0.5


def test_bodies_too_weak_for_the_lift_are_made_just_strong_enough_and_the_first_strength_is_remembered() -> None:
    draws = Draws(samples=40, seed=0)
    whole = run_batch(lift_model("deadlift"), MAN, 110.0, {}, np.linspace(0, 1, 9), draws)
    strength = keep_samples(draw_strength(whole.body, MAN, draws), whole.solved)
    able = recruit_able(keep_solved(whole), strength)
    factor = able.strength.training / strength.training
    assert 0 < able.first.sum() < able.last.sum()
    assert (factor[able.first == 1] == 1).all()
    assert (factor[able.first == 0] > 1).all()
    enough = (able.first == 0) & (able.last == 1)
    assert (able.result.deficit[enough] <= 0.08).all()
    assert (able.result.deficit[enough] > 0.02).mean() > 0.8, "just strong enough, not far beyond"


def test_a_weaker_group_of_people_can_lift_less() -> None:
    old = Subject(height=1.80, mass=84.0, sex="male", age=75)
    young, aged = (
        simulate("back_squat", one, 160.0, samples=100, frames=9).feasible["probability"] for one in (MAN, old)
    )
    assert aged < young


def test_the_grid_reads_what_the_polynomial_says() -> None:
    """The kernel's force-length factor at any angle equals the plain one to the grid's fineness."""
    model, tables = muscle_model(), tuned_tables()
    grids, lows, steps, starts = model.geometry[:4]
    on_grid, state_slot = model.geometry[11:13]
    rng = np.random.default_rng(0)
    checked = 0
    for index, muscle in enumerate(tables.muscles):
        length = shape(tables, muscle.name, "length")
        if not on_grid[index]:
            continue
        angle = length.angles()[0]
        start = int(starts[angle])
        nodes = lows[angle] + steps[angle] * np.arange(grids[angle].shape[0])
        points = rng.uniform(*model.limits[angle], 20)
        full = np.zeros((20, 4))
        full[:, angle] = points
        read = np.interp(points, nodes, grids[angle][:, int(state_slot[index, 0]) - start])
        np.testing.assert_allclose(read, force_length(length.value(full), muscle)[0], atol=2e-4)
        checked += 1
    assert checked > 100


def test_groups_add_up_to_their_muscles() -> None:
    batch, strength = batch_of("barbell_hip_thrust", 100.0)
    result = recruited(batch, strength)
    model = muscle_model()
    for index in range(len(model.groups)):
        members = model.of_group == index
        np.testing.assert_allclose(result.group_force[..., index], result.forces[..., members].sum(axis=-1), rtol=1e-9)


def test_the_public_answer_holds_groups_always_and_single_muscles_when_asked() -> None:
    few = simulate("barbell_hip_thrust", MAN, 100.0, samples=20, frames=9)
    many = simulate("barbell_hip_thrust", MAN, 100.0, samples=20, frames=9, muscles=True)
    assert {"gluteus_maximus", "hamstrings", "vasti", "erector_spinae"} <= set(few.muscle_force)
    assert "glmax1" not in few.muscle_force
    assert {"glmax1", "bflh", "soleus"} <= set(many.muscle_force)
    data = many.to_json()
    assert data["peaks"]["muscle_force"]["glmax1"]["unit"] == "N"
    assert len(data["series"]["muscle_force"]["gluteus_maximus"]["p50"]) == 9
    assert LIMB_ROWS[0] == "ankle"


def test_gluteus_maximus_works_harder_at_the_top_of_the_thrust_than_in_the_squat() -> None:
    thrust = simulate("barbell_hip_thrust", MAN, 120.0, samples=60, frames=15)
    squat = simulate("back_squat", MAN, 120.0, samples=60, frames=15)
    last = [one.muscle_series["gluteus_maximus"].band.p50[-2] for one in (thrust, squat)]
    assert last[0] > 2.0 * last[1]


def test_how_fast_a_muscle_lengthens_is_the_rate_of_its_length() -> None:
    """Sum of arm times rate over the rows, with the signs the kernel uses, against the length's own change."""
    tables, rows = tuned_tables(), row_set(1, False)
    rate_of, factor = rows.pattern[3], rows.pattern[4]
    rng = np.random.default_rng(4)
    low, high = muscle_model().limits.T
    # Where the source model's path swings over the hip joint the arm is held at zero, so that muscle is left out there.
    point = rng.uniform(0.6 * low, 0.6 * high, 4)
    rate = rng.normal(0, 1, 4)
    for index, muscle in enumerate(tables.muscles):
        length = shape(tables, muscle.name, "length")
        change = float(length.value(point + 1e-6 * rate) - length.value(point - 1e-6 * rate)) / 2e-6
        found = 0.0
        for row, name in enumerate(rows.names):
            arm = shape(tables, muscle.name, f"arm_{name.partition('_')[0]}")
            if arm is not None and index in muscle_model().arm_slots[name.partition("_")[0]]:
                found -= float(arm.value(point)) * rate[rate_of[row, 1]] * factor[row]
        assert found == pytest.approx(change, abs=3e-3), muscle.name
