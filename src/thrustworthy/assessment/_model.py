"""What a test is, what a result comes to, and what answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

Who = Literal["home", "phone", "partner", "professional"]
Demand = Literal["none", "movement", "effort"]
Better = Literal["higher", "lower", "yes", "no", "none"]
Place = Literal["below", "usual", "above"]
Result = bool | float | str


class Change(StrEnum):
    """What a change comes to. Only beyond the error of the measure is it better or worse."""

    BETTER = "better"
    WORSE = "worse"
    WITHIN = "within error"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Norm:
    """What other people reached: mean ``value`` and ``sd`` in the test's unit; ``ages`` in years, both included."""

    people: str
    value: float
    tag: str
    sources: tuple[str, ...]
    sd: float | None = None
    sex: Literal["male", "female"] | None = None
    ages: tuple[float, float] | None = None
    note: str = ""


@dataclass(frozen=True)
class ErrorRow:
    """How far a test can be trusted. kind: MDC and SEM (in ``unit``), ICC, r, kappa, sensitivity, specificity.

    low, high: the range reported; equal where one figure was given.
    """

    kind: str
    low: float
    high: float
    tag: str
    sources: tuple[str, ...]
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Line:
    """A line that a result can cross, with what is then said; ``sex``: drawn for that sex alone.

    comparison: below, above, at_least, at_most (with ``value``) or is (with ``expected``).
    """

    id: str
    comparison: str
    sentence: str
    tag: str
    sources: tuple[str, ...]
    value: float = 0.0
    expected: bool = False
    sex: Literal["male", "female"] | None = None

    def crossed(self, result: Result) -> bool:
        """True when this result is on the far side; a result of another sort is not."""
        if isinstance(result, bool):
            return self.comparison == "is" and result is self.expected
        if isinstance(result, str) or self.comparison == "is":
            return False
        return {
            "below": result < self.value,
            "above": result > self.value,
            "at_least": result >= self.value,
            "at_most": result <= self.value,
        }[self.comparison]


@dataclass(frozen=True)
class NotFor:
    """Who does not do a test: a condition of ``data/conditions.toml``, or a demand (``flag``) of screening."""

    sentence: str
    tag: str
    sources: tuple[str, ...]
    condition: str | None = None
    flag: str | None = None


@dataclass(frozen=True)
class Pose:
    """A stick figure: directions of its segments in degrees (0 right, 90 up), and what it rests on."""

    name: str
    view: Literal["side", "front"]
    angles: Mapping[str, float] = field(hash=False)
    block: str | None = None
    under: str | None = None
    drop: float = 0.0


@dataclass(frozen=True)
class Drawing:
    """A few poses in a row, with a title that says what is seen."""

    title: str
    poses: tuple[Pose, ...]


@dataclass(frozen=True)
class Assessment:
    """One test: how it is done, by whom, what it tells and how far it can be trusted.

    who: home (alone), phone (alone, with a phone that films), partner, professional. demand: what it asks of the body.
    low, high: the numbers that can be, in ``unit``. better: the direction wished for. timed: seconds on a clock.
    minutes: with set-up and rest, our estimate. records_only: why the result opens and holds nothing (None: it may).
    """

    id: str
    label: str
    type: Literal["yes_no", "number", "choice"]
    ask: str
    tag: str
    sources: tuple[str, ...]
    group: str
    who: Who
    demand: Demand
    minutes: float
    equipment: tuple[str, ...]
    procedure: tuple[str, ...]
    scoring: str
    better: Better
    tells: tuple[str, ...]
    cannot_tell: tuple[str, ...]
    retest_days: int
    retest_tag: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    sided: bool = False
    timed: bool = False
    records_only: str | None = None
    questionnaire: str | None = None
    norms: tuple[Norm, ...] = ()
    errors: tuple[ErrorRow, ...] = ()
    error_unknown: str | None = None
    lines: tuple[Line, ...] = ()
    not_for: tuple[NotFor, ...] = ()
    drawing: Drawing | None = None

    @property
    def sides(self) -> tuple[str | None, ...]:
        """The sides it is done on: left and right, or none told."""
        return ("left", "right") if self.sided else (None,)

    def row(self) -> Mapping[str, Any]:
        """The limits of a result, as the case reader has them."""
        return {"type": self.type, "low": self.low, "high": self.high, "choices": self.choices}


@dataclass(frozen=True)
class Withheld:
    """Why a test is left out. ``question``: the answer that is missing, by its name in the case (None: it is known)."""

    sentence: str
    tag: str
    sources: tuple[str, ...]
    condition: str
    question: str | None = None
    ask: str | None = None


@dataclass(frozen=True)
class Permission:
    """Whether a test may be done, with every reason against it."""

    test: str
    reasons: tuple[Withheld, ...] = ()

    @property
    def allowed(self) -> bool:
        """True only where nothing speaks against it and nothing it depends on is unknown."""
        return not self.reasons


@dataclass(frozen=True)
class Against:
    """Somebody who sees it otherwise."""

    text: str
    tag: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Corrective:
    """What to work on. lines: the lines it answers; dose_tag: for the amount and the days until the retest."""

    id: str
    lines: tuple[str, ...]
    measure: str
    dose: str
    dose_tag: str
    retest_days: int
    tag: str
    sources: tuple[str, ...]
    lift: str | None = None
    against: tuple[Against, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What one result (or two together) comes to.

    value: in ``unit``. norms: those that fit this person; place: where the value lies in the first of them that has a
    spread. error: the smallest change beyond error, low to high (None: not known). previous: the result before it, of
    the same test and side; change: what became of it. crossed: lines the value is beyond. correctives: what answers
    them; unanswered: lines for which no sourced measure was found.
    """

    id: str
    kind: Literal["result", "ratio"]
    label: str
    value: Result
    unit: str
    tag: str
    sources: tuple[str, ...]
    side: str | None = None
    on: date | None = None
    norms: tuple[Norm, ...] = ()
    place: Place | None = None
    error: tuple[float, float] | None = None
    error_said: str = ""
    previous: Result | None = None
    previous_on: date | None = None
    change: Change | None = None
    crossed: tuple[Line, ...] = ()
    correctives: tuple[Corrective, ...] = ()
    unanswered: tuple[str, ...] = ()
    note: str = ""
