"""Studies: the same figures wherever the work is done, and bodies compared with themselves."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from tests.mechanics.lab import REFERENCE, THRUSTER
from thrustworthy.mechanics import SimulationError, Subject, _samples, compare, most_load, run_study, simulate, sweep
from thrustworthy.mechanics._samples import chunk_sizes, merge
from thrustworthy.mechanics._simulate import summarise
from thrustworthy.mechanics._study import _pool
from thrustworthy.mechanics._study._paired import difference, shared
from thrustworthy.mechanics._study._pool import Place, do_all, growing
from thrustworthy.mechanics._study._run import draw_conditions
from thrustworthy.mechanics._study._tasks import Condition, Task, draw_whole, merge_peaks, peaks_of, tasks_of

LIFT = "barbell_hip_thrust"
FRAMES = 11


@pytest.fixture
def always_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share even the smallest work among processes."""
    real = _pool.number
    never = ("pool_pays", "threads")
    monkeypatch.setattr(_pool, "number", lambda table, key: 0.0 if key in never else real(table, key))


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of 20 samples: many of them from few bodies."""
    real = _samples.number
    monkeypatch.setattr(_samples, "number", lambda table, key: 20.0 if key == "chunk" else real(table, key))


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many tasks were given to other processes, one entry a pool."""
    counts: list[int] = []
    real: Callable[..., object] = _pool._on_cores

    def counted(do: object, tasks: object, rest: list[int], place: Place) -> object:
        counts.append(len(rest))
        return real(do, tasks, rest, place)

    monkeypatch.setattr(_pool, "_on_cores", counted)
    return counts


def test_a_few_workers_are_threads_and_give_the_figures_of_simulate(small_chunks: None) -> None:
    with Place(2) as place:
        tasks = tasks_of(Condition(LIFT, THRUSTER, 60.0), 110, 0, FRAMES)
        assert set(do_all(_process, tasks, place)) == {os.getpid()}
    alone = simulate(LIFT, THRUSTER, 100.0, samples=110, frames=FRAMES).to_json()
    assert run_study(LIFT, THRUSTER, 100.0, samples=110, frames=FRAMES, workers=2).to_json() == alone


def test_any_number_of_workers_gives_the_figures_of_simulate(
    always_shared: None, small_chunks: None, shares: list[int]
) -> None:
    alone = simulate(LIFT, THRUSTER, 100.0, samples=110, frames=FRAMES).to_json()
    for workers in (1, 2, 3):
        study = run_study(LIFT, THRUSTER, 100.0, samples=110, frames=FRAMES, workers=workers)
        assert study.to_json() == alone
    assert shares == [4, 4], "two and three workers share what two tasks here leave of six"


def test_an_inverse_question_has_one_answer_for_any_number_of_workers(
    always_shared: None, small_chunks: None, shares: list[int]
) -> None:
    limit = {"on": "hip_moment", "at": 500.0, "samples": 40, "frames": 3}
    assert most_load(LIFT, THRUSTER, workers=2, **limit) == most_load(LIFT, THRUSTER, workers=1, **limit)
    assert shares, "the work is meant to be shared"


def test_small_work_is_not_shared_among_processes(
    monkeypatch: pytest.MonkeyPatch, small_chunks: None, shares: list[int]
) -> None:
    real = _pool.number
    monkeypatch.setattr(_pool, "number", lambda table, key: 0.0 if key == "threads" else real(table, key))
    run_study(LIFT, THRUSTER, 100.0, samples=80, frames=3, workers=2)
    assert shares == []


def test_chunks_put_together_are_the_study_of_the_same_chunks() -> None:
    condition = Condition(LIFT, THRUSTER, 100.0, REFERENCE)
    tasks = tasks_of(condition, 600, 4, FRAMES)
    assert [task.samples for task in tasks] == chunk_sizes(600) == [250, 250, 100]
    parts = [draw_whole(task) for task in reversed(tasks)][::-1]
    whole = summarise(merge(parts), THRUSTER, 100.0, REFERENCE, 4)
    assert (
        whole.to_json()
        == simulate(LIFT, THRUSTER, 100.0, setup=REFERENCE, samples=600, seed=4, frames=FRAMES).to_json()
    )


