"""Studies: many simulations of the same bodies, shared among cores or machines, and compared."""

from thrustworthy.mechanics._study._compare import Comparison, Side, compare, settable
from thrustworthy.mechanics._study._drivers import Driven, Drivers, Share, drivers
from thrustworthy.mechanics._study._paired import Difference
from thrustworthy.mechanics._study._run import run_study
from thrustworthy.mechanics._study._sweep import Point, Sweep, sweep

__all__ = [
    "Comparison",
    "Difference",
    "Driven",
    "Drivers",
    "Point",
    "Share",
    "Side",
    "Sweep",
    "compare",
    "drivers",
    "run_study",
    "settable",
    "sweep",
]
