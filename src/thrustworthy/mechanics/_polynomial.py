"""Polynomials in several joint angles, as exponents and coefficients: derivative, restriction, value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thrustworthy.mechanics._result import Array


@dataclass(frozen=True)
class Polynomial:
    """A sum of coefficient times powers of the angles. exponents: (terms, angles); coefficients: (terms,)."""

    exponents: NDArray[np.int64]
    coefficients: Array

    def derivative(self, angle: int) -> Polynomial:
        """Derivative by one of the angles."""
        power = self.exponents[:, angle]
        keep = power > 0
        lower = self.exponents[keep].copy()
        lower[:, angle] -= 1
        return Polynomial(lower, self.coefficients[keep] * power[keep])

    def times(self, factor: float) -> Polynomial:
        """The same polynomial times a number."""
        return Polynomial(self.exponents, self.coefficients * factor)

    def plus(self, other: Polynomial) -> Polynomial:
        """Sum of two polynomials; equal powers stay apart."""
        return Polynomial(
            np.concatenate([self.exponents, other.exponents]), np.concatenate([self.coefficients, other.coefficients])
        )

    def at_zero(self, gone: tuple[int, ...]) -> Polynomial:
        """The polynomial of the other angles where those ``gone`` are zero; their columns are dropped."""
        keep = (self.exponents[:, list(gone)] == 0).all(axis=1)
        left = [column for column in range(self.exponents.shape[1]) if column not in gone]
        return Polynomial(self.exponents[keep][:, left], self.coefficients[keep])

    def angles(self) -> tuple[int, ...]:
        """Which angles it hangs on."""
        moves = (self.exponents > 0) & (self.coefficients != 0)[:, None]
        return tuple(int(column) for column in np.flatnonzero(moves.any(axis=0)))

    def value(self, point: Array) -> Array:
        """Value at points of shape (..., angles)."""
        powers = point[..., None, :] ** self.exponents
        return np.asarray(powers.prod(axis=-1) @ self.coefficients, dtype=np.float64)
