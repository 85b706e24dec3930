"""What a session was, and what is decided after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from thrustworthy.prescription._model import Load
from thrustworthy.screening import InputUsed

Faults = Literal["none", "light", "heavy"]


class Kind(StrEnum):
    """What is decided after a session, from mildest to most careful; the most careful of all rules wins."""

    ADVANCE = "advance"
    HOLD = "hold"
    STEP_BACK = "step_back"
    STOP_SET = "stop_set"
    REFER_SOON = "refer_soon"
    REFER_NOW = "refer_now"

    @property
    def severity(self) -> int:
        """0 for advance to 5 for refer_now."""
        return _SEVERITY[self]

    @property
    def refers(self) -> bool:
        """Somebody has to look before anything is loaded again."""
        return self in (Kind.REFER_SOON, Kind.REFER_NOW)


_SEVERITY: Final = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Session:
    """One lift of one session, as it was done. None is: not told, which never lets anything go up.

    load: kg held, 0 for body weight. reps, rir: repetitions of each set, and those left in it. Pain from 0 to 10:
    in the session, the next morning, and on a usual day (``baseline``). radiating: it ran down the leg; neurological:
    tingling, numb skin, weakness. soreness_apart: the numbers leave out the soreness of worked muscle.
    signs: warning signs since the last session, by id; empty: asked, and none. gap_days: since the session before.
    week_mean, week_mean_before: mean pain of the last seven days and of the seven before.
    """

    date: date
    lift: str
    load: float | None = None
    reps: tuple[int, ...] | None = None
    rir: tuple[int, ...] | None = None
    pain_during: int | None = None
    pain_next_morning: int | None = None
    baseline: int | None = None
    radiating: bool | None = None
    neurological: bool | None = None
    rest_or_night: bool | None = None
    soreness_apart: bool | None = None
    faults: Faults | None = None
    signs: tuple[str, ...] | None = None
    gap_days: int | None = None
    week_mean: float | None = None
    week_mean_before: float | None = None


@dataclass(frozen=True)
class SessionReason:
    """One rule that fired, or that cannot be told (it then holds). change: what would change it."""

    rule: str
    decision: Kind
    outcome: Literal["yes", "cannot_tell"]
    sentence: str
    change: str
    inputs: tuple[InputUsed, ...]
    tag: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class NextAmount:
    """What to do next time. sets: fewest and most. reps: a set's lowest and highest; None: as many as now.

    stages_back: how many stages below that of the plan. gate: the next gate of the ladder is worth a try.
    """

    lift: str
    lift_name: str
    stage: str
    load: Load
    sets: tuple[int, int]
    reps: tuple[int, int] | None
    rir: int
    stages_back: int = 0
    gate: bool = False


@dataclass(frozen=True)
class Decision:
    """What is decided after a session. reasons: from the most careful to the mildest. next: None where nothing is
    lifted until somebody has looked, or while no plan stands. change: what would change the decision.
    """

    session: Session
    kind: Kind
    reasons: tuple[SessionReason, ...]
    next: NextAmount | None
    change: tuple[str, ...]
    counts: frozenset[str] = frozenset()

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that a rule which fired stands on, sorted."""
        return tuple(sorted({one for reason in self.reasons if reason.outcome == "yes" for one in reason.sources}))
