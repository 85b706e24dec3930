"""One frame of muscles: OpenSim's StaticOptimization against the engine's recruitment, medians of five in one run.

Legs: the same 80 muscles, frames, moments and arms for both. Trunk: the lifting model's 238 muscles on one balance for
both. Reading and writing files, building the model and looking up arms are not counted on either side. Needs the
environment of ``make validate``.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

RUNS = 5
FRAMES = 11
GOAL, TARGET = 800, 2_000


def main() -> int:
    try:
        import opensim  # noqa: F401  # asked for, to say so in one sentence where it is not there
    except ImportError:
        print("StaticOptimization is part of OpenSim, which is not here: run it where `make validate` does.")
        return 0
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from validation.source_model import NoModel, model_file
    from validation.static_optimization import recruit, solve_part

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            source = model_file(folder)
        except NoModel as wrong:
            print(wrong, file=sys.stderr)
            return 1
        for part, motion in (("legs", "out of a squat"), ("trunk", "upright from a bow")):
            theirs, ours = [], []
            for _ in range(RUNS):
                problems = solve_part(source, part, motion, FRAMES, folder)
                theirs.append(problems.seconds)
                ours.append(recruit(problems, problems.arms)[1])
            slow, fast = statistics.median(theirs), statistics.median(ours)
            goal = f" (goal {GOAL:,}, target {TARGET:,})" if part == "legs" else ""
            size = f"{len(problems.names)} muscles, {len(problems.rows)} balances"
            rates = f"OpenSim {1e3 * slow:.0f} ms a frame, recruitment {1e6 * fast:.1f} µs"
            print(f"{part}, {size}: {rates}: {slow / fast:,.0f} times{goal}")
    print(
        "OpenSim's time holds its kinematics, muscle states and arms, which the engine reads from tables beforehand;\n"
        "the engine's whole pipeline of body, posture, moments, muscles and joint loads is timed by bench_engine."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
