"""A whole routine: read as people write it, and reviewed for one person."""

from thrustworthy.prescription.routine._case import routine_of
from thrustworthy.prescription.routine._json import review_json, routine_json
from thrustworthy.prescription.routine._model import Day, Entry, Guess, Line, Routine, Wave
from thrustworthy.prescription.routine._outcome import (
    Change,
    Finding,
    LiftLoads,
    MuscleWeek,
    Physics,
    Review,
    TissueWeek,
)
from thrustworthy.prescription.routine._read import read_routine
from thrustworthy.prescription.routine._review import reviewed_case
from thrustworthy.prescription.routine._rows import name_of as lift_name
from thrustworthy.prescription.routine._rows import title, word

__all__ = [
    "Change",
    "Day",
    "Entry",
    "Finding",
    "Guess",
    "LiftLoads",
    "Line",
    "MuscleWeek",
    "Physics",
    "Review",
    "Routine",
    "TissueWeek",
    "Wave",
    "lift_name",
    "read_routine",
    "review_json",
    "reviewed_case",
    "routine_json",
    "routine_of",
    "title",
    "word",
]
