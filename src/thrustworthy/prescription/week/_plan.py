"""From a case to its week, and the block of weeks made from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from thrustworthy.case import Case
from thrustworthy.formulary import lift, lift_ids
from thrustworthy.prescription._model import Said
from thrustworthy.prescription.week._block import block, scheme_of
from thrustworthy.prescription.week._clash import explain
from thrustworthy.prescription.week._model import Option, Pace, Week, WeekPlan, Wishes
from thrustworthy.prescription.week._options import Cost, nothing_known, open_options
from thrustworthy.prescription.week._programme import solve_week
from thrustworthy.prescription.week._tables import plain, row_said, week
from thrustworthy.screening import Outcome

WEEKS = 4
# What must hold whoever asks; something on every day only where the days were asked for.
_FIRM = ("asked", "standing", "minutes", "budget", "apart")


def plan_week(
    case: Case, outcome: Outcome, *, suppose: bool = False, weeks: int = WEEKS, cost: Cost = nothing_known
) -> WeekPlan:
    """The week that the goal, the days, the minutes, the equipment, the bans and the budgets leave.

    outcome: of screening; HOLD and REFER give no week. suppose: the outcome is the provisional one. weeks: length of
    the block, at least 1. cost: what a set costs each tissue. Raises ValueError for a block without weeks.
    """
    if weeks < 1:
        raise ValueError(f"weeks is {weeks}; give at least 1.")
    aim = case.goal.aim or "general"
    if not outcome.verdict.carries_load:
        return WeekPlan(aim, None, None, withheld=plain("withheld"))
    options = open_options(case, outcome.constraints, suppose=suppose, cost=cost)
    wishes = wishes_of(case, outcome, options, cost)
    if not options:
        return WeekPlan(aim, None, wishes, withheld=plain("nothing_open"))
    options = _careful(options, wishes)
    made = solve_week(options, wishes)
    if made is None:
        return WeekPlan(aim, None, wishes, notes=wishes.assumed, clash=explain(options, wishes))
    scheme = scheme_of(case, len(wishes.days))
    row = week()["scheme"][scheme]
    return WeekPlan(
        aim=aim,
        week=made,
        wishes=wishes,
        scheme=row_said(row),
        scheme_title=row["title"],
        block=block(case, made, scheme, weeks, outcome.constraints),
        pace=_pace(made, wishes, weeks),
        notes=_notes(case, options, made, wishes),
    )


def wishes_of(case: Case, outcome: Outcome, options: Sequence[Option], cost: Cost) -> Wishes:
    """What the case asks of a week; what it does not say is taken from the goal's row, and said."""
    row = week()["aim"][case.goal.aim or "general"]
    assumed: list[Said] = []
    count = case.goal.days
    if count is None and case.training.day:
        count = min(7, len(case.training.day))
    if count is None:
        count = int(row["days"])
        assumed.append(plain("assumed_days", days=count))
    minutes = case.goal.minutes
    if minutes is None:
        minutes = int(row["minutes"])
        assumed.append(plain("assumed_minutes", minutes=minutes))
    asked = case.goal.lift if case.goal.lift in lift_ids() else None
    if asked is not None and asked not in {one.lift for one in options}:
        assumed.append(plain("asked_missing", lift=lift(asked).name))
        asked = None
    return Wishes(
        aim=case.goal.aim or "general",
        days=tuple(week()["days"][str(count)]),
        minutes=float(minutes),
        asked=asked,
        worth=row["worth"],
        full=float(row["full"]),
        most=float(row["most"]),
        budget=_budget(case, outcome, cost),
        firm=_FIRM if case.goal.days is None else (*_FIRM, "every_day"),
        assumed=tuple(assumed),
    )


def _budget(case: Case, outcome: Outcome, cost: Cost) -> Mapping[str, float]:
    """What the week told of costs each tissue, and a step more; nothing where it is not told in full."""
    told: dict[str, float] = {}
    for entry in case.training.lift:
        if None in (entry.load, entry.sets, entry.reps, entry.days_per_week) or entry.lift not in lift_ids():
            continue
        assert entry.load and entry.sets and entry.reps and entry.days_per_week
        for tissue, price in cost(entry.lift, entry.load.kg, entry.reps).items():
            told[tissue] = told.get(tissue, 0.0) + price * entry.sets * entry.days_per_week
    step = outcome.constraints.max_step
    more = week()["budget"]["more"] if step is None else min(step, week()["budget"]["more"])
    return {tissue: (1 + more) * value for tissue, value in told.items()}


def _careful(options: Sequence[Option], wishes: Wishes) -> list[Option]:
    """The fewest sets of each loaded lift where no week is told of to start from."""
    if wishes.budget:
        return list(options)
    return [replace(one, sets=(one.sets[0], one.sets[0])) if one.loaded else one for one in options]


def _pace(made: Week, wishes: Wishes, weeks: int) -> Pace | None:
    row = week()["pace"]
    for day in made.days:
        for entry in day.entries:
            one = entry.option
            if one.pattern == "thrust" and one.loaded and one.load.kg:
                now = one.load.kg
                return Pace(one.lift, now, now + row["low"] * weeks, now + row["high"] * weeks, row_said(row))
    return None


def _notes(case: Case, options: Sequence[Option], made: Week, wishes: Wishes) -> tuple[Said, ...]:
    notes = list(wishes.assumed)
    entries = [entry for day in made.days for entry in day.entries]
    if not any(one.standing for one in options):
        notes.append(plain("standing_missing"))
    if any(entry.option.cost for entry in entries):
        unknown = dict.fromkeys(entry.option.name for entry in entries if not entry.option.cost)
        notes += [plain("unknown_cost", lift=name) for name in unknown]
    for name in ("counts", "weights", "time", "limits", "budget"):
        notes.append(row_said(week()[name]))
    return tuple(notes)
