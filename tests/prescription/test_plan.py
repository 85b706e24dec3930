"""The plan: gates fail closed, bans never come out, loads are never above what is allowed and can be made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.prescription.lifters import PATTERNS, case, plan, result, results, trained
from thrustworthy.case import facts_of
from thrustworthy.prescription import prescribe
from thrustworthy.screening import Constraints, Outcome, Verdict


@pytest.mark.parametrize("verdict", [Verdict.HOLD_CLEARANCE, Verdict.REFER_SOON, Verdict.REFER_NOW])
def test_hold_and_refer_carry_no_plan(verdict: Verdict) -> None:
    made = plan(case(trained()), verdict)
    assert made.prescription is None
    assert made.withheld is not None


def test_somebody_new_starts_on_the_floor_without_load() -> None:
    made = plan(case()).prescription
    assert made is not None
    assert (made.lift, made.stage, made.load.kg) == ("floor_glute_bridge", "S1", 0.0)


def test_wanting_a_heavy_thrust_opens_nothing() -> None:
    made = plan(case('[goal]\nlift = "barbell_hip_thrust"\nload = "150 kg"\n')).prescription
    assert made is not None
    assert (made.stage, made.load.kg) == ("S1", 0.0)


@pytest.mark.parametrize(
    "hold, on, stage",
    [
        (60, "2026-10-30", "S2"),
        (59, "2026-10-30", "S1"),
        (75, "2026-10-18", "S2"),
        (75, "2026-10-17", "S1"),
    ],
    ids=["just enough", "a second short", "14 days old", "15 days old"],
)
def test_a_gate_opens_with_every_test_met_and_fresh(hold: int, on: str, stage: str) -> None:
    made = plan(case(results("S2", leave_out="bridge_hold") + result("bridge_hold", str(hold), on))).prescription
    assert made is not None
    assert made.stage == stage


def test_a_result_without_a_date_keeps_the_gate_shut() -> None:
    undated = results("S2", bridge_hold="75").replace("value = 75\non = 2026-10-30", "value = 75")
    made = plan(case(undated)).prescription
    assert made is not None
    assert made.stage == "S1"
    assert [item.met for item in made.next_gate.items] == [True, None, True]


def test_a_time_that_may_be_shorter_than_eight_weeks_does_not_count() -> None:
    made = plan(case(trained().replace('"20 weeks"', '"6 to 10 weeks"'))).prescription
    assert made is not None
    assert made.stage == "S1"


def test_reported_training_admits_at_no_more_than_it_reports_and_owes_the_tests() -> None:
    made = plan(case(trained(load="100 kg"))).prescription
    assert made is not None
    assert (made.lift, made.stage, made.load.kg) == ("barbell_hip_thrust", "S3", 100.0)
    assert any("bridge against a clock" in one.text for one in made.due)


@pytest.mark.parametrize(
    "changes, training",
    [
        ({"weeks": 7}, "new_condition_since = false"),
        ({"pain": 3}, "new_condition_since = false"),
        ({}, "new_condition_since = true"),
        ({}, 'new_condition_since = "unclear"'),
        ({}, ""),
    ],
    ids=["seven weeks", "pain of 3", "new condition", "perhaps a new condition", "new condition not answered"],
)
def test_reported_training_that_does_not_count_leaves_stage_1(changes: dict[str, Any], training: str) -> None:
    made = plan(case(trained(**changes), training=training)).prescription
    assert made is not None
    assert made.stage == "S1"


def test_training_with_pain_not_stated_admits_only_where_it_may_be_supposed() -> None:
    silent = trained().replace("pain_during = 0\npain_next_morning = 0\n", "")
    strict, provisional = plan(case(silent)).prescription, plan(case(silent), suppose=True).prescription
    assert strict is not None and provisional is not None
    assert (strict.stage, provisional.stage) == ("S1", "S3")
    assert any("Taken for granted" in one.text for one in provisional.due)


def test_reported_training_never_admits_after_surgery_pregnancy_or_thin_bones() -> None:
    made = plan(case(trained()), no_reported_training=True).prescription
    assert made is not None
    assert made.stage == "S1"


def test_a_repetition_maximum_is_not_the_working_load() -> None:
    made = plan(case(trained(load="143 kg", reps=3, best="true"))).prescription
    assert made is not None and made.load.kg is not None
    assert 90 <= made.load.kg < 143


def test_a_load_that_was_not_stated_stays_as_heavy_as_now() -> None:
    made = plan(case(trained().replace('load = "100 kg"\n', ""))).prescription
    assert made is not None
    assert (made.load.kg, made.load.known) == (None, False)


def test_a_clearance_that_names_a_lift_keeps_it_where_it_is_and_lets_nothing_else_out() -> None:
    made = plan(
        case('[[training.lift]]\nlift = "ball_hip_thrust"\n'),
        Verdict.MODIFY,
        only_lifts=("ball_hip_thrust", "floor_glute_bridge"),
        flags=("nothing_in_hands", "fall_risk_ball"),
        ban_patterns=("squat",),
        no_reported_training=True,
    )
    assert made.prescription is not None
    assert made.prescription.lift == "ball_hip_thrust"
    assert not made.prescription.load.known
    assert set(made.banned) >= PATTERNS["squat"]
    assert any("Floor glute bridge" in one.text for one in made.prescription.without)


def test_nothing_comes_out_when_clearances_have_nothing_in_common() -> None:
    made = plan(case(trained()), Verdict.MODIFY, only_lifts=("none_in_common",))
    assert made.prescription is None
    assert made.withheld is not None


def test_no_bar_leads_to_a_lift_without_one() -> None:
    made = plan(case(trained() + "[equipment]\nbar = false\n")).prescription
    assert made is not None
    assert made.load.kg == 0.0


def test_a_step_in_repetitions_comes_first_where_the_smallest_plate_is_too_big() -> None:
    few = '[equipment]\nbar_mass = "20 kg"\nplate_pairs = ["10 kg"]\n'
    made = plan(case(trained(load="20 kg") + few)).prescription
    assert made is not None
    assert "add repetitions first" in made.next_step.text


def test_a_step_is_never_more_than_the_rules_allow() -> None:
    usual, careful = plan(case(trained())).prescription, plan(case(trained()), max_step=0.01).prescription
    assert usual is not None and careful is not None
    assert "add 2.5 kg" in usual.next_step.text
    assert "add repetitions first" in careful.next_step.text


def test_standing_patterns_start_beside_stage_2_and_leave_out_what_is_banned() -> None:
    tests = results("S2")
    free, banned = plan(case(tests)).prescription, plan(case(tests), ban_patterns=("squat",)).prescription
    assert free is not None and banned is not None
    assert [any("squat" in one.text for one in made.alongside) for made in (free, banned)] == [True, False]
    first = plan(case()).prescription
    assert first is not None and not first.alongside


def test_pain_is_capped_where_the_rules_cap_it() -> None:
    usual, careful = plan(case()).prescription, plan(case(), pain_cap=2).prescription
    assert usual is not None and careful is not None
    assert ("above 5" in usual.stop_rules[0].text, "above 2" in careful.stop_rules[0].text) == (True, True)


def test_every_sentence_of_a_plan_has_a_source_or_says_it_is_our_choice() -> None:
    made = plan(case(trained())).prescription
    assert made is not None
    rows = [made.sets, made.reps, made.effort, made.frequency, made.rest, made.next_step]
    rows += [*made.setup, *made.stop_rules, *made.due, *made.without, *made.alongside, *made.notes]
    assert all(row.sources or row.tag == "DESIGN" for row in rows)


def test_a_flag_that_limits_no_lift_changes_nothing_but_words() -> None:
    base = Outcome(Verdict.MODIFY, None, (), Constraints())
    made = case(trained())
    loud = replace(base, constraints=Constraints(flags=("exhale_on_effort",)))
    assert prescribe(made, facts_of(made), base) == prescribe(made, facts_of(made), loud)


def test_open_gates_alone_start_with_the_bar_and_what_is_supposed_starts_without_it() -> None:
    made = case(results("S2", "S3"))
    strict, provisional = plan(made).prescription, plan(made, suppose=True).prescription
    assert strict is not None and provisional is not None
    assert (strict.stage, strict.load.kg) == ("S3", 20.0)
    assert provisional.load.kg == 0.0
