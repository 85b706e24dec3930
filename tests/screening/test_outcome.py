"""What a screening carries: holds, questions, suppositions, combined constraints, words."""

import re
import tomllib

from tests.screening.oracle import POST_OP, UNCLEAR, entry, facts, like, person
from thrustworthy.case import questions
from thrustworthy.screening import Constraints, Verdict, flags, rule_files, rules, screen

NEVER = re.compile(
    r"\b(safe\w*|treat\w*|cure\w*|heal(?!th)\w*|rehab\w*|prevent\w*|diagnos\w*|guarantee\w*|because|due to"
    r"|dangerous for you|your disc is|prescri\w*|titrat\w*|contraindicat\w*|corrective\w*)\b",
    re.IGNORECASE,
)


def screened(who):
    return screen(facts(who))


def test_a_missing_age_holds_both_verdicts_for_questions():
    found = screened(person(body__age=None))
    assert (found.strict.verdict, found.strict.hold_kind) == (Verdict.HOLD_CLEARANCE, "questions")
    assert (found.provisional.verdict, found.provisional.hold_kind) == (Verdict.HOLD_CLEARANCE, "questions")


def test_a_missing_symptom_holds_strictly_and_is_supposed_absent_provisionally():
    found = screened(person(symptoms__fever=None))
    assert found.strict.verdict is Verdict.HOLD_CLEARANCE
    assert found.provisional.verdict is Verdict.ALLOW
    assert [one.input for one in found.supposed] == ["symptoms.fever"]
    assert "no" in found.supposed[0].sentence


def test_an_unclear_symptom_is_never_supposed():
    found = screened(person(symptoms__saddle_numbness=UNCLEAR))
    assert (found.provisional.verdict, found.provisional.hold_kind) == (Verdict.HOLD_CLEARANCE, "questions")
    assert found.supposed == ()


def test_a_supposition_that_changes_nothing_is_not_listed():
    # Without back pain nothing more is asked of it, so nothing more is supposed.
    found = screened(person(symptoms__back_pain=None))
    assert [one.input for one in found.supposed] == ["symptoms.back_pain"]


def test_a_missing_pain_level_is_supposed_at_its_careful_end():
    pain = {"symptoms.back_pain": True, "symptoms.back_pain_new": False, "symptoms.back_pain_worse": False}
    pain |= {"symptoms.back_pain_rest_night": False, "symptoms.back_pain_fixed": False}
    found = screened(like(pain))
    assert found.provisional.verdict is Verdict.MODIFY
    assert found.provisional.constraints.max_stage == "S1"


def test_the_surgeon_is_asked_for_the_clearance_and_the_person_for_the_date():
    found = screened(person(entry("spine_surgery", cleared=None)))
    assert found.strict.hold_kind == found.provisional.hold_kind == "clearance"
    assert {one.asked_of for one in found.questions} == {"surgeon"}
    found = screened(person(entry("abdominoplasty", None)))
    assert found.strict.hold_kind == "questions"
    assert screened(person(entry("abdominoplasty", None, cleared=None))).strict.hold_kind == "both"


def test_an_item_question_says_which_entry_it_is_about():
    found = screened(person(entry("worn_joint"), entry("spine_surgery", cleared=None)))
    assert {(one.input, one.item) for one in found.questions} == {("item.cleared", 1)}
    assert {one.item for one in found.strict.reasons if one.outcome == "cannot_tell"} == {1}


def test_questions_come_in_the_order_of_what_waits_for_them():
    found = screened(person(training__heaved=None, conditions__blood_pressure=None, symptoms__saddle_numbness=None))
    assert [one.input for one in found.questions] == [
        "symptoms.saddle_numbness",
        "conditions.blood_pressure",
        "training.heaved",
    ]
    assert found.questions[0].rules == ("R01", "R01s")


def test_what_the_case_hints_at_is_asked_first():
    found = screened(person(body__age=None, training__heaved=UNCLEAR, symptoms__fever=None))
    assert [one.input for one in found.questions] == ["training.heaved", "body.age", "symptoms.fever"]


def test_a_question_is_asked_once_with_all_rules_that_wait():
    found = screened(person(symptoms__back_pain=None))
    assert [(one.input, one.rules) for one in found.questions] == [("symptoms.back_pain", ("D01", "D01b", "D01c"))]


