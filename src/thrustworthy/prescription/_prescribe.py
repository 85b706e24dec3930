"""The plan for one lift: load, sets, repetitions, effort, steps, and what opens the next stage."""

from __future__ import annotations

from collections.abc import Iterable

from thrustworthy.case import Case, Facts, TrainedLift
from thrustworthy.formulary import lift_ids, stage, stage_number, stages
from thrustworthy.prescription._allowed import banned
from thrustworthy.prescription._choose import Choice, choose, substitutes
from thrustworthy.prescription._gates import Admission, admission, gate
from thrustworthy.prescription._loading import (
    Rack,
    bar_load,
    body_weight,
    heaviest,
    load_up_to,
    mass_text,
    next_heavier,
    rack_of,
)
from thrustworthy.prescription._model import Gate, Load, Plan, Prescription, Said, WarmUpSet
from thrustworthy.prescription._tables import between, dose, said, words
from thrustworthy.screening import Constraints, Outcome

_GENTLE = "S1"


def prescribe(case: Case, facts: Facts, outcome: Outcome, *, suppose: bool = False, lift: str | None = None) -> Plan:
    """The plan that an outcome of screening allows.

    suppose: the outcome is the provisional one, so an unstated pain of reported training is taken as within its limit
    and listed. lift: the lift wanted (None: the goal's, else the first trained). HOLD and REFER give no plan.
    """
    constraints = outcome.constraints
    left_out = banned(constraints)
    if not outcome.verdict.carries_load:
        return Plan(None, None, left_out, Said(words("withheld_hold"), "DESIGN"))
    admitted = admission(case, constraints, suppose=suppose)
    choice = choose(case, admitted, constraints, lift or _asked(case), suppose=suppose)
    if choice is None:
        return Plan(None, None, left_out, Said(words("withheld_none"), "DESIGN"))
    rack = rack_of(case.equipment, case.units)
    load = load_up_to(choice.lift, _working_load(choice), case.equipment, rack)
    if load is None:
        # Even the bar is more than the limit: the same movement without load.
        choice = Choice(choice.lift, choice.stage, choice.by, False, 0.0, choice.trained)
        load = body_weight()
    return Plan(choice.stage, _write(case, choice, load, rack, admitted, constraints), left_out)


def _asked(case: Case) -> str | None:
    if case.goal.lift in lift_ids():
        return case.goal.lift
    return next((entry.lift for entry in case.training.lift if entry.lift in lift_ids()), None)


def _target(choice: Choice, constraints: Constraints) -> tuple[int, int, int]:
    """Lowest and highest repetitions, and repetitions in reserve."""
    amount = dose()["trained"] if _heavy(choice) else dose()["stage"][choice.stage]
    low, high = amount["reps"]
    trained = choice.trained
    if trained is not None and trained.reps is not None and not trained.best:
        low, high = min(low, trained.reps), trained.reps
    return low, high, max(amount["rir"], constraints.min_rir or 0)


def _heavy(choice: Choice) -> bool:
    """True for a loaded lift that is already trained."""
    return choice.loaded and choice.trained is not None


def _working_load(choice: Choice) -> float | None:
    """The most load for a working set: what is reported, or what a repetition maximum leaves for the repetitions."""
    if not choice.loaded:
        return 0.0
    trained = choice.trained
    if choice.most is None or trained is None or not trained.best or trained.reps is None:
        return choice.most
    high = dose()["trained"]["reps"][1] + dose()["trained"]["rir"]
    if trained.reps >= high:
        return choice.most
    return choice.most * min(now / best for now, best in zip(_shares(high), _shares(trained.reps), strict=True))


def _shares(reps: float) -> tuple[float, ...]:
    """Shares of 1RM at this many repetitions: Epley, Brzycki, Lombardi, O'Conner; none was tested on the hip thrust."""
    row = dose()["rep_max"]
    return (
        1 / (1 + reps / row["epley"]),
        (row["brzycki"] - reps) / (row["brzycki"] - 1),
        float(reps ** -row["lombardi"]),
        1 / (1 + row["oconner"] * reps),
    )


