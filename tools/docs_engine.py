"""Write docs/_generated/engine-doubts.inc and engine-drivers.inc: what the engine's bands come from, computed anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from thrustworthy.mechanics import Subject, simulate
from thrustworthy.mechanics._samples import Samples, chunk_sizes, draw_samples, merge

FOLDER = Path("docs/_generated")
MAN = Subject(height=1.80, mass=84.0, sex="male", age=30)
LIFTS = (("barbell_hip_thrust", 120.0), ("back_squat", 120.0), ("deadlift", 120.0), ("floor_glute_bridge", 0.0))
SAMPLES = 1000
SHOWN = ("l5s1_compression", "l5s1_shear", "hip_contact_force", "knee_moment")


def study(lift: str, load: float) -> Samples:
    return merge(
        [draw_samples(lift, MAN, load, samples=size, chunk=chunk) for chunk, size in enumerate(chunk_sizes(SAMPLES))]
    )


def thirds(values: NDArray[np.float64], by: NDArray[np.float64]) -> tuple[float, float]:
    """Median of the values where the input is in its lowest and in its highest third."""
    low, high = np.quantile(by, (1 / 3, 2 / 3))
    return float(np.median(values[by <= low])), float(np.median(values[by >= high]))


def doubts(thrust: Samples, squat: Samples) -> Iterator[tuple[str, str, str, str]]:
    """Doubt, what it moves, low and high."""
    peak = {name: thrust.outputs[name].values.max(axis=1) for name in SHOWN}
    low, high = thirds(peak["l5s1_compression"], thrust.inputs["muscle.trunk_arm"])
    yield (
        "lever arms of the back muscles, shortest to longest third",
        "thrust, L5/S1 compression",
        f"{low:.0f} N",
        f"{high:.0f} N",
    )
    for name, samples in (("thrust", thrust), ("squat", squat)):
        model = samples.inputs["muscle.spine_model"]
        for output in ("l5s1_compression", "l5s1_shear"):
            values = samples.outputs[output].values.max(axis=1)
            many, one = (float(np.median(values[model == kind])) for kind in (0.0, 2.0))
            what = output.replace("l5s1_", "L5/S1 ")
            yield (
                "many muscles, a balance a level, against one equivalent extensor",
                f"{name}, {what}",
                f"{many:.0f} N",
                f"{one:.0f} N",
            )
    lockout = thrust.outputs["hip_contact_force"].values[:, -1]
    low, high = thirds(lockout, thrust.inputs["muscle.gluteal_arm"])
    yield (
        "lever arms of the gluteal muscles, shortest to longest third",
        "thrust, hip contact at lockout",
        f"{low:.0f} N",
        f"{high:.0f} N",
    )
    low, high = thirds(peak["knee_moment"], thrust.inputs["technique.foot_force_share"])
    yield (
        "push of the feet along the floor, most away to least",
        "thrust, knee moment, both limbs",
        f"{low:.0f} N·m",
        f"{high:.0f} N·m",
    )


def drivers() -> Iterator[tuple[str, str, str]]:
    """Lift, output, its largest drivers."""
    for lift, load in LIFTS:
        made = simulate(lift, MAN, load, samples=500)
        for output in ("l5s1_compression", "l5s1_shear", "hip_contact_force"):
            shares = list(made.drivers.get(output, {}).items())[:4]
            said = ", ".join(
                f"{name.partition('.')[2].replace('_', ' ')} {100 * share:.0f} %" for name, share in shares
            )
            rest = 100 * (1 - sum(made.drivers.get(output, {}).values()))
            yield f"{lift}, {load:g} kg", output, f"{said}; not explained {rest:.0f} %"


def write(name: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, ("---",) * len(head), *rows)]
    (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    thrust, squat = (study(lift, load) for lift, load in LIFTS[:2])
    write("engine-doubts.inc", ("doubt", "moves", "from", "to"), list(doubts(thrust, squat)))
    write("engine-drivers.inc", ("lift", "figure", "what its band comes from"), list(drivers()))


if __name__ == "__main__":
    main()