def test_chunks_are_other_bodies_and_a_larger_study_begins_with_the_smaller_one() -> None:
    one, two = (draw_whole(Task(Condition(LIFT, THRUSTER, 100.0), 50, 0, FRAMES, chunk)) for chunk in (0, 1))
    assert not np.intersect1d(one.inputs["technique.bench_height"], two.inputs["technique.bench_height"]).size
    small, large = (draw_conditions([Condition(LIFT, THRUSTER, 100.0)], n, 0, FRAMES, Place(1))[0] for n in (250, 500))
    assert np.array_equal(large.highest["hip_moment"][:250], small.highest["hip_moment"])


def test_peaks_of_chunks_are_the_peaks_of_the_whole() -> None:
    parts = [draw_whole(task) for task in tasks_of(Condition("back_squat", Subject(), 200.0), 400, 1, FRAMES)]
    whole, joined = peaks_of(merge(parts)), merge_peaks([peaks_of(part) for part in parts])
    assert whole.drawn == joined.drawn == 400
    assert np.array_equal(whole.place, joined.place)
    for name, values in whole.highest.items():
        assert np.array_equal(values, joined.highest[name])


def test_a_place_is_the_same_body_in_two_simulations_even_where_some_find_no_posture() -> None:
    loads = [Condition("back_squat", THRUSTER, load, {"shank_angle": 24.0, "depth": 8.0}) for load in (20.0, 200.0)]
    one, two = draw_conditions(loads, 250, 0, FRAMES, Place(1), refuse=False)
    assert one.solved != two.solved, "the set-up is meant to lose bodies at one load"
    mine, theirs = shared(one, two)
    assert 0 < len(mine) == len(theirs)
    for name in ("body.trunk_length", "technique.concentric_time"):
        assert np.array_equal(one.inputs[name][mine], two.inputs[name][theirs])


def test_the_same_bodies_narrow_the_band_of_a_difference() -> None:
    conditions = [Condition(LIFT, THRUSTER, load) for load in (100.0, 120.0)]
    low, high = draw_conditions(conditions, 200, 0, 5, Place(1))
    other = draw_conditions(conditions[:1], 200, 1, 5, Place(1))[0]
    for name in ("hip_moment", "l5s1_compression"):
        paired = difference(high, low, name)
        assert paired is not None and (paired.higher == 1.0 or name != "hip_moment")
        apart = np.percentile(high.highest[name] - other.highest[name], (5, 95))
        assert float(paired.band.p95) - float(paired.band.p05) < 0.5 * np.ptp(apart)


def test_a_sweep_of_the_load_is_single_simulations() -> None:
    done = sweep(LIFT, THRUSTER, 0.0, {"load": [40.0, 80.0, 120.0]}, samples=100, frames=FRAMES, workers=1)
    for point in done.points:
        alone = simulate(LIFT, THRUSTER, point.at["load"], samples=100, frames=FRAMES)
        assert {name: alone.peaks[name].band for name in done.outputs} == point.peaks
    compression = [float(point.peaks["l5s1_compression"].p50) for point in done.points]
    assert all(a < b for a, b in pairwise(compression))


def test_a_sweep_moves_bodies_and_technique_together_the_last_key_fastest() -> None:
    over = {"mass": [70.0, 90.0], "bench_height": [0.35, 0.45]}
    done = sweep(LIFT, THRUSTER, 80.0, over, samples=40, frames=FRAMES, workers=1)
    assert [tuple(point.at.values()) for point in done.points] == [
        (70.0, 0.35),
        (70.0, 0.45),
        (90.0, 0.35),
        (90.0, 0.45),
    ]
    heavy = simulate(LIFT, Subject(1.80, 90.0, "male"), 80.0, setup={"bench_height": 0.45}, samples=40, frames=FRAMES)
    assert done.points[-1].peaks["hip_moment"] == heavy.peaks["hip_moment"].band


def test_a_point_without_postures_is_a_sentence_and_the_others_stay() -> None:
    done = sweep(
        "back_squat", THRUSTER, 60.0, {"shank_angle": [-10.0, 35.0]}, setup={"depth": 30.0}, samples=40, frames=FRAMES
    )
    assert done.points[0].said is not None and "posture" in done.points[0].said and not done.points[0].peaks
    assert done.points[1].said is None and done.points[1].peaks
    assert done.to_json()["points"][0]["missing"] > 0.25


