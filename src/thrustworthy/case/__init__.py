"""One person and one question, as a TOML file: its format, its reader, and what the rules see of it."""

from thrustworthy.case._asked import WRITTEN_ELSEWHERE, Answer
from thrustworthy.case._catalogue import (
    Bans,
    HistoryKind,
    QuestionRow,
    bans,
    history_kinds,
    questions,
    questions_of,
    read_test_file,
    test_rows,
)
from thrustworthy.case._errors import CaseError, Problem
from thrustworthy.case._facts import UNCLEAR, Facts, Interval, Unclear, Value
from thrustworthy.case._flatten import facts_of
from thrustworthy.case._limits import Limit, limits
from thrustworthy.case._model import (
    Body,
    Case,
    Clearance,
    Goal,
    History,
    HistoryItem,
    Origin,
    Plates,
    Scenario,
    TestDone,
    TrainedLift,
    Training,
    TrainingDay,
    YesNo,
)
from thrustworthy.case._origins import origin_of
from thrustworthy.case._read import parse_case, read_case
from thrustworthy.case._schema import case_schema
from thrustworthy.case._values import Age, DateSpan, Duration, Length, Mass

__all__ = [
    "UNCLEAR",
    "WRITTEN_ELSEWHERE",
    "Age",
    "Answer",
    "Bans",
    "Body",
    "Case",
    "CaseError",
    "Clearance",
    "DateSpan",
    "Duration",
    "Facts",
    "Goal",
    "History",
    "HistoryItem",
    "HistoryKind",
    "Interval",
    "Length",
    "Limit",
    "Mass",
    "Origin",
    "Plates",
    "Problem",
    "QuestionRow",
    "Scenario",
    "TestDone",
    "TrainedLift",
    "Training",
    "TrainingDay",
    "Unclear",
    "Value",
    "YesNo",
    "bans",
    "case_schema",
    "facts_of",
    "history_kinds",
    "limits",
    "origin_of",
    "parse_case",
    "questions",
    "questions_of",
    "read_case",
    "read_test_file",
    "test_rows",
]
