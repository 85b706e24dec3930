"""Inverse questions: what is found, put into the simulation again, gives what was asked for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from tests.mechanics.lab import REFERENCE, THRUSTER
from thrustworthy.mechanics import SimulationError, effort_loads, gentlest_setup, most_load, simulate
from thrustworthy.mechanics._inverse import _percentile
from thrustworthy.mechanics._outputs import Output
from thrustworthy.mechanics._samples import Samples
from thrustworthy.mechanics._study import _tasks
from thrustworthy.mechanics._study._pool import Place
from thrustworthy.mechanics._study._run import draw_conditions
from thrustworthy.mechanics._study._tasks import Condition

LIFT = "barbell_hip_thrust"
FRAMES = 11


@pytest.mark.parametrize(("lift", "on", "at"), [(LIFT, "l5s1_moment", 300.0), ("deadlift", "hip_moment", 500.0)])
def test_the_load_found_gives_the_limit_again(lift: str, on: str, at: float) -> None:
    found = most_load(lift, THRUSTER, on=on, at=at, samples=100, frames=5, workers=1)
    assert found.p05 is not None and found.p50 is not None and found.p95 is not None
    # At the 5 % figure the limit holds in 95 of 100 bodies: the 95 % figure of the peak is the limit. And so on.
    for load, level in ((found.p05, "p95"), (found.p50, "p50"), (found.p95, "p05")):
        band = simulate(lift, THRUSTER, load, samples=100, frames=5).peaks[on].band
        assert float(getattr(band, level)) == pytest.approx(at, rel=0.01)


def test_bodies_that_balance_only_with_a_weight_count_as_not_holding_without_it() -> None:
    on, at, upright = "l5s1_moment", 480.0, {"shank_angle": 30.0}
    found = most_load("back_squat", THRUSTER, on=on, at=at, setup=upright, samples=100, frames=5, workers=1)
    assert found.lowest > 0, "this squat is meant to have too few postures without a bar"
    assert found.p05 is not None and found.p50 is not None
    counted = 100 * (1.0 - found.missing)
    for load, share in ((found.p05, 0.95), (found.p50, 0.50)):
        condition = Condition("back_squat", THRUSTER, load, upright)
        peaks = draw_conditions([condition], 100, 0, 5, Place(1), refuse=False)[0]
        assert float((peaks.highest[on] <= at).sum()) == pytest.approx(share * counted, abs=2)


def test_percentiles_stand_beside_bodies_without_a_load() -> None:
    values = np.array([-np.inf, 10.0, 20.0, 30.0, np.inf])
    assert _percentile(values, 50.0) == 20.0
    assert _percentile(values, 37.5) == pytest.approx(15.0)
    assert _percentile(values, 5.0) is None and _percentile(values, 95.0) is None


def test_the_gentlest_set_up_costs_less_for_the_same_stimulus() -> None:
    over = {"concentric_time": None, "bar_x": None}
    found = gentlest_setup(LIFT, THRUSTER, 100.0, over=over, samples=60, frames=FRAMES, workers=1)
    assert found.stimulus in ("gluteus_maximus", "hip_moment")
    assert float(found.gain.band.p50) < 0 and found.gain.higher < 0.1
    setup = {key: one.chosen for key, one in found.keys.items()}
    usual = {key: one.usual for key, one in found.keys.items()}
    before = simulate(LIFT, THRUSTER, 100.0, setup=usual, samples=60, frames=FRAMES)
    after = simulate(LIFT, THRUSTER, found.load, setup=setup, samples=60, frames=FRAMES)
    assert before.peaks[found.cost].band == found.before and after.peaks[found.cost].band == found.after
    if found.stimulus == "hip_moment":
        want, have = (float(one.peaks["hip_moment"].band.p50) for one in (before, after))
        assert have == pytest.approx(want, rel=0.005)
    for one in found.keys.values():
        assert one.low <= one.chosen <= one.high


def test_the_gentlest_set_up_is_as_good_as_a_grid() -> None:
    over = {"bench_height": (0.35, 0.45)}
    found = gentlest_setup(LIFT, THRUSTER, 100.0, over=over, cost="l5s1_moment", samples=60, frames=FRAMES, workers=1)
    best = np.inf
    for height in np.linspace(0.35, 0.45, 5):
        setup = {"bench_height": float(height)}
        # The load of the same hip moment: straight between two loads close by.
        pair = [simulate(LIFT, THRUSTER, load, setup=setup, samples=60, frames=FRAMES) for load in (85.0, 115.0)]
        hip, cost = ([float(one.peaks[name].band.p50) for one in pair] for name in ("hip_moment", found.cost))
        want = float(
            simulate(LIFT, THRUSTER, 100.0, setup={"bench_height": 0.4}, samples=60, frames=FRAMES)
            .peaks["hip_moment"]
            .band.p50
        )
        share = (want - hip[0]) / (hip[1] - hip[0])
        best = min(best, cost[0] + share * (cost[1] - cost[0]))
    assert float(found.after.p50) <= 1.005 * best


def test_a_held_key_stays_and_is_not_searched() -> None:
    held = REFERENCE | {"knee_angle": 90.0, "lumbar_start": -12.0, "bar_x": 0.11}
    found = gentlest_setup(LIFT, THRUSTER, 80.0, setup=held, samples=12, frames=3, workers=1)
    assert "concentric_time" not in found.keys and found.setup == held


def test_a_lift_without_a_load_is_searched_at_body_weight() -> None:
    over = {"concentric_time": None}
    found = gentlest_setup("floor_glute_bridge", THRUSTER, 0.0, over=over, samples=60, frames=FRAMES, workers=1)
    assert found.load == 0.0 and float(found.gain.band.p50) <= 0.0


@pytest.mark.parametrize(
    ("call", "part"),
    [
        (lambda: most_load("floor_glute_bridge", THRUSTER, on="hip_moment", at=1.0), "body weight"),
        (lambda: most_load(LIFT, THRUSTER, on="hip_momen", at=1.0, samples=20), "hip_moment"),
        (lambda: most_load(LIFT, THRUSTER, on="hip_moment", samples=20), "limit on hip_moment"),
        (lambda: most_load(LIFT, THRUSTER, on="hip_moment", at=float("nan")), "limit on hip_moment"),
        (lambda: most_load(LIFT, THRUSTER, at=3.0), "strength"),
        (lambda: effort_loads([LIFT], THRUSTER, 0.0), "effort"),
        (lambda: gentlest_setup(LIFT, THRUSTER, 80.0, over={}), "no technique key"),
        (lambda: gentlest_setup(LIFT, THRUSTER, 80.0, over={"benchheight": None}), "bench_height"),
        (lambda: gentlest_setup(LIFT, THRUSTER, 80.0, over={"feet_height": None}), "LOW:HIGH"),
        (lambda: gentlest_setup(LIFT, THRUSTER, 80.0, over={"bench_height": (0.5, 0.4)}), "lower end first"),
        (lambda: gentlest_setup(LIFT, THRUSTER, 80.0, over={"bench_height": (0.4, 9.0)}), "bench_height"),
        (lambda: gentlest_setup(LIFT, THRUSTER, 80.0, cost="spine", samples=20), "spine"),
        (lambda: gentlest_setup(LIFT, THRUSTER, 80.0, stimulus="joy", samples=20), "joy"),
        (
            lambda: gentlest_setup(LIFT, THRUSTER, 80.0, over={"bar_x": None}, setup={"bar_x": 0.1}, samples=20),
            "held and varied",
        ),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(call: Callable[[], object], part: str) -> None:
    with pytest.raises(SimulationError, match=part) as caught:
        call()
    assert "\n" not in str(caught.value)


def _straight(lift: str, subject: object, load: float, *, samples: int, seed: int, frames: int, **_: object) -> Samples:
    """A lift of which all is known: each body's hip moment is a straight line in the load, its strength a cap."""
    rng = np.random.default_rng([seed, len(lift)])
    ranges = ((50, 50), (2, 1), (400, 200), (80, 20))
    none, slope, cap, angle = (low + width * rng.random(samples) for low, width in ranges)
    hip = (none + slope * load)[:, None] * np.linspace(0.5, 1.0, frames)
    able = (hip.max(axis=1) <= cap) & (load > 0)
    return Samples(
        lift=lift,
        phase=np.linspace(0.0, 1.0, frames),
        outputs={
            "hip_moment": Output(hip, "N·m", "both", main=True),
            "hip_flexion": Output(np.repeat(angle[:, None], frames, axis=1), "deg"),
        },
        groups={},
        activations={},
        muscles={},
        kinematics={},
        inputs={"slope": slope},
        technique={},
        checks={"energy_error": np.zeros(samples), "able": able.astype(float)},
        place=np.arange(samples),
        drawn=samples,
        sources=frozenset(),
    )


