"""The sentences of a situation: each where it belongs, none with a load, all with a source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from thrustworthy.case import parse_case, read_case
from thrustworthy.evidence import sources
from thrustworthy.prescription import notes_about

CASES = Path(__file__).parents[2] / "cases"


def said(name: str) -> str:
    return " ".join(one.text for one in notes_about(read_case(CASES / f"{name}.toml")))


@pytest.mark.parametrize(
    "name, words",
    [
        ("after_squats", "do first what you want most"),
        ("after_squats", "What carries over"),
        ("weekly_waves", "fine, no magic"),
        ("weekly_waves", "the thrust first"),
        ("weekly_waves", "hard sets"),
        ("bridge_first", "neither is banned"),
        ("disc_l45_clinician", "stopped at 315 lb"),
        ("athlete", "keep sprints, jumps and standing lifts in"),
    ],
)
def test_each_situation_gets_the_sentence_it_asks_for(name: str, words: str) -> None:
    assert words in said(name)


@pytest.mark.parametrize("name", ["self_assessment", "elderly_spine", "abdominoplasty_hernia"])
def test_who_asks_nothing_of_it_gets_none(name: str) -> None:
    assert said(name) == ""


def test_enough_is_not_said_to_somebody_who_trains_for_sport() -> None:
    assert "stopped at 315 lb" not in said("athlete")


def test_no_note_prescribes_a_load_and_each_has_a_known_source() -> None:
    known = set(sources())
    every = '[[training.lift]]\nlift = "{}"\nbest = true\nload = "10 kg"\nreps = 5\n'
    lifted = "".join(every.format(name) for name in ("barbell_hip_thrust", "barbell_glute_bridge", "back_squat"))
    goal = '[goal]\nlift = "barbell_hip_thrust"\n'
    text = f'name = "x"\nasked_on = 2026-11-01\n[training]\nrep_waves = ["12-15"]\n{lifted}{goal}'
    for one in notes_about(parse_case(text, where="x.toml")):
        assert not re.search(r"\d+ kg", one.text)
        assert one.sources and set(one.sources) <= known
