"""The plan in force: what the case opens, moved on by every session since; and the amount of the next session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from thrustworthy.case import Case, Facts, Value, facts_of
from thrustworthy.formulary import Lift
from thrustworthy.prescription._choose import load_share
from thrustworthy.prescription._decide import Decided, decide
from thrustworthy.prescription._loading import (
    Rack,
    bar_load,
    body_weight,
    load_up_to,
    mass_text,
    next_heavier,
    not_told,
)
from thrustworthy.prescription._model import Load
from thrustworthy.prescription._tables import dose
from thrustworthy.prescription.titration._model import NextAmount
from thrustworthy.prescription.titration._table import figure
from thrustworthy.screening import Constraints, Outcome, Screening, Verdict, screen

_KEEP = "S6"
_TINY = 1e-4


@dataclass(frozen=True)
class InForce:
    """One lift as it is to be done now.

    asked: the lift it was opened for. reps_start: the highest repetitions the plan began with. share: what is left of
    a load nobody told. back: stages below that of the case. by_training: admitted by training told of.
    """

    case: Case = field(repr=False)
    constraints: Constraints
    asked: str
    lift: Lift
    stage: str
    load: Load
    sets: tuple[int, int]
    reps: tuple[int, int] | None
    reps_start: int
    rir: int
    by_training: bool
    reported: float | None
    provisional: bool
    rack: Rack = field(repr=False)
    share: float = 1.0
    back: int = 0

    @property
    def scheme(self) -> str:
        """What is being stepped: an id of ``[scheme]``."""
        if self.stage == _KEEP:
            return "keep"
        if self.load.kg is None:
            return "not_told"
        if not self.load.kg:
            return "body_weight"
        ahead = self.heavier
        if ahead is None:
            return "top"
        if (ahead - self.load.kg) / self.load.kg > self.largest_step:
            return "reps_first"
        total = dose()["sum_of_sets"]
        long_enough = self.reps is not None and total["sets"] * self.reps[0] >= total["reps"]
        return "sum_of_sets" if not self.by_training and long_enough else "two_for_two"

    @property
    def largest_step(self) -> float:
        """The largest step in load, as a share."""
        usual = float(dose()["step"]["share_high"])
        return usual if self.constraints.max_step is None else min(usual, self.constraints.max_step)

    @property
    def heavier(self) -> float | None:
        """The next load that can be made, kg."""
        if not self.load.kg:
            return None
        return next_heavier(self.lift, self.load.kg, self.case.equipment, self.rack)

    @property
    def most(self) -> float | None:
        """The most that may be held, kg: what a clearance names, and a share of the load told where a rule asks it."""
        limits = [self.constraints.max_load] if self.constraints.max_load is not None else []
        share = load_share(self.constraints)
        if share < 1:
            limits.append((self.reported or 0.0) * share)
        return min(limits, default=None)

    @property
    def steps_load(self) -> bool:
        """Whether the next step is one in load."""
        if self.scheme in ("two_for_two", "sum_of_sets"):
            return True
        return self.scheme == "reps_first" and self._reps_done

    @property
    def _reps_done(self) -> bool:
        """Whether repetitions have earned a step above the share; where screening caps steps, they never do."""
        most = self.reps_start + dose()["step"]["most_extra_reps"]
        return self.constraints.max_step is None and self.reps is not None and self.reps[1] >= most

    @property
    def at_limit(self) -> bool | None:
        """Whether the next step in load would pass what may be held; None where the load is not told."""
        if self.load.kg is None:
            return None
        if not self.steps_load or self.most is None or self.heavier is None:
            return False
        return self.heavier > self.most + _TINY

    def amount(self, *, gate: bool = False) -> NextAmount:
        """The next session in figures."""
        return NextAmount(
            self.lift.id,
            self.lift.name,
            self.stage,
            self.load,
            self.sets,
            self.reps,
            self.rir,
            self.back,
            gate,
        )


def outcome_of(screening: Screening) -> tuple[Outcome | None, bool]:
    """The outcome that carries a plan, and whether it is the provisional one; None where neither does."""
    refers = Verdict.REFER_SOON.severity
    if max(screening.strict.verdict.severity, screening.provisional.verdict.severity) >= refers:
        return None, False
    if screening.strict.verdict.carries_load:
        return screening.strict, False
    if screening.provisional.verdict.carries_load:
        return screening.provisional, True
    return None, False


def screened(case: Case, more: Mapping[str, Value] | None = None, less: tuple[str, ...] = ()) -> Screening:
    """The case screened with further answers, and without those that no longer count."""
    facts = facts_of(case)
    kept = {name: value for name, value in facts.values.items() if name not in less}
    return screen(Facts({**kept, **(more or {})}, facts.items, facts.origins))


def open_plan(case: Case, screening: Screening, asked: str, back: int = 0) -> InForce | None:
    """The plan that the case opens for a lift, so many stages lower; None where it carries no plan."""
    outcome, provisional = outcome_of(screening)
    if outcome is None:
        return None
    limits = outcome.constraints
    if back:
        limits = replace(limits, stages_back=limits.stages_back + back)
    decided = decide(case, limits, asked=asked, suppose=provisional)
    if decided is None:
        return None
    return _in_force(case, decided, outcome.constraints, asked, provisional, back)


def _in_force(case: Case, decided: Decided, limits: Constraints, asked: str, provisional: bool, back: int) -> InForce:
    choice, amount = decided.choice, decided.amount
    low, high = dose()["stage"][choice.stage]["sets"]
    trained = choice.trained
    return InForce(
        case=case,
        constraints=limits,
        asked=asked,
        lift=choice.lift,
        stage=choice.stage,
        load=decided.load,
        sets=(low, high),
        reps=None if amount.as_now else (amount.low, amount.high),
        reps_start=amount.high,
        rir=amount.rir,
        by_training=trained is not None,
        reported=trained.load.kg if trained is not None and trained.load is not None else None,
        provisional=provisional,
        rack=decided.rack,
        share=choice.share,
        back=back,
    )


def held(plan: InForce, done: float | None) -> InForce:
    """The same again; what was lifted where that was less."""
    if done is None or not plan.load.kg or done >= plan.load.kg - _TINY:
        return plan
    return replace(plan, load=_made(plan, done, as_told=True))


def lowered(plan: InForce, done: float | None, factor: float) -> InForce:
    """At most this share of the planned load, or of what was lifted where that was less; rounded down."""
    if plan.load.kg is None:
        share = plan.share * factor
        return replace(plan, share=share, load=not_told(share, plan.most, plan.rack.units))
    if not plan.load.kg:
        return plan
    base = plan.load.kg if done is None else min(done, plan.load.kg)
    return replace(plan, load=_made(plan, base * factor), reps=_reps_again(plan))


def gone_back(plan: InForce, stages: int, factor: float) -> InForce:
    """So many stages lower as the case opens them, and never with more load than the share left of the planned one."""
    lower = open_plan(plan.case, screened(plan.case), plan.asked, plan.back + stages)
    if lower is None:
        return lowered(plan, None, factor)
    if plan.load.kg is None or lower.load.kg is None:
        return lowered(lower, None, factor)
    most = plan.load.kg * factor
    return lower if lower.load.kg <= most + _TINY else replace(lower, load=_made(lower, most))


def stepped(plan: InForce) -> InForce:
    """One step on: in load where that is made and allowed, else in repetitions; body weight waits for its gate."""
    if plan.scheme in ("body_weight", "keep", "not_told"):
        return plan
    if plan.steps_load and plan.heavier is not None:
        load = _weight(plan, plan.heavier)
        return replace(plan, load=load, reps=_reps_again(plan))
    if plan.reps is None:
        return plan
    low, high = plan.reps
    most = plan.reps_start + dose()["step"]["most_extra_reps"]
    return replace(plan, reps=(low, min(most, high + int(figure("reps_first", "step")))))


def _reps_again(plan: InForce) -> tuple[int, int] | None:
    return None if plan.reps is None else (plan.reps[0], plan.reps_start)


def _made(plan: InForce, most: float, *, as_told: bool = False) -> Load:
    told = most if as_told else None
    return load_up_to(plan.lift, most, plan.case.equipment, plan.rack, told) or body_weight()


def _weight(plan: InForce, kg: float) -> Load:
    if "bar" in plan.lift.equipment:
        return bar_load(plan.rack, kg)
    return Load(kg, mass_text(kg, plan.rack.units), plan.load.parts)
