"""Into a stage, two ways: its gate, or reported training. Both fail closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from thrustworthy.case import Case, TestDone, TrainedLift
from thrustworthy.formulary import GateRow, Stage, lift, lift_ids, stage_number, stages
from thrustworthy.prescription._model import Gate, GateItem, Said
from thrustworthy.prescription._tables import dose, sentence
from thrustworthy.screening import Constraints

_DAYS_A_WEEK = 7.0


@dataclass(frozen=True)
class Admission:
    """How far the person may go on the way of one movement pattern.

    by_gates: the furthest stage whose gates are all open. stage: that, or the stage of a lift admitted by training.
    trained: lifts of any pattern admitted by reported training, with what stands in the case. supposed: what was taken
    for granted for it. not_counted: lifts whose training admits to nothing, with the reason's name in ``words.toml``.
    """

    pattern: str
    stage: str
    by_gates: str
    trained: Mapping[str, TrainedLift]
    supposed: tuple[Said, ...]
    not_counted: Mapping[str, str]


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


def gate(case: Case, one: Stage, pattern: str, flags: tuple[str, ...]) -> Gate:
    """The gate of a stage for one movement pattern, condition by condition."""
    rows = [row for row in one.gate if row.is_asked(pattern, flags)]
    items = tuple(gate_item(case, row) for row in rows)
    due = tuple(dict.fromkeys(row.due for row, item in zip(rows, items, strict=True) if item.met is not True))
    return Gate(one.id, one.title, items, due)


def open_by_gates(case: Case, pattern: str, flags: tuple[str, ...]) -> set[str]:
    """Stages on the way of a pattern whose own gate, and every gate before it, is open. S1 opens with the questions."""
    opened = {"S0"}
    for one in stages():
        on_way = one.leads(pattern) and one.after in opened
        if on_way and all(item.met is True for item in gate(case, one, pattern, flags).items):
            opened.add(one.id)
    return opened


def admission(case: Case, constraints: Constraints, pattern: str, *, suppose: bool) -> Admission:
    """How far the person may go. suppose: an unstated pain of the training reported is taken as within the limit."""
    # Keeping what is there (S6) is a choice about the amount, not further up than S3 or S4.
    opened = open_by_gates(case, pattern, constraints.flags) - {"S6"}
    by_gates = max(opened, key=stage_number)
    trained: dict[str, TrainedLift] = {}
    supposed: list[Said] = []
    refused: dict[str, str] = {}
    for entry in case.training.lift:
        if entry.lift not in lift_ids():
            continue
        why_not = "closed" if constraints.no_reported_training else _against(case, entry, suppose)
        if why_not is not None:
            refused.setdefault(entry.lift, why_not)
            continue
        trained[entry.lift] = _heavier(trained.get(entry.lift), entry)
        supposed += _supposed(case, entry)
    reached = [lift(name).stage for name in trained if lift(name).pattern == pattern]
    return Admission(
        pattern=pattern,
        stage=max([by_gates, *reached], key=stage_number),
        by_gates=by_gates,
        trained=trained,
        supposed=tuple(dict.fromkeys(supposed)),
        not_counted={name: why for name, why in refused.items() if name not in trained},
    )


def _heavier(one: TrainedLift | None, other: TrainedLift) -> TrainedLift:
    if one is None:
        return other
    return other if (other.load.kg if other.load else 0.0) > (one.load.kg if one.load else 0.0) else one


def _against(case: Case, entry: TrainedLift, suppose: bool) -> str | None:
    """None when this training admits to its lift; else the name of what stands against it."""
    row = dose()["admission"]
    days = row["weeks"] * _DAYS_A_WEEK
    if entry.for_time is None:
        return "time_unknown"
    if entry.for_time.low < days:
        return "time_short"
    pains = (entry.pain_during, entry.pain_next_morning)
    if any(pain is not None and pain > row["pain_at_most"] for pain in pains):
        return "pain_high"
    since = case.training.new_condition_since
    if since is True or since == "unclear":
        return "new_condition"
    if suppose:
        return None
    if None in pains:
        return "pain_unknown"
    return "condition_unknown" if since is None else None


def _supposed(case: Case, entry: TrainedLift) -> list[Said]:
    """What an admission takes for granted: nothing where the case says it all."""
    notes = []
    if entry.pain_during is None or entry.pain_next_morning is None:
        pain = dose()["admission"]["pain_at_most"]
        notes.append(sentence("supposed_pain", pain=pain, lift=lift(entry.lift).name))
    if case.training.new_condition_since is None:
        notes.append(sentence("supposed_condition"))
    return notes