def test_compared_lifts_have_the_figures_they_have_alone_and_differences_body_by_body() -> None:
    loads = [(LIFT, 100.0), ("back_squat", 80.0)]
    done = compare(loads, THRUSTER, samples=100, frames=FRAMES, workers=1)
    for side in done.sides:
        alone = simulate(side.lift, THRUSTER, side.load, samples=100, frames=FRAMES)
        assert {name: alone.peaks[name].band for name in done.outputs} == side.peaks
    assert not done.sides[0].differences
    knee = done.sides[1].differences["knee_moment"]
    assert knee.bodies > 80 and knee.higher > 0.9


def test_progress_counts_every_task_once_and_ends_full() -> None:
    told: list[tuple[int, int]] = []
    run_study(LIFT, THRUSTER, 60.0, samples=600, frames=3, workers=1, progress=lambda *step: told.append(step))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_progress_of_several_rounds_never_goes_back() -> None:
    told: list[tuple[int, int]] = []
    step = growing(lambda *one: told.append(one))
    assert step is not None
    for total in (2, 3, 1):
        for done in range(1, total + 1):
            step(done, total)
    assert told == [(1, 2), (2, 2), (3, 5), (4, 5), (5, 5), (6, 6)]


def test_processes_stay_for_the_next_round_where_they_are_kept(always_shared: None) -> None:
    tasks = tasks_of(Condition(LIFT, THRUSTER, 60.0), 1000, 0, 3)
    with Place(2) as place:
        rounds = [set(do_all(_process, tasks, place)) for _ in range(2)]
        kept = place.pool()
    assert len(rounds[0] | rounds[1]) <= 3, "this process and two others, the same ones in both rounds"
    assert os.getpid() in rounds[0] and os.getpid() not in rounds[1]
    with pytest.raises(RuntimeError):
        kept.submit(_process, tasks[0])


def _process(task: Task) -> int:
    return os.getpid()


def _dies(task: Task) -> int:
    """A worker process that ends without a word; this process does the task."""
    if multiprocessing.parent_process() is not None:
        os._exit(1)
    return task.chunk


def test_what_was_done_here_counts_only_where_the_processes_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_pool, "number", lambda table, key: 1.0)
    once, stays = Place(2), Place(2)
    for place in (once, stays):
        place.took += [0.2] * 6
    with stays:
        assert stays.shares(2)
    assert not once.shares(2) and once.shares(6)
    assert not once.shares(1) and not Place(1).shares(100)


def test_a_worker_that_dies_loses_no_figure(always_shared: None) -> None:
    tasks = tasks_of(Condition(LIFT, THRUSTER, 60.0), 1000, 0, FRAMES)
    assert do_all(_dies, tasks, Place(2)) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("call", "part"),
    [
        (lambda: run_study(LIFT, THRUSTER, 60.0, workers=0), "workers"),
        (lambda: run_study(LIFT, THRUSTER, 60.0, samples=0), "samples"),
        (lambda: run_study("barbel_hip_thrust", THRUSTER, 60.0), "barbell_hip_thrust"),
        (lambda: compare([(LIFT, 60.0)], THRUSTER), "two lifts"),
        (
            lambda: compare([(LIFT, 60.0), ("deadlift", 60.0)], THRUSTER, outputs=["hip_momen"], samples=20),
            "hip_moment",
        ),
        (lambda: sweep(LIFT, THRUSTER, 60.0, {}), "load"),
        (lambda: sweep(LIFT, THRUSTER, 60.0, {"bench": [0.3]}), "bench_height"),
        (lambda: sweep(LIFT, THRUSTER, 60.0, {"load": [1.0, 1.0]}), "once"),
        (lambda: sweep(LIFT, THRUSTER, 60.0, {"bench_height": [0.3]}, setup={"bench_height": 0.4}), "bench_height"),
        (lambda: sweep(LIFT, THRUSTER, 60.0, {"load": [float(x) for x in range(401)]}), "401 points"),
        (lambda: sweep(LIFT, THRUSTER, 60.0, {"mass": [3.0]}), "mass"),
    ],
)
def test_what_cannot_be_studied_is_one_sentence(call: Callable[[], object], part: str) -> None:
    with pytest.raises(SimulationError, match=part) as caught:
        call()
    assert "\n" not in str(caught.value)
