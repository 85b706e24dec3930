"""What a review comes to: the week in figures, findings, and the changes worth making."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from thrustworthy.prescription._model import Said
from thrustworthy.prescription.routine._model import Entry, Routine
from thrustworthy.screening import Screening

About = Literal["order", "recovery", "waves", "sets", "missing", "limits", "unknown"]
Spread = tuple[float, float, float]
"""Low, middle and high over the simulated bodies: 5, 50 and 95 %."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class LiftLoads:
    """What the work with one lift comes to. stimulus: of each muscle; cost: of each tissue (kN times repetitions)."""

    stimulus: Mapping[str, Spread]
    cost: Mapping[str, Spread]
    sources: tuple[str, ...] = ()


class Physics(Protocol):
    """Where figures come from. Everything else of a review needs none of it."""

    def session(self, lift: str, load: float, sets: float, reps: float) -> LiftLoads | None:
        """Of ``sets`` sets of ``reps`` repetitions with ``load`` kg; None where the lift is not simulated."""
        ...

    def peak(self, lift: str, load: float, tissue: str) -> Spread | None:
        """The highest force on a tissue in one repetition, kN; None where it is not known."""
        ...


@dataclass(frozen=True)
class Finding:
    """One thing that was checked. id: row of ``data/review.toml``. good: None where it is neither good nor bad."""

    id: str
    about: About
    said: Said
    good: bool | None = None


@dataclass(frozen=True)
class Change:
    """One change worth making, with its reason. finding: id of the finding it follows from."""

    text: str
    reason: Said
    finding: str
    weight: float
    topic: str


@dataclass(frozen=True)
class MuscleWeek:
    """A muscle's week. sets: fractional, fewest and most. judged: against the sourced number of sets, in words.

    tension: kN times repetitions, one side; None where no simulated lift has a load. shares: of the tension by lift.
    """

    muscle: str
    name: str
    sets: tuple[float, float]
    judged: str
    tension: Spread | None = None
    shares: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class TissueWeek:
    """A tissue's week: what its loads add up to (kN times repetitions; None where loads are not told), and shares."""

    tissue: str
    name: str
    unit: str
    cost: Spread | None
    shares: Mapping[str, float]
    by_day: Mapping[str, float]


@dataclass(frozen=True)
class Work:
    """A lift of one day with every amount filled in: as written, by the case, by the waves, or supposed.

    load: kg; None where it is not known. reps, sets: means. supposed: names of the amounts that nobody said.
    """

    entry: Entry
    day: str
    sets: float
    sets_span: tuple[float, float]
    reps: float
    load: float | None
    supposed: frozenset[str]


@dataclass(frozen=True)
class Review:
    """A routine judged for one person.

    relative: loads are not all told, so tissues and muscles have shares and no amounts. withheld: why nothing is
    judged. changes: at most three, the one worth most first.
    """

    case: str
    routine: Routine
    from_case: bool
    screening: Screening
    provisional: bool
    relative: bool = False
    muscles: tuple[MuscleWeek, ...] = ()
    tissues: tuple[TissueWeek, ...] = ()
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    supposed: tuple[Said, ...] = ()
    withheld: Said | None = None
    computed_from: tuple[str, ...] = ()

    def about(self, what: About) -> tuple[Finding, ...]:
        """The findings of one kind."""
        return tuple(one for one in self.findings if one.about == what)

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that something in the review stands on, sorted."""
        said = [*(one.said for one in self.findings), *(one.reason for one in self.changes), *self.supposed]
        return tuple(sorted({source for one in said for source in one.sources} | {*self.computed_from}))
