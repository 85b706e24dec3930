"""Rules as data, and the three-valued evaluator: yes, no, cannot tell."""

from thrustworthy.screening._evaluate import in_words, rules_version, screen, screen_with
from thrustworthy.screening._logic import NOTHING, LogicError, Missing, Node, Truth, View, Vocabulary
from thrustworthy.screening._model import (
    Constraints,
    HoldKind,
    InputUsed,
    Outcome,
    Question,
    Reason,
    Screening,
    Supposition,
    Verdict,
)
from thrustworthy.screening._parse import names_in, parse
from thrustworthy.screening._rules import Flag, Rule, flags, read_rule, read_rules, rule, rule_files, rules

__all__ = [
    "NOTHING",
    "Constraints",
    "Flag",
    "HoldKind",
    "InputUsed",
    "LogicError",
    "Missing",
    "Node",
    "Outcome",
    "Question",
    "Reason",
    "Rule",
    "Screening",
    "Supposition",
    "Truth",
    "Verdict",
    "View",
    "Vocabulary",
    "flags",
    "in_words",
    "names_in",
    "parse",
    "read_rule",
    "read_rules",
    "rule",
    "rule_files",
    "rules",
    "rules_version",
    "screen",
    "screen_with",
]
