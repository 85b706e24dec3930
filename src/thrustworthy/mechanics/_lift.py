"""A lift as data: which chain, where the load rests, its technique with priors, what may be set."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from thrustworthy.evidence import DataError, Quantity, as_quantity
from thrustworthy.formulary import UnknownLift, lift_ids, read_lift_file
from thrustworthy.mechanics._chains import CHAINS
from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._tables import settings

LOAD_PLACES = ("none", "pelvis", "back", "hands")
OUTPUTS = ("leg_moments", "hip_moment", "spine", "hip_contact", "ground", "bench", "bar")


@dataclass(frozen=True)
class LiftModel:
    """The simulation table of one lift.

    chain: how the posture is solved. load_place: what the load rests on. settable: keys a caller may set.
    technique: rows with a prior; a settable key without a row follows from the posture unless it is set.
    either: keys of which one follows from the others; one of them at most is set, and takes the place of all.
    """

    lift: str
    chain: str
    load_place: str
    settable: tuple[str, ...]
    outputs: tuple[str, ...]
    technique: Mapping[str, Quantity]
    notes: tuple[str, ...]
    either: tuple[str, ...] = ()


@cache
def lift_model(lift: str) -> LiftModel:
    """Read and check the simulation table. Raises SimulationError where there is no such lift or it has no table."""
    try:
        data = read_lift_file(lift)
    except UnknownLift:
        near = difflib.get_close_matches(lift, lift_ids(), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else "; `thrustworthy lifts` lists them."
        raise SimulationError(f"No lift is called {lift!r}{hint}") from None
    table = data.get("simulation")
    if not isinstance(table, dict):
        raise SimulationError(f"{lift} has no simulation: it gets rules and doses, and no computed forces.")
    model = LiftModel(
        lift=lift,
        chain=str(table.get("chain")),
        load_place=str(table.get("load_place")),
        settable=tuple(table.get("settable", ())),
        outputs=tuple(table.get("outputs", ())),
        technique=MappingProxyType(
            {key: as_quantity(f"{lift}.{key}", row) for key, row in table.get("technique", {}).items()}
        ),
        notes=tuple(table.get("notes", ())),
        either=tuple(table.get("either", ())),
    )
    _check(model)
    return model


def _check(model: LiftModel) -> None:
    for what, value, allowed in (("chain", model.chain, CHAINS), ("load_place", model.load_place, LOAD_PLACES)):
        if value not in allowed:
            raise DataError(f"{model.lift}: simulation.{what} {value!r} is not one of {', '.join(allowed)}.")
    for key in (*model.settable, *model.technique, *model.either):
        if key not in settings():
            raise DataError(f"{model.lift}: {key!r} has no row in the mechanics settings file.")
    for output in model.outputs:
        if output not in OUTPUTS:
            raise DataError(f"{model.lift}: output {output!r} is not one of {', '.join(OUTPUTS)}.")


# What every lift takes: the way down in a time of its own, or a still hold at a share of the way up.
PARTS = ("eccentric_time", "hold_at")


def check_setup(model: LiftModel, setup: Mapping[str, float]) -> dict[str, float]:
    """The values a caller holds fixed, checked. Raises SimulationError naming the key and the mend."""
    checked: dict[str, float] = {}
    allowed = (*model.settable, *PARTS)
    if all(key in setup for key in PARTS):
        raise SimulationError("A lift is lowered or held, not both: set eccentric_time or hold_at.")
    both = [key for key in model.either if key in setup]
    if len(both) > 1:
        raise SimulationError(f"{model.lift}: one of {', '.join(both)} follows from the load; set only one of them.")
    for key, value in setup.items():
        if key not in allowed:
            near = difflib.get_close_matches(key, allowed, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"it takes {', '.join(allowed)}."
            raise SimulationError(f"{model.lift} has no setting {key!r}; {hint}")
        limits = settings()[key]
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise SimulationError(f"{key} must be a number in {limits.unit}, not {value!r}.") from None
        if not limits.low <= number <= limits.high:
            raise SimulationError(
                f"{key} is {number:g} {limits.unit}; give a value from {limits.low:g} to {limits.high:g} {limits.unit}."
            )
        checked[key] = number
    return checked


def draw_technique(model: LiftModel, setup: Mapping[str, float], draws: Draws) -> dict[str, Array]:
    """Every technique value, shape (samples, 1): as set, or from its prior."""
    left_out = {*setup, *(model.either if any(key in setup for key in model.either) else ())}
    values = {key: draws.draw(row, f"technique.{key}") for key, row in model.technique.items() if key not in left_out}
    for key, value in setup.items():
        values[key] = np.full((draws.samples, 1), value)
    if "shank_angle" in setup and "lean_more" in values:
        # A lean that was asked for is kept, whether the body then finds a posture or not.
        values["lean_more"] = np.zeros((draws.samples, 1))
    return values
