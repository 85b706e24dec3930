"""Into a stage, two ways: its gate, or reported training. Both fail closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from thrustworthy.case import Case, TestDone, TrainedLift
from thrustworthy.formulary import GateRow, Stage, lift, lift_ids, stage_number, stages
from thrustworthy.prescription._model import Gate, GateItem, Said
from thrustworthy.prescription._tables import dose, said
from thrustworthy.screening import Constraints

_DAYS_A_WEEK = 7.0


@dataclass(frozen=True)
class Admission:
    """How far the person may go. trained: lifts admitted by reported training, with what stands in the case."""

    stage: str
    by: str
    trained: Mapping[str, TrainedLift]
    supposed: tuple[Said, ...]


def _fresh(case: Case, done: TestDone) -> bool:
    """A result counts while it is not older than the gap rule allows; one without a date does not count."""
    if done.on is None:
        return False
    oldest = (case.asked_on - done.on.first).days
    return 0 <= oldest <= int(dose()["gap"]["good_for_days"])


def _results(case: Case, test: str) -> list[TestDone]:
    return [done for done in case.test if done.test == test and _fresh(case, done)]


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def gate_item(case: Case, row: GateRow) -> GateItem:
    """One condition against the results of the case; ``met`` is None while there is no fresh result."""
    found = _results(case, row.test)
    return GateItem(row.id, row.text, _met(row, found), row.tag, row.sources)


def _met(row: GateRow, found: list[TestDone]) -> bool | None:
    if not found:
        return None
    if row.comparison == "is_yes":
        return all(done.value is True for done in found)
    numbers = [_number(done.value) for done in found]
    if row.threshold is None or any(number is None for number in numbers):
        return None
    values = [number for number in numbers if number is not None]
    sides: dict[str, float] = {done.side: value for done, value in zip(found, values, strict=True) if done.side}
    simple: Mapping[str, Callable[[float], bool | None]] = {
        "at_least": lambda limit: min(values) >= limit,
        "at_most": lambda limit: max(values) <= limit,
        "both_sides_at_least": lambda limit: min(values) >= limit if len(sides) == 2 else None,
        "sides_differ_at_most": lambda limit: _differ(sides, limit),
    }
    return simple[row.comparison](row.threshold)


def _differ(sides: Mapping[str, float], limit: float) -> bool | None:
    if len(sides) != 2 or max(sides.values()) <= 0:
        return None
    low, high = min(sides.values()), max(sides.values())
    return (high - low) / high <= limit


def gate(case: Case, one: Stage) -> Gate:
    """The gate of a stage, condition by condition."""
    items = tuple(gate_item(case, row) for row in one.gate)
    due = tuple(dict.fromkeys(row.due for row, item in zip(one.gate, items, strict=True) if item.met is not True))
    return Gate(one.id, one.title, items, due)


def open_by_gates(case: Case) -> set[str]:
    """Stages whose own gate, and every gate before it, is open. S1 opens with the questions."""
    opened = {"S0"}
    for one in stages():
        if one.after in opened and all(item.met is True for item in gate(case, one).items):
            opened.add(one.id)
    return opened


def admission(case: Case, constraints: Constraints, *, suppose: bool) -> Admission:
    """How far the person may go. suppose: an unstated pain of the training reported is taken as within the limit."""
    opened = open_by_gates(case)
    by_gates = max((name for name in opened if name != "S6"), key=stage_number)
    trained: dict[str, TrainedLift] = {}
    notes: list[Said] = []
    if not constraints.no_reported_training:
        for entry in case.training.lift:
            held = _counts(case, entry, suppose)
            if held is not None and entry.lift in lift_ids():
                trained[entry.lift] = _heavier(trained.get(entry.lift), entry)
                notes += held
    reached = max((lift(name).stage for name in trained), key=stage_number, default="S0")
    by_training = stage_number(reached) > stage_number(by_gates)
    words = dose()["words"]
    return Admission(
        stage=reached if by_training else by_gates,
        by=words["admitted_training"] if by_training else words["admitted_gates"],
        trained=trained,
        supposed=tuple(dict.fromkeys(notes)),
    )


def _heavier(one: TrainedLift | None, other: TrainedLift) -> TrainedLift:
    if one is None:
        return other
    return other if (other.load.kg if other.load else 0.0) > (one.load.kg if one.load else 0.0) else one


def _counts(case: Case, entry: TrainedLift, suppose: bool) -> list[Said] | None:
    """None when this training admits nobody; else what had to be supposed for it."""
    row = dose()["admission"]
    if entry.for_time is None or entry.for_time.low < row["weeks"] * _DAYS_A_WEEK:
        return None
    notes = []
    for pain in (entry.pain_during, entry.pain_next_morning):
        if pain is not None and pain > row["pain_at_most"]:
            return None
        if pain is None:
            if not suppose:
                return None
            table = dose()["supposed_pain"]
            name = lift(entry.lift).name if entry.lift in lift_ids() else entry.lift
            notes.append(said(table["text"].format(pain=row["pain_at_most"], lift=name), table))
    since = case.training.new_condition_since
    if since is True or since == "unclear" or (since is None and not suppose):
        return None
    if since is None:
        notes.append(said(dose()["supposed_condition"]["text"], dose()["supposed_condition"]))
    return notes
