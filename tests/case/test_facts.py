"""A case laid flat: what was answered, nothing else, with its origin."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thrustworthy.case import UNCLEAR, Facts, Interval, facts_of, parse_case, questions

HEAD = 'name = "someone"\nasked_on = 2012-07-24\n'


def facts(text: str) -> Facts:
    """Lay the case of this text flat."""
    return facts_of(parse_case(HEAD + text))


def test_an_empty_case_answers_nothing() -> None:
    empty = facts("")
    assert (dict(empty.values), empty.items, dict(empty.origins)) == ({}, (), {})


def test_an_age_in_years_decides_every_whole_threshold() -> None:
    age = facts("[body]\nage = 69\n").values["body.age"]
    assert isinstance(age, Interval)
    assert (age.low >= 69, age.high < 70) == (True, True)


@pytest.mark.parametrize(("adult", "low", "high"), [("true", 18, 120), ("false", 0, 18)])
def test_adult_stands_in_for_an_age_that_is_not_known(adult: str, low: float, high: float) -> None:
    age = facts(f"[body]\nadult = {adult}\n").values["body.age"]
    assert isinstance(age, Interval)
    assert (age.low, age.high) == (low, pytest.approx(high))
    assert adult == "true" or age.high < high


def test_a_no_is_kept_and_unclear_stays_unclear() -> None:
    known = facts('[symptoms]\nfever = false\nsaddle_numbness = "unclear"\nleg_weakness = "unclear"\n').values
    assert known == {"symptoms.fever": False, "symptoms.saddle_numbness": UNCLEAR, "symptoms.leg_weakness": UNCLEAR}


def test_graded_answers_are_intervals() -> None:
    known = facts("[symptoms]\nback_pain_level = 3\n[pregnancy]\nnow = true\nweeks = 20.5\n").values
    assert known["symptoms.back_pain_level"] == Interval(3, 3)
    assert known["pregnancy.weeks"] == Interval(20.5, 20.5)


def test_of_a_man_pregnancy_and_birth_are_left_out() -> None:
    text = "[body]\nsex = '{}'\n[pregnancy]\nnow = false\n[birth]\nrecent = false\n"
    assert [name for name in facts(text.format("male")).values if name.startswith(("pregnancy", "birth"))] == []
    assert facts(text.format("female")).values["pregnancy.now"] is False


ANSWERS = st.sampled_from([None, True, False, "unclear"])


@given(st.lists(ANSWERS, max_size=4), ANSWERS, st.sampled_from(["heaved", "bar_bruise"]))
def test_one_yes_of_any_lift_decides_and_one_unclear_outweighs_every_no(
    lifts: list[bool | str | None], whole: bool | str | None, key: str
) -> None:
    def line(answer: bool | str | None) -> str:
        return "" if answer is None else f"{key} = {json.dumps(answer)}\n"

    text = f"[training]\n{line(whole)}" + "".join(f'[[training.lift]]\nlift = "a"\n{line(one)}' for one in lifts)
    said = [*lifts, whole]
    expected = True if True in said else UNCLEAR if "unclear" in said else False if False in said else None
    assert facts(text).values.get(f"training.{key}") is expected


@pytest.mark.parametrize(
    ("places", "place", "on_it"),
    [
        (["hip_crease", "lower_abdomen"], "lower_abdomen", True),
        (["hip_crease"], "hip_crease", False),
        ([], None, None),
    ],
)
def test_a_bar_on_the_abdomen_in_one_lift_counts(places: list[str], place: str | None, on_it: bool | None) -> None:
    known = facts("".join(f'[[training.lift]]\nlift = "a"\nbar_place = "{one}"\n' for one in places)).values
    assert known.get("training.bar_place") == place
    assert known.get("training.bar_on_abdomen") is on_it


def test_an_entry_of_the_history_is_laid_flat_by_the_names_of_the_catalogue() -> None:
    known = facts(
        """
[body]
age = 48
[[history.item]]
kind = "hip_replacement"
side = "right"
date = "2011-12"
bans = []
[history.item.clearance]
given = true
on = 2012-03-01
allows = ["S1"]
max_load = "100 lb"
max_hip_flexion = 90
min_hip_flexion = 0
"""
    )
    (item,) = known.items
    then = item["age_then"]
    assert isinstance(then, Interval)
    assert 47 < then.low < then.high < 49
    assert {name: value for name, value in item.items() if name != "age_then"} == {
        "kind": "hip_replacement",
        "groups": ("surgery", "hip_implant"),
        "side": "right",
        "days_since": Interval(206, 236),
        "bans": (),
        "cleared": True,
        "allows": ("S1",),
        "max_load": Interval(45.359237, 45.359237),
        "max_hip_flexion": Interval(90, 90),
        "min_hip_flexion": Interval(0, 0),
        "cleared_days_since": Interval(145, 145),
    }


def test_what_was_not_said_of_an_entry_is_missing() -> None:
    (item,) = facts('[[history.item]]\nkind = "hernia_repair"\n[history.item.clearance]\nby = "a surgeon"\n').items
    assert set(item) == {"kind", "groups"}


def test_an_event_at_an_age_gives_that_age() -> None:
    (item,) = facts('[body]\nage = 48\n[[history.item]]\nkind = "vertebral_fracture"\ndate = "at age 17"\n').items
    then = item["age_then"]
    assert isinstance(then, Interval)
    assert (then.low, then.high) == (17, pytest.approx(18))


def test_every_fact_has_its_origin_and_the_longest_listed_path_wins() -> None:
    known = facts(
        """
[origin]
default = "inferred"
stated = ["body", "history.item[0]"]
constructed = ["body.age", "history.item[0].clearance.on"]
[body]
sex = "male"
age = 48
[goal]
aim = "pain"
[training]
wants_vigorous = true
[[history.item]]
kind = "disc"
date = "2011"
[history.item.clearance]
given = true
on = "2012"
"""
    )
    assert known.origins["body.sex"] == "stated"
    assert known.origins["body.age"] == "constructed"
    assert known.origins["training.wants_vigorous"] == "inferred"
    assert known.origins["history.item[0].date"] == known.origins["history.item[0].days_since"] == "stated"
    assert known.origins["history.item[0].cleared"] == "stated"
    assert known.origins["history.item[0].cleared_days_since"] == "constructed"
    names = {*known.values, *(f"history.item[0].{name}" for name in known.items[0])}
    assert names <= set(known.origins)


def test_every_fact_but_two_is_a_question_of_the_catalogue() -> None:
    extra = {"training.bar_on_abdomen", "training.new_condition_since"}
    text = '[training]\nnew_condition_since = false\n[[training.lift]]\nlift = "a"\nbar_place = "hip_crease"\n'
    assert set(facts(text).values) - set(questions()) == extra
