"""The physics of a lift: numbers in, numbers out, batched over samples. Knows no person's name and no rule."""

from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._gentlest import Gentlest, gentlest_setup
from thrustworthy.mechanics._inverse import MostLoad, effort_loads, most_load
from thrustworthy.mechanics._measured import (
    MeasuredMotion,
    MotionError,
    MotionFile,
    check_format,
    contact_models,
    measure_motion,
    read_motion,
    simulate_motion,
    write_motion,
)
from thrustworthy.mechanics._result import Band, Figure, MuscleLine, Peak, Series, Simulation, Subject
from thrustworthy.mechanics._simulate import simulate
from thrustworthy.mechanics._study import (
    Comparison,
    Difference,
    Drivers,
    Sweep,
    compare,
    drivers,
    run_study,
    settable,
    sweep,
)
from thrustworthy.mechanics._validate import CheckResult, RowResult, validate, validation_rows

__all__ = [
    "Band",
    "CheckResult",
    "Comparison",
    "Difference",
    "Drivers",
    "Figure",
    "Gentlest",
    "MeasuredMotion",
    "MostLoad",
    "MotionError",
    "MotionFile",
    "MuscleLine",
    "Peak",
    "RowResult",
    "Series",
    "Simulation",
    "SimulationError",
    "Subject",
    "Sweep",
    "check_format",
    "compare",
    "contact_models",
    "drivers",
    "effort_loads",
    "gentlest_setup",
    "measure_motion",
    "most_load",
    "read_motion",
    "run_study",
    "settable",
    "simulate",
    "simulate_motion",
    "sweep",
    "validate",
    "validation_rows",
    "write_motion",
]
