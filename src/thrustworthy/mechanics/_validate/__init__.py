"""The engine beside published figures: a table of rows as data, each measured anew and marked pass or miss."""

from thrustworthy.mechanics._validate._evaluate import (
    CANNOT,
    INPUT,
    LATER,
    MISS,
    PASS,
    SHOWN,
    CheckResult,
    RowResult,
    evaluate_row,
    in_order,
    median_range,
    validate,
)
from thrustworthy.mechanics._validate._measures import MEASURES
from thrustworthy.mechanics._validate._runs import NotYet, Runs
from thrustworthy.mechanics._validate._table import Check, Row, RunSpec, validation_rows, validation_runs

__all__ = [
    "CANNOT",
    "INPUT",
    "LATER",
    "MEASURES",
    "MISS",
    "PASS",
    "SHOWN",
    "Check",
    "CheckResult",
    "NotYet",
    "Row",
    "RowResult",
    "RunSpec",
    "Runs",
    "evaluate_row",
    "in_order",
    "median_range",
    "validate",
    "validation_rows",
    "validation_runs",
]
