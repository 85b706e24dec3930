"""The muscles once more in plain NumPy, one frame after another: what the compiled loops are held against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thrustworthy.mechanics._chain import lumbar_shares
from thrustworthy.mechanics._muscle_model import CLASSES, muscle_model, row_set, tuned_tables
from thrustworthy.mechanics._muscle_slots import LIMB_ROWS, shape
from thrustworthy.mechanics._muscle_state import force_length
from thrustworthy.mechanics._recruitment import Posed
from thrustworthy.mechanics._strength import Strength
from thrustworthy.mechanics._tables import number

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Problem:
    """Frames to recruit. arms: (frames, muscles, rows) N·m at full activation; target: (frames, rows) N·m.

    active, passive: (frames, muscles) N. weights: (rows,) of the reserves.
    """

    arms: Floats
    target: Floats
    active: Floats
    passive: Floats
    weights: Floats


def force_velocity(speed: Floats) -> Floats:
    """Hill's curve for shortening, a hyperbola to its plateau for lengthening; speed in greatest speeds."""
    hill, most = (number("muscle_model", f"curve.{name}") for name in ("hill", "lengthening"))
    slow = np.clip(speed, -1.0, 0.0)
    shortening = (1 + slow) / (1 - slow / hill)
    fast = np.maximum(speed, 0.0) * (1 + 1 / hill) / (most - 1)
    return np.where(speed <= 0, shortening, 1 + (most - 1) * fast / (1 + fast))


def problem_of(posed: Posed, strength: Strength, coupled: bool = False) -> Problem:
    """The problem of every sample and frame of a batch with two equal legs."""
    model, tables, rows = muscle_model(), tuned_tables(), row_set(1, coupled)
    shares = {**lumbar_shares(), "lumbar": 1.0}
    count = posed.lumbar.size
    angles = np.concatenate([posed.angles[:, :, 0], posed.lumbar[..., None]], axis=2).reshape(count, 4)
    rates = np.concatenate([posed.rates[:, :, 0], posed.lumbar_rate[..., None]], axis=2).reshape(count, 4)
    angles = np.clip(angles, model.limits[:, 0], model.limits[:, 1])
    frames = posed.lumbar.shape[1]
    names = [name.partition("_")[0] for name in rows.names]
    rate_of = {"hip": (0, -1.0), "knee": (1, -1.0), "ankle": (2, -1.0)} | {
        name: (3, shares[name]) for name in names if name not in LIMB_ROWS
    }
    arms = np.zeros((count, len(model.names), len(names)))
    active, passive = np.zeros((count, len(model.names))), np.zeros((count, len(model.names)))
    asked = (posed.coupled if coupled else posed.levels).reshape(count, -1)
    target = asked.copy()
    for index, muscle in enumerate(tables.muscles):
        place = CLASSES.index(CLASSES[int(model.of_class[index])])
        scale = np.repeat(posed.scale * strength.arm[:, place], frames)
        speed = np.zeros(count)
        own = np.zeros((count, len(names)))
        for row, name in enumerate(names):
            if index in model.arm_slots[name]:
                arm = shape(tables, muscle.name, f"arm_{name}")
                assert arm is not None
                own[:, row] = arm.value(angles)
                if name == "hip" and muscle.group in ("iliacus", "psoas"):
                    own[:, row] = np.minimum(own[:, row], 0.0)
                if name in rate_of:
                    angle, factor = rate_of[name]
                    speed -= own[:, row] * rates[:, angle] * factor
        length = shape(tables, muscle.name, "length")
        assert length is not None
        give, rest = force_length(length.value(angles), muscle)
        strong = np.repeat(strength.force[:, place], frames)
        velocity = force_velocity(speed / (muscle.optimal_fibre * muscle.max_velocity))
        active[:, index] = muscle.peak_force * strong * give * velocity
        passive[:, index] = muscle.peak_force * rest
        arms[:, index] = own * scale[:, None] * active[:, [index]]
        target -= own * scale[:, None] * passive[:, [index]]
    return Problem(arms, np.where(asked * target > 0, target, 0.0), active, passive, rows.weights)


def recruit_twin(problem: Problem, frame: int, power: int = 2) -> Floats:
    """Activations of one frame, by damped semismooth Newton on the dual."""
    arms, target, weights = problem.arms[frame], problem.target[frame], problem.weights
    dual = np.zeros(len(target))

    def at(dual: Floats) -> tuple[float, Floats, Floats, Floats]:
        pull = np.maximum(arms @ dual, 0.0)
        act = np.minimum(pull / 2 if power == 2 else np.sqrt(pull / 3), 1.0)
        value = dual @ target - (dual**2 / (4 * weights)).sum() - (pull * act - act**power).sum()
        slope = target - dual / (2 * weights) - arms.T @ act
        inside = (act > 0) & (act < 1)
        give = np.where(inside, 0.5 if power == 2 else 1 / (6 * np.maximum(act, 1e-4)), 0.0)
        return value, slope, (arms * give[:, None]).T @ arms + np.diag(0.5 / weights), act

    value, slope, curvature, act = at(dual)
    for _ in range(500):
        if abs(slope).max() < 1e-9:
            break
        step, size = np.linalg.solve(curvature, slope), 1.0
        while size > 1e-9:
            trial = at(dual + size * step)
            if trial[0] >= value + 1e-4 * size * (slope @ step) - 1e-12 * (1 + abs(value)):
                break
            size /= 2
        dual = dual + size * step
        value, slope, curvature, act = trial
    return act


def random_problem(seed: int, size: float) -> Problem:
    """A sparse problem; size: moments asked, over what all muscles together can give: beyond 1 none can be exact."""
    rng = np.random.default_rng(seed)
    muscles, rows = int(rng.integers(4, 60)), int(rng.integers(1, 12))
    arms = rng.normal(0, 40, (muscles, rows)) * (rng.random((muscles, rows)) < 0.4)
    arms[arms == 0] = 0.0
    most = np.abs(arms).sum(axis=0) + 1.0
    target = rng.uniform(-1, 1, rows) * most * size
    weights = np.where(rng.random(rows) < 0.2, 0.01, 1.0)
    empty = np.zeros((1, muscles))
    return Problem(arms[None], target[None], empty, empty, weights)
