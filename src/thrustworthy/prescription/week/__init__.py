"""A week and a block of weeks: an integer programme over the lifts that are open to this person."""

from thrustworthy.prescription.week._model import (
    BlockWeek,
    Clash,
    Entry,
    Option,
    Pace,
    PlanDay,
    Target,
    Week,
    WeekPlan,
    Wishes,
)
from thrustworthy.prescription.week._options import Cost, counts_of, nothing_known, open_options
from thrustworthy.prescription.week._plan import plan_week, wishes_of
from thrustworthy.prescription.week._programme import set_minutes, solve_week, start_minutes
from thrustworthy.prescription.week._tables import muscle_word

__all__ = [
    "BlockWeek",
    "Clash",
    "Cost",
    "Entry",
    "Option",
    "Pace",
    "PlanDay",
    "Target",
    "Week",
    "WeekPlan",
    "Wishes",
    "counts_of",
    "muscle_word",
    "nothing_known",
    "open_options",
    "plan_week",
    "set_minutes",
    "solve_week",
    "start_minutes",
    "wishes_of",
]
