"""A routine as it was read: every line of the text with what was made of it, and the days that came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
"""Lowest and highest, equal where one number was written."""

Kind = Literal["blank", "heading", "note", "day", "week", "wave", "rest", "same", "entry", "detail", "asked", "unread"]


@dataclass(frozen=True)
class Guess:
    """A lift taken for a name that is none of its own. score: likeness, 0 to 1; why: what the likeness is."""

    lift: str
    score: float
    why: str


@dataclass(frozen=True)
class Line:
    """One line of the text. number: from 1. reading: what was made of it, in words. guess: the least certain one."""

    number: int
    text: str
    kind: Kind
    reading: str
    guess: Guess | None = None


@dataclass(frozen=True)
class Entry:
    """One lift of one day.

    lift: id in the formulary; None outside it. name: as written. sets, reps: None where nobody said. each: repetitions
    set by set (5, 3, 1). load: kg held, 0 for body weight, None where nobody said. of_body: load in body weights.
    percent: of the most. rest: s. seconds: a hold. counts: fractional sets of each muscle where the lift is known but
    outside the formulary. group: label of a superset. asked: which lift it is has to be asked. supposed_unit: the load
    came without a unit. line: number of its line.
    """

    lift: str | None
    name: str
    sets: Span | None = None
    reps: Span | None = None
    each: tuple[int, ...] = ()
    amrap: bool = False
    seconds: Span | None = None
    load: float | None = None
    supposed_unit: bool = False
    of_body: float | None = None
    percent: tuple[float, float] | None = None
    rir: Span | None = None
    rpe: tuple[float, float] | None = None
    tempo: str | None = None
    rest: Span | None = None
    per_side: bool = False
    warm_up: bool = False
    group: str | None = None
    note: str | None = None
    counts: tuple[tuple[str, float], ...] = ()
    asked: bool = False
    line: int = 0


@dataclass(frozen=True)
class Day:
    """One day. weekday: 0 Monday to 6 Sunday, None where it is not said. week: of a routine written for several."""

    name: str
    weekday: int | None = None
    week: int | None = None
    focus: str | None = None
    rest: bool = False
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Wave:
    """The repetitions (and sets, where written) of one week of a wave."""

    week: int
    reps: Span
    sets: int | None = None


@dataclass(frozen=True)
class Routine:
    """What was read. ``lines`` are all lines of the text in their order; none is lost.

    restart: the text says that the wave begins anew.
    """

    lines: tuple[Line, ...]
    days: tuple[Day, ...]
    waves: tuple[Wave, ...] = ()
    restart: bool = False

    @property
    def asked(self) -> tuple[Line, ...]:
        """Lines that a question stands for."""
        return tuple(line for line in self.lines if line.kind == "asked")

    @property
    def unread(self) -> tuple[Line, ...]:
        """Lines that nothing was made of."""
        return tuple(line for line in self.lines if line.kind == "unread")

    @property
    def parsed(self) -> tuple[Line, ...]:
        """All other lines."""
        return tuple(line for line in self.lines if line.kind not in ("asked", "unread"))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every lift of every day, in order."""
        return tuple(entry for day in self.days for entry in day.entries)
