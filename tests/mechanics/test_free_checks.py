"""What needs no measurement to be true, for every simulated lift and two hundred people nobody chose."""

from functools import cache

import numpy as np
import pytest

from thrustworthy.formulary import lift_ids, read_lift_file
from thrustworthy.mechanics import Subject
from thrustworthy.mechanics._dynamics import energy_error
from thrustworthy.mechanics._lift import lift_model
from thrustworthy.mechanics._run import Batch, run_batch
from thrustworthy.mechanics._samples import Samples, draw_samples
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._select import keep_solved
from thrustworthy.mechanics._tables import number

LIFTS = tuple(lift for lift in lift_ids() if "simulation" in read_lift_file(lift))
LOADED = tuple(lift for lift in LIFTS if lift_model(lift).load_place != "none")
PEOPLE = 200
LOAD = 60.0
PRESSED = ("l5s1_compression", "l4l5_compression", "l3l4_compression")


def load_of(lift: str) -> float:
    return LOAD if lift in LOADED else 0.0


def batch_of(lift: str, frames: int) -> Batch:
    """Height, mass and sex are drawn from the population, and with them everything else."""
    draws = Draws(samples=PEOPLE, seed=11)
    return keep_solved(run_batch(lift_model(lift), Subject(), load_of(lift), {}, np.linspace(0, 1, frames), draws))


@cache
def samples_of(lift: str, load: float) -> Samples:
    return draw_samples(lift, Subject(), load, samples=PEOPLE, seed=11, frames=9)


@pytest.mark.parametrize("lift", LIFTS)
def test_all_work_is_the_change_of_energy_in_everybody_and_more_frames_bring_it_nearer(lift: str) -> None:
    errors = []
    for frames in (51, 201):
        batch = batch_of(lift, frames)
        errors.append(energy_error(batch.body, batch.motion, batch.dynamics, load_of(lift), batch.time).max())
    assert errors[1] <= 0.002
    assert errors[1] < 0.25 * errors[0]


@pytest.mark.parametrize("lift", LIFTS)
def test_floor_joints_and_the_free_end_hold_each_other_in_everybody(lift: str) -> None:
    assert batch_of(lift, 21).dynamics.residual.max() < 1e-6


@pytest.mark.parametrize("lift", LIFTS)
def test_recruitment_ends_and_says_what_it_lacks_in_everybody(lift: str) -> None:
    made = samples_of(lift, load_of(lift))
    assert not made.checks["unbalanced"].any()
    allowed = number("muscle_model", "feasible") + number("muscle_model", "margin")
    np.testing.assert_array_equal(made.checks["weak"] == 1, made.checks["reserve"] > allowed)
    assert all(np.isfinite(one.values).all() for one in made.outputs.values())


@pytest.mark.parametrize("lift", LOADED)
def test_more_load_lowers_no_part_of_the_band_of_compression(lift: str) -> None:
    """Nor anybody's own, but for two in a hundred: there more load lets a muscle go that worked against the others."""
    light, heavy = samples_of(lift, LOAD), samples_of(lift, 1.25 * LOAD)
    both = np.intersect1d(light.place, heavy.place)
    assert len(both) > 0.5 * PEOPLE
    for name in PRESSED:
        less, more = (one.outputs[name].values.max(axis=1)[np.searchsorted(one.place, both)] for one in (light, heavy))
        assert (np.percentile(more, (5, 50, 95)) > np.percentile(less, (5, 50, 95))).all(), name
        assert np.mean(more < 0.99 * less) <= 0.02, name
