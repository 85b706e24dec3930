"""The physics of a lift: numbers in, numbers out, batched over samples. Knows no person's name and no rule."""

from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._result import Band, Figure, Peak, Series, Simulation, Subject
from thrustworthy.mechanics._simulate import simulate

__all__ = ["Band", "Figure", "Peak", "Series", "Simulation", "SimulationError", "Subject", "simulate"]
