"""Exact first and second derivatives: a value carried with its rate and its acceleration.

Postures are solved in closed form (or by Newton steps) on jets, so velocities and accelerations hold to rounding and
the energy check tests the physics, not a difference formula.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Jet:
    """Value v, rate d and acceleration a of one quantity; arrays that broadcast together."""

    v: Array
    d: Array
    a: Array

    def __add__(self, other: Jet | Array | float) -> Jet:
        if isinstance(other, Jet):
            return Jet(self.v + other.v, self.d + other.d, self.a + other.a)
        return Jet(self.v + other, self.d, self.a)

    __radd__ = __add__

    def __neg__(self) -> Jet:
        return Jet(-self.v, -self.d, -self.a)

    def __sub__(self, other: Jet | Array | float) -> Jet:
        return self + (-other)

    def __rsub__(self, other: Array | float) -> Jet:
        return (-self) + other

    def __mul__(self, other: Jet | Array | float) -> Jet:
        if isinstance(other, Jet):
            return Jet(
                self.v * other.v,
                self.d * other.v + self.v * other.d,
                self.a * other.v + 2.0 * self.d * other.d + self.v * other.a,
            )
        return Jet(self.v * other, self.d * other, self.a * other)

    __rmul__ = __mul__

    def __truediv__(self, other: Jet | Array | float) -> Jet:
        if isinstance(other, Jet):
            return self * other._map(1.0 / other.v, -1.0 / other.v**2, 2.0 / other.v**3)
        return self * (1.0 / other)

    def _map(self, f: Array, f1: Array, f2: Array) -> Jet:
        """A function of this jet, from its value and first two derivatives here."""
        return Jet(f, f1 * self.d, f2 * self.d**2 + f1 * self.a)


# NumPy must hand `array * jet` to Jet instead of looping over it.
Jet.__array_ufunc__ = None  # type: ignore[attr-defined]  # a class attribute NumPy looks for, not a field


def constant(value: Array | float) -> Jet:
    """A jet that does not move."""
    value = np.asarray(value, dtype=np.float64)
    still = np.zeros((1,) * value.ndim)
    return Jet(value, still, still)


def sin_cos(x: Jet) -> tuple[Jet, Jet]:
    """Sine and cosine of an angle in radians."""
    s, c = np.sin(x.v), np.cos(x.v)
    return x._map(s, c, -s), x._map(c, -s, -c)


def sqrt(x: Jet) -> Jet:
    """Square root; NaN where there is none, which the caller turns into a status."""
    with np.errstate(invalid="ignore", divide="ignore"):
        r = np.sqrt(x.v)
        return x._map(r, 0.5 / r, -0.25 / (r * x.v))


def arccos(x: Jet) -> Jet:
    """Arc cosine; NaN outside -1 to 1, which the caller turns into a status."""
    with np.errstate(invalid="ignore", divide="ignore"):
        w = 1.0 - x.v**2
        root = np.sqrt(w)
        return x._map(np.arccos(x.v), -1.0 / root, -x.v / (w * root))


def arctan2(y: Jet, x: Jet) -> Jet:
    """Angle of the vector (x, y), radians."""
    r2 = x * x + y * y
    rate = (x * _derivative(y) - y * _derivative(x)) / Jet(r2.v, r2.d, np.zeros((1,) * r2.v.ndim))
    return Jet(np.arctan2(y.v, x.v), rate.v, rate.d)


def _derivative(x: Jet) -> Jet:
    """The jet of the rate: one order is lost, so its own acceleration is void and must not be used."""
    return Jet(x.d, x.a, np.zeros((1,) * x.a.ndim))


def ramp(x: Jet, low: Array | float, high: Array | float) -> Jet:
    """0 up to ``low``, 1 from ``high`` on, minimum-jerk between: no jump in rate or acceleration."""
    width = np.asarray(high - low, dtype=np.float64)
    u = np.clip((x.v - low) / width, 0.0, 1.0)
    return x._map(
        u**3 * (10 - 15 * u + 6 * u**2),
        30 * u**2 * (1 - u) ** 2 / width,
        60 * u * (1 - u) * (1 - 2 * u) / width**2,
    )
