"""The engine driven by a measured motion: files in, mapping, smoothing, simulation, files out."""

from thrustworthy.mechanics._measured._drive import MEASURED, contact_models, simulate_motion
from thrustworthy.mechanics._measured._measure import measure_motion
from thrustworthy.mechanics._measured._model import (
    ANCHORS,
    ANGLES,
    Mapped,
    MeasuredMotion,
    MotionError,
    MotionFile,
    Repetition,
)
from thrustworthy.mechanics._measured._read import READERS, read_motion
from thrustworthy.mechanics._measured._repetitions import PARTS
from thrustworthy.mechanics._measured._write import FORMATS, check_format, write_motion

__all__ = [
    "ANCHORS",
    "ANGLES",
    "FORMATS",
    "MEASURED",
    "PARTS",
    "READERS",
    "Mapped",
    "MeasuredMotion",
    "MotionError",
    "MotionFile",
    "Repetition",
    "check_format",
    "contact_models",
    "measure_motion",
    "read_motion",
    "simulate_motion",
    "write_motion",
]
