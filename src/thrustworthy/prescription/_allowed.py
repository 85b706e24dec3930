"""Which lifts the constraints leave: a ban or a contraindicated lift can never come out."""

from __future__ import annotations

from thrustworthy.formulary import Lift, lifts, stage_number
from thrustworthy.prescription._tables import flag_limits
from thrustworthy.screening import Constraints


def is_banned(lift: Lift, constraints: Constraints) -> bool:
    """True when a ban, a demand on the set-up, or a limit of the hip's range leaves the lift out."""
    names = {lift.id, lift.pattern, *lift.tags}
    if names & {*constraints.ban_patterns, *constraints.ban_lifts}:
        return True
    for flag in constraints.flags:
        limits = flag_limits().get(flag, {})
        if any(getattr(lift, key) not in allowed for key, allowed in limits.items()):
            return True
    if constraints.max_hip_flexion is not None and lift.hip_flexion_bottom > constraints.max_hip_flexion:
        return True
    return constraints.min_hip_flexion is not None and lift.hip_flexion_top < constraints.min_hip_flexion


def banned(constraints: Constraints) -> tuple[str, ...]:
    """Ids of every lift left out."""
    return tuple(one.id for one in lifts() if is_banned(one, constraints))


def may_come_out(lift: Lift, constraints: Constraints) -> bool:
    """True when nothing leaves the lift out, and a clearance that names its lifts names it."""
    if is_banned(lift, constraints):
        return False
    return not constraints.only_lifts or lift.id in constraints.only_lifts


def capped(stage: str, constraints: Constraints) -> str:
    """The stage after ``max_stage`` and ``stages_back``; never below S1."""
    number = max(1, stage_number(stage) - constraints.stages_back)
    if constraints.max_stage is not None:
        number = min(number, stage_number(constraints.max_stage))
    return f"S{number}"
