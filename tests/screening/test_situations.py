"""The fourteen people of the essay and its readers: what each comes to, and what changes it."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.screening.people import GLOBAL, answer_all, as_fact
from thrustworthy.case import UNCLEAR, Facts, Interval, facts_of, read_case
from thrustworthy.screening import Verdict, screen

CASES = Path(__file__).resolve().parents[2] / "cases"

PROVISIONAL = {
    "disc_l45_clinician": ("MODIFY", None),
    "heaving": ("MODIFY", None),
    "hurt_by_thrust": ("MODIFY", None),
    "resurfacing_and_sling": ("MODIFY", None),
    "elderly_spine": ("MODIFY", None),
    "self_assessment": ("ALLOW", None),
    "weekly_waves": ("ALLOW", None),
    "bridge_first": ("ALLOW", None),
    "athlete": ("ALLOW", None),
    "implant_budget": ("ALLOW", None),
    "old_fracture_hip_replacement": ("HOLD_CLEARANCE", "clearance"),
    "abdominoplasty_hernia": ("HOLD_CLEARANCE", "clearance"),
    "after_squats": ("HOLD_CLEARANCE", "questions"),
    "pregnancy_and_bar": ("HOLD_CLEARANCE", "questions"),
}
ALL = pytest.mark.parametrize("name", sorted(PROVISIONAL))
CLEARED = {"cleared": True, "allows": ("training",), "bans": ()}


@cache
def person(name: str) -> Facts:
    return facts_of(read_case(CASES / f"{name}.toml"))


def saying(facts: Facts, answers: dict) -> Facts:
    return replace(facts, values={**facts.values, **answers})


def with_items(facts: Facts, changes: dict[str, dict]) -> Facts:
    """Change the entries of some kinds."""
    return replace(facts, items=tuple({**item, **changes.get(item["kind"], {})} for item in facts.items))


def fired(outcome) -> set[str]:
    return {reason.rule for reason in outcome.reasons if reason.outcome == "yes"}


def test_every_case_of_the_folder_is_in_the_table():
    assert {path.stem for path in CASES.glob("*.toml")} >= set(PROVISIONAL)


@ALL
def test_the_provisional_verdict_is_that_of_the_table(name):
    found = screen(person(name)).provisional
    assert (found.verdict.value, found.hold_kind) == PROVISIONAL[name]


@ALL
def test_the_strict_verdict_holds_and_names_its_questions_wherever_anything_is_missing(name):
    found = screen(person(name))
    if name == "athlete":
        # Made up, with everything answered.
        assert (found.strict.verdict, found.questions) == (Verdict.ALLOW, ())
        return
    assert found.strict.verdict is Verdict.HOLD_CLEARANCE
    assert found.questions
    assert all(question.ask and question.rules for question in found.questions)


@ALL
def test_saddle_numbness_makes_any_of_them_an_emergency(name):
    found = screen(saying(person(name), {"symptoms.saddle_numbness": True}))
    assert found.strict.verdict is found.provisional.verdict is Verdict.REFER_NOW


@ALL
def test_answering_as_supposed_makes_the_strict_verdict_the_provisional_one(name):
    before = screen(person(name))
    after = screen(answer_all(person(name), before))
    assert after.strict.verdict is before.provisional.verdict
    assert after.strict.hold_kind == before.provisional.hold_kind
    assert after.strict.constraints == before.provisional.constraints


@ALL
def test_benign_answers_to_everything_open_lift_what_only_waited_for_answers(name):
    facts = person(name)
    benign = {
        key: as_fact(row.benign)
        for key, row in GLOBAL.items()
        if row.benign is not None and facts.values.get(key, UNCLEAR) is UNCLEAR
    }
    found = screen(saying(facts, {"body.sex": "female", "body.age": Interval(40, 40), **facts.values, **benign}))
    assert not any(question.item is None and question.input != "body.age" for question in found.questions)
    assert found.strict.verdict.severity <= screen(facts).strict.verdict.severity


def test_the_belly_repair_cleared_and_named_is_the_floor_bridge_on_two_legs():
    dated = {**CLEARED, "days_since": Interval(60, 60)}
    facts = with_items(
        person("abdominoplasty_hernia"),
        {"hernia_repair": {**dated, "detail": "ventral_mesh"}, "abdominoplasty": dated, "breast_surgery": dated},
    )
    found = screen(facts).provisional
    assert found.verdict is Verdict.MODIFY
    held = found.constraints
    assert (held.max_stage, held.load_factor, held.pain_cap) == ("S1", 0.0, 2)
    assert {"two_leg_only", "no_squeeze", "no_breath_hold", "exhale_on_effort"} <= set(held.flags)
    # The same with the dates as she gave them: two months, all on one side of both thresholds.
    as_said = {**CLEARED}
    facts = with_items(
        person("abdominoplasty_hernia"),
        {"hernia_repair": {**as_said, "detail": "ventral_mesh"}, "abdominoplasty": as_said, "breast_surgery": as_said},
    )
    assert screen(facts).provisional.verdict is Verdict.MODIFY


@pytest.mark.parametrize("left_out", ["hernia_repair", "abdominoplasty", "breast_surgery"])
def test_the_belly_repair_holds_while_one_of_the_three_is_not_cleared(left_out):
    said = {
        "hernia_repair": {**CLEARED, "detail": "ventral_mesh"},
        "abdominoplasty": CLEARED,
        "breast_surgery": CLEARED,
    }
    for cleared in (False, UNCLEAR):
        facts = with_items(person("abdominoplasty_hernia"), {**said, left_out: {**said[left_out], "cleared": cleared}})
        assert screen(facts).provisional.verdict is Verdict.HOLD_CLEARANCE


@pytest.mark.parametrize("approach", ["posterior", "anterior", "lateral"])
def test_the_hip_replacement_with_approach_and_clearance_carries_load(approach):
    said = {
        "hip_replacement": {**CLEARED, "approach": approach},
        "vertebral_fracture": {"cleared": True, "healed": True, "detail": "traumatic"},
    }
    found = screen(with_items(person("old_fracture_hip_replacement"), said)).provisional
    assert found.verdict in (Verdict.ALLOW, Verdict.MODIFY)
    assert {"H05", "D07"} <= fired(found)
    assert {"wear_not_known", "no_impact"} <= set(found.constraints.flags)


def test_the_hip_replacement_cleared_holds_while_its_approach_is_not_known():
    found = screen(with_items(person("old_fracture_hip_replacement"), {"hip_replacement": CLEARED})).provisional
    assert (found.verdict, found.hold_kind) == (Verdict.HOLD_CLEARANCE, "clearance")


def test_the_sling_bans_squats_at_any_depth_and_keeps_the_ball_as_approved():
    found = screen(person("resurfacing_and_sling")).provisional
    held = found.constraints
    assert "squat" in held.ban_patterns
    assert "leg_press" in held.ban_lifts
    assert held.only_lifts == ("ball_hip_thrust", "floor_glute_bridge")
    assert {"nothing_in_hands", "fall_risk_ball", "ask_about_overhead"} <= set(held.flags)
    assert {"U01", "H07", "H06e"} <= fired(found)


def test_the_sling_without_the_surgeons_approval_holds():
    facts = with_items(person("resurfacing_and_sling"), {"shoulder_surgery": {"cleared": False}})
    assert screen(facts).provisional.verdict is Verdict.HOLD_CLEARANCE


def test_numbness_after_squats_is_asked_first_and_a_tired_muscle_only_modifies():
    facts = person("after_squats")
    assert screen(facts).questions[0].input == "symptoms.saddle_numbness"
    tired = saying(facts, {"symptoms.saddle_numbness": False, "symptoms.muscle_numbness": True})
    assert screen(tired).provisional.verdict is Verdict.MODIFY


def test_the_bar_on_the_belly_is_answered_at_once():
    found = screen(person("pregnancy_and_bar"))
    for outcome in (found.strict, found.provisional):
        assert "X03" in fired(outcome)
        assert {"pad", "bar_at_hip_crease", "no_bar_on_abdomen"} <= set(outcome.constraints.flags)
    assert {"birth.recent", "birth.date", "birth.kind"} <= {question.input for question in found.questions}


def test_the_pain_from_the_thrust_is_one_stage_back_when_gone_and_seen_when_it_stays():
    facts = person("hurt_by_thrust")
    gone = screen(saying(facts, {"symptoms.hurt_now": "gone", "symptoms.hurt_worse": False})).provisional
    assert gone.verdict is Verdict.MODIFY
    assert gone.constraints.stages_back == 1
    assert "film_next_sets" in gone.constraints.flags
    stays = screen(saying(facts, {"symptoms.hurt_now": "still_4_weeks_or_more"})).provisional
    assert stays.verdict is Verdict.REFER_SOON
    assert screen(saying(facts, {"symptoms.hurt_worse": True})).provisional.verdict is Verdict.REFER_SOON


def test_thin_bones_start_unloaded_without_and_supervised_with_somebody_qualified():
    facts = person("elderly_spine")
    assert screen(saying(facts, {"equipment.professional": False})).provisional.constraints.max_stage == "S2"
    supervised = screen(saying(facts, {"equipment.professional": True})).provisional
    assert supervised.verdict is Verdict.MODIFY
    assert supervised.constraints.max_stage is None
    assert {"supervised_start", "no_heave"} <= set(supervised.constraints.flags)


def test_heaving_takes_a_fifth_off_and_an_even_pace():
    held = screen(person("heaving")).provisional.constraints
    assert held.load_factor == 0.8
    assert "controlled_tempo" in held.flags


def test_two_old_back_injuries_and_worn_joints_decide_nothing_by_name():
    assert "X01" in fired(screen(person("bridge_first")).provisional)
    assert "D09" in fired(screen(person("implant_budget")).provisional)
