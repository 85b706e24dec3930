"""Sagittal joint angles from markers: lines between them, seen from the side."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from thrustworthy.evidence import read_toml
from thrustworthy.mechanics._measured._model import MotionError, MotionFile
from thrustworthy.mechanics._result import Array

_NEEDED = ("hip", "knee", "ankle", "heel", "toe", "shoulder")
_SIDE = {"r": "right", "l": "left"}


def angles_of_markers(motion: MotionFile, letters: tuple[str, ...]) -> MotionFile:
    """The motion with columns of angles (deg) in the names of the mapping table, one set a side.

    The plane is spanned by heel to toe and by upright (the axis along which the shoulders are highest above the
    ankles). Shank and thigh are the lines between their joints. Pelvis (PSIS to ASIS), trunk (hip to shoulder) and
    foot (heel to toe) count from the most upright frame, where they are neutral. Without ASIS and PSIS the pelvis
    turns with the trunk and the lumbar angle is zero. Raises MotionError for a marker that is missing or has gaps.
    """
    sets = {letter: _places(motion, letter) for letter in letters}
    up = _upright(sets)
    columns: dict[str, Array] = {}
    pelvis, lumbar = [], []
    for letter, places in sets.items():
        forward = _forward(places, up)
        flat = {name: (place @ forward, place @ up) for name, place in places.items()}
        turns = _turns(flat)
        columns[f"hip_flexion_{letter}"] = turns["thigh"] - turns["pelvis"]
        columns[f"knee_flexion_{letter}"] = turns["thigh"] - turns["shank"]
        columns[f"ankle_dorsiflexion_{letter}"] = turns["foot"] - turns["shank"]
        pelvis.append(turns["pelvis"])
        lumbar.append(turns["trunk"] - turns["pelvis"])
    columns["pelvis_tilt"] = np.mean(pelvis, axis=0)
    if "asis" in next(iter(sets.values())):
        columns["lumbar_extension"] = np.mean(lumbar, axis=0)
    return MotionFile(motion.name, motion.time, columns)


def _places(motion: MotionFile, letter: str) -> dict[str, Array]:
    """The markers of one side by what they lie on."""
    table = read_toml("thrustworthy.mechanics._measured", "data/columns.toml")["markers"]
    known = {name.rsplit(":", 1)[-1].lower(): name for name in motion.markers}
    found: dict[str, Array] = {}
    for place, names in table.items():
        for pattern in names:
            name = known.get(pattern.replace("{S}", letter.upper()).replace("{s}", letter).lower())
            if name is not None:
                found[place] = motion.markers[name]
                _no_gaps(motion, name)
                break
        else:
            if place in _NEEDED:
                wanted = names[0].replace("{S}", letter.upper()).replace("{s}", letter)
                raise MotionError(
                    f"{motion.name} has no marker on the {_SIDE[letter]} {place}, such as {wanted}; "
                    "rename the marker, or choose the other side."
                )
    if not {"asis", "psis"} <= set(found):
        found.pop("asis", None)
        found.pop("psis", None)
    return found


def _no_gaps(motion: MotionFile, name: str) -> None:
    there = np.isfinite(motion.markers[name]).all(axis=1)
    if not there.all():
        frame = int(np.argmin(there)) + 1
        raise MotionError(f"{motion.name}: marker {name} is missing in frame {frame}; fill its gaps or cut them out.")


def _upright(sets: Mapping[str, Mapping[str, Array]]) -> Array:
    rise = np.mean([(one["shoulder"] - one["ankle"]).mean(axis=0) for one in sets.values()], axis=0)
    axis = int(np.argmax(abs(rise)))
    up = np.zeros(3)
    up[axis] = np.sign(rise[axis])
    return up


def _forward(places: Mapping[str, Array], up: Array) -> Array:
    """The way the foot points along the floor."""
    way = (places["toe"] - places["heel"]).mean(axis=0)
    way = way - (way @ up) * up
    return np.asarray(way / np.linalg.norm(way), dtype=np.float64)


def _turns(flat: Mapping[str, tuple[Array, Array]]) -> dict[str, Array]:
    """Counter-clockwise turns from neutral standing, deg, with the toes to the right."""

    def line(low: str, high: str) -> tuple[Array, Array]:
        return flat[high][0] - flat[low][0], flat[high][1] - flat[low][1]

    def rising(low: str, high: str) -> Array:
        x, y = line(low, high)
        return np.degrees(np.unwrap(np.arctan2(-x, y)))

    def lying(back: str, front: str) -> Array:
        x, y = line(back, front)
        return np.degrees(np.unwrap(np.arctan2(y, x)))

    trunk = rising("hip", "shoulder")
    shank, thigh = rising("ankle", "knee"), rising("knee", "hip")
    upright = int(np.argmin(abs(thigh - shank) + abs(trunk)))
    turns = {"shank": shank, "thigh": thigh, "trunk": trunk - trunk[upright]}
    foot = lying("heel", "toe")
    turns["foot"] = foot - foot[upright]
    tilt = lying("psis", "asis") if "asis" in flat else trunk
    turns["pelvis"] = tilt - tilt[upright]
    return turns
