"""Random postures for ``bake_muscles.py`` and what OpenSim says there, jumps of the wrapping found and set apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from muscle_paths import ANGLES, FOOT, LEG, LEVELS, Array, Paths, above, below, force_on, level_arm

# Range of each angle, degrees: what the lifts ask for.
RANGES = {
    "hip_flexion": (-20.0, 125.0),
    "hip_adduction": (-20.0, 20.0),
    "hip_rotation": (-20.0, 20.0),
    "knee": (0.0, 140.0),
    "ankle": (-35.0, 35.0),
    "lumbar": (-50.0, 20.0),
}
LOW = np.radians([RANGES[angle][0] for angle in ANGLES])
HIGH = np.radians([RANGES[angle][1] for angle in ANGLES])
SHANK = ("tibia_r", *FOOT)
# Every walk that looks for jumps starts here: a posture in which every wrap is where it belongs.
START = np.radians([45.0, 0.0, 0.0, 60.0, 0.0, 0.0])
STEP = np.radians(1.0)
# A change of the length's step between neighbours that no smooth path makes, m: 17 mm of arm in one degree.
KINK = 3e-4


@dataclass(frozen=True)
class Jump:
    """Where a path leaves its wrap: pose (rad) and steps of length in one degree and of an arm in four, m."""

    pose: Array
    length: float
    arm: float


@dataclass(frozen=True)
class Sample:
    """What OpenSim says of one muscle at ``points`` (n, its own angles), rad.

    levers: (n, angles) minus the derivatives of length. directions: joint -> (n, 3). kept: False beyond a jump.
    held_length, held_levers, held_directions: the same, but beyond a jump continued from the last posture before it.
    """

    points: Array
    length: Array
    levers: Array
    directions: Mapping[str, Array]
    kept: Array
    held_length: Array
    held_levers: Array
    held_directions: Mapping[str, Array]
    jumps: tuple[Jump, ...]


@dataclass(frozen=True)
class Said:
    """What OpenSim says of one muscle at one posture (rad)."""

    pose: Array
    length: float
    levers: Array
    directions: Mapping[str, Array]


def leg_angles(paths: Paths, muscle: str) -> tuple[str, ...]:
    """The angles of the leg a muscle's path hangs on."""
    found: list[str] = []
    if _spans(paths, muscle, LEG):
        found += ["hip_flexion", "hip_adduction", "hip_rotation"]
    if _spans(paths, muscle, SHANK):
        found.append("knee")
    if _spans(paths, muscle, FOOT):
        found.append("ankle")
    return tuple(found)


def _spans(paths: Paths, muscle: str, bodies: Sequence[str]) -> bool:
    on = paths.path_bodies(muscle)
    return bool(on & set(bodies)) and bool(on - set(bodies))


def poses(chance: np.random.Generator, count: int, *, flat: bool) -> Array:
    """Random postures over the ranges, (count, angles); flat: no hip adduction and rotation."""
    made = chance.uniform(LOW, HIGH, size=(count, len(ANGLES)))
    if flat:
        made[:, [ANGLES.index("hip_adduction"), ANGLES.index("hip_rotation")]] = 0.0
    return np.asarray(made)


def sample(paths: Paths, muscles: Mapping[str, Sequence[str]], at: Array) -> dict[str, Sample]:
    """Ask for every muscle (name -> its angles) at every posture."""
    rows: dict[str, list[Said]] = {name: [] for name in muscles}
    ends: dict[str, list[tuple[Jump, Said] | None]] = {name: [] for name in muscles}
    wrapped = [name for name in muscles if paths.wraps(name)]
    for pose in at:
        walked = _walk(paths, wrapped, pose)
        for name, angles in muscles.items():
            ends[name].append(_before(paths, name, angles, *walked[name]) if name in walked else None)
        paths.place(pose)
        turns = _turns(paths)
        for name, angles in muscles.items():
            rows[name].append(_ask(paths, name, angles, pose, turns))
    return {name: _gather(angles, rows[name], ends[name]) for name, angles in muscles.items()}


def _turns(paths: Paths) -> dict[str, Array]:
    bodies = ("pelvis", "femur_r", "tibia_r", *(below(level) for level in LEVELS))
    return {body: paths.turn(body) for body in bodies}


