"""What screening says: a verdict with its reasons, once strictly and once with what may be supposed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

HoldKind = Literal["questions", "clearance", "both"]


class Verdict(StrEnum):
    """From mildest to most severe; the most severe of all fired rules wins."""

    ALLOW = "ALLOW"
    MODIFY = "MODIFY"
    HOLD_CLEARANCE = "HOLD_CLEARANCE"
    REFER_SOON = "REFER_SOON"
    REFER_NOW = "REFER_NOW"

    @property
    def severity(self) -> int:
        """0 for ALLOW to 4 for REFER_NOW."""
        return _SEVERITY[self]

    @property
    def carries_load(self) -> bool:
        """Only ALLOW and MODIFY may come with a plan and a load."""
        return self in (Verdict.ALLOW, Verdict.MODIFY)


_SEVERITY: Final = {verdict: place for place, verdict in enumerate(Verdict)}


@dataclass(frozen=True)
class Constraints:
    """What all fired rules together demand: the strictest cap, the union of bans.

    max_stage: highest ladder stage allowed, ``S0`` to ``S6`` (None: no cap).
    stages_back: how many stages back from the present one.
    load_factor: the most that may be used of the load trained now (0.8 is 20 % less; 0 is no load at all).
    min_rir: fewest repetitions in reserve. pain_cap: most pain (NPRS 0-10) during and next morning.
    max_step: largest load step, as a share (0.05 is 5 %).
    max_hip_flexion, min_hip_flexion: allowed range in degrees (min 0: stop at neutral, no extension past it).
    ban_patterns, ban_lifts: movement patterns and lift ids that never come out.
    only_lifts: when not empty, nothing else may come out (a clearance that names its lifts).
    max_load: most external load in kg that a clearance names.
    flags: set-up demands by name of ``screening/data/flags.toml`` (``no_bar_on_abdomen``, ``two_leg_only``...).
    no_reported_training: admission by reported training is closed (post-op, pregnancy, bone).
    """

    max_stage: str | None = None
    stages_back: int = 0
    load_factor: float = 1.0
    min_rir: int | None = None
    pain_cap: int | None = None
    max_step: float | None = None
    max_hip_flexion: float | None = None
    min_hip_flexion: float | None = None
    ban_patterns: tuple[str, ...] = ()
    ban_lifts: tuple[str, ...] = ()
    only_lifts: tuple[str, ...] = ()
    max_load: float | None = None
    flags: tuple[str, ...] = ()
    no_reported_training: bool = False


NEUTRAL: Final = Constraints()
"""No constraint at all."""


@dataclass(frozen=True)
class InputUsed:
    """One input of a rule as the rule saw it. ``value`` is None while unanswered."""

    name: str
    value: str | None
    origin: str | None = None


@dataclass(frozen=True)
class Reason:
    """One rule that fired (``outcome`` yes) or could not be decided (``cannot_tell``: it then holds).

    item: index in the history. constraints: those of the rule; they bind only where it fired.
    """

    rule: str
    verdict: Verdict
    outcome: Literal["yes", "cannot_tell"]
    sentence: str
    inputs: tuple[InputUsed, ...]
    threshold: str
    tag: str
    sources: tuple[str, ...]
    item: int | None = None
    constraints: Constraints = NEUTRAL


@dataclass(frozen=True)
class Question:
    """An unanswered input that holds something: what to ask, of whom, and the rules that wait for it."""

    input: str
    ask: str
    asked_of: Literal["person", "surgeon"]
    rules: tuple[str, ...]
    item: int | None = None


@dataclass(frozen=True)
class Supposition:
    """What the provisional verdict took for granted, in the reader's words."""

    input: str
    value: str
    sentence: str
    item: int | None = None


@dataclass(frozen=True)
class Outcome:
    """A verdict with all that led to it. ``reasons`` are sorted from most severe to mildest."""

    verdict: Verdict
    hold_kind: HoldKind | None
    reasons: tuple[Reason, ...]
    constraints: Constraints


@dataclass(frozen=True)
class Screening:
    """Both verdicts. ``strict`` supposes nothing. ``questions`` are all that hold the strict verdict."""

    strict: Outcome
    provisional: Outcome
    supposed: tuple[Supposition, ...]
    questions: tuple[Question, ...]
    rules_version: str
