"""Loads that this person can make up: bar and pairs of plates, in kilograms or pounds, rounded down, never up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from thrustworthy.case import Plates
from thrustworthy.formulary import Lift
from thrustworthy.prescription._model import Load
from thrustworthy.prescription._tables import dose, words

_LB = 0.45359237
# A tenth of a gram: pounds turned to kilograms and added up are not exact.
_TINY = 1e-4
_DIGITS = 6
# More different totals than any rack makes: a case with hundreds of odd plates must not fill the memory.
_MOST_TOTALS = 20_000


@dataclass(frozen=True)
class Rack:
    """What can be loaded. bar in kg; totals: every load that can be made, kg, to the pairs that make it (kg a plate).

    assumed: nobody stated bar or plates, so the usual ones are taken. unit: kg in one of the units of the case.
    """

    bar: float
    totals: Mapping[float, tuple[float, ...]]
    assumed: bool
    units: str

    @property
    def unit(self) -> float:
        """1 for kilograms, 0.45359237 for pounds."""
        return _LB if self.units == "lb" else 1.0


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
    totals: dict[float, tuple[float, ...]] = {round(bar, _DIGITS): ()}
    for pair in sorted(pairs, reverse=True):
        if len(totals) > _MOST_TOTALS:
            break
        for total, used in list(totals.items()):
            totals.setdefault(round(total + 2 * pair, _DIGITS), (*used, pair))
    return Rack(bar, totals, not (equipment.bar_mass and stated), units)


def heaviest(rack: Rack, most: float) -> float | None:
    """The heaviest load that can be made and is not above ``most``; None when even the bar is too heavy."""
    fitting = [total for total in rack.totals if total <= most + _TINY]
    return max(fitting) if fitting else None


def bar_load(rack: Rack, total: float) -> Load:
    """A load on the bar with its plates in words."""
    plates = rack.totals[round(total, _DIGITS)]
    bar = mass_text(rack.bar, rack.units)
    side = f"{' + '.join(f'{plate / rack.unit:.4g}' for plate in plates)} {rack.units}"
    parts = words("plates", bar=bar, side=side) if plates else words("bar_only", bar=bar)
    return Load(total, mass_text(total, rack.units), parts)


def body_weight() -> Load:
    """No external load."""
    return Load(0.0, words("body_weight"), "")


def not_told(share: float, cap: float | None, units: str) -> Load:
    """The load of a lift trained now of which nobody said how heavy it is: that, or a share of it, and never more."""
    text = words("as_heavy_as_now") if share >= 1 else words("share_of_now", percent=f"{100 * share:.0f}")
    if cap is not None:
        text = words("never_above", load=text, cap=mass_text(cap, units))
    return Load(None, text, "", known=False)


def kind_of(lift: Lift) -> str:
    """What is loaded where it is no bar: ``machine``, ``cable``, ``landmine`` or ``dumbbell``."""
    steps = dose()["assumed"]["kg"]["step"]
    return next((name for name in lift.equipment if name in steps), "dumbbell")


def load_up_to(lift: Lift, most: float, equipment: Plates, rack: Rack, trained: float | None = None) -> Load | None:
    """The load for this lift that is not above ``most`` kg; None when none can be made.

    trained: the load reported for it, which can be made up, or the person could not have lifted it.
    """
    if lift.load == "none" or most <= 0:
        return body_weight()
    if lift.load == "band":
        return Load(None, words("band"), "", known=False)
    if "bar" in lift.equipment:
        total = heaviest(rack, most)
        return None if total is None else bar_load(rack, total)
    total = _heaviest_of_kind(kind_of(lift), most, equipment, rack)
    if trained is not None and abs(trained - most) < _TINY:
        total = most
    return None if total is None else Load(total, mass_text(total, rack.units), words(kind_of(lift)))


def _heaviest_of_kind(kind: str, most: float, equipment: Plates, rack: Rack) -> float | None:
    if kind == "dumbbell" and equipment.dumbbells:
        return max((one.kg for one in equipment.dumbbells if one.kg <= most + _TINY), default=None)
    step = step_of(kind, rack)
    total = math.floor(most / step + _TINY) * step
    return total if total > 0 else None


def step_of(kind: str, rack: Rack) -> float:
    """The step between weights of a kind, kg, where nobody said what there is."""
    return float(dose()["assumed"][rack.units]["step"][kind]) * rack.unit


def next_heavier(lift: Lift, load: float, equipment: Plates, rack: Rack) -> float | None:
    """The next load above this one that can be made; None when there is none."""
    if "bar" in lift.equipment:
        return min((total for total in rack.totals if total > load + _TINY), default=None)
    if kind_of(lift) == "dumbbell" and equipment.dumbbells:
        return min((one.kg for one in equipment.dumbbells if one.kg > load + _TINY), default=None)
    return load + step_of(kind_of(lift), rack)
