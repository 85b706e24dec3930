"""A crowd of random people through screening, stage and dose, and some of them through the week, held against checks
written by hand: how many, how long, and what was broken (nothing may be).

    python benchmarks/bench_people.py            # 20,000 people, 1,000 weeks
    python benchmarks/bench_people.py 1000000 10000
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

PEOPLE, WEEKS = 20_000, 1_000
CHUNK = 1_000


def part(seed: int, count: int, weeks: int) -> Counter[str]:
    """One chunk of the crowd: what was seen, and what was broken."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from tests.people.by_hand import broken_plan, broken_screening, broken_week
    from tests.people.crowd import crowd
    from tests.people.test_crowd import flat_cost, read
    from thrustworthy.case import facts_of
    from thrustworthy.prescription import prescribe
    from thrustworthy.prescription.week import plan_week

    seen: Counter[str] = Counter()
    for one in crowd(count, seed):
        seen["people"] += 1
        told = read(one)
        if told is None:
            seen["contradict themselves"] += 1
            continue
        case, found = told
        broken = list(broken_screening(one, found))
        for outcome, suppose in ((found.strict, False), (found.provisional, True)):
            plan = prescribe(case, facts_of(case), outcome, suppose=suppose).prescription
            broken += broken_plan(one, plan)
            seen["plans"] += plan is not None
        if seen["weeks"] < weeks and found.provisional.verdict.carries_load:
            week = plan_week(case, found.provisional, suppose=True, cost=flat_cost)
            broken += broken_week(one, week)
            seen["weeks"] += week.week is not None
            seen["clashes"] += week.clash is not None
        seen["broken"] += len(broken)
        seen.update(f"broken: {sentence}" for sentence in broken)
    return seen


def main() -> int:
    people, weeks = (int(word) for word in sys.argv[1:3]) if len(sys.argv) > 2 else (PEOPLE, WEEKS)
    chunks = -(-people // CHUNK)
    each = -(-weeks // chunks)
    started = time.perf_counter()
    seen: Counter[str] = Counter()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for made in pool.map(part, range(chunks), [CHUNK] * chunks, [each] * chunks):
            seen += made
    took = time.perf_counter() - started
    for name, count in sorted(seen.items()):
        print(f"{name:24} {count:10,}")
    print(f"{took:.0f} s on {os.cpu_count()} cores, {1e3 * took / seen['people']:.2f} ms a person")
    print(f"{'broken':24} {seen['broken']:10,}")
    return 1 if seen["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