def _write(
    case: Case, choice: Choice, load: Load, rack: Rack, admitted: Admission, constraints: Constraints
) -> Prescription:
    amount = dose()["stage"][choice.stage]
    low, high, rir = _target(choice, constraints)
    source = dose()["trained"] if _heavy(choice) else amount
    as_now = choice.trained is not None and choice.trained.reps is None and choice.loaded
    reps = words_reps = between("reps", [low, high])
    if as_now:
        words_reps = dose()["trained"]["as_now"]
    ahead = _next_gate(case, choice)
    return Prescription(
        lift=choice.lift.id,
        lift_name=_name(choice),
        stage=choice.stage,
        stage_title=stage(choice.stage).title,
        admitted_by=choice.by,
        setup=_setup(choice, load, rack),
        load=load,
        sets=said(between("sets", amount["sets"]), amount),
        reps=said(words_reps if as_now else reps, source),
        effort=Said(words("effort", rir=rir), words("effort_tag"), tuple(dose()["words"]["effort_sources"])),
        frequency=said(_frequency(choice, amount["days"]), amount),
        rest=said(between("rest", source["rest_s"]), source),
        warm_up=_warm_up(choice, load, rack),
        stop_rules=_stop_rules(constraints),
        next_step=_next_step(load, rack, (low, high), constraints),
        next_gate=ahead,
        due=_due(case, choice, admitted),
        without=tuple(Said(words("without", lift=one.name), "DESIGN") for one in substitutes(choice.lift, constraints)),
        alongside=_alongside(choice, constraints),
        notes=_notes(choice),
    )


def _name(choice: Choice) -> str:
    """The lift's name; one that usually carries a load says so when it does not."""
    if choice.loaded or choice.lift.load == "none":
        return choice.lift.name
    return words("unloaded", lift=choice.lift.name)


def _setup(choice: Choice, load: Load, rack: Rack) -> tuple[Said, ...]:
    cues = (c for c in (*choice.lift.setup, *choice.lift.cues) if choice.loaded or not c.loaded)
    rows: Iterable[Said] = (Said(c.text, c.tag, c.sources) for c in cues)
    assumed = load.kg and rack.assumed and "bar" in choice.lift.equipment
    if assumed:
        bar = mass_text(rack.bar, rack.units)
        return (*rows, Said(words("assumed", bar=bar), words("assumed_tag")))
    return tuple(rows)


def _frequency(choice: Choice, days: list[int]) -> str:
    """The stage's days, never more than are trained now by somebody already at this load."""
    now = choice.trained.days_per_week if choice.trained else None
    if now is not None and now < days[0]:
        return between("days", [max(1, int(now)), max(1, int(now))])
    return between("days", days)


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
    return tuple(said(row["text"].format(pain=pain), row) for row in dose()["stop"])


def _next_step(load: Load, rack: Rack, reps: tuple[int, int], constraints: Constraints) -> Said:
    row = dose()["step"]
    low, high = reps
    if not load.known:
        return Said(row["text_same"], "DESIGN")
    if not load.kg:
        return said(row["text_body"].format(high=high), row)
    ahead = next_heavier(rack, load.kg)
    most = min(row["share_high"], constraints.max_step or row["share_high"])
    if ahead is None:
        return said(row["text_body"].format(high=high), row)
    share = (ahead - load.kg) / load.kg
    if share > most:
        text = row["text_reps"].format(
            percent=f"{100 * share:.0f}", most=f"{100 * most:.0f}", low=low, high=high + row["most_extra_reps"]
        )
    else:
        plates = mass_text(ahead - load.kg, rack.units)
        text = row["text_load"].format(high=high, extra=row["extra_reps"], plates=plates, percent=f"{100 * share:.0f}")
    return said(text, row)


def _next_gate(case: Case, choice: Choice) -> Gate:
    ahead = next((one for one in stages() if one.after == choice.stage), None)
    return gate(case, ahead) if ahead else Gate(choice.stage, words("no_gate"), ())


def _due(case: Case, choice: Choice, admitted: Admission) -> tuple[Said, ...]:
    """Who was admitted by training still owes the tests of the gates passed over; nobody owes what is met."""
    row = dose()["due"]
    owed: list[Said] = []
    if choice.by != words("admitted_gates"):
        passed = [one for one in stages() if 0 < stage_number(one.id) <= stage_number(choice.stage) and one.id != "S4"]
        owed = [said(row["text"].format(due=text), row) for one in passed for text in gate(case, one).due]
    return (*admitted.supposed, *dict.fromkeys(owed))


def _alongside(choice: Choice, constraints: Constraints) -> tuple[Said, ...]:
    """Standing patterns with body weight, from S2 on, each left out where its pattern is."""
    if stage_number(choice.stage) <= stage_number(_GENTLE):
        return ()
    left = {*constraints.ban_patterns, *constraints.ban_lifts}
    legs = "two_leg_only" in constraints.flags
    rows = [
        row for row in dose()["alongside"] if row["pattern"] not in left and not (legs and row["pattern"] == "lunge")
    ]
    return tuple(said(row["text"], row) for row in rows)


def _notes(choice: Choice) -> tuple[Said, ...]:
    notes = []
    trained: TrainedLift | None = choice.trained
    if _heavy(choice) and trained and trained.best and trained.load and trained.reps:
        row = dose()["rep_max"]
        load = mass_text(trained.load.kg, "kg")
        notes.append(said(row["text"].format(reps=trained.reps, load=load), row))
    return tuple(notes)
