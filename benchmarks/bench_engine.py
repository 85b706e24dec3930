"""The engine's speed: frames a second of the whole pipeline on one core and where the time goes, answers, start-up.

Medians of five. The ratio beside each rate is to NumPy's own work in the same run (a chunk of matrix products of fixed
size), so that two machines, or one machine on two days, can be compared.
"""

from __future__ import annotations

import cProfile
import pstats
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

LIFTS = (("barbell_hip_thrust", 120.0), ("back_squat", 100.0), ("deadlift", 100.0), ("lunge", 40.0))
BODIES, FRAMES = 250, 51
# Bodies and frames of one answer on a screen, kg.
ANSWER = (1_000, 15, 100.0)
RUNS = 5
START = """
import time; a = time.perf_counter()
import thrustworthy; b = time.perf_counter()
thrustworthy.simulate("barbell_hip_thrust", thrustworthy.Subject(1.80, 84.0, "male"), 120.0)
print(b - a, time.perf_counter() - a)
"""


def median(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """Median seconds of five runs, after one that loads and compiles."""
    work()
    took = []
    for _ in range(RUNS):
        started = clock()
        work()
        took.append(clock() - started)
    return statistics.median(took)


def peer() -> float:
    """Seconds that NumPy takes for a fixed piece of work on one core: two million sines and products."""
    values = np.linspace(0.0, 1.0, 20_000)

    def work() -> None:
        for _ in range(100):
            np.sin(values) * values

    return median(work, time.thread_time)


def pipeline() -> None:
    """Body, posture, dynamics, muscles and joint loads of one chunk, on one core."""
    from thrustworthy.mechanics import Subject
    from thrustworthy.mechanics._samples import draw_samples

    unit = peer()
    print(f"one core: {BODIES} bodies, {FRAMES} frames; NumPy's piece of work takes {1000 * unit:.1f} ms")
    for lift, load in LIFTS:

        def chunk(lift: str = lift, load: float = load) -> object:
            return draw_samples(lift, Subject(1.80, 84.0, "male"), load, samples=BODIES, frames=FRAMES)

        took = median(chunk, time.thread_time)
        profile = cProfile.Profile()
        profile.runcall(chunk)
        shares = ", ".join(f"{name} {share:.0%}" for name, share in split(pstats.Stats(profile)).items())
        print(f"  {lift:20} {BODIES * FRAMES / took:8.0f} frames/s  {took / unit:5.1f} pieces   {shares}")


def split(stats: pstats.Stats) -> dict[str, float]:
    """Share of the time by part of the pipeline, from a profile."""
    parts = {"run_batch": "bodies, postures and moments", "run_muscles": "muscles", "draw_samples": ""}
    # pstats says what it holds as (calls, primitive calls, own time, time with all it calls, callers).
    times = dict.fromkeys(parts, 0.0)
    for (_, _, name), (_, _, _, inside, _) in stats.stats.items():  # type: ignore[attr-defined]  # not in its stub
        if name in times:
            times[name] += inside
    whole = times.pop("draw_samples")
    shares = {parts[name]: took / whole for name, took in times.items()}
    return shares | {"joint loads and the rest": 1 - sum(shares.values())}


def answers() -> None:
    """An answer with all its bands, warm, on all cores."""
    from thrustworthy.mechanics import Subject, simulate

    bodies, frames, load = ANSWER
    print(f"all cores, warm: an answer of {bodies} bodies at {frames} frames")
    for lift in ("barbell_hip_thrust", "back_squat", "deadlift"):

        def answer(lift: str = lift) -> object:
            return simulate(lift, Subject(1.80, 84.0, "male"), load, samples=bodies, frames=frames)

        print(f"  {lift:20} {1000 * median(answer, time.perf_counter):6.0f} ms")


def starts() -> None:
    """A fresh process: importing, then importing and the first simulation, compiled code in its cache."""
    took = []
    for _ in range(RUNS):
        said = subprocess.run([sys.executable, "-c", START], check=True, capture_output=True, text=True).stdout
        took.append([float(one) for one in said.split()])
    importing, first = (statistics.median(one) for one in zip(*took, strict=True))
    print(f"a fresh process: import {importing:.2f} s, the first simulation's end {first:.2f} s")


def main() -> None:
    pipeline()
    answers()
    starts()


if __name__ == "__main__":
    main()
