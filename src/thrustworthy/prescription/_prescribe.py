"""The plan for one lift: load, sets, repetitions, effort, steps, and what opens the next stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from thrustworthy.case import Case, Facts, TrainedLift
from thrustworthy.formulary import lift, stage, stage_number, way_to
from thrustworthy.prescription._allowed import banned, is_banned, may_come_out
from thrustworthy.prescription._amount import Amount
from thrustworthy.prescription._choose import Choice, load_share, substitutes
from thrustworthy.prescription._decide import Decided, decide
from thrustworthy.prescription._gates import Admission, gate
from thrustworthy.prescription._loading import (
    Rack,
    bar_load,
    body_weight,
    heaviest,
    kind_of,
    mass_text,
    step_of,
)
from thrustworthy.prescription._model import Gate, Load, Plan, Prescription, Said, WarmUpSet
from thrustworthy.prescription._notes import notes_about
from thrustworthy.prescription._steps import LIMIT, gates_ahead, next_step
from thrustworthy.prescription._tables import between, dose, said, sentence, words
from thrustworthy.screening import Constraints, Outcome

_LYING = "thrust"
_GENTLE, _LOADED, _KEEP = "S1", "S3", "S6"


def prescribe(case: Case, facts: Facts, outcome: Outcome, *, suppose: bool = False, lift: str | None = None) -> Plan:
    """The plan that an outcome of screening allows.

    suppose: the outcome is the provisional one, so an unstated pain of reported training is taken as within its limit
    and listed. lift: the lift wanted (None: the goal's, else the first trained). HOLD and REFER give no plan.
    """
    constraints = outcome.constraints
    left_out = banned(constraints)
    if not outcome.verdict.carries_load:
        return Plan(None, None, left_out, sentence("withheld_hold"))
    decided = decide(case, constraints, asked=lift, suppose=suppose)
    if decided is None:
        return Plan(None, None, left_out, sentence("withheld_none"))
    made = _write(case, decided, constraints)
    return Plan(made.stage, made, left_out)


def _write(case: Case, decided: Decided, constraints: Constraints) -> Prescription:
    choice, amount, load = decided.choice, decided.amount, decided.load
    admitted, rack = decided.admitted, decided.rack
    row = dose()["stage"][choice.stage]
    gates = gates_ahead(case, choice, admitted, constraints) or (Gate(choice.stage, words("no_gate"), ()),)
    return Prescription(
        lift=choice.lift.id,
        lift_name=_name(choice),
        stage=choice.stage,
        stage_title=stage(choice.stage).title,
        admitted_by=choice.by,
        setup=tuple(_setup(case, choice, load, rack)),
        load=load,
        sets=said(between("sets", row["sets"]), row),
        reps=said(words("reps_as_now") if amount.as_now else between("reps", (amount.low, amount.high)), amount.source),
        effort=sentence("effort", rir=amount.rir),
        frequency=said(_frequency(choice, row["days"]), row),
        rest=_rest(row, amount),
        warm_up=_warm_up(choice, load, rack),
        stop_rules=_stop_rules(constraints),
        next_step=next_step(case, choice, load, rack, amount, constraints),
        next_gate=gates[0],
        due=_due(case, choice, admitted, constraints),
        without=tuple(_without(choice, constraints)),
        alongside=tuple(_alongside(choice, admitted, constraints)),
        notes=(*_notes(case, choice, load, amount, admitted, constraints), *_ways_on(gates[1:])),
    )


def _name(choice: Choice) -> str:
    """The lift's name; one that usually carries a load says so when it does not."""
    if choice.loaded or choice.lift.load == "none":
        return choice.lift.name
    return words("unloaded", lift=choice.lift.name)


def _setup(case: Case, choice: Choice, load: Load, rack: Rack) -> Iterator[Said]:
    for cue in (*choice.lift.setup, *choice.lift.cues):
        if choice.loaded or not cue.loaded:
            yield Said(cue.text, cue.tag, cue.sources)
    if not load.kg:
        return
    if "bar" in choice.lift.equipment:
        if rack.assumed:
            yield sentence("assumed", bar=mass_text(rack.bar, rack.units))
        return
    kind = kind_of(choice.lift)
    told = choice.trained is not None or (kind == "dumbbell" and case.equipment.dumbbells)
    if not told:
        yield sentence("assumed_step", step=mass_text(step_of(kind, rack), rack.units))


def _frequency(choice: Choice, days: list[int]) -> str:
    """The stage's days, never more than are trained now by somebody already at this load."""
    now = choice.trained.days_per_week if choice.trained else None
    if now is not None and now < days[0]:
        return between("days", [max(1, int(now)), max(1, int(now))])
    return between("days", days)


def _rest(stage_row: Mapping[str, Any], amount: Amount) -> Said:
    row = amount.source if "rest_s" in amount.source else stage_row
    return said(between("rest", row["rest_s"]), row)


def _warm_up(choice: Choice, load: Load, rack: Rack) -> tuple[WarmUpSet, ...]:
    if not load.kg or "bar" not in choice.lift.equipment:
        return ()
    row = dose()["warm_up"]
    sets: list[WarmUpSet] = []
    for share, reps in zip(row["shares"], row["reps"], strict=True):
        total = heaviest(rack, share * load.kg)
        made = body_weight() if total is None else bar_load(rack, total)
        if not sets or sets[-1].load != made:
            sets.append(WarmUpSet(made, reps))
    return tuple(sets)


def _stop_rules(constraints: Constraints) -> tuple[Said, ...]:
    usual = dose()["pain"]["usual"]
    pain = usual if constraints.pain_cap is None else min(usual, constraints.pain_cap)
    rows = [row for row in dose()["stop"] if pain > row.get("above", -1)]
    return tuple(said(row["text"].format(pain=pain), row) for row in rows)


def _due(case: Case, choice: Choice, admitted: Admission, constraints: Constraints) -> tuple[Said, ...]:
    """Who was admitted by training still owes the tests of the gates passed over; nobody owes what is met."""
    if choice.by == words("admitted_gates"):
        return ()
    pattern, flags = choice.lift.pattern, constraints.flags
    owed = [text for name in way_to(choice.stage) for text in gate(case, stage(name), pattern, flags).due]
    granted = admitted.supposed if choice.by == words("admitted_training") else ()
    return (*granted, *(sentence("due", due=text) for text in dict.fromkeys(owed)))


def _without(choice: Choice, constraints: Constraints) -> Iterator[Said]:
    one = choice.lift
    if one.fall_risk:
        name = "instead"
    elif {"bench", "bar"} & set(one.equipment):
        name = "without"
    elif one.equipment:
        name = "without_kit"
    else:
        return
    yield from (sentence(name, lift=other.name) for other in substitutes(choice, constraints))


def _alongside(choice: Choice, admitted: Admission, constraints: Constraints) -> Iterator[Said]:
    """Standing patterns: what is trained and admitted stays as it is; else with body weight, from S2 on.

    Nothing where a clearance names its lifts, or where its pattern, the legs it needs or its depth are left out.
    """
    if stage_number(choice.stage) <= stage_number(_GENTLE) or constraints.only_lifts:
        return
    for row in dose()["alongside"]:
        if row["pattern"] == choice.lift.pattern or row["pattern"] in {*constraints.ban_patterns}:
            continue
        kept = [entry for name, entry in admitted.trained.items() if lift(name).pattern == row["pattern"]]
        kept = [entry for entry in kept if _stays(entry, constraints)]
        if kept:
            yield from (_as_now(entry) for entry in kept)
        elif body_weight_fits(row, constraints):
            yield said(row["text"], row)


def _stays(entry: TrainedLift, constraints: Constraints) -> bool:
    """True where nothing asks for less than is done now."""
    if constraints.stages_back or load_share(constraints) < 1 or constraints.min_rir is not None:
        return False
    cap = constraints.max_stage
    one = lift(entry.lift)
    return may_come_out(one, constraints) and (cap is None or stage_number(one.stage) <= stage_number(cap))


def _as_now(entry: TrainedLift) -> Said:
    row, name = dose()["kept"], lift(entry.lift).name
    if entry.load is None:
        return said(row["text_unknown"].format(lift=name), row)
    return said(row["text"].format(lift=name, load=mass_text(entry.load.kg, "kg")), row)


def body_weight_fits(row: Mapping[str, Any], constraints: Constraints) -> bool:
    """True where the legs and the depth that a standing pattern asks for are not left out."""
    one_sided = "two_leg_only" in constraints.flags and row["legs"] != "two"
    depth = constraints.max_hip_flexion
    return not one_sided and (depth is None or row["hip_flexion"] <= depth)


def _notes(
    case: Case, choice: Choice, load: Load, amount: Amount, admitted: Admission, constraints: Constraints
) -> Iterator[Said]:
    trained = choice.trained
    if amount.from_best and load.kg and trained and trained.load and trained.reps:
        row = dose()["rep_max"]
        yield said(row["text"].format(reps=trained.reps, load=mass_text(trained.load.kg, case.units)), row)
    if choice.loaded and choice.trained is None and choice.stage == _LOADED:
        row = dose()["next_range"]
        yield said(row["text"].format(weeks=row["weeks"]), row)
    yield from _way_back(case, choice, constraints)
    yield from _not_counted(choice, admitted, constraints)
    yield from notes_about(case)


def _ways_on(gates: tuple[Gate, ...]) -> Iterator[Said]:
    """The gates ahead besides the next one, in a line each; one that a limit keeps shut is no way on."""
    for one in gates:
        if not any(item.id == LIMIT for item in one.items):
            yield sentence("way_on", stage=one.stage, title=one.title, due=" ".join(one.due))


def _way_back(case: Case, choice: Choice, constraints: Constraints) -> Iterator[Said]:
    """After a step back: the load that the way up again does not pass for now, where a load was told."""
    held = [e.load.kg for e in case.training.lift if e.lift == choice.lift.id and e.load is not None]
    share = load_share(constraints)
    if constraints.stages_back and not choice.loaded and held and share > 0:
        yield sentence("way_back", load=mass_text(max(held) * share, case.units), percent=f"{100 * share:.0f}")


def _not_counted(choice: Choice, admitted: Admission, constraints: Constraints) -> Iterator[Said]:
    """Why training that is told of opened nothing: one sentence a reason. A clearance by name needs none."""
    if choice.by == words("admitted_clearance"):
        return
    row = dose()["admission"]
    open_ones = {name: why for name, why in admitted.not_counted.items() if not is_banned(lift(name), constraints)}
    for why in dict.fromkeys(open_ones.values()):
        names = ", ".join(lift(name).name for name, reason in open_ones.items() if reason == why)
        yield sentence(f"not_counted.{why}", lift=names, weeks=row["weeks"], pain=row["pain_at_most"])
