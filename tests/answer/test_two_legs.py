"""Lifts whose legs differ, as a reader sees them."""

import pytest

from thrustworthy.answer._figure import draw_poses
from thrustworthy.answer._figure_words import legend_rows, lift_words
from thrustworthy.mechanics import Simulation, Subject, simulate


@pytest.fixture(scope="module")
def step_up() -> Simulation:
    return simulate("step_up", Subject(1.66, 62.0, "female"), 12, samples=30, frames=21)


@pytest.fixture(scope="module")
def squat() -> Simulation:
    return simulate("back_squat", Subject(1.66, 62.0, "female"), 40, samples=30, frames=21)


def test_the_other_leg_is_drawn_fainter_and_the_step_under_the_foot(step_up: Simulation, squat: Simulation) -> None:
    pictures = [str(draw_poses(made, ids="x", lift_name="y")[0].svg) for made in (step_up, squat)]
    assert 'class="far"' in pictures[0]
    assert 'class="bench"' in pictures[0]
    assert 'class="far"' not in pictures[1]
    assert 'class="bench"' not in pictures[1]


def test_the_legend_names_the_working_leg_and_each_foot(step_up: Simulation, squat: Simulation) -> None:
    one, both = (" / ".join(words for _, words in legend_rows(made, 0)) for made in (step_up, squat))
    assert "Hip, working leg" in one
    assert "working foot" in one
    assert "other foot" in one
    assert "Hips, both" in both
    assert "other foot" not in both


def test_a_row_of_one_leg_says_so(step_up: Simulation, squat: Simulation) -> None:
    assert lift_words("Step-up", step_up) == "Step-up (working leg)"
    assert lift_words("Back squat", squat) == "Back squat"
    assert lift_words("Landmine", None) == "Landmine"
