"""The fourteen example cases: there, readable, and holding what is known of each person and nothing more."""

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from thrustworthy.case import UNCLEAR, Case, Interval, case_schema, facts_of, questions, read_case

FOLDER = Path(__file__).resolve().parents[2] / "cases"
NAMES = (
    "abdominoplasty_hernia",
    "after_squats",
    "athlete",
    "bridge_first",
    "disc_l45_clinician",
    "elderly_spine",
    "heaving",
    "hurt_by_thrust",
    "implant_budget",
    "old_fracture_hip_replacement",
    "pregnancy_and_bar",
    "resurfacing_and_sling",
    "self_assessment",
    "weekly_waves",
)
POUND = 0.45359237


def read(name: str) -> Case:
    """Read an example case."""
    return read_case(FOLDER / f"{name}.toml")


def table(name: str) -> Any:
    """Return a case as its file has it, days as text."""
    return json.loads(json.dumps(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")), default=str))


def item(name: str, index: int) -> Any:
    """Return one entry of the history, laid flat."""
    return facts_of(read(name)).items[index]


def test_there_are_the_fourteen() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_read_under_its_name_on_its_day(name: str) -> None:
    case = read(name)
    assert case.name == name
    assert case.asked_on.isoformat() == "2012-07-24"
    assert case.title
    assert case.question


@pytest.mark.parametrize("name", NAMES)
def test_a_case_fits_the_schema(name: str) -> None:
    jsonschema.validate(table(name), case_schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", NAMES)
def test_a_case_can_be_shown_back_as_it_was_written(name: str) -> None:
    back = read(name).model_dump(mode="json", exclude_unset=True)
    assert back == table(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_case_says_in_its_first_line_what_it_comes_from(name: str) -> None:
    first = (FOLDER / f"{name}.toml").read_text("utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_made_up_persons_are_marked_so_and_only_they(name: str) -> None:
    assert (read(name).origin.default == "constructed") == (name in ("athlete", "elderly_spine", "heaving"))


@pytest.mark.parametrize(
    "name", ["disc_l45_clinician", "old_fracture_hip_replacement", "hurt_by_thrust", "after_squats"]
)
def test_a_question_nobody_asked_is_marked_constructed(name: str) -> None:
    assert "question" in read(name).origin.constructed


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("athlete", "elderly_spine", "heaving")])
def test_nothing_is_stated_of_the_readers_that_they_did_not_say(name: str) -> None:
    case = read(name)
    assert (case.body.height, case.body.mass, case.history.complete) == (None, None, None)
    assert case.conditions == {}
    assert [entry.rir for entry in case.training.lift if entry.rir is not None] == []


def trained(name: str) -> dict[str, float | None]:
    """Return the load of each lift of a case, in kg."""
    return {one.lift: None if one.load is None else one.load.kg for one in read(name).training.lift}


def test_the_clinician_thrusts_315_pounds_three_times_after_four_to_five_months() -> None:
    case = read("disc_l45_clinician")
    best = case.training.lift[0]
    assert best.load is not None and best.for_time is not None
    assert (best.lift, best.load.text, best.reps, best.best) == ("barbell_hip_thrust", "315 lb", 3, True)
    assert 120 < best.for_time.low < best.for_time.high < 153
    assert list(trained("disc_l45_clinician"))[1:] == [
        "back_squat",
        "romanian_deadlift",
        "block_deadlift",
        "front_squat",
        "single-leg work",
    ]
    assert (case.body.sex, item("disc_l45_clinician", 0)["kind"]) == ("male", "disc")


def test_the_self_assessed_woman_has_nobody_to_examine_her() -> None:
    known = facts_of(read("self_assessment"))
    assert known.values["equipment.professional"] is False
    assert known.values["symptoms.back_pain"] is False
    assert known.origins["symptoms.back_pain"] == "inferred"


def test_the_man_injured_twice_bridges_with_a_barbell() -> None:
    case = read("bridge_first")
    assert [entry.kind for entry in case.history.item] == ["back_injury", "back_injury"]
    assert trained("bridge_first") == {"barbell_glute_bridge": None}


def test_the_weekly_waves_are_there_day_by_day() -> None:
    case = read("weekly_waves")
    assert case.body.sex is None
    assert case.training.rep_waves == ("12-15", "9-12", "6-8", "3-5")
    assert [(day.day, day.focus) for day in case.training.day] == [
        ("Monday", "glutes"),
        ("Wednesday", "legs"),
        ("Friday", "glutes"),
    ]
    glutes = ("barbell_hip_thrust", "reverse_curtsy_lunge", "cable_kickback", "abductor_machine")
    assert case.training.day[0].lifts == case.training.day[2].lifts == glutes
    assert all(entry.days_per_week == 2 for entry in case.training.lift)
    assert case.training.lift[0].for_time is not None and case.training.lift[0].for_time.days == 365.25


def test_the_man_with_the_new_hip_thrusts_450_pounds_once_a_week() -> None:
    case = read("old_fracture_hip_replacement")
    assert (case.body.sex, case.body.age.years if case.body.age else None) == ("male", 48)
    assert trained("old_fracture_hip_replacement")["barbell_hip_thrust"] == pytest.approx(450 * POUND)
    assert case.training.lift[0].days_per_week == 1
    fracture, hip = item("old_fracture_hip_replacement", 0), item("old_fracture_hip_replacement", 2)
    assert (fracture["kind"], fracture["age_then"].low) == ("vertebral_fracture", 17)
    assert (hip["kind"], hip["days_since"]) == ("hip_replacement", Interval(206, 236))
    assert not {"approach", "cleared", "bans", "side"} & set(hip)


def test_the_trainer_in_a_sling_has_her_approval_and_her_bans() -> None:
    case = read("resurfacing_and_sling")
    hip, shoulder = facts_of(case).items
    assert (hip["kind"], hip["side"], hip["days_since"]) == ("hip_resurfacing", "right", Interval(294, 294))
    assert hip["bans"] == ("squat_heavy", "press_heavy")
    assert (shoulder["kind"], shoulder["in_sling"]) == ("shoulder_surgery", True)
    assert (hip["cleared"], hip["allows"]) == (shoulder["cleared"], shoulder["allows"]) == (True, ("ball_hip_thrust",))
    origins = facts_of(case).origins
    assert origins["history.item[0].cleared"] == origins["history.item[1].cleared_days_since"] == "inferred"
    assert origins["history.item[1].cleared"] == "stated"
    assert trained("resurfacing_and_sling") == {"ball_hip_thrust": None, "floor_glute_bridge": None, "trx_bridge": None}
    assert case.goal.lift == "ball_hip_thrust"


def test_the_implant_asked_about_is_somebody_elses() -> None:
    case = read("implant_budget")
    assert [entry.kind for entry in case.history.item] == ["worn_joint"]
    assert case.scenario is not None and case.scenario.body.age is not None
    assert case.scenario.body.age.years == 50
    assert [entry.kind for entry in case.scenario.history.item] == ["hip_resurfacing"]


def test_whether_the_hurt_woman_still_hurts_is_left_open() -> None:
    known = facts_of(read("hurt_by_thrust"))
    assert known.values["symptoms.hurt_by_loaded_lift"] is True
    assert not {"symptoms.hurt_now", "symptoms.back_pain", "symptoms.sacroiliac_pain"} & set(known.values)
    assert known.items[0]["days_since"] == Interval(15, 46)


def test_the_heaver_heaves() -> None:
    assert facts_of(read("heaving")).values["training.heaved"] is True


def test_numbness_after_squats_is_unclear_and_never_a_no() -> None:
    known = facts_of(read("after_squats"))
    assert known.values["symptoms.saddle_numbness"] is UNCLEAR
    assert read("after_squats").training.day[0].lifts == ("back_squat", "barbell_hip_thrust")


def test_two_months_after_three_operations_nothing_is_cleared() -> None:
    items = facts_of(read("abdominoplasty_hernia")).items
    assert [one["kind"] for one in items] == ["hernia_repair", "abdominoplasty", "breast_surgery"]
    assert all(one["days_since"] == Interval(45, 77) for one in items)
    assert not any({"cleared", "detail", "healed"} & set(one) for one in items)


def test_the_bar_rests_on_the_abdomen_and_the_birth_is_unclear() -> None:
    known = facts_of(read("pregnancy_and_bar")).values
    assert known["training.bar_place"] == "lower_abdomen"
    assert known["birth.recent"] is UNCLEAR
    assert not {"birth.date", "birth.kind", "pregnancy.now"} & set(known)


def test_the_elderly_woman_has_osteoporosis_and_has_never_lifted() -> None:
    case = read("elderly_spine")
    assert case.body.height is not None and case.body.mass is not None and case.body.age is not None
    assert (case.body.sex, case.body.age.years) == ("female", 72)
    assert (case.body.height.metres, case.body.mass.kg) == (1.60, 62)
    assert case.conditions["osteoporosis"] is True
    assert case.training.lift == ()


def test_the_athlete_answers_every_red_flag_with_no() -> None:
    case = read("athlete")
    assert trained("athlete") == {"barbell_hip_thrust": 150, "back_squat": 120}
    assert all(entry.reps == 6 and entry.best for entry in case.training.lift)
    answered = {f"symptoms.{key}": value for key, value in case.symptoms.items()}
    answered |= {f"conditions.{key}": value for key, value in case.conditions.items()}
    assert len(answered) > 30
    assert {name: value for name, value in answered.items() if value != questions()[name].benign} == {}
