"""Marker places in a C3D file; needs the package ezc3d, which is loaded only here."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np

from thrustworthy.mechanics._measured._model import MotionError, MotionFile
from thrustworthy.mechanics._measured._read_trc import UNITS


def read_c3d(path: Path) -> MotionFile:
    """Read the points of a C3D file. Raises MotionError where ezc3d is not there or the file cannot be used."""
    name = path.name
    with path.open("rb") as file:
        head = file.read(2)
    if len(head) < 2 or head[1] != 0x50:
        raise MotionError(f"{name} is no C3D file (its second byte is not 0x50); export it again from its program.")
    try:
        ezc3d = importlib.import_module("ezc3d")
    except ImportError:
        raise MotionError(f"{name}: C3D needs the package ezc3d; install it with thrustworthy[motion].") from None
    try:
        whole = ezc3d.c3d(str(path))
        points = np.asarray(whole["data"]["points"], dtype=np.float64)
        parameters = whole["parameters"]["POINT"]
        labels = [str(one).strip() for one in parameters["LABELS"]["value"]]
        rate = float(parameters["RATE"]["value"][0])
        unit = str(parameters["UNITS"]["value"][0]).strip()
    except (RuntimeError, OSError, KeyError, IndexError, ValueError) as error:
        raise MotionError(f"{name} cannot be read as C3D ({_short(error)}); export it again.") from None
    if unit not in UNITS:
        raise MotionError(f"{name}: POINT:UNITS is {unit or 'missing'}; export it in {', '.join(UNITS)}.")
    if not rate > 0:
        raise MotionError(f"{name}: POINT:RATE is {rate:g}; export it with its sampling rate.")
    if not labels or points.ndim != 3 or not points.shape[2]:
        raise MotionError(f"{name} holds no markers; export it with its points.")
    markers = {label: points[:3, at].T * UNITS[unit] for at, label in enumerate(labels[: points.shape[1]])}
    return MotionFile(name, np.arange(points.shape[2]) / rate, markers=markers)


def _short(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")[:80] or type(error).__name__
