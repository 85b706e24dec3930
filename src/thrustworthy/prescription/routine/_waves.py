"""Waves of repetitions judged: no magic, what the low week is, and what sets of few repetitions wait for."""

from __future__ import annotations

from collections.abc import Iterator

from thrustworthy.case import Case
from thrustworthy.formulary import lift, lift_ids
from thrustworthy.prescription._amount import _shares as shares_of_most
from thrustworthy.prescription._gates import admission
from thrustworthy.prescription.routine._model import Routine, Span, Wave
from thrustworthy.prescription.routine._order import Found
from thrustworthy.prescription.routine._outcome import Physics, Work
from thrustworthy.prescription.routine._rows import finding, listed, name_of, rows
from thrustworthy.prescription.routine._spoken import ends
from thrustworthy.screening import Outcome

_SPINE = "spine"


def waves(routine: Routine, works: tuple[Work, ...], case: Case, outcome: Outcome, physics: Physics) -> Iterator[Found]:
    """What is to be said of the waves, and of sets of few repetitions wherever they stand."""
    found = routine.waves
    if found:
        yield finding("waves", "waves", waves=", ".join(_span(one.reps) for one in found))
        most = max(found, key=lambda one: sum(one.reps))
        if routine.restart:
            yield finding("waves_restart", "waves", True, first=_span(most.reps))
        else:
            yield finding("waves_no_restart", "waves", last=_span(found[-1].reps))
        yield from _loads(found, works, case, physics)
    for name, few in _few(routine, works, case).items():
        yield _low(few, case, outcome, name)


def _span(reps: Span) -> str:
    return ends("reps_bare", reps)


def _few(routine: Routine, works: tuple[Work, ...], case: Case) -> dict[str, Span]:
    """Lifts with few enough repetitions to have gates of their own, each with its fewest."""
    most = rows()["low"]["reps"]
    spans: list[tuple[str, Span]] = [
        (one.entry.lift, one.entry.reps) for one in works if one.entry.lift and one.entry.reps is not None
    ]
    if name := _lift_of(works, case):
        spans += [(name, one.reps) for one in routine.waves]
    found: dict[str, Span] = {}
    for lift_id, reps in spans:
        if reps[0] <= most:
            found[lift_id] = min(found.get(lift_id, reps), reps, key=sum)
    return found


def _lift_of(works: tuple[Work, ...], case: Case) -> str | None:
    """The lift that the question is about, else the first of the routine that is simulated."""
    mine = [one.entry.lift for one in works if one.entry.lift]
    if case.goal.lift in lift_ids() and case.goal.lift in mine:
        return case.goal.lift
    return next((name for name in mine if lift(name).simulated), mine[0] if mine else None)


def _low(few: Span, case: Case, outcome: Outcome, name: str) -> Found:
    """Whether sets of few repetitions are open: never on a supposition."""
    row = rows()["low"]
    low, after, shown = _span(few), row["next"], name_of(name)
    if any(item.kind in row["not_with"] for item in case.history.item):
        return finding("low_held", "waves", False, lift=shown, low=low, next=after, why=row["why_history"])
    limits = outcome.constraints
    if limits.load_factor < 1 or limits.stages_back or limits.max_stage or limits.min_rir or limits.max_step:
        return finding("low_held", "waves", False, lift=shown, low=low, next=after, why=row["why_limits"])
    missing = list(_not_told(case, name))
    if missing:
        return finding("low_unknown", "waves", lift=shown, low=low, next=after, why=listed(missing))
    if name not in admission(case, limits, lift(name).pattern, suppose=False).trained:
        return finding("low_held", "waves", False, lift=shown, low=low, next=after, why=row["why_refused"])
    return finding("low_open", "waves", True, lift=shown, low=low)


def _not_told(case: Case, name: str) -> Iterator[str]:
    row = rows()["low"]
    mine = [one for one in case.training.lift if one.lift == name]
    if not mine or any(one.for_time is None for one in mine):
        yield row["why_weeks"]
    if not mine or any(None in (one.pain_during, one.pain_next_morning) for one in mine):
        yield row["why_pain"]
    if case.training.new_condition_since is not False:
        yield row["why_new"]
    if case.history.complete is not True:
        yield row["why_history_open"]


def _loads(found: tuple[Wave, ...], works: tuple[Work, ...], case: Case, physics: Physics) -> Iterator[Found]:
    """What the week of fewest repetitions does to the spine beside that of most, at the same effort."""
    name = _lift_of(works, case)
    if name is None or len(found) < 2 or not lift(name).simulated or lift(name).load != "external":
        return
    row = rows()["supposed"]
    first, last = max(found, key=lambda one: sum(one.reps)), min(found, key=lambda one: sum(one.reps))
    light, heavy = (_mean_share(sum(one.reps) / 2 + row["reserve"]) for one in (first, last))
    load = next((one.load for one in works if one.entry.lift == name and one.load), float(row["load"]))
    before, after = physics.peak(name, load, _SPINE), physics.peak(name, load * heavy / light, _SPINE)
    if before is None or after is None or not before[1] or light >= heavy:
        return
    peak = after[1] / before[1]
    total = peak * sum(last.reps) / sum(first.reps)
    yield finding(
        "waves_load",
        "waves",
        rir=row["reserve"],
        first=_span(first.reps),
        last=_span(last.reps),
        load=f"{100 * (heavy / light - 1):.0f}",
        lift=name_of(name),
        peak=f"{100 * (peak - 1):.0f}",
        total=f"{100 * (1 - total):.0f}",
    )


def _mean_share(reps: float) -> float:
    """The share of the most that these repetitions are lifted with: the mean of four formulas."""
    found = shares_of_most(reps)
    return sum(found) / len(found)
