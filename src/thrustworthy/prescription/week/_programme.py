"""The week as an integer programme: sets of each open lift on each day, worth the most under all limits.

Unknowns: sets s of lift i on day d (whole), whether it is done then y, fractional sets of muscle m with full and with
less worth u, v. Greatest: sum over m of worth (u + beyond v) - lift price y - cost price s. Solved by HiGHS.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from thrustworthy.prescription.week._model import Entry, Option, PlanDay, Week, Wishes
from thrustworthy.prescription.week._tables import week

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WHOLE = 1e-6


@dataclass(frozen=True)
class _Unknowns:
    sets: dict[tuple[int, int], Any]
    done: dict[tuple[int, int], Any]


def solve_week(options: Sequence[Option], wishes: Wishes, hold: Sequence[str] | None = None) -> Week | None:
    """The week that is worth most, or None where the wishes that are held do not fit together.

    hold: names of the wishes that must hold, None for all that are firm. The limits of each lift always do.
    """
    hold = wishes.firm if hold is None else hold
    # Loaded with the first week that is planned: nothing else needs it.
    import highspy

    model = _quiet_model()
    # One core and one seed: the same case gives the same week.
    model.setOptionValue("threads", 1)
    model.setOptionValue("mip_rel_gap", 1e-4)
    whole = highspy.HighsVarType.kInteger
    places = [(i, d) for i in range(len(options)) for d in range(len(wishes.days))]
    unknown = _Unknowns(
        sets={(i, d): model.addVariable(lb=0, ub=options[i].sets[1], type=whole) for i, d in places},
        done={place: model.addBinary() for place in places},
    )
    _limit_lifts(model, options, wishes, unknown)
    _hold_wishes(model, options, wishes, unknown, hold)
    worth = _worth(model, options, wishes, unknown)
    model.maximize(worth - _price(model, options, unknown))
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return _read(model, options, wishes, unknown)


def _quiet_model() -> Any:
    """A HiGHS model that prints nothing, not even the name and version that its constructor would print."""
    import highspy

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # its constructor calls it
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]  # HiGHS types its kernel, not this class

    return Quiet()  # type: ignore[no-untyped-call]  # as above


def _limit_lifts(model: Any, options: Sequence[Option], wishes: Wishes, unknown: _Unknowns) -> None:
    limits = week()["limits"]
    days = range(len(wishes.days))
    for (i, d), sets in unknown.sets.items():
        low, high = options[i].sets
        done = unknown.done[i, d]
        model.addConstr(sets >= low * done)
        model.addConstr(sets <= high * done)
    for i, option in enumerate(options):
        model.addConstr(sum(unknown.done[i, d] for d in days) <= option.days)
    for pattern in {option.pattern for option in options}:
        mine = [i for i, option in enumerate(options) if option.pattern == pattern]
        most = max(options[i].days for i in mine)
        for d in days:
            model.addConstr(sum(unknown.done[i, d] for i in mine) <= limits["of_a_pattern_a_day"])
        loaded = [i for i in mine if options[i].loaded]
        if loaded:
            model.addConstr(sum(unknown.done[i, d] for i in loaded for d in days) <= max(most, 1))
    for d in days:
        model.addConstr(sum(unknown.done[i, d] for i in range(len(options))) <= limits["lifts_a_day"])


def _hold_wishes(
    model: Any, options: Sequence[Option], wishes: Wishes, unknown: _Unknowns, hold: Sequence[str]
) -> None:
    days = range(len(wishes.days))
    done = unknown.done
    every = range(len(options))
    asked = [i for i in every if options[i].lift == wishes.asked]
    standing = [i for i in every if options[i].standing]
    if "asked" in hold and asked:
        model.addConstr(sum(done[i, d] for i in asked for d in days) >= 1)
    if "standing" in hold and standing:
        model.addConstr(sum(done[i, d] for i in standing for d in days) >= 1)
    if "every_day" in hold:
        for d in days:
            model.addConstr(sum(done[i, d] for i in every) >= 1)
    if "minutes" in hold:
        for d in days:
            spent = sum(
                set_minutes(options[i]) * unknown.sets[i, d] + start_minutes(options[i]) * done[i, d] for i in every
            )
            model.addConstr(spent <= wishes.minutes)
    if "budget" in hold:
        for tissue, most in wishes.budget.items():
            cost = [(options[i].cost.get(tissue, 0.0), i) for i in every]
            if any(price for price, _ in cost):
                model.addConstr(sum(price * unknown.sets[i, d] for price, i in cost if price for d in days) <= most)
    if "apart" in hold:
        for first, second in _too_close(wishes.days):
            for pattern in {option.pattern for option in options}:
                loaded = [i for i in every if options[i].pattern == pattern and options[i].loaded]
                for i in loaded:
                    for j in loaded:
                        model.addConstr(done[i, first] + done[j, second] <= 1)


def _too_close(days: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of days nearer than the hours that loaded lifts of one pattern need, the end of the week among them."""
    apart = week()["limits"]["hours_apart"] / 24.0
    place = [_NAMES.index(day) for day in days if day in _NAMES]
    if len(place) != len(days):
        return []
    pairs = [(a, b) for a in range(len(place)) for b in range(len(place)) if a != b]
    return [(a, b) for a, b in pairs if (place[b] - place[a]) % 7 < apart]


