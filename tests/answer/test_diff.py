"""What changed between two answers, and why."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from thrustworthy.answer import ask, diff, to_json
from thrustworthy.case import parse_case

ATHLETE = (Path(__file__).parents[2] / "cases" / "athlete.toml").read_text(encoding="utf-8")


@cache
def made(old: str = "", new: str = "") -> dict[str, Any]:
    return to_json(ask(parse_case(ATHLETE.replace(old, new) if old else ATHLETE, where="athlete.toml"), samples=40))


def test_the_same_answer_twice_differs_in_nothing() -> None:
    assert diff(made(), made()) == ()


def test_a_symptom_that_turned_up_changes_the_verdict_and_names_its_rule() -> None:
    changes = diff(made(), made("saddle_numbness = false", "saddle_numbness = true"))
    assert (changes[0].what, changes[0].before, changes[0].after) == ("Verdict", "ALLOW", "REFER_NOW")
    assert "R01" in changes[0].why


def test_an_answer_taken_away_shows_as_a_question_asked_now() -> None:
    changes = diff(made(), made("back_pain = false\n", ""))
    assert any(change.before is None and "symptoms.back_pain" in change.what for change in changes)


def test_a_heavier_body_shows_in_the_loads() -> None:
    changes = diff(made(), made('mass = "78 kg"', 'mass = "98 kg"'))
    assert changes and all(change.what.startswith("Loads of ") for change in changes)
    assert all("hip moment" in str(change.before) and "hip moment" in str(change.after) for change in changes)
    assert not any(change.why for change in changes)


def test_figures_of_other_bodies_are_said_to_be_that() -> None:
    older = to_json(ask(parse_case(ATHLETE, where="athlete.toml"), samples=30))
    changes = [change for change in diff(older, made()) if change.what.startswith("Loads of ")]
    assert changes and all("--samples or --seed" in change.why for change in changes)


def test_what_differs_only_in_later_figures_is_the_same() -> None:
    older = json.loads(json.dumps(made()))
    for row in older["loads"]:
        for peak in row["peaks"].values():
            peak["p50"] = float(f"{peak['p50']:.3g}")
    assert older != made()
    assert diff(older, made()) == ()


def test_a_reason_that_came_says_what_it_saw() -> None:
    changes = diff(made(), made("fever = false", "fever = true"))
    reason = next(change for change in changes if change.what == "Reason R05c")
    assert reason.before is None and reason.after is not None
    assert "symptoms.fever = yes" in reason.why


def test_a_plan_that_is_gone_shows_as_none() -> None:
    changes = diff(made(), made("fever = false", "fever = true"))
    plan = next(change for change in changes if change.what == "Plan, load")
    assert plan.before is not None and plan.after is None


def test_another_case_or_day_is_named_first() -> None:
    changes = diff({**made(), "case": "somebody else", "asked_on": "2011-01-01"}, made())
    assert [(change.what, change.before) for change in changes] == [
        ("Case", "somebody else"),
        ("Asked on", "2011-01-01"),
    ]


def test_a_lift_left_out_and_a_limit_show_on_their_side() -> None:
    limit = {"text": "Two legs only.", "tag": "DESIGN", "sources": []}
    changes = diff({**made(), "banned": ["back_squat"], "constraints": [limit]}, made())
    assert [(change.what, change.before, change.after) for change in changes] == [
        ("Lift back_squat", "left out", None),
        ("Limit", "Two legs only.", None),
    ]


def test_another_rule_set_or_engine_is_named() -> None:
    older = {**made(), "rules": "0.0.1+abc", "engine": {"numpy": "1.0"}}
    assert {"Rule set", "Version of numpy"} <= {change.what for change in diff(older, made())}


NAMES = ("verdict", "provisional_verdict", "reasons", "questions", "loads", "engine", "rules")


@pytest.mark.parametrize(
    "old",
    [
        *({}, [], None, "text", {"verdict": "ALLOW"}),
        *(dict.fromkeys(NAMES, value) for value in (1, "x", [1], [[]], {"a": 1}, None)),
    ],
)
def test_what_is_no_answer_is_refused_in_a_sentence(old: Any) -> None:
    with pytest.raises(ValueError, match="not the JSON of an answer"):
        diff(old, made())
