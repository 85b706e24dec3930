"""The terminal answer: verdict first, calm, complete, and nothing else to read before an emergency."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.answer.answers import CASES, ROOT, SAMPLES, answer
from thrustworthy.answer import ask, to_text
from thrustworthy.answer._numbers import Units
from thrustworthy.case import read_case
from thrustworthy.evidence import Tag


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_the_verdict_comes_before_everything(path: Path) -> None:
    lines = [line for line in to_text(answer(path.stem)).splitlines() if line.strip()]
    labels = ("GO ON", "GO ON, CHANGED", "HOLD", "BE SEEN WITHIN DAYS", "EMERGENCY")
    found = next(n for n, line in enumerate(lines) if line.startswith(labels))
    assert found == 0


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_intended_use_is_said_once(path: Path) -> None:
    made = answer(path.stem)
    assert " ".join(to_text(made).split()).count(made.intended_use) == 1


def test_an_emergency_says_what_to_do_and_shows_no_load_and_no_plan() -> None:
    text = to_text(answer("emergency"))
    assert text.index("EMERGENCY") < 120
    assert "emergency number" in text
    assert "The plan" not in text
    assert "L5/S1" not in text
    assert not answer("emergency").loads


def test_every_simulated_row_shows_its_bands_and_the_table_its_sources() -> None:
    made = answer("athlete")
    text = to_text(made, width=200)
    table = text[text.index("What it loads") :]
    rows = [line for line in table.splitlines() if re.search(r"\d\skg  ", line)]
    assert len(rows) == 2 * len(made.loads), "joints, then muscles"
    assert all(len(re.findall(r"−?[\d.]+ \(−?[\d.]+ to −?[\d.]+\)", line)) == 5 for line in rows)
    stands = " ".join(table[table.index("These figures stand on") :].split()).partition(". ")[0]
    assert all(s in stands for row in made.loads if row.simulation for s in row.simulation.sources)


@pytest.mark.parametrize("width", [50, 70, 110, 200])
def test_the_figures_of_the_spine_are_there_at_every_width(width: int) -> None:
    made = answer("athlete")
    row = made.loads[0]
    assert row.simulation is not None
    band = row.simulation.peaks["l5s1_compression"].band
    low, middle, high = (f"{float(value) / 1000:.1f}" for value in (band.p05, band.p50, band.p95))
    text = " ".join(to_text(made, width=width).split())
    assert f"{middle} ({low} to {high})" in text
    assert "L5/S1 compression" in text and "kN" in text


def test_the_reader_s_unit_is_shown_first_in_plan_and_loads() -> None:
    def shown(units: Units | None) -> str:
        return " ".join(to_text(answer("disc_l45_clinician"), width=200, units=units).split())

    assert "(yours) 315 lb" in shown(None) and "(yours) 315 lb" in shown("lb")
    assert "(yours) 142.9 kg" in shown("kg")
    assert "Load 250 lb (113 kg): 45 lb (20 kg) bar" in shown(None)
    assert "Load 113.4 kg (250 lb): 45 lb (20 kg) bar" in shown("kg")


def test_the_reasons_count_the_rules_that_wait() -> None:
    made = answer("disc_l45_clinician")
    waiting = {(r.rule, r.item) for r in made.screening.strict.reasons if r.outcome == "cannot_tell"}
    assert waiting and f"{len(waiting)} rules wait for an answer" in to_text(made)
    assert "wait for an answer" not in to_text(answer("athlete"))


def test_every_mark_that_is_used_is_explained() -> None:
    text = " ".join(to_text(answer("disc_l45_clinician")).split())
    for tag in Tag:
        if re.search(rf"\[{re.escape(tag)}[];]", text):
            assert re.search(rf"\[([\w, -]+, )?{re.escape(tag)}(, [\w, -]+)?\] {re.escape(tag.words)}", text), tag


def test_why_comes_before_the_plan_and_the_plan_before_the_loads() -> None:
    text = to_text(answer("disc_l45_clinician"))
    heads = ["Answer these", "Why", "The plan", "Limits", "What it loads", "What is known", "What is not known"]
    places = [text.index(f"\n{head}") for head in [*heads, "Sources", "What this is"]]
    assert places == sorted(places)


def test_an_emergency_says_what_led_to_it() -> None:
    text = " ".join(to_text(answer("emergency")).split())
    assert text.startswith("EMERGENCY. Stop.")
    assert text.count("Stop. Get emergency care now") == 1
    assert "R01: lost feeling in the saddle" in text


@pytest.mark.parametrize("width", [60, 100, 160])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(len(line) for line in to_text(answer("heaving"), width=width).splitlines()) <= width


def test_a_case_without_load_says_that_the_rows_are_not_the_reader_s() -> None:
    text = " ".join(to_text(answer("self_assessment")).split())
    assert "No load is known for the lift asked about" in text
    assert "No load is known" not in to_text(answer("athlete"))


def test_questions_about_several_entries_say_which_is_meant() -> None:
    made = answer("abdominoplasty_hernia")
    lines = [line for line in to_text(made, width=300).splitlines() if "clearance.given" in line]
    assert len(lines) == len({line.partition("[")[0] for line in lines}) == len(made.case.history.item)


def test_the_heave_is_shown_beside_the_calm_lift() -> None:
    text = " ".join(to_text(answer("heaving"), width=220).split())
    assert "lifted calmly" in text and "thrown up, in 0.6 s" in text


def test_somebody_else_s_figures_stand_apart() -> None:
    made = answer("implant_budget")
    assert made.case.scenario is not None
    assert all(row.role != "scenario" or not row.yours for row in made.loads)


def test_colour_adds_no_words() -> None:
    plain, colored = (to_text(answer("athlete"), color=color) for color in (False, True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored).split() == plain.split()
    assert "\x1b" not in plain


def test_the_same_case_and_seed_give_the_same_text() -> None:
    again = ask(read_case(ROOT / "cases" / "athlete.toml"), samples=SAMPLES)
    assert to_text(again) == to_text(answer("athlete"))
