"""Which lift, at which stage, up to which load: the most that gates, reported training and limits leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thrustworthy.case import Case, Plates, TrainedLift
from thrustworthy.formulary import Lift, lift, lift_ids, stage, stage_number, way_to
from thrustworthy.prescription._allowed import capped, may_come_out
from thrustworthy.prescription._gates import Admission, open_by_gates
from thrustworthy.prescription._loading import rack_of
from thrustworthy.prescription._tables import dose, words
from thrustworthy.screening import Constraints


@dataclass(frozen=True)
class Choice:
    """A lift to prescribe.

    loaded: with more than body weight. most: kg at most (None: as heavy as now, which was not said). share: of the load
    trained now, what is left of it. trained: the report it stands on, None where gates alone stand behind it.
    """

    lift: Lift
    stage: str
    by: str
    loaded: bool
    most: float | None
    share: float = 1.0
    trained: TrainedLift | None = None


@dataclass(frozen=True)
class Wish:
    """What is chosen for: the case, how far it may go, under which limits. asked: the lift wanted, if it is known."""

    case: Case
    admission: Admission
    constraints: Constraints
    asked: str | None
    suppose: bool

    @property
    def stage(self) -> str:
        """The stage of the admission after the limits."""
        return capped(self.admission.stage, self.constraints)

    @property
    def may_start_load(self) -> bool:
        """A first load needs open gates: what is only supposed opens body weight alone."""
        return not self.suppose and self.constraints.load_factor > 0


def choose(wish: Wish) -> Choice | None:
    """The lift to prescribe, or None when nothing fits every limit at once."""
    for choice in _candidates(wish):
        if may_come_out(choice.lift, wish.constraints) and _owned(choice, wish.case.equipment):
            return choice
    return None


def _candidates(wish: Wish) -> Iterator[Choice]:
    """From the one that fits the question best to the easiest."""
    yield from _cleared_by_name(wish)
    trained = list(_trained(wish))
    yield from (one for one in trained if one.lift.id == wish.asked)
    yield from _asked_by_gates(wish)
    yield from trained
    yield from _ladder(wish)


def _cleared_by_name(wish: Wish) -> Iterator[Choice]:
    """A lift that a clearance names and that is trained now may stay as it is, no heavier; never after a step back."""
    cap = wish.constraints.max_stage
    for entry in wish.case.training.lift:
        if entry.lift not in wish.constraints.only_lifts or entry.lift not in lift_ids() or _goes_back(wish):
            continue
        one = lift(entry.lift)
        if cap is None or stage_number(one.stage) <= stage_number(cap):
            yield _as_trained(one, one.stage, words("admitted_clearance"), entry, wish.constraints)


def _goes_back(wish: Wish) -> bool:
    return wish.constraints.stages_back > 0


def _trained(wish: Wish) -> Iterator[Choice]:
    """Lifts of the pattern admitted by reported training and on the way to the stage, the hardest first."""
    way = way_to(wish.stage)
    mine = [name for name in wish.admission.trained if lift(name).pattern == wish.admission.pattern]
    for name in sorted(mine, key=lambda name: -stage_number(lift(name).stage)):
        one = lift(name)
        if one.stage in way:
            entry = wish.admission.trained[name]
            yield _as_trained(one, one.stage, words("admitted_training"), entry, wish.constraints)


def _as_trained(one: Lift, at: str, by: str, entry: TrainedLift, constraints: Constraints) -> Choice:
    share = load_share(constraints)
    if one.load == "none" or share <= 0:
        return Choice(one, at, by, False, 0.0, trained=entry)
    most = None if entry.load is None else entry.load.kg * share
    if most is not None and constraints.max_load is not None:
        most = min(most, constraints.max_load)
    return Choice(one, at, by, True, most, share, entry)


def load_share(constraints: Constraints) -> float:
    """The most of the load trained now that the rules leave, as a share."""
    light = dose()["light"]
    share = min(1.0, constraints.load_factor)
    return min(share, light["share"]) if set(light["flags"]) & set(constraints.flags) else share


def _asked_by_gates(wish: Wish) -> Iterator[Choice]:
    """The lift asked about where the gates of its own stage are open: with a first load where the stage has loads."""
    if wish.asked is None:
        return
    one = lift(wish.asked)
    if one.stage not in open_by_gates(wish.case, one.pattern, wish.constraints.flags) & {*way_to(wish.stage)}:
        return
    loaded = one.load != "none" and any(with_load for _, with_load in stage(one.stage).candidates)
    if wish.may_start_load or not loaded:
        most = _start_load(wish, one) if loaded else 0.0
        yield Choice(one, one.stage, words("admitted_gates"), loaded, most)


def _ladder(wish: Wish) -> Iterator[Choice]:
    """Down the way of the pattern: the candidates of each stage, the one asked about first."""
    pattern = wish.admission.pattern
    opened = open_by_gates(wish.case, pattern, wish.constraints.flags)
    for name in reversed(way_to(wish.stage)):
        may_load = wish.may_start_load and name in opened
        by = words("admitted_gates" if name in opened else "admitted_training")
        for candidate, loaded in sorted(stage(name).candidates, key=lambda one: one[0] != wish.asked):
            one = lift(candidate)
            own_way = stage(name).patterns is None or one.pattern == pattern
            if own_way and (may_load or not loaded):
                yield Choice(one, name, by, loaded, _start_load(wish, one) if loaded else 0.0)


def _start_load(wish: Wish, one: Lift) -> float:
    """A first load: the bar alone or the smallest of another kind, or what a clearance allows where that is less."""
    case, most = wish.case, wish.constraints.max_load
    steps = dose()["assumed"][case.units]["step"]
    rack = rack_of(case.equipment, case.units)
    start = next((steps[kind] * rack.unit for kind in one.equipment if kind in steps), rack.bar)
    return start if most is None else min(start, most)


def _owned(choice: Choice, equipment: Plates) -> bool:
    """False only where the case says that something the lift needs is not there."""
    has = {
        "bench": equipment.bench,
        "bar": equipment.bar,
        "band": equipment.band,
        "ball": equipment.ball,
        "machine": equipment.machine,
    }
    needed = [name for name in choice.lift.equipment if name != "bar" or choice.loaded]
    return all(has.get(name) is not False for name in needed)


def substitutes(chosen: Choice, constraints: Constraints) -> tuple[Lift, ...]:
    """What to do without bench or bar, or with less fall risk: no harder, no higher stage, nothing that is left out."""
    found = [lift(name) for name in dict.fromkeys((*chosen.lift.without, *chosen.lift.easier))]
    return tuple(one for one in found if may_come_out(one, constraints) and _no_harder(one, chosen))


def _no_harder(one: Lift, chosen: Choice) -> bool:
    if {"bench", "bar", "machine", "dumbbell"} & set(one.equipment) or one.fall_risk:
        return False
    return one.stage in way_to(chosen.stage) and (one.legs == "two" or one.legs == chosen.lift.legs)
