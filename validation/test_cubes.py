"""The least sum of cubed activations against IPOPT, a general solver, on real lifts and on random problems.

Conic solvers are no judge here: they stop by the worth of the sum, which hardly changes with a small activation.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import casadi
import numpy as np
import pytest

from tests.mechanics.muscle_twin import Problem, random_problem
from validation.test_daqp import of_real_lifts, ours

# Activations may differ by this much.
APART = 1e-4
REAL = 500
RANDOM = 50
# As near to the bounds as numbers allow, stopping by the slopes and not by the sum. Asked for so much, it may end
# for want of smaller steps; whether it came close enough is what the comparison tells.
CLOSE = {
    "tol": 1e-13,
    "dual_inf_tol": 1e-11,
    "compl_inf_tol": 1e-15,
    "mu_min": 1e-16,
    "bound_relax_factor": 0.0,
    "acceptable_iter": 0,
    "max_iter": 500,
    "print_level": 0,
    "sb": "yes",
}


@cache
def solver(muscles: int, rows: int) -> Any:
    """IPOPT on activations and scaled reserves of a problem of this size; arms and scales are its parameters."""
    unknown = casadi.SX.sym("unknown", muscles + rows)
    given = casadi.SX.sym("given", (muscles + 1) * rows)
    act, reserve = unknown[:muscles], unknown[muscles:]
    arms = casadi.reshape(given[: muscles * rows], rows, muscles)
    programme = {
        "x": unknown,
        "p": given,
        "f": casadi.sum1(act**3) + casadi.sumsqr(reserve),
        "g": casadi.mtimes(arms, act) + given[muscles * rows :] * reserve,
    }
    return casadi.nlpsol("recruit", "ipopt", programme, {"ipopt": CLOSE, "print_time": 0})


def theirs(problem: Problem, frame: int) -> np.ndarray:
    """Activations of one frame; reserves are scaled by the root of their price."""
    arms = problem.arms[frame]
    muscles, rows = arms.shape
    free = np.full(rows, np.inf)
    solve = solver(muscles, rows)
    answer = solve(
        x0=np.concatenate([np.full(muscles, 0.3), np.zeros(rows)]),
        p=np.concatenate([arms.ravel(), 1.0 / np.sqrt(problem.weights)]),
        lbx=np.concatenate([np.zeros(muscles), -free]),
        ubx=np.concatenate([np.ones(muscles), free]),
        lbg=problem.target[frame],
        ubg=problem.target[frame],
    )
    return np.asarray(answer["x"]).ravel()[:muscles]


def test_it_equals_ipopt_on_five_hundred_frames_of_real_lifts() -> None:
    """Bodies at ease, at their limit and far beyond it."""
    problems = list(of_real_lifts())
    each = -(-REAL // len(problems))
    worst, count = 0.0, 0
    for problem in problems:
        for frame in np.linspace(0, len(problem.target) - 1, each).astype(int):
            worst = max(worst, float(abs(ours(problem, frame, 3) - theirs(problem, frame)).max()))
            count += 1
    print(f"{count} frames; worst {worst:.1e}")
    assert count >= REAL
    assert worst <= APART


@pytest.mark.parametrize("size", [0.02, 0.1, 0.5, 3.0])
def test_it_equals_ipopt_on_random_problems(size: float) -> None:
    """Sparse problems of all sizes; the largest have no exact answer."""
    worst = 0.0
    for seed in range(RANDOM):
        problem = random_problem(seed, size)
        worst = max(worst, float(abs(ours(problem, 0, 3) - theirs(problem, 0)).max()))
    assert worst <= APART
