"""A whole routine is judged: what is counted, its order, recovery and waves, limits of the person, three changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.prescription import lifters
from thrustworthy.case import Case, read_case
from thrustworthy.prescription.routine import LiftLoads, Review, read_routine, review_json, reviewed_case, routine_of

CASES = Path(__file__).parents[3] / "cases"
WAVES = read_case(CASES / "weekly_waves.toml")


def case(extra: str = "") -> Case:
    """An adult of whom nothing else is known."""
    return lifters.case(f"[body]\nadult = true\n{extra}")


class Flat:
    """Every lift costs its load times repetitions, and half of that is tension."""

    def session(self, lift: str, load: float, sets: float, reps: float) -> LiftLoads:
        cost = (1 + load) * sets * reps
        spread = (0.5 * cost, cost, 2 * cost)
        half = (0.25 * cost, 0.5 * cost, cost)
        return LiftLoads({"gluteus_maximus": half}, {"spine": spread}, ("cholewicki_1991",))

    def peak(self, lift: str, load: float, tissue: str) -> tuple[float, float, float]:
        return (load / 2, load, 2 * load)


class Forbidden:
    """Nothing may be simulated."""

    def session(self, lift: str, load: float, sets: float, reps: float) -> LiftLoads:
        raise AssertionError

    def peak(self, lift: str, load: float, tissue: str) -> tuple[float, float, float]:
        raise AssertionError


def reviewed(text: str, person: Case | None = None, **more: Any) -> Review:
    return reviewed_case(read_routine(text), person or case(), physics=Flat(), **more)


def ids(review: Review) -> set[str]:
    return {one.id for one in review.findings}


def sets_of(review: Review, muscle: str) -> tuple[float, float]:
    return next((one.sets for one in review.muscles if one.muscle == muscle), (0.0, 0.0))


def goal(lift: str = "barbell_hip_thrust", aim: str | None = None) -> Case:
    told = f'[goal]\nlift = "{lift}"\n' + (f'aim = "{aim}"\n' if aim else "")
    return case(told)


def test_sets_count_whole_for_their_muscle_and_half_where_it_helps() -> None:
    found = reviewed("Mon\nHip thrust 3x8 60 kg\nSquat 2-4x8 60 kg\nThu\nRDL 3x8 60 kg")
    assert sets_of(found, "gluteus_maximus") == pytest.approx((3 + 1 + 1.5, 3 + 2 + 1.5))
    assert sets_of(found, "vasti") == pytest.approx((2, 4))
    assert sets_of(found, "hamstrings") == pytest.approx((4.5, 4.5))


def test_a_warm_up_and_a_lift_that_is_asked_for_do_not_count() -> None:
    found = reviewed("Mon\nWarm-up: hip thrust 3x15\nPistol squat 3x8\nHip thrust 3x8 60 kg")
    assert sets_of(found, "gluteus_maximus") == (3, 3)
    assert sets_of(found, "vasti") == (0, 0)
    assert "asked" in ids(found)


def test_several_weeks_count_as_their_mean() -> None:
    found = reviewed("Week 1\nMon\nHip thrust 2x8 60 kg\nWeek 2\nMon\nHip thrust 4x8 60 kg")
    assert sets_of(found, "gluteus_maximus") == (3, 3)


def test_the_cost_of_a_week_adds_up_over_its_lifts() -> None:
    found = reviewed("Mon\nHip thrust 3x8 60 kg\nThu\nHip thrust 2x10 40 kg")
    (spine,) = found.tissues
    assert spine.cost == pytest.approx((0.5 * 2284, 2284, 2 * 2284))
    assert spine.by_day == pytest.approx({"Monday": 1464 / 2284, "Thursday": 820 / 2284})
    assert not found.relative


def test_without_a_load_there_are_shares_and_no_amounts_and_it_is_said() -> None:
    found = reviewed("Mon\nHip thrust 3x8\nRDL 3x8")
    assert found.relative
    assert all(one.cost is None for one in found.tissues)
    assert all(one.tension is None for one in found.muscles)
    assert sum(found.tissues[0].shares.values()) == pytest.approx(1)
    assert any("shares" in one.text for one in found.supposed)


def test_a_lift_without_a_load_is_left_out_where_others_have_one_and_it_is_said() -> None:
    found = reviewed("Mon\nHip thrust 3x8\nRDL 3x8 60 kg")
    assert not found.relative
    assert found.tissues[0].cost is not None
    assert found.tissues[0].cost[1] == pytest.approx(61 * 24)
    assert set(found.tissues[0].shares) == {"romanian_deadlift"}
    assert any("left out" in one.text and "Barbell hip thrust" in one.text for one in found.supposed)


def test_loads_of_the_case_fill_in_and_it_is_said() -> None:
    person = case('[[training.lift]]\nlift = "barbell_hip_thrust"\nload = "80 kg"\n')
    found = reviewed("Mon\nHip thrust 3x8", person)
    assert not found.relative
    assert found.tissues[0].cost is not None
    assert found.tissues[0].cost[1] == pytest.approx(81 * 24)


def test_the_lift_asked_about_should_come_first() -> None:
    assert "order_first" in ids(reviewed("Mon\nHip thrust 3x8\nSquat 3x8", goal()))
    late = reviewed("Mon\nSquat 3x8\nHip thrust 3x8", goal())
    assert "order_late" in ids(late)
    assert any(one.finding == "order_late" for one in late.changes)
    assert any("nunes_2021" in one.said.sources for one in late.about("order"))


def test_a_lift_of_one_joint_before_one_of_several_is_said() -> None:
    assert "order_single" in ids(reviewed("Mon\nCable kickback 3x12\nHip thrust 3x8"))
    assert "order_single" not in ids(reviewed("Mon\nHip thrust 3x8\nCable kickback 3x12"))


def test_days_that_are_alike_want_two_days_between_around_the_week_too() -> None:
    assert "recovery_close" in ids(reviewed("Mon\nHip thrust 3x8\nTue\nHip thrust 3x8"))
    assert "recovery_close" in ids(reviewed("Mon\nHip thrust 3x8\nSun\nHip thrust 3x8"))
    assert "recovery_close" not in ids(reviewed("Mon\nHip thrust 3x8\nThu\nHip thrust 3x8"))
    assert "recovery_close" not in ids(reviewed("Mon\nHip thrust 3x8\nTue\nSquat 3x8"))
    assert "recovery_unknown" in ids(reviewed("Day 1\nHip thrust 3x8\nDay 2\nHip thrust 3x8"))


def test_no_standing_lift_is_missing_and_one_of_each_kind_is_not() -> None:
    assert "transfer" in ids(reviewed("Mon\nHip thrust 3x8"))
    some = ids(reviewed("Mon\nHip thrust 3x8\nSquat 3x8"))
    assert "pattern" in some and "transfer" not in some
    assert not {"transfer", "pattern"} & ids(reviewed("Mon\nHip thrust 3x8\nRDL 3x8\nSquat 3x8\nLunge 3x8"))


def test_a_day_without_lifts_may_hold_what_is_missing() -> None:
    found = reviewed("Mon\nHip thrust 3x8\nWed: legs")
    assert "transfer_open" in ids(found)
    assert "transfer" not in ids(found)
    assert any("Wednesday" in one.text for one in found.changes)


FEW = "Mon\nHip thrust 5x3 100 kg"
TRAINED = """
[history]
complete = true
[[training.lift]]
lift = "barbell_hip_thrust"
load = "100 kg"
for_time = "20 weeks"
pain_during = {pain}
pain_next_morning = {pain}
"""


def test_few_repetitions_wait_while_anything_is_not_told() -> None:
    found = reviewed(FEW)
    assert "low_unknown" in ids(found)
    assert found.changes[0].finding == "low_unknown"


def test_few_repetitions_open_only_by_clean_training_that_is_told() -> None:
    assert "low_open" in ids(reviewed(FEW, case(TRAINED.format(pain=0))))
    assert "low_held" in ids(reviewed(FEW, case(TRAINED.format(pain=4))))


def test_clean_training_of_one_lift_opens_few_repetitions_of_no_other() -> None:
    person = case(TRAINED.format(pain=0))
    found = reviewed("Mon\nHip thrust 5x3 100 kg\nDeadlift 5x3 100 kg", person)
    assert {"low_open", "low_unknown"} <= ids(found)
    waits = next(one for one in found.findings if one.id == "low_unknown")
    assert waits.said.text.startswith("Deadlift")


def test_the_fewest_repetitions_of_a_lift_are_those_that_wait() -> None:
    found = reviewed("Mon\nHip thrust 5x3 100 kg\nThu\nHip thrust 5x5 90 kg")
    (waits,) = [one for one in found.findings if one.id == "low_unknown"]
    assert "sets of 3 repetitions" in waits.said.text


def test_few_repetitions_wait_after_a_back_that_has_hurt() -> None:
    person = case(TRAINED.format(pain=0) + '[[history.item]]\nkind = "back_injury"\n')
    assert "low_held" in ids(reviewed(FEW, person))


def test_eight_repetitions_have_no_gates_of_their_own() -> None:
    assert not {"low_open", "low_held", "low_unknown"} & ids(reviewed("Mon\nHip thrust 5x8 100 kg"))


def test_sets_to_the_last_repetition_are_said() -> None:
    assert "failure" in ids(reviewed("Mon\nHip thrust 3x8 RIR 0"))
    assert "failure" in ids(reviewed("Mon\nHip thrust 3x8 RPE 10"))
    assert "failure" not in ids(reviewed("Mon\nHip thrust 3x8 RIR 2"))


def test_what_the_rules_leave_out_is_the_first_change() -> None:
    person = read_case(CASES / "resurfacing_and_sling.toml")
    found = reviewed("Mon\nBack squat 3x3 100 kg to failure\nHip thrust 3x8 100 kg", person)
    assert "banned" in ids(found)
    assert found.changes[0].finding == "banned"
    assert any("Back squat" in one.text for one in found.changes)


def test_a_hold_judges_and_simulates_nothing() -> None:
    person = read_case(CASES / "abdominoplasty_hernia.toml")
    found = reviewed_case(read_routine(FEW), person, physics=Forbidden())
    assert found.withheld is not None
    assert not found.findings and not found.changes and not found.tissues
    assert found.routine.entries


def test_a_routine_without_lifts_has_nothing_to_judge() -> None:
    assert reviewed("Mon: rest").withheld is not None


def test_the_reader_s_own_routine_is_reviewed_from_the_case() -> None:
    found = reviewed_case(None, WAVES, physics=Flat())
    assert found.from_case and found.relative
    assert [day.name for day in found.routine.days] == ["Monday", "Wednesday", "Friday"]
    assert {"waves", "waves_restart", "waves_load", "low_unknown", "order_first", "recovery_apart"} <= ids(found)
    assert {"transfer_open", "empty_day"} <= ids(found)
    assert [one.finding for one in found.changes] == ["low_unknown", "transfer_open", "sets_low"]
    waves = next(one for one in found.findings if one.id == "waves")
    assert "no magic" in waves.said.text
    assert {"moesgaard_2022", "grgic_2017", "acsm_2026"} <= set(waves.said.sources)
    assert sum("Cable kickback" in one.said.text for one in found.about("unknown")) == 1


def test_the_question_as_it_was_asked_gives_the_same_review_as_the_case() -> None:
    text = (Path(__file__).parent / "routines" / "02_forum_question.txt").read_text(encoding="utf-8")
    asked, told = reviewed(text, WAVES), reviewed_case(None, WAVES, physics=Flat())
    assert asked.changes == told.changes
    assert asked.findings == told.findings


def test_a_case_without_days_has_no_routine() -> None:
    assert routine_of(case()) is None


TEXTS = st.lists(
    st.sampled_from(
        [
            "Monday",
            "Tuesday",
            "Friday",
            "Day 1",
            "Hip thrust 3x8 100 kg",
            "Hip thrust 5x3",
            "RDL 3x10",
            "Squat 3x5 80 kg",
            "Cable kickback 3x15",
            "Leg curl 3x12",
            "Pistol squat 3x5",
            "Lunge 3x10 each leg RIR 0",
            "week 1: 12-15, week 2: 3-5",
            "Wed: legs",
            "rest",
            "5x5",
        ]
    ),
    max_size=12,
)


@given(TEXTS, st.sampled_from(sorted(path.name for path in CASES.glob("*.toml"))))
@settings(max_examples=60, deadline=None)
def test_any_routine_gets_at_most_three_ranked_changes_each_with_a_reason(lines: list[str], name: str) -> None:
    found = reviewed("\n".join(lines), read_case(CASES / name))
    assert len(found.changes) <= 3
    weights = [one.weight for one in found.changes]
    assert weights == sorted(weights, reverse=True)
    assert len({one.text for one in found.changes}) == len(found.changes)
    for one in found.changes:
        assert one.reason.text and one.reason.tag
        assert one.finding in ids(found)
        assert "{" not in one.text + one.reason.text
    assert (found.withheld is not None) == (not found.findings)
    assert review_json(found)["routine"]["counts"]["lines"] == len(found.routine.lines)


def test_the_simulation_gives_bands_that_grow_with_the_load() -> None:
    def spine(text: str) -> tuple[float, float, float]:
        found = reviewed_case(read_routine(text), case(), samples=20)
        cost = next(one.cost for one in found.tissues if one.tissue == "spine")
        assert cost is not None
        return cost

    light, heavy = spine("Mon\nHip thrust 3x8 40 kg"), spine("Mon\nHip thrust 3x8 100 kg")
    assert light[0] < light[1] < light[2]
    assert all(more > less for less, more in zip(light, heavy, strict=True))
