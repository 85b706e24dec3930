"""What the routine lacks for the goal, and what of it cannot be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from thrustworthy.case import Case
from thrustworthy.formulary import lift
from thrustworthy.prescription._allowed import may_come_out
from thrustworthy.prescription.routine._figures import most_sets
from thrustworthy.prescription.routine._limits import reserve_of
from thrustworthy.prescription.routine._model import Routine
from thrustworthy.prescription.routine._order import Found
from thrustworthy.prescription.routine._outcome import Work
from thrustworthy.prescription.routine._rows import finding, listed, name_of, rows
from thrustworthy.prescription.routine._spoken import ends
from thrustworthy.prescription.week import muscle_word
from thrustworthy.screening import Constraints

_MAINTAIN = "maintain"
_SIZE = "size"


def missing(routine: Routine, works: tuple[Work, ...], constraints: Constraints) -> Iterator[Found]:
    """Standing patterns that are not there, and days of which nothing is written."""
    row = rows()["pattern"]
    empty = [day.name for day in routine.days if not day.entries and not day.rest and day.name]
    if empty:
        yield finding("empty_day", "missing", days=listed(_with_focus(routine, empty)))
    there = {lift(one.entry.lift).pattern for one in works if one.entry.lift}
    lacking = {name: _open_lifts(row["lifts"][name], constraints) for name in row["order"] if name not in there}
    lacking = {name: lifts for name, lifts in lacking.items() if lifts}
    if not lacking:
        return
    patterns = listed((row[name] for name in lacking), "or")
    lifts = listed((name_of(lifts[0]) for lifts in lacking.values()), "or")
    if empty:
        yield finding("transfer_open", "missing", False, patterns=patterns, lifts=lifts, days=listed(empty))
    elif there & {*row["order"]}:
        yield finding("pattern", "missing", patterns=patterns, lifts=lifts)
    else:
        yield finding("transfer", "missing", False, patterns=patterns, lifts=lifts)


def _with_focus(routine: Routine, names: list[str]) -> Iterator[str]:
    focus = {day.name: day.focus for day in routine.days}
    for name in names:
        yield f"{name} ({focus[name]})" if focus[name] else name


def _open_lifts(names: list[str], constraints: Constraints) -> list[str]:
    return [name for name in names if may_come_out(lift(name), constraints)]


def sets(sets: Mapping[str, tuple[float, float]], case: Case, constraints: Constraints) -> Iterator[Found]:
    """Muscles whose sets are few or many beside the numbers that go with size; the least one asks for a change."""
    row = rows()["sets"]
    aim = case.goal.aim
    for muscle in sorted(row["judged"], key=lambda name: sets.get(name, (0.0, 0.0))[1]):
        low, high = sets.get(muscle, (0.0, 0.0))
        word, told = muscle_word(muscle), _sets_words(low, high)
        if high < row["minimum"]:
            lifts = _open_lifts(rows()["pattern"]["lifts"][muscle], constraints)
            if lifts:
                names = listed((name_of(name) for name in lifts), "or")
                yield finding("sets_none", "sets", False, muscle=word, lifts=names)
        elif high < row["size"] and aim in (None, _SIZE):
            yield finding("sets_low", "sets", False if aim == _SIZE else None, muscle=word, sets=told)
        elif low > most_sets() and aim != _MAINTAIN:
            yield finding("sets_much", "sets", None, muscle=word, sets=told, most=f"{most_sets():g}")


def _sets_words(low: float, high: float) -> str:
    return ends("reps_bare", (round(low, 1), round(high, 1)))


def unknown(routine: Routine, works: tuple[Work, ...]) -> Iterator[Found]:
    """Lifts that are not simulated, outside the formulary, or still asked for; and effort that nobody wrote down."""
    if works and all(reserve_of(one) is None and not one.entry.amrap for one in works):
        yield finding("effort_open", "unknown")
    reasons: dict[str, list[str]] = {}
    for name in dict.fromkeys(one.entry.lift for one in works if one.entry.lift):
        why = lift(name).not_simulated
        if not lift(name).simulated and why:
            reasons.setdefault(why, []).append(name_of(name))
    for why, names in reasons.items():
        yield finding("not_simulated", "unknown", lifts=listed(names), why=why)
    outside = [one.entry.name for one in works if one.entry.lift is None]
    if outside:
        yield finding("outside", "unknown", names=listed(outside))
    asked = [entry.name for entry in routine.entries if entry.asked]
    if asked:
        yield finding("asked", "unknown", names=listed(asked))