@pytest.fixture
def straight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_tasks, "draw_samples", _straight)


def _known(level: float, at: float) -> float:
    """The figure that the straight lift must give for a limit on its hip moment, from 250 bodies."""
    rng = np.random.default_rng([0, len(LIFT)])
    none, slope = (low + width * rng.random(250) for low, width in ((50, 50), (2, 1)))
    return float(np.percentile((at - none) / slope, level))


@pytest.mark.parametrize("at", [120.0, 300.0, 900.0])
def test_a_known_answer_is_found(straight: None, at: float) -> None:
    found = most_load(LIFT, THRUSTER, on="hip_moment", at=at, samples=250, workers=1)
    for level, load in ((5.0, found.p05), (50.0, found.p50), (95.0, found.p95)):
        assert load == pytest.approx(_known(level, at), abs=1e-6)
    within = [tried.within for tried in found.tried]
    assert all(a >= b for a, b in pairwise(within))


def test_a_higher_limit_never_allows_less(straight: None) -> None:
    found = [most_load(LIFT, THRUSTER, on="hip_moment", at=at, samples=100) for at in (150.0, 200.0, 600.0)]
    for name in ("p05", "p50", "p95"):
        assert all(getattr(a, name) < getattr(b, name) for a, b in pairwise(found))


def test_bodies_beyond_the_limit_without_a_load_are_counted_and_give_no_load(straight: None) -> None:
    found = most_load(LIFT, THRUSTER, on="hip_moment", at=75.0, samples=250)
    rng = np.random.default_rng([0, len(LIFT)])
    assert found.never == float((50 + 50 * rng.random(250) > 75.0).mean())
    assert found.p05 is None and found.p95 is not None
    assert found.to_json()["p05"] is None


