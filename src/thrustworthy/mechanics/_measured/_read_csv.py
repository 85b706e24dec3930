"""Joint angles in a comma-separated table, each column named with its unit."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np

from thrustworthy.mechanics._measured._model import MotionError, MotionFile
from thrustworthy.mechanics._measured._text import numbers, unique_names

_UNIT = re.compile(r"_(deg|rad)$")


def read_csv(path: Path) -> MotionFile:
    """Read ``time,hip_flexion_deg,...``; a name that ends with _rad is in radians, _deg in degrees.

    Other columns (a moment, a force) are read past; so a file that was written by ``write_motion`` comes back.
    """
    name = path.name
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), strict=True))
    except csv.Error as error:
        raise MotionError(f"{name} is no comma-separated table ({error}); save it again as CSV.") from None
    rows = [(at, cells) for at, cells in enumerate(lines, 1) if any(cell.strip() for cell in cells)]
    if not rows:
        raise MotionError(f"{name} is empty; give a first line such as time,hip_flexion_deg,knee_flexion_deg.")
    at, names = rows[0][0], [cell.strip() for cell in rows[0][1]]
    unique_names(name, at, names)
    if names[0] not in ("time", "time_s"):
        raise MotionError(f"{name}, line {at}: the first column is {names[0]}; it must be time, in s.")
    table = numbers(name, names, rows[1:])
    columns: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}
    units: set[str] = set()
    for place, one in enumerate(names):
        found = _UNIT.search(one)
        if not found:
            continue
        plain = one[: found.start()]
        if plain in columns:
            raise MotionError(f"{name}, line {at}: {plain} is given in degrees and in radians; leave one of them out.")
        units.add(found.group(1))
        columns[plain] = table[:, place] if found.group(1) == "deg" else np.degrees(table[:, place])
    if not columns:
        raise MotionError(f"{name}, line {at}: no column is an angle; end its name with _deg or _rad.")
    return MotionFile(name, table[:, 0], columns, units=" and ".join(sorted(units)))
