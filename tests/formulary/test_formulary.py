"""The formulary: every lift whole, its neighbours real, the ladder in order."""

from __future__ import annotations

import pytest

from thrustworthy.case import test_rows as known_tests
from thrustworthy.evidence import DataError
from thrustworthy.formulary import UnknownLift, as_lift, lift, lift_ids, lifts, read_lift_file, stage_number, stages
from thrustworthy.screening import rules

PROMISED = """
barbell_hip_thrust american_hip_thrust feet_elevated_hip_thrust shoulder_and_feet_elevated_hip_thrust
dumbbell_hip_thrust banded_hip_thrust machine_hip_thrust ball_hip_thrust b_stance_hip_thrust single_leg_hip_thrust
floor_glute_bridge barbell_glute_bridge single_leg_glute_bridge back_squat front_squat box_squat deadlift
block_deadlift romanian_deadlift good_morning back_extension lunge reverse_lunge split_squat step_up
single_leg_romanian_deadlift trx_bridge roll_out landmine reverse_curtsy_lunge cable_kickback abductor_machine
"""
SIMULATED = {
    *("barbell_hip_thrust", "floor_glute_bridge", "barbell_glute_bridge"),
    *("back_squat", "deadlift", "romanian_deadlift", "good_morning"),
}


def test_every_promised_lift_is_there() -> None:
    assert set(PROMISED.split()) <= set(lift_ids())


def test_the_simulated_lifts_are_those_with_physics_and_all_others_say_why_not() -> None:
    assert {one.id for one in lifts() if one.simulated} == SIMULATED
    assert all(one.simulated or one.not_simulated for one in lifts())


def test_neighbours_and_substitutes_are_lifts_of_the_formulary() -> None:
    for one in lifts():
        for name in (*one.easier, *one.harder, *one.without):
            assert name in lift_ids(), (one.id, name)
            assert name != one.id


def test_a_substitute_for_a_lift_with_bar_and_bench_needs_less() -> None:
    for one in lifts():
        if {"bench", "bar"} <= set(one.equipment):
            assert any(not {"bench", "bar"} <= set(lift(name).equipment) for name in one.without), one.id


def test_whom_a_lift_is_not_for_is_said_by_rules_that_exist() -> None:
    known = {rule.id for rule in rules()}
    assert {leave.rule for one in lifts() for leave in one.leave_out} <= known


def test_the_ladder_runs_from_s0_to_s6_and_each_stage_follows_one_below_it() -> None:
    assert [one.id for one in stages()] == [f"S{n}" for n in range(7)]
    for one in stages()[1:]:
        assert one.after is not None
        assert stage_number(one.after) < stage_number(one.id)


def test_no_stage_waits_for_the_branch_of_one_leg() -> None:
    assert all(one.after != "S4" for one in stages())


def test_every_gate_asks_for_a_test_a_case_can_hold() -> None:
    assert {row.test for one in stages() for row in one.gate} <= set(known_tests())


def test_every_candidate_of_a_stage_is_a_lift() -> None:
    assert {name for one in stages() for name, _ in one.candidates} <= set(lift_ids())


def test_an_unknown_lift_suggests_the_nearest() -> None:
    with pytest.raises(UnknownLift, match="barbell_hip_thrust"):
        lift("barbel_hip_thrust")


@pytest.mark.parametrize(
    "change, word",
    [
        ({"pattern": "jump"}, "pattern"),
        ({"stage": "S9"}, "stage"),
        ({"legs": None}, "'legs' is missing"),
        ({"colour": "red"}, "colour"),
        ({"uses_hands": "yes"}, "uses_hands"),
        ({"simulation": None}, "not_simulated"),
        ({"cues": [{"text": "x", "tag": "SEEN", "sources": []}]}, "known tag"),
        ({"cues": [{"text": "x", "tag": "READ", "sources": []}]}, "needs a source"),
    ],
)
def test_a_broken_lift_file_is_named_with_its_key(change: dict[str, object], word: str) -> None:
    row = {**read_lift_file("back_squat"), **change}
    row = {key: value for key, value in row.items() if value is not None}
    with pytest.raises(DataError, match=word) as caught:
        as_lift("back_squat", row)
    assert "back_squat.toml" in str(caught.value)
