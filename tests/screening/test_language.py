"""The language of `when`: three values, what is missing, and what it refuses."""

import itertools

import pytest

from tests.screening.oracle import facts, like, person
from thrustworthy.case import UNCLEAR, Facts, Interval
from thrustworthy.evidence import DataError
from thrustworthy.screening import Verdict, flags, read_rule, read_rules, rule, rule_files, rules, screen, screen_with

FEVER, CHEST, AGE = "symptoms.fever", "symptoms.chest_pain", "body.age"
GOOD = {
    "id": "T01",
    "when": "symptoms.fever",
    "verdict": "MODIFY",
    "sentence": "A sentence.",
    "threshold": "any",
    "tag": "DESIGN",
    "sources": [],
    "evidence": "None.",
}


def told(when, values, items=(), **more):
    """What one made-up rule says of these facts: True, False or None, and the names it asks for."""
    one = read_rule("made_up.toml", {**GOOD, "when": when, **more})
    found = screen_with(Facts(values, items), (one,), "")
    missing = {question.input for question in found.questions}
    reasons = [reason for reason in found.strict.reasons if reason.rule == "T01"]
    return ({"yes": True, "cannot_tell": None}[reasons[0].outcome] if reasons else False), missing


def kleene_and(a, b):
    return False if a is False or b is False else None if a is None or b is None else True


@pytest.mark.parametrize(("a", "b"), list(itertools.product((True, False, None), repeat=2)))
def test_and_or_and_not_are_kleenes(a, b):
    values = {name: value for name, value in ((FEVER, a), (CHEST, b)) if value is not None}
    turned = {True: False, False: True, None: None}
    assert told(f"{FEVER} and {CHEST}", values)[0] is kleene_and(a, b)
    assert told(f"{FEVER} or {CHEST}", values)[0] is turned[kleene_and(turned[a], turned[b])]
    assert told(f"not {FEVER}", values)[0] is turned[a]


def test_only_what_could_change_the_result_is_missing():
    assert told(f"{FEVER} and {CHEST}", {FEVER: True}) == (None, {CHEST})
    assert told(f"{FEVER} and {CHEST}", {FEVER: False}) == (False, set())
    assert told(f"{FEVER} or {CHEST}", {FEVER: True}) == (True, set())
    assert told(f"{FEVER} or {CHEST}", {}) == (None, {FEVER, CHEST})


@pytest.mark.parametrize(
    ("when", "low", "high", "expected"),
    [
        ("body.age < 18", 17, 17, True),
        ("body.age < 18", 18, 18, False),
        ("body.age < 18", 17, 18, None),
        ("body.age <= 18", 17, 18, True),
        ("body.age <= 18", 18, 19, None),
        ("body.age > 18", 18, 19, None),
        ("body.age > 18", 17, 18, False),
        ("body.age >= 18", 18, 19, True),
        ("body.age >= 18", 17, 18, None),
        ("18 <= body.age < 70", 18, 69, True),
        ("18 <= body.age < 70", 18, 70, None),
        ("18 <= body.age < 70", 70, 80, False),
        ("body.age == 18", 18, 18, True),
        ("body.age == 18", 18, 19, None),
        ("body.age == 18", 19, 20, False),
        ("body.age != 18", 17, 19, None),
        ("body.age != 18", 19, 20, True),
    ],
)
def test_a_comparison_is_told_only_when_it_is_certain_over_the_interval(when, low, high, expected):
    assert told(when, {AGE: Interval(low, high)})[0] is expected


def test_an_interval_over_the_threshold_asks_for_the_same_answer_more_exactly():
    assert told("body.age < 18", {AGE: Interval(17, 19)}) == (None, {AGE})


@pytest.mark.parametrize("expression", ["symptoms.fever", "body.age < 18", 'symptoms.leg_weakness == "new"'])
def test_unclear_is_cannot_tell_and_asked(expression):
    name = expression.split()[0]
    assert told(expression, {name: UNCLEAR}) == (None, {name})


def test_stated_denied_and_known_are_never_cannot_tell():
    for function, yes, no in (("stated", True, False), ("denied", False, True)):
        assert told(f"{function}({FEVER})", {FEVER: yes})[0] is True
        assert told(f"{function}({FEVER})", {FEVER: no})[0] is False
        assert told(f"{function}({FEVER})", {}) == (False, set())
        assert told(f"{function}({FEVER})", {FEVER: UNCLEAR}) == (False, set())
    assert told(f"known({AGE})", {AGE: Interval(3, 4)})[0] is True
    assert told(f"known({AGE})", {}) == (False, set())


def test_answered_waits_for_the_answer():
    assert told(f"answered({AGE})", {}) == (None, {AGE})
    assert told(f"answered({AGE})", {AGE: Interval(3, 4)})[0] is True


