"""Worse sessions: never a milder decision, never more load; what was not told never lets anything go up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.prescription.titration.sessions import ANSWERS, ATHLETE, PLANNED, after, athlete, first, good, kilograms
from thrustworthy.prescription.titration import Decision, Kind, Session, course, signs

FAULTS = ("none", "light", "heavy")
BENIGN: dict[str, Any] = {
    **dict.fromkeys(("pain_during", "pain_next_morning"), 0),
    **dict.fromkeys(("radiating", "neurological", "rest_or_night"), False),
    "faults": "none",
    "signs": (),
}

SESSIONS = st.builds(
    good,
    st.sampled_from([2, 4, 7, 14]),
    load=st.sampled_from([100.0, PLANNED, 140.0]),
    reps=st.tuples(*[st.integers(5, 12)] * 3),
    rir=st.tuples(*[st.integers(0, 4)] * 3),
    pain_during=st.integers(0, 7),
    pain_next_morning=st.integers(0, 4),
    baseline=st.integers(0, 3),
    radiating=st.sampled_from([False, False, False, True]),
    rest_or_night=st.sampled_from([False, False, False, True]),
    soreness_apart=st.booleans(),
    faults=st.sampled_from(FAULTS),
    gap_days=st.sampled_from([None, 3, 14, 15, 40]),
)
BEFORE = st.builds(
    lambda pain, morning, faults: first(pain_during=pain, pain_next_morning=morning, faults=faults),
    st.integers(0, 6),
    st.integers(0, 1),
    st.sampled_from(FAULTS),
)


def worse(session: Session, how: str, much: int) -> Session:
    """The same session with one thing worse."""
    if how in ("pain_during", "pain_next_morning"):
        return replace(session, **{how: min(10, getattr(session, how) + much)})
    if how == "reps":
        assert session.reps is not None
        return replace(session, reps=tuple(max(0, one - much) for one in session.reps))
    if how == "rir":
        assert session.rir is not None
        return replace(session, rir=tuple(max(0, one - much) for one in session.rir))
    if how == "gap_days":
        return replace(session, gap_days=(session.gap_days or 14) + 7 * much)
    if how == "faults":
        assert session.faults is not None
        return replace(session, faults=FAULTS[min(2, FAULTS.index(session.faults) + much)])
    if how == "signs":
        return replace(session, signs=(list(signs())[much],))
    if how == "soreness_apart":
        return replace(session, soreness_apart=False)
    return replace(session, **{how: True})


HOW = (
    *("pain_during", "pain_next_morning", "reps", "rir", "gap_days", "faults", "signs"),
    *("radiating", "neurological", "rest_or_night", "soreness_apart"),
)


def no_milder(before: Decision, then: Decision) -> None:
    assert then.kind.severity >= before.kind.severity
    assert kilograms(then) <= kilograms(before) + 1e-6


@given(BEFORE, SESSIONS, st.sampled_from(HOW), st.integers(1, 6))
def test_a_worse_session_never_gets_a_milder_decision_or_more_load(
    before: Session, session: Session, how: str, much: int
) -> None:
    no_milder(after(before, session), after(before, worse(session, how, much)))


@given(BEFORE, SESSIONS, st.sampled_from(sorted(BENIGN)))
def test_a_good_answer_left_out_never_gets_a_milder_decision_or_more_load(
    before: Session, session: Session, name: str
) -> None:
    told = replace(session, **{name: BENIGN[name]})
    no_milder(after(before, told), after(before, replace(told, **{name: None})))


@given(BEFORE, SESSIONS, st.sampled_from(ANSWERS))
def test_whatever_is_left_out_nothing_goes_up(before: Session, session: Session, name: str) -> None:
    found = after(before, replace(session, **{name: None}))
    assert found.kind is not Kind.ADVANCE
    assert kilograms(found) <= PLANNED


@pytest.mark.parametrize("name", ANSWERS)
def test_a_session_that_earns_its_step_holds_while_one_answer_is_missing(name: str) -> None:
    assert after(first(), good()).kind is Kind.ADVANCE
    found = after(first(), replace(good(), **{name: None}))
    assert found.kind is Kind.HOLD
    assert kilograms(found) == PLANNED
    assert any("Write it down" in one for one in found.change)


def test_soreness_that_was_not_told_apart_matters_only_where_there_is_pain() -> None:
    assert after(first(), good(soreness_apart=None)).kind is Kind.ADVANCE
    hurts = {"pain_during": 1, "week_mean": 1, "week_mean_before": 1}
    assert after(first(pain_during=1), good(**hurts)).kind is Kind.ADVANCE
    assert after(first(pain_during=1), good(**hurts, soreness_apart=None)).kind is Kind.HOLD


@given(st.lists(SESSIONS, min_size=1, max_size=4, unique_by=lambda one: one.date))
def test_no_step_is_larger_than_the_share_allowed_and_no_load_is_above_the_last_but_by_a_step(
    sessions: list[Session],
) -> None:
    planned = PLANNED
    for one in course(ATHLETE, sessions):
        if one.next is None:
            continue
        assert one.next.load.kg is not None
        most = planned * 1.10 if one.kind is Kind.ADVANCE else planned
        assert one.next.load.kg <= most + 1e-6
        planned = one.next.load.kg


def test_a_plan_that_supposes_answers_never_goes_up() -> None:
    case = athlete()
    less = case.model_copy(update={"symptoms": {k: v for k, v in case.symptoms.items() if k != "fever"}})
    found = after(first(), good(), case=less)
    assert found.kind is Kind.HOLD
    assert "T04d" in {one.rule for one in found.reasons}
