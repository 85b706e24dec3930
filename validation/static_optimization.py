"""OpenSim's own StaticOptimization on the lifting model, and the same problems posed to the engine's recruitment.

Legs: 80 muscles, five balances a leg (hip in three directions, knee, ankle). Trunk: 238 muscles and one balance, the
driver of all lumbar joints. Everything else is locked. Muscle capacities, moments and, where asked for, arms are
OpenSim's at the same frames; a reserve of one newton metre costs as much as one muscle at its most in both.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import opensim

from thrustworthy.mechanics._kernels import solve_frame

# OpenSim writes a file of its messages into the working folder unless told not to, and a line a frame.
opensim.Logger.removeFileSink()
opensim.Logger.setLevelString("Off")

SECONDS = 1.5
# OpenSim's optimiser stops by this; its own default is looser than what is compared.
CONVERGED = 1e-7
ITERATIONS = 2_000
# From standing upright: degrees at the first and at the last frame, by the start of the coordinate's name.
MOTIONS: dict[str, dict[str, dict[str, tuple[float, float]]]] = {
    "legs": {
        "out of a squat": {"hip_flexion": (95, 5), "knee_angle": (105, 5), "ankle_angle": (25, 0)},
        "out of a thrust": {"hip_flexion": (90, 0), "knee_angle": (110, 85), "ankle_angle": (-20, 0)},
        "out of a lunge": {
            "hip_flexion": (70, 10),
            "hip_adduction": (-8, -2),
            "hip_rotation": (5, 0),
            "knee_angle": (90, 10),
            "ankle_angle": (15, 0),
        },
    },
    "trunk": {"upright from a bow": {"L5_S1_Flex_Ext": (-4, 1)}},
}
# Newtons on each foot at a point of the calcaneus (m), or on the thorax.
FEET = {"force": (0.0, 450.0, 0.0), "point": (0.07, 0.0, 0.0)}
THORAX = {"force": (-150.0, -300.0, 0.0), "point": (0.05, 0.2, 0.0)}


@dataclass(frozen=True)
class Problems:
    """Frames of one motion. names: muscles. act: (frames, muscles) OpenSim's. capacity: N at full activation.

    arms: (frames, muscles, rows) m, positive where the muscle turns the coordinate up. moment: (frames, rows) N·m that
    OpenSim's muscles and reserves give together. reserve: (frames, rows) its reserves. seconds: a frame, its own work.
    """

    rows: tuple[str, ...]
    names: tuple[str, ...]
    angles: np.ndarray
    act: np.ndarray
    capacity: np.ndarray
    arms: np.ndarray
    moment: np.ndarray
    reserve: np.ndarray
    seconds: float


def solve_part(source: Path, part: str, motion: str, frames: int, folder: Path) -> Problems:
    """StaticOptimization of one motion of the legs or the trunk, and what it was given."""
    model, free = _model(source, part)
    ready = folder / f"{part}.osim"
    model.printToXML(str(ready))
    times = np.linspace(0.0, SECONDS, frames)
    values, speeds = _motion(MOTIONS[part][motion], free, times)
    table = folder / "motion.mot"
    _write_motion(table, times, values)
    act, reserve, seconds = _optimise(ready, table, free, folder)
    return _posed(ready, free, values, speeds, act, reserve, seconds)


def recruit(problems: Problems, arms: np.ndarray) -> tuple[np.ndarray, float]:
    """The engine's activations of every frame with these arms, and its seconds a frame."""
    made = arms * problems.capacity[:, :, None]
    count, muscles, rows = made.shape
    act = np.zeros((count, muscles))
    dual, weights, work = np.zeros(rows), np.ones(rows), np.empty((rows + 3, rows))
    packed = [_packed(made[frame]) for frame in range(count)]

    def whole() -> None:
        dual[:] = 0.0
        for frame, (values, indptr, index) in enumerate(packed):
            target = problems.moment[frame]
            steps = solve_frame(values, indptr, index, target, weights, 2, 1e-6, dual, act[frame], work)
            assert steps >= 0

    whole()
    started = time.perf_counter()
    whole()
    return act, (time.perf_counter() - started) / count


