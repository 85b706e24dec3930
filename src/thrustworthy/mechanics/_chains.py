"""The table of chains: how each solves its posture and where its contacts are. A new chain is one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from thrustworthy.mechanics._back_extension import solve_back_extension
from thrustworthy.mechanics._bench_pivot import solve_bench_pivot
from thrustworthy.mechanics._body import Body
from thrustworthy.mechanics._chain import Motion
from thrustworthy.mechanics._contacts import BenchContact, OtherLeg
from thrustworthy.mechanics._feet_fixed import solve_bar_path, solve_hinge, solve_squat
from thrustworthy.mechanics._jet import Jet
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._single_leg import (
    in_air,
    on_flat_foot,
    solve_b_stance,
    solve_one_leg_thrust,
    solve_single_leg_hinge,
)
from thrustworthy.mechanics._split import pushing_off, solve_split, solve_step_up, standing_apart
from thrustworthy.mechanics._tables import number
from thrustworthy.mechanics._thrust_loads import solve_ball_thrust, solve_banded_thrust, solve_machine_thrust


@dataclass(frozen=True)
class Task:
    """One batch to solve. technique: values of shape (samples, 1). progress: 0 to 1. load: kg on load_place."""

    body: Body
    technique: Mapping[str, Array]
    progress: Jet
    load: float
    load_place: str


@dataclass(frozen=True)
class Chain:
    """solve: the motion, NaN where there is no posture. bench: contact of the back, None where nothing carries it.

    other: how the other leg stands, None where both legs move as one.
    """

    solve: Callable[[Task], Motion]
    bench: Callable[[Task], BenchContact] | None = None
    other: Callable[[Task, Motion], OtherLeg] | None = None


def bench_contact(task: Task) -> BenchContact:
    """Foot force in N as set, or as a share of body plus load weight; centre of pressure from the heel."""
    technique = task.technique
    weight = (task.body.people.mass + task.load) * number("engine", "gravity")
    force = technique["foot_force"] if "foot_force" in technique else technique["foot_force_share"] * weight
    return BenchContact(force, technique["centre_of_pressure"] * task.body.foot, technique["feet_height"])


def _bench_pivot(task: Task) -> Motion:
    return solve_bench_pivot(task.body, task.technique, task.progress, loaded=task.load_place != "none")


def _squat(task: Task) -> Motion:
    return solve_squat(task.body, task.technique, task.progress, task.load)


def _bar_path(task: Task) -> Motion:
    return solve_bar_path(task.body, task.technique, task.progress, task.load)


def _hinge(task: Task) -> Motion:
    return solve_hinge(task.body, task.technique, task.progress, task.load, task.load_place == "hands")


def _split(task: Task) -> Motion:
    return solve_split(task.body, task.technique, task.progress, task.load, task.load_place)


def _on_both(task: Task, motion: Motion) -> OtherLeg:
    return standing_apart(task.body, task.technique, motion, task.load)


def _step_up(task: Task) -> Motion:
    return solve_step_up(task.body, task.technique, task.progress, task.load, task.load_place)


def _pushing_off(task: Task, motion: Motion) -> OtherLeg:
    return pushing_off(task.body, task.technique, task.progress, task.load, task.load_place)


def _single_leg_hinge(task: Task) -> Motion:
    return solve_single_leg_hinge(task.body, task.technique, task.progress, task.load, task.load_place)


def _one_leg_thrust(task: Task) -> Motion:
    return solve_one_leg_thrust(task.body, task.technique, task.progress, task.load)


def _b_stance(task: Task) -> Motion:
    return solve_b_stance(task.body, task.technique, task.progress)


def _in_air(task: Task, motion: Motion) -> OtherLeg:
    return in_air(task.technique)


def _flat(task: Task, motion: Motion) -> OtherLeg:
    return on_flat_foot(task.technique, motion)


def _banded_thrust(task: Task) -> Motion:
    return solve_banded_thrust(task.body, task.technique, task.progress, task.load)


def _machine_thrust(task: Task) -> Motion:
    return solve_machine_thrust(task.body, task.technique, task.progress, task.load)


def _ball_thrust(task: Task) -> Motion:
    return solve_ball_thrust(task.body, task.technique, task.progress, task.load)


def _ball_contact(task: Task) -> BenchContact:
    """A light ball on two places carries force only along the line between them: from the floor to the back."""
    technique = task.technique
    pressure = technique["centre_of_pressure"] * task.body.foot
    lean = np.tan(0.5 * np.radians(technique["ball_contact"]))
    return BenchContact(0 * pressure, pressure, technique["feet_height"], lean=lean)


def _back_extension(task: Task) -> Motion:
    return solve_back_extension(task.body, task.technique, task.progress, task.load)


CHAINS: Mapping[str, Chain] = {
    "bench_pivot": Chain(_bench_pivot, bench=bench_contact),
    "squat": Chain(_squat),
    "bar_path": Chain(_bar_path),
    "hinge": Chain(_hinge),
    "split": Chain(_split, other=_on_both),
    "step_up": Chain(_step_up, other=_pushing_off),
    "single_leg_hinge": Chain(_single_leg_hinge, other=_in_air),
    "one_leg_thrust": Chain(_one_leg_thrust, bench=bench_contact, other=_in_air),
    "b_stance": Chain(_b_stance, bench=bench_contact, other=_flat),
    "banded_thrust": Chain(_banded_thrust, bench=bench_contact),
    "machine_thrust": Chain(_machine_thrust, bench=bench_contact),
    "ball_thrust": Chain(_ball_thrust, bench=_ball_contact),
    "back_extension": Chain(_back_extension),
}
