"""The weeks that follow: repetitions and loads by the scheme, each step only while the one before was clean."""

from __future__ import annotations

from collections.abc import Iterator

from thrustworthy.case import Case
from thrustworthy.formulary import lift
from thrustworthy.prescription._loading import Rack, load_up_to, next_heavier, rack_of
from thrustworthy.prescription._model import Load
from thrustworthy.prescription._tables import dose
from thrustworthy.prescription.week._model import BlockWeek, Entry, Option, Target, Week
from thrustworthy.prescription.week._tables import week, word
from thrustworthy.screening import Constraints


def scheme_of(case: Case, days: int) -> str:
    """Waves for who trains in waves, once a week for who has one day, else double progression."""
    if case.training.rep_waves:
        return "undulating"
    return "once_a_week" if days == 1 else "double_progression"


def block(case: Case, made: Week, scheme: str, weeks: int, constraints: Constraints) -> tuple[BlockWeek, ...]:
    """Targets of every lift of the week for each of ``weeks`` weeks."""
    rack = rack_of(case.equipment, case.units)
    options: dict[str, Entry] = {}
    for day in made.days:
        for entry in day.entries:
            options.setdefault(entry.option.lift, entry)
    ways = {name: list(_way(case, entry, scheme, weeks, constraints, rack)) for name, entry in options.items()}
    return tuple(BlockWeek(number + 1, tuple(ways[name][number] for name in options)) for number in range(weeks))


def _way(case: Case, entry: Entry, scheme: str, weeks: int, constraints: Constraints, rack: Rack) -> Iterator[Target]:
    option = entry.option
    if scheme == "undulating" and option.loaded:
        ranges = [tuple(one) for one in week()["scheme"]["undulating"]["ranges"] if one[0] >= option.reps[0]]
        ranges = ranges or [option.reps]
        for number in range(weeks):
            low, high = ranges[number % len(ranges)]
            yield _target(entry, (low, high), option.load, number)
        return
    low, high = option.reps
    load, reached = option.load, low
    for number in range(weeks):
        yield _target(entry, (reached, reached) if low < high else (low, high), load, number)
        if reached < high:
            reached += 1
            continue
        heavier = _next(case, option, load, constraints, rack)
        if heavier is not None:
            load, reached = heavier, low


def _target(entry: Entry, reps: tuple[int, int], load: Load, number: int) -> Target:
    text = word("if_clean") if number else ""
    return Target(entry.option.lift, entry.option.name, entry.sets, reps, load, text)


def _next(case: Case, option: Option, load: Load, constraints: Constraints, rack: Rack) -> Load | None:
    """The next load that can be made within the step that is allowed; None where there is none."""
    if not load.kg or not option.loaded or constraints.load_factor < 1 or constraints.stages_back:
        return None
    one = lift(option.lift)
    heavier = next_heavier(one, load.kg, case.equipment, rack)
    share = min(dose()["step"]["share_high"], constraints.max_step or dose()["step"]["share_high"])
    if heavier is None or heavier > load.kg * (1 + share) + 1e-6:
        return None
    if constraints.max_load is not None and heavier > constraints.max_load:
        return None
    return load_up_to(one, heavier, case.equipment, rack)
