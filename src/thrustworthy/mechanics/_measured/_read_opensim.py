"""OpenSim's text tables: .mot and .sto."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from thrustworthy.mechanics._measured._model import MotionError, MotionFile
from thrustworthy.mechanics._measured._text import numbers, unique_names

# Places are lengths, not angles: they stay as they are when angles come in radians.
_LENGTHS = re.compile(r"_t[xyz]$")
_KEYS = {"nrows": "nRows", "datarows": "nRows", "ncolumns": "nColumns", "datacolumns": "nColumns"}


def read_opensim(path: Path) -> MotionFile:
    """Read a table of coordinates. The header's nRows and nColumns, where given, must agree with the table."""
    name = path.name
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    end = next((at for at, line in enumerate(lines) if line.strip().lower() == "endheader"), None)
    if end is None:
        raise MotionError(f"{name} has no line 'endheader'; give an OpenSim table, or name a comma-separated one .csv.")
    header, degrees = _header(name, lines[:end])
    rows = [(at + 1, line.split()) for at, line in enumerate(lines) if at > end and line.strip()]
    if not rows:
        raise MotionError(f"{name} ends with its header; give the names of the columns and the frames below it.")
    at, names = rows[0]
    unique_names(name, at, names)
    if names[0].lower() != "time":
        raise MotionError(f"{name}, line {at}: the first column is {names[0]}; it must be time, in s.")
    table = numbers(name, names, rows[1:])
    for key, found, what in (("nRows", len(table), "frames"), ("nColumns", len(names), "columns")):
        if key in header and header[key][1] != found:
            line, count = header[key]
            raise MotionError(f"{name}, line {line}: {key}={count}, but there are {found} {what}; correct the header.")
    scale = 1.0 if degrees else 180.0 / np.pi
    columns = {
        one: table[:, place] * (1.0 if _LENGTHS.search(one) else scale) for place, one in enumerate(names) if place
    }
    return MotionFile(name, table[:, 0], columns, units="deg" if degrees else "rad")


def _header(name: str, lines: list[str]) -> tuple[dict[str, tuple[int, int]], bool]:
    """Counts by key with their line, and whether angles are in degrees."""
    counts: dict[str, tuple[int, int]] = {}
    degrees: bool | None = None
    for at, line in enumerate(lines, 1):
        parts = re.match(r"\s*(\w+)\s*=\s*(.*?)\s*$", line)
        # Old files write "datarows 101" without the sign.
        parts = parts or re.match(r"\s*(datarows|datacolumns)\s+(\S+)\s*$", line, re.IGNORECASE)
        if parts is None:
            continue
        key, value = parts.group(1).lower(), parts.group(2)
        if key in _KEYS:
            if not value.isdecimal():
                raise MotionError(f"{name}, line {at}: {parts.group(1)}={value} is no count; write a whole number.")
            counts[_KEYS[key]] = (at, int(value))
        elif key == "indegrees":
            if value.lower() not in ("yes", "no"):
                raise MotionError(f"{name}, line {at}: inDegrees={value}; write inDegrees=yes or inDegrees=no.")
            degrees = value.lower() == "yes"
    if degrees is None:
        raise MotionError(f"{name}: the header does not say inDegrees; write inDegrees=yes or inDegrees=no in it.")
    return counts, degrees
