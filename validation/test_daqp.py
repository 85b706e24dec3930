"""The compiled recruitment against a general solver of quadratic programmes, on real lifts and on random problems."""

from __future__ import annotations

from collections.abc import Iterator

import daqp
import numpy as np
import pytest

from tests.mechanics.muscle_twin import Problem, problem_of, random_problem
from thrustworthy.mechanics import Subject
from thrustworthy.mechanics._kernels import solve_frame
from thrustworthy.mechanics._lift import lift_model
from thrustworthy.mechanics._muscle_model import muscle_model
from thrustworthy.mechanics._recruitment import pose
from thrustworthy.mechanics._run import run_batch
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._select import keep_samples, keep_solved
from thrustworthy.mechanics._strength import draw_strength

# Lift, loads (kg): from bodies at ease to loads that nobody lifts.
LIFTS = (("barbell_hip_thrust", (0.0, 120.0, 350.0)), ("back_squat", (60.0, 300.0)), ("deadlift", (100.0, 350.0)))
PEOPLE, FRAMES = 34, 48
# Activations may differ by this much.
APART = 1e-6
RANDOM = 500
EQUAL = 5  # daqp's mark of a constraint that holds as an equation


def of_real_lifts() -> Iterator[Problem]:
    """Problems of every lift and load, frames of many bodies together."""
    for seed, (lift, loads) in enumerate(LIFTS):
        for load in loads:
            draws = Draws(samples=PEOPLE, seed=seed)
            subject = Subject()
            whole = run_batch(lift_model(lift), subject, load, {}, np.linspace(0, 1, FRAMES), draws)
            batch = keep_solved(whole)
            strength = keep_samples(draw_strength(whole.body, subject, draws), whole.solved)
            yield problem_of(pose(batch.body, batch.motion, batch.dynamics), strength)


def ours(problem: Problem, frame: int, power: int = 2) -> np.ndarray:
    """Activations of one frame by the kernel."""
    muscle, row = np.nonzero(problem.arms[frame])
    indptr = np.searchsorted(muscle, np.arange(problem.arms.shape[1] + 1)).astype(np.uint32)
    rows = len(problem.weights)
    act = np.zeros(problem.arms.shape[1])
    steps = solve_frame(
        problem.arms[frame][muscle, row],
        indptr,
        row.astype(np.uint32),
        problem.target[frame],
        problem.weights,
        power,
        muscle_model().tolerance,
        np.zeros(rows),
        act,
        np.empty((rows + 3, rows)),
    )
    assert steps >= 0
    return act


def theirs(problem: Problem, frame: int) -> np.ndarray:
    """The same by daqp: activations between 0 and 1, reserves free and priced, every balance an equation."""
    arms = problem.arms[frame]
    muscles, rows = arms.shape
    # Reserves are scaled by the root of their weight, so that the matrix is twice the unit matrix.
    scale = 1.0 / np.sqrt(problem.weights)
    equations = np.hstack([arms.T, np.diag(scale)])
    free = np.full(rows, 1e30)
    upper = np.concatenate([np.ones(muscles), free, problem.target[frame]])
    lower = np.concatenate([np.zeros(muscles), -free, problem.target[frame]])
    sense = np.concatenate([np.zeros(muscles + rows), np.full(rows, EQUAL)]).astype(np.int32)
    hessian = 2.0 * np.eye(muscles + rows)
    answer, _, flag, _ = daqp.solve(
        hessian, np.zeros(muscles + rows), np.ascontiguousarray(equations), upper, lower, sense, primal_tol=1e-10
    )
    assert flag > 0, flag
    return np.asarray(answer)[:muscles]


def test_it_equals_daqp_on_ten_thousand_frames_of_real_lifts() -> None:
    """Bodies at ease, at their limit and far beyond it."""
    count = saturated = short = 0
    worst = 0.0
    for problem in of_real_lifts():
        for frame in range(len(problem.target)):
            act = ours(problem, frame)
            missing = problem.target[frame] - act @ problem.arms[frame]
            count += 1
            saturated += bool((act >= 1.0).any())
            short += bool((abs(missing) > 5.0).any())
            worst = max(worst, float(abs(act - theirs(problem, frame)).max()))
    print(f"{count} frames, {saturated} with a muscle at its most, {short} short by over 5 N·m; worst {worst:.1e}")
    assert count >= 10_000
    assert saturated > 1_000
    assert short > 1_000
    assert worst <= APART


@pytest.mark.parametrize("size", [0.02, 0.1, 0.5, 3.0])
def test_it_equals_daqp_on_random_problems(size: float) -> None:
    """Sparse problems of all sizes, soft rows among them; the largest have no exact answer."""
    worst = 0.0
    for seed in range(RANDOM // 4):
        problem = random_problem(seed, size)
        worst = max(worst, float(abs(ours(problem, 0) - theirs(problem, 0)).max()))
    assert worst <= APART
