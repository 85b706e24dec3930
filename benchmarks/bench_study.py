"""A large study, 10,000 bodies at 51 frames: time and peak memory, on one core and on all of them.

Run alone, the figures are of the machine; beside other work, of what it left over.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

BODIES, FRAMES = 10_000, 51
LIFTS = ("barbell_hip_thrust", "back_squat", "deadlift")


def one(lift: str, workers: int) -> None:
    """Run one study in this process and print its line."""
    import resource

    from thrustworthy.mechanics import Subject, run_study

    # Loading the compiled code is no part of it.
    run_study(lift, Subject(1.80, 84.0, "male"), 100.0, samples=10, frames=3, workers=1)
    started = time.perf_counter()
    run_study(lift, Subject(1.80, 84.0, "male"), 100.0, samples=BODIES, frames=FRAMES, workers=workers)
    took = time.perf_counter() - started
    # Linux counts in KiB, macOS in bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(f"{lift:20} {workers} workers  {took:6.1f} s  {peak:6.0f} MiB")


def main() -> None:
    if len(sys.argv) == 3:
        one(sys.argv[1], int(sys.argv[2]))
        return
    print(f"{BODIES} bodies, {FRAMES} frames", flush=True)
    for lift in LIFTS:
        for workers in sorted({1, os.cpu_count() or 1}):
            # A process of its own for each: its peak memory is that study's.
            subprocess.run([sys.executable, __file__, lift, str(workers)], check=True)


if __name__ == "__main__":
    main()
