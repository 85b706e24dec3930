"""Marker places in a .trc text table."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from thrustworthy.mechanics._measured._model import MotionError, MotionFile
from thrustworthy.mechanics._measured._text import numbers, unique_names

UNITS = {"m": 1.0, "cm": 0.01, "mm": 0.001}


def read_trc(path: Path) -> MotionFile:
    """Read a table of markers: five lines of header, then frame, time and x, y, z of every marker."""
    name = path.name
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    if len(lines) < 6 or not lines[0].startswith("PathFileType"):
        raise MotionError(f"{name}, line 1: a .trc file begins with PathFileType; export it again from its program.")
    keys, values = lines[1].split(), lines[2].split()
    header = dict(zip(keys, values, strict=False))
    unit = header.get("Units", "")
    if unit not in UNITS:
        raise MotionError(f"{name}, line 3: Units is {unit or 'missing'}; write one of {', '.join(UNITS)}.")
    titles = [one.strip() for one in lines[3].split("\t")]
    markers = [one for one in titles[2:] if one]
    unique_names(name, 4, markers)
    count = header.get("NumMarkers", "")
    if count != str(len(markers)):
        raise MotionError(
            f"{name}, line 3: NumMarkers is {count or 'missing'}, but line 4 names {len(markers)}; correct the header."
        )
    columns = ["Frame#", "Time", *(f"{marker} {axis}" for marker in markers for axis in "XYZ")]
    rows = []
    for at, line in enumerate(lines[5:], 6):
        if not line.strip():
            continue
        cells = line.split("\t")
        # A trailing tab adds an empty cell; a marker that was not seen at the end of a line may lose its tabs.
        cells = cells[: len(columns)] if not "".join(cells[len(columns) :]).strip() else cells
        rows.append((at, cells + [""] * (len(columns) - len(cells)) if len(cells) > 2 else cells))
    table = numbers(name, columns, rows, gaps=True)
    frames = header.get("NumFrames", str(len(table)))
    if frames != str(len(table)):
        raise MotionError(f"{name}, line 3: NumFrames is {frames}, but there are {len(table)}; correct the header.")
    places = {marker: np.asarray(table[:, 2 + 3 * at : 5 + 3 * at] * UNITS[unit]) for at, marker in enumerate(markers)}
    return MotionFile(name, table[:, 1], markers=places)
