"""The order of a day's lifts, and the hours between days that are alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from thrustworthy.case import Case
from thrustworthy.formulary import lift, lift_ids
from thrustworthy.prescription.routine._figures import counts
from thrustworthy.prescription.routine._model import Day, Routine
from thrustworthy.prescription.routine._outcome import Change, Finding, Work
from thrustworthy.prescription.routine._rows import finding, listed, name_of, rows
from thrustworthy.prescription.routine._work import day_name
from thrustworthy.prescription.week import muscle_word
from thrustworthy.prescription.week._tables import week

Found = tuple[Finding, Change | None]
_ONE_JOINT = ("isolation", "core")


def order(works: tuple[Work, ...], case: Case) -> Iterator[Found]:
    """What comes first on each day."""
    days: dict[str, list[str]] = {}
    for one in works:
        if one.entry.lift:
            days.setdefault(one.day, []).append(one.entry.lift)
    goal = case.goal.lift if case.goal.lift in lift_ids() else None
    if goal is None:
        firsts = "; ".join(f"{day}: {name_of(lifts[0])}" for day, lifts in days.items())
        if firsts:
            yield finding("order_open", "order", firsts=firsts)
    elif not any(goal in lifts for lifts in days.values()):
        yield finding("order_absent", "order", False, lift=name_of(goal))
    else:
        yield from _goal_first(goal, days)
    yield from _several_joints_first(days, goal)


def _goal_first(goal: str, days: dict[str, list[str]]) -> Iterator[Found]:
    first = [day for day, lifts in days.items() if lifts[0] == goal]
    if first:
        yield finding("order_first", "order", True, lift=name_of(goal), days=listed(first))
    for day, lifts in days.items():
        if goal in lifts[1:] and lifts[0] != goal:
            place = lifts.index(goal)
            before = listed(name_of(name) for name in lifts[:place])
            yield finding("order_late", "order", False, lift=name_of(goal), day=day, place=place + 1, before=before)


def _several_joints_first(days: dict[str, list[str]], goal: str | None) -> Iterator[Found]:
    for day, lifts in days.items():
        single = next((name for name in lifts if lift(name).pattern in _ONE_JOINT), None)
        if single is None or single == goal:
            continue
        later = [name for name in lifts[lifts.index(single) :] if lift(name).pattern not in _ONE_JOINT]
        if later:
            yield finding(
                "order_single", "order", False, day=day, single=name_of(single), multi=listed(map(name_of, later))
            )


def recovery(routine: Routine, works: tuple[Work, ...], case: Case) -> Iterator[Found]:
    """How far apart the days are that work the same muscles."""
    mine = {day_name(day): _muscles(day, works) for day in routine.days if day.entries}
    placed = {day_name(day): (day.weekday, day.week) for day in routine.days if day.entries}
    apart: dict[tuple[str, ...], list[tuple[str, str, int]]] = {}
    unknown: list[str] = []
    for one, other in combinations(mine, 2):
        shared = tuple(muscle for muscle in mine[one] if muscle in mine[other])
        (first, week_of), (second, other_week) = placed[one], placed[other]
        if not shared or week_of != other_week:
            continue
        if first is None or second is None:
            unknown += [one, other]
            continue
        ways = ((second - first) % 7, (first - second) % 7)
        apart.setdefault(shared, []).append((one, other, 24 * min(ways)))
    least = int(week()["limits"]["hours_apart"])
    for shared, pairs in apart.items():
        muscles = listed(map(muscle_word, shared))
        for one, other, hours in (pair for pair in pairs if pair[2] < least):
            yield finding("recovery_close", "recovery", False, first=one, second=other, muscles=muscles, hours=hours)
        far = [pair for pair in pairs if pair[2] >= least]
        if far:
            days = listed(day for pair in far for day in pair[:2])
            hours = min(pair[2] for pair in far)
            yield finding("recovery_apart", "recovery", True, muscles=muscles.capitalize(), days=days, hours=hours)
    if unknown:
        yield finding("recovery_unknown", "recovery", days=listed(unknown))
    yield from _once(works, case)


def _muscles(day: Day, works: tuple[Work, ...]) -> tuple[str, ...]:
    least = float(rows()["similar"]["count"])
    own = [one for one in works if one.entry in day.entries and one.day == day_name(day)]
    return tuple(dict.fromkeys(muscle for one in own for muscle, share in counts(one).items() if share >= least))


def _once(works: tuple[Work, ...], case: Case) -> Iterator[Found]:
    goal = case.goal.lift
    days = {one.day for one in works if one.entry.lift == goal}
    if goal is None or len(days) != 1:
        return
    if case.goal.aim in rows()["check"]["twice"]["aims"]:
        yield finding("twice", "recovery", False, lift=name_of(goal))
    else:
        yield finding("recovery_once", "recovery", True, lift=name_of(goal))
