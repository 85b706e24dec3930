"""The physics of a lift: numbers in, numbers out, batched over samples. Knows no person's name and no rule."""

from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._gentlest import Gentlest, gentlest_setup
from thrustworthy.mechanics._inverse import MostLoad, effort_loads, most_load
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
    "MostLoad",
    "MuscleLine",
    "Peak",
    "RowResult",
    "Series",
    "Simulation",
    "SimulationError",
    "Subject",
    "Sweep",
    "compare",
    "drivers",
    "effort_loads",
    "gentlest_setup",
    "most_load",
    "run_study",
    "settable",
    "simulate",
    "sweep",
    "validate",
    "validation_rows",
]