def _packed(arms: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    muscle, row = np.nonzero(arms)
    indptr = np.searchsorted(muscle, np.arange(len(arms) + 1)).astype(np.uint32)
    return arms[muscle, row], indptr, row.astype(np.uint32)


def _model(source: Path, part: str) -> tuple[opensim.Model, tuple[str, ...]]:
    """The lifting model with the muscles of one part alone, its joints free, reserves on them, and a force on it."""
    model = opensim.Model(str(source))
    forces = model.updForceSet()
    names = [forces.get(i).getName() for i in range(forces.getSize())]
    muscles = [name for name in names if opensim.Muscle.safeDownCast(forces.get(name)) is not None]
    first = muscles.index("rect_abd_r")
    wanted = set(muscles[:first] if part == "legs" else muscles[first:])
    for i in reversed(range(forces.getSize())):
        if forces.get(i).getName() not in wanted:
            forces.remove(i)
    model.finalizeConnections()
    state = model.initSystem()
    free = _free(model, state, part)
    for name in free:
        _reserve(model, name)
    bodies = ("calcn_r", "calcn_l") if part == "legs" else ("torso",)
    for body in bodies:
        _push(model, body, FEET if part == "legs" else THORAX)
    model.finalizeConnections()
    model.initSystem()
    return model, free


def _free(model: opensim.Model, state: opensim.State, part: str) -> tuple[str, ...]:
    """The coordinates that move; every other independent one is locked."""
    starts = ("hip_", "knee_angle", "ankle_angle") if part == "legs" else ("L5_S1_Flex_Ext",)
    free = []
    coordinates = model.updCoordinateSet()
    for i in range(coordinates.getSize()):
        one = coordinates.get(i)
        if one.getName().startswith(starts) and not one.getName().endswith("beta"):
            free.append(one.getName())
        elif not one.isDependent(state):
            one.set_locked(True)
    return tuple(free)


def _reserve(model: opensim.Model, coordinate: str) -> None:
    actuator = opensim.CoordinateActuator(coordinate)
    actuator.setName(f"reserve_{coordinate}")
    actuator.setOptimalForce(1.0)
    actuator.setMinControl(-1e4)
    actuator.setMaxControl(1e4)
    model.addForce(actuator)


def _push(model: opensim.Model, body: str, given: Mapping[str, tuple[float, float, float]]) -> None:
    push = opensim.PrescribedForce(f"push_{body}", model.getBodySet().get(body))
    push.setForceIsInGlobalFrame(True)
    push.setPointIsInGlobalFrame(False)
    push.setForceFunctions(*(opensim.Constant(one) for one in given["force"]))
    push.setPointFunctions(*(opensim.Constant(one) for one in given["point"]))
    model.addForce(push)


def _motion(
    ends: Mapping[str, tuple[float, float]], free: Sequence[str], times: np.ndarray
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Least-jerk angles (rad) and rates (rad/s) of the free coordinates."""
    p = times / times[-1]
    way, rate = p**3 * (10 - 15 * p + 6 * p**2), 30 * p**2 * (1 - p) ** 2 / times[-1]
    values, speeds = {}, {}
    for name in free:
        first, last = next((pair for start, pair in ends.items() if name.startswith(start)), (0.0, 0.0))
        values[name] = np.radians(first + (last - first) * way)
        speeds[name] = np.radians((last - first) * rate)
    return values, speeds


def _write_motion(file: Path, times: np.ndarray, values: Mapping[str, np.ndarray]) -> None:
    head = f"motion\nversion=1\nnRows={len(times)}\nnColumns={len(values) + 1}\ninDegrees=no\nendheader\n"
    rows = np.column_stack([times, *values.values()])
    lines = ["\t".join(["time", *values]), *("\t".join(f"{one:.12g}" for one in row) for row in rows)]
    file.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def _optimise(
    ready: Path, table: Path, free: Sequence[str], folder: Path
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], float]:
    """Activations and reserves by name, and seconds a frame; reading and writing files is not counted."""
    model = opensim.Model(str(ready))
    model.initSystem()
    muscles = model.getMuscles()
    for i in range(muscles.getSize()):
        muscles.get(i).setMinControl(0.0)
    analysis = opensim.StaticOptimization()
    analysis.setName("so")
    analysis.setUseModelForceSet(True)
    analysis.setActivationExponent(2)
    analysis.setUseMusclePhysiology(True)
    analysis.setConvergenceCriterion(CONVERGED)
    analysis.setMaxIterations(ITERATIONS)
    analysis.setStepInterval(1)
    analysis.setStartTime(0.0)
    analysis.setEndTime(SECONDS)
    model.addAnalysis(analysis)
    tool = opensim.AnalyzeTool(model)
    tool.setName("so")
    tool.setModel(model)
    tool.setCoordinatesFileName(str(table))
    tool.setInitialTime(0.0)
    tool.setFinalTime(SECONDS)
    tool.setLowpassCutoffFrequency(-1)
    tool.setResultsDir(str(folder / "results"))
    tool.setLoadModelAndInput(True)
    started = time.perf_counter()
    tool.run()
    took = time.perf_counter() - started
    act = _read(folder / "results" / "so_so_activation.sto")
    return act, {name: act.pop(f"reserve_{name}") for name in free}, took / len(act["time"])


def _read(file: Path) -> dict[str, np.ndarray]:
    lines = file.read_text(encoding="utf-8").splitlines()
    at = lines.index("endheader")
    names = lines[at + 1].split("\t")
    rows = np.array([[float(one) for one in line.split()] for line in lines[at + 2 :] if line.strip()])
    return {name.strip(): rows[:, place] for place, name in enumerate(names)}


def _posed(
    ready: Path,
    free: Sequence[str],
    values: Mapping[str, np.ndarray],
    speeds: Mapping[str, np.ndarray],
    act: Mapping[str, np.ndarray],
    reserve: Mapping[str, np.ndarray],
    seconds: float,
) -> Problems:
    """Capacities and arms at each frame by OpenSim, and the moments that its own solution gives."""
    model = opensim.Model(str(ready))
    state = model.initSystem()
    muscles = [model.getMuscles().get(i) for i in range(model.getMuscles().getSize())]
    coordinates = [model.getCoordinateSet().get(name) for name in free]
    frames = len(act["time"])
    capacity = np.zeros((frames, len(muscles)))
    arms = np.zeros((frames, len(muscles), len(free)))
    for frame in range(frames):
        for name, coordinate in zip(free, coordinates, strict=True):
            coordinate.setValue(state, float(values[name][frame]), False)
            coordinate.setSpeedValue(state, float(speeds[name][frame]))
        model.assemble(state)
        model.realizeVelocity(state)
        for i, muscle in enumerate(muscles):
            capacity[frame, i] = muscle.calcInextensibleTendonActiveFiberForce(state, 1.0)
            for j, coordinate in enumerate(coordinates):
                # No muscle of one leg turns a joint of the other; asking takes longer than anything else here.
                if muscle.getName()[-2:] == free[j][-2:] or free[j][-2:] not in ("_r", "_l"):
                    arms[frame, i, j] = muscle.computeMomentArm(state, coordinate)
    arms[abs(arms) < 1e-9] = 0.0
    names = tuple(muscle.getName() for muscle in muscles)
    theirs = np.column_stack([act[name] for name in names])
    reserves = np.column_stack([reserve[name] for name in free])
    moment = np.einsum("fmr,fm,fm->fr", arms, capacity, theirs) + reserves
    angles = np.column_stack([values[name] for name in free])
    return Problems(tuple(free), names, angles, theirs, capacity, arms, moment, reserves, seconds)
