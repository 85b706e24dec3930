"""Titration: after a session, one step on, the same again, a step back, or somebody has to look."""

from thrustworthy.prescription.titration._decide import course, decide_after
from thrustworthy.prescription.titration._in_force import InForce, open_plan
from thrustworthy.prescription.titration._log import LogError, parse_log, read_log
from thrustworthy.prescription.titration._model import Decision, Kind, NextAmount, Session, SessionReason
from thrustworthy.prescription.titration._say import next_of, reasons_of, title_of, to_plain
from thrustworthy.prescription.titration._table import Row, Scheme, Sign, rows, schemes, signs, words

__all__ = [
    "Decision",
    "InForce",
    "Kind",
    "LogError",
    "NextAmount",
    "Row",
    "Scheme",
    "Session",
    "SessionReason",
    "Sign",
    "course",
    "decide_after",
    "next_of",
    "open_plan",
    "parse_log",
    "read_log",
    "reasons_of",
    "rows",
    "schemes",
    "signs",
    "title_of",
    "to_plain",
    "words",
]
