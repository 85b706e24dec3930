"""The formulary: every lift as data, and the ladder."""

from thrustworthy.formulary._ladder import GateRow, Stage, as_stage, stage, stage_number, stages, way_to
from thrustworthy.formulary._lifts import (
    Cue,
    LeaveOut,
    Lift,
    UnknownLift,
    as_lift,
    lift,
    lift_ids,
    lifts,
    read_lift_file,
)

__all__ = [
    "Cue",
    "GateRow",
    "LeaveOut",
    "Lift",
    "Stage",
    "UnknownLift",
    "as_lift",
    "as_stage",
    "lift",
    "lift_ids",
    "lifts",
    "read_lift_file",
    "stage",
    "stage_number",
    "stages",
    "way_to",
]
