"""Which lifts the constraints leave: a ban or a contraindicated lift can never come out."""

from __future__ import annotations

from thrustworthy.formulary import Lift, leaves_out, lifts, stage, stage_number
from thrustworthy.prescription._tables import flag_limits
from thrustworthy.screening import Constraints

_LOWEST = "S1"


def is_banned(lift: Lift, constraints: Constraints) -> bool:
    """True when a ban, a demand on the set-up, or a limit of the hip's range leaves the lift out."""
    return leaves_out(lift, constraints, flag_limits())


def banned(constraints: Constraints) -> tuple[str, ...]:
    """Ids of every lift left out."""
    return tuple(one.id for one in lifts() if is_banned(one, constraints))


def may_come_out(lift: Lift, constraints: Constraints) -> bool:
    """True when nothing leaves the lift out, and a clearance that names its lifts names it."""
    if is_banned(lift, constraints):
        return False
    return not constraints.only_lifts or lift.id in constraints.only_lifts


def capped(name: str, constraints: Constraints) -> str:
    """The stage after ``stages_back`` and ``max_stage``, each step along the ladder's own way; never below S1."""
    for _ in range(constraints.stages_back):
        name = _one_back(name)
    while constraints.max_stage is not None and stage_number(name) > stage_number(constraints.max_stage):
        back = _one_back(name)
        if back == name:
            break
        name = back
    return name


def _one_back(name: str) -> str:
    before = stage(name).after
    return name if before is None or stage_number(before) < stage_number(_LOWEST) else before