def test_has_is_no_only_when_the_history_is_complete():
    entry = {"kind": "caesarean"}
    assert told('has("surgery")', {}, (entry,))[0] is True
    assert told('has("fracture")', {}, (entry,)) == (None, {"history.complete"})
    assert told('has("fracture")', {"history.complete": True}, (entry,))[0] is False
    assert told('has("fracture")', {"history.complete": True}, ({"kind": "never_heard_of"},))[0] is None


def test_an_answer_of_the_wrong_sort_holds():
    assert told(FEVER, {FEVER: "perhaps"}) == (None, {FEVER})
    assert told("body.age < 18", {AGE: "old"}) == (None, {AGE})


def test_a_question_that_does_not_apply_counts_as_benign_unless_it_was_answered():
    ask = "symptoms.back_pain_rest_night"
    assert told(ask, {"symptoms.back_pain": False}) == (False, set())
    assert told(ask, {"symptoms.back_pain": False, ask: True})[0] is True
    assert told(ask, {"symptoms.back_pain": True}) == (None, {ask})
    assert told(ask, {}) == (None, {"symptoms.back_pain"})
    assert told(ask, {"symptoms.back_pain": UNCLEAR}) == (None, {"symptoms.back_pain", ask})


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"when": "symptoms.feever"}, "symptoms.feever"),
        ({"when": "symptoms.fever +"}, "not an expression"),
        ({"when": "symptoms.fever + 1"}, "outside the language"),
        ({"when": "__import__('os')"}, "functions are"),
        ({"when": "(lambda: 1)()"}, "functions are"),
        ({"when": "stated(symptoms.fever, 1)"}, "one argument"),
        ({"when": "body.age"}, "compare it"),
        ({"when": "symptoms.fever < 3"}, "yes_no with number"),
        ({"when": "body.age < 'x'"}, "number with text"),
        ({"when": "1 < 2"}, "no name"),
        ({"when": "body.age is 3"}, "compare with"),
        ({"when": "symptoms.leg_weakness == 'newish'"}, "never 'newish'"),
        ({"when": "symptoms.leg_weakness in ('newish', 'new')"}, "never 'newish'"),
        ({"when": "body.age < [1]"}, "cannot be compared"),
        ({"when": "has('spleen')"}, "history_kinds.toml"),
        ({"when": "item.cleared"}, "each"),
        ({"when": "item.cleared", "each": "spleen"}, "spleen"),
        ({"limits": ["bans"]}, "each"),
        ({"limits": ["wishes"], "each": "surgery"}, "wishes"),
        ({"verdict": "PERHAPS"}, "PERHAPS"),
        ({"tag": "HEARD"}, "HEARD"),
        ({"tag": "READ"}, "needs a source"),
        ({"hold": "for ever"}, "for ever"),
        ({"colour": "red"}, "colour"),
        ({"constraints": {"max_fun": 1}}, "max_fun"),
        ({"constraints": {"max_stage": "S9"}}, "S9"),
        ({"constraints": {"load_factor": 1.5}}, "load_factor"),
        ({"constraints": {"min_rir": -1}}, "min_rir"),
        ({"constraints": {"pain_cap": "two"}}, "pain_cap"),
        ({"constraints": {"flags": ["no_fun"]}}, "no_fun"),
    ],
)
def test_bad_rule_data_is_refused_naming_file_and_rule(changes, says):
    with pytest.raises(DataError) as caught:
        read_rule("made_up.toml", {**GOOD, **changes})
    assert "made_up.toml, rule T01" in str(caught.value)
    assert says in str(caught.value)


def test_a_missing_key_a_doubled_id_and_a_broken_file_are_refused():
    with pytest.raises(DataError, match=r"made_up\.toml, rule T01: 'sentence' is missing"):
        read_rule("made_up.toml", {key: value for key, value in GOOD.items() if key != "sentence"})
    text = rule_files()["other.toml"]
    with pytest.raises(DataError, match=r"again\.toml, rule X02: the id is taken in other\.toml"):
        read_rules({"other.toml": text, "again.toml": text})
    with pytest.raises(DataError, match=r"broken\.toml"):
        read_rules({"broken.toml": "[[rule]"})
    with pytest.raises(DataError, match=r"empty\.toml"):
        read_rules({"empty.toml": ""})


def test_a_rule_is_found_by_its_id_and_an_unknown_id_says_where_to_look():
    assert rule("R01").verdict is Verdict.REFER_NOW
    with pytest.raises(KeyError, match="thrustworthy rules"):
        rule("R99")


def test_every_flag_is_used_by_some_rule_or_by_a_ban():
    used = {flag for one in rules() for flag in one.constraints.flags}
    assert set(flags()) - used == {"ask_about_overhead"}


def test_the_same_facts_give_the_same_screening_and_the_version_names_the_rules():
    first, second = (screen(facts(like({FEVER: None}))) for _ in range(2))
    assert first == second
    assert screen(facts(person())).rules_version.count("+") == 1
