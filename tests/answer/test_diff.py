"""What changed between two answers, and why."""

from __future__ import annotations

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
    assert any("hip_moment" in change.what for change in changes)
    assert not any(change.what == "Verdict" for change in changes)


def test_another_rule_set_or_engine_is_named() -> None:
    older = {**made(), "rules": "0.0.1+abc", "engine": {"numpy": "1.0"}}
    assert {"Rule set", "Version of numpy"} <= {change.what for change in diff(older, made())}


@pytest.mark.parametrize("old", [{}, [], None, "text", {"verdict": "ALLOW"}])
def test_what_is_no_answer_is_refused_in_a_sentence(old: Any) -> None:
    with pytest.raises(ValueError, match="not the JSON of an answer"):
        diff(old, made())
