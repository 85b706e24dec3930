"""Which screening rules close a lift, found from the rules themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thrustworthy.formulary._ladder import stage_number
from thrustworthy.formulary._lifts import Lift
from thrustworthy.screening import Constraints, Rule, rules


@dataclass(frozen=True)
class ClosedBy:
    """Rules that, where they fire, leave the lift out, keep it for a later stage, or take its load away.

    Rules that hold or refer are in none of them: they close every lift. Nor are bans that a surgeon names in a case.
    """

    out: tuple[Rule, ...]
    later: tuple[Rule, ...]
    unloaded: tuple[Rule, ...]


def closed_by(lift: Lift, demands: Mapping[str, Mapping[str, Any]]) -> ClosedBy:
    """The rules of screening that close a lift.

    demands: what each demand on the set-up asks of a lift, as in ``prescription/data/flag_limits.toml``.
    """
    out, later, unloaded = [], [], []
    for rule in rules():
        limits = rule.constraints
        if not rule.verdict.carries_load:
            continue
        if leaves_out(lift, limits, demands):
            out.append(rule)
        elif limits.max_stage is not None and stage_number(lift.stage) > stage_number(limits.max_stage):
            later.append(rule)
        elif limits.load_factor == 0 and lift.load != "none":
            unloaded.append(rule)
    return ClosedBy(tuple(out), tuple(later), tuple(unloaded))


def leaves_out(lift: Lift, limits: Constraints, demands: Mapping[str, Mapping[str, Any]]) -> bool:
    """True when a ban, a demand on the set-up, or a limit of the hip's range leaves the lift out."""
    if {lift.id, lift.pattern, *lift.tags} & {*limits.ban_patterns, *limits.ban_lifts}:
        return True
    if limits.max_hip_flexion is not None and lift.hip_flexion_bottom > limits.max_hip_flexion:
        return True
    if limits.min_hip_flexion is not None and lift.hip_flexion_top < limits.min_hip_flexion:
        return True
    return any(_breaks(lift, demands.get(flag, {})) for flag in limits.flags)


def _breaks(lift: Lift, demand: Mapping[str, Any]) -> bool:
    if set(lift.tags) & set(demand.get("without_tags", ())):
        return True
    return any(getattr(lift, key) not in allowed for key, allowed in demand.items() if key != "without_tags")
