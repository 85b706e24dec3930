"""Who may do which test: what is not known withholds and is named; nothing added to a case opens by being unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.people import facts
from thrustworthy.assessment import assessments, conditions, may_do
from thrustworthy.case import UNCLEAR, Facts

TESTS = tuple(assessments().values())
HERNIA = '[[history.item]]\nkind = "hernia_repair"\ndate = "2026-09-01"\n{}'
HIP = '[[history.item]]\nkind = "hip_replacement"\nside = "left"\ndate = "2020-01-01"\napproach = "posterior"\n{}'
CLEARED = "[history.item.clearance]\ngiven = {}\n"


def allowed(test: str, known: Facts) -> bool:
    return may_do(assessments()[test], known).allowed


def missing(test: str, known: Facts) -> set[str | None]:
    return {one.question for one in may_do(assessments()[test], known).reasons}


def test_somebody_without_complaint_may_do_every_test() -> None:
    assert [one.id for one in TESTS if not may_do(one, facts()).allowed] == []
    assert [one.id for one in TESTS if not may_do(one, facts("female", 30)).allowed] == []


def test_of_somebody_unknown_only_questions_are_asked() -> None:
    nobody = Facts({})
    assert all(may_do(one, nobody).allowed == (one.demand == "none") for one in TESTS)


def test_a_missing_answer_withholds_and_is_named_with_its_question() -> None:
    known = facts(leave="bulge")
    assert missing("plank_hold", known) == {"symptoms.bulge"}
    reason = may_do(assessments()["plank_hold"], known).reasons[0]
    assert reason.ask is not None and reason.ask.endswith("?")
    assert allowed("bridge_hold", known)


def test_no_plank_after_a_repair_of_the_belly_wall_until_cleared() -> None:
    assert not allowed("plank_hold", facts(more=HERNIA.format(CLEARED.format("false"))))
    assert "history.item[0].cleared" in missing("plank_hold", facts(more=HERNIA.format("")))
    assert allowed("plank_hold", facts(more=HERNIA.format(CLEARED.format("true"))))


def test_no_double_leg_lowering_with_back_pain_pregnancy_or_after_a_repair() -> None:
    cleared = facts(more=HERNIA.format(CLEARED.format("true")))
    assert not allowed("double_leg_lowering", cleared)
    pain = Facts({**facts().values, "symptoms.back_pain": True})
    assert not allowed("double_leg_lowering", pain)
    pregnant = Facts({**facts("female", 30).values, "pregnancy.now": True})
    assert not allowed("double_leg_lowering", pregnant)


def test_the_position_ruled_out_after_a_hip_replacement_stays_out_even_when_cleared() -> None:
    known = facts(more=HIP.format(CLEARED.format("true")))
    assert not allowed("fadir_pain", known) and not allowed("hip_internal_rotation_range", known)
    assert allowed("bridge_hold", known)


def test_an_arm_in_a_sling_keeps_its_weight_off() -> None:
    item = '[[history.item]]\nkind = "shoulder_surgery"\nside = "left"\ndate = "2026-09-01"\nin_sling = {}\n'
    known = facts(more=item.format("true") + CLEARED.format("true"))
    assert not allowed("side_bridge_hold", known) and not allowed("raised_clean_sets", known)
    assert allowed("bridge_hold", known)


def test_of_a_man_and_of_an_older_woman_no_pregnancy_is_asked() -> None:
    man = Facts({name: value for name, value in facts().values.items() if not name.startswith(("preg", "birth"))})
    assert allowed("plank_hold", man)
    older = facts("female", 72, leave="now")
    assert "pregnancy.now" not in older.values and allowed("bridge_hold", older)
    assert missing("bridge_hold", facts("female", 40, leave="now")) == {"pregnancy.now"}


def test_lying_flat_is_left_out_from_20_weeks_and_weeks_that_are_missing_are_asked() -> None:
    pregnant = {**facts("female", 30).values, "pregnancy.now": True}
    assert missing("bridge_hold", Facts(pregnant)) == {"pregnancy.weeks"}
    assert allowed("inclined_bridge_clean", Facts(pregnant))


def test_a_demand_of_screening_adds_a_reason() -> None:
    one = assessments()["single_leg_bridge_reps"]
    assert may_do(one, facts()).allowed
    assert not may_do(one, facts(), ["two_leg_only"]).allowed


def test_an_entry_that_nobody_knows_holds_what_could_depend_on_it() -> None:
    other = '[[history.item]]\nkind = "other"\nlabel = "something"\n'
    assert "history.item[0].cleared" in missing("bridge_hold", facts(more=other))


QUESTIONS = sorted({str(one.row["question"]) for one in conditions().values() if "question" in one.row})


@given(st.sampled_from(TESTS), st.sampled_from([*QUESTIONS, "history.complete"]), st.sampled_from(["male", "female"]))
def test_taking_an_answer_away_or_making_it_unclear_never_opens_a_test(test, name, sex) -> None:
    known = facts(sex, 30, more=HERNIA.format(""))
    before = may_do(test, known).allowed
    less = Facts({key: value for key, value in known.values.items() if key != name}, known.items)
    unclear = Facts({**known.values, name: UNCLEAR}, known.items)
    assert may_do(test, less).allowed <= before
    assert may_do(test, unclear).allowed <= before


@pytest.mark.parametrize("name", ["sorensen_hold", "bridge_hold", "plank_hold"])
@pytest.mark.parametrize("pressure", ["high_uncontrolled", "180_110_or_more"])
def test_no_test_to_the_limit_with_blood_pressure_out_of_control(name: str, pressure: str) -> None:
    assert not allowed(name, Facts({**facts().values, "conditions.blood_pressure": pressure}))
