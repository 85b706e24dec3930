"""The compiled recruitment: it equals its plain twin and meets the conditions of an optimum, whatever it is asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mechanics.muscle_twin import Problem, problem_of, random_problem, recruit_twin
from thrustworthy.mechanics import Subject
from thrustworthy.mechanics._kernels import solve_frame
from thrustworthy.mechanics._lift import lift_model
from thrustworthy.mechanics._recruitment import pose, recruit
from thrustworthy.mechanics._run import run_batch
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._strength import draw_strength

TOLERANCE = 1e-5


def solve(problem: Problem, power: int = 2, start: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray, int]:
    """Activations, dual and steps of the first frame."""
    arms, target = problem.arms[0], problem.target[0]
    muscle, row = np.nonzero(arms)
    indptr = np.searchsorted(muscle, np.arange(len(arms) + 1)).astype(np.uint32)
    dual = np.zeros(len(target)) if start is None else start.copy()
    act = np.zeros(len(arms))
    work = np.empty((len(target) + 3, len(target)))
    steps = solve_frame(
        arms[muscle, row], indptr, row.astype(np.uint32), target, problem.weights, power, TOLERANCE, dual, act, work
    )
    return act, dual, steps


@given(seed=st.integers(0, 10**6), size=st.sampled_from([0.0, 0.02, 0.1, 0.5, 3.0]), power=st.sampled_from([2, 3]))
@settings(max_examples=80, deadline=None)
def test_every_problem_feasible_or_not_meets_the_conditions_of_its_optimum(seed: int, size: float, power: int) -> None:
    problem = random_problem(seed, size)
    act, dual, steps = solve(problem, power)
    assert steps >= 0
    assert ((act >= 0) & (act <= 1)).all()
    # Balance: what muscles do not give is the reserve, and the reserve is priced by its weight.
    np.testing.assert_allclose(act @ problem.arms[0] + dual / (2 * problem.weights), problem.target[0], atol=2e-5)
    # Each muscle: its marginal cost equals its marginal worth, or a bound holds it.
    worth = problem.arms[0] @ dual
    cost = power * act ** (power - 1)
    inside = (act > 1e-9) & (act < 1 - 1e-12)
    np.testing.assert_allclose(worth[inside], cost[inside], atol=1e-9)
    assert (worth[act <= 1e-9] <= 1e-6).all()
    assert (worth[act >= 1 - 1e-12] >= cost[act >= 1 - 1e-12] - 1e-9).all()


@given(seed=st.integers(0, 10**6), size=st.sampled_from([0.02, 0.3, 2.0]), power=st.sampled_from([2, 3]))
@settings(max_examples=25, deadline=None)
def test_it_equals_its_plain_twin(seed: int, size: float, power: int) -> None:
    problem = random_problem(seed, size)
    np.testing.assert_allclose(
        solve(problem, power)[0], recruit_twin(problem, 0, power), atol=2e-6 if power == 2 else 1e-4
    )


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_where_it_starts_does_not_change_where_it_ends(seed: int) -> None:
    problem = random_problem(seed, 0.1)
    cold = solve(problem)[0]
    rng = np.random.default_rng(seed)
    warm = solve(problem, start=rng.normal(0, 0.05, problem.target.shape[1]))[0]
    np.testing.assert_allclose(warm, cold, atol=1e-6)


def test_nothing_asked_is_nothing_done() -> None:
    act, dual, steps = solve(random_problem(1, 0.0))
    assert not act.any()
    assert not dual.any()
    assert steps == 0


@pytest.mark.parametrize(("lift", "load"), [("barbell_hip_thrust", 120.0), ("back_squat", 100.0)])
@pytest.mark.parametrize("coupled", [False, True])
def test_the_fused_loop_equals_the_plain_one_on_real_lifts(lift: str, load: float, coupled: bool) -> None:
    """Muscle state, arms, recruitment: everything the compiled loop does, done again the slow way."""
    draws = Draws(samples=3, seed=2)
    man = Subject(height=1.80, mass=84.0, sex="male", age=30)
    batch = run_batch(lift_model(lift), man, load, {}, np.linspace(0, 1, 7), draws)
    strength = draw_strength(batch.body, man, draws)
    posed = pose(batch.body, batch.motion, batch.dynamics)
    result = recruit(posed, strength, coupled=coupled, keep=True)
    problem = problem_of(posed, strength, coupled)
    forces = result.forces[:, :, 0].reshape(-1, result.forces.shape[-1])
    for frame in range(0, len(forces), 4):
        act = recruit_twin(problem, frame)
        wanted = act * problem.active[frame] + problem.passive[frame]
        # The grid of half a degree is the difference.
        np.testing.assert_allclose(forces[frame], wanted, atol=3.0)
