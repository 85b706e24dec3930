"""The plans of the example cases: what each may do now, and after the answers that were missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from thrustworthy.case import facts_of, parse_case
from thrustworthy.prescription import Plan, prescribe
from thrustworthy.screening import Verdict, screen

CASES = Path(__file__).parents[2] / "cases"
SQUATS = {"back_squat", "front_squat", "box_squat", "split_squat"}
CLEARED = 'clearance = { given = true, by = "the surgeon", on = 2012-07-20, allows = ["training"] }\n'


def text_of(name: str) -> str:
    return (CASES / f"{name}.toml").read_text(encoding="utf-8")


def provisional(text: str) -> tuple[Verdict, Plan]:
    case = parse_case(text, where="case.toml")
    facts = facts_of(case)
    outcome = screen(facts).provisional
    return outcome.verdict, prescribe(case, facts, outcome, suppose=True)


def test_the_belly_repair_cleared_and_named_at_60_days_gets_the_floor_bridge() -> None:
    text = text_of("abdominoplasty_hernia").replace('date = "2 months ago"\n', "date = 2012-05-25\n" + CLEARED)
    text = text.replace('kind = "hernia_repair"\n', 'kind = "hernia_repair"\ndetail = "ventral_mesh"\n')
    verdict, plan = provisional(text)
    assert verdict is Verdict.MODIFY
    assert plan.prescription is not None
    assert (plan.prescription.lift, plan.prescription.stage, plan.prescription.load.kg) == (
        "floor_glute_bridge",
        "S1",
        0.0,
    )
    assert "above 2" in plan.prescription.stop_rules[0].text


@pytest.mark.parametrize("approach", ["posterior", "anterior", "lateral"])
def test_the_hip_replacement_with_approach_and_clearance_gets_a_plan_by_the_tests(approach: str) -> None:
    hip = 'kind = "hip_replacement"\n'
    verdict, plan = provisional(
        text_of("old_fracture_hip_replacement").replace(hip, f'{hip}approach = "{approach}"\n{CLEARED}')
    )
    assert verdict in (Verdict.ALLOW, Verdict.MODIFY)
    assert plan.prescription is not None
    assert plan.prescription.admitted_by == "gates"


def test_without_clearance_the_hip_replacement_gets_none() -> None:
    verdict, plan = provisional(text_of("old_fracture_hip_replacement"))
    assert verdict is Verdict.HOLD_CLEARANCE
    assert plan.prescription is None


def test_the_resurfaced_hip_keeps_the_approved_ball_and_loses_every_squat() -> None:
    _, plan = provisional(text_of("resurfacing_and_sling"))
    assert plan.prescription is not None
    assert plan.prescription.lift == "ball_hip_thrust"
    assert not plan.prescription.load.known
    assert SQUATS | {"leg_press"} <= set(plan.banned)
    assert any("Floor glute bridge" in one.text for one in plan.prescription.without)
    assert not any("squat" in one.text for one in plan.prescription.alongside)


def test_three_repetitions_with_143_kg_are_not_the_load_of_the_plan() -> None:
    _, plan = provisional(text_of("disc_l45_clinician"))
    assert plan.prescription is not None and plan.prescription.load.kg is not None
    assert plan.prescription.stage == "S3"
    assert plan.prescription.load.kg < 0.9 * 143
    assert plan.prescription.due


def test_the_athlete_thrusts_by_reported_training_and_keeps_standing_patterns() -> None:
    _, plan = provisional(text_of("athlete"))
    assert plan.prescription is not None and plan.prescription.load.kg is not None
    assert (plan.prescription.lift, plan.prescription.admitted_by) == ("barbell_hip_thrust", "reported training")
    assert plan.prescription.load.kg <= 150
    assert len(plan.prescription.alongside) == 3


@pytest.mark.parametrize("name", ["self_assessment", "elderly_spine", "bridge_first", "implant_budget"])
def test_who_reports_no_eight_weeks_starts_on_the_floor(name: str) -> None:
    _, plan = provisional(text_of(name))
    assert plan.prescription is not None
    assert (plan.prescription.lift, plan.prescription.load.kg) == ("floor_glute_bridge", 0.0)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda path: path.stem)
def test_saddle_numbness_leaves_nobody_a_plan(path: Path) -> None:
    text = re.sub(r"^saddle_numbness = .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    marked = text.replace("[symptoms]\n", "[symptoms]\nsaddle_numbness = true\n")
    if marked == text:
        marked = text + "\n[symptoms]\nsaddle_numbness = true\n"
    verdict, plan = provisional(marked)
    assert verdict is Verdict.REFER_NOW
    assert plan.prescription is None
