"""Which lifts are open to this person, each with its amount, what its sets count for and what they cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from thrustworthy.case import Case
from thrustworthy.formulary import Lift, lift_ids, stage, stage_number
from thrustworthy.prescription._allowed import may_come_out
from thrustworthy.prescription._decide import Decided, decide
from thrustworthy.prescription._loading import body_weight
from thrustworthy.prescription._prescribe import body_weight_fits
from thrustworthy.prescription._tables import dose
from thrustworthy.prescription.week._model import Option
from thrustworthy.prescription.week._tables import week
from thrustworthy.screening import Constraints

Cost = Callable[[str, float, int], Mapping[str, float]]
"""What a set costs each tissue: (lift, kg, repetitions) -> cost by tissue. Empty where nothing is known."""

_STANDING = ("squat", "lunge", "bend")
_FIRST, _STANDING_STAGE = "S1", "S5"
_BODY_WEIGHT = "body_weight_"
"""Before the pattern: the id of a standing pattern that is no lift of the formulary."""


def nothing_known(lift: str, load: float, reps: int) -> Mapping[str, float]:
    """The cost where nothing is simulated."""
    return {}


def open_options(case: Case, constraints: Constraints, *, suppose: bool, cost: Cost = nothing_known) -> list[Option]:
    """Every lift that gates, reported training and limits leave, at its own amount.

    Of the unloaded forms of one pattern only the furthest on the way, and of those the first that the ladder names,
    beside what is asked for or trained; none where a loaded one of the pattern is open. Standing patterns with body
    weight come beside them as in the plan for one lift.
    """
    found = list(_options(case, constraints, suppose, cost))
    wanted = {case.goal.lift, *(entry.lift for entry in case.training.lift)}
    kept = [one for one in found if one.loaded or one.lift in wanted]
    for pattern in dict.fromkeys(one.pattern for one in found):
        mine = [one for one in found if one.pattern == pattern]
        if not any(one.loaded or one.lift in wanted for one in mine):
            kept += [max(mine, key=lambda one: (stage_number(one.stage), -_place(one)))]
    return kept + list(_standing(kept, constraints))


def _place(option: Option) -> int:
    """The option's place among those that its stage names; the last where it does not."""
    names = [name for name, _ in stage(option.stage).candidates]
    return names.index(option.lift) if option.lift in names else len(names)


def _standing(options: Sequence[Option], constraints: Constraints) -> Iterator[Option]:
    """Standing patterns with body weight from the second stage on, where no lift of theirs is open."""
    if constraints.only_lifts or not any(stage_number(one.stage) > stage_number(_FIRST) for one in options):
        return
    for row in dose()["alongside"]:
        pattern = row["pattern"]
        if pattern in constraints.ban_patterns or any(one.pattern == pattern for one in options):
            continue
        if body_weight_fits(row, constraints):
            yield _alongside(row)


def _alongside(row: Mapping[str, Any]) -> Option:
    at = dose()["stage"][_STANDING_STAGE]
    return Option(
        lift=f"{_BODY_WEIGHT}{row['pattern']}",
        name=row["name"],
        pattern=row["pattern"],
        stage=_STANDING_STAGE,
        load=body_weight(),
        loaded=False,
        standing=True,
        sets=(row["sets"][0], row["sets"][1]),
        reps=(row["reps"][0], row["reps"][1]),
        rir=int(at["rir"]),
        days=max(at["days"]),
        rest=sum(dose()["stage"][_FIRST]["rest_s"]) / 2,
        warm_up=0,
        counts=week()["counts"]["pattern"].get(row["pattern"], {}),
        cost={},
    )


def _options(case: Case, constraints: Constraints, suppose: bool, cost: Cost) -> Iterator[Option]:
    for name in lift_ids():
        decided = decide(case, constraints, asked=name, suppose=suppose)
        # An easier lift in its place comes by its own name.
        if decided is None or decided.choice.lift.id != name or not may_come_out(decided.choice.lift, constraints):
            continue
        yield _option(decided, cost)


def _option(decided: Decided, cost: Cost) -> Option:
    choice, amount, load = decided.choice, decided.amount, decided.load
    row = dose()["stage"][choice.stage]
    rest = amount.source.get("rest_s", row["rest_s"])
    trained = choice.trained
    low, high = row["sets"]
    days = max(row["days"])
    if trained is not None:
        # Nobody already there is asked for more sets or days at once than one more than now.
        days = min(days, max(1, round(trained.days_per_week))) if trained.days_per_week else days
        high = min(high, trained.sets) if trained.sets else high
    return Option(
        lift=choice.lift.id,
        name=choice.lift.name,
        pattern=choice.lift.pattern,
        stage=choice.stage,
        load=load,
        loaded=choice.loaded,
        standing=choice.lift.pattern in _STANDING and choice.lift.supine == "no",
        sets=(min(low, high), high),
        reps=(amount.low, amount.high),
        rir=amount.rir,
        days=days,
        rest=sum(rest) / len(rest),
        warm_up=len(dose()["warm_up"]["shares"]) if load.kg and "bar" in choice.lift.equipment else 0,
        counts=counts_of(choice.lift),
        cost=cost(choice.lift.id, load.kg or 0.0, amount.high) if load.known else {},
    )


def counts_of(lift: Lift) -> Mapping[str, float]:
    """Fractional sets that one set of a lift is for each muscle."""
    row = week()["counts"]
    found: Mapping[str, float] = row["lift"].get(lift.id) or row["pattern"].get(lift.pattern, {})
    return found