def _ask(paths: Paths, name: str, angles: Sequence[str], pose: Array, turns: Mapping[str, Array]) -> Said:
    levers = np.array([paths.lever(name, angle) for angle in angles])
    return Said(pose, paths.length(name), levers, _directions(paths, name, angles, turns))


def _walk(paths: Paths, muscles: Sequence[str], pose: Array) -> dict[str, tuple[Array, Array, Jump]]:
    """Walk straight to a posture: muscle -> posture shortly before and after its first jump, and the jump."""
    steps = int(np.ceil(np.abs(pose - START).max() / STEP)) + 1
    way = START + (pose - START) * np.linspace(0.0, 1.0, steps + 1)[:, None]
    lengths = np.empty((steps + 1, len(muscles)))
    for index, place in enumerate(way):
        paths.place(place)
        lengths[index] = [paths.length(name) for name in muscles]
    change = np.diff(lengths, axis=0)
    bent = np.abs(np.diff(change, axis=0)) > KINK
    found: dict[str, tuple[Array, Array, Jump]] = {}
    for column in np.flatnonzero(bent.any(axis=0)):
        first = int(np.argmax(bent[:, column])) + 1
        size = float(change[first, column] - change[first - 1, column])
        found[muscles[column]] = (way[first - 1], way[min(first + 3, steps)], Jump(way[first], size, 0.0))
    return found


def _before(
    paths: Paths, name: str, angles: Sequence[str], place: Array, after: Array, jump: Jump
) -> tuple[Jump, Said]:
    """A jump with the size of its step in the arms, and what holds at the last posture before it."""
    paths.place(after)
    other = np.array([paths.lever(name, angle) for angle in angles])
    paths.place(place)
    said = _ask(paths, name, angles, place, _turns(paths))
    step = other - said.levers
    return replace(jump, arm=float(step[np.argmax(np.abs(step))])), said


def _directions(paths: Paths, name: str, angles: Sequence[str], turns: Mapping[str, Array]) -> dict[str, Array]:
    pulls = paths.pulls(name)
    if "lumbar" in angles:
        asked = {level: (force_on(pulls, above(level)), below(level)) for level in LEVELS}
        return {level: turns[frame].T @ force for level, (force, frame) in asked.items()}
    found: dict[str, Array] = {}
    if "hip_flexion" in angles:
        found["hip"] = turns["pelvis"].T @ force_on(pulls, LEG)
    if "knee" in angles:
        found["knee"] = turns["tibia_r"].T @ force_on(pulls, SHANK)
    if "patella_r" in paths.path_bodies(name):
        found["patella"] = turns["femur_r"].T @ force_on(pulls, ("patella_r",))
    return found


def _gather(angles: Sequence[str], rows: Sequence[Said], ends: Sequence[tuple[Jump, Said] | None]) -> Sample:
    columns = [ANGLES.index(angle) for angle in angles]
    held = [row if end is None else _held(row, end[1], columns) for row, end in zip(rows, ends, strict=True)]
    return Sample(
        points=np.array([row.pose[columns] for row in rows]),
        length=np.array([row.length for row in rows]),
        levers=np.array([row.levers for row in rows]),
        directions=_stack(rows),
        kept=np.array([end is None for end in ends]),
        held_length=np.array([row.length for row in held]),
        held_levers=np.array([row.levers for row in held]),
        held_directions=_stack(held),
        jumps=tuple(end[0] for end in ends if end is not None),
    )


def _held(row: Said, last: Said, columns: Sequence[int]) -> Said:
    """Beyond a jump: arms and directions of the last posture before it, length as these arms change it."""
    length = last.length - float(last.levers @ (row.pose - last.pose)[columns])
    return replace(last, pose=row.pose, length=length)


def _stack(rows: Sequence[Said]) -> dict[str, Array]:
    return {joint: np.array([row.directions[joint] for row in rows]) for joint in rows[0].directions}


def level_arms(paths: Paths, muscles: Sequence[str], at: Array) -> dict[str, Array]:
    """Extension arm of trunk muscles about each level, muscle -> (n, levels), m."""
    found: dict[str, list[list[float]]] = {name: [] for name in muscles}
    for pose in at:
        paths.place(pose)
        for name in muscles:
            pulls = paths.pulls(name)
            found[name].append([level_arm(paths, pulls, level) for level in LEVELS])
    return {name: np.array(rows) for name, rows in found.items()}
