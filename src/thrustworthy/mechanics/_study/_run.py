"""A study: one simulation of many bodies, its chunks shared among cores or machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from thrustworthy.mechanics._lift import check_setup, lift_model
from thrustworthy.mechanics._result import Simulation, Subject
from thrustworthy.mechanics._samples import merge, refuse_unsolved
from thrustworthy.mechanics._simulate import summarise
from thrustworthy.mechanics._study._pool import Place, Progress, do_all
from thrustworthy.mechanics._study._tasks import Condition, Peaks, draw_peaks, draw_whole, merge_peaks, tasks_of


def run_study(
    lift: str,
    subject: Subject,
    load: float,
    *,
    setup: Mapping[str, float] | None = None,
    samples: int = 500,
    seed: int = 0,
    frames: int = 51,
    muscles: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Simulation:
    """Simulate a lift as ``simulate`` does, and give the same figures, with the work shared.

    workers: processes at most, None for one a core; a small study is done in this process. scheduler: address of a Dask
    scheduler (needs the extra ``cluster``) instead. progress: called with the chunks done and the chunks in all.

    Raises SimulationError as ``simulate`` does, and where the scheduler cannot be used.
    """
    given = check_setup(lift_model(lift), setup or {})
    condition = Condition(lift, subject, load, given)
    condition.check(samples, seed, frames)
    parts = do_all(draw_whole, tasks_of(condition, samples, seed, frames), Place(workers, scheduler, progress))
    return summarise(merge(parts), subject, load, given, seed, muscles=muscles)


def draw_conditions(
    conditions: Sequence[Condition], samples: int, seed: int, frames: int, place: Place, *, refuse: bool = True
) -> list[Peaks]:
    """The peaks of several simulations of the same bodies: same seed, same chunks.

    refuse: raise SimulationError where too many bodies find no posture; else the caller looks at ``solved``.
    """
    for condition in conditions:
        condition.check(samples, seed, frames)
    tasks = [tasks_of(condition, samples, seed, frames) for condition in conditions]
    parts = iter(do_all(draw_peaks, [task for one in tasks for task in one], place))
    whole = [merge_peaks([next(parts) for _ in one]) for one in tasks]
    if refuse:
        for condition, peaks in zip(conditions, whole, strict=True):
            refuse_unsolved(lift_model(condition.lift), peaks)
    return whole
