"""The engine's activations against OpenSim's own StaticOptimization: its model, frames, moments and rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from thrustworthy.mechanics._muscle_tables import Angle, evaluate, muscle_tables
from validation.static_optimization import MOTIONS, Problems, recruit, solve_part

FRAMES = {"legs": 11, "trunk": 6}
EACH = [(part, motion) for part, motions in MOTIONS.items() for motion in motions]
# Root mean square of the difference of activations: with OpenSim's own arms, and with those of the tables.
SAME_ARMS, OUR_ARMS = 0.005, 0.02
# Frames in which muscles fall short by more than this share of a moment are left out, and at most so many of them.
SHORT, LEFT_OUT = 0.05, 0.2
# Total lumbar angle over that of the lowest joint, which drives the others.
DRIVEN = 7.142857
COORDINATES = {
    "hip_flexion": "hip_flexion",
    "hip_adduction": "hip_adduction",
    "hip_rotation": "hip_rotation",
    "knee": "knee_angle",
    "ankle": "ankle_angle",
}


@pytest.fixture(params=EACH, ids=[f"{part}-{motion}" for part, motion in EACH], scope="module")
def posed(request: pytest.FixtureRequest, source_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Problems:
    """One motion as OpenSim solved it."""
    part, motion = request.param
    return solve_part(source_model, part, motion, FRAMES[part], tmp_path_factory.mktemp("so"))


def kept(posed: Problems) -> np.ndarray:
    """Frames in which muscles alone do nearly all of it; the others are named. Fails where those are too many."""
    largest = np.maximum(abs(posed.moment).max(axis=0), 1.0)
    short = (abs(posed.reserve) > SHORT * largest).any(axis=1)
    print(f"left out: frames {np.flatnonzero(short).tolist()} of {len(short)}")
    assert short.mean() <= LEFT_OUT
    return ~short


def apart(act: np.ndarray, posed: Problems) -> float:
    """Root mean square of the difference from OpenSim, over the frames that are kept."""
    keep = kept(posed)
    return float(np.sqrt(((act - posed.act)[keep] ** 2).mean()))


def test_with_opensims_arms_every_activation_is_opensims(posed: Problems) -> None:
    """What is left is how closely OpenSim's optimiser converged."""
    act, seconds = recruit(posed, posed.arms)
    away = apart(act, posed)
    print(f"{len(posed.names)} muscles, rms {away:.5f}; a frame {posed.seconds:.3f} s and {1e6 * seconds:.0f} µs")
    assert away <= SAME_ARMS


def test_with_the_arms_of_the_tables_they_are_nearly_opensims(posed: Problems) -> None:
    """What the fit of the arms does to the activations."""
    act, _ = recruit(posed, from_tables(posed))
    away = apart(act, posed)
    print(f"{len(posed.names)} muscles, rms {away:.5f}")
    assert away <= OUR_ARMS


def test_a_wrong_arm_is_noticed(posed: Problems) -> None:
    """Extensors with arms longer by a half share the work otherwise."""
    wrong = posed.arms.copy()
    wrong[:, ::2] *= 1.5
    assert apart(recruit(posed, wrong)[0], posed) > SAME_ARMS


def from_tables(posed: Problems) -> np.ndarray:
    """OpenSim's arms with those of the tables in their place, for every muscle that the tables have.

    They lack the leg's psoas, whose fascicles they hold apart, and latissimus dorsi.
    """
    tables = muscle_tables()
    places = {muscle.name: at for at, muscle in enumerate(tables.muscles)}
    arms = posed.arms.copy()
    for side in ("_r", "_l"):
        points = np.zeros((len(posed.angles), len(tables.angles)))
        for column, angle in enumerate(tables.angles):
            row, scale = row_of(posed, angle, side)
            if row is not None:
                points[:, column] = posed.angles[:, row] * scale
        for angle in tables.angles:
            row, scale = row_of(posed, angle, side)
            if row is None:
                continue
            ours = evaluate(tables, f"arm_{angle.arm}", points) * (-angle.sign) * scale
            for index, name in enumerate(posed.names):
                plain, of_side = (name[:-2], name[-2:]) if name.endswith(("_r", "_l")) else (name, "_r")
                if of_side == side and plain in places:
                    arms[:, index, row] = ours[:, places[plain]]
    return arms


def row_of(posed: Problems, angle: Angle, side: str) -> tuple[int | None, float]:
    """The row of an angle of the tables, and the angle over the row's coordinate; None where it does not move."""
    name = "L5_S1_Flex_Ext" if angle.name == "lumbar" else COORDINATES[angle.name] + side
    scale = DRIVEN if angle.name == "lumbar" else 1.0
    return (posed.rows.index(name) if name in posed.rows else None), scale
