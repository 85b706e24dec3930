"""Rules as data, and the three-valued evaluator: yes, no, cannot tell."""

from thrustworthy.screening._evaluate import rules_version, screen, screen_with
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
from thrustworthy.screening._rules import Flag, Rule, flags, read_rule, read_rules, rule, rule_files, rules

__all__ = [
    "Constraints",
    "Flag",
    "HoldKind",
    "InputUsed",
    "Outcome",
    "Question",
    "Reason",
    "Rule",
    "Screening",
    "Supposition",
    "Verdict",
    "flags",
    "read_rule",
    "read_rules",
    "rule",
    "rule_files",
    "rules",
    "rules_version",
    "screen",
    "screen_with",
]
