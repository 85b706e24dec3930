"""Which lift, at which stage, up to which load: the most that gates, reported training and limits leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thrustworthy.case import Case, Plates, TrainedLift
from thrustworthy.formulary import Lift, lift, lift_ids, stage_number, stages
from thrustworthy.prescription._allowed import capped, may_come_out
from thrustworthy.prescription._gates import Admission
from thrustworthy.prescription._loading import rack_of
from thrustworthy.prescription._tables import words
from thrustworthy.screening import Constraints


@dataclass(frozen=True)
class Choice:
    """A lift to prescribe. most: kg at most (None: as heavy as now, which was not said). trained: its report."""

    lift: Lift
    stage: str
    by: str
    loaded: bool
    most: float | None
    trained: TrainedLift | None


def choose(
    case: Case, admission: Admission, constraints: Constraints, asked: str | None, *, suppose: bool
) -> Choice | None:
    """The lift to prescribe, or None when nothing fits every limit at once."""
    stage = capped(admission.stage, constraints)
    for choice in _candidates(case, admission, constraints, stage, asked, suppose=suppose):
        if may_come_out(choice.lift, constraints) and _owned(choice, case.equipment):
            return choice
    return None


def _candidates(
    case: Case, admission: Admission, constraints: Constraints, stage: str, asked: str | None, *, suppose: bool
) -> Iterator[Choice]:
    """From the one that fits the question best to the easiest."""
    yield from _cleared_by_name(case, constraints)
    yield from _trained(admission, constraints, stage, asked)
    # A first load needs open gates: training of another lift, or what is only supposed, opens body weight alone.
    may_load = not suppose and admission.by == words("admitted_gates") and constraints.load_factor > 0
    for number in range(stage_number(stage), 0, -1):
        rung = stages()[number]
        for name, loaded in sorted(rung.candidates, key=lambda one: one[0] != asked):
            most = _start_load(case, constraints) if loaded and may_load else 0.0
            yield Choice(lift(name), rung.id, admission.by, loaded and may_load, most, None)


def _cleared_by_name(case: Case, constraints: Constraints) -> Iterator[Choice]:
    """A lift that a clearance names and that is trained now may stay where it is, no heavier."""
    for entry in case.training.lift:
        if entry.lift in constraints.only_lifts and entry.lift in lift_ids():
            one = lift(entry.lift)
            stage = one.stage
            if constraints.max_stage is None or stage_number(stage) <= stage_number(constraints.max_stage):
                most = _most(entry, constraints)
                yield Choice(one, stage, words("admitted_clearance"), one.load != "none", most, entry)


def _trained(admission: Admission, constraints: Constraints, stage: str, asked: str | None) -> Iterator[Choice]:
    """Lifts admitted by reported training, the one asked about first, then those of the asked one's pattern."""
    pattern = lift(asked).pattern if asked in lift_ids() and asked else "thrust"
    order = sorted(admission.trained, key=lambda name: (name != asked, lift(name).pattern != pattern))
    for name in order:
        one = lift(name)
        if stage_number(one.stage) <= stage_number(stage) or _same_reach(one, stage, admission, constraints):
            most = _most(admission.trained[name], constraints)
            loaded = one.load != "none" and constraints.load_factor > 0
            yield Choice(
                one,
                min(one.stage, stage, key=stage_number),
                words("admitted_training"),
                loaded,
                most,
                admission.trained[name],
            )


def _same_reach(one: Lift, stage: str, admission: Admission, constraints: Constraints) -> bool:
    """A trained standing lift (S5) is as reachable as the thrust's S3 where no limit lowered the stage."""
    return constraints.max_stage is None and constraints.stages_back == 0 and one.stage <= admission.stage


def _most(entry: TrainedLift, constraints: Constraints) -> float | None:
    """The most load: what is reported, less what the rules take off, never above a clearance's cap."""
    if constraints.load_factor <= 0:
        return 0.0
    if entry.load is None:
        return None
    most = entry.load.kg * min(1.0, constraints.load_factor)
    return most if constraints.max_load is None else min(most, constraints.max_load)


def _start_load(case: Case, constraints: Constraints) -> float:
    """A first load is the bar alone, or what a clearance allows where that is less."""
    start = rack_of(case.equipment, case.units).bar
    return start if constraints.max_load is None else min(start, constraints.max_load)


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


def substitutes(chosen: Lift, constraints: Constraints) -> tuple[Lift, ...]:
    """What to do without bench or bar: the lift's own list, then easier ones, only those that may come out."""
    found = [lift(name) for name in dict.fromkeys((*chosen.without, *chosen.easier))]
    reachable = [one for one in found if may_come_out(one, constraints) and one.id != chosen.id]
    return tuple(one for one in reachable if not {"bench", "bar"} & set(one.equipment))
