"""The formulary: every lift whole, its neighbours real, the ladder in order."""

from __future__ import annotations

import pytest

from thrustworthy.case import test_rows as known_tests
from thrustworthy.evidence import DataError, read_toml
from thrustworthy.formulary import (
    UnknownLift,
    as_lift,
    as_stage,
    lift,
    lift_ids,
    lifts,
    read_lift_file,
    stage_number,
    stages,
    way_to,
)
from thrustworthy.screening import rules

PROMISED = """
barbell_hip_thrust american_hip_thrust feet_elevated_hip_thrust shoulder_and_feet_elevated_hip_thrust
dumbbell_hip_thrust banded_hip_thrust machine_hip_thrust ball_hip_thrust b_stance_hip_thrust single_leg_hip_thrust
floor_glute_bridge barbell_glute_bridge single_leg_glute_bridge back_squat front_squat box_squat deadlift
block_deadlift romanian_deadlift good_morning back_extension lunge reverse_lunge split_squat step_up
single_leg_romanian_deadlift trx_bridge roll_out landmine reverse_curtsy_lunge cable_kickback abductor_machine
"""
GATE = {"id": "x", "test": "t", "text": "t", "due": "d", "is_yes": True, "tag": "DESIGN", "sources": []}
SIMULATED = {
    *("barbell_hip_thrust", "floor_glute_bridge", "barbell_glute_bridge"),
    *("back_squat", "deadlift", "romanian_deadlift", "good_morning"),
    *("b_stance_hip_thrust", "single_leg_hip_thrust", "single_leg_glute_bridge"),
    *("american_hip_thrust", "dumbbell_hip_thrust", "feet_elevated_hip_thrust"),
    *("shoulder_and_feet_elevated_hip_thrust", "front_squat", "box_squat", "block_deadlift"),
    *("split_squat", "lunge", "reverse_lunge", "step_up", "single_leg_romanian_deadlift"),
    *("banded_hip_thrust", "machine_hip_thrust", "ball_hip_thrust", "back_extension"),
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


def test_a_neighbour_that_is_no_lift_is_named_with_its_file() -> None:
    with pytest.raises(DataError, match=r"back_squat.toml: easier names 'goblet_squat'"):
        as_lift("back_squat", {**read_lift_file("back_squat"), "easier": ["goblet_squat"]})


@pytest.mark.parametrize(
    "change, word",
    [
        ({"title": None}, "'title' is missing"),
        ({"colour": "red"}, "colour"),
        ({"gate": [{"id": "x"}]}, "'due' is missing"),
        ({"gate": [GATE | {"at_most": 1}]}, "exactly one of"),
        ({"gate": [GATE | {"tag": "SEEN"}]}, "no tag"),
        ({"gate": [GATE | {"tag": "READ"}]}, "needs a source"),
        ({"gate": [GATE | {"colour": "red"}]}, "colour"),
    ],
)
def test_a_broken_stage_is_named_with_its_key(change: dict[str, object], word: str) -> None:
    row: dict[str, object] = {"id": "S9", "title": "t", "content": "c", "candidates": []} | change
    with pytest.raises(DataError, match=word) as caught:
        as_stage({key: value for key, value in row.items() if value is not None})
    assert "S9" in str(caught.value)


def test_the_way_to_a_stage_skips_no_gate_and_leaves_the_branch_of_one_leg_out() -> None:
    assert way_to("S4") == ("S0", "S1", "S2", "S3", "S4")
    assert way_to("S5") == ("S0", "S1", "S2", "S5")
    assert "S4" not in way_to("S6")


def test_a_gate_asks_only_what_fits_the_pattern_and_the_demands() -> None:
    rows = {row.id: row for one in stages() for row in one.gate}
    assert rows["sorensen"].is_asked("bend", ()) and not rows["sorensen"].is_asked("squat", ())
    assert not rows["bridge_hold"].is_asked("thrust", ("no_flat_supine",))
    assert rows["inclined_clean"].is_asked("thrust", ("no_flat_supine",))
    assert not rows["inclined_clean"].is_asked("thrust", ())


def test_every_demand_that_a_gate_or_a_limit_names_is_one_of_screening() -> None:
    known = set(read_toml("thrustworthy.screening", "data/flags.toml"))
    named = {flag for one in stages() for row in one.gate for flag in (row.only_flag, row.unless_flag) if flag}
    assert named | set(read_toml("thrustworthy.prescription", "data/flag_limits.toml")) <= known


def test_every_test_of_a_case_says_how_it_is_done_and_where_it_comes_from() -> None:
    for name, row in known_tests().items():
        assert row["ask"] and row["label"], name
        assert row["sources"] or row["tag"] == "DESIGN", name
        assert (row["type"] == "number") == ({"low", "high", "unit"} <= set(row)), name
