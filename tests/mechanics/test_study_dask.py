"""The same study on a cluster of two workers on this machine: the same figures, bit for bit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.mechanics.lab import THRUSTER
from thrustworthy.mechanics import SimulationError, run_study, simulate, sweep
from thrustworthy.mechanics._study import _pool
from thrustworthy.mechanics._study._pool import Place, do_all
from thrustworthy.mechanics._study._tasks import Condition, tasks_of

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

LIFT = "barbell_hip_thrust"


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    # A worker that ends is the end of its task, without further tries.
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as cluster,
    ):
        yield cluster.scheduler_address


def test_a_study_on_a_cluster_has_the_figures_of_this_process(scheduler: str) -> None:
    told: list[tuple[int, int]] = []
    there = run_study(
        LIFT, THRUSTER, 100.0, samples=800, frames=3, scheduler=scheduler, progress=lambda *one: told.append(one)
    )
    assert there.to_json() == simulate(LIFT, THRUSTER, 100.0, samples=800, frames=3).to_json()
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_sweep_on_a_cluster_has_the_figures_of_this_process(scheduler: str) -> None:
    over = {"load": [60.0, 120.0]}
    there = sweep(LIFT, THRUSTER, 0.0, over, samples=300, frames=3, scheduler=scheduler)
    assert there == sweep(LIFT, THRUSTER, 0.0, over, samples=300, frames=3, workers=1)


def test_workers_of_another_version_are_refused(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = _pool.versions()

    class Other:
        def wait_for_workers(self, count: int, timeout: str) -> None:
            pass

        def run(self, what: object) -> dict[str, dict[str, str]]:
            return {"tcp://worker": {**mine, "numpy": "1.0"}}

    with pytest.raises(SimulationError, match=r"numpy 1\.0"):
        _pool._check_workers(Other())


def _ends(task: object) -> None:
    import os

    os._exit(1)


def test_a_scheduler_without_workers_is_one_sentence() -> None:
    class Empty:
        def wait_for_workers(self, count: int, timeout: str) -> None:
            raise TimeoutError

    with pytest.raises(SimulationError, match="no worker"):
        _pool._check_workers(Empty())


def test_a_scheduler_that_does_not_answer_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_pool, "_PATIENCE", "1s")
    with pytest.raises(SimulationError, match="no Dask scheduler answers"):
        run_study(LIFT, THRUSTER, 60.0, samples=20, scheduler="tcp://127.0.0.1:9")


def test_a_cluster_that_loses_its_workers_is_one_sentence(scheduler: str) -> None:
    # The last test of this file: it ends the cluster's workers.
    tasks = tasks_of(Condition(LIFT, THRUSTER, 60.0), 20, 0, 3)
    with pytest.raises(SimulationError, match="lost a part of the work"):
        do_all(_ends, tasks, Place(scheduler=scheduler))
