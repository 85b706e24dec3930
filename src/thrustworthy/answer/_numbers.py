"""Numbers as a reader sees them: two figures that matter, a unit, and always the band."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

_LB_PER_KG = 1 / 0.45359237
_KILO = 1000.0
_MINUS = "\N{MINUS SIGN}"

Units = Literal["kg", "lb"]


@dataclass(frozen=True)
class Scale:
    """How one kind of number is written: factor on the value, unit behind it, decimals, and the step of rounding."""

    factor: float
    unit: str
    decimals: int
    step: float


@dataclass(frozen=True)
class Spread:
    """One number with its band: ``low`` and ``high`` are the 5th and 95th percentile, in ``unit``."""

    low: float
    middle: float
    high: float
    unit: str


def scale_for(unit: str, largest: float) -> Scale:
    """The scale for values up to ``largest`` (absolute, in ``unit``): N becomes kN, m becomes cm, shares become %."""
    if unit == "N":
        return Scale(1 / _KILO, "kN", 1, 0.1) if largest >= _KILO else Scale(1.0, "N", 0, 10.0)
    if unit == "N·m":
        return Scale(1.0, unit, 0, 10.0 if largest >= 100 else 5.0 if largest >= 20 else 1.0)
    if unit == "m":
        return Scale(100.0, "cm", 0, 1.0)
    if unit == "deg":
        return Scale(1.0, "°", 0, 1.0)
    return Scale(1.0, unit, 1 if largest < 10 else 0, 0.1 if largest < 10 else 1.0)


def figure_of(value: float, scale: Scale) -> str:
    """The number alone, rounded, with a true minus sign and no negative zero."""
    rounded = round(value * scale.factor / scale.step) * scale.step
    text = f"{abs(rounded):.{scale.decimals}f}"
    return (_MINUS if rounded < 0 and float(text) != 0 else "") + text


def with_unit(text: str, unit: str) -> str:
    """The unit behind a number; degrees stand close, all others behind a no-break space."""
    return f"{text}°" if unit == "°" else f"{text}\N{NO-BREAK SPACE}{unit}".rstrip("\N{NO-BREAK SPACE}")


def spread_words(spread: Spread, reference: float | None = None) -> str:
    """``6.7 kN (4.7 to 10.0)``. reference: the largest value it is read beside, so that all get the same unit."""
    largest = max(abs(spread.low), abs(spread.middle), abs(spread.high)) if reference is None else reference
    scale = scale_for(spread.unit, largest)
    say = partial(figure_of, scale=scale)
    return f"{with_unit(say(spread.middle), scale.unit)} ({say(spread.low)} to {say(spread.high)})"


def mass_words(kg: float, units: Units = "kg") -> str:
    """``143 kg (315 lb)``, or pounds first for a reader who counts in pounds."""
    kilos = f"{round(kg, 1):g}\N{NO-BREAK SPACE}kg"
    pounds = f"{kg * _LB_PER_KG:.0f}\N{NO-BREAK SPACE}lb"
    return f"{pounds} ({kilos})" if units == "lb" else f"{kilos} ({pounds})"
