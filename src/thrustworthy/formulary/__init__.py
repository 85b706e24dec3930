"""The formulary: every lift as data, by what names it is written, which rules close it, and the ladder."""

from thrustworthy.formulary._closed import ClosedBy, closed_by, leaves_out
from thrustworthy.formulary._ladder import GateRow, Stage, as_stage, stage, stage_number, stages, way_to
from thrustworthy.formulary._lifts import Lift, UnknownLift, as_lift, lift, lift_ids, lifts, read_lift_file
from thrustworthy.formulary._names import fold, lift_named, names
from thrustworthy.formulary._rows import Crosswalk, Cue, Fault, LeaveOut, Substitute, Transfer, words

__all__ = [
    "ClosedBy",
    "Crosswalk",
    "Cue",
    "Fault",
    "GateRow",
    "LeaveOut",
    "Lift",
    "Stage",
    "Substitute",
    "Transfer",
    "UnknownLift",
    "as_lift",
    "as_stage",
    "closed_by",
    "fold",
    "leaves_out",
    "lift",
    "lift_ids",
    "lift_named",
    "lifts",
    "names",
    "read_lift_file",
    "stage",
    "stage_number",
    "stages",
    "way_to",
    "words",
]
