"""Two thousand people nobody chose, held against the checks written by hand; fifty of them through the week."""

from __future__ import annotations

from collections import Counter

from tests.people.by_hand import broken_plan, broken_screening, broken_week, emergency, left_out
from tests.people.crowd import Person, crowd
from thrustworthy.case import Case, CaseError, facts_of, parse_case
from thrustworthy.prescription import prescribe
from thrustworthy.prescription.week import plan_week
from thrustworthy.screening import Screening, screen

PEOPLE, WEEKS = 2_000, 50


def read(one: Person) -> tuple[Case, Screening] | None:
    """The case and its screening; None where the person contradicts themselves, which no case may."""
    try:
        case = parse_case(one.text, where="somebody.toml")
    except CaseError as error:
        assert "correct one of the two" in str(error) or "cannot both" in str(error), error
        return None
    return case, screen(facts_of(case))


def flat_cost(lift: str, load: float, reps: int) -> dict[str, float]:
    return {"spine": (1.0 + load / 50.0) * reps}


def test_nobody_gets_what_is_ruled_out_for_them() -> None:
    seen: Counter[str] = Counter()
    for number, one in enumerate(crowd(PEOPLE)):
        told = read(one)
        seen["contradict themselves"] += told is None
        if told is None:
            continue
        case, found = told
        broken = list(broken_screening(one, found))
        seen[found.provisional.verdict.value] += 1
        seen["strict"] += found.strict.verdict.carries_load
        seen["emergency"] += emergency(one)
        seen["ruled out"] += bool(left_out(one)) and found.provisional.verdict.carries_load
        for outcome, suppose in ((found.strict, False), (found.provisional, True)):
            plan = prescribe(case, facts_of(case), outcome, suppose=suppose).prescription
            broken += broken_plan(one, plan)
            seen["planned"] += plan is not None
            seen["loaded"] += plan is not None and bool(plan.load.kg)
            seen["by gates"] += plan is not None and plan.admitted_by == "gates" and plan.stage != "S1"
        assert not broken, (number, broken, one.text)
    assert seen["contradict themselves"] < 0.05 * PEOPLE
    # The crowd is no crowd of one kind: every way through is taken by many.
    for way in (
        "ALLOW",
        "MODIFY",
        "HOLD_CLEARANCE",
        "REFER_NOW",
        "emergency",
        "planned",
        "loaded",
        "by gates",
        "ruled out",
    ):
        assert seen[way] >= 20, (way, seen)


def test_no_week_breaks_what_its_person_wrote() -> None:
    weeks = 0
    for one in crowd(20 * WEEKS, seed=1):
        told = read(one)
        if told is None:
            continue
        case, found = told
        if not found.provisional.verdict.carries_load:
            continue
        plan = plan_week(case, found.provisional, suppose=True, cost=flat_cost)
        assert not list(broken_week(one, plan)), one.text
        weeks += plan.week is not None
        if weeks == WEEKS:
            return
    raise AssertionError(f"only {weeks} of them had a week")
