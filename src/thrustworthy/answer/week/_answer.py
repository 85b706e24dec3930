"""From a case to its week: screening, the programme, and what each set costs the spine by simulation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from thrustworthy.answer._loads import is_simulated, subject_of
from thrustworthy.answer._texts import text
from thrustworthy.case import Case, facts_of
from thrustworthy.prescription.week import Week, WeekPlan, plan_week
from thrustworthy.screening import Screening, screen

if TYPE_CHECKING:
    from thrustworthy.mechanics import Band

SPINE = "spine"
_KILO = 1000.0
# Peaks settle long before curves do, and a plan weighs many lifts.
_FRAMES = 15

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class PlanAnswer:
    """A case's week. provisional: the week stands on what the provisional verdict supposes.

    spine: what the week costs the spine, low, middle and high of the simulated bodies, kN·reps.
    """

    case: Case
    asked_on: date
    screening: Screening
    provisional: bool
    plan: WeekPlan
    spine: tuple[float, float, float] | None
    sources: tuple[str, ...]
    intended_use: str


def plan_for(
    case: Case, *, weeks: int = 4, samples: int = 100, seed: int = 0, progress: Progress | None = None
) -> PlanAnswer:
    """The week of a case, and a block of ``weeks`` weeks from it.

    The strict verdict's week; where that holds, the provisional one's, marked as such. samples, seed: simulated bodies
    for what a set costs the spine. progress: called with (lifts simulated, lifts so far asked for).
    """
    screening = screen(facts_of(case))
    strict = screening.strict.verdict.carries_load
    outcome = screening.strict if strict else screening.provisional
    spine = _Spine(case, samples, seed, progress)
    plan = plan_week(case, outcome, suppose=not strict, weeks=weeks, cost=spine.cost)
    band = spine.band(plan.week) if plan.week is not None else None
    return PlanAnswer(case, case.asked_on, screening, not strict, plan, band, _sources(plan), text("intended_use"))


class _Spine:
    """What a set costs the spine: peak compression at L5/S1 (kN) times repetitions; each lift is simulated once."""

    def __init__(self, case: Case, samples: int, seed: int, progress: Progress | None) -> None:
        self._case, self._samples, self._seed, self._progress = case, samples, seed, progress
        self._found: dict[tuple[str, float], Band | None] = {}

    def cost(self, lift: str, load: float, reps: int) -> Mapping[str, float]:
        """The median, for the programme."""
        peak = self._peak(lift, load)
        return {} if peak is None else {SPINE: float(peak.p50) / _KILO * reps}

    def band(self, week: Week) -> tuple[float, float, float] | None:
        """Low, middle and high cost of a week, kN·reps; None where nothing in it is simulated."""
        total = [0.0, 0.0, 0.0]
        for entry in (one for day in week.days for one in day.entries if one.option.cost):
            peak = self._peak(entry.option.lift, entry.option.load.kg or 0.0)
            if peak is not None:
                # All sets are one person's: their lows go together, and their highs.
                times = entry.sets * entry.option.reps[1] / _KILO
                ends = (float(end) * times for end in (peak.p05, peak.p50, peak.p95))
                total = [one + end for one, end in zip(total, ends, strict=True)]
        return (total[0], total[1], total[2]) if total[1] else None

    def _peak(self, lift: str, load: float) -> Band | None:
        key = (lift, round(load, 3))
        if key not in self._found:
            self._found[key] = self._simulate(lift, load)
            if self._progress is not None:
                self._progress(len(self._found), len(self._found) + 1)
        return self._found[key]

    def _simulate(self, lift: str, load: float) -> Band | None:
        from thrustworthy.mechanics import SimulationError, simulate

        if not is_simulated(lift):
            return None
        body = subject_of(self._case.body)
        try:
            made = simulate(lift, body, load, samples=self._samples, seed=self._seed, frames=_FRAMES)
        except SimulationError:
            return None
        return made.peaks["l5s1_compression"].band


def _sources(plan: WeekPlan) -> tuple[str, ...]:
    said = [*plan.notes, plan.scheme, plan.withheld, plan.pace.said if plan.pace else None]
    return tuple(sorted({source for one in said if one is not None for source in one.sources}))
