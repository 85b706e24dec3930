"""Exact derivatives: each operation against central differences of the same operation on numbers."""

from collections.abc import Callable

import numpy as np
import pytest

from thrustworthy.mechanics._jet import Jet, arccos, arctan2, constant, sin_cos, sqrt
from thrustworthy.mechanics._timing import minimum_jerk

TIME = np.linspace(0.2, 0.8, 7)
STEP = 1e-4


def moving(t: np.ndarray) -> Jet:
    return Jet(0.3 + 0.2 * t**2, 0.4 * t, 0.4 + 0 * t)


def other(t: np.ndarray) -> Jet:
    return Jet(0.9 - 0.5 * t**3, -1.5 * t**2, -3.0 * t)


@pytest.mark.parametrize(
    "made",
    [
        lambda x, y: x * y,
        lambda x, y: x / y,
        lambda x, y: 2.0 - x + y * 3.0,
        lambda x, y: sin_cos(x)[0] * sin_cos(y)[1],
        lambda x, y: sqrt(x * x + y * y),
        lambda x, y: arccos(x),
        lambda x, y: arctan2(y, x),
        lambda x, y: arctan2(sin_cos(x)[0], y * y),
    ],
)
def test_rates_and_accelerations_are_those_of_the_value(made: Callable[[Jet, Jet], Jet]) -> None:
    def value(t: np.ndarray) -> np.ndarray:
        return made(moving(t), other(t)).v

    jet = made(moving(TIME), other(TIME))
    rate = (value(TIME + STEP) - value(TIME - STEP)) / (2 * STEP)
    acceleration = (value(TIME + STEP) - 2 * value(TIME) + value(TIME - STEP)) / STEP**2
    np.testing.assert_allclose(jet.d, rate, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(jet.a, acceleration, rtol=1e-5, atol=1e-5)


def test_a_constant_does_not_move() -> None:
    still = constant(np.ones((2, 1))) * 3.0
    assert still.v.tolist() == [[3.0], [3.0]]
    assert not still.d.any()
    assert not still.a.any()


def test_no_angle_has_a_cosine_above_one_and_the_answer_says_so() -> None:
    assert np.isnan(arccos(constant(np.array([1.2]))).v).all()


def test_a_lift_starts_and_ends_at_rest() -> None:
    progress = minimum_jerk(np.linspace(0, 1, 11), np.array([[0.8], [1.6]]))
    assert progress.v[:, 0].tolist() == [0, 0]
    assert progress.v[:, -1].tolist() == [1, 1]
    for ends in (progress.d, progress.a):
        np.testing.assert_allclose(ends[:, [0, -1]], 0.0, atol=1e-12)
    np.testing.assert_allclose(progress.d[0], 2 * progress.d[1])