def _worth(model: Any, options: Sequence[Option], wishes: Wishes, unknown: _Unknowns) -> Any:
    weights = week()["weights"]
    total: Any = 0.0
    for group, worth in wishes.worth.items():
        counted = [(options[i].counts.get(group, 0.0), sets) for (i, _), sets in unknown.sets.items()]
        counted = [(share, sets) for share, sets in counted if share]
        if not counted:
            continue
        full = model.addVariable(lb=0, ub=wishes.full)
        less = model.addVariable(lb=0, ub=wishes.most - wishes.full)
        model.addConstr(full + less <= sum(share * sets for share, sets in counted))
        total = total + worth * full + worth * weights["beyond"] * less
    for (i, _), done in unknown.done.items():
        if options[i].lift == wishes.asked:
            total = total + weights["asked"] * done
    return total


def _price(model: Any, options: Sequence[Option], unknown: _Unknowns) -> Any:
    weights = week()["weights"]
    most = max(sum(one.cost.values()) for one in options) or 1.0
    price: Any = 0.0
    for i in range(len(options)):
        used = model.addBinary()
        price = price + weights["another"] * used
        for (j, _), done in unknown.done.items():
            if j == i:
                model.addConstr(done <= used)
    for (i, d), done in unknown.done.items():
        of_set = weights["cost"] * (1 + sum(options[i].cost.values()) / most)
        price = price + weights["lift"] * done + of_set * unknown.sets[i, d]
    return price


def set_minutes(option: Option) -> float:
    """Minutes of one set with the rest after it."""
    row = week()["time"]
    return float((option.reps[1] * row["repetition"] + option.rest) / 60.0)


def start_minutes(option: Option) -> float:
    """Minutes before the first set."""
    row = week()["time"]
    return float(row["setup"] + option.warm_up * row["warm_up"])


def _read(model: Any, options: Sequence[Option], wishes: Wishes, unknown: _Unknowns) -> Week:
    days = []
    counted: dict[str, float] = {}
    cost: dict[str, float] = {}
    for d, name in enumerate(wishes.days):
        entries = []
        for i, option in enumerate(options):
            sets = math.floor(model.val(unknown.sets[i, d]) + 0.5 + _WHOLE)
            if sets:
                entries.append(Entry(option, sets))
        entries.sort(key=lambda one: _order(one.option, wishes.asked))
        minutes = sum(one.sets * set_minutes(one.option) + start_minutes(one.option) for one in entries)
        days.append(PlanDay(name, tuple(entries), minutes))
        for one in entries:
            for group, share in one.option.counts.items():
                counted[group] = counted.get(group, 0.0) + share * one.sets
            for tissue, price in one.option.cost.items():
                cost[tissue] = cost.get(tissue, 0.0) + price * one.sets
    return Week(tuple(days), counted, cost)


def _order(option: Option, asked: str | None) -> tuple[int, int, str]:
    """What is done first gains most: the lift asked for, then loaded lifts, then the rest, the trunk last."""
    last = {"isolation": 1, "core": 2}.get(option.pattern, 0)
    return (last, 0 if option.lift == asked else 1 if option.loaded else 2, option.lift)
