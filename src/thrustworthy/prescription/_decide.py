"""What is prescribed of one lift, in figures: the choice, its amount and its load."""

from __future__ import annotations

from dataclasses import dataclass, replace

from thrustworthy.case import Case
from thrustworthy.formulary import lift, lift_ids, stage
from thrustworthy.prescription._amount import Amount, amount_of
from thrustworthy.prescription._choose import Choice, Wish, choose
from thrustworthy.prescription._gates import Admission, admission, gate
from thrustworthy.prescription._loading import Rack, body_weight, load_up_to, not_told, rack_of
from thrustworthy.prescription._model import Load
from thrustworthy.screening import Constraints

_LYING = "thrust"
_LOADED, _KEEP = "S3", "S6"


@dataclass(frozen=True)
class Decided:
    """A lift with its amount and load, and what they stand on."""

    choice: Choice
    amount: Amount
    load: Load
    admitted: Admission
    rack: Rack


def decide(case: Case, constraints: Constraints, *, asked: str | None, suppose: bool) -> Decided | None:
    """The most that gates, reported training and limits leave of the lift asked for, or of an easier one; None if none.

    asked: lift id; None: the goal's, else the first trained. suppose: as of ``prescribe``.
    """
    wanted = asked if asked in lift_ids() else _asked(case)
    admitted = admission(case, constraints, _pattern(wanted), suppose=suppose)
    choice = choose(Wish(case, admitted, constraints, wanted, suppose))
    if choice is None:
        return None
    choice = _kept(case, choice, constraints)
    rack = rack_of(case.equipment, case.units)
    amount = amount_of(choice, constraints)
    load = _load(case, choice, amount, rack, constraints)
    if load is None:
        # Even the bar is more than the limit: the same movement without load, by the amounts of its stage.
        choice = replace(choice, loaded=False, most=0.0)
        amount, load = amount_of(choice, constraints), body_weight()
    return Decided(choice, amount, load, admitted, rack)


def _asked(case: Case) -> str | None:
    if case.goal.lift in lift_ids():
        return case.goal.lift
    return next((entry.lift for entry in case.training.lift if entry.lift in lift_ids()), None)


def _pattern(asked: str | None) -> str:
    return _LYING if asked is None else lift(asked).pattern


def _kept(case: Case, choice: Choice, constraints: Constraints) -> Choice:
    """The choice at S6 where the goal is reached: the load is held."""
    items = gate(case, stage(_KEEP), choice.lift.pattern, constraints.flags).items
    reached = choice.loaded and choice.stage == _LOADED and all(item.met is True for item in items)
    return replace(choice, stage=_KEEP) if reached and constraints.max_stage is None else choice


def _load(case: Case, choice: Choice, amount: Amount, rack: Rack, constraints: Constraints) -> Load | None:
    """The load of a choice; None when even the smallest that can be made is more than the limit."""
    if not choice.loaded:
        return body_weight()
    if amount.most is None:
        return not_told(choice.share, constraints.max_load, rack.units)
    reported = choice.trained.load.kg if choice.trained is not None and choice.trained.load is not None else None
    return load_up_to(choice.lift, amount.most, case.equipment, rack, reported)