def test_a_referral_that_cannot_be_told_holds_and_is_no_referral():
    found = screened(person(symptoms__saddle_numbness=None))
    assert found.strict.verdict is Verdict.HOLD_CLEARANCE
    assert {one.verdict for one in found.strict.reasons} == {Verdict.HOLD_CLEARANCE}


def test_constraints_of_all_fired_rules_are_combined_to_the_strictest():
    who = person(
        entry("hip_resurfacing", 100),
        entry("abdominoplasty", 60),
        training__heaved=True,
        training__bar_bruise=True,
    )
    held = screened(who).strict.constraints
    assert (held.max_stage, held.load_factor, held.min_rir, held.pain_cap, held.max_step) == ("S1", 0.0, 4, 2, 0.05)
    assert held.no_reported_training
    assert {"two_leg_only", "light_load", "no_squeeze", "controlled_tempo", "pad"} <= set(held.flags)


def test_a_rule_that_cannot_be_told_binds_nothing_yet():
    found = screened(person(training__heaved=None))
    assert found.strict.constraints == Constraints()


def test_bans_are_united_and_clearances_share_what_both_name():
    who = person(
        entry("hip_replacement", approach="anterior", allows=("ball_hip_thrust", "deadlift"), bans=("squat_heavy",)),
        entry("shoulder_surgery", allows=("ball_hip_thrust",), bans=("deadlift", "press_heavy")),
    )
    held = screened(who).strict.constraints
    assert held.ban_patterns == ("squat", "deadlift")
    assert held.ban_lifts == ("deadlift", "leg_press")
    assert held.only_lifts == ("ball_hip_thrust", "floor_glute_bridge")
    assert "ask_about_overhead" in held.flags


def test_clearances_that_share_no_lift_leave_no_lift():
    who = person(entry("spine_surgery", allows=("deadlift",)), entry("breast_surgery", allows=("ball_hip_thrust",)))
    assert screened(who).strict.constraints.only_lifts == ("none_in_common",)


def test_a_clearance_for_all_training_limits_nothing():
    held = screened(person(entry("breast_surgery", allows=("training",)))).strict.constraints
    assert held == Constraints(**POST_OP)


def test_a_clearance_that_says_neither_what_is_allowed_nor_what_is_ruled_out_holds():
    found = screened(person(entry("hip_resurfacing", allows=None, bans=None)))
    assert (found.strict.verdict, found.strict.hold_kind) == (Verdict.HOLD_CLEARANCE, "clearance")
    assert found.provisional.verdict is Verdict.HOLD_CLEARANCE


def test_the_groin_hernia_and_the_tummy_tuck_take_the_longer_hold():
    who = person(entry("hernia_repair", 30, detail="groin_open"), entry("abdominoplasty", 30))
    assert screened(who).strict.verdict is Verdict.HOLD_CLEARANCE


def test_a_reason_carries_what_the_rule_saw_and_where_from():
    seen = screened(person(entry("abdominoplasty", (46, 76), cleared=None))).strict.reasons
    inputs = {one.name: one.value for one in next(one for one in seen if one.rule == "S04b").inputs}
    assert inputs == {"item.days_since": "46 to 76", "item.cleared": None}
    assert all(one.tag and one.threshold and one.sentence for one in seen)


def test_what_was_supposed_says_so_in_the_reason():
    found = screened(person(entry("disc", symptom_free=None)))
    reason = next(one for one in found.provisional.reasons if one.rule == "D02i")
    assert [(one.value, one.origin) for one in reason.inputs] == [("no", "supposed")]


def test_an_emergency_says_the_emergency_words_first():
    for one in rules():
        if one.verdict is Verdict.REFER_NOW:
            assert one.sentence.startswith("Stop. Get emergency care now (your local emergency number")
            assert one.sentence.endswith("Do not wait for this program.")
        if one.verdict is Verdict.REFER_SOON:
            assert "within days" in one.sentence
            assert "don't load it until then" in one.sentence


def test_no_sentence_uses_a_word_that_users_never_read():
    texts = [one.sentence for one in rules()] + [one.threshold for one in rules()]
    texts += [one.sentence for one in flags().values()] + [one.ask for one in questions().values()]
    assert [text for text in texts if NEVER.search(text)] == []


def test_holds_and_referrals_bind_nothing_and_every_rule_is_complete():
    for text in rule_files().values():
        for raw in tomllib.loads(text)["rule"]:
            if raw["verdict"] not in ("ALLOW", "MODIFY"):
                assert "constraints" not in raw
            assert raw["sentence"].endswith(".")
            assert raw["evidence"].endswith(".")
