"""Where the tasks of a study are done: here, on all cores of this machine, or on a Dask cluster.

The figures are the same wherever a task is done: its random streams belong to its seed and its chunk.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self, TypeVar

from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._study._tasks import Task
from thrustworthy.mechanics._tables import number

if TYPE_CHECKING:
    from concurrent.futures import Executor

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Called with how many tasks are done, and how many there are."""

_PATIENCE = "10s"
"""How long a scheduler may take to answer."""

_SAMPLED = 2
"""Tasks done here before any are shared; the quickest says how long one takes (the first also loads code)."""


@dataclass
class Place:
    """Where to compute. workers: how many at once here, None for one a core. scheduler: address of a Dask one instead.

    A few workers are threads, since the compiled loops leave Python's lock alone; more are processes. progress: told
    after every task. took: seconds that each task done here took. Used with ``with``, its workers stay for several
    rounds of tasks; else they end with each round.
    """

    workers: int | None = None
    scheduler: str | None = None
    progress: Progress | None = None
    took: list[float] = field(default_factory=list, init=False, repr=False)
    _stays: bool = field(default=False, init=False, repr=False)
    _pool: Executor | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        if self.workers is not None and self.workers < 1:
            raise SimulationError(f"workers is {self.workers!r}; give a whole number of at least 1.")

    def __enter__(self) -> Self:
        self._stays = True
        return self

    def __exit__(self, *error: object) -> None:
        self._stays = False
        self.close()

    def count(self) -> int:
        """How many may work at once on this machine."""
        return self.workers or _cores()

    def shares(self, left: int) -> bool:
        """Whether so many tasks are better shared than done here, by how long tasks took so far.

        Where the workers would stay, what was done here stands for the rounds to come.
        """
        if self.count() == 1 or left < 2:
            return False
        if self._pool is not None or self._threads():
            return True
        if len(self.took) < _SAMPLED:
            return False
        ahead = min(self.took) * left + (sum(self.took) if self._stays else 0.0)
        return ahead > number("study", "pool_pays")

    def _threads(self) -> bool:
        return self.count() <= number("study", "threads")

    def pool(self) -> Executor:
        """The workers, started when they are first needed."""
        if self._pool is None and self._threads():
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(self.count())
        elif self._pool is None:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            # A fork would copy the locks that other threads hold; these ways start clean.
            context = multiprocessing.get_context("spawn" if sys.platform in ("win32", "darwin") else "forkserver")
            self._pool = ProcessPoolExecutor(self.count(), context, _hear_no_interrupt)
        return self._pool

    def end_round(self) -> None:
        """End the workers, unless they stay for the next round."""
        if not self._stays:
            self.close()

    def close(self) -> None:
        """End the workers; what they have not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def growing(progress: Progress | None) -> Progress | None:
    """A progress for several rounds of tasks after each other, each of which is told from 0: the counts add up."""
    if progress is None:
        return None
    told = [0, 0, 0]

    def step(done: int, total: int) -> None:
        before, last, ahead = told
        if done <= last:
            before += ahead
        told[:] = [before, done, total]
        progress(before + done, before + total)

    return step


def do_all(do: Callable[[Task], T], tasks: Sequence[Task], place: Place) -> list[T]:
    """What ``do`` makes of every task, in their order. ``do`` is a function of a module, so that it can be sent.

    Raises SimulationError as ``do`` does, and where the cluster cannot be reached or is not like this machine.
    """
    made: dict[int, T] = {}
    for index, one in _ways(do, tasks, place):
        made[index] = one
        if place.progress:
            place.progress(len(made), len(tasks))
    return [made[index] for index in range(len(tasks))]


def _ways(do: Callable[[Task], T], tasks: Sequence[Task], place: Place) -> Iterator[tuple[int, T]]:
    if place.scheduler is not None:
        yield from _on_cluster(do, tasks, place.scheduler)
        return
    for index, task in enumerate(tasks):
        if place.shares(len(tasks) - index):
            yield from _on_cores(do, tasks, range(index, len(tasks)), place)
            return
        started = time.perf_counter()
        made = do(task)
        place.took.append(time.perf_counter() - started)
        yield index, made


def _on_cores(
    do: Callable[[Task], T], tasks: Sequence[Task], rest: Sequence[int], place: Place
) -> Iterator[tuple[int, T]]:
    """Threads, or processes with interpreters of their own; where those cannot run, the rest is done here."""
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    left = set(rest)
    try:
        waiting = {place.pool().submit(do, tasks[index]): index for index in rest}
        for future in as_completed(waiting):
            made = future.result()
            index = waiting.pop(future)
            left.discard(index)
            yield index, made
    except BrokenProcessPool:
        # A program without the usual guard of its main part, or a machine out of memory.
        place.close()
        place.workers = 1
        yield from ((index, do(tasks[index])) for index in sorted(left))
    finally:
        place.end_round()


def _hear_no_interrupt() -> None:
    """A key press stops the program that was started; its processes end with it, and say nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _on_cluster(do: Callable[[Task], T], tasks: Sequence[Task], address: str) -> Iterator[tuple[int, T]]:
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise SimulationError(
            "a study on a cluster needs Dask: install thrustworthy[cluster] here and on every worker."
        ) from None
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        said = _first_line(error)
        raise SimulationError(
            f"no Dask scheduler answers at {address!r} ({said}); give one as tcp://host:8786."
        ) from None
    with client:
        _check_workers(client)
        futures = client.map(do, tasks, pure=False)
        places = {future.key: index for index, future in enumerate(futures)}
        try:
            # A task that fails raises its own error; what follows is the cluster's.
            for future in distributed.as_completed(futures, loop=client.loop):
                yield places[future.key], future.result()
                future.release()
        except (distributed.KilledWorker, CancelledError, OSError) as error:
            raise SimulationError(
                f"the cluster at {address!r} lost a part of the work: {_first_line(error)}."
            ) from None
        finally:
            client.cancel(futures)


def _check_workers(client: Any) -> None:
    """The same figures need the same code and the same NumPy everywhere."""
    mine = versions()
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        found = client.run(versions)
    except TimeoutError:
        raise SimulationError("the Dask scheduler has no worker; start one with `dask worker`.") from None
    except ImportError:
        raise SimulationError(
            "a worker of the cluster has no Thrustworthy; install thrustworthy[cluster] there."
        ) from None
    for worker, other in found.items():
        for name, version in mine.items():
            if other[name] != version:
                raise SimulationError(
                    f"worker {worker} has {name} {other[name]} and this machine {version}; "
                    "use the same on both, or their figures differ."
                )


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__


def versions() -> dict[str, str]:
    """What the figures depend on, apart from the inputs."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in ("thrustworthy", "numpy", "numba"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
