"""Loads that this person can make up: bar and pairs of plates, in kilograms or pounds, rounded down, never up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thrustworthy.case import Plates
from thrustworthy.formulary import Lift
from thrustworthy.prescription._model import Load
from thrustworthy.prescription._tables import dose, words

_LB = 0.45359237
_TINY = 1e-6


@dataclass(frozen=True)
class Rack:
    """What can be loaded. bar in kg; totals: every load that can be made, kg, to the pairs that make it (kg a plate).

    assumed: nobody stated bar or plates, so the usual ones are taken.
    """

    bar: float
    totals: Mapping[float, tuple[float, ...]]
    assumed: bool
    units: str


def mass_text(kg: float, units: str) -> str:
    """``60 kg (132 lb)``, or pounds first."""
    if units == "lb":
        return f"{kg / _LB:.4g} lb ({kg:.0f} kg)"
    return f"{round(kg, 2):g} kg ({kg / _LB:.0f} lb)"


def rack_of(equipment: Plates, units: str) -> Rack:
    """The rack of a case; what is not stated is taken from the usual set and marked as assumed."""
    usual = dose()["assumed"][units]
    factor = _LB if units == "lb" else 1.0
    bar = equipment.bar_mass.kg if equipment.bar_mass else usual["bar"] * factor
    stated = tuple(pair.kg for pair in equipment.plate_pairs)
    pairs = stated or tuple(pair * factor for pair in usual["pairs"])
    totals: dict[float, tuple[float, ...]] = {round(bar, 3): ()}
    for pair in sorted(pairs, reverse=True):
        for total, used in list(totals.items()):
            totals.setdefault(round(total + 2 * pair, 3), (*used, pair))
    return Rack(bar, totals, not (equipment.bar_mass and stated), units)


def heaviest(rack: Rack, most: float) -> float | None:
    """The heaviest load that can be made and is not above ``most``; None when even the bar is too heavy."""
    fitting = [total for total in rack.totals if total <= most + _TINY]
    return max(fitting) if fitting else None


def next_heavier(rack: Rack, load: float) -> float | None:
    """The next load above this one that can be made."""
    above = [total for total in rack.totals if total > load + _TINY]
    return min(above) if above else None


def bar_load(rack: Rack, total: float) -> Load:
    """A load on the bar with its plates in words."""
    plates = rack.totals[round(total, 3)]
    bar = mass_text(rack.bar, rack.units)
    unit = "lb" if rack.units == "lb" else "kg"
    scale = _LB if rack.units == "lb" else 1.0
    side = " + ".join(f"{plate / scale:g} {unit}" for plate in plates)
    parts = words("plates", bar=bar, side=side) if plates else words("bar_only", bar=bar)
    return Load(total, mass_text(total, rack.units), parts)


def body_weight() -> Load:
    """No external load."""
    return Load(0.0, words("body_weight"), "")


def load_up_to(lift: Lift, most: float | None, equipment: Plates, rack: Rack) -> Load | None:
    """The load for this lift that is not above ``most`` (None: not known, as heavy as now). None: none can be made."""
    if lift.load == "none" or (most is not None and most <= 0):
        return body_weight()
    if lift.load == "band":
        return Load(None, words("band"), "", known=False)
    if most is None:
        return Load(None, words("as_heavy_as_now"), "", known=False)
    if "bar" in lift.equipment:
        total = heaviest(rack, most)
        return None if total is None else bar_load(rack, total)
    if equipment.dumbbells and "machine" not in lift.equipment:
        fitting = [one.kg for one in equipment.dumbbells if one.kg <= most + _TINY]
        return Load(max(fitting), mass_text(max(fitting), rack.units), words("dumbbell")) if fitting else None
    kind = "machine" if "machine" in lift.equipment else "dumbbell"
    return Load(most, mass_text(most, rack.units), words(kind))
