"""Shares of variance: known ones are found, and what overlaps or is left is said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mechanics.lab import THRUSTER
from thrustworthy.mechanics import SimulationError, Subject, drivers
from thrustworthy.mechanics._study._drivers import correlation_ratio, share_variance

RNG = np.random.default_rng(20)
MANY = 20000


def test_the_shares_of_a_sum_are_the_squares_of_its_weights() -> None:
    a, b, c = RNG.standard_normal((3, MANY))
    found = share_variance(3.0 * a - 2.0 * b + c, {"a": a, "b": b, "c": c})
    for name, share in (("a", 9 / 14), ("b", 4 / 14), ("c", 1 / 14)):
        assert found.shares[name].alone == pytest.approx(share, abs=0.02)
        # The rank correlation of two normal variables with correlation r is 6 / pi asin(r / 2).
        ranked = (6 / np.pi * np.arcsin(np.sqrt(share) / 2)) ** 2
        assert found.shares[name].straight == pytest.approx(ranked, abs=0.02)
    assert [one.direction for one in found.shares.values()] == [1, -1, 1]
    assert abs(found.rest) < 0.02


def test_the_first_order_indices_of_the_ishigami_function_are_found() -> None:
    # Ishigami and Homma: with a = 7 and b = 0.1 the indices are known in closed form.
    x, y, z = RNG.uniform(-np.pi, np.pi, (3, MANY))
    found = share_variance(np.sin(x) + 7.0 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x), {"x": x, "y": y, "z": z})
    assert found.shares["x"].alone == pytest.approx(0.3139, abs=0.02)
    assert found.shares["y"].alone == pytest.approx(0.4424, abs=0.02)
    assert found.shares["z"].alone < 0.01
    assert found.rest == pytest.approx(0.2437, abs=0.03)
    assert found.shares["y"].straight < 0.01, "ranks are blind to what rises and falls"


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), samples=st.integers(200, 3000))
def test_an_input_without_a_part_stays_near_the_noise(seed: int, samples: int) -> None:
    rng = np.random.default_rng(seed)
    ratio = correlation_ratio(rng.standard_normal(samples), rng.standard_normal(samples))
    parameters = 2 * min(10, samples // 40)
    # Five standard deviations of the ratio of an input that has no part.
    assert 0.0 <= ratio < 5.0 * np.sqrt(2.0 * parameters) / samples


def test_an_input_of_two_values_has_a_bin_for_each() -> None:
    sex = (RNG.random(MANY) < 0.3).astype(float)
    noise = RNG.standard_normal(MANY)
    between = 0.3 * 0.7
    assert correlation_ratio(sex, sex + noise) == pytest.approx(between / (between + 1.0), abs=0.02)


def test_inputs_that_go_together_are_counted_once_in_the_rest() -> None:
    a = RNG.standard_normal(MANY)
    b = 0.9 * a + np.sqrt(1 - 0.81) * RNG.standard_normal(MANY)
    c = RNG.standard_normal(MANY)
    found = share_variance(a + b + c, {"a": a, "b": b, "c": c})
    assert list(found.together) == [("a", "b")]
    assert found.shares["a"].alone + found.shares["b"].alone > 1.0
    assert found.together["a", "b"] == pytest.approx(3.8 / 4.8, abs=0.02)
    assert abs(found.rest) < 0.02


def test_a_peak_that_does_not_vary_has_no_shares() -> None:
    found = share_variance(np.ones(300), {"a": RNG.random(300)})
    assert found.shares["a"].alone == 0.0 and found.rest == 1.0


def test_drivers_of_a_lift_explain_most_and_never_list_what_is_held() -> None:
    done = drivers("barbell_hip_thrust", THRUSTER, 100.0, setup={"bench_height": 0.4}, samples=800, frames=5, workers=1)
    for driven in done.peaks.values():
        assert "technique.bench_height" not in driven.shares
        assert -0.1 < driven.rest < 0.3
    spine = done.peaks["l5s1_compression"].shares
    arm = next(name for name in spine if name.startswith("muscle.") and name.endswith("_arm"))
    assert arm in list(spine)[:6] and spine[arm].direction == -1


def test_a_drawn_mass_goes_together_with_height_and_sex() -> None:
    done = drivers("barbell_hip_thrust", Subject(), 60.0, samples=600, frames=3, workers=1)
    sets = [set(names) for names in done.peaks["hip_moment"].together]
    assert any({"body.height", "body.mass", "body.sex"} <= one for one in sets)


def test_too_few_samples_are_refused() -> None:
    with pytest.raises(SimulationError, match="at least 200"):
        drivers("barbell_hip_thrust", THRUSTER, 60.0, samples=199)
