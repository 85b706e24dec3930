"""How much, what next, and what is said beside it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.prescription.lifters import case, plan, planned, result, results, trained
from thrustworthy.screening import Verdict

GATES = results("S2", "S3")


def test_a_larger_reserve_takes_load_off_a_repetition_maximum() -> None:
    best = case(trained(load="140 kg", reps=5, best="true"))
    usual, careful = planned(best), planned(best, min_rir=4)
    assert usual.load.kg is not None and careful.load.kg is not None
    assert careful.load.kg < usual.load.kg < 140


def test_few_repetitions_are_read_as_a_maximum_even_where_nobody_says_so() -> None:
    told = planned(case(trained(load="140 kg", reps=3, best="true")))
    silent = planned(case(trained(load="140 kg", reps=3)))
    assert (silent.load, silent.reps) == (told.load, told.reps)
    assert any("lowest of four common formulas" in one.text for one in silent.notes)


@pytest.mark.parametrize(
    "reps, words", [(8, "6 to 8"), (10, "9 to 10"), (15, "12 to 15"), (20, "12 to 20"), (6, "6 rep")]
)
def test_repetitions_stay_in_the_range_they_are_in_and_never_go_above(reps: int, words: str) -> None:
    made = planned(case(trained(reps=reps)))
    assert made.reps.text.startswith(words)
    assert made.load.kg == 100.0


def test_who_stops_at_failure_now_stops_earlier_with_the_same_load() -> None:
    made = planned(case(trained().replace("reps = 8", "reps = 8\nrir = 0")))
    assert made.reps.text.startswith("6 repetitions")


@pytest.mark.parametrize("flag", ["light_effort", "light_load"])
def test_light_work_is_lighter_than_what_is_trained_and_longer(flag: str) -> None:
    made = planned(case(trained(load="100 kg")), flags=(flag,), min_rir=4)
    assert made.load.kg == 60.0
    assert made.reps.text.startswith("12 to 15")


@pytest.mark.parametrize(
    "limits, words",
    [
        ({}, "as heavy as now"),
        ({"load_factor": 0.8}, "80 % of what you use"),
        ({"max_load": 20.0}, "never above 20 kg"),
    ],
)
def test_a_load_nobody_told_is_never_more_than_now_and_less_where_less_is_asked(
    limits: dict[str, Any], words: str
) -> None:
    made = planned(case(trained().replace('load = "100 kg"\n', "")), **limits)
    assert (made.load.kg, made.load.known) == (None, False)
    assert words in made.load.text
    assert "Stay at this load" in made.next_step.text


def test_the_load_of_a_clearance_is_the_ceiling_of_what_is_trained() -> None:
    assert planned(case(trained(load="100 kg")), max_load=60.0).load.kg == 60.0


@pytest.mark.parametrize(
    "reps, most", [(1, 50.0), (12, 60.0)], ids=["the maximum is lower", "the light share is lower"]
)
def test_light_work_of_a_maximum_takes_the_lower_of_both(reps: int, most: float) -> None:
    best = case(trained(load="100 kg", reps=reps, best="true"))
    assert planned(best, flags=("light_effort",), min_rir=4).load.kg == most


def test_a_first_load_is_the_bar_and_counts_the_sum_of_its_sets() -> None:
    few = '[equipment]\nbar_mass = "20 kg"\nplate_pairs = ["0.5 kg", "10 kg"]\n'
    made = planned(case(GATES + few))
    assert (made.stage, made.load.kg) == ("S3", 20.0)
    assert "add up to 36 repetitions" in made.next_step.text
    assert any("9 to 12" in one.text for one in made.notes)


def test_pounds_are_loaded_and_said_in_pounds() -> None:
    made = planned(case(trained(load="225 lb"), units="lb"))
    assert made.load.text.startswith("225 lb")
    assert "2 x (45 + 45 lb)" in made.load.parts


def test_a_dumbbell_is_one_of_those_that_are_there() -> None:
    rack = '[equipment]\ndumbbells = ["10 kg", "22.5 kg", "30 kg"]\n'
    made = planned(case(trained("dumbbell_hip_thrust", "30 kg") + rack), load_factor=0.8)
    assert made.load.kg == 22.5


def test_reported_loads_of_a_machine_can_be_made_and_shares_of_them_are_rounded_down() -> None:
    lifter = trained("machine_hip_thrust", "57 kg")
    assert planned(case(lifter)).load.kg == 57.0
    assert planned(case(lifter), load_factor=0.8).load.kg == 45.0


def test_a_goal_that_is_reached_holds_the_load_once_or_twice_a_week() -> None:
    made = planned(case(trained() + GATES + result("goal_met", "true")))
    assert (made.stage, made.load.kg) == ("S6", 100.0)
    assert "hold this load" in made.next_step.text
    assert made.frequency.text == "1 to 2 days a week"


def test_after_a_step_back_the_old_load_less_the_cut_is_the_ceiling_on_the_way_up() -> None:
    made = planned(case(trained(load="140 kg")), stages_back=1, load_factor=0.8)
    assert (made.stage, made.load.kg) == ("S2", 0.0)
    assert any("112 kg" in one.text for one in made.notes)
    assert made.next_gate.stage == "S3"


def test_a_step_back_is_not_lost_on_somebody_who_squats_too() -> None:
    both = trained(load="140 kg") + trained("back_squat", "100 kg")
    made = planned(case(both), stages_back=1)
    assert (made.stage, made.load.kg) == ("S2", 0.0)
    assert not any("keep it as it is" in one.text for one in made.alongside)
    assert any("Also ahead" in one.text and "S5" in one.text for one in made.notes)


def test_squat_training_does_not_open_the_thrust() -> None:
    goal = '[goal]\nlift = "barbell_hip_thrust"\n'
    made = planned(case(trained("back_squat", "120 kg") + goal))
    assert (made.lift, made.stage) == ("floor_glute_bridge", "S1")


def test_a_standing_lift_that_is_trained_stays_beside_the_thrust_no_heavier() -> None:
    made = planned(case(trained() + trained("back_squat", "120 kg")))
    assert any("Back squat" in one.text and "120 kg" in one.text for one in made.alongside)


def test_a_banned_lift_that_is_trained_is_not_kept() -> None:
    made = planned(case(trained() + trained("back_squat", "120 kg")), ban_lifts=("back_squat",))
    assert not any("Back squat" in one.text for one in made.alongside)


def test_open_gates_move_the_bridge_to_the_bench_and_shut_ones_leave_it_where_it_is() -> None:
    goal = '[goal]\nlift = "barbell_hip_thrust"\n'
    bridge = trained("barbell_glute_bridge", "80 kg")
    stays, moves = planned(case(bridge + goal)), planned(case(bridge + goal + GATES))
    assert (stays.lift, stays.load.kg) == ("barbell_glute_bridge", 80.0)
    assert (moves.lift, moves.load.kg, moves.admitted_by) == ("barbell_hip_thrust", 20.0, "gates")


@pytest.mark.parametrize(
    "changes, training, words",
    [
        ({"weeks": 5}, "new_condition_since = false", "not yet 8 weeks"),
        ({"pain": 4}, "new_condition_since = false", "pain above 2"),
        ({}, "", "anything new"),
        ({}, "new_condition_since = true", "something new"),
    ],
)
def test_training_that_does_not_count_says_what_is_missing(changes: dict[str, Any], training: str, words: str) -> None:
    made = planned(case(trained(**changes), training=training))
    assert any(one.text.startswith("Barbell hip thrust") and words in one.text for one in made.notes)


def test_a_cap_on_the_stage_stands_in_the_gate_as_not_met() -> None:
    made = planned(case(results("S2")), max_stage="S2")
    limit = made.next_gate.items[0]
    assert (made.stage, made.next_gate.stage, limit.id, limit.met) == ("S2", "S3", "limit", False)


def test_one_leg_is_no_way_on_for_two_legs_only() -> None:
    free, held = planned(case(trained())), planned(case(trained()), flags=("two_leg_only",))
    assert free.next_gate.stage == "S4"
    assert held.next_gate.stage == "S5"
    assert not any("S4" in one.text for one in held.notes)


def test_lying_flat_left_out_leaves_the_raised_trunk_and_its_own_gate() -> None:
    limits: dict[str, Any] = {"flags": ("no_flat_supine",), "max_stage": "S1", "load_factor": 0.0}
    made = planned(case(), ban_lifts=("floor_glute_bridge", "barbell_glute_bridge"), **limits)
    assert (made.lift, made.stage, made.load.kg) == ("inclined_glute_bridge", "S1", 0.0)
    asked = [item.id for item in made.next_gate.items]
    assert "inclined_clean" in asked and "bridge_hold" not in asked


def test_the_ball_names_the_floor_as_what_can_go_less_wrong() -> None:
    made = planned(
        case('[[training.lift]]\nlift = "ball_hip_thrust"\n'),
        only_lifts=("ball_hip_thrust", "floor_glute_bridge"),
        no_reported_training=True,
    )
    assert [one.text for one in made.without] == ["Instead, with less that can go wrong: Floor glute bridge."]
    assert not made.alongside


def test_a_named_lift_does_not_survive_a_step_back() -> None:
    lifter = case('[[training.lift]]\nlift = "ball_hip_thrust"\n')
    made = plan(lifter, Verdict.MODIFY, only_lifts=("ball_hip_thrust", "floor_glute_bridge"), stages_back=1)
    assert made.prescription is not None
    assert made.prescription.lift == "floor_glute_bridge"


def test_a_hip_that_may_not_bend_far_gets_no_deep_squat_beside_its_plan() -> None:
    made = planned(case(results("S2")), max_hip_flexion=90)
    assert not any("squat" in one.text or "lunge" in one.text for one in made.alongside)


@pytest.mark.parametrize("cap, rows", [(None, 5), (2, 4)])
def test_pain_between_two_and_five_has_a_rule_only_where_it_is_allowed(cap: int | None, rows: int) -> None:
    made = planned(case(), pain_cap=cap)
    assert len(made.stop_rules) == rows
    assert any("3 to 5" in one.text for one in made.stop_rules) is (cap is None)
