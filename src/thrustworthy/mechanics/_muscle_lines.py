"""Where the drawn muscles run on one body, and the force each drawn line shows.

For drawing alone: forces, arms and joint loads come from the muscle tables; nothing is computed from these lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np

from thrustworthy.evidence import DataError
from thrustworthy.mechanics._result import Array, MuscleLine
from thrustworthy.mechanics._run import Batch

COLUMNS = ("line", "group", "stands_for", "order", "piece", "x", "y", "tag")
# Frame -> the point it stands at and the pieces whose mean turn it has.
FRAMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "foot": ("ankle", ("foot",)),
    "shank": ("ankle", ("shank",)),
    "thigh": ("knee", ("thigh",)),
    "pelvis": ("hip", ("pelvis",)),
    "l5": ("l5s1", ("l5",)),
    "l4": ("l4l5", ("l4",)),
    "l3": ("l3l4", ("l3",)),
    "l2": ("l2l3", ("l2",)),
    "l1": ("l1l2", ("l1",)),
    "thorax": ("t12l1", ("thorax",)),
    "knee": ("knee", ("thigh", "shank")),
    "hip": ("hip", ("pelvis", "thigh")),
}


@dataclass(frozen=True)
class PathPoint:
    """A point of a line: its frame, and its place there as shares of that frame's length."""

    frame: str
    x: float
    y: float


@dataclass(frozen=True)
class Path:
    """A drawn line. stands_for: names of the muscles whose force it shows; ``*`` for any ending."""

    name: str
    group: str
    stands_for: tuple[str, ...]
    points: tuple[PathPoint, ...]

    def shows(self, muscle: str) -> bool:
        """Whether this line shows the force of a muscle."""
        return any(fnmatchcase(muscle, pattern) for pattern in self.stands_for)


@cache
def muscle_paths() -> tuple[Path, ...]:
    """The lines of the package, read once. Raises DataError naming file and line where a row is malformed."""
    return read_paths(files("thrustworthy.mechanics").joinpath("data", "muscles", "paths.csv"))


def read_paths(file: Traversable) -> tuple[Path, ...]:
    """Read a table of lines. Raises DataError naming file and line where a row is malformed."""
    found: dict[tuple[str, str, tuple[str, ...]], list[PathPoint]] = {}
    rows = [(n, row) for n, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if row[:1] != "#"]
    if not rows or tuple(rows[0][1].split(",")) != COLUMNS:
        raise DataError(f"{file.name}: the first row must be {','.join(COLUMNS)!r}.")
    for number, row in rows[1:]:
        cells = row.split(",")
        if len(cells) != len(COLUMNS):
            raise DataError(f"{file.name} line {number}: {len(cells)} cells, expected {len(COLUMNS)}.")
        name, group, stands_for, order, frame, x, y, _ = cells
        points = found.setdefault((name, group, tuple(stands_for.split())), [])
        if frame not in FRAMES:
            raise DataError(f"{file.name} line {number}: {frame!r} is no frame; known are {', '.join(FRAMES)}.")
        if order != str(len(points)):
            raise DataError(f"{file.name} line {number}: {name} goes on with point {len(points)}, not {order}.")
        points.append(PathPoint(frame, _share(x, file.name, number), _share(y, file.name, number)))
    return tuple(Path(*key, tuple(points)) for key, points in found.items())


def _share(text: str, file: str, line: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not np.isfinite(value):
        raise DataError(f"{file} line {line}: {text!r} is not a finite number.")
    return value


def muscle_lines(
    batch: Batch,
    sample: int = 0,
    forces: Mapping[str, Array] | None = None,
    activations: Mapping[str, Array] | None = None,
) -> tuple[MuscleLine, ...]:
    """Every drawn line of one sample of a batch.

    forces, activations: by muscle name, one side (where the legs differ: the working one), (frames,). A line's force is
    the sum over the muscles it stands for, its activation their largest; None where none of them was given.
    """
    frames = _Frames(batch, sample)
    return tuple(
        MuscleLine(
            name=path.name,
            group=path.group,
            points=np.stack([frames.place(point) for point in path.points], axis=1),
            force=_together(path, forces, np.sum),
            activation=_together(path, activations, np.max),
        )
        for path in muscle_paths()
    )


def _together(path: Path, given: Mapping[str, Array] | None, how: Callable[..., Any]) -> Array | None:
    rows = [values for name, values in (given or {}).items() if path.shows(name)]
    if not rows:
        return None
    return np.asarray(how(np.stack(rows), axis=0), dtype=np.float64)


class _Frames:
    """The frames of one sample, over all frames of the motion."""

    def __init__(self, batch: Batch, sample: int) -> None:
        self._shape = batch.dynamics.moment["hip"].shape
        self._motion, self._sample = batch.motion, sample
        body = batch.body
        low = body.joint["t12l1"][1]
        each = {
            "foot": body.ankle_x,
            "shank": body.shank,
            **dict.fromkeys(("thigh", "hip", "knee"), body.thigh),
            **dict.fromkeys(("pelvis", "l5", "l4", "l3", "l2", "l1"), low),
            "thorax": body.joint["shoulder"][1] - low,
        }
        self._unit = {name: float(self._row(length)[0]) for name, length in each.items()}

    def _row(self, values: Array) -> Array:
        return np.asarray(np.broadcast_to(values, self._shape)[self._sample], dtype=np.float64)

    def place(self, point: PathPoint) -> Array:
        """Where a point is, (frames, 2), m."""
        base, pieces = FRAMES[point.frame]
        x, y = (self._row(jet.v) for jet in self._motion.points[base])
        angle = sum((self._row(self._motion.turns[piece].v) for piece in pieces), np.zeros_like(x)) / len(pieces)
        s, c = np.sin(angle), np.cos(angle)
        along, up = point.x * self._unit[point.frame], point.y * self._unit[point.frame]
        return np.stack([x + along * c - up * s, y + along * s + up * c], axis=1)
