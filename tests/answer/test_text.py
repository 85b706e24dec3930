"""The terminal answer: verdict first, calm, complete, and nothing else to read before an emergency."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from thrustworthy.answer import Answer, ask, to_text
from thrustworthy.case import parse_case, read_case

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*.toml"))
EMERGENCY = "\n[symptoms]\nsaddle_numbness = true\n"


@cache
def answer(name: str) -> Answer:
    return ask(read_case(next(path for path in CASES if path.stem == name)), samples=40)


@cache
def emergency() -> Answer:
    return ask(parse_case('name = "now"\nasked_on = 2026-11-01\n' + EMERGENCY, where="now.toml"), samples=40)


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_the_verdict_comes_before_everything_but_the_question(path: Path) -> None:
    lines = [line for line in to_text(answer(path.stem)).splitlines() if line.strip()]
    labels = ("GO ON", "GO ON, CHANGED", "HOLD", "BE SEEN WITHIN DAYS", "EMERGENCY")
    found = next(n for n, line in enumerate(lines) if line.startswith(labels))
    assert found <= 3


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_intended_use_is_said_once(path: Path) -> None:
    made = answer(path.stem)
    assert " ".join(to_text(made).split()).count(made.intended_use) == 1


def test_an_emergency_says_what_to_do_and_shows_no_load_and_no_plan() -> None:
    text = to_text(emergency())
    assert text.index("EMERGENCY") < 120
    assert "emergency number" in text
    assert "The plan" not in text
    assert "L5/S1" not in text
    assert not emergency().loads


def test_every_simulated_row_shows_a_band() -> None:
    text = to_text(answer("athlete"), width=200)
    rows = [line for line in text.splitlines() if "kg (" in line and "N·m" in line]
    assert len(rows) >= 4
    assert all(line.count(" to ") >= 4 for line in rows)


def test_pounds_come_first_for_who_counts_in_pounds() -> None:
    assert "315 lb (142.9" in to_text(answer("disc_l45_clinician"), width=200).replace("\N{NO-BREAK SPACE}", " ")
    assert "142.9 kg (315 lb)" in to_text(answer("disc_l45_clinician"), width=200, units="kg").replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.parametrize("width", [60, 100, 160])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(len(line) for line in to_text(answer("heaving"), width=width).splitlines()) <= width


def test_a_case_without_load_says_that_the_rows_are_not_the_reader_s() -> None:
    assert "these are not yours" in to_text(answer("self_assessment"))


def test_the_heave_is_shown_beside_the_calm_lift() -> None:
    text = " ".join(to_text(answer("heaving"), width=220).split())
    assert "lifted calmly" in text and "thrown up, in 0.6 s" in text


def test_somebody_else_s_figures_stand_apart() -> None:
    made = answer("implant_budget")
    assert made.case.scenario is not None
    assert all(row.role != "scenario" or not row.yours for row in made.loads)


def test_colour_adds_no_words() -> None:
    import re

    plain, colored = (to_text(answer("athlete"), color=color) for color in (False, True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored).split() == plain.split()
    assert "\x1b" not in plain


def test_the_same_case_and_seed_give_the_same_text() -> None:
    again = ask(read_case(next(path for path in CASES if path.stem == "athlete")), samples=40)
    assert to_text(again) == to_text(answer("athlete"))
