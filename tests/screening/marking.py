"""Marks a set of rules by the oracle: one sentence for every place where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from tests.screening import oracle_body, oracle_hip, oracle_red_flags, oracle_surgery
from tests.screening.oracle import BOTH, Expected, Person, facts
from thrustworthy.screening import Constraints, Outcome, Reason, Rule, Screening, Verdict, screen_with

ORACLE: tuple[Expected, ...] = oracle_red_flags.ROWS + oracle_body.ROWS + oracle_surgery.ROWS + oracle_hip.ROWS
BY_RULE = {row.rule: row for row in ORACLE}


def of_rule(rule: str, outcome: Outcome) -> Reason | None:
    """The reason this rule gave, if any."""
    return next((reason for reason in outcome.reasons if reason.rule == rule), None)


def _screened(who: Person, rules: tuple[Rule, ...]) -> Screening:
    return screen_with(facts(who), rules, "marked")


def _held_by(screening: Screening, rule: str) -> str | None:
    asked = {question.asked_of for question in screening.questions if rule in question.rules}
    if len(asked) == 2:
        return BOTH
    return {"person": "questions", "surgeon": "clearance"}[asked.pop()] if asked else None


def _binds(row: Expected, who: Person, reason: Reason) -> Iterator[str]:
    wanted = Constraints(**(row.binds if who.binds is None else who.binds))
    for field in fields(Constraints):
        found, want = getattr(reason.constraints, field.name), getattr(wanted, field.name)
        if (sorted(found), len(found)) != (sorted(want), len(want)) if isinstance(want, tuple) else found != want:
            yield f"{row.rule} binds {field.name} = {found}, the oracle wants {want}"


def _carried(row: Expected, outcome: Outcome) -> bool:
    """Whether the outcome is at least as strict as this row alone."""
    return outcome.verdict.severity >= Verdict(row.verdict).severity


def differences(row: Expected, rules: tuple[Rule, ...]) -> Iterator[str]:
    """Every sentence on which these rules and one row of the oracle disagree."""
    for number, who in enumerate(row.yes):
        screening = _screened(who, rules)
        reason = of_rule(row.rule, screening.strict)
        if reason is None or reason.outcome != "yes":
            yield f"{row.rule}: yes[{number}] does not fire"
            continue
        if reason.verdict != row.verdict:
            yield f"{row.rule}: says {reason.verdict}, the oracle wants {row.verdict}"
        yield from _binds(row, who, reason)
        if not _carried(row, screening.strict):
            yield f"{row.rule}: yes[{number}] comes to {screening.strict.verdict}"
        if screening.strict.verdict == row.verdict == "HOLD_CLEARANCE" and screening.strict.hold_kind not in (
            row.hold,
            BOTH,
        ):
            yield f"{row.rule}: yes[{number}] holds for {screening.strict.hold_kind}, the oracle wants {row.hold}"
    for number, who in enumerate(row.no):
        if of_rule(row.rule, _screened(who, rules).strict) is not None:
            yield f"{row.rule}: no[{number}] is not a no"
    for number, (who, hold) in enumerate(row.unknown):
        screening = _screened(who, rules)
        reason = of_rule(row.rule, screening.strict)
        if reason is None or reason.outcome != "cannot_tell":
            yield f"{row.rule}: unknown[{number}] is told"
            continue
        if screening.strict.verdict.severity < Verdict.HOLD_CLEARANCE.severity:
            yield f"{row.rule}: unknown[{number}] does not hold"
        if _held_by(screening, row.rule) != hold:
            yield f"{row.rule}: unknown[{number}] waits for {_held_by(screening, row.rule)}, the oracle wants {hold}"
