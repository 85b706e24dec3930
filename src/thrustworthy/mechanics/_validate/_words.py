"""Figures and rules of the table as short texts, the same in the terminal and in the pages."""

from __future__ import annotations

import math

from thrustworthy.mechanics._result import Band
from thrustworthy.mechanics._validate._table import Check


def figure_text(band: Band | None) -> str:
    """Median, band where there is one, and unit: ``2.67 (2.2 to 3.66) N·m/kg``; empty where nothing was measured."""
    if band is None:
        return ""
    low, middle, high = (number_text(float(value)) for value in (band.p05, band.p50, band.p95))
    spread = "" if low == high else f" ({low} to {high})"
    return f"{middle}{spread} {band.unit}"


def asked_text(check: Check) -> str:
    """What the median has to keep; empty where it is only shown."""
    if not check.judges:
        return ""
    if not math.isfinite(check.low):
        return f"at most {number_text(check.high)}"
    if not math.isfinite(check.high):
        return f"at least {number_text(check.low)}"
    return f"{number_text(check.low)} to {number_text(check.high)}"


def number_text(value: float) -> str:
    """Four figures and never a power of ten; whole numbers from a hundred up."""
    if abs(value) >= 100:
        return f"{value:.0f}"
    text = f"{value:.4g}" if abs(value) >= 10 else f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("0", "-0", "") else text
