"""A whole routine judged for one person: the week, its order and recovery, its waves, what it lacks, three changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from thrustworthy.case import Case, facts_of
from thrustworthy.prescription._model import Said
from thrustworthy.prescription._tables import said
from thrustworthy.prescription.routine._case import routine_of
from thrustworthy.prescription.routine._figures import Loads, muscle_sets
from thrustworthy.prescription.routine._limits import limits
from thrustworthy.prescription.routine._missing import missing, sets, unknown
from thrustworthy.prescription.routine._model import Routine
from thrustworthy.prescription.routine._order import Found, order, recovery
from thrustworthy.prescription.routine._outcome import Change, Physics, Progress, Review
from thrustworthy.prescription.routine._physics import Simulated
from thrustworthy.prescription.routine._rows import plain, rows
from thrustworthy.prescription.routine._waves import waves
from thrustworthy.prescription.routine._work import weeks_of, what_was_supposed, work_of
from thrustworthy.screening import Outcome, screen

CHANGES = 3


def reviewed_case(
    routine: Routine | None,
    case: Case,
    *,
    samples: int = 100,
    seed: int = 0,
    progress: Progress | None = None,
    physics: Physics | None = None,
) -> Review:
    """Review a routine for the person of a case.

    routine: None takes the days that the case itself tells of. samples, seed: simulated bodies. progress: called with
    (lifts simulated, lifts so far asked for). physics: where figures come from, else the simulation. The strict
    verdict's limits hold, or, where that carries no load, the provisional one's, marked so; where neither does,
    nothing is judged and nothing simulated.
    """
    screening = screen(facts_of(case))
    strict = screening.strict.verdict.carries_load
    outcome = screening.strict if strict else screening.provisional
    from_case = routine is None
    read = routine or routine_of(case) or Routine((), ())
    review = Review(case.name, read, from_case, screening, not strict)
    if not outcome.verdict.carries_load:
        return _withheld(review, plain("withheld"))
    works = work_of(read, case)
    if not works:
        return _withheld(review, plain("nothing"))
    source = physics or Simulated(case.body, samples=samples, seed=seed, progress=progress)
    return _judged(review, case, outcome, source)


def _withheld(review: Review, why: Said) -> Review:
    return Review(review.case, review.routine, review.from_case, review.screening, review.provisional, withheld=why)


def _judged(review: Review, case: Case, outcome: Outcome, physics: Physics) -> Review:
    read = review.routine
    works, weeks = work_of(read, case), weeks_of(read)
    loads = Loads(works, weeks, physics)
    counted = muscle_sets(works, weeks)
    found: list[Found] = [
        *order(works, case),
        *recovery(read, works, case),
        *waves(read, works, case, outcome, physics),
        *missing(read, works, outcome.constraints),
        *sets(counted, case, outcome.constraints),
        *limits(works, outcome, case.units),
        *unknown(read, works),
    ]
    return Review(
        case=review.case,
        routine=read,
        from_case=review.from_case,
        screening=review.screening,
        provisional=review.provisional,
        relative=loads.relative,
        muscles=loads.muscles(counted),
        tissues=loads.tissues(),
        findings=tuple(one for one, _ in found),
        changes=tuple(most_worth(change for _, change in found if change is not None)),
        supposed=tuple(_supposed(works_said=what_was_supposed(works, read, case.units), relative=loads.relative)),
        computed_from=loads.sources,
    )


def _supposed(works_said: Iterable[Said], relative: bool) -> Iterator[Said]:
    yield from works_said
    row = rows()["sets"]
    yield said(row["text"], row)
    row = rows()["stimulus"]
    yield said(row["text_share" if relative else "text"], row)


def most_worth(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes worth most, at most three, no two about one thing; of equal ones the first found."""
    kept: dict[str, Change] = {}
    for one in sorted(changes, key=lambda one: -one.weight):
        kept.setdefault(one.topic if one.topic != "banned" else one.text, one)
    yield from list(kept.values())[:CHANGES]
