"""The parts of a lift: the way down mirrors the way up, a hold stands still, and any tempo can be set."""

from __future__ import annotations

import numpy as np
import pytest

from tests.mechanics.lab import LIFTS, load_for
from thrustworthy.mechanics import SimulationError, Subject, simulate

MAN = Subject(height=1.80, mass=84.0, sex="male", age=30)


def quick(lift: str, **setup: float) -> object:
    return simulate(lift, MAN, load_for(lift, 60), setup=setup, samples=12, frames=51)


@pytest.mark.parametrize("lift", LIFTS)
def test_the_way_down_runs_the_same_path_backwards(lift: str) -> None:
    up, down = quick(lift, concentric_time=2.0), quick(lift, eccentric_time=2.0, concentric_time=2.0)
    for name in ("hip_flexion", "knee_flexion", "hip_height"):
        np.testing.assert_allclose(down.series[name].band.p50, up.series[name].band.p50[::-1], atol=1e-6)
    assert down.checks["energy_error"] < 0.01
    assert any("way down" in note for note in down.notes)


@pytest.mark.parametrize("lift", LIFTS)
def test_a_hold_stands_still(lift: str) -> None:
    held = quick(lift, hold_at=0.5)
    for series in held.series.values():
        assert np.ptp(series.band.p50) <= 1e-6 * max(1.0, abs(series.band.p50[0]))
    assert held.checks["energy_error"] == 0.0


def test_lengthening_muscles_need_less_activation_for_the_same_lift() -> None:
    up, down = quick("back_squat", concentric_time=2.0), quick("back_squat", eccentric_time=2.0)
    assert down.muscle_activation["vasti"].band.p50 < up.muscle_activation["vasti"].band.p50


def test_a_slower_tempo_has_a_lower_peak() -> None:
    fast, slow = (quick("deadlift", eccentric_time=time) for time in (0.6, 4.0))
    assert slow.peaks["hip_moment"].band.p50 < fast.peaks["hip_moment"].band.p50


def test_a_lift_is_lowered_or_held_not_both() -> None:
    with pytest.raises(SimulationError, match="not both"):
        quick("back_squat", eccentric_time=2.0, hold_at=0.5)
