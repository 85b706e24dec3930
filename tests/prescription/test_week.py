"""The week: no limit is broken, whatever the case; wishes that clash are named; what is asked for comes first."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.prescription.lifters import LEFT_OUT, PATTERNS, case, results, trained
from tests.prescription.test_invariants import ASKED, LIFTERS, LIMITS, TESTED, left_out, made_case
from thrustworthy.case import Case
from thrustworthy.prescription.week import Week, WeekPlan, plan_week, set_minutes, start_minutes
from thrustworthy.screening import Constraints, Outcome, Verdict

STANDING = {"squat", "lunge", "bend"}
ATHLETE = trained("barbell_hip_thrust", "130 kg", reps=6, best="true") + trained("back_squat", "110 kg", reps=6)
ORDER = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def goal(**keys: Any) -> str:
    rows = "".join(
        f'{key} = "{value}"\n' if isinstance(value, str) else f"{key} = {value}\n" for key, value in keys.items()
    )
    return f"[goal]\n{rows}"


def week_of(
    made: Case, cost: Any = None, *, verdict: Verdict = Verdict.ALLOW, weeks: int = 4, **limits: Any
) -> WeekPlan:
    outcome = Outcome(verdict, None, (), Constraints(**limits))
    return plan_week(made, outcome, weeks=weeks, **({"cost": cost} if cost else {}))


def planned(made: Case, cost: Any = None, **limits: Any) -> Week:
    found = week_of(made, cost, **limits).week
    assert found is not None
    return found


def lifts_of(week: Week) -> list[tuple[str, str, int]]:
    return [(day.name, one.option.lift, one.sets) for day in week.days for one in day.entries]


def flat_cost(lift: str, load: float, reps: int) -> dict[str, float]:
    return {"spine": (1 + load / 50) * reps}


@given(LIMITS, LIFTERS, TESTED, ASKED, st.integers(1, 7), st.integers(10, 120), st.booleans())
@settings(max_examples=50, deadline=None)
def test_no_week_breaks_a_ban_a_cap_its_days_its_minutes_or_its_budget(
    wanted: dict[str, Any], lifter: str, tests: str, asked: str | None, days: int, minutes: int, firm: bool
) -> None:
    made = made_case(lifter, tests, "kg", None)
    told = {"minutes": minutes} | ({"days": days} if firm else {}) | ({"lift": asked} if asked else {})
    made = made.model_copy(update={"goal": made.goal.model_copy(update=told)})
    found = week_of(made, flat_cost, verdict=Verdict.MODIFY, **wanted)
    assert (found.week is None) == (found.withheld is not None or found.clash is not None)
    if found.week is None:
        return
    assert found.wishes is not None
    out = left_out(wanted)
    for day in found.week.days:
        assert day.minutes <= minutes + 1e-6
        for entry in day.entries:
            one = entry.option
            assert one.lift not in out
            assert one.pattern not in wanted.get("ban_patterns", ())
            assert one.sets[0] <= entry.sets <= one.sets[1]
            assert not wanted.get("min_rir") or one.rir >= wanted["min_rir"]
            if one.load.kg:
                assert one.load.kg <= wanted.get("max_load", 1000.0) + 1e-3
                assert wanted.get("load_factor", 1.0) > 0
            if "two_leg_only" in wanted.get("flags", ()):
                assert one.lift not in LEFT_OUT["two_leg_only"]
                assert "lunge" not in one.lift
    for tissue, most in found.wishes.budget.items():
        assert found.week.cost.get(tissue, 0.0) <= most + 1e-6
    if firm:
        assert all(day.entries for day in found.week.days)


@given(LIFTERS, TESTED, st.integers(1, 7))
@settings(max_examples=25, deadline=None)
def test_loaded_lifts_of_one_pattern_are_two_days_apart(lifter: str, tests: str, days: int) -> None:
    made = case(lifter + tests + goal(days=days))
    found = week_of(made).week
    if found is None:
        return
    when: dict[str, list[int]] = {}
    for day in found.days:
        for one in day.entries:
            if one.option.loaded:
                when.setdefault(one.option.pattern, []).append(ORDER.index(day.name))
    for places in when.values():
        assert all(b - a == 0 or b - a >= 2 for a, b in zip(sorted(places), sorted(places)[1:], strict=False))


def test_the_lift_asked_for_is_in_the_week_and_done_first() -> None:
    made = planned(case(ATHLETE + goal(lift="barbell_hip_thrust", aim="sport")))
    assert {name for _, name, _ in lifts_of(made)} >= {"barbell_hip_thrust", "back_squat"}
    for day in made.days:
        names = [one.option.lift for one in day.entries]
        assert "barbell_hip_thrust" not in names or names[0] == "barbell_hip_thrust"


def test_a_week_for_the_thrust_keeps_a_standing_lift() -> None:
    made = planned(case(trained() + goal(lift="barbell_hip_thrust", days=1, minutes=25)))
    assert any(one.option.pattern in STANDING for day in made.days for one in day.entries)


def test_fewer_minutes_never_give_more_sets() -> None:
    counts = []
    for minutes in (120, 60, 40, 25):
        made = planned(case(ATHLETE + goal(aim="size", minutes=minutes)))
        counts.append(sum(sets for *_, sets in lifts_of(made)))
    assert counts == sorted(counts, reverse=True)


def test_a_budget_is_the_week_told_of_and_a_tenth_more() -> None:
    extra = ATHLETE.replace("reps = 6", "reps = 6\nsets = 3\ndays_per_week = 2")
    found = week_of(case(extra), flat_cost)
    assert found.wishes is not None
    now = 2 * 3 * 6 * ((1 + 130 / 50) + (1 + 110 / 50))
    assert found.wishes.budget["spine"] == pytest.approx(1.1 * now)
    tighter = week_of(case(extra), flat_cost, max_step=0.05)
    assert tighter.wishes is not None
    assert tighter.wishes.budget["spine"] == pytest.approx(1.05 * now)


def test_too_few_minutes_are_said_in_words() -> None:
    found = week_of(case(ATHLETE + goal(minutes=10, days=2, lift="barbell_hip_thrust")))
    assert found.week is None and found.clash is not None
    assert "10" in found.clash.text.text


def test_wishes_that_clash_are_named_and_each_alone_makes_room() -> None:
    made = case(trained() + goal(lift="barbell_hip_thrust", days=7, minutes=30))
    found = week_of(made, ban_patterns=("squat", "lunge", "bend"))
    assert found.clash is not None and "every_day" in found.clash.wishes
    fewer = made.model_copy(update={"goal": made.goal.model_copy(update={"days": 2})})
    assert week_of(fewer, ban_patterns=("squat", "lunge", "bend")).week is not None


def test_a_hold_or_referral_gives_no_week() -> None:
    for verdict in (Verdict.HOLD_CLEARANCE, Verdict.REFER_SOON, Verdict.REFER_NOW):
        found = week_of(case(ATHLETE), verdict=verdict)
        assert found.week is None and found.withheld is not None and not found.block


def test_the_same_case_gives_the_same_week() -> None:
    made = case(ATHLETE + results("S2", "S3", "S5") + goal(aim="size", days=4))
    assert week_of(made, flat_cost) == week_of(made, flat_cost)


def test_loads_of_a_block_rise_by_steps_that_are_allowed_and_can_be_made() -> None:
    found = week_of(case(trained(load="100 kg") + goal(lift="barbell_hip_thrust")), weeks=12, max_step=0.05)
    loads = [target.load.kg for week in found.block for target in week.targets if target.lift == "barbell_hip_thrust"]
    assert loads[0] is not None and loads[-1] is not None and loads[-1] > loads[0]
    for before, after in itertools.pairwise(loads):
        assert before is not None and after is not None
        assert before <= after <= 1.05 * before + 1e-6


@pytest.mark.parametrize("limits", [{"load_factor": 0.8}, {"stages_back": 1}, {"max_load": 100.0}])
def test_no_load_of_a_block_rises_where_less_is_asked_for(limits: dict[str, Any]) -> None:
    found = week_of(case(trained(load="100 kg")), weeks=12, **limits)
    loads = [target.load.kg for week in found.block for target in week.targets if target.load.kg]
    assert len(set(loads)) <= 1


def test_waves_repeat_their_ranges_and_leave_the_heaviest_out() -> None:
    made = case(trained(), training='new_condition_since = false\nrep_waves = ["12-15", "9-12", "6-8", "3-5"]')
    found = week_of(made, weeks=6)
    ranges = [week.targets[0].reps for week in found.block]
    assert ranges[:3] == ranges[3:]
    assert min(low for low, _ in ranges) >= 6


def test_every_pattern_of_the_formulary_counts_for_some_muscle() -> None:
    from thrustworthy.formulary import lifts
    from thrustworthy.prescription.week import counts_of, muscle_word

    for one in lifts():
        counted = counts_of(one)
        assert counted, one.id
        assert all(0 < share <= 1 for share in counted.values())
        assert all(muscle_word(group) for group in counted)
    assert set(PATTERNS) - {"leg_press"} <= {one.pattern for one in lifts()}


def test_minutes_are_those_of_sets_rests_and_setting_up() -> None:
    made = planned(case(ATHLETE))
    for day in made.days:
        whole = sum(one.sets * set_minutes(one.option) + start_minutes(one.option) for one in day.entries)
        assert day.minutes == pytest.approx(whole)
