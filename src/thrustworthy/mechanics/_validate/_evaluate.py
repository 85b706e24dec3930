"""Rows evaluated: each check's figure with its band, and the verdict of the row."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._result import Array, Band
from thrustworthy.mechanics._summary import band
from thrustworthy.mechanics._validate._measures import MEASURES
from thrustworthy.mechanics._validate._runs import NotYet, Runs
from thrustworthy.mechanics._validate._table import Check, Row, validation_rows
from thrustworthy.mechanics._validate._words import asked_text, figure_text

PASS = "pass"
MISS = "miss"
LATER = "not yet computable"
CANNOT = "cannot be simulated"
INPUT = "used as input"
SHOWN = "shown"
"""Of a check that judges nothing."""


@dataclass(frozen=True)
class CheckResult:
    """One check measured. band: None where it could not be, and then ``why`` says what is missing.

    near: an end of the rule lies where the median itself is unsure, so that other bodies could turn the verdict.
    """

    check: Check
    band: Band | None
    verdict: str
    why: str = ""
    near: bool = False

    @property
    def figure(self) -> str:
        """Median, band and unit in words."""
        return figure_text(self.band)

    @property
    def asked(self) -> str:
        """What the median has to keep, in words; empty where it is only shown."""
        return asked_text(self.check)

    def to_json(self) -> dict[str, Any]:
        """The check as plain values; an open end of the rule is null."""
        ends = {"low": self.check.low, "high": self.check.high}
        return {
            "title": self.check.title,
            "figure": None if self.band is None else self.band.to_json(),
            **{key: value if math.isfinite(value) else None for key, value in ends.items()},
            "verdict": self.verdict,
            "near": self.near,
            "why": self.why,
        }


@dataclass(frozen=True)
class RowResult:
    """One row measured. verdict: pass, miss, not yet computable, cannot be simulated or used as input."""

    row: Row
    checks: tuple[CheckResult, ...]
    verdict: str
    why: str = ""

    @property
    def reason(self) -> str:
        """Why the row does not pass, as far as it is known; empty for a pass."""
        return {MISS: self.row.reason, CANNOT: self.row.cannot, LATER: self.why}.get(self.verdict, "")

    @property
    def figure(self) -> str:
        """The figure the row is known by: its first judged one of the row's verdict, else the first there is."""
        judged = [one for one in self.checks if one.check.judges]
        measured = [one for one in judged if one.band is not None]
        alike = [one for one in measured if one.verdict == self.verdict]
        shown = alike or measured or [one for one in self.checks if one.band is not None]
        more = f"; {len(judged) - 1} more" if len(judged) > 1 else ""
        return f"{shown[0].check.title}: {shown[0].figure}{more}" if shown else ""

    @property
    def misses(self) -> bool:
        """Whether a figure is not what the table asks for."""
        return self.verdict == MISS

    @property
    def near(self) -> bool:
        """Whether other or more bodies could turn the verdict."""
        if self.verdict not in (PASS, MISS):
            return False
        # One check settles a miss where all are needed, and a pass where any will do.
        enough = MISS if self.row.needs == "all" else PASS
        if self.verdict == enough:
            return all(one.near for one in self.checks if one.verdict == enough)
        return any(one.near for one in self.checks)

    @property
    def stale(self) -> bool:
        """A reason for a miss stands in the table, and the row passes, by more than chance."""
        return bool(self.row.reason) and self.verdict == PASS and not self.near

    @property
    def unexplained(self) -> bool:
        """The row misses by more than chance, and the table gives no reason."""
        return self.misses and not self.row.reason and not self.near

    @property
    def fails(self) -> bool:
        """A row that gates, and is stale or unexplained."""
        return self.row.gates and (self.stale or self.unexplained)

    def to_json(self) -> dict[str, Any]:
        """The row as plain values."""
        row = self.row
        return {
            "number": row.number,
            "quantity": row.quantity,
            "published": row.published,
            "people": row.people,
            "condition": row.condition,
            "assumption": row.assumption,
            "limb": row.limb,
            "input": row.input,
            "tag": row.tag.value,
            "sources": list(row.sources),
            "gates": row.gates,
            "verdict": self.verdict,
            "near": self.near,
            "reason": self.reason,
            "limits": row.limits,
            "fails": self.fails,
            "checks": [one.to_json() for one in self.checks],
        }


def validate(
    numbers: Sequence[int] = (),
    *,
    samples: int = 250,
    seed: int = 0,
    step: Callable[[int, int], None] | None = None,
) -> tuple[RowResult, ...]:
    """Measure the rows of these numbers, or all. step is told how many rows are done and of how many.

    Raises SimulationError for a number that the table does not have.
    """
    rows = {row.number: row for row in validation_rows()}
    for number in numbers:
        if number not in rows:
            known = ", ".join(str(one) for one in rows)
            raise SimulationError(f"The validation table has no row {number}; its rows are {known}.")
    wanted = [rows[number] for number in numbers] if numbers else list(rows.values())
    runs = Runs(samples, seed)
    done: list[RowResult] = []
    for row in wanted:
        done.append(evaluate_row(row, runs))
        if step is not None:
            step(len(done), len(wanted))
    return tuple(done)


def evaluate_row(row: Row, runs: Runs) -> RowResult:
    """Measure one row."""
    checks = tuple(_evaluate(check, runs) for check in row.checks)
    if row.cannot:
        return RowResult(row, checks, CANNOT)
    if row.used_as_input:
        return RowResult(row, checks, INPUT)
    verdicts = [one.verdict for one in checks if one.check.judges]
    missing = "; ".join(dict.fromkeys(one.why for one in checks if one.why and one.check.judges))
    order = (PASS, LATER, MISS) if row.needs == "any" else (MISS, LATER, PASS)
    verdict = next((one for one in order if one in verdicts), LATER)
    return RowResult(row, checks, verdict, missing if verdict == LATER else "")


def _evaluate(check: Check, runs: Runs) -> CheckResult:
    try:
        values = np.asarray(MEASURES[check.measure](runs, check.given) * check.times, dtype=np.float64)
    except NotYet as missing:
        return CheckResult(check, None, LATER, str(missing))
    made = band(values, check.unit)
    if not check.judges:
        return CheckResult(check, made, SHOWN)
    low, high = median_range(values)
    near = any(low < end < high for end in (check.low, check.high))
    return CheckResult(check, made, PASS if in_order(check, float(made.p50)) else MISS, near=near)


def median_range(values: Array) -> tuple[float, float]:
    """Where the median of endlessly many bodies lies with a chance of about 95 %, from the ranks of these."""
    reach = 0.98 / math.sqrt(len(values))
    low, high = np.quantile(values, (max(0.5 - reach, 0.0), min(0.5 + reach, 1.0)))
    return float(low), float(high)


def in_order(check: Check, median: float) -> bool:
    """Whether a median keeps what the check asks; a figure that is no number keeps nothing."""
    return check.low <= median <= check.high
