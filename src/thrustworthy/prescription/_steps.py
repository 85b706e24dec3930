"""What comes next: the step in load or repetitions, and the gates ahead."""

from __future__ import annotations

from thrustworthy.case import Case
from thrustworthy.formulary import Stage, lift, stage_number, stages, way_to
from thrustworthy.prescription._allowed import may_come_out
from thrustworthy.prescription._amount import Amount
from thrustworthy.prescription._choose import Choice
from thrustworthy.prescription._gates import Admission, gate
from thrustworthy.prescription._loading import Rack, mass_text, next_heavier
from thrustworthy.prescription._model import Gate, GateItem, Load, Said
from thrustworthy.prescription._tables import dose, sentence, sentence_of, words
from thrustworthy.screening import Constraints

_KEEP = "S6"
LIMIT = "limit"
"""Id of the condition that stands for a limit of screening in a gate."""


def next_step(case: Case, choice: Choice, load: Load, rack: Rack, amount: Amount, constraints: Constraints) -> Said:
    """One step: in load where the smallest one that can be made is within what the rules allow, else in repetitions."""
    row = dose()["step"]
    if choice.stage == _KEEP:
        return sentence("step_keep")
    if not load.known:
        return sentence("step_same")
    if not load.kg:
        return sentence_of("step_body", row, high=amount.high)
    ahead = next_heavier(choice.lift, load.kg, case.equipment, rack)
    if ahead is None:
        return sentence_of("step_top", row, high=amount.high)
    most = min(row["share_high"], constraints.max_step or row["share_high"])
    share = (ahead - load.kg) / load.kg
    percent = f"{100 * share:.1f}".removesuffix(".0")
    if share > most:
        high = amount.high + row["most_extra_reps"]
        return sentence_of("step_reps", row, percent=percent, most=f"{100 * most:g}", low=amount.low, high=high)
    plates = mass_text(ahead - load.kg, rack.units)
    total = dose()["sum_of_sets"]
    if choice.trained is None and total["sets"] * amount.low >= total["reps"]:
        return sentence_of("step_sum", total, sets=total["sets"], sum=total["reps"], plates=plates, percent=percent)
    return sentence_of("step_load", row, high=amount.high, extra=row["extra_reps"], plates=plates, percent=percent)


def gates_ahead(case: Case, choice: Choice, admitted: Admission, constraints: Constraints) -> tuple[Gate, ...]:
    """The gates after this stage, the next one first; one that a limit keeps shut says so and comes last.

    A stage of another pattern in which a lift is trained and admitted already is not ahead.
    """
    way = way_to(choice.stage)
    there = set() if constraints.stages_back else _elsewhere(choice, admitted)
    ahead = [one for one in stages() if one.after in way and one.id not in way and one.id not in there]
    made = [(_limited(one, constraints), _gate(case, one, choice, constraints)) for one in ahead]
    return tuple(found for _, found in sorted(made, key=lambda pair: (pair[0], stage_number(pair[1].stage))))


def _elsewhere(choice: Choice, admitted: Admission) -> set[str]:
    """Stages of other movement patterns that reported training has opened."""
    return {lift(name).stage for name in admitted.trained if lift(name).pattern != choice.lift.pattern}


def _limited(one: Stage, constraints: Constraints) -> bool:
    over = constraints.max_stage is not None and stage_number(one.id) > stage_number(constraints.max_stage)
    return over or not any(may_come_out(lift(name), constraints) for name, _ in one.candidates)


def _gate(case: Case, one: Stage, choice: Choice, constraints: Constraints) -> Gate:
    pattern = choice.lift.pattern if one.leads(choice.lift.pattern) else lift(one.candidates[0][0]).pattern
    found = gate(case, one, pattern, constraints.flags)
    if not _limited(one, constraints):
        return found
    shut = GateItem(LIMIT, words("held_here", stage=one.id), False, "DESIGN", ())
    return Gate(found.stage, found.title, (shut, *found.items), found.due)
