"""Sessions for the tests: good ones of one lifter, and what makes them worse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from thrustworthy.case import Case, facts_of, parse_case, read_case
from thrustworthy.prescription.titration import Decision, InForce, Session, course, open_plan
from thrustworthy.screening import screen

ROOT = Path(__file__).resolve().parents[3]
LIFT = "barbell_hip_thrust"
DAY = date(2012, 7, 26)
TEXT = (ROOT / "cases" / "athlete.toml").read_text(encoding="utf-8")
ATHLETE = read_case(ROOT / "cases" / "athlete.toml")
# The plan of this case: 130 kg, 3 sets of 6 to 8, 2 in reserve; two extra repetitions in the last set earn a step.
PLANNED = 130.0
ANSWERS = (
    *("load", "reps", "rir", "pain_during", "pain_next_morning", "baseline", "radiating", "neurological"),
    *("rest_or_night", "faults", "signs"),
)


def athlete(extra: str = "") -> Case:
    """The athlete, with more in the file."""
    return parse_case(TEXT + extra, where="athlete.toml")


def plan(case: Case = ATHLETE, lift: str = LIFT) -> InForce:
    """The plan that a case opens."""
    found = open_plan(case, screen(facts_of(case)), lift)
    assert found is not None
    return found


def good(days: int = 4, **changes: Any) -> Session:
    """A session that earns its step, so many days after the first day."""
    made = Session(
        date=DAY + timedelta(days=days),
        lift=LIFT,
        load=PLANNED,
        reps=(8, 8, 10),
        rir=(2, 2, 2),
        pain_during=0,
        pain_next_morning=0,
        baseline=0,
        radiating=False,
        neurological=False,
        rest_or_night=False,
        soreness_apart=True,
        faults="none",
        signs=(),
    )
    return replace(made, **changes)


def first(**changes: Any) -> Session:
    """The good session before; its step is not earned yet, so the load stays."""
    return good(0, gap_days=4, **changes)


def after(*sessions: Session, case: Case = ATHLETE, **changes: Any) -> Decision:
    """The decision after the last of these sessions."""
    return course(case, sessions, **changes)[-1]


def fired(decision: Decision) -> set[str]:
    """The rules that fired."""
    return {one.rule for one in decision.reasons if one.outcome == "yes"}


def kilograms(decision: Decision) -> float:
    """The load of the next session; 0 where nothing is to be lifted."""
    return 0.0 if decision.next is None or decision.next.load.kg is None else decision.next.load.kg
