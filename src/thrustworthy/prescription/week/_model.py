"""What a week is made of: lifts that are open, what is wished for, and the week that comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thrustworthy.prescription._model import Load, Said


@dataclass(frozen=True)
class Option:
    """A lift that is open to this person, and what one set of it is.

    sets: fewest and most in a session. reps: lowest and highest. days: most sessions a week. rest: s between sets.
    warm_up: number of warm-up sets. counts: fractional sets of each muscle. cost: of one set to each tissue; empty
    where nothing is known. standing: done on the feet. loaded: with more than body weight.
    """

    lift: str
    name: str
    pattern: str
    stage: str
    load: Load
    loaded: bool
    standing: bool
    sets: tuple[int, int]
    reps: tuple[int, int]
    rir: int
    days: int
    rest: float
    warm_up: int
    counts: Mapping[str, float]
    cost: Mapping[str, float]
    step: float | None = None


@dataclass(frozen=True)
class Wishes:
    """What the week is for. days: their names, in order. minutes: of a session. asked: the lift that must be in it.

    worth: of a fractional set of each muscle, full up to ``full`` sets, less up to ``most``, nothing beyond. budget:
    most cost of a week to each tissue; a tissue without one is not limited. firm: names of the wishes that must hold.
    assumed: what nobody said.
    """

    aim: str
    days: tuple[str, ...]
    minutes: float
    asked: str | None
    worth: Mapping[str, float]
    full: float
    most: float
    budget: Mapping[str, float]
    firm: tuple[str, ...] = ("asked", "standing", "minutes", "budget", "apart")
    assumed: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A lift on one day, with its sets."""

    option: Option
    sets: int


@dataclass(frozen=True)
class PlanDay:
    """One day: lifts in the order they are done, and how long they take, min."""

    name: str
    entries: tuple[Entry, ...]
    minutes: float


@dataclass(frozen=True)
class Week:
    """Days with their lifts. counted: fractional sets of each muscle. cost: of the week to each tissue."""

    days: tuple[PlanDay, ...]
    counted: Mapping[str, float]
    cost: Mapping[str, float]


@dataclass(frozen=True)
class Clash:
    """No week fits. wishes: those that cannot hold together; each alone left out makes room."""

    text: Said
    wishes: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """What one lift comes to in one week of a block: sets a session, repetitions, load in words, and how sure."""

    lift: str
    name: str
    sets: int
    reps: tuple[int, int]
    load: Load
    text: str


@dataclass(frozen=True)
class BlockWeek:
    """One week of a block by its number from 1, with the target of each lift."""

    number: int
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Pace:
    """What groups gained: a band of the load after the block, kg."""

    lift: str
    now: float
    low: float
    high: float
    said: Said


@dataclass(frozen=True)
class WeekPlan:
    """A week and the block of weeks made from it; or why there is none.

    week: None with a ``withheld`` sentence or a ``clash``. notes: what was assumed, what is missing, what is not known.
    """

    aim: str
    week: Week | None
    wishes: Wishes | None
    scheme: Said | None = None
    scheme_title: str = ""
    block: tuple[BlockWeek, ...] = ()
    pace: Pace | None = None
    notes: tuple[Said, ...] = ()
    withheld: Said | None = None
    clash: Clash | None = None