def test_an_angle_that_does_not_know_the_load_holds_always_or_never(straight: None) -> None:
    found = most_load(LIFT, THRUSTER, on="hip_flexion", at=90.0, samples=60)
    assert found.never + found.always == pytest.approx(1.0) and 0.3 < found.always < 0.7
    assert found.p05 is None and found.p95 is None


def test_a_limit_that_no_load_reaches_holds_always(straight: None) -> None:
    found = most_load(LIFT, THRUSTER, on="hip_moment", at=1e9, samples=40)
    assert found.always == 1.0 and found.p50 is None and found.highest == 600.0


def test_the_most_load_by_strength_is_the_last_that_is_lifted(straight: None) -> None:
    # Nobody is able with an empty bar: a model may miss a share of next to nothing. It does not count.
    found = most_load(LIFT, THRUSTER, samples=250)
    rng = np.random.default_rng([0, len(LIFT)])
    none, slope, cap = (low + width * rng.random(250) for low, width in ((50, 50), (2, 1), (400, 200)))
    assert found.on == "strength" and found.never == 0.0 and found.tried[0].within == 0.0
    for level, load in ((5.0, found.p05), (50.0, found.p50), (95.0, found.p95)):
        assert load == pytest.approx(float(np.percentile((cap - none) / slope, level)), abs=1.0)


def test_the_same_effort_is_the_same_share_of_each_lift_s_most_load(straight: None) -> None:
    loads = dict(effort_loads([LIFT, "back_squat"], THRUSTER, 0.7, samples=40))
    assert len(set(loads.values())) == 2
    for lift, load in loads.items():
        assert load == 0.7 * most_load(lift, THRUSTER, samples=40).p50


def test_the_model_s_own_strength_gives_a_load(monkeypatch: pytest.MonkeyPatch) -> None:
    found = most_load(LIFT, THRUSTER, samples=12, frames=3, workers=1)
    assert found.p50 is not None and found.p50 > 20.0
