"""Net joint moments against OpenSim's inverse dynamics, for every simulated lift and ten random people each."""

from __future__ import annotations

import pytest

from thrustworthy.mechanics._body import PIECES
from thrustworthy.mechanics._lift import lift_model
from thrustworthy.mechanics._tables import LEVELS
from validation.lab import (
    APART,
    LIFTS,
    LIMIT,
    beyond,
    by_opensim,
    lifters,
    moment_differences,
    place_differences,
    residual_shares,
)
from validation.opensim_model import Tamper

STANDING = ("back_squat", "deadlift", "romanian_deadlift", "good_morning")
LOADED = tuple(lift for lift in LIFTS if lift_model(lift).load_place != "none")
HEAVIER = 1.05


def test_every_simulated_lift_is_compared() -> None:
    """The lifts come from the formulary; an empty list would compare nothing."""
    assert len(LIFTS) >= 7
    assert set(STANDING) < set(LIFTS)


@pytest.mark.parametrize("lift", LIFTS)
def test_opensim_finds_the_same_net_moments(lift: str, found: dict[str, dict[str, float]]) -> None:
    """At ankle, knee, hip, all six lumbar joints, neck, shoulder and elbow, in every frame."""
    worst: dict[str, float] = {}
    for lifter in lifters(lift):
        for joint, away in moment_differences(lifter, by_opensim(lifter)).items():
            worst[joint] = max(worst.get(joint, 0.0), away)
    found[lift] = worst
    assert beyond(worst, LIMIT) == {}


@pytest.mark.parametrize("lift", LIFTS)
def test_floor_and_bench_hold_opensims_free_body_exactly(lift: str) -> None:
    """Its foot is free in the plane: nothing but the engine's floor and bench force may be needed to hold it."""
    for lifter in lifters(lift):
        assert beyond(residual_shares(lifter, by_opensim(lifter)), LIMIT) == {}


@pytest.mark.parametrize("lift", LIFTS)
def test_opensim_puts_every_joint_the_bar_and_the_back_in_the_same_place(lift: str) -> None:
    """Every point is reached from the foot by joint angles alone, so a chain that does not close shows here."""
    for lifter in lifters(lift):
        assert beyond(place_differences(lifter, by_opensim(lifter)), APART) == {}


@pytest.mark.parametrize("lift", LIFTS)
def test_a_body_and_bar_too_heavy_by_a_twentieth_are_noticed(lift: str) -> None:
    """By more than 1 % of some moment's peak in every person; the bench force stays, so one joint may hardly change."""
    heavier = Tamper(mass=dict.fromkeys((*PIECES, "load"), HEAVIER))
    for lifter in lifters(lift):
        away = moment_differences(lifter, by_opensim(lifter, heavier))
        assert max(away[joint] for joint in ("ankle", "knee", "hip", *LEVELS)) > 0.01


@pytest.mark.parametrize("lift", STANDING)
def test_everything_heavier_by_a_twentieth_makes_standing_moments_larger_by_a_twentieth(lift: str) -> None:
    """At every joint: nothing but weight and inertia makes them. The inertias must grow with the masses."""
    share = dict.fromkeys((*PIECES, "load"), HEAVIER)
    for lifter in lifters(lift):
        away = moment_differences(lifter, by_opensim(lifter, Tamper(mass=share, inertia=share)))
        assert away == pytest.approx(dict.fromkeys(away, HEAVIER - 1), abs=LIMIT)


def noticed(lift: str, tamper: Tamper) -> bool:
    """Say whether anything compared goes beyond the limit for the first person of a lift."""
    lifter = lifters(lift)[0]
    solution = by_opensim(lifter, tamper)
    compared = moment_differences(lifter, solution) | residual_shares(lifter, solution)
    return max(compared.values()) > LIMIT


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("lift", LIFTS)
def test_one_piece_too_heavy_by_a_twentieth_is_noticed(lift: str, piece: str) -> None:
    """Even the foot, whose weight only the floor carries."""
    assert noticed(lift, Tamper(mass={piece: HEAVIER}))


@pytest.mark.parametrize("lift", LOADED)
def test_a_bar_too_heavy_by_a_twentieth_is_noticed(lift: str) -> None:
    """By more than 1 % of some moment, under the heaviest of the bars."""
    lifter = max(lifters(lift), key=lambda one: one.load)
    away = moment_differences(lifter, by_opensim(lifter, Tamper(mass={"load": HEAVIER})))
    assert max(away.values()) > 0.01


@pytest.mark.parametrize("piece", [piece for piece in PIECES if piece != "foot"])
def test_an_inertia_too_large_by_a_twentieth_is_noticed(piece: str) -> None:
    """In the thrust, where every piece but the foot turns. The foot never does."""
    assert noticed("barbell_hip_thrust", Tamper(inertia={piece: HEAVIER}))
